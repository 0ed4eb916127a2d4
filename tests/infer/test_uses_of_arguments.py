"""Use refines an argument: what each use of it says of its axes, sizes and items, in the contract of the function."""

from textwrap import dedent

import pytest

from shapecheck.infer.program import interpret
from shapecheck.infer.summaries import Summary


def summary(source: str) -> Summary:
    found: list[Summary] = []
    interpret(f"import numpy as np\n{dedent(source)}", "<program>", lambda _: None, summarised=found.append)
    return found[-1]


WHOLE = {
    # subscripts say how many axes each operand has
    "bilinear(x: n, A: n m, y: m) -> ()": 'def bilinear(x, A, y): return np.einsum("i,ij,j->", x, A, y)',
    # what is unpacked has as many parts
    "columns(x: n 2) -> ((n,), (n,))": "def columns(x):\n    a, b = x.T\n    return a, b",
    "ends(x: n 2 m) -> m n": """
        def ends(x):
            n, _, m = x.shape
            low, high = x.transpose(1, 2, 0)
            return high - low
        """,
    # the last axis, of any number of axes
    "softmax(X: *s n) -> *s n": """
        def softmax(X):
            e = np.exp(X - X.max(axis=-1, keepdims=True))
            return e / e.sum(axis=-1, keepdims=True)
        """,
    "last(X: *s n) -> *s": "def last(X): return X.sum(axis=-1)",
    "scores(X: *s n m) -> *s": "def scores(X): return X.mean(axis=-1).sum(axis=-1)",
    # which numbers of axes ask for least
    "unkept(X: n) -> n": """
        def unkept(X):
            e = np.exp(X - X.max(axis=-1))
            return e / e.sum(axis=-1)
        """,
    "loss(X: n m, w: m, y: #n) -> ()": """
        def loss(X, w, y):
            n, m = X.shape
            r = X.dot(w) - y
            return r @ r
        """,
    "gaussian(x: n, mu: n, S: n n) -> ()": """
        def gaussian(x, mu, S):
            d = x - mu
            return np.exp(-0.5 * d @ np.linalg.inv(S) @ d) / np.sqrt(np.linalg.det(S))
        """,
    "predict(x: n m, P: n n, F: k n) -> (k m, k k)": """
        def predict(x, P, F):
            return F @ x, F @ P @ F.T
        """,
    # lists that are as long as a range
    "powers(x: *s, order: int order) -> [(*s,) for l in 0..order]": """
        def powers(x, order):
            return [x ** k for k in range(order + 1)]
        """,
    "copies(X: n m, k: int k) -> [m n for l in 1..k]": """
        def copies(X, k):
            n, m = X.shape
            return [X.T for _ in range(k)]
        """,
    "design(x: n, order: int order) -> n order+1": """
        def design(x, order):
            n, = x.shape
            return np.stack([x ** k for k in range(order + 1)], axis=1)
        """,
    "blocks(X: n m, k: int k) -> k*n m": """
        def blocks(X, k):
            n, m = X.shape
            return np.vstack([X for _ in range(k)])
        """,
    "costs(X: n m, y: #n, w: m, steps: int steps) -> [() for l in 1..steps]": """
        def costs(X, y, w, steps):
            n, m = X.shape
            m, = w.shape
            found = []
            for _ in range(steps):
                found.append(np.mean((X @ w - y) ** 2))
            return found
        """,
    "features(x: n, degree: int degree) -> n degree+1": """
        def features(x, degree):
            n, = x.shape
            columns = [np.ones(n)]
            for k in range(1, degree + 1):
                columns.append(x ** k)
            return np.column_stack(columns)
        """,
    "doubled(X: n m) -> 2*n m": """
        def doubled(X):
            n, m = X.shape
            rows = []
            for i in range(n):
                rows.append(X[i])
                rows.append(-X[i])
            return np.array(rows)
        """,
    # a list that is added to behind a condition has any length
    "chosen(X: n m, steps: int steps) -> ? where n >= steps": """
        def chosen(X, steps):
            out = []
            for i in range(steps):
                if X[i, 0] > 0:
                    out.append(X[i])
            return out
        """,
    "until(X: n m, steps: int steps) -> ? where n >= steps": """
        def until(X, steps):
            out = []
            for i in range(steps):
                if X[i, 0] > 0:
                    break
                out.append(X[i])
            return out
        """,
    # what is raised for other arguments is asked of all
    "inverse(S: n n) -> n n": """
        def inverse(S):
            S = np.asarray(S)
            if S.ndim != 2 or S.shape[0] != S.shape[1]:
                raise ValueError("a square matrix is wanted")
            return 1 / S.T
        """,
    # what only one branch asks is not
    "maybe(S: *s) -> ?": """
        def maybe(S):
            S = np.asarray(S)
            if S.ndim == 2 and S.shape[0] == S.shape[1]:
                return S.shape[0]
            return None
        """,
    # a default that is used as a size
    "leading(X: n m, k: int k) -> n min(k,m)": "def leading(X, k=2): return X[:, :k]",
    "patches(x: n c h w, k: int k) -> n h-k+1 w-k+1 c where h+1 >= k, w+1 >= k": """
        def patches(x, k=3):
            n, c, h, w = x.shape
            out = np.zeros((n, h - k + 1, w - k + 1, c))
            for i in range(h - k + 1):
                for j in range(w - k + 1):
                    out[:, i, j] = x[:, :, i:i + k, j:j + k].sum(axis=(2, 3))
            return out
        """,
    # an item that is read says nothing of how many there are
    "first(rows: ?) -> ?": "def first(rows): return rows[0]",
    # an axis without a name has a letter
    "outputs(x: n c h w, k: f m p q) -> n f h-p+1 w-q+1 where h+1 >= p, w+1 >= q": """
        def outputs(x, k):
            n, c, h, w = x.shape
            f, _, p, q = k.shape
            return np.zeros((n, f, h - p + 1, w - q + 1))
        """,
}


