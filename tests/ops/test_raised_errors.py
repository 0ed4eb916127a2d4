"""Which exceptions NumPy raises where a rule refuses a call: a handler takes one kind, and not the others."""

import warnings

import numpy as np
import pytest
from calls import CALLS
from hypothesis import given, settings
from laws import DISTINCT, EXAMPLES
from oracle import Call, numpy_callable, real

from shapecheck.core.array import Array
from shapecheck.core.judge import first_failed
from shapecheck.core.shape import Shape
from shapecheck.infer.failures import errors_of
from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES


def raised(name: str, made: Call) -> set[str]:
    """Give the kinds of the exception that NumPy raises for a call, none where it raises none."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        keywords = {key: real(value, made.fill) for key, value in made.keywords.items()}
        try:
            numpy_callable(name)(*[real(value, made.fill) for value in made.arguments], **keywords)
        except Exception as error:
            return {kind.__name__ for kind in type(error).__mro__}
    return set()


def missed(name: str, made: Call) -> str | None:
    """Say what NumPy raises for a call that is not known of it; None where there is no such thing."""
    failed = first_failed(apply(RULES[name], made.arguments, made.keywords).claims)
    kinds = set() if failed is None else raised(name, made)
    return f"{name}{made}: {failed}: {kinds}" if kinds and kinds.isdisjoint(errors_of(name, failed)) else None


@pytest.mark.parametrize("name", DISTINCT)
def test_what_numpy_raises_is_known(name: str) -> None:
    @settings(max_examples=EXAMPLES // 3)
    @given(CALLS[name])
    def compare(made: Call) -> None:
        assert missed(name, made) is None

    compare()


@pytest.mark.parametrize(
    ("name", "made", "errors"),
    [
        ("numpy.matmul", Call((Array(Shape((2, 3))), Array(Shape((2,))))), {"ValueError"}),
        ("operator.add", Call((Array(Shape((2, 3))), Array(Shape((2,))))), {"ValueError"}),
        ("ndarray.__len__", Call((Array(Shape(())),)), {"TypeError"}),
        ("ndarray.__float__", Call((Array(Shape((3,))),)), {"TypeError"}),
        ("ndarray.__getitem__", Call((Array(Shape((3,))), 5)), {"IndexError"}),
        ("numpy.take", Call((Array(Shape((3,))), 5)), {"IndexError", "ValueError"}),
        ("numpy.repeat", Call((Array(Shape((3,))), 2, 5)), {"IndexError", "TypeError", "ValueError"}),
    ],
)
def test_no_other_exception_is_expected(name: str, made: Call, errors: set[str]) -> None:
    failed = first_failed(apply(RULES[name], made.arguments, made.keywords).claims)
    assert raised(name, made) & errors
    assert errors_of(name, failed) == errors
