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


LOADED = """\
X = np.load("x.npy")
X = X.reshape(X.shape[0], -1).T
w = np.zeros((X.shape[0], 1))
A = np.dot(w.T, X)
dw = {}
"""


def test_a_product_that_fits_only_for_one_example_is_told_where_a_transpose_fits_always():
    """The most common mistake of the gradient of a logistic regression: no transpose of (1, m)."""
    (found,) = lint_source(HEAD + LOADED.format("np.dot(X, A)"))
    assert (found.code, found.line, found.help) == ("SHP207", 6, "`np.dot(X, A.T)` fits, and its shape is (size, 1)")
    assert (
        found.message == "dot: it fits only where X_0 (axis 1 of X) = 1 (axis 0 of A); with one change it always fits"
    )
    assert findings(LOADED.format("np.dot(X, A.T)")) == []
    assert findings("def f(n, m):\n    return np.zeros((n, m)) @ np.zeros((1, m))\n") == [("SHP207", 3)]


@pytest.mark.parametrize(
    "body",
    [
        "np.zeros((n, m)) @ np.zeros((1, k))",  # no transpose fits: m may well be 1
        "x @ np.zeros((1, 1))",
        "np.zeros((n, m)) @ np.zeros((1, 1))",
        "np.zeros((1, m)) @ np.zeros((m, 1))",
    ],
)
def test_a_product_with_one_row_is_no_mistake_where_no_change_fits_always(body):
    assert findings(f"def f(x, n, m, k):\n    return {body}\n") == []


def test_sizes_that_must_be_equal_are_told_by_their_arrays_and_where_they_come_from():
    (found,) = lint_source(f"{HEAD}def f(n, m):\n{PRODUCT}    return A @ B\n")
    assert found.message == "matmul: two sizes with different names must be equal: n (axis 1 of A) = m (axis 0 of B)"
    assert [(line.name, line.origin) for line in found.operands] == [
        ("A", "3 from line 3; n from line 3"),
        ("B", "m from line 3; 2 from line 3"),
    ]


def test_a_warning_says_where_each_size_comes_from():
    (found,) = lint_source(f"{HEAD}y = np.zeros((7, 1))\nloss = y - np.zeros(7)\n")
    assert (found.code, found.operands[0].origin) == ("SHP201", "7 from line 2; 1 from line 2")
    (found,) = lint_source(f"{HEAD}E = np.ones((5, 5))\nP = E / E.sum(axis=1)\n")
    assert (found.code, found.operands[0].origin) == ("SHP203", "5, 5 from line 2")


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
    assert findings(LAYER.format("0.1 * self.db.sum(axis=0)[:4].reshape(4, 1)")) == []  # in several steps


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
