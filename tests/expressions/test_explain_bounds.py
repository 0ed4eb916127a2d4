"""What is too large to be a size is not computed, and an index out of range is not mended by leaving it out."""

import pytest

from shapecheck.core import Verdict
from shapecheck.errors import UnsupportedOperation
from shapecheck.explaining.explanation import explain


@pytest.mark.usefixtures("soon")
def test_a_constant_that_is_too_large_is_not_computed() -> None:
    for expression in ("np.zeros(9**9**9)", "np.zeros(1 << 10**9)"):
        assert explain(expression).verdict is not Verdict.NO
    assert str(explain("10**9 * [0]").result.shape) == "(1000000000,)"
    with pytest.raises(UnsupportedOperation, match="nothing is known of what it gives"):
        explain("'a' * 10**9")


def test_a_constant_of_ordinary_size_is_computed() -> None:
    assert str(explain("np.zeros(2**3 + (1 << 2))").result.shape) == "(12,)"


def test_an_index_out_of_range_has_no_help() -> None:
    assert explain("A[:, 5]", A=(3, 4)).failure.help is None


def test_no_index_is_dropped() -> None:
    assert explain("A[:, 0, 1]", A=(3, 4)).failure.help is None
