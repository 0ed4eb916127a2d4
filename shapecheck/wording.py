"""The words for claims: what failed, and what must hold. Every message about a shape is worded here."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import assert_never

from shapecheck.core.array import Array, Axis, Origin, Place, Quantity
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
from shapecheck.core.shape import Shape, print_sizes
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.language import said, say

__all__ = ["comparison", "condition", "diagnose", "failure", "fits", "listed", "operand_line", "unpacking"]


def failure(claim: Claim) -> str:
    """Word a claim that fails: `inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A)`."""
    match claim:
        case Agree(left, right, what):
            return say("{what} differ: {left} != {right}", what=what, left=_sized(left), right=_sized(right))
        case IsOne(value, why):
            return say("{place} must be 1 (got {size}): {why}", place=_place(value), size=value.size, why=why)
        case Broadcastable(left, right):
            return say("sizes differ and neither is 1: {left} != {right}", left=_sized(left), right=_sized(right))
        case StretchesTo(source, target):
            return say(
                "sizes differ and the source is not 1: {left} != {right}", left=_sized(source), right=_sized(target)
            )
        case RankIs(operand, least, most):
            return say(
                "{name} must have {wanted} (got {rank}: {shape})",
                name=_name(operand),
                wanted=_ranks(least, most),
                rank=_rank(operand),
                shape=operand.shape,
            )
        case SameRank(left, right):
            return say(
                "ranks differ: {left_rank} ({left}) != {right_rank} ({right})",
                left_rank=_rank(left),
                left=_name(left),
                right_rank=_rank(right),
                right=_name(right),
            )
        case InRange(low=low, high=high) if low == high:
            return _of_nothing(claim)
        case InRange(value, low, high, what, None):
            return say("{what} must be {range} (got {value})", what=what, range=_range(low, high), value=value)
        case InRange(value, low, high, what, of):
            return say(
                "{what} must be {range} for {of} (got {value})",
                what=what,
                range=_range(low, high),
                of=_of(of),
                value=value,
            )
        case AtLeast(value, least):
            return say("{what} must be at least {least} (got {size})", what=value.what, least=least, size=value.size)
        case Distinct(values, what):
            return say("{what} must differ (got {values})", what=what, values=", ".join(map(str, values)))
        case Divides(divisor, dividend):
            return _is_multiple(divisor, dividend, holds=False)
        case Valid(problem):
            return str(said(problem))
        case Depends(what):
            return say("does not hold: {what}", what=what)
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
            return _stretchable(left, right) or say(
                "{left} = {right}, or one of them is 1", left=_sized(left), right=_sized(right)
            )
        case StretchesTo(source, target):
            if not isinstance(target.size, Dim):
                return say("{source} is {size} or 1", source=_sized(source), size=target.size)
            return say("{source} = {target}, or the former is 1", source=_sized(source), target=_sized(target))
        case RankIs(operand, least, most):
            return say("{name} has {wanted}", name=_name(operand), wanted=_ranks(least, most))
        case SameRank(left, right):
            return say("{left} and {right} have equally many axes", left=_name(left), right=_name(right))
        case InRange(value, low, high, what, None):
            return say("{what} {value} is {range}", what=what, value=value, range=_range(low, high))
        case InRange(value, low, high, what, of):
            return say(
                "{what} {value} is {range} for {of}", what=what, value=value, range=_range(low, high), of=_of(of)
            )
        case AtLeast(value, least):
            return say("{what}, {size}, is at least {least}", what=value.what, size=value.size, least=least)
        case Distinct(values, what):
            return say("{what} {values} differ", what=what, values=", ".join(map(str, values)))
        case Divides(divisor, dividend):
            return _is_multiple(divisor, dividend, holds=True)
        case Valid(problem) | Depends(problem):
            return str(said(problem))
        case _:
            assert_never(claim)


def diagnose(claim: Claim, operation: str, operands: Sequence[Array], help: str | None = None) -> Diagnostic:  # noqa: A002
    """Word a failed claim of an operation on these operands."""
    return Diagnostic(operation, failure(claim), tuple(operand_line(operand) for operand in operands), help)


def unpacking(text: str, given: Size | None, wanted: int, *, starred: bool = False) -> str:
    """Word a value that is unpacked into the wrong number of names.

    Examples
    --------
    >>> unpacking("X.shape", 1, 2)
    'counts differ: 1 (values of X.shape) != 2 (names on the left)'
    """
    if given is None:
        return say("{text} is a number, which has no axis to unpack", text=text)
    if starred:
        return say(
            "counts differ: {given} (values of {text}) != at least {wanted} (names on the left)",
            given=given,
            text=text,
            wanted=wanted,
        )
    return say(
        "counts differ: {given} (values of {text}) != {wanted} (names on the left)",
        given=given,
        text=text,
        wanted=wanted,
    )


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


def fits(code: str, shape: object = None) -> str:
    """Word the help that something fits, with the shape of its result where that is an array of which it is known."""
    if shape is None or (isinstance(shape, Shape) and shape.rank is None):
        return say("`{code}` fits", code=code)
    return say("`{code}` fits, and its shape is {shape}", code=code, shape=shape)


def listed(parts: Iterable[str]) -> str:
    """Return parts of a sentence one behind the other; nothing where there are none.

    Examples
    --------
    >>> listed(["n is 3", "m is 4"])
    'n is 3, m is 4'
    """
    found = list(parts)
    return reduce(lambda left, right: say("{left}, {right}", left=left, right=right), found) if found else ""


def operand_line(operand: Array, place: Callable[[str | None, int], str] | None = None) -> OperandLine:
    """Give an operand with its shape and where each of its sizes comes from; `place` words a line of a file."""
    found: dict[Origin, list[str]] = {}
    for axis, (size, origin) in enumerate(zip(operand.shape.before, operand.origins, strict=False)):
        if origin is not None and origin != Origin.of_axis(axis, operand.name):
            found.setdefault(origin, []).append(str(size))
    origins = [_from(sizes, origin, place) for origin, sizes in found.items()]
    return OperandLine(str(said(operand.name)), str(operand.shape), reduce(_beside, origins) if origins else "")


def _beside(left: str, right: str) -> str:
    return say("{left}; {right}", left=left, right=right)


def _from(sizes: Sequence[str], origin: Origin, place: Callable[[str | None, int], str] | None) -> str:
    """Word where sizes come from: `4 from layer_dims[2], line 12`; of a number in the source `4 from line 12`."""
    listed = ", ".join(sizes)
    if place is None or origin.line is None:
        return say("{sizes} from {origin}", sizes=listed, origin=origin.words)
    line = place(origin.path, origin.line)
    if set(sizes) == {origin.text}:
        return say("{sizes} from {origin}", sizes=listed, origin=line)
    return say("{sizes} from {origin}, {line}", sizes=listed, origin=origin.text, line=line)


def _stretchable(left: Axis, right: Axis) -> str | None:
    """Word the condition that two axes broadcast, where one is a number: `m (axis 1 of Z) is 4 or 1`."""
    for number, other in ((left, right), (right, left)):
        if not isinstance(number.size, Dim):
            return say(
                "{other} is {size} or 1, as {place} is {size}",
                other=_sized(other),
                size=number.size,
                place=_place(number),
            )
    return None


def _is_multiple(divisor: Quantity, dividend: Place, *, holds: bool) -> str:
    one, other = _sized(dividend), _sized(divisor)
    if holds:
        return say("{dividend} is a multiple of {divisor}", dividend=one, divisor=other)
    return say("{dividend} is not a multiple of {divisor}", dividend=one, divisor=other)


def _name(operand: Array) -> str:
    if operand.name:
        return str(said(operand.name))
    return say("a number") if operand.shape.rank == 0 else say("the array {shape}", shape=operand.shape)


def _sized(place: Place) -> str:
    return say("{size} ({place})", size=place.size, place=_place(place))


def _place(place: Place) -> str:
    if isinstance(place, Axis):
        return say("axis {axis} of {name}", axis=place.axis, name=_name(place.operand))
    return str(said(place.what))


def _of(of: Array | Axis | None) -> str:
    assert of is not None
    if isinstance(of, Axis):
        return _place(of)
    return say("{name} with {rank}", name=_name(of), rank=_rank(of))


def _of_nothing(claim: InRange) -> str:
    """Say that there is nothing to choose from."""
    match claim.of:
        case None:
            why = say("no value is possible")
        case Axis():
            why = say("{place} is empty", place=_place(claim.of))
        case _:
            why = say("{name} has no axes", name=_name(claim.of))
    return say("{what} {value} is out of range: {why}", what=claim.what, value=claim.value, why=why)


def _range(low: Size, high: Size) -> str:
    last = high - 1
    return say("{size}", size=low) if low == last else say("from {low} to {last}", low=low, last=last)


def _ranks(least: int, most: int | None) -> str:
    if most is None:
        return say("at least {count}", count=_axes(least))
    return _axes(least) if least == most else say("{least} to {most}", least=least, most=_axes(most))


def _rank(operand: Array) -> str:
    rank = operand.shape.rank
    return say("unknown rank") if rank is None else _axes(rank)


def _axes(count: int) -> str:
    return say("1 axis") if count == 1 else say("{count} axes", count=count)
