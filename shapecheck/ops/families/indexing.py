"""Indexing in all its forms: reading and assigning `a[...]`.

References: NumPy user guide, "Indexing on ndarrays"; NEP 21 for the words *basic* and *advanced*.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, AtLeast, Claim, Depends, RankIs, Valid
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, maximum, minimum, product
from shapecheck.core.judge import decide
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    fresh_size,
    if_some,
    sizes_of,
    stretch,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import Flat, Unknown, Value


@dataclass(frozen=True, slots=True)
class _Indexed:
    shape: Shape
    claims: tuple[Claim, ...]
    fresh: tuple[Symbol, ...]
    element: bool  # whether the index names one element by integers alone
    mask: Verdict  # whether the index is one mask of the array's shape
    advanced: bool  # whether the index has arrays


@rule("ndarray.__getitem__", form=Phrase("basic, advanced and mixed indexing"))
def getitem(a: Value, key: Value, /) -> Outcome:
    """Rule of `a[key]`."""
    operand = array(a)
    found = _index(operand, key)
    # An element is a scalar, unless there is an ellipsis in the index: that asks for a view.
    bare = Bare.ARRAY if any(part is ... for part in (key if isinstance(key, tuple) else (key,))) else Bare.SCALAR
    return Outcome(Array(found.shape, operand.kind, bare=bare), found.claims, found.fresh)


@rule("ndarray.__setitem__", form=Phrase("the value is stretched to the shape of a[key]"))
def setitem(a: Value, key: Value, value: Value, /) -> Outcome:
    """Rule of `a[key] = value`: gives None."""
    target = array(a)
    found = _index(target, key)
    claims = Claims(found.claims)
    if isinstance(a, Flat) and not found.element:
        return Outcome(None, tuple(claims), found.fresh)
    if target.kind == "b" and found.element and (isinstance(value, (list, tuple, Flat)) or isinstance(a, Flat)):
        return Outcome(None, tuple(claims), found.fresh)  # anything of Python's is true or false
    if target.kind in {"U", "S"} and found.element and isinstance(value, Flat):
        return Outcome(None, tuple(claims), found.fresh)  # any object but an array has a text
    if target.kind == "O" and (found.element or not isinstance(value, Array)):
        claims += () if found.element else (Depends(Phrase("there is one object for each element that is written")),)
        return Outcome(None, tuple(claims), found.fresh)
    try:
        source = array(value)
    except Refuted:
        if target.kind is not None:
            raise
        claims.require(Depends(Phrase("the elements are objects, which may be lists")))
        return Outcome(None, tuple(claims), found.fresh)
    if found.element:
        _require_one(target, source, claims)
    else:
        if found.mask is Verdict.UNKNOWN:
            raise Undetermined
        if found.mask is Verdict.YES:
            claims.require(RankIs(source, 0, 1))
        elif found.advanced:
            source = _without_leading(source, len(sizes_of(Array(found.shape))), claims)
        stretch(source, Array(found.shape, name=Phrase("the indexed part")), claims)
    return Outcome(None, tuple(claims), found.fresh)


def _require_one(target: Array, source: Array, claims: Claims) -> None:
    """Require that one element takes a value: since NumPy 2.4 that is no array of size 1, but for booleans."""
    one = compare(product(sizes_of(source)), 1) if target.kind == "b" and source.shape.rank else Verdict.NO
    if one is Verdict.UNKNOWN:
        claims.require(Depends(Phrase("the value has one element")))
    elif one is Verdict.NO and target.kind is None and source.shape.rank != 0:
        claims.require(Depends(Phrase("the element is an object, which may be an array")))
    elif one is Verdict.NO:
        claims.require(RankIs(source, 0, 0))


def _without_leading(source: Array, rank: int, claims: Claims) -> Array:
    """Leave out a value's extra leading axes, where the value is empty without them.

    NumPy reshapes the value of an index with arrays to the axes of what it writes to: that asks for sizes of 1 unless
    there are no elements.
    """
    sizes = sizes_of(source)
    leading, own = sizes[: len(sizes) - rank], sizes[len(sizes) - rank :]
    if len(sizes) <= rank or all(size == 1 for size in leading):
        return source
    empty = compare(product(own), 0)
    if empty is Verdict.NO:
        return source
    if empty is Verdict.UNKNOWN:
        claims.require(Depends(Phrase("the value is empty, or its extra axes have size 1")))
    return replace(source, shape=Shape(own))


def _index(operand: Array, key: Value) -> _Indexed:
    sizes = sizes_of(operand)
    entries = _entries(key)
    claims = Claims()
    used = sum(_axes_used(entry) for entry in entries)
    claims.require(RankIs(operand, used))
    if sum(entry is ... for entry in entries) > 1:
        raise Refuted(Valid(Phrase("an index can have one ellipsis only")))
    mask = _is_mask_of(sizes, entries)
    element = used == len(sizes) and all(_is_integer(entry) for entry in entries)
    if not any(entry is ... for entry in entries):
        entries = [*entries, ...]
    builder = _Builder(operand, sizes, claims, any(isinstance(entry, (Array, _Listed, bool)) for entry in entries))
    for entry in entries:
        builder.take(entry, len(sizes) - used)
    return builder.finish(element, mask)


def _entries(key: Value) -> list[Any]:
    """Give the entries of an index, arrays for lists, plain integers for 0-d integers."""
    parts: Sequence[Any] = key if isinstance(key, tuple) else (key,)
    entries: list[Any] = []
    for part in parts:
        if isinstance(part, Unknown):
            raise Undetermined
        if isinstance(part, (list, tuple)):
            entries.append(_listed(part))
        elif part is None or part is ... or isinstance(part, (slice, int, Dim)):
            entries.append(part)
        elif isinstance(part, Array):
            if part.shape.rank is None or part.kind is None:
                raise Undetermined
            if part.kind not in {"i", "u", "b"}:
                raise Refuted(Valid(Phrase("an index array must have integers or booleans")))
            entries.append(part)
        else:
            raise Refuted(
                Valid(Phrase("an index must be an integer, a slice or an array (got {kind})", kind=type(part).__name__))
            )
    return entries


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of integers written in the index: as an array, and its values."""

    array: Array
    values: tuple[Size, ...]


