"""What a result without axes is: the rule's word for it against the type of NumPy's result."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from kinds import tried
from laws import DISTINCT
from oracle import RAISED, Call, run

from shapecheck.core import ANY, SCALAR, Array, Bare, Verdict, decide_all
from shapecheck.ops.rule import apply


def declared(value: Any, bare: Bare) -> Any:
    """Give an argument with its arrays without axes as arrays, or as scalars."""
    if isinstance(value, Array):
        return replace(value, bare=bare) if value.shape == SCALAR else value
    return type(value)(declared(item, bare) for item in value) if type(value) in (list, tuple) else value


def _tried(first: str) -> Iterator[tuple[str, Call]]:
    """Give calls with all operands without axes arrays, and with them scalars; what is written to stays an array."""
    for name, made in tried(first):
        arrays = {key: declared(value, Bare.ARRAY) for key, value in made.keywords.items()}
        yield name, replace(made, arguments=declared(made.arguments, Bare.ARRAY), keywords=arrays)
        if "out" not in made.keywords:
            scalars = {key: declared(value, Bare.SCALAR) for key, value in made.keywords.items()}
            yield name, replace(made, arguments=declared(made.arguments, Bare.SCALAR), keywords=scalars)


def bare_of(result: Any) -> Any:
    """Give what a result of NumPy's is, or each of several; None for what is no array or number."""
    if isinstance(result, (tuple, list)):
        return [bare_of(item) for item in result]
    if isinstance(result, np.ndarray):
        return Bare.ARRAY
    return (
        Bare.SCALAR
        if isinstance(result, np.generic)
        else Bare.NUMBER
        if isinstance(result, (int, float, complex))
        else None
    )


def agrees(said: Any, happened: Any) -> bool:
    """Tell whether what a rule says that a result is allows what it is."""
    if isinstance(said, (tuple, list)) and isinstance(happened, list):
        return all(map(agrees, said, happened))
    if not isinstance(said, Array) or not isinstance(happened, Bare):
        return True
    return bool(happened & said.bare) if said.may_be_bare else happened is Bare.ARRAY


def other(said: Any) -> Any:
    """Give a result that is something else wherever it says what it is."""
    if isinstance(said, (list, tuple)):
        return type(said)(other(item) for item in said)
    decided = isinstance(said, Array) and said.may_be_bare and said.bare != ANY
    return replace(said, bare=ANY & ~said.bare) if decided else said


def _ran(name: str, made: Call) -> Any:
    """Give what a call gives, RAISED also where a scalar has no such method."""
    try:
        return run(name, made)
    except AttributeError:
        return RAISED


@cache
def _happened(first: str) -> tuple[tuple[str, Call, Any], ...]:
    made = ((name, made, _ran(name, made)) for name, made in _tried(first))
    return tuple((name, call, bare_of(result)) for name, call, result in made if result is not RAISED)


def wrong_bares(first: str, change: Callable[[Any], Any] = lambda said: said) -> list[str]:
    """Give the calls of which the result is not what the rule says, which may be changed before."""
    found = []
    for name, made, happened in _happened(first):
        outcome = apply(DISTINCT[first], made.arguments, made.keywords)
        if decide_all(outcome.claims) is not Verdict.NO and not agrees(change(outcome.result), happened):
            found.append(f"{name}{made}: rule {outcome.result}, NumPy {happened}")
    return found


def says_bares(first: str) -> bool:
    """Tell whether the rule says what a result without axes is in any of the calls."""
    outcomes = (apply(DISTINCT[first], made.arguments, made.keywords) for _, made, _ in _happened(first))
    return any(decide_all(said.claims) is not Verdict.NO and other(said.result) != said.result for said in outcomes)
