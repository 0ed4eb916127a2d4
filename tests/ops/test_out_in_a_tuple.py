"""An `out` in a tuple of one, as universal functions take it: what else takes it is asked of NumPy."""

from inspect import signature
from itertools import islice
from typing import Any

import numpy as np
import pytest
from laws import DISTINCT, judged_calls
from oracle import RAISED, Call, agree, judge, ruled, run

from shapecheck.core import Array, Shape, Verdict, decide_all
from shapecheck.ops.rule import apply
from shapecheck.ops.values import Unknown

WITH_OUT = [first for first, rule in DISTINCT.items() if "out" in signature(rule.function).parameters]
_CALLS = 12  # of a rule that are tried


def _with_out(made: Call, result: Any) -> Call:
    out = Array(Shape(result.shape), {"u": "i"}.get(result.dtype.kind, result.dtype.kind))
    return Call(made.arguments, {**made.keywords, "out": (out,)}, made.fill)


@pytest.mark.parametrize("first", WITH_OUT)
def test_what_a_rule_says_of_it_is_what_numpy_does(first: str) -> None:
    place = list(signature(DISTINCT[first].function).parameters).index("out")
    accepted = (
        own
        for own in judged_calls(first)
        if own.happened != RAISED and "out" not in own.made.keywords and len(own.made.arguments) <= place
    )
    for own in islice(accepted, _CALLS):
        result = run(own.name, own.made)
        if not isinstance(result, (np.ndarray, np.generic)) or result.dtype.kind not in "bifc":
            continue
        made = _with_out(own.made, result)
        outcome = apply(DISTINCT[first], made.arguments, made.keywords)
        if isinstance(outcome.result, Unknown) or decide_all(outcome.claims) is Verdict.UNKNOWN:
            continue
        said, happened = ruled(outcome), judge(own.name, made)
        # What NumPy refuses may go unsaid: it is seldom written.
        assert happened == RAISED or agree(said, happened), f"{own.name}{made}: rule {said}, NumPy {happened}"