@pytest.mark.parametrize(("contract", "source"), WHOLE.items(), ids=WHOLE)
def test_what_is_asked_of_arguments(contract: str, source: str) -> None:
    found = summary(source)
    assert (str(found.contract), found.unproved) == (contract, ())


def test_what_is_supposed_is_the_number_of_axes_that_asks_for_least() -> None:
    found = summary(WHOLE["gaussian(x: n, mu: n, S: n n) -> ()"])
    assert found.supposed == (("x", 1), ("mu", 1), ("S", 2))


def test_what_subscripts_say_is_not_supposed() -> None:
    assert summary(WHOLE["bilinear(x: n, A: n m, y: m) -> ()"]).supposed == ()


LISTS = {
    """
    def make(n_x, hidden, n_y):
        dims = [n_x] + hidden + [n_y]
        return [np.zeros((a, b)) for a, b in zip(dims[:-1], dims[1:])]
    """: "make(n_x: int n[0], hidden: [int n[l] for l in 1..L-1], n_y: int n[L]) -> [n[l-1] n[l] for l in 1..L]",
    """
    def turned(n_x, hidden):
        dims = [n_x, *list(hidden)]
        return [np.zeros((b, a)) for a, b in zip(dims, dims[1:])]
    """: "turned(n_x: int n[0], hidden: [int n[l] for l in 1..L]) -> [n[l] n[l-1] for l in 1..L]",
}


@pytest.mark.parametrize("source", LISTS)
def test_a_list_is_joined_with_a_list(source: str) -> None:
    assert str(summary(source).contract) == LISTS[source]


CLASSES = {
    """
    class Ridge:
        def __init__(self, alpha):
            self.alpha = alpha
            self.beta = None

        def fit(self, X, y):
            N, M = X.shape
            self.beta = np.linalg.inv(X.T @ X + np.eye(M)) @ X.T @ y

        def predict(self, X):
            return X @ self.beta
    """: ("Ridge.predict(self: Ridge(beta: M n), X: m M) -> m n", (("self.beta", "fit"),)),
    """
    class Scaler:
        def fit(self, X):
            self.mean = X.mean(axis=0)
            self.scale = X.std(axis=0)

        def transform(self, X):
            return (X - self.mean) / self.scale
    """: (
        "Scaler.transform(self: Scaler(mean: n, scale: n), X: *s n) -> *s n",
        (("self.mean", "fit"), ("self.scale", "fit")),
    ),
    """
    class Dense:
        def __init__(self, n_in, n_out):
            self.W = np.zeros((n_in, n_out))
            self.x = None

        def forward(self, x):
            self.x = x
            return x @ self.W

        def backward(self, dout):
            self.dW = self.x.T @ dout
            return dout @ self.W.T

        def step(self, rate):
            self.W -= rate * self.dW
    """: (
        "Dense.step(self: Dense(W: n_in n_out, x: n n_in, dW: n_in n_out), rate: #n_in #n_out)",
        (("self.dW", "backward"),),
    ),
    # several methods make it: which one was called before is not known
    """
    class Either:
        def rows(self, X):
            self.mean = X.mean(axis=1)

        def columns(self, X):
            self.mean = X.mean(axis=0)

        def centred(self, X):
            return X - self.mean
    """: ("Either.centred(self: Either(mean: *s), X: *s) -> *s", ()),
}


@pytest.mark.parametrize("source", CLASSES)
def test_an_object_has_what_its_other_methods_leave(source: str) -> None:
    found = summary(source)
    assert (str(found.contract), found.linked) == CLASSES[source]
