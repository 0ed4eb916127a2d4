"""Gradients of arrays that a function makes itself: their sizes are those by which it made the arrays."""

from textwrap import dedent

import pytest
from test_networks_chosen import NETWORK

from shapecheck import find_faults

HIDDEN = """
import numpy as np

def train(X, Y, hidden):
    n, d = X.shape
    W1, b1 = np.random.randn(d, hidden), np.zeros(hidden)
    W2 = np.random.randn(hidden, 1)
    for step in range(10):
        h = np.tanh(X @ W1 + b1)
        dout = h @ W2 - Y
        dW2 = h.T @ dout
        dh = dout @ W2.T * (1 - h**2)
        dW1 = X.T @ dh
        db1 = np.sum(dh, axis=0)
    return dW1, db1, dW2
"""


def findings(text):
    return [(own.code, own.line, own.message) for own in find_faults(dedent(text))]


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("", ""),
        ("n, d = X.shape", "d = X.shape[1]"),
        ("np.sum(dh, axis=0)", "dh.sum(0)"),
        ("    for step in range(10):\n", "    if True:\n"),
    ],
)
def test_a_gradient_with_the_sizes_of_its_array_is_right(own, other):
    assert findings(HIDDEN.replace(own, other)) == []


@pytest.mark.parametrize("shape", ["n, d = X.shape", "d = X.shape[1]"])
@pytest.mark.parametrize("names", ["dh", "dH"])
def test_the_examples_of_an_argument_are_no_units_that_have_a_name(shape, names):
    text = HIDDEN.replace("n, d = X.shape", shape).replace("axis=0", "axis=1")
    text = text.replace("dh", names).replace("h = ", f"{names[1:]} = ").replace("h**2", f"{names[1:]}**2")
    text = text.replace("h @ W2", f"{names[1:]} @ W2").replace("h.T @ dout", f"{names[1:]}.T @ dout")
    size = "n" if shape.startswith("n") else "X_0"
    assert findings(text) == [("SHP209", 14, f"gradient: db1 ({size},) must have the shape of b1 (hidden,)")]


@pytest.mark.parametrize(
    "text",
    [
        """
        import numpy as np
        def steps(x, J, k):
            y = np.zeros((k, 3))
            dx = np.diff(x, axis=0)
            dy = dx @ J.T
            return dx, dy, y
        """,
        """
        import numpy as np
        def fit(X, y, features):
            w = np.zeros(features)
            R = X @ w - y
            dR = R
            dw = X.T @ dR
            return dw
        """,
        """
        import numpy as np
        def kernel(K, y):
            a = np.zeros(len(K))
            F = K * a
            dF = F - y
            da = dF.sum(axis=0)
            return a - da
        """,
    ],
)
def test_what_an_operation_makes_equal_is_no_fault(text):
    assert findings(text) == []


STEP = """
import numpy as np

def step(W, X):
    return X @ W

"""

