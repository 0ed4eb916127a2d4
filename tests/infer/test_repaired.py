"""Faults of the kinds that projects of NumPy have had to repair, each with its repair, as functions that nothing calls.

The faulty one is told of, or is not as yet; nothing is said of the repaired one.
"""

import pytest

from shapecheck import find_faults

CASES = {
    "inverse of a Gram matrix": (
        """
def fit(X, y):
    n, d = X.shape
    G = X @ X.T
    return np.linalg.solve(G + np.eye(d), X.T @ y)
""",
        "X @ X.T",
        "X.T @ X",
    ),
    "covariance by rows": (
        """
def covariance(X):
    n, d = X.shape
    mean = X.mean(axis=1)
    centred = X - mean
    cov = np.zeros((d, d))
    cov += centred.T @ centred / n
    return cov
""",
        "axis=1)",
        "axis=0)",
    ),
    "softmax without keepdims": (
        """
def softmax(scores):
    n, c = scores.shape
    e = np.exp(scores - scores.max(axis=1))
    return e / e.sum(axis=1, keepdims=True)
""",
        "scores.max(axis=1)",
        "scores.max(axis=1, keepdims=True)",
    ),
    "row norms": (
        """
def normalise(V):
    n, d = V.shape
    return V / np.linalg.norm(V, axis=1)
""",
        "axis=1)",
        "axis=1, keepdims=True)",
    ),
    "accumulator of the wrong orientation": (
        """
def accumulate(X, W):
    n, d = X.shape
    d, k = W.shape
    total = np.zeros((d, n))
    total += X @ W
    return total
""",
        "(d, n)",
        "(n, k)",
    ),
    "bias for each example": (
        """
def layer(x, n_in, n_out):
    W = np.zeros((n_in, n_out))
    b = np.zeros((n_out, 1))
    n, d = x.shape
    return x @ W + b.T @ np.ones((n, 1))
""",
        "b.T @ np.ones((n, 1))",
        "np.ones((n, 1)) @ b.T",
    ),
    "Jacobian filled by columns": (
        """
def jacobian(f, x, n, m):
    J = np.zeros((n, m))
    for i in range(m):
        J[i, :] = np.ones(n)
    return J
""",
        "J[i, :]",
        "J[:, i]",
    ),
    "one step of power iteration": (
        """
def power(A, k):
    n, m = A.shape
    b = np.ones((1, m))
    for _ in range(k):
        b = A @ b
    return b
""",
        "(1, m)",
        "(m, 1)",
    ),
    "Mahalanobis distance": (
        """
def mahalanobis(X, mean, cov):
    n, d = X.shape
    delta = X - mean.reshape(1, d)
    return np.sum(delta @ np.linalg.inv(cov) * delta.T, axis=1)
""",
        "* delta.T",
        "* delta",
    ),
    "gradient of a linear model": (
        """
def gradient(X, y, w):
    n, d = X.shape
    w = w.reshape(d, 1)
    error = X @ w - y.reshape(n, 1)
    return X @ error / n
""",
        "X @ error",
        "X.T @ error",
    ),
    "hat matrix": (
        """
def hat(X):
    n, d = X.shape
    H = X @ np.linalg.inv(X @ X.T) @ X.T
    return H
""",
        "X @ X.T)",
        "X.T @ X)",
    ),
    "Kalman gain": (
        """
def gain(n, m):
    P, H, R = np.eye(n), np.zeros((m, n)), np.eye(m)
    S = H @ P @ H.T + R
    return P @ H @ np.linalg.inv(S)
""",
        "P @ H @",
        "P @ H.T @",
    ),
    "innovation covariance": (
        """
def innovation(n, m):
    P, H, R = np.eye(n), np.zeros((m, n)), np.eye(m)
    return H.T @ P @ H + R
""",
        "H.T @ P @ H",
        "H @ P @ H.T",
    ),
    "state of a filter": (
        """
class Filter:
    def __init__(self, n, m):
        self.x = np.zeros((n, 1))
        self.H = np.zeros((m, n))
        self.K = np.zeros((n, m))

    def update(self, z):
        self.x = self.x + self.K.T @ (z - self.H @ self.x)
""",
        "self.K.T @",
        "self.K @",
    ),
    "hidden state of a recurrent layer": (
        """
class Cell:
    def __init__(self, n_in, n_hidden):
        self.Wx = np.zeros((n_hidden, n_in))
        self.Wh = np.zeros((n_hidden, n_hidden))
        self.b = np.zeros((n_hidden, 1))

    def step(self, x, h):
        n, m = x.shape
        return np.tanh(self.Wx @ x + self.Wh @ h + self.b.T)
""",
        "self.b.T)",
        "self.b)",
    ),
    "initial hidden state": (
        """
class Loop:
    def __init__(self, n_in, n_hidden):
        self.Wx = np.zeros((n_hidden, n_in))
        self.Wh = np.zeros((n_hidden, n_hidden))

    def run(self, xs):
        h = np.zeros((self.Wh.shape[0], 1))
        for t in range(len(xs)):
            h = np.tanh(self.Wx @ xs[t].reshape(-1, 1) + h @ self.Wh)
        return h
""",
        "h @ self.Wh",
        "self.Wh @ h",
    ),
    "update with the gradient of another parameter": (
        """
class Net:
    def __init__(self, n, h, c):
        self.W1 = np.zeros((n, h))
        self.W2 = np.zeros((h, c))

    def step(self, X, T, lr):
        H = np.tanh(X @ self.W1)
        E = H @ self.W2 - T
        dW2 = H.T @ E
        dH = E @ self.W2.T
        dW1 = X.T @ dH
        self.W1 -= lr * dW2
        self.W2 -= lr * dW1
""",
        "self.W1 -= lr * dW2\n        self.W2 -= lr * dW1",
        "self.W1 -= lr * dW1\n        self.W2 -= lr * dW2",
    ),
    "weights of two layers change places": (
        """
class Pair:
    def __init__(self, n, h, c):
        self.W1 = np.zeros((n, h))
        self.W2 = np.zeros((h, c))

    def predict(self, X):
        return X @ self.W2 @ self.W1
""",
        "self.W2 @ self.W1",
        "self.W1 @ self.W2",
    ),
    "embedding table": (
        """
class Embedding:
    def __init__(self, words, size, hidden):
        self.table = np.zeros((words, size))
        self.W = np.zeros((hidden, size))

    def forward(self, ids):
        return self.table[ids] @ self.W
""",
        "@ self.W\n",
        "@ self.W.T\n",
    ),
    "momentum of the wrong shape": (
        """
class Momentum:
    def __init__(self, n, m):
        self.W = np.zeros((n, m))
        self.v = np.zeros((m, n))

    def step(self, lr, mu):
        self.v = mu * self.v
        self.W -= lr * self.v
""",
        "np.zeros((m, n))",
        "np.zeros((n, m))",
    ),
    "ridge in the dual": (
        """
def dual(X, y, lam):
    n, d = X.shape
    K = X @ X.T
    return X.T @ np.linalg.solve(K + lam * np.eye(d), y.reshape(n, 1))
""",
        "np.eye(d)",
        "np.eye(n)",
    ),
    "distances to centres": (
        """
def distances(n, k, d):
    X, C = np.zeros((n, d)), np.zeros((k, d))
    return ((X - C[:, None, :]) ** 2).sum(axis=2) - np.zeros((n, k))
""",
        "(X - C[:, None, :])",
        "(X[:, None, :] - C)",
    ),
    "batch statistics": (
        """
class Norm:
    def __init__(self, features):
        self.mean = np.zeros(features)
        self.gamma = np.ones(features)

    def forward(self, x):
        n, d = x.shape
        mean = x.mean(axis=1)
        self.mean = 0.9 * self.mean + 0.1 * mean
        return self.gamma * (x - self.mean)
""",
        "axis=1",
        "axis=0",
    ),
    "stack of a bias column": (
        """
def design(X):
    n, d = X.shape
    return np.hstack([np.ones((d, 1)), X])
""",
        "np.ones((d, 1))",
        "np.ones((n, 1))",
    ),
    "transition matrix": (
        """
class Chain:
    def __init__(self, states, symbols):
        self.A = np.zeros((states, states))
        self.B = np.zeros((states, symbols))
        self.pi = np.zeros(states)

    def forward(self, seq):
        alpha = self.pi * self.B[0, :]
        for s in seq:
            alpha = alpha @ self.A * self.B[:, s]
        return alpha
""",
        "self.B[0, :]",
        "self.B[:, 0]",
    ),
    "projection on components": (
        """
def project(X, k):
    n, d = X.shape
    U, S, Vt = np.linalg.svd(X, full_matrices=False)
    return X @ Vt[:k]
""",
        "Vt[:k]",
        "Vt[:k].T",
    ),
    "cost of a course": (
        """
def cost(AL, Y):
    m = Y.shape[1]
    assert AL.shape == (1, m)
    return -np.dot(Y.reshape(1, m), np.log(AL)) / m
""",
        "np.log(AL)",
        "np.log(AL).T",
    ),
    "one-hot labels": (
        """
def loss(scores, y):
    n, c = scores.shape
    hot = np.zeros((c, n))
    hot[np.arange(n), y] = 1
    return np.sum(hot * scores)
""",
        "np.zeros((c, n))",
        "np.zeros((n, c))",
    ),
    "finite differences": (
        """
def second(n):
    D = np.zeros((n - 2, n))
    x = np.zeros(n)
    return D.T @ x
""",
        "D.T @ x",
        "D @ x",
    ),
    "attention over values": (
        """
class Head:
    def __init__(self, model, size):
        self.q = np.zeros((model, size))
        self.k = np.zeros((model, size))
        self.v = np.zeros((model, size))

    def forward(self, x):
        n, d = x.shape
        s = (x @ self.q) @ (x @ self.k)
        return s @ (x @ self.v)
""",
        "@ (x @ self.k)\n",
        "@ (x @ self.k).T\n",
    ),
}
"""What each is about: the faulty function, what is wrong in it, and what it was repaired to."""

