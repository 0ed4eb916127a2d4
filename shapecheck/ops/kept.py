"""Answers that are kept: a call on what another call was given already has the same outcome, and the same verdict.

Programs do the same operations on the same shapes over and over: in each turn of a loop, in each run of a function.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import EllipsisType, NoneType
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import Dim
from shapecheck.core.judge import decide_all, first_failed
from shapecheck.core.verdict import Verdict
from shapecheck.ops.completions import answer
from shapecheck.ops.rule import Outcome, Rule
from shapecheck.ops.values import Dtype, Flat, Unknown, Value

__all__ = ["Judged", "judged"]

_MOST = 8_192  # answers; when there are as many, all are forgotten
_LONGEST = 32  # items of a list that an answer is kept for
_DEEPEST = 3  # lists inside each other
_PLAIN = frozenset({bool, int, float, complex, str, bytes, NoneType, EllipsisType})
_OWN = frozenset({Dim, Dtype, Unknown})  # whose types are part of what they are equal to


class Judged(NamedTuple):
    """The answer to a call: its outcome, the first of its claims that fails, and what becomes of all of them."""

    outcome: Outcome
    failed: Claim | None
    verdict: Verdict


class _NotKept(Exception):
    """Signal: a value by which nothing is kept."""


_kept: dict[object, tuple[Judged, int | None]] = {}  # with which argument the result is, if it is one


def judged(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value], *, anew: bool = False) -> Judged:
    """Answer a call as `completions.answer` does, and judge its claims.

    Parameters
    ----------
    rule, arguments, keywords
        The call.
    anew : bool
        Whether somebody looks into the claims, so that their operands must be the arguments of this very call, and
        no equal ones of another.
    """
    try:
        key = (id(rule), tuple([_key(value, 0) for value in arguments]), _key_of_names(keywords))
    except _NotKept:
        return _judge(rule, arguments, keywords)
    known = _kept.get(key)
    if known is not None:
        found, place = known
        if not found.outcome.claims or not anew:
            result = _renewed(found.outcome.result) if place is None else arguments[place]
            outcome = found.outcome
            return Judged(Outcome(result, outcome.claims, outcome.fresh), found.failed, found.verdict)
        if found.failed is None:
            return Judged(answer(rule, arguments, keywords), None, found.verdict)
        return _judge(rule, arguments, keywords)
    made = _judge(rule, arguments, keywords)
    result = made.outcome.result
    place = next((at for at, value in enumerate(arguments) if value is result), None)
    if isinstance(result, (Array, Unknown)) and not any(value is result for value in keywords.values()):
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = made, place
    return made


def _judge(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Judged:
    outcome = answer(rule, arguments, keywords)
    failed = first_failed(outcome.claims)
    return Judged(outcome, failed, Verdict.NO if failed is not None else decide_all(outcome.claims))


def _renewed(result: Value) -> Value:
    """Give a result that is no other one's: arrays are told apart by their identity."""
    if type(result) is Array:
        return Array(result.shape, result.kind, result.name, result.origins, result.bare, result.supposed)
    return replace(result) if isinstance(result, Array) else result


def _key_of_names(keywords: Mapping[str, Value]) -> object:
    return tuple([(name, _key(value, 0)) for name, value in keywords.items()]) if keywords else ()


def _key(value: Any, depth: int) -> object:
    """Give what tells a value from all others of which a rule may say something else."""
    kind = type(value)
    if isinstance(value, Array) and kind is not Flat:
        shape = value.shape
        sizes = shape.before, shape.run, shape.after
        return kind, sizes, value.kind, value.name, value.origins, value.bare.value, value.supposed
    if kind in _PLAIN:
        return kind, value
    if kind in _OWN:
        return value
    if kind is slice:
        return kind, _key(value.start, depth), _key(value.stop, depth), _key(value.step, depth)
    if (kind is tuple or kind is list) and depth < _DEEPEST and len(value) <= _LONGEST:
        return kind, tuple([_key(item, depth + 1) for item in value])
    raise _NotKept