def _listed(items: Sequence[Any]) -> Array | _Listed:
    found = array(list(items))
    if found.shape.rank is None:
        raise Undetermined
    if 0 in sizes_of(found) and found.kind == "f":  # NumPy takes an empty list as one of integers
        return Array(found.shape, "i")
    if found.kind is None:
        raise Undetermined
    if found.kind not in {"i", "b"}:
        raise Refuted(Valid(Phrase("an index list must have integers or booleans")))
    if found.kind == "b" or any(not isinstance(item, (int, Dim)) for item in items):
        return found
    return _Listed(found, tuple(items))


def _is_mask_of(sizes: tuple[Size, ...], entries: list[Any]) -> Verdict:
    """Tell whether an index is one mask of the array's shape, where its sizes agree or are 0."""
    if len(entries) == 1 and isinstance(entries[0], bool):
        return Verdict.NO if sizes else Verdict.YES
    if len(entries) != 1 or not isinstance(entries[0], Array) or entries[0].kind != "b":
        return Verdict.NO
    own = sizes_of(entries[0])
    if len(own) != len(sizes):
        return Verdict.NO
    return all_of(compare(size, 0) for size, mask_size in zip(sizes, own, strict=True) if mask_size == 0)


def _is_integer(entry: Any) -> bool:
    """Tell whether an entry is one integer; NumPy takes an array of one for it."""
    if isinstance(entry, Array):
        return entry.kind != "b" and entry.shape == SCALAR
    return isinstance(entry, (int, Dim)) and not isinstance(entry, bool)


def _axes_used(entry: Any) -> int:
    if entry is None or entry is ... or isinstance(entry, bool):
        return 0
    if isinstance(entry, Array) and entry.kind == "b":
        return entry.shape.least_rank
    return 1


