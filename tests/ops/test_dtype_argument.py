"""A number where an element type is wanted, as in `zeros(4, 3)`, is refused wherever NumPy refuses it."""

from inspect import signature

import pytest
from laws import DISTINCT, judged_calls
from oracle import RAISED, Call, judge, ruled

from shapecheck.ops.rule import apply

WITH_DTYPE = [first for first, rule in DISTINCT.items() if "dtype" in signature(rule.function).parameters]


@pytest.mark.parametrize("first", WITH_DTYPE)
def test_a_number_is_no_element_type(first: str) -> None:
    accepted = next(call for call in judged_calls(first) if call.happened != RAISED)
    parameters = list(signature(DISTINCT[first].function).parameters)
    if len(accepted.made.arguments) > parameters.index("dtype"):
        pytest.skip("the generated call has a dtype by position")
    made = Call(accepted.made.arguments, {**accepted.made.keywords, "dtype": 3}, accepted.made.fill)
    assert judge(accepted.name, made) == RAISED
    assert ruled(apply(DISTINCT[first], made.arguments, made.keywords)) == RAISED


def test_a_dtype_by_position_is_read() -> None:
    assert ruled(apply(DISTINCT["numpy.zeros"], (4, 3), {})) == judge("numpy.zeros", Call((4, 3))) == RAISED
