"""Bits in bytes, and positions in an array as one number or as one for each axis."""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import AtLeast, Claim, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axis_of,
    if_some,
    integer,
    integers,
    option,
    sequence,
    sizes_of,
    written_integers,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def _along(a: Value, axis: Value, claims: Claims) -> tuple[tuple[Size, ...], int]:
    """Give the sizes of an array and its axis; without one those of all elements along one axis."""
    operand = array(a)
    if axis is None:
        return (product(sizes_of(operand)),), 0
    if not sizes_of(operand):
        axis_of(Array(Shape((1,))), axis, claims)
        return (1,), 0
    return sizes_of(operand), axis_of(operand, axis, claims)


def _bit_order(bitorder: Value) -> None:
    if isinstance(bitorder, str) and bitorder[:1] not in ("b", "l"):  # NumPy reads the first letter
        raise Refuted(Valid(Phrase("bitorder must be 'big' or 'little' (got {bitorder!r})", bitorder=bitorder)))


@rule("numpy.packbits", form=Phrase("the axis has an eighth, rounded up; without axis the array is flattened"))
def packbits(a: Value, /, axis: Value = None, bitorder: Value = "big") -> Outcome:
    """Rule of `numpy.packbits(a)`."""
    _bit_order(bitorder)
    if array(a).kind in {"f", "c"}:
        raise Refuted(Valid(Phrase("bits must be integers or booleans")))
    claims = Claims()
    sizes, at = _along(a, axis, claims)
    return result((*sizes[:at], -(-sizes[at] // 8), *sizes[at + 1 :]), claims, "i")


@rule(
    "numpy.unpackbits", form=Phrase("the axis has eight times as many, or count; without axis the array is flattened")
)
def unpackbits(a: Value, /, axis: Value = None, count: Value = None, bitorder: Value = "big") -> Outcome:
    """Rule of `numpy.unpackbits(a)`: a negative count leaves out so many at the end."""
    _bit_order(bitorder)
    if array(a).kind in {"b", "f", "c"}:
        raise Refuted(Valid(Phrase("bits are unpacked from unsigned bytes")))
    claims = Claims()
    sizes, at = _along(a, axis, claims)
    size = 8 * sizes[at]
    if count is not None:
        number = integer(count, "count")
        if at_least(number, 0) is Verdict.YES:
            size = number
        elif at_least(-1, number) is Verdict.YES:
            claims.require(AtLeast(Quantity(size + number, Phrase("bits that are left")), 0))
            size = size + number
        else:
            raise Undetermined
    return result((*sizes[:at], size, *sizes[at + 1 :]), claims, "i")


def _whole(operand: Array) -> None:
    if operand.kind in {"f", "c", "U", "O"}:
        raise Refuted(Valid(Phrase("positions must be integers")))


@rule("numpy.unravel_index", form=Phrase("for each axis an array of the shape of the indices"))
def unravel_index(indices: Value, shape: Value, order: Value = "C") -> Outcome:
    """Rule of `numpy.unravel_index(indices, shape)`."""
    if order not in ("C", "F") and isinstance(order, str):
        raise Refuted(Valid(Phrase("order must be 'C' or 'F' (got {order!r})", order=order)))
    index = array(indices)
    _whole(index)
    sizes = integers(shape, Phrase("a size"))
    claims = Claims()
    if not sizes:
        claims.require(RankIs(index, 0, 0))
    total = Axis(Array(Shape((product(sizes),)), name=Phrase("an array of that shape")), 0)
    some = product(sizes_of(index))
    for value in written_integers(indices):
        claims.require(index_within(value, 0, total.size, total))
    if isinstance(indices, Array) and at_least(some, 1) is Verdict.YES:
        claims.require(AtLeast(Quantity(total.size, Phrase("elements of an array of that shape")), 1))
    return Outcome((Array(index.shape, "i"),) * len(sizes), tuple(claims))


@rule("numpy.ravel_multi_index", form=Phrase("the indices of all axes broadcast"))
def ravel_multi_index(multi_index: Value, dims: Value, mode: Value = "raise", order: Value = "C") -> Outcome:
    """Rule of `numpy.ravel_multi_index((rows, columns), (n, m))`."""
    if isinstance(multi_index, Unknown) or not isinstance(order, str):
        raise Undetermined
    parts = sequence(multi_index)
    operands = [array(part) for part in parts]
    for operand in operands:
        _whole(operand)
    sizes = integers(dims, Phrase("a size"))
    if len(operands) != len(sizes):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be an index for each axis (got {count} for {wanted})",
                    count=len(operands),
                    wanted=len(sizes),
                )
            )
        )
    modes = mode if isinstance(mode, (list, tuple)) else (mode,) * len(sizes)
    for one in modes:
        option(one, ("raise", "wrap", "clip"), "mode")
    option(order, ("C", "F"), "order")
    if len(modes) != len(sizes):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be a mode for each axis (got {count} for {wanted})", count=len(modes), wanted=len(sizes)
                )
            )
        )
    claims = Claims()
    found, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    for part, size, one in zip(parts, sizes, modes, strict=True):
        if one == "raise":
            wanted: list[Claim] = [index_within(value, 0, size) for value in written_integers(part)]
            wanted.append(AtLeast(Quantity(size, Phrase("the size of an axis")), 1))
            if_some(product(sizes_of(Array(found))), claims, wanted, Phrase("the index is in range, or picks nothing"))
    return result(found, claims, "i")
