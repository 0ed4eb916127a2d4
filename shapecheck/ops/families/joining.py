"""Joining arrays along an axis, an old or a new one."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from shapecheck.core.array import Array, Bare, Quantity
from shapecheck.core.claims import AtLeast, RankIs, Valid
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, common_kind, filled, kind_of, same_shape, sequence, sizes_of
from shapecheck.ops.families.building import at_least_axes
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import UNKNOWN, Unknown, Value


def _joined(operands: Sequence[Array], axis: Value, claims: Claims, times: Size = 1) -> Shape:
    """Give the shape of arrays joined along an axis: that axis summed, the others equal. None joins all elements.

    There are all of them as many `times`.
    """
    if not operands:
        raise Refuted(Valid(Phrase("at least one array is needed")))
    if axis is None:
        return Shape((times * reduce(add, [product(sizes_of(operand)) for operand in operands]),))
    first = operands[0]
    if isinstance(axis, Unknown):
        raise Undetermined
    claims.require(RankIs(first, 1))
    position = axis_of(first, axis, claims)
    for other in operands[1:]:
        same_shape(first, other, claims, but=position)
    sizes = sizes_of(first)
    total = times * reduce(add, [sizes_of(operand)[position] for operand in operands])
    return Shape((*sizes[:position], total, *sizes[position + 1 :]))


def _arrays(value: Value, claims: Claims) -> tuple[list[Array], Size]:
    """Give the arrays of a list, and how often there are these: of an array whose first size is open one part."""
    if isinstance(value, Array) and value.shape.rank and isinstance(value.shape.before[0], Dim):
        count, *rest = value.shape.before
        claims.require(AtLeast(Quantity(count, Phrase("the number of arrays")), 1))
        return [Array(Shape(tuple(rest)), value.kind, value.name)], count
    return [array(item) for item in sequence(value)], 1


def _outcome(
    operands: Sequence[Array], axis: Value, claims: Claims, times: Size = 1, dtype: Value = None, out: Value = None
) -> Outcome:
    shape = _joined(operands, axis, claims, times)
    return Outcome(filled(out, shape, kind_of(dtype, common_kind(*operands)), claims), tuple(claims))


def _one_of(out: Value, dtype: Value) -> None:
    if isinstance(out, Unknown) or isinstance(dtype, Unknown):
        return
    if out is not None and dtype is not None:
        raise Refuted(Valid(Phrase("only one of out and dtype can be given")))


@rule("numpy.concatenate", "numpy.concat", form=Phrase("axis summed, the others agree; axis None joins all elements"))
def concatenate(
    arrays: Value,
    axis: Value = 0,
    out: Value = None,
    *,
    dtype: Value = None,
    casting: Value = "same_kind",
) -> Outcome:
    """Rule of `numpy.concatenate((a, b))`."""
    _one_of(out, dtype)
    claims = Claims()
    operands, times = _arrays(arrays, claims)
    return _outcome(operands, axis, claims, times, dtype, out)


@rule("numpy.stack", form=Phrase("all agree; a new axis of as many as there are"))
def stack(
    arrays: Value,
    axis: Value = 0,
    out: Value = None,
    *,
    dtype: Value = None,
    casting: Value = "same_kind",
) -> Outcome:
    """Rule of `numpy.stack((a, b))`."""
    _one_of(out, dtype)
    claims = Claims()
    operands, times = _arrays(arrays, claims)
    if not operands:
        raise Refuted(Valid(Phrase("at least one array is needed")))
    for other in operands[1:]:
        same_shape(operands[0], other, claims)
    position = axis_of(operands[0], axis, claims, extra=1)
    sizes = sizes_of(operands[0])
    shape = Shape((*sizes[:position], times * len(operands), *sizes[position:]))
    return Outcome(filled(out, shape, kind_of(dtype, common_kind(*operands)), claims), tuple(claims))


@rule("numpy.hstack", form=Phrase("as concatenate along axis 1, of vectors along axis 0"))
def hstack(tup: Value, *, dtype: Value = None, casting: Value = "same_kind") -> Outcome:
    """Rule of `numpy.hstack((a, b))`."""
    claims = Claims()
    found, times = _arrays(tup, claims)
    operands = [at_least_axes(operand, 1) for operand in found]
    return _outcome(operands, 0 if operands and len(sizes_of(operands[0])) == 1 else 1, claims, times, dtype)


@rule("numpy.vstack", "numpy.row_stack", form=Phrase("as concatenate along axis 0, vectors as rows"))
def vstack(tup: Value, *, dtype: Value = None, casting: Value = "same_kind") -> Outcome:
    """Rule of `numpy.vstack((a, b))`."""
    claims = Claims()
    operands, times = _arrays(tup, claims)
    return _outcome([at_least_axes(operand, 2) for operand in operands], 0, claims, times, dtype)


@rule("numpy.dstack", form=Phrase("as concatenate along axis 2, after atleast_3d"))
def dstack(tup: Value) -> Outcome:
    """Rule of `numpy.dstack((a, b))`."""
    claims = Claims()
    operands, times = _arrays(tup, claims)
    return _outcome([at_least_axes(operand, 3) for operand in operands], 2, claims, times)


@rule("numpy.column_stack", form=Phrase("as concatenate along axis 1, vectors as columns"))
def column_stack(tup: Value) -> Outcome:
    """Rule of `numpy.column_stack((a, b))`."""
    operands, claims = [], Claims()
    found, times = _arrays(tup, claims)
    for operand in found:
        sizes = sizes_of(operand)
        columns = (*sizes, 1, 1)[:2]
        name = f"{operand.name}[:, None]" if operand.name else ""
        operands.append(operand if len(sizes) > 1 else Array(Shape(columns), operand.kind, name))
    return _outcome(operands, 1, claims, times)


@rule("numpy.append", form=Phrase("as concatenate; axis None joins all elements"))
def append(arr: Value, values: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.append(arr, values)`."""
    return _outcome((array(arr), array(values)), axis, Claims())


