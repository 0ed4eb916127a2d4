"""Copies of an array with elements repeated, inserted, deleted or moved."""

from collections.abc import Sequence
from typing import Any

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, AtLeast, Depends, Distinct, RankIs, Valid
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, maximum, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axes_of,
    axis_of,
    fresh_size,
    integer,
    integers,
    open_integers,
    shape_of,
    sizes_of,
    stretch,
    whole_number,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.families.counting import unless_empty
from shapecheck.ops.families.indexing import sliced_size
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def _along(a: Value, axis: Value, claims: Claims) -> Axis:
    """Give the axis to work along; for None that of the array with all elements along one axis."""
    operand = array(a)
    if axis is None:
        return Axis(Array(Shape((product(sizes_of(operand)),)), operand.kind, operand.name), 0)
    return Axis(operand, axis_of(operand, axis, claims))


def _resized(place: Axis, size: Size, claims: Claims) -> Outcome:
    """Give the outcome of the operand with another size on one axis."""
    sizes = place.operand.shape.before
    return result((*sizes[: place.axis], size, *sizes[place.axis + 1 :]), claims, place.operand.kind)


def _resized_by_data(place: Axis, name: str, claims: Claims, base: Size = 0) -> Outcome:
    """Give the outcome of the operand with an axis as large as the base and a number that depends on data."""
    size, symbol = fresh_size(name)
    outcome = _resized(place, base + size, claims)
    return Outcome(outcome.result, outcome.claims, (symbol,))


