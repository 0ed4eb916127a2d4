"""The one judge: decides a claim for every value of its symbols."""

from collections.abc import Iterable
from typing import assert_never

from shapecheck.core.array import Array
from shapecheck.core.claims import (
    Agree,
    AtLeast,
    Broadcastable,
    Claim,
    Depends,
    Distinct,
    Divides,
    InRange,
    IsOne,
    RankIs,
    SameRank,
    StretchesTo,
    Valid,
)
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Size
from shapecheck.core.verdict import Verdict, all_of, any_of

__all__ = ["decide", "decide_all", "first_failed"]


def decide(claim: Claim) -> Verdict:
    """Tell whether a claim holds: YES for every value of the symbols, NO for none, else UNKNOWN."""
    match claim:
        case Agree(left, right):
            return compare(left.size, right.size)
        case IsOne(value):
            return compare(value.size, 1)
        case Broadcastable(left, right):
            sizes = left.size, right.size
            return any_of((compare(*sizes), compare(sizes[0], 1), compare(sizes[1], 1)))
        case StretchesTo(source, target):
            return any_of((compare(source.size, target.size), compare(source.size, 1)))
        case RankIs(operand, least, most):
            return _rank_is(operand, least, most)
        case SameRank(left, right):
            return _same_rank(left, right)
        case InRange(value, low, high):
            return all_of((at_least(value, low), _less(value, high)))
        case AtLeast(value, least):
            return at_least(value.size, least)
        case Distinct(values):
            pairs = ((a, b) for i, a in enumerate(values) for b in values[:i])
            return _negate(any_of(compare(a, b) for a, b in pairs))
        case Divides(divisor, dividend):
            if divisor.size == 0:
                return Verdict.NO
            # A remainder says nothing of a divisor of 0.
            return all_of((compare(dividend.size % divisor.size, 0), _not_zero(divisor.size)))
        case Valid():
            return Verdict.NO
        case Depends():
            return Verdict.UNKNOWN
        case _:
            assert_never(claim)


def decide_all(claims: Iterable[Claim]) -> Verdict:
    """Tell whether all of the claims hold."""
    return all_of(decide(claim) for claim in claims)


def first_failed(claims: Iterable[Claim]) -> Claim | None:
    """Give the first claim that is false for every value of the symbols."""
    return next((claim for claim in claims if decide(claim) is Verdict.NO), None)


def _not_zero(size: Size) -> Verdict:
    return _negate(compare(size, 0))


def _less(value: Size, bound: Size) -> Verdict:
    return _negate(at_least(value, bound))


def _negate(verdict: Verdict) -> Verdict:
    if verdict is Verdict.UNKNOWN:
        return verdict
    return Verdict.NO if verdict is Verdict.YES else Verdict.YES


def _rank_is(operand: Array, least: int, most: int | None) -> Verdict:
    rank = operand.shape.rank
    if rank is not None:
        return Verdict.YES if least <= rank and (most is None or rank <= most) else Verdict.NO
    if most is not None and operand.shape.least_rank > most:
        return Verdict.NO
    return Verdict.YES if most is None and operand.shape.least_rank >= least else Verdict.UNKNOWN


def _same_rank(left: Array, right: Array) -> Verdict:
    ranks = left.shape.rank, right.shape.rank
    if None not in ranks:
        return Verdict.YES if ranks[0] == ranks[1] else Verdict.NO
    if left.shape.run == right.shape.run and left.shape.run != "...":
        # A named run is the same axes in both.
        return Verdict.YES if left.shape.least_rank == right.shape.least_rank else Verdict.NO
    for known, other in ((ranks[0], right), (ranks[1], left)):
        if known is not None and other.shape.least_rank > known:
            return Verdict.NO
    return Verdict.UNKNOWN
