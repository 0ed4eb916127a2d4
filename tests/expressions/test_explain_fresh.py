"""Sizes that depend on data: two different calls never share one, the same call always has the same."""

import pytest

from shapecheck.core import Verdict
from shapecheck.explaining.explanation import explain


@pytest.mark.parametrize(
    "expression",
    ["A[A > 0] + B[B > 0]", "np.unique(A) + np.unique(B)", "A[A > 0] @ B[B > 0]", "A.ravel()[i:j] - A.ravel()[i:k]"],
)
def test_two_calls_are_not_taken_to_give_the_same_size(expression: str) -> None:
    sizes = dict.fromkeys("ijk", ())
    assert explain(expression, A=(3, 4), B=(5, 2), **sizes).verdict is Verdict.UNKNOWN


def test_the_same_call_gives_the_same_size() -> None:
    assert explain("A[A > 0] + A[A > 0]", A=(3, 4)).verdict is Verdict.YES
