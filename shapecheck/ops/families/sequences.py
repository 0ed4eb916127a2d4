"""Sequences of numbers: `arange`, `linspace` and their like."""

from math import ceil, isfinite
from types import EllipsisType

from shapecheck.core.array import Array, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import AtLeast, InRange, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, maximum
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, flag, fraction_kind, fresh_size, integer, kind_of, whole_number
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import Unknown, Value


@rule("numpy.arange", form=Phrase("(ceil((stop - start) / step),), or (0,)"))
def arange(
    start: Value | EllipsisType = ...,
    stop: Value = None,
    step: Value = None,
    dtype: Value = None,
    *,
    device: Value = None,
    like: Value = None,
) -> Outcome:
    """Rule of `numpy.arange(start, stop, step)`; an ellipsis for `start` says that it is not given."""
    if start is ... and stop is None:
        raise Refuted(Valid(Phrase("arange needs a stop")))
    first, last = (0, start) if stop is None else (0 if start is ... else start, stop)
    numbers = (first, last, 1 if step is None else step)
    claims = Claims()
    if any(isinstance(number, str) for number in numbers) and dtype is not None and kind_of(dtype) in {None, "M", "m"}:
        raise Undetermined  # dates
    kinds = {_number_kind(number, claims) for number in numbers}
    default = None if None in kinds else "f" if "f" in kinds else "i"
    size = _count(*numbers)
    fresh: tuple[Symbol, ...] = ()
    if size is None:
        size, own = fresh_size("arange_size")
        fresh = (own,)
    kind = kind_of(dtype, default)
    if kind == "b":
        claims.require(InRange(size, 0, 3, Phrase("the size of a sequence of booleans")))
    return Outcome(Array(Shape((size,)), kind), tuple(claims), fresh)


def _number_kind(number: Value, claims: Claims) -> str | None:
    """Give the kind of a bound; refuse what is not a number."""
    if isinstance(number, Array):
        claims.require(RankIs(number, 0, 0))
        return number.kind
    if isinstance(number, (int, Dim)):
        return "i"
    if isinstance(number, float):
        return "f"
    if isinstance(number, (Unknown, complex)):
        return None
    raise Refuted(Valid(Phrase("a bound must be a number (got {kind})", kind=type(number).__name__)))


def _count(start: Value, stop: Value, step: Value) -> Size | None:
    """Give how many numbers there are, or None when that is not known."""
    if isinstance(step, (int, float)) and step == 0:
        raise Refuted(Valid(Phrase("the step must not be 0")))
    if isinstance(start, (int, float)) and isinstance(stop, (int, float)) and isinstance(step, (int, float)):
        if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
            return max(-((start - stop) // step), 0)
        count = (stop - start) / step
        if not isfinite(count):
            raise Refuted(Valid(Phrase("the number of elements must be finite")))
        return max(ceil(count), 0)
    if not (isinstance(start, (int, Dim)) and isinstance(stop, (int, Dim)) and isinstance(step, (int, Dim))):
        return None
    if at_least(step, 1) is Verdict.YES:
        distance = _not_negative(stop - start)
    elif at_least(-1, step) is Verdict.YES:
        distance, step = _not_negative(start - stop), -step
    else:
        return None
    return -(-distance // step)


def _not_negative(number: Size) -> Size:
    return number if at_least(number, 0) is Verdict.YES else maximum(number, 0)


def whole(value: Value, what: str) -> Size:
    """Give how many numbers `arange` gives up to a number: as it is a size, or 0."""
    size = _count(0, value, 1)
    if size is None:
        whole_number(value, what)
        raise Undetermined
    return size


@rule("numpy.linspace", form=Phrase("broadcast of start and stop, with num at axis; with retstep the step too"))
def linspace(
    start: Value,
    stop: Value,
    num: Value = 50,
    endpoint: Value = True,
    retstep: Value = False,
    dtype: Value = None,
    axis: Value = 0,
    *,
    device: Value = None,
) -> Outcome:
    """Rule of `numpy.linspace(start, stop, num)`."""
    claims = Claims()
    count, shape, samples = _samples((start, stop), num, axis, dtype, claims)
    if not flag(retstep):
        return Outcome(samples, tuple(claims))
    # Without two different samples the step is a number, not a number for each pair of ends.
    several = at_least(count - 1 if flag(endpoint) else count, 1)
    step = SCALAR if several is Verdict.NO else shape
    if several is Verdict.UNKNOWN and shape != SCALAR:
        step = UNKNOWN_SHAPE
    return Outcome((samples, Array(step)), tuple(claims))


@rule("numpy.logspace", form=Phrase("broadcast of start, stop and base, with num at axis"))
def logspace(
    start: Value,
    stop: Value,
    num: Value = 50,
    endpoint: Value = True,
    base: Value = 10.0,
    dtype: Value = None,
    axis: Value = 0,
) -> Outcome:
    """Rule of `numpy.logspace(start, stop, num)`."""
    claims = Claims()
    return Outcome(_samples((start, stop, base), num, axis, dtype, claims)[2], tuple(claims))


@rule("numpy.geomspace", form=Phrase("broadcast of start and stop, with num at axis"))
def geomspace(
    start: Value, stop: Value, num: Value = 50, endpoint: Value = True, dtype: Value = None, axis: Value = 0
) -> Outcome:
    """Rule of `numpy.geomspace(start, stop, num)`."""
    claims = Claims()
    return Outcome(_samples((start, stop), num, axis, dtype, claims)[2], tuple(claims))


def _samples(
    ends: tuple[Value, ...], num: Value, axis: Value, dtype: Value, claims: Claims
) -> tuple[Size, Shape, Array]:
    """Give the number of samples, the shape of one, and the array of all."""
    count = integer(num, "num")
    claims.require(AtLeast(Quantity(count, "num"), 0))
    operands = [array(end) for end in ends]
    kind = kind_of(dtype, fraction_kind(*operands))
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    if shape.run is not None:
        if axis != 0:
            raise Undetermined
        return count, shape, Array(Shape((count, *shape.before), shape.run, shape.after), kind)
    if not isinstance(axis, (int, Dim)):
        raise Undetermined
    place = axis_of(Array(shape), axis, claims, extra=1)
    return count, shape, Array(Shape((*shape.before[:place], count, *shape.before[place:])), kind)
