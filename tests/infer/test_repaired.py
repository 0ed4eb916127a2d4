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
    "mask of dropout": (
        """
class Dropout:
    def forward(self, x, training):
        n, d = x.shape
        if training:
            self.mask = np.random.rand(d, n) > 0.5
            return x * self.mask
        return x
""",
        "np.random.rand(d, n)",
        "np.random.rand(n, d)",
    ),
    "log-likelihood of rows": (
        """
def log_likelihood(X, mean, precision):
    n, d = X.shape
    centred = X - mean
    inner = np.sum(centred @ precision * centred, axis=1)
    return np.zeros((n, 1)) + inner - d * np.ones(n)
""",
        "np.zeros((n, 1)) + inner",
        "inner",
    ),
    "labels of a linear discriminant": (
        """
def scatter(X, y, labels):
    n, d = X.shape
    within = np.zeros((d, d))
    for label in labels:
        part = X[y == label]
        centred = part - part.mean(axis=0)
        within += centred @ centred.T
    return within
""",
        "centred @ centred.T",
        "centred.T @ centred",
    ),
    "weights of a local regression": (
        """
def fit_locally(X, y, weights):
    n, d = X.shape
    W = np.zeros((n, n)) + np.diag(weights)
    return np.linalg.solve(X.T @ W @ X + np.eye(n), X.T @ W @ y)
""",
        "np.eye(n)",
        "np.eye(d)",
    ),
    "means of a mixture": (
        """
def maximise(X, responsibilities):
    n, d = X.shape
    n, k = responsibilities.shape
    weights = responsibilities.sum(axis=0)
    return (responsibilities.T @ X) / weights
""",
        "/ weights",
        "/ weights[:, None]",
    ),
    "bias of a dense layer": (
        """
class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.normal(0, 0.1, (n_in, n_out))
        self.b = np.zeros((n_out, 1))

    def forward(self, x):
        return x @ self.W + self.b

    def backward(self, grad):
        self.db = grad.sum(axis=0)
        self.b -= self.db
        return grad @ self.W.T
""",
        "np.zeros((n_out, 1))",
        "np.zeros(n_out)",
    ),
    "gradient of a dense layer": (
        """
class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.normal(0, 0.1, (n_in, n_out))
        self.x = None

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, grad, rate):
        self.dW = grad.T @ self.x
        self.W = self.W - rate * self.dW
        return grad @ self.W.T
""",
        "grad.T @ self.x",
        "self.x.T @ grad",
    ),
    "inverse of a projection": (
        """
class Projection:
    def __init__(self, k):
        self.k = k

    def fit(self, X):
        self.mean = X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.cov((X - self.mean).T))
        self.V = vectors[:, : self.k]

    def transform(self, X):
        return (X - self.mean) @ self.V

    def restore(self, Z):
        return Z @ self.V + self.mean
""",
        "Z @ self.V +",
        "Z @ self.V.T +",
    ),
    "features of a kernel": (
        """
def kernel(X, Y):
    n, d = X.shape
    m, d = Y.shape
    squares = np.sum(X**2, axis=1) + np.sum(Y**2, axis=1)
    return np.zeros((n, m)) + squares - 2 * X @ Y.T
""",
        "np.sum(X**2, axis=1) +",
        "np.sum(X**2, axis=1)[:, None] +",
    ),
    "votes of neighbours": (
        """
class Neighbours:
    def fit(self, X, y):
        self.X = X
        self.y = y

    def distances(self, X):
        n, d = X.shape
        m, d = self.X.shape
        table = np.zeros((m, n))
        for i in range(n):
            table[i, :] = np.sum((self.X - X[i]) ** 2, axis=1)
        return table
""",
        "np.zeros((m, n))",
        "np.zeros((n, m))",
    ),
    "heads of attention": (
        """
def split(x, heads):
    batch, time, d = x.shape
    return x.reshape(batch, time, heads, d // heads).transpose(0, 2, 1, 3)

def attention(q, k, v, heads):
    q, k, v = split(q, heads), split(k, heads), split(v, heads)
    scores = q @ k
    return scores @ v
""",
        "q @ k",
        "q @ k.transpose(0, 1, 3, 2)",
    ),
    "layer norm without keepdims": (
        """
def layer_norm(x, gain, shift):
    n, d = x.shape
    mean = x.mean(axis=1)
    spread = x.std(axis=1, keepdims=True)
    return gain * (x - mean) / spread + shift
""",
        "x.mean(axis=1)",
        "x.mean(axis=1, keepdims=True)",
    ),
    "gates of a recurrent cell": (
        """
def make(n_x, n_a):
    parameters = {}
    for gate in ["f", "i", "c", "o"]:
        parameters["W" + gate] = np.random.normal(0, 0.1, (n_a, n_a + n_x))
        parameters["b" + gate] = np.zeros((n_a, 1))
    return parameters

def forward(xs, a, c, parameters):
    n_x, m, T = xs.shape
    for t in range(T):
        joined = np.concatenate((a, xs[:, :, t]), axis=1)
        f = np.tanh(parameters["Wf"] @ joined + parameters["bf"])
        i = np.tanh(parameters["Wi"] @ joined + parameters["bi"])
        c = f * c + i * np.tanh(parameters["Wc"] @ joined + parameters["bc"])
        a = np.tanh(parameters["Wo"] @ joined + parameters["bo"]) * np.tanh(c)
    return a, c
""",
        "axis=1)",
        "axis=0)",
    ),
    "running mean of a batch": (
        """
class Norm:
    def __init__(self, features):
        self.running = np.zeros((features, 1))

    def forward(self, x, training=True):
        n, d = x.shape
        if training:
            mean = x.mean(axis=0, keepdims=True)
            self.running = 0.9 * self.running + 0.1 * mean
        else:
            mean = self.running
        return x - mean
""",
        "np.zeros((features, 1))",
        "np.zeros((1, features))",
    ),
    "patches of a convolution": (
        """
class Conv:
    def __init__(self, filters, channels, k, rng):
        self.W = rng.normal(size=(filters, channels, k, k))

    def forward(self, patches):
        n, c, h, w = patches.shape
        f, c, h, w = self.W.shape
        rows = patches.reshape(n, -1)
        return rows @ self.W.reshape(f, -1)
""",
        "self.W.reshape(f, -1)",
        "self.W.reshape(f, -1).T",
    ),
    "targets of a hinge loss": (
        """
def hinge(scores, y):
    n = scores.shape[0]
    correct = scores[np.arange(n), y]
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(n), y] = 0
    return margins.sum() / n
""",
        "scores - correct +",
        "scores - correct[:, None] +",
    ),
    "weights of a linear classifier": (
        """
class Classifier:
    def __init__(self, rate=0.1):
        self.rate = rate
        self.W = None

    def fit(self, X, y):
        n, d = X.shape
        k = np.max(y) + 1
        self.W = np.zeros((k, d))
        self.W -= self.rate * X.T @ (X @ self.W.T)

    def predict(self, X):
        return X @ self.W.T
""",
        "X.T @ (X @ self.W.T)",
        "(X @ self.W.T).T @ X",
    ),
    "time steps of positions": (
        """
def positions(length, d):
    angles = np.arange(length) / np.ones((1, d))
    return np.sin(angles)
""",
        "np.arange(length) /",
        "np.arange(length)[:, None] /",
    ),
}
"""What each is about: the faulty function, what is wrong in it, and what it was repaired to."""

MISSED = frozenset(
    {
        "attention over values",
        "bias of a dense layer",
        "embedding table",
        "features of a kernel",
        "gradient of a dense layer",
        "heads of attention",
        "labels of a linear discriminant",
        "log-likelihood of rows",
        "means of a mixture",
        "patches of a convolution",
        "ridge in the dual",
        "running mean of a batch",
        "votes of neighbours",
        "weights of a linear classifier",
        "weights of a local regression",
    }
)
"""Those of which nothing is said yet."""

ELSEWHERE = {
    "accumulator of the wrong orientation": "total += X @ W",
    "batch statistics": "x - self.mean",
    "covariance by rows": "X - mean",
    "layer norm without keepdims": "gain * (x - mean)",
    "mask of dropout": "return x * self.mask",
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
    # Where the finding is at the line that made the wrong shape, the line where it does not fit is related.
    places = [[found.line, *(own.line for own in found.related)] for found in find_faults(text)]
    assert len(places) == len(lines)
    assert all(line in place for line, place in zip(lines, places, strict=True))


def test_at_least_half_of_them_are_found_in_the_function_alone():
    assert len(CASES) >= 45
    assert 1 - len(MISSED) / len(CASES) >= SHARE
