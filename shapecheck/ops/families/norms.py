"""Numbers that tell of a matrix: norms, conditions, ranks, diagonals and their sums."""

from math import inf

from shapecheck.core.array import Array, Axis, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, Distinct, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, maximum, minimum
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axes_of, axis_of, count_kind, filled, flag, integer, kind_of, sizes_of
from shapecheck.ops.families.reductions import REDUCED, some_along, without
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_MATRIX_ORDERS = (None, "fro", "f", "nuc", 1, -1, 2, -2, inf, -inf)


@rule(
    "numpy.linalg.norm", form=Phrase("(n)->() along one axis, (m,n)->() along two; all elements without axis and ord")
)
def norm(x: Value, ord: Value = None, axis: Value = None, keepdims: Value = False) -> Outcome:
    """Rule of `numpy.linalg.norm(x)`."""
    operand = array(x)
    keep = flag(keepdims)
    if axis is None and ord is None:
        return result((1,) * len(sizes_of(operand)) if keep else (), (), "f")
    return _norm(operand, ord, axis, keep)


def _order(value: Value) -> int | float | str | None:
    """Read the order of a norm."""
    if isinstance(value, (Unknown, Array, Dim)):
        raise Undetermined
    if value is None or isinstance(value, (int, float, str)):
        return value
    raise Undetermined


def _norm(operand: Array, ord_: Value, axis: Value, keep: bool) -> Outcome:
    order = _order(ord_)
    if isinstance(axis, list):
        raise Refuted(Valid(Phrase("axis must be None, an integer or a tuple (got a list)")))
    if isinstance(axis, float) or (isinstance(axis, Array) and axis.kind == "f"):
        raise Undetermined
    claims = Claims()
    axes = axes_of(operand, axis, claims)
    sizes = sizes_of(operand)
    if len(axes) == 1:
        if isinstance(order, str):
            raise Refuted(Valid(Phrase("a vector has no norm of order {order!r}", order=order)))
        if order == -inf:
            some_along(operand, axes, claims)
    elif len(axes) == 2:
        if order not in _MATRIX_ORDERS:
            raise Refuted(Valid(Phrase("a matrix has no norm of order {order!r}", order=order)))
        # The least of the columns' sums, of the rows' sums, of the singular values: there must be one.
        needed: dict[int | float | str | None, tuple[int, ...]] = {-1: axes[1:], -inf: axes[:1], -2: axes}
        some_along(operand, needed.get(order, ()), claims)
    else:
        raise Refuted(Valid(Phrase("a norm is along one axis or two (got {count})", count=len(axes))))
    return result(without(sizes, axes, keep), claims, "f")


@rule("numpy.linalg.matrix_norm", form="(m,n)->()")
def matrix_norm(x: Value, /, *, keepdims: Value = False, ord: Value = "fro") -> Outcome:
    """Rule of `numpy.linalg.matrix_norm(x)`."""
    return _norm(array(x), ord, (-2, -1), flag(keepdims))


@rule("numpy.linalg.vector_norm", form=REDUCED)
def vector_norm(
    x: Value,
    /,
    *,
    axis: Value = None,
    keepdims: Value = False,
    ord: Value = 2,
) -> Outcome:
    """Rule of `numpy.linalg.vector_norm(x)`."""
    operand = array(x)
    claims = Claims()
    if isinstance(axis, list):
        raise Refuted(Valid(Phrase("axis must be None, an integer or a tuple (got a list)")))
    axes = axes_of(operand, axis, claims)
    order = _order(ord)
    if isinstance(order, str):
        raise Refuted(Valid(Phrase("a vector has no norm of order {order!r}", order=order)))
    if order == -inf:
        some_along(operand, axes, claims)
    return result(without(sizes_of(operand), axes, flag(keepdims)), claims, "f")


@rule("numpy.linalg.cond", form=Phrase("(m,n)->(); square unless p is None, 2 or -2"))
def cond(x: Value, p: Value = None) -> Outcome:
    """Rule of `numpy.linalg.cond(x, p)`."""
    operand = array(x)
    order = _order(p)
    claims = Claims()
    claims.require(RankIs(operand, 2))
    *outer, rows, columns = range(len(sizes_of(operand)))
    sizes = sizes_of(operand)
    if order not in {None, 2, -2}:
        claims.require(Agree(Axis(operand, rows), Axis(operand, columns), Phrase("rows and columns")))
        if order not in _MATRIX_ORDERS:
            raise Refuted(Valid(Phrase("a matrix has no norm of order {order!r}", order=order)))
    some_along(operand, (rows, columns), claims)
    return result(tuple(sizes[axis] for axis in outer), claims, "f")


