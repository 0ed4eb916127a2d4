"""Axes moved, added and dropped: the same elements, the same sizes in another order."""

from shapecheck.core.array import Array, Axis, Bare
from shapecheck.core.claims import InRange, IsOne, RankIs, Valid
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axes_of, axis_of, sizes_of, whole_number
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def permuted(operand: Array, order: tuple[int, ...], claims: Claims) -> Outcome:
    """Give the array with its axes in another order; where each size comes from goes with it."""
    sizes = sizes_of(operand)
    origins = tuple(operand.origin(axis) for axis in order) if operand.origins else ()
    return Outcome(Array(Shape(tuple(sizes[axis] for axis in order)), operand.kind, "", origins), tuple(claims))


def _reversed(operand: Array) -> Outcome:
    return permuted(operand, tuple(range(len(sizes_of(operand))))[::-1], Claims())


@rule(
    "numpy.transpose", "numpy.permute_dims", form=Phrase("axes in the given order, or reversed"), bare=None, own=False
)
def transpose(a: Value, axes: Value = None) -> Outcome:
    """Rule of `numpy.transpose(a, axes)`."""
    return _transpose(array(a), axes)


@rule("ndarray.transpose", form=Phrase("axes in the given order, or reversed"), bare=None)
def transpose_method(self: Value, /, *axes: Value) -> Outcome:
    """Rule of `a.transpose()`, `a.transpose(1, 0)` and `a.transpose((1, 0))`."""
    if len(axes) > 1:
        return _transpose(array(self), axes)
    return _transpose(array(self), axes[0] if axes else None)


def _transpose(operand: Array, axes: Value) -> Outcome:
    if axes is None:
        return _reversed(operand)
    if isinstance(axes, (Array, Unknown)):
        raise Undetermined
    claims = Claims()
    count = len(axes) if isinstance(axes, (tuple, list)) else 1
    claims.require(RankIs(operand, count, count))
    return permuted(operand, axes_of(operand, axes, claims), claims)


@rule("ndarray.T", form=Phrase("axes reversed; (n,) stays (n,)"), attribute=True, bare=None)
def attribute_transpose(self: Value, /) -> Outcome:
    """Rule of `a.T`."""
    return _reversed(array(self))


@rule("ndarray.mT", form="(m,n)->(n,m)", attribute=True)
def attribute_matrix_transpose(self: Value, /) -> Outcome:
    """Rule of `a.mT`."""
    return _matrix_transpose(array(self))


@rule("numpy.matrix_transpose", "numpy.linalg.matrix_transpose", form="(m,n)->(n,m)")
def matrix_transpose(x: Value, /) -> Outcome:
    """Rule of `numpy.matrix_transpose(x)`."""
    return _matrix_transpose(array(x))


def _matrix_transpose(operand: Array) -> Outcome:
    claims = Claims()
    claims.require(RankIs(operand, 2))
    *outer, row, column = range(len(sizes_of(operand)))
    return permuted(operand, (*outer, column, row), claims)


@rule("numpy.swapaxes", form=Phrase("two axes change places"), own=False)
def swapaxes(a: Value, axis1: Value, axis2: Value) -> Outcome:
    """Rule of `numpy.swapaxes(a, 0, 1)`."""
    return _swapaxes(array(a), axis1, axis2)


@rule("ndarray.swapaxes", form=Phrase("two axes change places"))
def swapaxes_method(self: Value, axis1: Value, axis2: Value, /) -> Outcome:
    """Rule of `a.swapaxes(0, 1)`."""
    return _swapaxes(array(self), axis1, axis2)


def _swapaxes(operand: Array, axis1: Value, axis2: Value) -> Outcome:
    claims = Claims()
    first, second = axis_of(operand, axis1, claims), axis_of(operand, axis2, claims)
    order = list(range(len(sizes_of(operand))))
    order[first], order[second] = second, first
    return permuted(operand, tuple(order), claims)


