"""Products of vectors and matrices."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, Distinct, InRange, RankIs, Valid
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axis_of,
    common_kind,
    filled,
    int_of,
    into,
    sequence,
    sizes_of,
)
from shapecheck.ops.choices import RESULT
from shapecheck.ops.gufunc import NOT_GIVEN, call_gufunc
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_MATMUL = "(n?,k),(k,m?)->(n?,m?)"
_INNER = Phrase("inner sizes")


def _gufunc(name: str, form: str) -> Rule:
    @rule(name, form=form, own=False)
    def gufunc(
        x1: Value,
        x2: Value,
        /,
        out: Value = None,
        *,
        axes: Value = NOT_GIVEN,
        axis: Value = NOT_GIVEN,
        keepdims: Value = NOT_GIVEN,
        casting: Value = "same_kind",
        order: Value = "K",
        dtype: Value = None,
        subok: Value = True,
        signature: Value = None,
        sig: Value = None,
    ) -> Outcome:
        return call_gufunc(
            form, (array(x1), array(x2)), Claims(), out=out, axes=axes, axis=axis, keepdims=keepdims, what=_INNER
        )

    return gufunc


GUFUNCS = (
    _gufunc("numpy.matmul", _MATMUL),
    _gufunc("numpy.vecdot", "(n),(n)->()"),
    _gufunc("numpy.matvec", "(m,n),(n)->(m)"),
    _gufunc("numpy.vecmat", "(n),(n,m)->(m)"),
)


@rule("operator.matmul", "numpy.linalg.matmul", form=_MATMUL, own=False)
def matmul_operator(left: Value, right: Value, /) -> Outcome:
    """Rule of `a @ b`."""
    return call_gufunc(_MATMUL, (array(left), array(right)), Claims(), what=_INNER)


@rule("operator.imatmul", form=Phrase("{form}, where the result has the shape of the left operand", form=_MATMUL))
def matmul_in_place(left: Value, right: Value, /) -> Outcome:
    """Rule of `a @= b`: the left operand is also the output, and the right one a matrix."""
    if not isinstance(left, Array):
        raise Undetermined  # a new array
    operands = left, array(right)
    claims = Claims()
    claims.require(RankIs(operands[0], 1))
    claims.require(RankIs(operands[1], 2))
    return replace(call_gufunc(_MATMUL, operands, claims, out=left, what=_INNER), result=left)


@rule("numpy.linalg.vecdot", form="(n),(n)->()", own=False)
def vecdot(x1: Value, x2: Value, /, *, axis: Value = -1) -> Outcome:
    """Rule of `numpy.linalg.vecdot(x1, x2)`."""
    return call_gufunc("(n),(n)->()", (array(x1), array(x2)), Claims(), axis=axis, what=_INNER)


@rule("numpy.dot", form=Phrase("(*s,k),(*t,k,m)->(*s,*t,m); a number multiplies"))
def dot(a: Value, b: Value, out: Value = None) -> Outcome:
    """Rule of `numpy.dot(a, b)`, which is not `matmul` from three axes up."""
    return _dot(a, b, out)


@rule("ndarray.dot", form=Phrase("(*s,k),(*t,k,m)->(*s,*t,m); a number multiplies"))
def dot_method(self: Value, /, b: Value, out: Value = None) -> Outcome:
    """Rule of `a.dot(b)`."""
    return _dot(self, b, out)


def _dot(a: Value, b: Value, out: Value) -> Outcome:
    left, right = array(a), array(b)
    claims = Claims()
    shape = Shape(_contract(left, right, -2, claims))
    ranks = left.shape.rank or 0, right.shape.rank or 0
    if isinstance(out, Array) and out.shape.rank != 0 and max(ranks) == 0:
        raise Undetermined  # the product of two numbers is written to any `out`
    # A number times an array of three axes or more is left to `multiply`, which stretches the result to `out`.
    fill = into if min(ranks) == 0 and max(ranks) > 2 else filled
    found = fill(out, shape, common_kind(left, right), claims)
    if out is not None and not shape.before:
        found = replace(found, bare=Bare.ARRAY | Bare.SCALAR)  # NumPy gives a scalar, and for objects `out`
    return Outcome(found, tuple(claims))


def _contract(left: Array, right: Array, axis: int, claims: Claims) -> tuple[Size, ...]:
    """Sum over the left operand's last axis and one of the right operand; a number multiplies."""
    own, other = sizes_of(left), sizes_of(right)
    if not own or not other:
        return own + other
    at = max(len(other) + axis, 0)
    claims.require(Agree(Axis(left, len(own) - 1), Axis(right, at), _INNER))
    return own[:-1] + other[:at] + other[at + 1 :]