MISSED = frozenset(
    {
        "attention over values",
        "embedding table",
        "ridge in the dual",
    }
)
"""Those of which nothing is said yet."""

ELSEWHERE = {
    "accumulator of the wrong orientation": "total += X @ W",
    "batch statistics": "x - self.mean",
    "covariance by rows": "X - mean",
    "momentum of the wrong shape": "self.W -= lr * self.v",
    "one step of power iteration": "b = A @ b",
    "one-hot labels": "np.sum(hot * scores)",
}
"""Those that show in another line than the one that was repaired, with a part of that."""

SHARE = 0.5  # of the faults that are found in the function alone


def text_of(name: str, *, repaired: bool = False) -> str:
    faulty, wrong, right = CASES[name]
    assert faulty.count(wrong)
    return "import numpy as np\n\n" + (faulty.replace(wrong, right, 1) if repaired else faulty)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said_of_what_was_repaired(name):
    assert list(find_faults(text_of(name, repaired=True))) == []


@pytest.mark.parametrize("name", CASES)
def test_the_fault_is_told_of_where_it_is_known(name):
    text, wrong = text_of(name), CASES[name][1].strip()
    first = text[: text.index(ELSEWHERE.get(name, wrong))].count("\n") + 1
    lines = [] if name in MISSED else list(range(first, first + wrong.count("\n") + 1))
    assert [found.line for found in find_faults(text)] == lines


def test_at_least_half_of_them_are_found_in_the_function_alone():
    assert len(CASES) >= 25
    assert 1 - len(MISSED) / len(CASES) >= SHARE
