"""Sorting, searching, and what is unique."""

from collections.abc import Sequence

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.claims import Agree, AtLeast, InRange, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, minimum, product
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, filled, flag, fresh_size, sizes_of
from shapecheck.ops.families.counting import unless_empty
from shapecheck.ops.families.reductions import some_along, without
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def _flat(operand: Array) -> Array:
    return Array(Shape((product(sizes_of(operand)),)), operand.kind, operand.name)


def _at_least_1d(operand: Array) -> Array:
    return operand if sizes_of(operand) else _flat(operand)


@rule(
    *("numpy.argmax", "numpy.argmin", "numpy.nanargmax", "numpy.nanargmin", "ndarray.argmax", "ndarray.argmin"),
    form=Phrase("the axis is dropped, all by default; with keepdims it stays with size 1; it may not have size 0"),
    own=False,
)
def argmax(a: Value, axis: Value = None, out: Value = None, *, keepdims: Value = False) -> Outcome:
    """Rule of `numpy.argmax(a)`: no elements have no greatest one."""
    operand, claims = array(a), Claims()
    keep = flag(keepdims)
    if axis is None:
        flat = _flat(operand)
        some_along(flat, (0,), claims)
        sizes: tuple[Size, ...] = (1,) * len(sizes_of(operand)) if keep else ()
        return Outcome(filled(out, Shape(sizes), "i", claims), tuple(claims))
    if not sizes_of(operand):
        axis_of(_at_least_1d(operand), axis, claims)
        return Outcome(filled(out, Shape(()), "i", claims), tuple(claims))
    axes = (axis_of(operand, axis, claims),)
    some_along(operand, axes, claims)
    return Outcome(filled(out, Shape(without(sizes_of(operand), axes, keep)), "i", claims), tuple(claims))


@rule("numpy.sort", form=Phrase("the same shape; without an axis, all elements along one"))
def sort(a: Value, axis: Value = -1, kind: Value = None, order: Value = None, *, stable: Value = None) -> Outcome:
    """Rule of `numpy.sort(a)`."""
    operand, claims = array(a), Claims()
    if axis is None:
        operand = _flat(operand)
    else:
        axis_of(operand, axis, claims)
    return result(operand.shape, claims, operand.kind)


@rule("ndarray.sort", form=Phrase("in place; returns None"))
def sort_method(
    a: Value, /, axis: Value = -1, kind: Value = None, order: Value = None, *, stable: Value = None
) -> Outcome:
    """Rule of `a.sort()`."""
    claims = Claims()
    axis_of(array(a), axis, claims)
    return Outcome(None, tuple(claims))


@rule(
    "numpy.argsort",
    "ndarray.argsort",
    form=Phrase("the same shape; without an axis, all elements along one"),
    own=False,
)
def argsort(a: Value, axis: Value = -1, kind: Value = None, order: Value = None, *, stable: Value = None) -> Outcome:
    """Rule of `numpy.argsort(a)`: a number stands for an array of one."""
    operand, claims = array(a), Claims()
    if axis is None:
        return result(_flat(operand).shape, claims, "i")
    operand = _at_least_1d(operand)
    axis_of(operand, axis, claims)
    return result(operand.shape, claims, "i")


def _split_at(operand: Array, kth: Value, axis: int, claims: Claims) -> None:
    """Require that the places of a partition are on the axis; NumPy looks at none when there are no elements."""
    if isinstance(kth, Unknown):
        raise Undetermined
    if isinstance(kth, (Array, list, tuple)):
        given = array(kth)
        claims.require(RankIs(given, 0, 1))
        if given.kind in {"f", "c"}:
            raise Refuted(Valid(Phrase("kth must be an integer")))
    places: Sequence[Value] = kth if isinstance(kth, (list, tuple)) else () if isinstance(kth, Array) else (kth,)
    for place in places:
        if isinstance(place, (Unknown, Array)):
            raise Undetermined
        if not isinstance(place, (int, Dim)):
            raise Refuted(Valid(Phrase("kth must be an integer (got {kind})", kind=type(place).__name__)))
        own = Axis(operand, axis)
        claim = InRange(int(place) if isinstance(place, bool) else place, -own.size, own.size, "kth", own)
        unless_empty(product(sizes_of(operand)), claim, claims, Phrase("kth is in range, or there are no elements"))


@rule("numpy.partition", form=Phrase("the same shape; without an axis, all elements along one"))
def partition(a: Value, kth: Value, axis: Value = -1, kind: Value = "introselect", order: Value = None) -> Outcome:
    """Rule of `numpy.partition(a, kth)`."""
    operand, claims = array(a), Claims()
    if axis is None:
        operand, axis = _flat(operand), 0
    _split_at(operand, kth, axis_of(operand, axis, claims), claims)
    return result(operand.shape, claims, operand.kind)


@rule("ndarray.partition", form=Phrase("in place; returns None"))
def partition_method(
    a: Value, /, kth: Value, axis: Value = -1, kind: Value = "introselect", order: Value = None
) -> Outcome:
    """Rule of `a.partition(kth)`."""
    operand, claims = array(a), Claims()
    _split_at(operand, kth, axis_of(operand, axis, claims), claims)
    return Outcome(None, tuple(claims))


def _argpartition(a: Value, kth: Value, axis: Value) -> Outcome:
    operand, claims = array(a), Claims()
    if axis is None:
        operand, axis = _flat(operand), 0
    operand = _at_least_1d(operand)
    _split_at(operand, kth, axis_of(operand, axis, claims), claims)
    return result(operand.shape, claims, "i")