# What makes two sizes equal is over where these are compared: a branch, the turns of a loop, a function, a handler.
TIED = [
    """
def fit(X, Y, n_in, hidden):
    W1 = np.random.randn(n_in, hidden)
    b1 = np.zeros(hidden)
    for step in range(10):
        H = np.tanh(X @ W1 + b1)
        dH = H - Y
        dW1 = X.T @ dH
        db1 = dH.sum(axis=0)
    return dW1, db1
""",
    """
def fit2(X, Y, n_in, hidden, steps, train):
    W1 = np.random.randn(n_in, hidden)
    b1 = np.zeros(hidden)
    for step in range(steps):
        H = np.tanh(X @ W1 + b1)
        if train:
            dH = H - Y
            dW1 = X.T @ dH
            db1 = dH.sum(axis=0)
    return W1
""",
    """
def fit3(X, Y, n_in, hidden, train):
    W1 = np.random.randn(n_in, hidden)
    if train:
        H = np.tanh(X @ W1)
    else:
        H = X @ W1
    dH = H - Y
    dW1 = X.T @ dH
    return dW1
""",
    """
def fit4(batches, n_in, hidden):
    W1 = np.random.randn(n_in, hidden)
    for X, Y in batches:
        H = np.tanh(X @ W1)
        dH = H - Y
        dW1 = X.T @ dH
    return dW1
""",
    """
def fit5(X, Y, n_in, hidden, steps):
    W1 = np.random.randn(n_in, hidden)
    while steps:
        if steps > 5:
            H = np.tanh(X @ W1)
            dH = H - Y
        dW1 = X.T @ dH
        steps -= 1
    return dW1
""",
    """
def fit6(X, Y, n_in, hidden):
    assert X.shape[1] == n_in
    W1 = np.random.randn(n_in, hidden)
    R = X * np.ones((1, n_in))
    dW1 = X.T @ R
    return dW1
""",
    """
def fit7(X, Y, n_in, hidden):
    if X.shape[1] != n_in:
        raise ValueError
    w = np.ones(n_in)
    dR = X * 2
    dw = dR.sum(axis=0)
    return w, dw
""",
    """
def fit8(X, Y, n_in, hidden):
    n, d = X.shape
    n_in = d
    w = np.ones(n_in)
    dR = X * 2
    dw = dR.sum(axis=0)
    return w, dw
""",
    """
def fit9(X, Y, n_in, hidden):
    W = np.ones((n_in, hidden))
    for _ in range(5):
        H = step(W, X)
    for _ in range(5):
        H = step(W, X)
        dH = H - Y
        dW = X.T @ dH
    return dW
""",
    """
def fit10(X, Y, n_in, hidden):
    W = np.ones((n_in, hidden))
    try:
        H = X @ W
    except ValueError:
        H = None
    dH = Y
    dW = X.T @ X
    return dW
""",
    """
def fit11(X, Y, n_in):
    w = np.zeros(n_in)
    hs = [x @ w for x in X]
    dH = X - Y
    dw = dH.sum(axis=0)
    return dw, w
""",
]


@pytest.mark.parametrize("text", TIED)
def test_what_was_equal_once_is_not_apart(text):
    assert findings(STEP + text) == []


def test_a_network_of_functions_that_nothing_calls_is_right():
    assert findings(NETWORK) == []


LAYER = """\
import numpy as np


class Layer:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        self.b = np.zeros((1, n_out))
        self.dW = np.zeros(1)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0, keepdims=True)
        return dout @ self.W.T
"""


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("self.x.T @ dout", "dout.T @ self.x", "self.dW (n_out, n_in) must have the shape of self.W (n_in, n_out)"),
        ("self.x.T @ dout", "(self.x.T @ dout).sum()", "self.dW () must have the shape of self.W (n_in, n_out)"),
        ("axis=0, keepdims=True", "axis=0", "self.db (n_out,) must have the shape of self.b (1, n_out)"),
        ("dout.sum(axis=0, keepdims=True)", "np.mean(dout)", "self.db () must have the shape of self.b (1, n_out)"),
    ],
)
def test_a_layer_that_keeps_a_gradient_of_another_shape_is_reported(right, wrong, message):
    assert findings(LAYER) == []
    line = 1 + LAYER[: LAYER.index(right)].count("\n")
    assert findings(LAYER.replace(right, wrong)) == [("SHP209", line, f"gradient: {message}")]


@pytest.mark.parametrize(
    "given",
    [
        "np.diff(self.T, axis=0)",  # a difference is called like a gradient
        "self.T[1:] - self.T[:-1]",
        "None",
    ],
)
def test_what_an_object_makes_of_the_attribute_itself_is_no_gradient_of_it(given):
    text = f"""\
import numpy as np


class Rod:
    def __init__(self, n, k):
        self.T = np.zeros((n, k))

    def step(self, x):
        self.dT = {given}
        return self.T @ x
"""
    assert findings(text) == []
