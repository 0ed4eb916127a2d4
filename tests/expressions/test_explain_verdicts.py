"""Expressions that people get wrong, with NumPy as the judge of every verdict and of every shape."""

import math
import warnings

import numpy as np
import pytest

from shapecheck.core import Array, Shape, Verdict
from shapecheck.explaining.explanation import explain

# Each with the shapes of its names; a name that starts with `i_` holds integers, one with `b_` truth values.
CASES = [
    ("np.dot(a, B)", {"a": (3,), "B": (3, 1)}),
    ("np.dot(a, B)", {"a": (3,), "B": (1, 3)}),
    ("np.dot(A, b)", {"A": (5, 1), "b": (5,)}),
    ("np.dot(A, B)", {"A": (2, 3, 4), "B": (5, 4, 6)}),
    ("A @ B", {"A": (2, 3, 4), "B": (5, 4, 6)}),
    ("A @ B", {"A": (2, 3, 4), "B": (4, 6)}),
    ("A @ b", {"A": (3, 4), "b": (4,)}),
    ("a @ A", {"a": (4,), "A": (3, 4)}),
    ("a.T @ b", {"a": (3,), "b": (3,)}),
    ("a * b.T", {"a": (3,), "b": (3,)}),
    ("np.matmul(A, 2)", {"A": (3, 4)}),
    ("np.dot(A, 2)", {"A": (3, 4)}),
    ("a @ B @ c", {"a": (2, 3), "B": (3, 4), "c": (5,)}),
    ("A * B", {"A": (4, 3), "B": (3, 5)}),
    ("A + b", {"A": (3, 4), "b": (3,)}),
    ("A + b", {"A": (4, 3), "b": (3,)}),
    ("A + b", {"A": (3, 4), "b": (3, 1)}),
    ("y - p", {"y": (5, 1), "p": (5,)}),
    ("(A - B) ** 2", {"A": (100, 2), "B": (50, 2)}),
    ("A[:, np.newaxis] - B", {"A": (7, 2), "B": (5, 2)}),
    ("X - X.mean(axis=1)", {"X": (3, 4)}),
    ("X - X.mean(axis=0)", {"X": (3, 4)}),
    ("X - X.mean(axis=1, keepdims=True)", {"X": (3, 4)}),
    ("X / np.linalg.norm(X, axis=1)", {"X": (3, 4)}),
    ("np.sum(X, axis=2)", {"X": (3, 4)}),
    ("np.sum(X, axis=-1)", {"X": (3, 4)}),
    ("np.sum(X, axis=(0, 1))", {"X": (3, 4, 5)}),
    ("X.sum(0, keepdims=True)", {"X": (3, 4)}),
    ("np.concatenate((X, b), axis=1)", {"X": (3, 4), "b": (3,)}),
    ("np.concatenate((X, b[:, np.newaxis]), axis=1)", {"X": (3, 4), "b": (3,)}),
    ("np.concatenate([X, Y])", {"X": (3, 4), "Y": (3, 5)}),
    ("np.concatenate(a, b)", {"a": (3,), "b": (4,)}),
    ("np.stack((a, b))", {"a": (3,), "b": (4,)}),
    ("np.stack((a, b), axis=1)", {"a": (3,), "b": (3,)}),
    ("np.hstack((a, X))", {"a": (3,), "X": (3, 4)}),
    ("np.hstack((a, b))", {"a": (3,), "b": (4,)}),
    ("np.vstack((a, X))", {"a": (4,), "X": (3, 4)}),
    ("np.vstack((a, X))", {"a": (3,), "X": (3, 4)}),
    ("np.append(X, a, axis=0)", {"X": (3, 4), "a": (4,)}),
    ("np.append(X, a)", {"X": (3, 4), "a": (4,)}),
    ("X.reshape(3, 5)", {"X": (3, 4)}),
    ("X.reshape(-1, 6)", {"X": (3, 4)}),
    ("X.reshape(-1, 5)", {"X": (3, 4)}),
    ("X.reshape(X.shape[0], -1).T", {"X": (7, 2, 3, 4)}),
    ("np.reshape(X, (2, -1, -1))", {"X": (3, 4)}),
    ("np.einsum('ij,jk->ik', A, B)", {"A": (3, 4), "B": (5, 6)}),
    ("np.einsum('ij,jk->ik', A, B)", {"A": (3, 4), "B": (4, 6)}),
    ("np.einsum('bij,bj->bi', A, B)", {"A": (2, 3, 4), "B": (2, 4)}),
    ("np.einsum('ii', A)", {"A": (3, 4)}),
    ("np.linalg.solve(A, b)", {"A": (3, 4), "b": (3,)}),
    ("np.linalg.solve(A, b)", {"A": (3, 3), "b": (4,)}),
    ("np.linalg.solve(A, b)", {"A": (3, 3), "b": (3, 2)}),
    ("np.linalg.inv(A)", {"A": (3, 4)}),
    ("np.linalg.inv(A.T @ A) @ A.T @ b", {"A": (5, 2), "b": (5,)}),
    ("X[0, 1, 2]", {"X": (3, 4)}),
    ("X[0]", {"X": (3, 4)}),
    ("X[:, 0] + X", {"X": (3, 4)}),
    ("X[[0, 1], [0, 1, 2]]", {"X": (3, 4)}),
    ("X[b_mask]", {"X": (3, 4), "b_mask": (4,)}),
    ("X[i_rows]", {"X": (3, 4), "i_rows": (7,)}),
    ("X[:, i_rows, np.newaxis]", {"X": (3, 4), "i_rows": (2, 5)}),
    ("np.eye(10)[i_labels]", {"i_labels": (32,)}),
    ("P[np.arange(5), i_y]", {"P": (5, 10), "i_y": (5,)}),
    ("P[np.arange(5), i_y]", {"P": (5, 10), "i_y": (4,)}),
    ("np.argmax(P, axis=1) == i_y", {"P": (10, 3), "i_y": (3,)}),
    ("np.outer(a, b)", {"a": (3,), "b": (4,)}),
    ("np.inner(A, B)", {"A": (3, 4), "B": (4, 3)}),
    ("np.tensordot(A, B, axes=1)", {"A": (3, 4), "B": (4, 5)}),
    ("np.transpose(X, (0, 2, 1))", {"X": (3, 4)}),
    ("np.squeeze(X, axis=0)", {"X": (3, 1)}),
    ("np.squeeze(X)", {"X": (3, 1, 1)}),
    ("np.expand_dims(X, 1) * X", {"X": (3, 4)}),
    ("np.tile(a, (3, 1)) + X", {"a": (4,), "X": (3, 4)}),
    ("np.repeat(X, 3, axis=1)", {"X": (2, 4)}),
    ("np.split(X, 3)", {"X": (4, 2)}),
    ("np.where(X > 0, a, 0)", {"X": (3, 4), "a": (3,)}),
    ("np.maximum(0, X)", {"X": (3, 4)}),
    ("np.zeros((X.shape[0], 5)) + X", {"X": (3, 4)}),
    ("x.flatten() @ W", {"x": (2, 3, 4), "W": (12, 5)}),
    ("1 / 7 * dZ @ A.T", {"dZ": (3, 7), "A": (2, 7)}),
    ("np.cumsum(X, axis=1) - X[:, ::2]", {"X": (3, 4)}),
    ("np.swapaxes(X, 0, 2)", {"X": (3, 4)}),
    # Python's own functions are not NumPy's of the same name
    ("sum(X)", {"X": (3, 4)}),
    ("sum(x)", {"x": (3,)}),
    ("sum(X, Y)", {"X": (3, 4), "Y": (5, 1)}),
    ("sum(X, start=Y)", {"X": (3, 4), "Y": (5,)}),
    ("sum([X, Y])", {"X": (3, 4), "Y": (3, 1)}),
    ("sum([X, Y])", {"X": (3, 4), "Y": (3, 5)}),
    ("max(x) * X", {"X": (3, 4), "x": (5,)}),
    ("max(x)", {"x": (0,)}),
    ("any(x)", {"x": (3,)}),
    ("abs(X)", {"X": (3, 4)}),
    ("pow(X, 2)", {"X": (3, 4)}),
    ("pow(X, y)", {"X": (3, 4), "y": (3,)}),
    ("np.zeros((len(X), max(X.shape)))", {"X": (3, 4)}),
    ("P[range(5), i_y]", {"P": (5, 10), "i_y": (5,)}),
    ("P[range(5), i_y]", {"P": (5, 10), "i_y": (3,)}),
    ("P[range(7), i_y]", {"P": (5, 10), "i_y": (7,)}),
    ("P[range(len(i_y)), i_y]", {"P": (5, 10), "i_y": (3,)}),
    ("math.sqrt(2 / X.shape[0]) * X", {"X": (3, 4)}),
    ("math.pi * X", {"X": (3, 4)}),
    ("np.float64(3) * X", {"X": (3, 4)}),
    ("np.zeros(3, dtype=int)[i_y]", {"i_y": (2,)}),
    ("np.random.default_rng(0).normal(size=(3, 4)) @ X", {"X": (4, 5)}),
    ("np.random.default_rng(0).normal(size=(3, 4)) @ X", {"X": (3, 5)}),
    ("np.random.RandomState(0).randn(3, 4) @ X", {"X": (4, 5)}),
    # what their help was wrong for
    ("np.dot(X)", {"X": (3, 4)}),
    ("np.sum(X, axis=1, keepdim=True)", {"X": (3, 4)}),
    ("np.sum(x, axis=1)", {"x": ()}),
    ("gamma * X", {"gamma": (5,), "X": (2, 5, 7, 11)}),
    ("gamma * X", {"gamma": (5,), "X": (2, 5, 5, 11)}),
    ("np.dot(Y, np.log(A))", {"Y": (1, 50), "A": (1, 50)}),
    ("X @ X", {"X": (50, 3)}),
    ("Y.reshape(A.shape)", {"Y": (1, 9), "A": (4, 9)}),
    ("Q @ K.T", {"Q": (2, 3, 5), "K": (2, 7, 5)}),
    ("Q @ K", {"Q": (2, 3, 5), "K": (2, 7, 5)}),
    ("a - X.mean(axis=1)", {"a": (5,), "X": (3, 4)}),
]


