"""What a program says of itself: sizes that it asserts to be equal, gradients that it reduces, shapes written out."""

import pytest

from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"
PRODUCT = "    A, B = np.zeros((3, n)), np.zeros((m, 2))\n"


def findings(program):
    return [(finding.code, finding.line) for finding in lint_source(HEAD + program)]


@pytest.mark.parametrize(
    "said",
    [
        "    assert n == m\n",
        "    assert k > 0 and m == n\n",
        "    assert n == k == m\n",
        "    assert (n, k) == (m, k)\n",
        "    if n != m:\n        raise ValueError(n)\n",
        "    if k < 0 or n != m:\n        raise ValueError(n)\n",
    ],
)
def test_sizes_that_are_said_to_be_equal_are_not_forced_equal(said):
    assert findings(f"def f(n, m, k):\n{said}{PRODUCT}    return A @ B\n") == []
    other = said.replace("m", "j") if "k == m" not in said else "    assert n == k\n"
    assert findings(f"def f(n, m, k, j):\n{other}{PRODUCT}    return A @ B\n") == [
        ("SHP207", 4 + other.count("\n")),
    ]


def test_it_may_be_said_afterwards_and_of_an_array():
    assert findings(f"def f(n, m):\n{PRODUCT}    C = A @ B\n    assert len(B) == n\n    return C\n") == []
    assert findings(f"def f(n, m):\n{PRODUCT}    C = A @ B\n    assert len(A) == n\n    return C\n") == [("SHP207", 4)]


def test_it_may_be_said_by_the_constructor():
    program = """\
class Layer:
    def __init__(self, n, m):
        {}
        self.A, self.B = np.zeros((3, n)), np.zeros((m, 2))

    def forward(self):
        return self.A @ self.B
"""
    assert findings(program.format("assert n == m")) == []
    assert findings(program.format("assert n > m")) == [("SHP207", 8)]


LAYER = """\
class Layer:
    def __init__(self):
        self.W, self.b = np.ones((4, 3)), np.zeros((4, 1))

    def backward(self, X):
        self.db = self.W @ X

    def step(self):
        self.b -= {}


layer = Layer()
layer.backward(np.ones((3, 7)))
layer.step()
"""


def test_a_gradient_for_each_example_may_be_reduced_later():
    assert findings(LAYER.format("0.1 * self.db.mean(axis=1, keepdims=True)")) == []
    assert findings(LAYER.format("0.1 * np.sum(self.db, axis=1).reshape(4, 1)")) == []
    assert findings(LAYER.format("0.1 * np.ones((4, 1))")) == [("SHP202", 7)]
    assert findings("W = np.zeros((3, 4))\ndW = np.ones((3, 2)) @ np.ones((7, 2, 4))\nW -= dW.mean(axis=0)") == []
    other = "0.1 * self.db.sum(axis=0)[:4].reshape(4, 1)"
    assert findings(LAYER.format(other)) == [("SHP202", 7)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("np.ones((1, 3))", "np.zeros((3, 1))"),
        ("np.array([[1, 2, 3]])", "np.array([[1], [2], [3]])"),
        ("np.full((1, 3), 2.0)", "np.arange(3).reshape(3, 1)"),
        ("2 * np.ones((1, 3), dtype=np.float32)", "-np.zeros((3, 1))"),
    ],
)
def test_a_row_and_a_column_that_stand_there_in_numbers_are_meant(row, column):
    assert findings(f"x = {row}\ny = {column}\nprint(x + y)") == []
    assert findings(f"x = {row}\ny = {column}\n\n\ndef f(a, b):\n    return a - b\n\n\nf(x, y)") == [("SHP201", 7)]


def test_a_size_with_a_name_and_an_array_of_one_axis_are_not():
    assert findings("m = 3\nx = np.ones((1, m))\ny = np.ones((3, 1))\nz = x + y") == [("SHP201", 5)]
    assert findings("x = np.ones(3)\ny = np.ones((3, 1))\nz = x + y") == [("SHP201", 4)]
    assert findings("x = np.ones((1, 3))\ny = np.random.rand(3, 1)\nz = x + y") == [("SHP201", 4)]
    assert findings("x = np.ones((1, 3))\ny = np.ones((3, 1))\nz = x * y") == [("SHP205", 4)]
