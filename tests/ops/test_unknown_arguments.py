"""A rule that is not told an argument, or not all of it, never says more than holds whatever the argument is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from laws import DISTINCT, covers, judged_calls, substituted
from oracle import RAISED

from shapecheck.core import UNKNOWN_SHAPE, Array, Shape, Verdict, decide_all
from shapecheck.ops.rule import apply
from shapecheck.ops.values import UNKNOWN

CALLS_A_RULE = 12


def less_known(value: Any) -> Iterator[Any]:
    """Give what may be known of a value short of the value itself."""
    yield UNKNOWN
    if isinstance(value, Array):
        yield Array(UNKNOWN_SHAPE, value.kind)
        yield replace(value, kind=None)
        if value.shape.before:
            yield replace(value, shape=Shape((), "s", value.shape.before[1:]))
    elif isinstance(value, (list, tuple)):
        for i, item in enumerate(value):
            for changed in less_known(item):
                yield type(value)([*value[:i], changed, *value[i + 1 :]])
    elif isinstance(value, slice):
        parts = (value.start, value.stop, value.step)
        yield from (slice(*(UNKNOWN if i == at else part for i, part in enumerate(parts))) for at in range(3))


@pytest.mark.parametrize("first", DISTINCT)
def test_less_known_arguments_are_not_refused(first: str) -> None:
    for call in judged_calls(first)[:CALLS_A_RULE]:
        arguments, keywords = call.made.arguments, call.made.keywords
        variants = [
            ((*arguments[:i], v, *arguments[i + 1 :]), keywords) for i, a in enumerate(arguments) for v in less_known(a)
        ]
        variants += [(arguments, {**keywords, key: v}) for key, value in keywords.items() for v in less_known(value)]
        for changed, changed_keywords in variants:
            outcome = apply(DISTINCT[first], changed, changed_keywords)
            if call.happened == RAISED:
                continue
            said = f"{call.name}{changed}{changed_keywords}: {outcome}, NumPy {call.happened}"
            assert decide_all(outcome.claims) is not Verdict.NO, f"refused: {said}"
            assert covers(substituted(outcome.result, {}), call.happened), f"claims too much: {said}"