class _Builder:
    """Goes through the entries of an index and gathers the result's axes."""

    def __init__(self, operand: Array, sizes: tuple[Size, ...], claims: Claims, advanced: bool) -> None:
        self.operand = operand
        self.sizes = sizes
        self.claims = claims
        self.advanced = advanced  # whether the index has arrays: then its integers count as arrays too
        self.axis = 0
        self.axes: list[Size] = []
        self.arrays: list[Array] = []
        self.places: list[tuple[int, int]] = []  # for each advanced entry: its position, the result's axes before it
        self.pending: list[Claim] = []  # what must hold if the index arrays have elements
        self.position = 0
        self.fresh: list[Symbol] = []

    def take(self, entry: Any, rest: int) -> None:
        """Use one entry; `rest` is how many axes an ellipsis stands for."""
        self.position += 1
        if entry is None:
            self.axes.append(1)
        elif entry is ...:
            self.axes.extend(self.sizes[self.axis : self.axis + rest])
            self.axis += rest
        elif isinstance(entry, slice):
            self.axes.append(self._sliced(entry, self.sizes[self.axis]))
            self.axis += 1
        elif isinstance(entry, _Listed):
            self.pending.extend(self._in_range(value) for value in entry.values)
            self._advanced(entry.array)
            self.axis += 1
        elif isinstance(entry, Array):
            self._take_array(entry)
        elif isinstance(entry, bool):
            self._advanced(Array(Shape((int(entry),))))  # an axis of its own: whether all is taken, or nothing
        else:
            self.claims.require(self._in_range(entry))
            self.axis += 1
            if self.advanced:
                self._advanced(Array(Shape(())))

    def _in_range(self, value: Size) -> Claim:
        place = Axis(self.operand, self.axis)
        return index_within(value, -place.size, place.size, place)

    def _take_array(self, entry: Array) -> None:
        if entry.kind != "b":
            # The values are not known, but an axis of size 0 has none to give.
            some = AtLeast(Quantity(self.sizes[self.axis], Phrase("the size of axis {axis}", axis=self.axis)), 1)
            if sizes_of(entry):
                self.pending.append(some)
            else:
                self.claims.require(some)  # NumPy takes a number in an array as a plain number
            self._advanced(entry)
            self.axis += 1
            return
        own_sizes = sizes_of(entry)
        for own in range(len(own_sizes)):
            agree = Agree(Axis(entry, own), Axis(self.operand, self.axis), Phrase("sizes of mask and array"))
            empty = compare(own_sizes[own], 0)  # NumPy takes a mask axis of size 0 on any axis
            if empty is Verdict.NO or (empty is Verdict.UNKNOWN and decide(agree) is not Verdict.NO):
                self.claims.require(agree)
            elif empty is Verdict.UNKNOWN:
                self.claims.append(Depends(Phrase("the mask is empty")))
            self.axis += 1
        count = 0 if 0 in own_sizes else self._new("true_count")
        self._advanced(Array(Shape((count,))))

    def _advanced(self, entry: Array) -> None:
        self.arrays.append(entry)
        self.places.append((self.position, len(self.axes)))

    def _new(self, name: str) -> Dim:
        size, made = fresh_size(name, len(self.fresh))
        self.fresh.append(made)
        return size

    def finish(self, element: bool, mask: Verdict) -> _Indexed:
        """Put the advanced entries' common axes where NumPy puts them."""
        if self.arrays:
            shape, claims = broadcast(self.arrays)
            for claim in claims:
                self.claims.require(claim)
            if_some(product(shape.before), self.claims, self.pending, Phrase("the index is in range, or picks nothing"))
            positions = [position for position, _ in self.places]
            together = positions[-1] - positions[0] == len(positions) - 1
            at = self.places[0][1] if together else 0
            self.axes[at:at] = shape.before
        return _Indexed(
            Shape(tuple(self.axes)), tuple(self.claims), tuple(self.fresh), element, mask, bool(self.arrays)
        )

    def _sliced(self, entry: slice, size: Size) -> Size:
        parts = (entry.start, entry.stop, entry.step)
        if any(isinstance(part, (Unknown, Array)) for part in parts):
            return self._new("slice_size")
        for part in parts:
            if part is not None and not isinstance(part, (int, Dim)):
                raise Refuted(Valid(Phrase("a slice must have integers (got {kind})", kind=type(part).__name__)))
        if entry.step is not None and not isinstance(entry.step, Dim) and entry.step == 0:
            raise Refuted(Valid(Phrase("a slice step must not be 0")))
        found = sliced_size(entry, size)
        return self._new("slice_size") if found is None else found


def sliced_size(entry: slice, size: Size) -> Size | None:
    """Give how many elements a slice takes of an axis, or None when that is not known."""
    step = 1 if entry.step is None else entry.step
    if isinstance(step, Dim):
        return None
    if not any(isinstance(part, Dim) for part in (entry.start, entry.stop, size)):
        return len(range(*entry.indices(size)))  # type: ignore[arg-type]
    if step < 0:
        if entry.start is None and entry.stop is None:
            return -((-size) // -step)
        return None
    if isinstance(entry.start, Dim) and isinstance(entry.stop, Dim) and at_least(entry.start, 0) is Verdict.YES:
        width = entry.stop - entry.start
        if isinstance(width, int) and width > 0:  # of a window: so many, and fewer only at the end of the axis
            return -((-maximum(minimum(size - entry.start, width), 0)) // step)
    start = _clipped(0 if entry.start is None else entry.start, size)
    stop = size if entry.stop is None else _clipped(entry.stop, size)
    if start is None or stop is None:
        return None
    # The ceiling of the distance over the step.
    return -((-maximum(stop - start, 0)) // step)


def _clipped(bound: Size, size: Size) -> Size | None:
    """Give a bound of a slice as a position from 0 to the size, or None when its sign is not known."""
    if at_least(bound, 0) is Verdict.YES:
        return minimum(bound, size)
    if at_least(-1, bound) is Verdict.YES:
        return maximum(size + bound, 0)
    return None
