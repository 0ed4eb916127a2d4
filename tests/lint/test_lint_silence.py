"""Where the warnings are silent, and where they are not: programs of a few lines, with the exact findings."""

import pytest

from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\nm = 7\n"

SILENT = {
    "a new axis in the operation": "a = np.zeros(7)\nd = a[:, None] - a",
    "np.newaxis": "a = np.zeros(7)\nd = a[:, np.newaxis] * np.zeros(5)",
    "a reshape in the operation": "a = np.zeros(7)\nd = a.reshape(-1, 1) * a",
    "a new axis where the operand is made, of another size": "a = np.zeros(7)[:, None]\nd = a - np.zeros(5)",
    "a new axis of the other operand": "a = np.zeros(7)\nb = a[:, None]\nd = b - a",
    "one hot": "y = np.zeros((7, 1), int)\nd = y == np.arange(10)",
    "a sparse grid": "x, y = np.meshgrid(np.zeros(3), np.zeros(5), sparse=True)\nd = x + y",
    "an open grid": "x, y = np.ogrid[0:3, 0:5]\nd = x + y",
    "ix_": "i, j = np.ix_([0, 1], [0, 2])\nd = i + j",
    "a column and a row": "u = np.zeros((7, 1))\nv = np.zeros((1, 7))\nd = u * v",
    "a column and a row of other sizes": "u = np.zeros((7, 1))\nv = np.zeros((1, 5))\nd = u + v",
    "a kept axis": "X = np.zeros((7, 5))\nd = X - X.mean(axis=1, keepdims=True)",
    "a bias": "Z = np.zeros((5, 7)) + np.zeros((5, 1))",
    "a number": "d = np.zeros((7, 1)) + 3",
    "a size of 1": "d = np.zeros((1, 1)) + np.zeros(1)",
    "a reduction along the first axis": "X = np.zeros((5, 5))\nd = X - X.mean(axis=0)",
    "a reduction of a symmetric matrix": "X = np.ones((5, 3))\nK = X @ X.T / 3\nd = K - K.mean(axis=1)",
    "a reduction of a product": "y = np.ones((5, 5))\ns = np.sum(np.square(y), 1)\nd = np.add((s - 2 * y @ y.T).T, s)",
    "both axes, one after the other": "A = np.ones((5, 5))\ns = A.sum(axis=1)\nd = A / s[:, None] / s",
    "a reduction of another array": "X = np.zeros((5, 7))\nY = np.zeros((3, 5))\nd = Y - X.mean(axis=1)",
    "squared distances": "X = np.zeros((5, 3))\ns = np.sum(X**2, axis=1)\nd = s[:, None] + s - 2 * X @ X.T",
    "a row times a matrix": "w = np.zeros(5)\nX = np.zeros((5, 7))\nd = w.T @ X",
    "an inner product": "w = np.zeros(5)\nd = np.dot(w.T, w)",
    "a vector with itself": "x = np.zeros(5)\nd = x @ x.T\ny = x * x.T",
    "a transpose that is kept": "x = np.zeros(5)\ny = x.T",
    "a squeeze of known sizes": "d = np.squeeze(np.zeros((1, 5, 1)))",
    "a squeeze without an axis of 1": "def f(n):\n    return np.squeeze(np.zeros((n, 5)))",
    "a squeeze along an axis": "def f(n):\n    return np.squeeze(np.zeros((n, 1)), axis=1)",
    "a column times a row, each as a slice": (
        "def f(X, Y):\n    n_of_features = X.shape[1]\n    W = np.zeros((n_of_features, Y.shape[1]))\n"
        "    for index in range(n_of_features):\n        d = X[:, index : index + 1] * W[index : index + 1]\n"
    ),
    "Hadamard": "dA = np.zeros((5, 5))\nd = dA * np.zeros((5, 5))",
    "an update that keeps the shape": "b = np.zeros((5, 1))\nb = b - 0.1 * np.zeros((5, 1))",
    "an update that is stretched": "W = np.zeros((5, 3))\nW = W - 0.1 * np.zeros((5, 1))",
    "an array that grows on purpose": "x = np.zeros((5, 1))\nx = x + np.zeros(3)[None, :]",
    "a sum that starts at a number": "s = np.array(0.0)\ns = s + np.zeros(3)",
    "a difference of its own": "V = np.zeros((5, 3))\ndV = V[1:] - V[:-1]",
    "a step that is no gradient": "x = np.linspace(0, 1, 7)\ndx = np.zeros(3)",
    "gradients layer by layer": (
        "Ws = [np.zeros((5, 3)), np.zeros((2, 5))]\nfor W in Ws:\n    pass\nfor W2 in Ws:\n    dW = np.zeros(W2.shape)"
    ),
    "sizes with one name": "def f(n, m):\n    return np.zeros((n, m)) @ np.zeros((m, n))",
    "an element type that is not known": "def f(n, kind):\n    return np.zeros(n, kind)",
    "an element type with a name": "def f(n, kind='f8'):\n    return np.zeros(n, kind)",
    "an error that is expected": (
        "W = np.zeros((5, 4))\ntry:\n    Z = W @ np.zeros((3, 7))\nexcept ValueError:\n    Z = None"
    ),
}

