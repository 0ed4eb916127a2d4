"""Shapes that are changed in other ways than `a.shape = ...`, and what objects give that were given something."""

import pytest
from pairs import errors, fails_at, source_of

START = "a, b = np.ones((2, 3)), np.ones((2, 3))\n"

WAYS = {
    "getattr": "class Box:\n    pass\nbox = Box()\nbox.a = a\ngetattr(box, 'a').shape = (3, 2)",
    "setattr": "setattr(a, 'shape', (3, 2))",
    "a method of the array": "a.__setattr__('shape', (3, 2))",
    "a method of object": "object.__setattr__(a, 'shape', (3, 2))",
    "a method of the class": "np.ndarray.resize(a, (3, 2), refcheck=False)",
    "what an operation put in it": "np.add(b, b, out=a).shape = (3, 2)",
    "what an operation put in it, by position": "np.add(b, b, a).shape = (3, 2)",
    "setattr, by a name": "name = 'sha' + 'pe'\nsetattr(a, name, (3, 2))",
    "a queue": "from collections import deque\ndeque([a])[0].resize((3, 2), refcheck=False)",
    "an object of another library": "from types import SimpleNamespace\nSimpleNamespace(a=a).a.shape = (3, 2)",
    "a function of another library": "import operator\noperator.itemgetter(0)([a]).shape = (3, 2)",
    "a dictionary of another library": "from collections import ChainMap\nChainMap({'a': a})['a'].shape = (3, 2)",
}
FOLLOWED = list(WAYS)[:6]

READ_BACK = """
class Column:
    def __setitem__(self, name, value):
        self.kept = np.broadcast_to(value, (6,)) if np.isscalar(value) else np.ravel(value)
    def __getitem__(self, name):
        return self.kept
"""


@pytest.mark.parametrize("way", WAYS)
def test_an_array_is_not_what_it_was(way: str) -> None:
    source = source_of(START + WAYS[way] + "\nc = a @ np.ones(2)\n")
    assert fails_at(source) is None
    assert errors(source) == []


@pytest.mark.parametrize("way", FOLLOWED)
def test_where_it_is_followed_its_new_shape_is_known(way: str) -> None:
    source = source_of(START + WAYS[way] + "\nc = a @ np.ones(3)\n")
    line = (START + WAYS[way]).count("\n") + 2
    assert fails_at(source) == line
    assert errors(source) == [line]


@pytest.mark.parametrize("way", list(WAYS)[6:])
def test_no_other_array_is_changed(way: str) -> None:
    source = source_of("d = np.ones((2, 3))\n" + START + WAYS[way] + "\nc = d @ np.ones(2)\n")
    line = (START + WAYS[way]).count("\n") + 3
    assert fails_at(source) == line
    assert errors(source) == [line]


@pytest.mark.parametrize("value", ["0", "np.ones((2, 3))"])
def test_an_object_that_is_not_known_may_give_something_else_than_it_was_given(value: str) -> None:
    program = f"def total(table):\n    table['a'] = {value}\n    return table['a'] @ np.ones(6)\n"
    source = source_of(program + READ_BACK + "total(Column())\n")
    assert fails_at(source) is None
    assert errors(source) == []


def test_a_plain_dictionary_gives_what_it_was_given() -> None:
    source = source_of("table = {}\ntable['a'] = np.ones((2, 3))\ntotal = table['a'] @ np.ones(6)\n")
    assert fails_at(source) == 3
    assert errors(source) == [3]