@rule("numpy.inner", form=Phrase("(*s,k),(*t,k)->(*s,*t); a number multiplies"))
def inner(a: Value, b: Value, /) -> Outcome:
    """Rule of `numpy.inner(a, b)`."""
    left, right = array(a), array(b)
    claims = Claims()
    return result(_contract(left, right, -1, claims), claims, common_kind(left, right))


@rule("numpy.vdot", form=Phrase("a number; both operands have as many elements"))
def vdot(a: Value, b: Value, /) -> Outcome:
    """Rule of `numpy.vdot(a, b)`, which flattens both."""
    left, right = array(a), array(b)
    claims = Claims()
    claims.require(Agree(_elements(left, "a"), _elements(right, "b"), Phrase("numbers of elements")))
    return result((), claims, common_kind(left, right))


def _elements(operand: Array, which: str) -> Quantity:
    return Quantity(product(sizes_of(operand)), Phrase("elements of {name}", name=operand.name or which))


@rule("numpy.outer", form=Phrase("(n elements),(m elements)->(n,m)"))
def outer(a: Value, b: Value, out: Value = None) -> Outcome:
    """Rule of `numpy.outer(a, b)`, which flattens both."""
    left, right = array(a), array(b)
    claims = Claims()
    shape = Shape((product(sizes_of(left)), product(sizes_of(right))))
    return Outcome(into(out, shape, common_kind(left, right), claims), tuple(claims))


@rule("numpy.linalg.outer", form="(n),(m)->(n,m)")
def outer_of_vectors(x1: Value, x2: Value, /) -> Outcome:
    """Rule of `numpy.linalg.outer(x1, x2)`, which takes vectors only."""
    operands = array(x1), array(x2)
    claims = Claims()
    for operand in operands:
        claims.require(RankIs(operand, 1, 1))
    return result(sizes_of(operands[0]) + sizes_of(operands[1]), claims, common_kind(*operands))


@rule("numpy.tensordot", form="(*s,*k),(*k,*t)->(*s,*t)", bare=Bare.ARRAY)
def tensordot(a: Value, b: Value, axes: Value = 2) -> Outcome:
    """Rule of `numpy.tensordot(a, b, axes)`."""
    return _tensordot(a, b, axes)


@rule("numpy.linalg.tensordot", form="(*s,*k),(*k,*t)->(*s,*t)", bare=Bare.ARRAY)
def tensordot_of_linalg(x1: Value, x2: Value, /, *, axes: Value = 2) -> Outcome:
    """Rule of `numpy.linalg.tensordot(x1, x2)`."""
    return _tensordot(x1, x2, axes)


def _tensordot(a: Value, b: Value, axes: Value) -> Outcome:
    left, right = array(a), array(b)
    claims = Claims()
    if isinstance(axes, (tuple, list)):
        if len(axes) != 2:
            raise Refuted(Valid(Phrase("axes must be an integer or a pair (got {count} entries)", count=len(axes))))
        first, second = (_summed(entry) for entry in axes)
    else:
        count = int_of(axes, "axes")  # a negative one sums nothing, as 0 does
        first, second = range(-count, 0), range(count)
    if len(first) != len(second):
        raise Refuted(
            Valid(
                Phrase(
                    "the same number of axes must be summed in both operands (got {count} and {wanted})",
                    count=len(first),
                    wanted=len(second),
                )
            )
        )
    own = tuple(axis_of(left, axis, claims) for axis in first)
    other = tuple(axis_of(right, axis, claims) for axis in second)
    for found in (own, other):
        claims.require(Distinct(found, Phrase("axes")))
    for i, j in zip(own, other, strict=True):
        claims.require(Agree(Axis(left, i), Axis(right, j), Phrase("summed sizes")))
    shape = *_without(left, own), *_without(right, other)
    return result(shape, claims, common_kind(left, right))


