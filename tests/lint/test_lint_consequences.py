"""One cause gives one finding: nothing is said of what is made of a result that something was said of."""

import pytest

from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"

PROGRAMS = {
    "the turns of a loop after an update that changes the shape": (
        """\
W, b = np.ones((5, 3)), np.zeros((5, 1))
X, Y = np.ones((3, 7)), np.ones((5, 7))
for epoch in range(100):
    dZ = W @ X + b - Y
    W = W - 0.1 * dZ @ X.T
    b = b - 0.1 * dZ.sum(axis=1)
assert b.shape == (5, 1)
rows, columns, more = b.shape
""",
        [("SHP202", 7)],
    ),
    "an unknown number of turns": (
        """\
def fit(batches):
    w = np.zeros((3, 1))
    for batch in batches:
        w = w - np.ones(3)
        score = w.T @ np.ones((3, 1)) + np.ones((2, 1))
    return w
fit(open("batches"))
""",
        [("SHP202", 5)],
    ),
    "what fails in the same statement says more": (
        """\
w = np.zeros((3, 1))
X = np.zeros((5, 3))
y = np.zeros((1, 5))
w -= X.T @ (X @ w - y)
""",
        [("SHP111", 5)],
    ),
    "what is computed from all pairs": (
        """\
error = np.ones((7, 1)) - np.ones(7)
gradient = np.ones((7, 3)).T @ error
w = np.zeros(3)
w -= 0.1 * gradient
w = w - 0.1 * gradient
""",
        [("SHP201", 2)],
    ),
    "another operation on what is right": (
        """\
y, p = np.ones((7, 1)), np.ones(7)
error = y - p
wrong = y @ np.ones((2, 2))
also = p + np.ones(5)
""",
        [("SHP201", 3), ("SHP101", 4), ("SHP102", 5)],
    ),
    "what a function that is called again gives": (
        """\
def error(y, p):
    return y - p
first = error(np.ones((7, 1)), np.ones(7))
second = error(np.ones((7, 1)), np.ones(7))
w = np.zeros(3)
w -= second @ np.ones((7, 3))
""",
        [("SHP201", 3)],
    ),
    "a function whose argument is wrong in two calls": (
        """\
def layer(W, A):
    return W @ A
layer(np.ones((2, 3)), np.ones((5, 7)))
layer(np.ones((2, 3)), np.ones((11, 7))) + np.ones(13)
""",
        [("SHP101", 3)],
    ),
    "calls that fail at one place in different ways": (
        """\
def first(x):
    return x[3, 0]
def product(a, b):
    return a @ b + a @ b.T
first(np.zeros(5))
first(np.zeros((2, 2)))
product(np.zeros((2, 3)), np.zeros((5, 3)))
product(np.zeros((2, 3, 5)), np.zeros((7, 5, 3)))
""",
        [("SHP106", 3), ("SHP101", 5), ("SHP102", 9)],
    ),
    "an error that the shape before would give as well": (
        """\
b = np.zeros((5, 1))
b = b - np.ones(5)
Z = np.ones((5, 7)) + b
A = np.ones((3, 7)) + b
""",
        [("SHP202", 3), ("SHP102", 5)],
    ),
    "a stretch that a comment says is meant": (
        """\
error = np.ones((7, 1)) - np.ones(7)  # shapecheck: ignore[SHP201]
w = np.zeros(3)
w -= np.ones((3, 7)) @ error
""",
        [("SHP111", 4)],
    ),
    "the same two arrays in two functions": (
        """\
W, X = np.ones((4, 5)), np.ones((4, 50))
def cost():
    return np.mean(W @ X)
def slope():
    return (W @ X) @ X.T
cost(), slope()
V = np.ones((4, 5))
V @ X
""",
        [("SHP101", 4), ("SHP101", 9)],
    ),
    "two arrays that are made of the same ones": (
        """\
X, y, w = np.ones((9, 3)), np.ones((9, 1)), np.zeros(3)
def predict(w):
    return X @ w
for epoch in range(3):
    loss = np.mean((y - predict(w)) ** 2)
    error = predict(w) - y
    w = w - X.T @ error
right = np.mean(np.ones(9) == y)
""",
        [("SHP201", 6), ("SHP201", 9)],
    ),
    "a gradient that is made of what is wrong": (
        """\
h, y = np.ones((9, 8)), np.ones(9)
W, b = np.ones((8, 1)), np.zeros(1)
diff = h @ W + b - y
dW = h.T @ diff
db = diff.sum(axis=0)
""",
        [("SHP201", 4)],
    ),
    "parameters of several layers that change their shapes at one place": (
        """\
p = {f"b{l}": np.zeros((n, 1)) for l, n in enumerate([5, 3])}
for epoch in range(2):
    for l, n in enumerate([5, 3]):
        Z = np.ones((n, 7)) + p[f"b{l}"]
        p[f"b{l}"] = p[f"b{l}"] - np.sum(Z, axis=1)
""",
        [("SHP202", 6)],
    ),
    "one branch of two": (
        """\
import sys
y = np.ones((7, 1))
if len(sys.argv) > 1:
    y = y - np.ones(7)
z = np.ones((5, 5)) @ y
""",
        [("SHP202", 5), ("SHP101", 6)],  # with or without the branch
    ),
}


def test_what_fails_says_which_part_of_it_is_the_cause():
    program = f"{HEAD}w, X, y = np.zeros((3, 1)), np.ones((5, 3)), np.ones({{}})\nw -= X.T @ (X @ w - y)\n"
    (finding,) = lint_source(program.format(5))
    assert finding.severity == "error"
    assert finding.notes == ("subtract: both operands are stretched to (5, 5): X @ w (5, 1) and y (5,)",)
    assert lint_source(program.format((5, 1))) == []
    (other,) = lint_source(program.format((5, 7)))
    assert other.notes == ()


TURNS = {
    "a range of numbers": (
        "A = np.ones((2, 3))\nfor i in range(1000):\n    y = A @ np.ones(i + 3)\n",
        "matmul: inner sizes differ: 3 (axis 1 of A) != 4 (axis 0 of np.ones(i + 3))",
    ),
    "a product that changes what it is computed from": (
        "A, x = np.ones((5, 3)), np.ones((3, 1))\nfor turn in range(1000):\n    x = A @ x\n",
        "matmul: inner sizes differ: 3 (axis 1 of A) != 5 (axis 0 of x)",
    ),
    "an array that grows": (
        "h = np.ones(3)\nfor i in range(1000):\n    h = np.append(h, 1.0)\n    z = h + np.ones(5)\n",
        "add: sizes differ and neither is 1: 4 (axis 0 of h) != 5 (axis 0 of np.ones(5))",
    ),
}


@pytest.mark.parametrize(("program", "found"), PROGRAMS.values(), ids=PROGRAMS)
def test_one_cause_gives_one_finding(program: str, found: list[tuple[str, int]]) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == found


@pytest.mark.parametrize(("program", "message"), TURNS.values(), ids=TURNS)
def test_the_first_turn_of_a_loop_that_fails_is_told_with_its_shapes(program: str, message: str) -> None:
    assert [finding.message for finding in lint_source(HEAD + program)] == [message]
