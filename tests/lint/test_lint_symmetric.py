"""SHP203 and symmetric matrices: what belongs to a row belongs to the column, whatever the matrix was computed of."""

from textwrap import dedent

import numpy as np
import pytest

from shapecheck.lint.runner import lint_source

HEAD = """\
import numpy as np
rng = np.random.default_rng(0)
A, B = rng.random((2, 5, 5))
X, Y = rng.random((2, 5, 3))
x = A[0]
"""

KERNEL = """
def kernel(X, Y, width=1.0):
    squares = (X**2).sum(1)[:, None] + (Y**2).sum(1)[None, :] - 2 * X @ Y.T
    return np.exp(-width * squares)
"""

SYMMETRIC = {
    "a mean with the transpose": "K = (A + A.T) / 2",
    "the transpose first": "K = np.transpose(A) + A.copy()",
    "the greater of both": "K = np.maximum(A, A.swapaxes(0, 1))",
    "one triangle and its transpose": "T = np.triu(A, 1)\nK = T + T.T + np.eye(5)",
    "a product with a symmetric matrix between": "K = A.T @ np.diag(x) @ A",
    "a product with a sum between": "K = np.dot(A.T, (B + B.T).dot(A))",
    "a covariance": "K = np.cov(A)",
    "a covariance by hand": "C = A - A.mean(axis=0)\nK = C.T @ C / 4",
    "a correlation": "K = np.corrcoef(A, rowvar=False)",
    "an inverse": "K = np.linalg.inv(A @ A.T + np.eye(5))",
    "a diagonal": "K = np.diag(x)",
    "the unit matrix": "K = 3 * np.eye(5)",
    "a kernel of one array": f"{KERNEL}K = kernel(X, X)",
    "distances of one array": "K = np.sqrt(((X[:, None, :] - X[None, :, :]) ** 2).sum(axis=2))",
    "a norm of differences": "K = np.linalg.norm(X[:, None] - X, axis=-1)",
    "an outer product": "K = np.outer(x, x)",
    "absolute differences of all pairs": "K = np.abs(np.subtract.outer(x, x))",
    "a product in index notation": "K = np.einsum('ij,kj->ik', A, A)",
    "a part along both axes": "K = (A @ A.T)[1:, 1:]",
    "a graph's Laplacian": "W = A @ A.T\nK = np.diag(W.sum(axis=0)) - W",
}
NOT_SYMMETRIC = {
    "a mean with itself": "K = (A + A) / 2",
    "another one's transpose": "K = A + B.T",
    "a difference with the transpose": "K = A - A.T",
    "a product with any matrix between": "K = A.T @ B @ A",
    "a kernel of two arrays": f"{KERNEL}K = kernel(X, Y)",
    "a diagonal above the middle": "K = np.diag(x[1:], 1)",
    "the unit matrix, moved": "K = np.eye(5, k=1)",
    "an inverse of any matrix": "K = np.linalg.inv(A)",
    "differences of all pairs": "K = np.subtract.outer(x, x)",
    "a product in another index notation": "K = np.einsum('ij,jk->ik', A, B)",
    "a part along one axis": "K = (A @ A.T)[1:, :4]",
    "one triangle": "K = np.tril(A @ A.T)",
}


def findings(program):
    return [finding.code for finding in lint_source(HEAD + program)]


@pytest.mark.parametrize("program", SYMMETRIC.values(), ids=SYMMETRIC)
def test_nothing_is_said_of_a_symmetric_matrix(program):
    names: dict[str, object] = {}
    exec(HEAD + program, names)  # NumPy is the judge
    assert np.allclose(names["K"], names["K"].T)
    assert findings(f"{program}\nd = K - K.mean(axis=1)") == []


@pytest.mark.parametrize("program", NOT_SYMMETRIC.values(), ids=NOT_SYMMETRIC)
def test_another_matrix_is_told_of(program):
    names: dict[str, object] = {}
    exec(HEAD + program, names)
    assert not np.allclose(names["K"], names["K"].T)
    assert findings(f"{program}\nd = K - K.mean(axis=1)") == ["SHP203"]


def test_distances_of_two_arrays_are_not_symmetric_and_of_one_they_are():
    head = "from scipy.spatial.distance import cdist, pdist, squareform\n"
    assert findings(f"{head}D = cdist(X, X)\nd = D - D.mean(axis=1)") == []
    assert findings(f"{head}D = squareform(pdist(X))\nd = D - D.mean(axis=1)") == []
    assert findings(f"{head}D = cdist(X, Y)\nd = D - D.mean(axis=1)") == ["SHP203"]


@pytest.mark.parametrize(
    "program",
    [
        "d = A.sum(axis=1)\nL = A * d * d[:, None]",
        "d = A.sum(axis=1)\nL = A / d / d.reshape(-1, 1)",
        "d = A.sum(axis=1)\nL = d * A * d[:, None]",
        "d = A.sum(axis=1)\nL = A * d\nL = L * d[:, None]",
        "d = A.sum(axis=1)\nL = d[:, None] * A * d[None, :]",
        "D = np.diag(1 / np.sqrt(A.sum(axis=1)))\nL = D @ A @ D",
        "s = np.sqrt(np.diag(A @ A.T))\nR = A @ A.T / s / s[:, None]",
    ],
)
def test_both_axes_may_be_scaled_in_any_order(program):
    assert findings(program) == []


def test_one_axis_that_is_scaled_twice_is_told_of():
    program = """
        d = A.sum(axis=1)
        L = A * d
        L = L * (d + 1)
        e = B.sum(axis=1)[:, None] * A
    """
    assert findings(dedent(program))[:1] == ["SHP203"]
