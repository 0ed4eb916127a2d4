"""Stretches of both operands: what was written on purpose is known from how the operands were made, under any name."""

import pytest

from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"

MEANT = {
    "an alias of newaxis": "from numpy import newaxis as new\na = np.zeros(7)\nd = a[:, new] - np.ones(7)",
    "None in a variable": "here = None\na = np.zeros(7)\nd = a[:, here] - np.ones(7)",
    "an index in a variable": "column = (slice(None), None)\na = np.zeros(7)\nd = a[column] - np.ones(7)",
    "expand_dims under another name": "from numpy import expand_dims as e\nd = e(np.zeros(7), 1) - np.ones(7)",
    "atleast_2d": "a = np.zeros(7)\nd = np.atleast_2d(a).T - np.ones(7)",
    "a list of one vector": "a = np.zeros(7)\nd = np.array([a]).T - np.ones(7)",
    "a reshape inside": "a = np.zeros(7)\nd = np.sqrt(np.abs(a.reshape(7, 1))) * np.ones(7)",
    "one of three operands": "c = np.ones(7)\nd = np.where(c[:, None] > 0, np.ones(7), np.zeros(7))",
    "one of three operands, made before": "c = np.ones(7)\nr = c[:, None]\nd = np.clip(r, c, np.zeros(7))",
    "over several lines": "a = np.zeros(7)\nd = (\n    a[\n        :, None\n    ]\n    - np.ones(7)\n)",
    "a function that makes a column": (
        "def column(v):\n    return v[:, None]\na, b = np.zeros(7), np.ones(7)\nd = column(a) - b\nf = column(b) - a"
    ),
    "a function of two arrays": "def f(a, b):\n    return a[:, None] < b\nd = f(np.zeros(7), np.ones(7))",
    "a column of the other operand": "a = np.zeros(7)\nc = a.reshape(-1, 1)\nc = np.exp(c / 2)\nd = c > a",
    "a column of the other operand, in place": "a = np.zeros(7)\nc = np.expand_dims(a, 1)\nc *= 2\nd = c - a",
    "a column that a function is given": (
        "def pairs(v, w):\n    return v - w\na = np.ones(7)\nc = a[:, None]\nd = pairs(c, a)\ne = pairs(c, a * 2)"
    ),
    "a column and a row, both of new axes": (
        "a, b = np.zeros((7, 2)), np.ones((7, 2))\nc = a[:, None, :]\nr = np.expand_dims(b, 0)\nd = np.maximum(c, r)"
    ),
    "all axes written": (
        "P = np.ones((5, 3))\ni = np.arange(5).reshape(5, 1, 1)\nj = np.arange(5).reshape(1, 5, 1)\n"
        "d = (i - (i * P).sum(axis=0)) * (j - (j * P).sum(axis=1, keepdims=True))"
    ),
    "made alike": (
        "X, Y = np.ones((7, 3)), np.zeros((7, 3))\na = np.sum(X**2, axis=1).reshape(-1, 1)\nb = np.sum(Y * Y, axis=1)\n"
        "d = a + b - 2 * X @ Y.T"
    ),
    "made alike by turns": (
        "K = np.ones((7, 7))\nu = v = np.ones(7)\nfor i in range(3):\n    u = 1 / (K @ v)\n    v = 1 / (K.T @ u)\n"
        "c = u.reshape(-1, 1)\nd = c * v * K"
    ),
    "a kept axis and its transpose": "X = np.ones((7, 3))\ns = (X**2).sum(axis=1, keepdims=True)\nd = s + s.T",
    "one thing with its axis kept and dropped": (
        "X = np.ones((7, 3))\na = X.sum(axis=1, keepdims=True)\nb = (X + 1).sum(axis=1)\nd = a * b"
    ),
    "places on an axis": "i = np.linspace(0, 1, 7).reshape(7, 1)\nj = np.arange(7)\nd = i * j",
    "one column for each class": "y = np.zeros((7, 1), int)\nd = (y == np.arange(7)).astype(float)",
    "a mask of lengths": "n = np.full((7, 1), 3)\nplaces = np.arange(7)\nd = places < n\ne = np.greater(n, places)",
    "classes that are written out": "y = np.zeros((3, 1), int)\nd = y == np.array([0, 1, 2])\ne = y == [1, 2, 4]",
    "classes that have names": "y = np.array([['a'], ['b']])\nnames = ['a', 'b']\nd = y == names",
    "a column and a list, both written out": "d = np.array([[1], [2]]) + [[3, 4]]",
    "vectors that a list makes one array of": "A = np.ones((2, 3))\nd = A[1:] + tuple(A)\ne = np.maximum([*A], A[:1])",
    "other sizes": "d = np.ones((7, 1)) - np.ones(5)",
    "sizes that need not be equal": (
        "def f(z):\n    low, high = z[z < 0], z[z > 0]\n    high = high[:, None]\n    d = high - low\n"
        "    return np.logical_and(low == 0, high == 0)\nf(np.ones(7))"
    ),
    "several sizes that need not be equal": (
        "def f(a, b):\n    c = np.expand_dims(a[..., :2] / 3, axis=3)\n    return np.minimum(c + 1, b[..., :2])\n"
        "def g(n, h, k):\n    return f(np.ones((n, h, 3, 7)), np.ones((1, 1, k, 5)))"
    ),
}