@rule(
    "numpy.block",
    form=Phrase("the innermost lists joined along the last axis, the next along the one before"),
    bare=Bare.ARRAY,
)
def block(arrays: Value) -> Outcome:
    """Rule of `numpy.block([[a, b], [c, d]])`."""
    leaves: list[Array] = []
    depth = _depth(arrays, leaves)
    rank = max(depth, *(len(sizes_of(leaf)) for leaf in leaves))
    claims = Claims()
    return Outcome(_block(arrays, depth, rank, claims), tuple(claims))


def _depth(item: Value, leaves: list[Array]) -> int:
    """Give how deep the lists are, the same everywhere; gather the arrays in them."""
    if isinstance(item, tuple):
        raise Refuted(Valid(Phrase("blocks are arranged in lists, not in tuples")))
    if isinstance(item, Unknown):
        raise Undetermined
    if not isinstance(item, list):
        leaves.append(array(item))
        return 0
    depths = {_depth(part, leaves) for part in item}
    if len(depths) != 1:
        raise Refuted(
            Valid(Phrase("the lists of blocks differ in depth") if depths else Phrase("a list of blocks is empty"))
        )
    return 1 + depths.pop()


def _block(item: Value, depth: int, rank: int, claims: Claims) -> Array:
    if not isinstance(item, list):
        own = array(item)
        sizes = sizes_of(own)
        return Array(Shape((1,) * (rank - len(sizes)) + sizes), own.kind, own.name)
    parts = [_block(part, depth - 1, rank, claims) for part in item]
    return Array(_joined(parts, -depth, claims), common_kind(*parts))


@rule("numpy.unstack", form=Phrase("as many as the size of axis, each without it"))
def unstack(x: Value, /, *, axis: Value = 0) -> Outcome:
    """Rule of `numpy.unstack(x)`."""
    if not isinstance(x, (Array, Unknown)):
        raise Refuted(Valid(Phrase("x must be an array (got {kind})", kind=type(x).__name__)))
    operand = array(x)
    claims = Claims()
    claims.require(RankIs(operand, 1))
    if isinstance(axis, (list, tuple)) and len(axis) == 1:
        (axis,) = axis
    position = axis_of(operand, axis, claims)
    sizes = sizes_of(operand)
    count = sizes[position]
    if isinstance(count, Dim):
        return Outcome(UNKNOWN, tuple(claims))
    part = Array(Shape(sizes[:position] + sizes[position + 1 :]), operand.kind)
    return Outcome((part,) * count, tuple(claims))