FIRING = {
    "a column less a vector": ("y = np.zeros((7, 1))\nd = y - np.zeros(7)", ["SHP201"]),
    "an accuracy": ("y = np.zeros((7, 1))\na = np.mean(y == np.zeros(7))", ["SHP201"]),
    "a column made before": ("y = np.zeros(7)\ny = y.reshape(-1, 1)\np = np.zeros(7)\nd = y - p", ["SHP201"]),
    "a row times a column": ("x = np.zeros((1, 5))\nd = x * np.zeros((5, 1))", ["SHP205"]),
    "a power iteration": ("A = np.zeros((5, 5))\nx = np.zeros(5)\nx = A * x", ["SHP205"]),
    "a mean by name": ("X = np.zeros((5, 5))\nmu = X.mean(axis=1)\nd = X - mu", ["SHP203"]),
    "a scaled sum": ("X = np.zeros((5, 5))\nd = X / np.sqrt(np.sum(X**2, axis=1))", ["SHP203"]),
    "a mean of the transpose": ("X = np.zeros((5, 5)).T\nd = X - np.mean(X, -1)", ["SHP203"]),
    "a norm": ("X = np.zeros((5, 5))\nd = X / np.linalg.norm(X, axis=1)", ["SHP203"]),
    "a softmax behind a layer with a bias": (
        "def f(X, k):\n    s = np.zeros((len(X), k)) + np.zeros(k)\n    return np.exp(s) / np.exp(s).sum(1)",
        ["SHP203"],
    ),
    "a softmax behind a layer with a bias, its axis kept": (
        "def f(X, k):\n    s = np.zeros((len(X), k)) + np.zeros(k)\n    return np.exp(s) / np.exp(s).sum(1)[:, None]",
        [],
    ),
    "both means of a matrix that may be symmetric": (
        "def f(D):\n    n, m = D.shape\n    E = D - D.mean(axis=0)\n    return E - E.mean(axis=1)",
        [],
    ),
    "sizes that are not known": ("def f(X):\n    n, m = X.shape\n    return X - X.mean(axis=1)", ["SHP203"]),
    "a vector that was meant to be a column": ("x = np.zeros(7)\nd = np.zeros((7, 1)) - np.exp(x.T)", ["SHP204"]),
    "a transpose that a column would not mend": ("x = np.zeros(7)\nd = np.zeros((7, 1, 1)) - x.T", ["SHP201"]),
    "a bias that grows": ("b = np.zeros((5, 1))\ndb = np.zeros(5)\nb = b - 0.1 * db", ["SHP202"]),
    "a bias from a dict": (
        'p = {"b1": np.zeros((5, 1))}\ng = {"db1": np.zeros(5)}\nb1 = p["b1"] - 0.1 * g["db1"]',
        ["SHP202"],
    ),
    "a gradient of another rank that does no harm yet": (
        'b = np.zeros((1, 1))\ng = {"db": np.zeros(1)}\nb = b - 0.1 * g["db"]',
        ["SHP202"],
    ),
    "a gradient by name": ("W = np.zeros((5, 3))\ndW = np.zeros((3, 5))", ["SHP202"]),
    "a gradient by key": ('p = {}\np["W1"] = np.zeros((5, 3))\ng = {}\ng["dW1"] = np.zeros((3, 5))', ["SHP202"]),
    "a number for an element type": (
        "def f(n, k=256):\n    m = k\n    return np.zeros(n, m)",
        ["SHP113"],
    ),
    "a size for an element type": (
        "def f(n, k):\n    W = np.zeros((n, k))\n    return W, np.zeros(n, k)",
        ["SHP113"],
    ),
    "an error and no avalanche": (
        "Z = np.zeros((5, 4)) @ np.zeros((3, 7))\nA = np.tanh(Z)\nB = A @ np.zeros((2, 2))",
        ["SHP101"],
    ),
    "a vector that is indexed as a matrix, several times": (
        "x = np.zeros(5)\na = x[0, 0]\nb = x[1, 0]\nc = np.sum(x[:, 0])",
        ["SHP106"],
    ),
    "an error in place of the gradient": (
        "b = np.zeros((5, 1))\ndb = np.zeros(5)\nb -= 0.1 * db",
        ["SHP111"],
    ),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_nothing_is_said(program):
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + program)] == []