@rule("numpy.linalg.matrix_rank", form=Phrase("(m,n)->(); a number for a vector"))
def matrix_rank(
    A: Value,
    tol: Value = None,
    hermitian: Value = False,
    *,
    rtol: Value = None,
) -> Outcome:
    """Rule of `numpy.linalg.matrix_rank(A)`; tolerances broadcast with the stack of matrices."""
    if isinstance(tol, Unknown) or isinstance(rtol, Unknown):
        raise Undetermined
    if tol is not None and rtol is not None:
        raise Refuted(Valid(Phrase("tol and rtol must not both be given")))
    operand = array(A)
    sizes = sizes_of(operand)
    if len(sizes) < 2:
        return result((), (), "i", Bare.NUMBER)
    claims = Claims()
    if flag(hermitian):
        claims.require(Agree(Axis(operand, len(sizes) - 2), Axis(operand, len(sizes) - 1), Phrase("rows and columns")))
    tolerance = rtol if tol is None else tol
    operands = [Array(Shape(sizes[:-2]), name=Phrase("the stack of matrices"))]
    if tolerance is not None:
        operands.append(array(tolerance))
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, "i")


@rule("numpy.diagonal", form=Phrase("(m,n)->(k) of two axes; k = min(m, n) less the offset"))
def diagonal(a: Value, offset: Value = 0, axis1: Value = 0, axis2: Value = 1) -> Outcome:
    """Rule of `numpy.diagonal(a, offset)`."""
    return _diagonal(array(a), offset, axis1, axis2)


@rule("ndarray.diagonal", form=Phrase("(m,n)->(k) of two axes; k = min(m, n) less the offset"))
def diagonal_method(self: Value, /, offset: Value = 0, axis1: Value = 0, axis2: Value = 1) -> Outcome:
    """Rule of `a.diagonal(offset)`."""
    return _diagonal(array(self), offset, axis1, axis2)


@rule("numpy.linalg.diagonal", form=Phrase("(m,n)->(k); k = min(m, n) less the offset"))
def diagonal_of_linalg(x: Value, /, *, offset: Value = 0) -> Outcome:
    """Rule of `numpy.linalg.diagonal(x)`."""
    return _diagonal(array(x), offset, -2, -1)


def _plane(operand: Array, axis1: Value, axis2: Value, claims: Claims) -> tuple[int, int]:
    claims.require(RankIs(operand, 2))
    first, second = axis_of(operand, axis1, claims), axis_of(operand, axis2, claims)
    claims.require(Distinct((first, second), Phrase("axes")))
    return first, second


def _diagonal(operand: Array, offset: Value, axis1: Value, axis2: Value) -> Outcome:
    claims = Claims()
    axes = _plane(operand, axis1, axis2, claims)
    sizes = sizes_of(operand)
    size = diagonal_size(sizes[axes[0]], sizes[axes[1]], integer(offset, "offset"))
    if size is None:
        raise Undetermined
    return result((*without(sizes, axes, False), size), claims, operand.kind)


def diagonal_size(rows: Size, columns: Size, offset: Size) -> Size | None:
    """Give how many elements a diagonal has, or None when that is not known: the sign of the offset is not."""
    if offset == 0:
        return minimum(rows, columns)
    if at_least(offset, 0) is Verdict.YES:
        return maximum(minimum(rows, columns - offset), 0)
    return maximum(minimum(rows + offset, columns), 0) if at_least(0, offset) is Verdict.YES else None


@rule("numpy.trace", form=Phrase("(m,n)->() of two axes"))
def trace(
    a: Value, offset: Value = 0, axis1: Value = 0, axis2: Value = 1, dtype: Value = None, out: Value = None
) -> Outcome:
    """Rule of `numpy.trace(a)`."""
    return _trace(array(a), offset, axis1, axis2, dtype, out)


@rule("ndarray.trace", form=Phrase("(m,n)->() of two axes"))
def trace_method(
    self: Value, /, offset: Value = 0, axis1: Value = 0, axis2: Value = 1, dtype: Value = None, out: Value = None
) -> Outcome:
    """Rule of `a.trace()`."""
    return _trace(array(self), offset, axis1, axis2, dtype, out)


@rule("numpy.linalg.trace", form="(m,n)->()")
def trace_of_linalg(x: Value, /, *, offset: Value = 0, dtype: Value = None) -> Outcome:
    """Rule of `numpy.linalg.trace(x)`."""
    return _trace(array(x), offset, -2, -1, dtype, None)


def _trace(operand: Array, offset: Value, axis1: Value, axis2: Value, dtype: Value, out: Value) -> Outcome:
    claims = Claims()
    axes = _plane(operand, axis1, axis2, claims)
    if not isinstance(offset, (Array, Unknown)):
        integer(offset, "offset")
    shape = Shape(without(sizes_of(operand), axes, False))
    return Outcome(filled(out, shape, kind_of(dtype, count_kind(operand)), claims), tuple(claims))