def made(name, shape):
    if name.startswith("i_"):
        return np.zeros(shape, dtype=int)
    if name.startswith("b_"):
        return np.ones(shape, dtype=bool)
    return np.random.default_rng(0).normal(size=shape)


def numpy_says(expression, shapes):
    """Run the expression: give its result's shape, a list of those of several results, None where NumPy raises."""
    names = {name: made(name, shape) for name, shape in shapes.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = eval(expression, {"np": np, "math": math, **names})
            return [np.shape(item) for item in result] if isinstance(result, (tuple, list)) else np.shape(result)
        except (ValueError, IndexError, TypeError, np.linalg.LinAlgError):
            return None


def explained(expression, shapes):
    kinds = {"i": "i", "b": "b"}
    arrays = {
        name: Array(Shape(shape), kinds.get(name.partition("_")[0], "f") if "_" in name else "f", name)
        for name, shape in shapes.items()
    }
    return explain(expression, arrays)


IDS = [f"{expression} {' '.join(map(str, shapes.values()))}" for expression, shapes in CASES]


@pytest.mark.parametrize(("expression", "shapes"), CASES, ids=IDS)
def test_numpy_agrees_with_the_verdict_and_the_shape(expression, shapes):
    happened = numpy_says(expression, shapes)
    found = explained(expression, shapes)
    assert found.verdict is (Verdict.NO if happened is None else Verdict.YES), str(found.failure)
    if happened is not None and expression != "X[b_mask]":
        assert found.result.shape.sizes == happened


@pytest.mark.parametrize(("expression", "shapes"), CASES, ids=IDS)
def test_numpy_agrees_that_the_help_fits(expression, shapes):
    failure = explained(expression, shapes).failure
    if failure is None or failure.help is None:
        return
    change, _, gives = failure.help.removeprefix("`").partition("` fits")
    happened = numpy_says(change, shapes)
    assert happened is not None
    if gives and "_count" not in gives:  # of a mask only the elements say how many are taken
        assert gives == f", and its shape is {happened}"


def test_a_second_size_where_the_element_type_belongs_is_refused():
    assert numpy_says("np.zeros(3, 4)", {}) is None
    assert explained("np.zeros(3, 4)", {}).verdict is Verdict.NO


# Each a line as it stands in a program.
LINES = [
    ("S = Q @ K.T", {"Q": (3, 4), "K": (5, 4)}),
    ("S = Q @ K", {"Q": (3, 4), "K": (5, 4)}),
    ("U, S, Vt = np.linalg.svd(X)", {"X": (3, 4)}),
    ("U, S = np.linalg.svd(X)", {"X": (3, 4)}),
    ("U, *others = np.linalg.svd(X)", {"X": (3, 4)}),
    ("a, b, c, d, *e = np.linalg.svd(X)", {"X": (3, 4)}),
    ("n, m = X.shape", {"X": (3, 4)}),
    ("n, m = X.shape", {"X": (3,)}),
    ("a, b, c = X", {"X": (3, 4)}),
    ("a, b = X", {"X": (3, 4)}),
    ("a, b = X.sum()", {"X": (3, 4)}),
    ("q, r = divmod(X, 2)", {"X": (3, 4)}),
    ("W += 0.1 * G", {"W": (3, 4), "G": (3, 4)}),
    ("b -= 0.1 * g", {"b": (3, 1), "g": (3,)}),
    ("Z[Z < 0] = 0", {"Z": (3, 4)}),
    ("Z[0] = b", {"Z": (3, 4), "b": (4,)}),
    ("Z[0] = b", {"Z": (3, 4), "b": (3,)}),
    ("A = B = Z @ Z", {"Z": (3, 4)}),
    ("Z: np.ndarray = Z @ Z", {"Z": (3, 3)}),
]


@pytest.mark.parametrize(("line", "shapes"), LINES, ids=[f"{line} {list(shapes.values())}" for line, shapes in LINES])
def test_numpy_agrees_with_the_verdict_on_an_assignment(line, shapes):
    names = {name: made(name, shape) for name, shape in shapes.items()}
    try:
        exec(line, {"np": np, **names})
        expected = Verdict.YES
    except (ValueError, TypeError):
        expected = Verdict.NO
    assert explained(line, shapes).verdict is expected


def test_python_s_sum_of_nothing_is_the_number_it_starts_with():
    assert explained("sum(X)", {"X": (0, 4)}).result == sum(np.zeros((0, 4))) == 0


def test_the_judge_sees_a_wrong_verdict():
    assert numpy_says("a + b", {"a": (3,), "b": (4,)}) is None
    assert explained("a + b", {"a": (3,), "b": (1,)}).result.shape.sizes == numpy_says("a + b", {"a": (3,), "b": (1,)})


def test_both_outcomes_are_tried_often():
    fits = [numpy_says(*case) is not None for case in CASES]
    assert sum(fits) > 30
    assert len(fits) - sum(fits) > 30
