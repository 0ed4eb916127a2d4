"""Laws that hold for every rule, tried on calls that NumPy has judged: symbols agree with numbers, faults are found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Any

from calls import CALLS
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from oracle import RAISED, Call, agree, judge, ruled

from shapecheck.core import Array, Dim, Shape, Verdict, decide_all, symbol
from shapecheck.core.claims import Valid
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.table import RULES
from shapecheck.ops.values import UNKNOWN

EXAMPLES = settings().max_examples  # of the profile

# A function that follows the rule of another is tried under its own name by the oracle; a law is tried once a rule.
# A rule without calls is of names that the NumPy installed does not have: the oracle's tests see to that.
DISTINCT: dict[str, Rule] = {
    rule.names[0]: rule for rule in dict.fromkeys(RULES.values()) if any(name in CALLS for name in rule.names)
}


@dataclass(frozen=True)
class Judged:
    """A generated call of a rule, under one of its names, and what NumPy makes of it."""

    name: str
    made: Call
    happened: Any


@cache
def judged_calls(first: str) -> tuple[Judged, ...]:
    """Give calls of the rule of that first name: always the same, so that a fault is found each time or never."""
    names = [name for name in DISTINCT[first].names if name in CALLS]
    found: list[Judged] = []

    @settings(phases=(Phase.generate,), database=None, derandomize=True, max_examples=EXAMPLES * 2 // 3)
    @given(st.sampled_from(names).flatmap(lambda name: st.tuples(st.just(name), CALLS[name])))
    def collect(pair):
        found.append(Judged(*pair, judge(*pair)))

    collect()
    return tuple(found)


# Symbols ---------------------------------------------------------------------------------------------------------


class Symbols:
    """Puts symbols in the place of sizes: one for each size, or one for each axis. A size of 0 stays."""

    def __init__(self, *, each_axis: bool) -> None:
        self.each_axis = each_axis
        self.values: dict[Dim, int] = {}
        self.numbers = count()

    def __call__(self, value: Any) -> Any:
        if isinstance(value, Array):
            return replace(value, shape=value.shape.map(self._size))
        return type(value)(map(self, value)) if isinstance(value, (list, tuple)) else value

    def _size(self, size: int) -> Dim | int:
        if size == 0:
            return 0
        made = symbol(f"axis_{next(self.numbers)}" if self.each_axis else f"size_{size}")
        self.values[made] = size
        return made


class Unsaid:
    """Stands for a result of which the rule does not know the rank."""


def substituted(result: Any, values: dict[Dim, int]) -> Any:
    """Give the shape of a symbolic result with numbers put back, in the form of `oracle.judge`."""
    if result is UNKNOWN or (isinstance(result, Array) and result.shape.run is not None):
        return Unsaid
    if isinstance(result, Array):
        return result.shape.substitute(values).sizes
    if isinstance(result, (tuple, list)):
        return [substituted(item, values) for item in result]
    return None if result is None else ()


def covers(said: Any, happened: Any) -> bool:
    if said is Unsaid:
        return True
    if isinstance(said, list):
        return isinstance(happened, list) and len(said) == len(happened) and all(map(covers, said, happened))
    return agree(said, happened)


@cache
def symbols_say(first: str, *, each_axis: bool) -> bool:
    """Check a rule with symbols; tell whether it says anything of a call that NumPy takes."""
    heard = [(call, _check(DISTINCT[first], call, each_axis)) for call in judged_calls(first)]
    return any(says for call, says in heard if call.happened != RAISED)


def _check(rule: Rule, call: Judged, each_axis: bool) -> bool:
    """Require what the rule says with symbols to agree with NumPy on numbers; tell whether it says anything."""
    put = Symbols(each_axis=each_axis)
    keywords = {key: put(value) for key, value in call.made.keywords.items()}
    outcome = apply(rule, put(call.made.arguments), keywords)
    verdict = decide_all(outcome.claims)
    where = f"{call.name}{call.made}: {outcome} with {put.values}, NumPy {call.happened}"
    if verdict is Verdict.NO:
        assert call.happened == RAISED, f"refuted with symbols, but possible: {where}"
        return True
    unsaid = substituted(outcome.result, {}) is Unsaid
    if call.happened == RAISED:
        assert unsaid or verdict is Verdict.UNKNOWN, f"proved with symbols, but refused: {where}"
    else:
        said = substituted(outcome.result, put.values)
        assert covers(said, call.happened), f"the result with numbers put back is {said}: {where}"
    return not unsaid


# Faults ----------------------------------------------------------------------------------------------------------


def _in_arrays(change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Callable[[Outcome], Outcome]:
    def changed(result: Any) -> Any:
        if isinstance(result, Array) and result.shape.sizes:
            return replace(result, shape=Shape(change(result.shape.sizes)))
        return [changed(item) for item in result] if isinstance(result, (tuple, list)) else result

    return lambda outcome: replace(outcome, result=changed(outcome.result))


FAULTS: dict[str, Callable[[Outcome], Outcome]] = {
    "the last axis is dropped": _in_arrays(lambda sizes: sizes[:-1]),
    "the sizes are reversed": _in_arrays(lambda sizes: sizes[::-1]),
    "a size is 1 too many": _in_arrays(lambda sizes: (*sizes[:-1], sizes[-1] + 1)),
    "all claims are dropped": lambda outcome: replace(outcome, claims=()),
    "a claim is added that fails": lambda outcome: replace(outcome, claims=(*outcome.claims, Valid("planted"))),
}


def says(outcome: Outcome) -> Any:
    """Give what the oracle reads of an outcome; an outcome that it refuses to read agrees with nothing."""
    try:
        return ruled(outcome)
    except AssertionError:
        return "unreadable"


def _seen(said: Any) -> Any:
    """Give what the oracle can tell apart: a size that depends on data is like any other."""
    if isinstance(said, (tuple, list)):
        return [_seen(item) for item in said]
    return "any" if isinstance(said, Dim) else said


@cache
def faults_found(first: str) -> dict[str, bool]:
    """Tell for each fault that changes what the oracle sees of the rule whether it finds a disagreement.

    It looks no further than the first disagreement.
    """
    found: dict[str, bool] = {}
    for call in judged_calls(first):
        left = [fault for fault in FAULTS if not found.get(fault)]
        if not left:
            break
        outcome = apply(DISTINCT[first], call.made.arguments, call.made.keywords)
        plain = _seen(says(outcome))
        for fault in left:
            mutated = says(FAULTS[fault](outcome))
            if _seen(mutated) != plain:
                found[fault] = not agree(mutated, call.happened)
    return found
