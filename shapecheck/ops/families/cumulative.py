"""Running along one axis: cumulative sums, differences, gradients, integrals."""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, AtLeast, Depends, RankIs, Valid
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, maximum, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axes_of,
    axis_of,
    filled,
    flag,
    fraction_kind,
    int_of,
    same_shape,
    sizes_of,
    stretch,
    whole_number,
)
from shapecheck.ops.choices import RESULT
from shapecheck.ops.families.reductions import sum_kind, without
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import UNKNOWN, Value


def accumulated_into(out: Value, sizes: tuple[Size, ...], kind: str | None, claims: Claims) -> Array:
    """Give the result of an accumulation, or `out` when the result fits it.

    From two axes up the result is stretched to `out`. Along one axis it must have just its size, but that a result of
    one element is stretched where its elements are cast, and that NumPy 2.4 lets an empty result or `out` pass; it
    dies of an `out` with no axes.
    """
    if isinstance(out, Array) and out.shape.least_rank > len(sizes):
        raise Undetermined  # NumPy takes some of them, until 2.5
    if not isinstance(out, Array):
        return filled(out, Shape(sizes), kind, claims)
    if len(sizes) < 2:
        own = out.shape.before if out.shape.rank == 1 else ()
        may_be_any = own and not (compare(own[0], 0) is Verdict.NO and _are_many(sizes[0]))
        if own != sizes and may_be_any:
            claims.append(Depends(Phrase("the elements are cast, or there are none")))
            return out
        return filled(out, Shape(sizes), kind, claims)
    claims.require(RankIs(out, len(sizes), len(sizes)))
    stretch(Array(Shape(sizes), kind, RESULT), out, claims)
    return out


def _are_many(size: Size) -> bool:
    """Tell whether a size is neither 0 nor 1."""
    return all(compare(size, few) is Verdict.NO for few in (0, 1))


def _one_axis(operand: Array, axis: Value, claims: Claims) -> tuple[Array, int]:
    """Read the array and the axis; a number stands for an array of one."""
    if not sizes_of(operand):
        operand = Array(Shape((1,)), operand.kind, operand.name)
    return operand, axis_of(operand, axis, claims)


@rule(
    *("numpy.cumsum", "numpy.cumprod", "numpy.nancumsum", "numpy.nancumprod", "ndarray.cumsum", "ndarray.cumprod"),
    form=Phrase("the same shape; without an axis, all elements along one"),
    own=False,
)
def cumsum(a: Value, axis: Value = None, dtype: Value = None, out: Value = None) -> Outcome:
    """Rule of `numpy.cumsum(a)`."""
    operand, claims = array(a), Claims()
    if axis is None:
        sizes: tuple[Size, ...] = (product(sizes_of(operand)),)
        if out is not None and sizes == (0,):
            raise Undetermined  # NumPy gives any output back that has no elements either
    else:
        sizes = sizes_of(_one_axis(operand, axis, claims)[0])
    return Outcome(accumulated_into(out, sizes, sum_kind(a, dtype), claims), tuple(claims))


@rule(
    *("numpy.cumulative_sum", "numpy.cumulative_prod"),
    form=Phrase("the same shape; with include_initial the axis has one more"),
)
def cumulative_sum(
    x: Value,
    /,
    *,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    include_initial: Value = False,
) -> Outcome:
    """Rule of `numpy.cumulative_sum(x)`: an axis must be given from two axes up."""
    operand, claims = array(x), Claims()
    if axis is None:
        claims.require(RankIs(operand, 0, 1))
    if isinstance(axis, tuple) and len(axis) == 1:
        (axis,) = axis
    operand, at = _one_axis(operand, 0 if axis is None else axis, claims)
    kind, sizes = sum_kind(x, dtype), sizes_of(operand)
    if not flag(include_initial):
        return Outcome(accumulated_into(out, sizes, kind, claims), tuple(claims))
    if isinstance(out, Array):
        # What is summed goes behind the first element of `out`.
        own = sizes_of(out)
        claims.require(RankIs(out, len(sizes)))
        claims.require(AtLeast(Quantity(own[at], Phrase("the size of axis {axis} of {name}", axis=at, name="out")), 1))
        rest = Array(Shape(_changed(own, at, own[at] - 1)), out.kind, Phrase("the rest of out"))
        accumulated_into(rest, sizes, kind, claims)
        return Outcome(out, tuple(claims))
    return Outcome(filled(out, Shape(_changed(sizes, at, sizes[at] + 1)), kind, claims), tuple(claims))


def _changed(sizes: tuple[Size, ...], axis: int, size: Size) -> tuple[Size, ...]:
    return (*sizes[:axis], size, *sizes[axis + 1 :])


