"""Updates and gradients (SHP202): what changes its shape for good, and what only looks so."""

import pytest

from shapecheck import find_faults
from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\nrng = np.random.default_rng(0)\n"

RIGHT = {
    "the way from a point to all data": "data = np.ones((5, 3))\nx = np.zeros(3)\nx = x - data",
    "what each turn begins anew": (
        "X, centres = np.ones((5, 3)), np.ones((2, 3))\nfor i in range(5):\n    x = X[i]\n    x = x - centres"
    ),
    "a sum that is broadcast where it starts": (
        "total = np.zeros((1, 3))\nfor i in range(5):\n    total = total + np.ones((7, 3))"
    ),
    "an axis added in the update, under another name": (
        "from numpy import newaxis as new\nx = np.ones(7)\nx = x - np.zeros(7)[:, new]"
    ),
    "increments at random": (
        "dW = np.sqrt(0.1) * rng.normal(size=(5, 3))\nW = np.concatenate([np.zeros((1, 3)), np.cumsum(dW, axis=0)])"
    ),
    "differences": "U = np.ones((5, 3))\ndU = np.diff(U, axis=0)",
    "lengths": "A = np.random.randn(5, 3)\ndA = np.linalg.norm(A, axis=1)",
    "lengths written out": "A = np.random.randn(5, 3)\ndA = np.sqrt((A**2).sum(axis=1))",
    "differences that a function gives": (
        "def steps(a):\n    return a[1:] - a[:-1]\nV = np.ones((5, 3))\ndV = steps(V) / 0.1"
    ),
    "the gradient of a shorter part of the data": (
        "def backward(dA, x):\n    dx = np.zeros((3, 5, dA.shape[2]))\n    for t in range(dA.shape[2]):\n"
        "        dx[:, :, t] = x[:, :, t] * dA[:, :, t]\n    return dx\nx = rng.normal(size=(3, 5, 7))\n"
        "dx = backward(np.ones((3, 5, 2)), x)"
    ),
    "a size that is 1 after all": (
        "def fit(X, y):\n    n, d = X.shape\n    W = np.ones((1, d))\n    for i in range(9):\n"
        "        row = np.ones((n // (n + 1) + 1, n))\n        W = W - 0.1 * row @ X\n    return W"
    ),
    "a displacement": "x = np.ones((5, 3))\ndx = np.ones(3)\nx = x + dx",
    "a row and a gradient with one axis": "b = np.zeros((1, 5))\ndb = np.ones((7, 5)).sum(axis=0)\nb = b - 0.1 * db",
    "values that are made up": "b = np.ones((5, 1))\ndb = np.full((5, 7), 2.0)\nb = b - db.mean(axis=1, keepdims=True)",
}

WRONG = {
    "a gradient whose name looks as if it were meant": (
        "b = np.ones((5, 1))\nreshaped_None = np.ones((5, 7)).sum(axis=1)\nb = b - reshaped_None",
        [("SHP202", 4)],
    ),
    "a step of a loop": (
        "w = np.zeros(3)\nfor i in range(9):\n    step = np.ones((3, 7)) @ np.ones((7, 3))\n    w = w - 0.1 * step",
        [("SHP202", 6)],
    ),
    "a step of a loop, on an attribute": (
        (
            "class Model:\n    def __init__(self):\n        self.w = np.zeros(3)\n    def fit(self):\n"
            "        for i in range(9):\n            self.w = self.w - np.ones((3, 7)) @ np.ones((7, 3))\nModel().fit()"
        ),
        [("SHP202", 8)],
    ),
    "a size with a name": (
        (
            "def fit(X, k):\n    n, d = X.shape\n    W = np.ones((1, d))\n    for i in range(9):\n"
            "        W = W - 0.1 * np.ones((k, n)) @ X\n    return W"
        ),
        [("SHP202", 7)],
    ),
    "a gradient by name, outside of a loop": (
        "def step(W, dW):\n    W = W - 0.1 * dW\n    return W\nstep(np.ones(3), np.ones((7, 3)).T @ np.ones((7, 3)))",
        [("SHP202", 4)],
    ),
    "a gradient with one axis of a column": (
        "b = np.zeros((5, 1))\ndb = np.ones((1, 7)).sum(axis=1)\nb = b - 0.1 * db",
        [("SHP202", 5)],
    ),
    "a gradient that is filled": ("W = np.ones((5, 3))\ndW = np.zeros((3, 5))\ndW += 1", [("SHP202", 4)]),
    "a gradient that was summed up": (
        "b = np.ones((5, 1))\ndb = rng.normal(size=(5, 7)).sum(axis=0)",
        [("SHP202", 4)],
    ),
}


@pytest.mark.parametrize("program", RIGHT.values(), ids=RIGHT)
def test_what_may_have_another_shape_is_no_finding(program: str) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == []


@pytest.mark.parametrize(("program", "found"), WRONG.values(), ids=WRONG)
def test_an_update_that_changes_the_shape_for_good_is_one(program: str, found: list[tuple[str, int]]) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == found


@pytest.mark.parametrize(
    ("program", "codes"),
    [
        ("dW = np.zeros((3, 4))\nfor i in range(5):\n    dW += np.dot(d.T, h)", ["SHP202"]),
        ("dW = np.zeros((3, 4))\nfor i in range(5):\n    dW += d[:3] @ h[:4].T", []),
        ("dW = np.zeros((1, 1))\nfor i in range(5):\n    dW += np.dot(d.T, h)", []),
        ("total = np.zeros((3, 4))\ntotal += np.dot(d.T, h)", []),
        ("dW = np.zeros((3, 4))\ndW += np.dot(d.T, h) * np.ones((3, 1))", []),
    ],
)
def test_a_product_that_is_one_number_is_no_gradient_of_a_matrix(program, codes):
    head = "import numpy as np\nd, h = np.ones((5, 1)), np.ones((5, 1))\n"
    assert [finding.code for finding in lint_source(head + program)] == codes


def test_what_a_function_gives_is_the_gradient_of_what_it_calls_so_itself():
    text = """
import numpy as np

def backward(dout, x):
    dx = dout - dout.mean(axis=0)
    return dx

x = np.ones((4, 3, 2))
out = x.reshape(4, 6) @ np.ones((6, 5))
dx = backward(np.ones((4, 5)), out)
"""
    assert not find_faults(text)
    assert [own.code for own in find_faults(text.replace("def backward(dout, x)", "def backward(dout, given)"))]
