"""A help may be several edits, and another fault behind the first one takes no help away."""

import pytest

from shapecheck import fix_faults
from shapecheck.lint.finding import Finding
from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"

BOTH = {
    "in one line": "X = np.ones((50, 7))\nZ = (X - X.mean(axis=1)) / X.std(axis=1)\n",
    "on lines of their own": (
        "X = np.ones((50, 7))\nmu = X.mean(axis=1)\nsd = X.std(axis=1)\nZ = (X - mu) / sd\nprint(Z)\n"
    ),
    "in a function": (
        "def scaled(X):\n    low = X.min(axis=1)\n    high = X.max(axis=1)\n    return (X - low) / (high - low)\n"
        "print(scaled(np.ones((50, 7))))\n"
    ),
    "one of what the other one gives": (
        "def softmax(Z):\n    e = np.exp(Z - np.max(Z, axis=1))\n    return e / np.sum(e, axis=1)\n"
        "print(softmax(np.ones((10, 4))))\n"
    ),
    "three": (
        "X = np.ones((50, 7))\nlow = X.min(axis=1)\nhigh = X.max(axis=1)\nY = (X - low) / (high - low)\n"
        "Z = Y / np.abs(X).sum(axis=1)\n"
    ),
}


@pytest.mark.parametrize("program", BOTH.values(), ids=BOTH)
def test_reductions_that_must_both_keep_their_axis_are_one_help(program: str) -> None:
    (found,) = lint_source(HEAD + program)
    kept = HEAD + program.replace("axis=1)", "axis=1, keepdims=True)")
    assert found.fix is not None
    assert not found.fix.uncovered
    assert fix_faults(HEAD + program, unsafe=True).text == kept
    assert lint_source(kept) == []


def test_a_help_of_several_edits_names_all_places() -> None:
    program = "X = np.ones((50, 7))\nmu = X.mean(axis=1)\nsd = X.std(axis=1)\nZ = (X - mu) / sd\n"
    (found,) = lint_source(HEAD + program)
    assert found.help == (
        "`X.mean(axis=1, keepdims=True)` fits, and its shape is (50, 1), together with `X.std(axis=1, keepdims=True)`"
    )
    assert (found.line, [own.line for own in found.related]) == (3, [5, 4])


def test_one_edit_is_better_than_two() -> None:
    program = (
        "A, B = np.ones((7, 5)), np.ones((7, 5))\ndots = (A * B).sum(axis=1, keepdims=True)\n"
        "lengths = np.linalg.norm(A, axis=1) * np.linalg.norm(B, axis=1)\nprint(dots / lengths)\n"
    )
    assert fix_faults(HEAD + program, unsafe=True).text == HEAD + program.replace(", keepdims=True", "")


BEHIND = (
    HEAD
    + """
def softmax(Z):
    e = np.exp(Z - np.max(Z, axis=1))
    return e / np.sum(e, axis=1, keepdims=True)

P = softmax(np.ones((10, 4)))
loss = P + np.ones((9, 9))
"""
)


def test_a_fault_that_was_not_reached_takes_no_help_away() -> None:
    (found,) = lint_source(BEHIND)
    assert (found.line, found.help) == (4, "`np.max(Z, axis=1, keepdims=True)` fits, and its shape is (10, 1)")
    assert found.fix is not None
    assert [own.line for own in found.fix.uncovered] == [8]
    assert not found.fix.is_safe
    fixed = fix_faults(BEHIND, unsafe=True)
    assert fixed.text == BEHIND.replace("np.max(Z, axis=1)", "np.max(Z, axis=1, keepdims=True)")
    assert [(own.code, own.line) for own in fixed.left] == [("SHP102", 8)]


def told(found: list[Finding]) -> list[tuple[int, str | None]]:
    return [(own.line, own.help) for own in found]


MOVED = {
    # (50, 5) is no layer of 5 units: the weights are right, and the data are turned.
    "behind a product": (
        "X, W, b = np.ones((50, 7)), np.ones((5, 7)), np.zeros((5, 1))\nZ = X @ W\nA = np.tanh(Z + b)\n",
        [(3, None)],
    ),
    # The sums are used as a vector where all is known: they must stay one.
    "what fitted before": (
        "A = np.ones((6, 4))\nd = A.sum(axis=1)\nprint(A / d)\nprint(d @ np.ones((6, 6)) - np.ones(6))\n",
        [(4, "`A / d[:, np.newaxis]` fits, and its shape is (6, 4)")],
    ),
    "of which nothing fits": ("X, v = np.ones((6, 4)), np.ones(3)\nprint((X - v) @ np.ones((5, 2)))\n", [(3, None)]),
}


@pytest.mark.parametrize(("program", "lines"), MOVED.values(), ids=MOVED)
def test_no_help_moves_the_fault_on(program: str, lines: list[tuple[int, str | None]]) -> None:
    assert told(lint_source(HEAD + program)) == lines