@rule(
    "numpy.repeat",
    "ndarray.repeat",
    form=Phrase("axis times the repeats, or their sum; axis None takes all elements"),
    own=False,
)
def repeat(a: Value, repeats: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.repeat(a, 3)` and `numpy.repeat(a, [1, 2])`."""
    claims = Claims()
    operand = array(a)
    # A number has no axes, but NumPy takes the axis of the vector that it repeats.
    place = _along(operand if sizes_of(operand) else Array(Shape((1,)), operand.kind, operand.name), axis, claims)
    if isinstance(repeats, Unknown):
        return _resized_by_data(place, "repeated", claims)
    if isinstance(repeats, Array):
        if repeats.kind in {"f", "c"}:
            if not sizes_of(repeats):
                raise Undetermined
            raise Refuted(Valid(Phrase("repeats must be integers")))
        claims.require(RankIs(repeats, 0, 1))
        own = sizes_of(repeats)
        differs = bool(own) and compare(own[0], place.size) is Verdict.NO
        if own and own[0] != 1 and not (differs and compare(own[0], 1) is not Verdict.NO):  # one is for all
            claims.require(Agree(Axis(repeats, 0), place, Phrase("sizes of repeats and axis")))
        return _resized_by_data(place, "repeated", claims)
    items = repeats if isinstance(repeats, (list, tuple)) else (repeats,)
    counts = [int(item) if isinstance(item, float) else integer(item, "repeats") for item in items]
    for count in counts:  # NumPy looks at no count when there is nothing to repeat
        unless_empty(
            place.size, AtLeast(Quantity(count, Phrase("repeats")), 0), claims, Phrase("there is nothing to repeat")
        )
    if len(counts) == 1:
        return _resized(place, place.size * maximum(counts[0], 0), claims)
    claims.require(Agree(Quantity(len(counts), Phrase("repeats")), place, Phrase("sizes of repeats and axis")))
    total: Size = 0
    for count in counts:
        total += count
    return _resized(place, total, claims)


@rule("numpy.tile", form=Phrase("each size times its repetitions, aligned at the last axis"), bare=Bare.ARRAY)
def tile(A: Value, reps: Value) -> Outcome:
    """Rule of `numpy.tile(A, (2, 3))`. With negative repetitions of an empty array NumPy's answer varies."""
    operand = array(A)
    claims = Claims()
    given = reps if isinstance(reps, (list, tuple)) else (reps,)
    if all(isinstance(count, (int, float)) and count == 1 for count in given):
        reps = (1,) * len(given)  # nothing is repeated, and NumPy looks no further: 1.0 will do
    if isinstance(reps, Array) and reps.kind == "f" and not sizes_of(reps):
        raise Undetermined
    sizes = sizes_of(operand)
    counts = open_integers(reps, "repetitions", claims)
    for count in counts:
        if at_least(count, 0) is not Verdict.YES:
            if at_least(product(sizes), 1) is not Verdict.YES:
                raise Undetermined  # of an empty array NumPy's answer varies
            claims.require(AtLeast(Quantity(count, Phrase("repetitions")), 0))
    rank = max(len(sizes), len(counts))
    sizes = (1,) * (rank - len(sizes)) + sizes
    counts = (1,) * (rank - len(counts)) + counts
    return result(tuple(size * count for size, count in zip(sizes, counts, strict=True)), claims, operand.kind)


@rule("numpy.resize", form=Phrase("the given shape"), bare=Bare.ARRAY)
def resize(a: Value, new_shape: Value) -> Outcome:
    """Rule of `numpy.resize(a, new_shape)`: elements are repeated, or zeros if there are none."""
    claims = Claims()
    operand = array(a)
    return result(shape_of(new_shape, claims), claims, operand.kind)


@rule(
    "numpy.insert", form=Phrase("axis grows by the number of indices, or of values at one index; the values broadcast")
)
def insert(arr: Value, obj: Value, values: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.insert(arr, 1, values)`."""
    claims = Claims()
    place = _along(arr, axis, claims)
    source = array(values)
    if isinstance(obj, (bool, float, complex)) or obj is None:
        raise Refuted(Valid(Phrase("an index must be an integer (got {kind})", kind=type(obj).__name__)))
    if isinstance(obj, (int, Dim)):
        _require_positions((obj,), place, claims)
        return _insert_at_one(place, source, True, claims)
    if isinstance(obj, Array) and obj.kind == "b":
        claims.require(RankIs(obj, 1, 1))
        claims.append(Depends(Phrase("the mask picks positions of the array, and the values broadcast to as many")))
        return _resized_by_data(place, "inserted", claims, place.size)
    count = _position_count(obj, place, claims)
    several = at_least(count, 2)
    if count == 1:
        return _insert_at_one(place, source, isinstance(obj, Array) and not sizes_of(obj), claims)
    if several is not Verdict.YES and count != 0:
        raise Undetermined  # whether there is one position decides what becomes of the values
    sizes = place.operand.shape.before
    part = (*sizes[: place.axis], count, *sizes[place.axis + 1 :])
    stretch(source, Array(Shape(part), name=Phrase("the inserted part")), claims)
    return _resized(place, place.size + count, claims)


def _position_count(obj: Value, place: Axis, claims: Claims) -> Size:
    """Give how many positions a slice, a list or an array of integers has."""
    if isinstance(obj, slice):
        if any(isinstance(part, (Unknown, Array)) for part in (obj.start, obj.stop, obj.step)):
            raise Undetermined
        size = sliced_size(obj, place.size)
        if size is None:
            raise Undetermined
        return size
    positions = array(obj)
    if positions.shape.rank is None or positions.kind is None:
        raise Undetermined
    claims.require(RankIs(positions, 0, 1))
    empty_list = isinstance(obj, (list, tuple)) and not obj
    if positions.kind not in {"i", "u"} and not empty_list:
        raise Refuted(Valid(Phrase("positions must be integers")))
    if isinstance(obj, (list, tuple)):
        _require_positions([item for item in obj if isinstance(item, (int, Dim))], place, claims)
    return product(sizes_of(positions))


def _require_positions(positions: Sequence[Size], place: Axis, claims: Claims) -> None:
    for position in positions:
        claims.require(index_within(position, -place.size, place.size + 1, place))


def _insert_at_one(place: Axis, source: Array, number: bool, claims: Claims) -> Outcome:
    """Insert at one position as many as the values have along the axis: along their first axis for a bare number."""
    sizes = place.operand.shape.before
    own = sizes_of(source)
    own = (1,) * (len(sizes) - len(own)) + own
    if number:
        own = (*own[1 : place.axis + 1], own[0], *own[place.axis + 1 :])
    count = own[place.axis]
    part = (*sizes[: place.axis], count, *sizes[place.axis + 1 :])
    stretch(Array(Shape(own), name=Phrase("the values")), Array(Shape(part), name=Phrase("the inserted part")), claims)
    return _resized(place, place.size + count, claims)


@rule("numpy.delete", form=Phrase("axis shrinks by the number of different indices"))
def delete(arr: Value, obj: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.delete(arr, [0, 2])`."""
    claims = Claims()
    place = _along(arr, axis, claims)
    if isinstance(obj, slice):
        known = not any(isinstance(part, (Unknown, Array)) for part in (obj.start, obj.stop, obj.step))
        taken = sliced_size(obj, place.size) if known else None
        if taken is None:
            return _resized_by_data(place, "left", claims)
        return _resized(place, place.size - taken, claims)
    picked = array(obj)
    if picked.shape.rank is None or picked.kind is None:
        raise Undetermined
    if picked.kind == "b":
        claims.require(RankIs(picked, 1, 1))
        claims.require(Agree(Axis(picked, 0), place, Phrase("sizes of mask and axis")))
        if isinstance(obj, Array) or not all(isinstance(item, bool) for item in _flat(obj)):
            return _resized_by_data(place, "left", claims)
        return _resized(place, place.size - list(_flat(obj)).count(True), claims)
    count = product(sizes_of(picked))
    if count == 0 and (not isinstance(obj, Array) or picked.kind == "i"):
        return _resized(place, place.size, claims)
    if picked.kind not in {"i", "u"}:
        raise Refuted(Valid(Phrase("an index must be an integer")))
    if isinstance(obj, Array):
        # The values are not known, but an axis of size 0 has none to give.
        claims.require(AtLeast(Quantity(place.size, Phrase("the size of axis {axis}", axis=place.axis)), 1))
        return _resized(place, place.size - 1, claims) if count == 1 else _resized_by_data(place, "left", claims)
    return _without(place, [integer(index, Phrase("an index")) for index in _flat(obj)], claims)


def _flat(items: Value) -> Sequence[Any]:
    if not isinstance(items, (list, tuple)):
        return [items]
    return [leaf for item in items for leaf in _flat(item)]


def _without(place: Axis, indices: Sequence[Any], claims: Claims) -> Outcome:
    """Delete the given indices, of which some may be the same."""
    for index in indices:
        claims.require(index_within(index, -place.size, place.size, place))
    size = place.size
    places = {index + size if at_least(-1, index) is Verdict.YES else index for index in indices}
    if len(places) == 1 or all(isinstance(index, int) for index in places):
        return _resized(place, size - len(places), claims)
    return _resized_by_data(place, "left", claims)


@rule("numpy.roll", form=Phrase("the operand's shape"), bare=Bare.ARRAY)
def roll(a: Value, shift: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.roll(a, 1, axis=0)`."""
    operand = array(a)
    claims = Claims()
    if isinstance(axis, Unknown) or (shift is None and axis in ((), [])):
        raise Undetermined
    shifts = array(shift)
    if shifts.kind in {"O", "U"}:
        raise Refuted(Valid(Phrase("a shift must be a number")))
    claims.require(RankIs(shifts, 0, 1))
    if axis is not None:
        claims.require(RankIs(operand, 1))
        axes = axis if isinstance(axis, (list, tuple)) else (axis,)
        for item in axes:
            axis_of(operand, item, claims)
        for claim in broadcast((shifts, Array(Shape((len(axes),)), "i", "axis")))[1]:
            claims.require(claim)
    return result(operand.shape, claims, operand.kind)


@rule("numpy.flip", form=Phrase("the operand's shape"))
def flip(m: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.flip(m)`."""
    operand = array(m)
    claims = Claims()
    if axis is not None:
        axes_of(operand, axis, claims)
    return result(operand.shape, claims, operand.kind)


@rule("numpy.flipud", form=Phrase("the operand's shape; at least one axis"))
def flipud(m: Value) -> Outcome:
    """Rule of `numpy.flipud(m)`."""
    return _flipped(array(m), 1)


@rule("numpy.fliplr", form=Phrase("the operand's shape; at least two axes"))
def fliplr(m: Value) -> Outcome:
    """Rule of `numpy.fliplr(m)`."""
    return _flipped(array(m), 2)


def _flipped(operand: Array, least: int) -> Outcome:
    claims = Claims()
    claims.require(RankIs(operand, least))
    return result(operand.shape, claims, operand.kind)


def _known(number: Size) -> int:
    if isinstance(number, Dim):
        raise Undetermined
    return number


@rule("numpy.rot90", form=Phrase("the two axes exchanged for an odd k"))
def rot90(m: Value, k: Value = 1, axes: Value = (0, 1)) -> Outcome:
    """Rule of `numpy.rot90(m)`."""
    operand = array(m)
    claims = Claims()
    if isinstance(axes, (list, tuple)) and any(isinstance(axis, float) for axis in axes):
        raise Undetermined
    plane = integers(axes, "axis")
    if len(plane) != 2:
        raise Refuted(Valid(Phrase("there must be two axes (got {count})", count=len(plane))))
    first, second = (axis_of(operand, axis, claims) for axis in plane)
    claims.require(Distinct((first, second), Phrase("axes")))
    sizes = list(sizes_of(operand))
    if sizes[first] != sizes[second] and _known(whole_number(k, "k")) % 2:
        sizes[first], sizes[second] = sizes[second], sizes[first]
    return result(tuple(sizes), claims, operand.kind)
