"""What gives sizes gives the right ones: the oracle sees of a number only that it is one."""

import pytest
from calls import CALLS
from hypothesis import given
from oracle import RAISED, numpy_callable, real, ruled

from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES

NAMES = ["numpy.size", "numpy.shape", "numpy.ndim", "ndarray.size", "ndarray.shape", "ndarray.ndim", "ndarray.__len__"]


@pytest.mark.parametrize("name", NAMES)
def test_sizes_are_those_of_numpy(name: str) -> None:
    @given(CALLS[name])
    def compare(made):
        outcome = apply(RULES[name], made.arguments, made.keywords)
        if ruled(outcome) != RAISED:
            assert outcome.result == numpy_callable(name)(*map(real, made.arguments), **made.keywords)

    compare()