def _summed(entry: Value) -> Sequence[Value]:
    if isinstance(entry, (Unknown, Array)):
        raise Undetermined
    return entry if isinstance(entry, (tuple, list)) else (entry,)


def _without(operand: Array, axes: tuple[int, ...]) -> tuple[Size, ...]:
    return tuple(size for axis, size in enumerate(sizes_of(operand)) if axis not in axes)


@rule("numpy.linalg.multi_dot", form="(n?,k),(k,l),...,(q,m?)->(n?,m?)")
def multi_dot(arrays: Value, *, out: Value = None) -> Outcome:
    """Rule of `numpy.linalg.multi_dot([a, b, c])`: two operands multiply as `dot` does."""
    operands = [array(item) for item in sequence(arrays)]
    if len(operands) < 2:
        raise Refuted(Valid(Phrase("multi_dot needs at least two arrays (got {count})", count=len(operands))))
    if len(operands) == 2:
        return _dot(operands[0], operands[1], out)
    claims = Claims()
    first, *middle, last = operands
    for operand in (first, last):
        claims.require(RankIs(operand, 1, 2))
    for operand in middle:
        claims.require(RankIs(operand, 2, 2))
    for left, right in pairwise(operands):
        claims.require(Agree(Axis(left, len(sizes_of(left)) - 1), Axis(right, 0), _INNER))
    rows, columns = sizes_of(first)[:-1], sizes_of(last)[1:]
    filled(out, Shape((rows or (1,)) + (columns or (1,))), None, claims)
    return result(rows + columns, claims, common_kind(*operands))


@rule("numpy.kron", form=Phrase("each size times that of the other operand, aligned at the last axis"))
def kron(a: Value, b: Value) -> Outcome:
    """Rule of `numpy.kron(a, b)`: sizes are multiplied axis by axis."""
    left, right = array(a), array(b)
    own, other = sizes_of(left), sizes_of(right)
    rank = max(len(own), len(other))
    pairs = zip((1,) * (rank - len(own)) + own, (1,) * (rank - len(other)) + other, strict=True)
    return result(tuple(i * j for i, j in pairs), (), common_kind(left, right))


@rule("numpy.cross", form="(3),(3)->(3); (2),(3)->(3); (2),(2)->()", bare=Bare.ARRAY)
def cross(a: Value, b: Value, axisa: Value = -1, axisb: Value = -1, axisc: Value = -1, axis: Value = None) -> Outcome:
    """Rule of `numpy.cross(a, b)`."""
    return _cross(array(a), array(b), (axisa, axisb, axisc) if axis is None else (axis,) * 3, 2)


@rule("numpy.linalg.cross", form="(3),(3)->(3)")
def cross_of_linalg(x1: Value, x2: Value, /, *, axis: Value = -1) -> Outcome:
    """Rule of `numpy.linalg.cross(x1, x2)`, which takes vectors of size 3 only."""
    return _cross(array(x1), array(x2), (axis,) * 3, 3)


def _cross(left: Array, right: Array, axes: tuple[Value, Value, Value], least: int) -> Outcome:
    claims = Claims()
    vectors = []
    loops = []
    for operand, value in zip((left, right), axes, strict=False):
        axis = axis_of(operand, value, claims)
        size = sizes_of(operand)[axis]
        claims.require(InRange(size, least, 4, Phrase("size of a vector"), operand))
        vectors.append(size)
        loops.append(Array(Shape(_without(operand, (axis,))), name=operand.name))
    shape, pending = broadcast(loops)
    for claim in pending:
        claims.require(claim)
    if least < 3 and 3 not in vectors:
        if any(isinstance(size, Dim) for size in vectors):
            raise Undetermined
        return result(shape, claims, common_kind(left, right))
    at = axis_of(Array(shape, name=RESULT), axes[2], claims, extra=1)
    return result((*shape.before[:at], 3, *shape.before[at:]), claims, common_kind(left, right))
