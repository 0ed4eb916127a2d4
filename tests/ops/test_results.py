"""Of an operation whose shapes are not known, it is known that it gives one array only where it always does."""

import warnings

import pytest
from laws import DISTINCT, judged_calls
from oracle import RAISED, numpy_callable, real

from shapecheck.core import UNKNOWN_SHAPE, Array
from shapecheck.ops.results import FIELDS, gives_one_array
from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES
from shapecheck.ops.values import UNKNOWN


@pytest.mark.parametrize("first", DISTINCT)
def test_calls_that_give_one_array_are_those_where_numpy_does(first: str) -> None:
    calls = [call for call in judged_calls(first) if call.happened != RAISED]
    said = [gives_one_array(first, call.made.arguments, call.made.keywords) for call in calls]
    real = [isinstance(call.happened, tuple) for call in calls]
    assert not any(one and not is_one for one, is_one in zip(said, real, strict=True))
    assert not calls or any(said) or not all(real)  # and none is left out that always gives one


@pytest.mark.parametrize(
    ("name", "arguments", "keywords", "is_array"),
    [
        ("numpy.split", (UNKNOWN, UNKNOWN), {}, False),
        ("numpy.histogram", (UNKNOWN,), {"bins": UNKNOWN}, False),
        ("numpy.unique", (UNKNOWN,), {"return_counts": UNKNOWN}, False),
        ("numpy.unique", (UNKNOWN,), {"return_counts": False, "axis": UNKNOWN}, True),
        ("numpy.polyfit", (UNKNOWN, UNKNOWN, UNKNOWN, None, UNKNOWN), {}, False),
        ("numpy.polyfit", (UNKNOWN, UNKNOWN, UNKNOWN), {}, True),
        ("numpy.where", (UNKNOWN, UNKNOWN, UNKNOWN), {}, True),
        ("numpy.where", (UNKNOWN,), {}, False),
        ("numpy.reshape", (UNKNOWN, UNKNOWN), {}, True),
    ],
)
def test_several_results_or_none_are_not_taken_for_one(name: str, arguments, keywords, is_array: bool) -> None:
    result = apply(RULES[name], arguments, keywords).result
    assert (isinstance(result, Array) and result.shape == UNKNOWN_SHAPE) if is_array else result is UNKNOWN


@pytest.mark.parametrize("first", DISTINCT)
def test_the_fields_of_results_are_those_of_numpy(first: str) -> None:
    call = next(
        (call for call in judged_calls(first) if call.happened != RAISED and not isinstance(call.happened, tuple)), None
    )
    fields = FIELDS.get(first, ())
    if call is not None:
        made = call.made
        keywords = {key: real(value, made.fill) for key, value in made.keywords.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = numpy_callable(call.name)(*(real(value, made.fill) for value in made.arguments), **keywords)
        assert getattr(given, "_fields", ()) == fields
    else:
        assert fields == ()
