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