@rule("numpy.argpartition", form=Phrase("the same shape; without an axis, all elements along one"), own=False)
def argpartition(a: Value, kth: Value, axis: Value = -1, kind: Value = "introselect", order: Value = None) -> Outcome:
    """Rule of `numpy.argpartition(a, kth)`: a number stands for an array of one."""
    return _argpartition(a, kth, axis)


@rule("ndarray.argpartition", form=Phrase("the same shape; without an axis, all elements along one"))
def argpartition_method(
    a: Value, /, kth: Value, axis: Value = -1, kind: Value = "introselect", order: Value = None
) -> Outcome:
    """Rule of `a.argpartition(kth)`."""
    return _argpartition(a, kth, axis)


def _searched(a: Value, v: Value, side: Value, sorter: Value) -> Outcome:
    operand, claims = array(a), Claims()
    claims.require(RankIs(operand, 1, 1))
    if isinstance(side, str) and side not in {"left", "right"}:
        raise Refuted(Valid(Phrase("side must be 'left' or 'right' (got {side!r})", side=side)))
    if sorter is not None:
        order = array(sorter)
        claims.require(RankIs(order, 1, 1))
        claims.require(Agree(Axis(order, 0), Axis(operand, 0), Phrase("sizes of sorter and array")))
    return result(array(v).shape, claims, "i")


@rule("numpy.searchsorted", form=Phrase("the shape of v; a is (k,)"), own=False)
def searchsorted(a: Value, v: Value, side: Value = "left", sorter: Value = None) -> Outcome:
    """Rule of `numpy.searchsorted(a, v)`."""
    return _searched(a, v, side, sorter)


@rule("ndarray.searchsorted", form=Phrase("the shape of v; a is (k,)"))
def searchsorted_method(a: Value, /, v: Value, side: Value = "left", sorter: Value = None) -> Outcome:
    """Rule of `a.searchsorted(v)`."""
    return _searched(a, v, side, sorter)


@rule("numpy.lexsort", form=Phrase("the keys' shape, or that of the rows of one array"))
def lexsort(keys: Value, axis: Value = -1) -> Outcome:
    """Rule of `numpy.lexsort(keys)`."""
    operand, claims = array(keys), Claims()
    claims.require(RankIs(operand, 1))
    count, *sizes = sizes_of(operand)
    claims.require(AtLeast(Quantity(count, Phrase("the number of keys")), 1))
    one = Array(Shape(tuple(sizes)), operand.kind)
    axis_of(_at_least_1d(one), axis, claims)
    return result(one.shape, claims, "i")


def _number_of_different(size: Size) -> tuple[Size, Symbol]:
    """Give how many of the elements are different: at most all, and one if there are any."""
    count, own = fresh_size("unique_count", may_be_zero=at_least(size, 1) is not Verdict.YES)
    return minimum(count, size), own


@rule("numpy.unique", form=Phrase("(k,), or k along the axis, where k depends on data"), bare=Bare.ARRAY)
def unique(
    ar: Value,
    return_index: Value = False,
    return_inverse: Value = False,
    return_counts: Value = False,
    axis: Value = None,
    *,
    equal_nan: Value = True,
    sorted: Value = True,
) -> Outcome:
    """Rule of `numpy.unique(ar)`; the inverse has the array's shape without an axis, else one axis."""
    operand, claims = array(ar), Claims()
    sizes = sizes_of(operand)
    if axis is None:
        inverse = operand.shape
        count, own = _number_of_different(product(sizes))
        values = Shape((count,))
    else:
        at = axis_of(operand, axis, claims)
        count, own = _number_of_different(sizes[at])
        values = Shape((*sizes[:at], count, *sizes[at + 1 :]))
        inverse = Shape((sizes[at],))
    found = [Array(values, operand.kind)]
    for wanted, shape in (
        (return_index, Shape((count,))),
        (return_inverse, inverse),
        (return_counts, Shape((count,))),
    ):
        if flag(wanted):
            found.append(Array(shape, "i"))
    return Outcome(found[0] if len(found) == 1 else tuple(found), tuple(claims), (own,))


def _different(x: Value, *, index: bool = False, inverse: bool = False, counts: bool = False) -> Outcome:
    return unique.function(x, index, inverse, counts)


@rule("numpy.unique_values", form=Phrase("(k,), where k depends on data"))
def unique_values(x: Value, /) -> Outcome:
    """Rule of `numpy.unique_values(x)`."""
    return _different(x)


@rule("numpy.unique_counts", form=Phrase("(k,), (k,), where k depends on data"))
def unique_counts(x: Value, /) -> Outcome:
    """Rule of `numpy.unique_counts(x)`."""
    return _different(x, counts=True)


@rule("numpy.unique_inverse", form=Phrase("(k,) and the shape of x, where k depends on data"), bare=Bare.ARRAY)
def unique_inverse(x: Value, /) -> Outcome:
    """Rule of `numpy.unique_inverse(x)`."""
    return _different(x, inverse=True)


@rule("numpy.unique_all", form=Phrase("(k,), (k,), the shape of x, (k,), where k depends on data"), bare=Bare.ARRAY)
def unique_all(x: Value, /) -> Outcome:
    """Rule of `numpy.unique_all(x)`."""
    return _different(x, index=True, inverse=True, counts=True)
