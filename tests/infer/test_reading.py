"""What the interpreter reads: small programs, one a feature, each run for real; it must know what `result` is."""

import ast
import warnings

import pytest

from shapecheck.infer.shapes import infer

HEAD = "import numpy as np\n"
READ = {
    "string keys joined": """
p = {}
for l in range(1, 4):
    p["W" + str(l)] = np.zeros((l + 1, l))
result = p["W3"] @ p["W2"]
""",
    "string keys formatted": """
p = {f"W{l}": np.zeros((l + 1, l)) for l in range(1, 4)}
result = p["W%d" % 3] @ p["W{}".format(2)]
""",
    "half the number of parameters": """
p = {"W1": np.zeros((3, 2)), "b1": np.zeros((3, 1)), "W2": np.zeros((5, 3)), "b2": np.zeros((5, 1))}
A = np.ones((2, 7))
for l in range(1, len(p) // 2 + 1):
    A = p["W" + str(l)] @ A + p["b" + str(l)]
result = A
""",
    "caches read backwards": """
caches = [(np.zeros((2, 7)), np.zeros((3, 2))), (np.zeros((3, 7)), np.zeros((5, 3)))]
dA = np.ones((5, 7))
for l in reversed(range(len(caches))):
    A_prev, W = caches[l]
    dA = W.T @ dA
result = dA
""",
    "a training loop": """
W = np.zeros((3, 5))
for i in range(10_000):
    grad = np.ones((3, 7)) @ np.ones((7, 5))
    W = W - 0.1 * grad
    if i % 100 == 0:
        print(i)
result = W
""",
    "zip of sizes": """
sizes = [2, 3, 5]
weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]
a = np.ones((2, 1))
for w in weights:
    a = np.tanh(w @ a)
result = a
""",
    "a class with a list": """
class Network:
    def __init__(self, sizes):
        self.weights = [np.zeros((b, a)) for a, b in zip(sizes, sizes[1:])]

    def forward(self, x):
        for w in self.weights:
            x = w @ x
        return x

result = Network([2, 3, 5]).forward(np.ones((2, 7)))
""",
    "layers with a base class": """
class Layer:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return self.forward(x)

class Dense(Layer):
    def __init__(self, k, n):
        super().__init__(n)
        self.W = np.zeros((k, n))

    def forward(self, x):
        return x @ self.W

class Tanh(Layer):
    def forward(self, x):
        return np.tanh(x)

x = np.ones((7, 2))
for layer in [Dense(2, 3), Tanh(3), Dense(3, 5)]:
    x = layer(x)
result = x
""",
    "properties and class attributes": """
class Data:
    columns = 3

    def __init__(self, m):
        self.X = np.zeros((m, self.columns))

    @property
    def covariance(self):
        return self.X.T @ self.X

    @staticmethod
    def ones(n):
        return np.ones((n, Data.columns))

    @classmethod
    def of(cls, m):
        return cls(m)

result = Data.of(7).covariance + Data.ones(3)
""",
    "a data class": """
from dataclasses import dataclass, field

@dataclass
class State:
    W: np.ndarray
    history: list = field(default_factory=list)
    rate: float = 0.1

s = State(np.zeros((3, 2)))
s.history.append(s.W.T)
result = s.history[0] @ s.W
""",
    "a named tuple": """
from collections import namedtuple
Cache = namedtuple("Cache", ["A", "W"])
A, W = Cache(np.zeros((2, 7)), np.zeros((3, 2)))
result = W @ A
""",
    "a closure": """
def make(n):
    W = np.zeros((n, 4))
    def apply(x):
        return W @ x
    return apply
result = make(3)(np.ones((4, 5)))
""",
    "nonlocal": """
def outer():
    x = np.zeros((2, 3))
    def inner():
        nonlocal x
        x = x.T
    inner()
    return x
result = outer()
""",
    "a lambda in a dict": """
act = {"relu": lambda z: np.maximum(z, 0), "sum": lambda z: z.sum(axis=0)}
result = act["sum"](act["relu"](np.ones((3, 4))))
""",
    "a generator in a loop": """
def batches(X, size):
    for i in range(0, len(X), size):
        yield X[i : i + size]
for batch in batches(np.zeros((10, 3)), 5):
    result = batch.T @ batch
""",
    "enumerate, zip, sorted, map": """
arrays = list(map(np.atleast_2d, [np.zeros(3), np.zeros(3)]))
total = np.zeros((1, 3))
for i, (a, k) in enumerate(zip(arrays, sorted([2, 1]))):
    total = total + k * a
result = total
""",
    "starred targets": """
first, *rest, last = [np.zeros((i, 2)) for i in range(1, 5)]
result = np.concatenate([first, *rest, last])
""",
    "augmented assignment": """
x = np.zeros((3, 4))
x += 1
x *= np.ones(4)
n = 2
n += 1
result = x[:n]
""",
    "default and keyword arguments": """
def f(x, n=3, *, keep=False):
    return np.sum(np.zeros((n, x)), axis=1, keepdims=keep)
result = f(5, keep=True)
""",
    "any arguments": """
def stack(*arrays, **options):
    return np.stack(arrays, **options)
result = stack(np.zeros(3), np.zeros(3), axis=1)
""",
    "arguments from a list and a dict": """
args = [(3, 4)]
options = {"axis": 0}
result = np.sum(np.zeros(*args), **options)
""",
    "a module's globals": """
N = 4
def f():
    global N
    N = 6
f()
result = np.zeros((N, 2))
""",
    "with": """
with np.errstate(divide="ignore"):
    result = np.zeros((3, 2)) / 0
""",
    "try": """
try:
    result = np.zeros((3, 2))
except ValueError:
    raise
finally:
    done = True
""",
    "while": """
x = np.ones((1, 2))
while x.shape[0] < 8:
    x = np.concatenate([x, x])
result = x
""",
    "while with break": """
x = np.ones((3, 2))
while True:
    y = x.T
    if y[0, 0] > 0:
        break
result = y
""",
    "match": """
def shaped(kind):
    match kind:
        case "row":
            return np.zeros((1, 5))
        case "column" | "col":
            return np.zeros((5, 1))
        case _:
            return None
result = shaped("col")
""",
    "match on a shape": """
x = np.zeros((3, 4))
match x.shape:
    case (n,):
        result = np.zeros(n)
    case (n, m):
        result = np.zeros((m, n))
""",
    "main": """
def main():
    return np.zeros((2, 3))
if __name__ == "__main__":
    result = main()
""",
    "a conditional on a known value": """
mode = "train"
x = np.zeros((4, 4)) if mode == "train" else None
result = x
""",
    "None until it is made": """
class Model:
    def __init__(self):
        self.W = None

    def fit(self, X):
        if self.W is None:
            self.W = np.zeros((X.shape[1], 1))
        return X @ self.W

result = Model().fit(np.ones((7, 3)))
""",
    "isinstance": """
def to_array(x):
    if isinstance(x, list):
        return np.array(x)
    return x
result = to_array([[1, 2], [3, 4], [5, 6]])
""",
    "number of axes": """
def as_columns(x):
    if x.ndim == 1:
        x = x[:, np.newaxis]
    return x
result = as_columns(np.zeros(5))
""",
    "mini-batches": """
import math
X = np.zeros((3, 148))
batches = []
m = X.shape[1]
for k in range(math.floor(m / 64)):
    batches.append(X[:, k * 64 : (k + 1) * 64])
if m % 64 != 0:
    batches.append(X[:, math.floor(m / 64) * 64 :])
result = batches[-1]
""",
    "product of a shape": """
X = np.zeros((7, 4, 4, 3))
result = X.reshape(X.shape[0], int(np.prod(X.shape[1:])))
""",
    "im2col": """
def im2col(x, k, stride=1):
    n, c, h, w = x.shape
    out_h = (h - k) // stride + 1
    out_w = (w - k) // stride + 1
    col = np.zeros((n, c, k, k, out_h, out_w))
    for i in range(k):
        for j in range(k):
            col[:, :, i, j] = x[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * out_h * out_w, -1)
result = im2col(np.zeros((2, 3, 8, 9)), 3)
""",
    "attention": """
def attend(q, k, v):
    s = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)) @ v
result = attend(np.zeros((2, 5, 4)), np.zeros((2, 7, 4)), np.zeros((2, 7, 3)))
""",
    "distances": """
X, C = np.zeros((9, 2)), np.zeros((4, 2))
result = np.sqrt(((X[:, None, :] - C[None]) ** 2).sum(axis=2)).argmin(axis=1)
""",
    "einsum": """
result = np.einsum("bij,bjk->bik", np.zeros((2, 3, 4)), np.zeros((2, 4, 5)))
""",
    "fancy indexing": """
X = np.zeros((9, 4))
result = X[np.arange(5), [0, 1, 2, 3, 0]] + X[np.array([1, 2, 3, 4, 5]), 0]
""",
    "a mask keeps the other axes": """
X = np.zeros((9, 4))
result = X[X[:, 0] > 0].mean(axis=0)
""",
    "a set's size": """
labels = ["a", "b", "a", "c"]
result = np.zeros((len(set(labels)), 2))
""",
    "a default dict": """
from collections import defaultdict
groups = defaultdict(list)
for i in range(6):
    groups[i % 2].append(np.zeros(3))
result = np.stack(groups[0])
""",
    "a deep copy": """
import copy
p = {"W": np.zeros((3, 2))}
q = copy.deepcopy(p)
q["W"] = q["W"].T
result = p["W"] @ q["W"]
""",
    "partial and reduce": """
from functools import partial, reduce
f = partial(np.sum, axis=0)
result = f(reduce(np.dot, [np.zeros((2, 3)), np.zeros((3, 4)), np.zeros((4, 5))]))
""",
    "a decorator": """
import functools
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner
@logged
def make(n):
    return np.zeros((n, 2))
result = make(3)
""",
    "operators of a class": """
class Matrix:
    def __init__(self, a):
        self.a = a
    def __matmul__(self, other):
        return Matrix(self.a @ other.a)
    def __getitem__(self, i):
        return self.a[i]
    def __len__(self):
        return len(self.a)
M = Matrix(np.zeros((3, 4))) @ Matrix(np.zeros((4, 5)))
result = np.zeros((len(M), 1)) + M[0]
""",
    "assigning a shape": """
x = np.arange(12)
x.shape = (3, 4)
result = x.T
""",
    "a comprehension inside a comprehension": """
result = np.array([[i * j for j in range(4)] for i in range(3)])
""",
    "text that is split": """
rows = "1 2 3;4 5 6".split(";")
result = np.array([[float(t) for t in row.split()] for row in rows])
""",
    "the walrus": """
if (n := len([1, 2, 3])) > 2:
    result = np.zeros((n, n))
""",
    "random generators": """
rng = np.random.default_rng(0)
X = rng.normal(size=(6, 3))
result = X[rng.permutation(6)][:4]
""",
    "ogrid and newaxis": """
y, x = np.ogrid[:4, :5]
result = (x**2 + y**2)[np.newaxis]
""",
    "r_ and c_": """
result = np.c_[np.ones(5), np.r_[0:2, 7, 8, 9]]
""",
    "split and unpack": """
a, b, c = np.split(np.zeros((6, 2)), 3)
result = np.hstack((a, b, c))
""",
    "solve": """
X, y = np.zeros((7, 3)), np.zeros((7, 1))
result = np.linalg.solve(X.T @ X + np.eye(3), X.T @ y)
""",
    "svd": """
U, S, Vt = np.linalg.svd(np.zeros((7, 3)), full_matrices=False)
result = U[:, :2] * S[:2] @ Vt[:2]
""",
}


def run(source: str) -> tuple[int, ...]:
    """Run a program; give the shape of its `result`."""
    names: dict[str, object] = {"__name__": "__main__"}
    with_shapes = compile(ast.parse(HEAD + source), "<program>", "exec")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numbers do not matter here
        exec(with_shapes, names)
    return names["result"].shape


def inferred(source: str) -> tuple[int | str, ...] | None:
    """Give the shape of `result` at its last assignment at the top level."""
    found = [own for own in infer(HEAD + source, "<program>") if own.name == "result" and own.function == "<module>"]
    shapes = {shape for own in found for shape in own.shapes}
    assert len(shapes) == 1, shapes
    return shapes.pop()


@pytest.mark.parametrize("name", READ)
def test_it_reads(name: str) -> None:
    assert inferred(READ[name]) == run(READ[name])


def test_a_misread_program_is_seen() -> None:
    wrong = READ["attention"].replace("(2, 7, 3)", "(2, 7, 6)")
    assert inferred(wrong) != run(READ["attention"])
