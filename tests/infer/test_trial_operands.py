"""What unknown values are taken as in trials: each fault is found, and nothing is said of what is right."""

import pytest

from shapecheck import find_faults

CASES = {
    "parts of one array have as many axes": (
        """
def ridge(X, y, alpha):
    X = np.hstack([np.ones((X.shape[0], 1)), X])
    A = X.T.dot(X) + alpha * np.eye(X.shape[1])
    return np.linalg.solve(A, X.T.dot(y))
""",
        "np.eye(X.shape[1])",
        "np.eye(X.shape[0])",
    ),
    "an index for each row": (
        """
def hinge(scores, y):
    n = scores.shape[0]
    correct = scores[np.arange(n), y]
    return np.maximum(0, scores - correct[:, None] + 1).sum()
""",
        "correct[:, None]",
        "correct",
    ),
    "the default of a dictionary": (
        """
def forward(x, gamma, settings):
    n, d = x.shape
    mean = settings.get("mean", np.zeros(d))
    x = (x - mean) / np.sqrt(settings.get("eps", 1e-5))
    return gamma * x @ np.ones((d, n))
""",
        "np.zeros(d)",
        "x.mean(axis=1)",
    ),
    "a generator that is given": (
        """
def make(n_in, n_out, rng):
    return {"W": rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}

def forward(X, parameters):
    return X @ parameters["W"] + parameters["b"]
""",
        """X @ parameters["W"]""",
        """X @ parameters["W"].T""",
    ),
    "sizes that are given by position": (
        """
def make(n_in, n_out):
    return {"W": np.random.normal(0, 0.1, (n_in, n_out)), "b": np.zeros(n_out)}

def forward(X, parameters):
    return X @ parameters["W"] + parameters["b"]
""",
        "(n_in, n_out)), ",
        "(n_out, n_in)), ",
    ),
    "an attribute that is None until it is made": (
        """
class Model:
    def __init__(self, rate):
        self.rate = rate
        self.weights = None

    def fit(self, X, y):
        n, d = X.shape
        self.weights = np.zeros((d, 3))

    def predict(self, X):
        return X @ self.weights + np.zeros(3)
""",
        "X @ self.weights",
        "X @ self.weights @ np.ones((2, 3))",
    ),
    "what is turned in another method": (
        """
class Model:
    def fit(self, X, y):
        n, d = X.shape
        self.weights = np.zeros(d)

    def predict(self, X):
        return X @ self.weights
""",
        "X @",
        "X.T @",
    ),
    "a matrix of covariances": (
        """
def components(X, k):
    n, d = X.shape
    values, vectors = np.linalg.eigh(np.cov(X.T))
    return (X - X.mean(axis=0)) @ vectors
""",
        "np.cov(X.T)",
        "np.cov(X)",
    ),
    "all of what is sliced": (
        """
class PCA:
    def __init__(self, k):
        self.k = k

    def fit(self, X):
        self.mean = X.mean(axis=0)
        U, S, Vt = np.linalg.svd(X - self.mean, full_matrices=False)
        self.components = Vt[: self.k]

    def transform(self, X):
        return (X - self.mean) @ self.components.T
""",
        "self.components.T",
        "self.components",
    ),
    "three axes that are unpacked": (
        """
def split(x, heads):
    batch, time, d = x.shape
    return x.reshape(batch, time, heads, d // heads).transpose(0, 2, 1, 3)

def scores(x, d_model, d_key, heads):
    W = np.zeros((d_model, d_key))
    q, k = split(x @ W, heads), split(x @ W, heads)
    return q @ k.transpose(0, 1, 3, 2)
""",
        "split(x @ W, heads), split",
        "split(x @ W.T, heads), split",
    ),
    "sizes that have factors in common": (
        """
class Conv:
    def __init__(self, filters, channels, k):
        self.W = np.zeros((filters, channels, k, k))

    def forward(self, x):
        n, d = x.shape
        f, c, k, k = self.W.shape
        rows = np.zeros((n, d * k * k))
        return rows @ self.W.reshape(f, -1).T, x @ np.zeros((c, 3))
""",
        "np.zeros((c, 3))",
        "np.zeros((f, 3))",
    ),
    "a branch that a mode decides": (
        """
class Norm:
    def __init__(self, units):
        self.mean = np.zeros((1, units))

    def forward(self, X, training):
        if training:
            mean = X.mean(axis=0, keepdims=True)
        else:
            mean = self.mean
        normed = X - mean
        return normed @ self.mean.T
""",
        "normed @ self",
        "normed.T @ self",
    ),
    "a sum that keeps its axis": (
        """
def normalise(X, W):
    X = X - np.max(X, axis=1, keepdims=True)
    return X @ W
""",
        "axis=1, keepdims=True",
        "axis=1",
    ),
    "a range of an unknown number": (
        """
def encode(length, d):
    angles = np.arange(length)[:, None] * np.ones((1, d))
    table = np.zeros((length, d, 2))
    table[:, :, 0] = angles
    return table
""",
        "(length, d, 2)",
        "(d, length, 2)",
    ),
    "an operand of a difference that is turned": (
        """
class Scale:
    def fit(self, X):
        n, d = X.shape
        self.mean = X.mean(axis=0)

    def transform(self, X):
        return X - self.mean
""",
        "return X -",
        "return X.T -",
    ),
}
"""What each is about: a function that is right, what stands in it, and what is wrong in its place."""


def text_of(name: str, *, wrong: bool = False) -> str:
    text, right, mistake = CASES[name]
    assert text.count(right)
    return "import numpy as np\n" + (text.replace(right, mistake, 1) if wrong else text)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said_of_what_is_right(name):
    assert list(find_faults(text_of(name))) == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_found(name):
    found = list(find_faults(text_of(name, wrong=True)))
    assert [own.severity for own in found] == ["warning"]
