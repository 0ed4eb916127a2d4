"""Numbers that are used as sizes: whole ones of unknown value, floats, and what they are afterwards."""

import textwrap

import pytest

from shapecheck.core import Array
from shapecheck.infer.events import Assigned, Event
from shapecheck.infer.program import interpret
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

RANKS = {
    "n = np.ceil(x).astype(int); r = np.zeros((n, 2))": 2,
    "r = np.zeros(np.prod(x.shape))": 1,
    "r = np.ones(np.size(x))": 1,
    "r = np.zeros((x.size, 3))": 2,
    "w = np.random.randn(x, 5); r = np.zeros(x)": 1,
    "w = np.zeros((x, 5)); r = np.ones(x)": 1,
    "r = np.zeros(x)": None,
    "w = np.zeros(x); r = np.ones(x)": None,
    "n = np.max(np.arange(7)); r = np.zeros(n)": 1,
    "s = sum(range(x)); r = np.zeros(x)": 1,
    "s = sum(range(x)); print(x.real); unknown(x); r = np.zeros(x)": 1,
}


@pytest.mark.parametrize(("body", "rank"), RANKS.items(), ids=RANKS)
def test_what_is_used_as_a_size_is_an_integer(body: str, rank: int | None) -> None:
    found: list[int | None] = []

    def listen(event: Event) -> None:
        if isinstance(event, Assigned) and event.name == "r":
            found.append(event.value.shape.rank if isinstance(event.value, Array) else None)

    interpret(f"import numpy as np\ndef f(x):\n    {body}\n", "sizes.py", listen)
    assert found == [rank]


def _messages(body: str) -> list[str]:
    program = textwrap.dedent(f"""
        import numpy as np
        objects = np.empty(3, dtype=object)
        objects[0] = np.zeros((2, 3))
        x = np.ones((5, 3))
        {body}
    """)
    return [finding.message for finding in lint_text(Text(program), "sizes.py", Settings()).findings]


@pytest.mark.parametrize("body", ["np.zeros(x.sum())", "np.zeros((x.mean(), 2))", "np.zeros(x.shape[0] / 2)"])
def test_a_float_is_no_size(body: str) -> None:
    assert _messages(body) == ["zeros: a size must be an integer (got float)"]


@pytest.mark.parametrize("body", ["np.zeros(int(x.sum()))", "print(objects[0] @ x.T, objects[0].shape[1])"])
def test_whole_numbers_and_elements_of_objects_are_silent(body: str) -> None:
    assert _messages(body) == []
