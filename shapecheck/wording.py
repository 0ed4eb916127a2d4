"""The words for claims: what failed, and what must hold. Every message about a shape is worded here."""

from collections.abc import Callable, Sequence
from typing import assert_never

from shapecheck.core.array import Array, Axis, Origin, Place
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
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import print_sizes
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.language import say

__all__ = ["comparison", "condition", "diagnose", "failure", "operand_line", "unpacking"]


def failure(claim: Claim) -> str:
    """Word a claim that fails: `inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A)`."""
    match claim:
        case Agree(left, right, what):
            return f"{what} differ: {_sized(left)} != {_sized(right)}"
        case IsOne(value, why):
            return f"{_sized(value)} where 1 is allowed: {why}"
        case Broadcastable(left, right):
            return f"sizes differ and neither is 1: {_sized(left)} != {_sized(right)}"
        case StretchesTo(source, target):
            return f"sizes differ and the source is not 1: {_sized(source)} != {_sized(target)}"
        case RankIs(operand, least, most):
            return f"{_name(operand)} must have {_ranks(least, most)} (got {_rank(operand)}: {operand.shape})"
        case SameRank(left, right):
            return f"ranks differ: {_rank(left)} ({_name(left)}) != {_rank(right)} ({_name(right)})"
        case InRange(value, low, high, what, of) if low == high:
            return f"{what} {value} is out of range: {_nothing(of)}"
        case InRange(value, low, high, what, of):
            return f"{what} must be {_range(low, high)}{_of(of)} (got {value})"
        case AtLeast(value, least):
            return f"{value.what} must be at least {least} (got {value.size})"
        case Distinct(values, what):
            return f"{what} must differ (got {', '.join(map(str, values))})"
        case Divides(divisor, dividend):
            return f"{_sized(dividend)} is not a multiple of {_sized(divisor)}"
        case Valid(problem):
            return problem
        case Depends(what):
            return f"does not hold: {what}"
        case _:
            assert_never(claim)


def condition(claim: Claim) -> str:
    """Word a claim as a condition that is not decided: `n (axis 0 of X) = m (axis 0 of Y)`."""
    match claim:
        case Agree(left, right, _):
            return f"{_sized(left)} = {_sized(right)}"
        case IsOne(value):
            return f"{_sized(value)} = 1"
        case Broadcastable(left, right):
            return _stretchable(left, right) or f"{_sized(left)} = {_sized(right)}, or one of them is 1"
        case StretchesTo(source, target):
            if not isinstance(target.size, Dim):
                return f"{_sized(source)} is {target.size} or 1"
            return f"{_sized(source)} = {_sized(target)}, or the former is 1"
        case RankIs(operand, least, most):
            return f"{_name(operand)} has {_ranks(least, most)}"
        case SameRank(left, right):
            return f"{_name(left)} and {_name(right)} have equally many axes"
        case InRange(value, low, high, what, of):
            return f"{what} {value} is {_range(low, high)}{_of(of)}"
        case AtLeast(value, least):
            return f"{value.what}, {value.size}, is at least {least}"
        case Distinct(values, what):
            return f"{what} {', '.join(map(str, values))} differ"
        case Divides(divisor, dividend):
            return f"{_sized(dividend)} is a multiple of {_sized(divisor)}"
        case Valid(problem) | Depends(problem):
            return problem
        case _:
            assert_never(claim)


def diagnose(claim: Claim, operation: str, operands: Sequence[Array], help: str | None = None) -> Diagnostic:  # noqa: A002
    """Word a failed claim of an operation on these operands."""
    return Diagnostic(operation, failure(claim), tuple(operand_line(operand) for operand in operands), help)


def unpacking(text: str, given: Size, wanted: int, *, starred: bool = False) -> str:
    """Word a value that is unpacked into the wrong number of names.

    Examples
    --------
    >>> unpacking("X.shape", 1, 2)
    'counts differ: 1 (values of X.shape) != 2 (names on the left)'
    """
    least = "at least " if starred else ""
    return f"counts differ: {given} (values of {text}) != {least}{wanted} (names on the left)"


def comparison(left: object, right: object) -> str:
    """Word two values that are not equal, shapes as NumPy prints them.

    Examples
    --------
    >>> comparison((5,), (5, 1)), comparison(2, 3)
    ('(5,) != (5, 1)', '2 != 3')
    """

    def text(value: object) -> str:
        if isinstance(value, Array):
            return str(value.shape)
        if isinstance(value, (tuple, list)) and all(type(size) is int or isinstance(size, Dim) for size in value):
            return print_sizes(tuple(value))
        if isinstance(value, tuple):
            return f"({', '.join(map(text, value))}{',' if len(value) == 1 else ''})"
        return str(value)

    return f"{text(left)} != {text(right)}"


def operand_line(operand: Array, place: Callable[[str | None, int], str] | None = None) -> OperandLine:
    """Give an operand with its shape and where each of its sizes comes from; `place` words a line of a file."""
    found: dict[Origin, list[str]] = {}
    for axis, (size, origin) in enumerate(zip(operand.shape.before, operand.origins, strict=False)):
        if origin is not None and origin.text != f"axis {axis} of {operand.name}":
            found.setdefault(origin, []).append(str(size))
    origins = [_from(sizes, origin, place) for origin, sizes in found.items()]
    return OperandLine(operand.name, str(operand.shape), "; ".join(origins))


def _from(sizes: Sequence[str], origin: Origin, place: Callable[[str | None, int], str] | None) -> str:
    """Word where sizes come from: `4 from layer_dims[2], line 12`; of a number in the source `4 from line 12`."""
    listed = ", ".join(sizes)
    if place is None or origin.line is None:
        return f"{listed} from {origin}"
    written = "" if set(sizes) == {origin.text} else f"{origin.text}, "
    return f"{listed} from {written}{place(origin.path, origin.line)}"


def _stretchable(left: Axis, right: Axis) -> str | None:
    """Word the condition that two axes broadcast, where one is a number: `m (axis 1 of Z) is 4 or 1`."""
    for number, other in ((left, right), (right, left)):
        if not isinstance(number.size, Dim):
            return f"{_sized(other)} is {number.size} or 1, as {_place(number)} is {number.size}"
    return None


def _name(operand: Array) -> str:
    return operand.name or ("a number" if operand.shape.rank == 0 else f"the array {operand.shape}")


def _sized(place: Place) -> str:
    return f"{place.size} ({_place(place)})"


def _place(place: Place) -> str:
    return f"axis {place.axis} of {_name(place.operand)}" if isinstance(place, Axis) else place.what


def _of(of: Array | Axis | None) -> str:
    if of is None:
        return ""
    return f" for {_place(of)}" if isinstance(of, Axis) else f" for {_name(of)} with {_rank(of)}"


def _nothing(of: Array | Axis | None) -> str:
    """Say that there is nothing to choose from."""
    if of is None:
        return "no value is possible"
    return f"{_place(of)} is empty" if isinstance(of, Axis) else f"{_name(of)} has no axes"


def _range(low: Size, high: Size) -> str:
    last = high - 1
    return f"{low}" if low == last else f"from {low} to {last}"


def _ranks(least: int, most: int | None) -> str:
    if most is None:
        return say("at least {count}", count=_axes(least))
    return _axes(least) if least == most else f"{least} to {_axes(most)}"


def _rank(operand: Array) -> str:
    rank = operand.shape.rank
    return "unknown rank" if rank is None else _axes(rank)


def _axes(count: int) -> str:
    return say("1 axis") if count == 1 else say("{count} axes", count=count)