def _less(size: Size, count: int) -> Size:
    return maximum(size - count, 0)


@rule("numpy.diff", form=Phrase("the axis has n fewer; prepend and append add to it"))
def diff(a: Value, n: Value = 1, axis: Value = -1, prepend: Value = ..., append: Value = ...) -> Outcome:
    """Rule of `numpy.diff(a)`."""
    count = int_of(n, "n")
    if count == 0 and not isinstance(a, Array):
        return Outcome(UNKNOWN)  # what is given, a list too, is given back
    operand, claims = array(a), Claims()
    if count == 0:
        return result(operand.shape, (), operand.kind)
    claims.require(AtLeast(Quantity(count, "n"), 0))
    claims.require(RankIs(operand, 1))
    at = axis_of(operand, axis, claims)
    sizes = sizes_of(operand)
    size = sizes[at]
    for value in (prepend, append):
        if value is ...:
            continue
        more = array(value)
        if not sizes_of(more):
            size = size + 1
            continue
        same_shape(operand, more, claims, but=at)
        size = size + sizes_of(more)[at]
    return result(_changed(sizes, at, _less(size, count)), claims, operand.kind)


@rule("numpy.ediff1d", form=Phrase("one fewer than all elements, with those before and behind"))
def ediff1d(ary: Value, to_end: Value = None, to_begin: Value = None) -> Outcome:
    """Rule of `numpy.ediff1d(ary)`."""
    operand = array(ary)
    size = _less(product(sizes_of(operand)), 1)
    for more in (to_begin, to_end):
        if more is not None:
            size = size + product(sizes_of(array(more)))
    return result((size,), (), operand.kind)


@rule("numpy.gradient", form=Phrase("for each axis an array of the same shape"))
def gradient(f: Value, *varargs: Value, axis: Value = None, edge_order: Value = 1) -> Outcome:
    """Rule of `numpy.gradient(f)`: one array for one axis, else a tuple of arrays."""
    operand, claims = array(f), Claims()
    axes = axes_of(operand, axis, claims)
    distances = [array(value) for value in varargs]
    if distances and not (len(distances) == 1 and not sizes_of(distances[0])):
        if len(distances) != len(axes):
            raise Refuted(
                Valid(Phrase("{count} distances are given for {wanted} axes", count=len(distances), wanted=len(axes)))
            )
        for distance, own in zip(distances, axes, strict=True):
            claims.require(RankIs(distance, 0, 1))
            if sizes_of(distance):
                claims.require(Agree(Axis(distance, 0), Axis(operand, own), Phrase("sizes of distances and axis")))
    order = whole_number(edge_order, "edge_order")
    if isinstance(order, Dim):
        raise Undetermined
    if order > 2:
        raise Refuted(Valid(Phrase("edge_order must be 1 or 2 (got {order})", order=order)))
    for own in axes:
        size = Quantity(
            sizes_of(operand)[own],
            Phrase("the size of axis {axis} of {name}", axis=own, name=operand.name or Phrase("the array")),
        )
        claims.require(AtLeast(size, order + 1))
    one = Array(operand.shape, "c" if operand.kind == "c" else "f")
    return Outcome(one if len(axes) == 1 else (one,) * len(axes), tuple(claims))


@rule("numpy.trapezoid", form=Phrase("the axis is dropped, the last by default"))
def trapezoid(y: Value, x: Value = None, dx: Value = 1.0, axis: Value = -1) -> Outcome:
    """Rule of `numpy.trapezoid(y)`: the distances broadcast with the sums of neighbours, then the axis is summed."""
    operand, claims = array(y), Claims()
    at = axis_of(operand, axis, claims)
    sizes = sizes_of(operand)
    if x is None:
        widths = array(dx)
    else:
        points = array(x)
        claims.require(RankIs(points, 1))
        own = sizes_of(points)
        if len(own) == 1:
            shape = Shape((*(1,) * at, _less(own[0], 1), *(1,) * (len(sizes) - at - 1)))
        else:
            other = axis_of(points, axis, claims)
            shape = Shape(_changed(own, other, _less(own[other], 1)))
        widths = Array(shape, points.kind, Phrase("the distances"))
    heights = Array(Shape(_changed(sizes, at, _less(sizes[at], 1))), operand.kind, Phrase("the sums of neighbours"))
    areas, pending = broadcast((widths, heights))
    for claim in pending:
        claims.require(claim)
    found = Array(areas)
    kind = fraction_kind(heights, widths)
    return result(without(sizes_of(found), (axis_of(found, axis, claims),), keepdims=False), claims, kind)