@pytest.mark.parametrize(("program", "codes"), FIRING.values(), ids=FIRING)
def test_one_cause_is_one_finding(program, codes):
    assert [finding.code for finding in lint_source(HEAD + program)] == codes


def test_a_help_line_is_given_only_where_it_was_tried():
    (fits,) = lint_source(f"{HEAD}X = np.zeros((5, 3))\nd = X @ np.zeros((7, 3))")
    assert fits.help == "`X @ np.zeros((7, 3)).T` fits, and its shape is (5, 7)"
    (none,) = lint_source(f"{HEAD}X = np.zeros((5, 3))\nd = X @ np.zeros((7, 2))")
    assert none.help is None


def test_a_help_line_has_parts_that_are_computed_elsewhere():
    program = f"{HEAD}def f():\n    return np.zeros((7, 3))\nd = np.zeros((5, 3)) @ f()"
    (finding,) = lint_source(program)
    assert finding.help == "`np.zeros((5, 3)) @ f().T` fits, and its shape is (5, 7)"


def test_notes_have_the_calls_and_operands_where_their_sizes_come_from():
    program = """\
def layer(A, n):
    W = np.zeros((n, 5))
    return W @ A


sizes = [3, 4]
out = layer(np.zeros((sizes[0], 7)), sizes[1])
"""
    (finding,) = lint_source(HEAD + program)
    assert finding.notes == ("in layer, called at line 9",)
    assert [(line.name, line.shape) for line in finding.operands] == [("W", "(4, 5)"), ("A", "(3, 7)")]
    assert "line" in finding.operands[0].origin


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (
            "x = np.zeros(7)\nif x > 0.5:\n    pass",
            "truth value: elements of x > 0.5 must be 1 (got 7): only an array with one element is true or false",
        ),
        (
            "x, y = np.zeros(3), np.zeros((2, 3))\nx[:] = y",
            "assign to an index: axis 0 of y must be 1 (got 2): (2, 3) does not fit into (3,)",
        ),
        (
            "x = np.zeros((3, 2))\ny = x.squeeze(axis=1)",
            "squeeze: axis 1 of x must be 1 (got 2): only an axis of size 1 can be dropped",
        ),
        (
            "x = np.zeros((3, 4)).reshape(3, 5)",
            "reshape: numbers of elements differ: 12 (elements of np.zeros((3, 4))) != 15 (elements in (3, 5))",
        ),
        (
            "x = np.zeros(3).item()",
            "item: elements of np.zeros(3) must be 1 (got 3): item without an index needs an array with one element",
        ),
    ],
)
def test_messages_say_in_plain_words_what_is_allowed(program, message):
    (finding,) = lint_source(HEAD + program)
    assert finding.message == message