MISTAKES = {
    "a name that only looks so": ("router = np.ones((7, 1))\nd = router - np.ones(7)", [3]),
    "names of functions as variables": ("reshape = np.ones((7, 1))\narange = np.ones(7)\nd = reshape - arange", [4]),
    "a comment that only looks so": ("a = np.ones((7, 1))  # newaxis, None\nd = a - np.ones(7)  # meshgrid", [3]),
    "three operands": ("c = np.ones((7, 1))\nd = np.where(c > 0, np.ones(7), np.zeros(7))", [3]),
    "a kept axis": ("X = np.ones((7, 3))\ny = np.ones(7)\nd = X.sum(axis=1, keepdims=True) - y", [4]),
    "a kept axis of something made alike": (
        "X, Y = np.ones((7, 3)), np.zeros((7, 3))\nd = X.sum(axis=1, keepdims=True) - Y.sum(axis=1)",
        [3],
    ),
    "a list of numbers": ("y = np.ones((3, 1))\nt = [1, 0, 1]\nd = y - t\ne = y == t", [4, 5]),
    "a list of elements": ("a, c = np.ones(2), np.ones((2, 1))\nd = c - [a[0], a[1]]", [3]),
    "a column cut out": ("X = np.ones((7, 3))\nd = X[:, 0:1] - np.ones(7)", [3]),
    "a difference with places": ("y = np.zeros((7, 1))\nd = y - np.arange(7)", [3]),
    "a comparison with what was computed of places": ("y = np.zeros((7, 1))\np = np.arange(7) * 0.5\nd = y == p", [4]),
    "another new axis": ("a = np.ones((7, 1))\nd = a[None] - np.ones(7)", [3]),
    "a column made before": ("y = np.ones(7)\nc = y[:, None]\np = np.zeros((7, 3)) @ np.ones(3)\nd = c - p", [5]),
    "a column of other data": (
        "data = np.ones((7, 3))\nx, y = data[:, 0], data[:, 1].reshape(-1, 1)\nloss = 2 * x + 1 - y",
        [4],
    ),
    "a column that a function makes, and is given before": (
        "def column(v):\n    return v.reshape(-1, 1)\ny = column(np.ones(7))\np = np.zeros(7)\nd = y - p",
        [6],
    ),
    "the second call of a function": (
        (
            "def cost(a, b):\n    return np.mean((a - b) ** 2)\na = np.ones(7)\nc = a[:, None]\nok = cost(c, a)\n"
            "bad = cost(np.ones((7, 1)), a)"
        ),
        [3],
    ),
    "the second call of a function that makes a column": (
        (
            "def column(v):\n    return v[:, None]\na, b = np.ones(7), np.zeros(7)\nca = column(a)\ncb = column(b)\n"
            "d = cb - b\ne = cb - a"
        ),
        [8],
    ),
}


def test_an_array_that_comes_from_itself_in_many_ways_is_traced_back_at_once() -> None:
    program = "x, K = np.ones((7, 1)), np.ones((7, 7))\nfor i in range(60):\n    x = x * x + x\n    K = K * K.T + K\n"
    found = lint_source(f"{HEAD}{program}d = x - np.ones(7)\ne = K - K.mean(axis=1)")
    assert [(finding.code, finding.line) for finding in found] == [("SHP201", 6), ("SHP203", 7)]


@pytest.mark.parametrize("program", MEANT.values(), ids=MEANT)
def test_all_pairs_that_are_wanted_are_no_finding(program: str) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == []


@pytest.mark.parametrize(("program", "lines"), MISTAKES.values(), ids=MISTAKES)
def test_a_vector_that_meets_a_column_is_one(program: str, lines: list[int]) -> None:
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == [
        ("SHP201", line) for line in lines
    ]
