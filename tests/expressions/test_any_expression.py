"""Whatever Python can write is explained, or refused in a sentence: no other error reaches the user."""

import io

import pytest

from shapecheck.errors import ShapeError, SpecError, UnsupportedOperation
from shapecheck.explaining.explanation import explain
from shapecheck.report import writer

# Each form of an expression, and places where it may stand.
FORMS = """[*v] | (*v,) | *v | [*A, *v] | (x := A) | lambda *a: 1 | [a for a in v] | (a for a in v)
    | {a: 1 for a in v} | {1} | {'a': A} | {**A} | f'{A!r:>{3}}' | await A | (yield A) | A if v else v | not A
    | A and v
    | A < v < 3 | A in v | A is v | b'x' | ... | 1j | 2 ** 100000 | 1 / 0 | A[1:2:3] | A[*v] | A[lambda: 1] | A.foo | np
    | np.foo | np.dot | print | A() | 3() | np.r_[1:3] | np.random.default_rng(0) | __import__('os') | x.y.z | max()
    | sum([[1], [2]], []) | slice(1, 2) | (1, 2)[A] | 'abc'[0] | np.zeros(3)(2) | np.dot(A, v, *v, **A) | import os
    | np.zeros((*A.shape, 3)) | np.concatenate([*v]) | np.stack([A, *v]) | np.add(*(A, A)) | a, b = A | *a, = A
    | A.x = v | A: int = v | del A"""
PLACES = """{} | np.sum({}) | np.zeros({}) | A + {} | np.concatenate([A, {}]) | A[{}] | A.reshape({})
    | np.sum(A, axis={}) | np.zeros(2, dtype={}) | x = {} | [{}] | ({}).T | -({}) | ({})(1) | np.einsum('ij,jk', {}, A)
    | np.dot(**{}) | A[0] = {} | A += {} | np.zeros(*{}) | a, b = {} | range({}) | not {} | ({}).shape[0]
    | np.split(A, {})"""


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n    |", " |").split(" | ")]


@pytest.mark.parametrize("place", parts(PLACES))
def test_no_expression_ends_in_an_error_of_ours(place: str) -> None:
    for form in parts(FORMS):
        expression = place.replace("{}", form)
        try:
            found = explain(expression, A="3,4", v="4")
        except (ShapeError, SpecError, UnsupportedOperation):
            continue
        writer("explain", "terminal")(found, io.StringIO())


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("np.stack([*A])", (3, 4)),
        ("np.stack([*A, v])", (4, 4)),
        ("np.zeros((*A.shape, 5))", (3, 4, 5)),
        ("np.add(*A[:2])", (4,)),
        ("np.concatenate([*A])", (12,)),
    ],
)
def test_starred_items_are_each_an_item(expression: str, shape: tuple[int, ...]) -> None:
    assert explain(expression, A="3,4", v="4").result.shape.sizes == shape


def test_items_without_axes_are_not_joined() -> None:
    failure = explain("np.concatenate([*v])", v="4").failure
    assert failure is not None
    assert "at least 1 axis" in failure.problem
