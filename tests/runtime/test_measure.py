"""What is an array to the rules, and what only has a shape."""

import warnings

import numpy as np
import pytest

import shapecheck
from shapecheck.core import Array
from shapecheck.ops.values import UNKNOWN
from shapecheck.runtime.measure import sizes_of, value_of


class Renamed(np.ndarray):
    """An array with operators of NumPy's."""


class Own:
    shape = (2, 3)

    def __mul__(self, other: object) -> object:
        return self


class Raising:
    @property
    def shape(self) -> tuple[int, ...]:
        raise RuntimeError("closed")


@pytest.mark.parametrize("value", [np.ones((2, 3)), np.ones((2, 3)).view(Renamed), np.ma.ones((2, 3))])
def test_what_computes_as_numpy_is_an_array_to_the_rules(value: np.ndarray) -> None:
    assert isinstance(value_of(value, "x"), Array)


def test_what_only_has_a_shape_is_unknown_to_the_rules() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrix = np.matrix(np.ones((2, 3)))
    assert value_of(matrix, "x") is value_of(Own(), "x") is UNKNOWN
    assert sizes_of(matrix) == sizes_of(Own()) == (2, 3)


def test_a_matrix_product_is_not_taken_for_a_product_by_elements() -> None:
    @shapecheck.checked("A: n k, B: k m", trace=True, broadcast="raise")
    def product(A, B):
        C = A * B
        return C  # noqa: RET504 - it is the assignment that is recorded

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert product(np.matrix(np.ones((3, 1))), np.matrix(np.ones((1, 4)))).shape == (3, 4)


def test_a_shape_that_raises_is_not_known() -> None:
    assert sizes_of(Raising()) is None
