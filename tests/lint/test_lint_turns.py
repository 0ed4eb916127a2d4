"""An item of another turn of a loop: what it is, and the item of this turn as the help."""

import pytest

from shapecheck import fix_faults
from shapecheck.lint.runner import lint_source

LAYERS = """
import numpy as np

sizes = [4, 5, 3, 1]
p = {}
for l in range(1, 4):
    p["W" + str(l)] = np.ones((sizes[l], sizes[l - 1]))
    p["b" + str(l)] = np.zeros((sizes[l], 1))
"""

LISTED = "import numpy as np\n\nWs = [np.ones((5, 4)), np.ones((3, 5)), np.ones((1, 3))]\nA = np.ones((4, 20))\n"

TURNS = {
    "a constant, of a name": (
        LAYERS
        + "A = np.ones((4, 20))\nfor l in range(1, 4):\n"
        + '    W = p["W" + str(1)]\n    A = np.dot(W, A) + p["b" + str(l)]\n',
        ("str(1)", "str(l)"),
        'W is that of l = 1, in the turn of l = 2: `p["W" + str(1)]`',
    ),
    "a key": (
        LAYERS + 'A = np.ones((4, 20))\nfor l in range(1, 4):\n    A = np.dot(p["W1"], A) + p["b" + str(l)]\n',
        ('"W1"', '"W" + str(l)'),
        '`p["W1"]` is that of l = 1, in the turn of l = 2',
    ),
    "the number of another loop": (
        LAYERS
        + "for i in range(1, 3):\n    A = np.ones((4, 20))\n    for l in range(1, 4):\n"
        + '        A = p[f"W{i}"] @ A + p[f"b{l}"]\n',
        ('f"W{i}"', 'f"W{l}"'),
        '`p[f"W{i}"]` is that of l = 1, in the turn of l = 2',
    ),
    "an index": (
        LISTED + "for l in range(3):\n    A = Ws[0] @ A\n",
        ("Ws[0]", "Ws[l]"),
        "`Ws[0]` is that of l = 0, in the turn of l = 1",
    ),
    "an index that counts from 1": (
        LISTED + "for l in range(1, 4):\n    A = Ws[0] @ A\n",
        ("Ws[0]", "Ws[l - 1]"),
        "`Ws[0]` is that of l = 1, in the turn of l = 2",
    ),
}


@pytest.mark.parametrize(("program", "change", "said"), TURNS.values(), ids=TURNS)
def test_an_item_of_another_turn(program: str, change: tuple[str, str], said: str) -> None:
    (found,) = lint_source(program)
    assert said in [*found.notes, *(own.message for own in found.related)]
    right = program.replace(*change)
    assert fix_faults(program, unsafe=True).text == right
    assert lint_source(right) == []


def test_an_item_that_would_not_fit_either_is_not_named() -> None:
    """The same first weights in each turn, and data that are turned: no other item would fit."""
    program = LAYERS + 'X = np.ones((20, 4))\nfor l in range(1, 4):\n    print(p["W1"] @ X)\n'
    (found,) = lint_source(program)
    assert not any("in the turn of" in text for text in (*found.notes, *(own.message for own in found.related)))