@rule("numpy.moveaxis", form=Phrase("axes go to the given places, the others keep their order"), bare=None, own=False)
def moveaxis(a: Value, source: Value, destination: Value) -> Outcome:
    """Rule of `numpy.moveaxis(a, source, destination)`."""
    operand = array(a)
    claims = Claims()
    sources = _several(operand, source, "source", claims)
    destinations = _several(operand, destination, "destination", claims)
    if len(sources) != len(destinations):
        problem = Phrase(
            "source and destination must have as many axes (got {count} and {wanted})",
            count=len(sources),
            wanted=len(destinations),
        )
        raise Refuted(Valid(problem))
    order = [axis for axis in range(len(sizes_of(operand))) if axis not in sources]
    for at, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(at, axis)
    return permuted(operand, tuple(order), claims)


def _several(operand: Array, value: Value, what: str, claims: Claims, extra: int = 0) -> tuple[int, ...]:
    """Read one axis, or several in a tuple or a list; never None for all of them."""
    if isinstance(value, (Array, Unknown)):
        raise Undetermined
    if value is None:
        raise Refuted(Valid(Phrase("{what} must be an integer or a sequence of integers (got None)", what=what)))
    return axes_of(operand, value, claims, extra=extra, what=what)


@rule("numpy.rollaxis", form=Phrase("one axis goes in front of another"), own=False)
def rollaxis(a: Value, axis: Value, start: Value = 0) -> Outcome:
    """Rule of `numpy.rollaxis(a, axis, start)`."""
    operand = array(a)
    claims = Claims()
    moved = axis_of(operand, axis, claims)
    rank = len(sizes_of(operand))
    at = whole_number(start, "start")
    if isinstance(at, Dim):
        raise Undetermined
    claims.require(InRange(at, -rank, rank + 1, "start", operand))
    at = at + rank if at < 0 else at
    order = [other for other in range(rank) if other != moved]
    order.insert(at - 1 if moved < at else at, moved)
    return permuted(operand, tuple(order), claims)


@rule("numpy.expand_dims", form=Phrase("axes of size 1 are put at the given places"), bare=Bare.ARRAY)
def expand_dims(a: Value, axis: Value) -> Outcome:
    """Rule of `numpy.expand_dims(a, axis)`; the places are those in the result."""
    operand = array(a)
    claims = Claims()
    count = len(axis) if isinstance(axis, (tuple, list)) else 1
    added = _several(operand, axis, "axis", claims, count)
    own = iter(sizes_of(operand))
    sizes = tuple(1 if at in added else next(own) for at in range(len(sizes_of(operand)) + count))
    return result(sizes, claims, operand.kind)


@rule("numpy.squeeze", form=Phrase("axes of size 1 are dropped"), bare=None, own=False)
def squeeze(a: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.squeeze(a, axis)`."""
    return _squeeze(array(a), axis)


@rule("ndarray.squeeze", form=Phrase("axes of size 1 are dropped"), bare=None)
def squeeze_method(self: Value, /, axis: Value = None) -> Outcome:
    """Rule of `a.squeeze(axis)`."""
    return _squeeze(array(self), axis)


def _squeeze(operand: Array, axis: Value) -> Outcome:
    sizes = sizes_of(operand)
    claims = Claims()
    if axis is None:
        # Without an axis the rank itself depends on which sizes are 1.
        verdicts = [compare(size, 1) for size in sizes]
        if Verdict.UNKNOWN in verdicts:
            return Outcome(Array(UNKNOWN_SHAPE, operand.kind))  # it never fails
        dropped = tuple(at for at, verdict in enumerate(verdicts) if verdict is Verdict.YES)
    elif not sizes and axis in (0, -1):
        dropped = ()  # as in reductions, NumPy lets the one axis of a vector pass for a number
    else:
        if isinstance(axis, list):
            raise Refuted(Valid(Phrase("axis must be an integer or a tuple (got a list)")))
        dropped = axes_of(operand, axis, claims)
        for at in dropped:
            if sizes[at] != 1:
                claims.require(IsOne(Axis(operand, at), Phrase("only an axis of size 1 can be dropped")))
    return result(tuple(size for at, size in enumerate(sizes) if at not in dropped), claims, operand.kind)
