"""Element kinds: what a rule says of them is what NumPy's result has, for operands of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from laws import DISTINCT, judged_calls
from oracle import RAISED, Call, kinds_of, run

from shapecheck.core import Array, Verdict, decide_all
from shapecheck.ops.rule import apply

_RECAST = 12  # so many calls of a rule are tried again with operands of other kinds


def recast(value: Any, kind: str) -> Any:
    """Give an argument with its float arrays in another kind."""
    if isinstance(value, Array):
        return replace(value, kind=kind) if value.kind == "f" else value
    return type(value)(recast(item, kind) for item in value) if type(value) in (list, tuple) else value


def tried(first: str) -> Iterator[tuple[str, Call]]:
    accepted = [(call.name, call.made) for call in judged_calls(first) if call.happened != RAISED]
    yield from accepted
    for name, made in islice(accepted, _RECAST):
        for kind in "bic":
            keywords = {key: recast(value, kind) for key, value in made.keywords.items()}
            yield name, replace(made, arguments=recast(made.arguments, kind), keywords=keywords)


def agrees(said: Any, happened: Any) -> bool:
    """Tell whether the kinds that a result says are those that happened; it may say nothing of one."""
    if isinstance(said, (list, tuple)) and isinstance(happened, list):
        return all(map(agrees, said, happened))
    kind = said.kind if isinstance(said, Array) else None
    return kind is None or not isinstance(happened, str) or ("i" if kind == "u" else kind) == happened


def other(said: Any) -> Any:
    """Give a result with a wrong kind wherever it says one."""
    if isinstance(said, (list, tuple)):
        return [other(item) for item in said]
    return replace(said, kind="S") if isinstance(said, Array) and said.kind else said


@cache
def _happened(first: str) -> tuple[tuple[str, Call, Any], ...]:
    calls = ((name, made, run(name, made)) for name, made in tried(first))
    return tuple((name, made, kinds_of(result)) for name, made, result in calls if result is not RAISED)


def wrong_kinds(first: str, change: Callable[[Any], Any] = lambda said: said) -> list[str]:
    """Give the calls for which NumPy's kinds are not those of the rule, of which the result may be changed before."""
    found = []
    for name, made, happened in _happened(first):
        outcome = apply(DISTINCT[first], made.arguments, made.keywords)
        if decide_all(outcome.claims) is not Verdict.NO and not agrees(change(outcome.result), happened):
            found.append(f"{name}{made}: rule {outcome.result}, NumPy {happened}")
    return found


def says_kinds(first: str) -> bool:
    """Tell whether the rule says a kind that can be compared in any of the calls."""
    outcomes = ((apply(DISTINCT[first], made.arguments, made.keywords), kinds) for _, made, kinds in _happened(first))
    return any(
        decide_all(said.claims) is not Verdict.NO and not agrees(other(said.result), kinds) for said, kinds in outcomes
    )
