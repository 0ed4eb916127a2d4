"""Splitting arrays along an axis."""

from collections.abc import Sequence
from itertools import pairwise

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import AtLeast, Divides, RankIs, Valid
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, fresh_size, integers, sizes_of, whole_number
from shapecheck.ops.families.indexing import sliced_size
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import UNKNOWN, Unknown, Value

_FORM = Phrase("equal parts, or the parts between the indices")


@rule("numpy.split", form=_FORM)
def split(ary: Value, indices_or_sections: Value, axis: Value = 0) -> Outcome:
    """Rule of `numpy.split(ary, 3)` and `numpy.split(ary, [2, 5])`."""
    return _split(ary, indices_or_sections, axis, 1)


@rule("numpy.vsplit", form=Phrase("along axis 0: {form}", form=_FORM))
def vsplit(ary: Value, indices_or_sections: Value) -> Outcome:
    """Rule of `numpy.vsplit(ary, 3)`."""
    return _split(ary, indices_or_sections, 0, 2)


@rule("numpy.hsplit", form=Phrase("along axis 1, a vector along axis 0: {form}", form=_FORM))
def hsplit(ary: Value, indices_or_sections: Value) -> Outcome:
    """Rule of `numpy.hsplit(ary, 3)`."""
    return _split(ary, indices_or_sections, 0 if len(sizes_of(array(ary))) == 1 else 1, 1)


@rule("numpy.dsplit", form=Phrase("along axis 2: {form}", form=_FORM))
def dsplit(ary: Value, indices_or_sections: Value) -> Outcome:
    """Rule of `numpy.dsplit(ary, 3)`."""
    return _split(ary, indices_or_sections, 2, 3)


def _split(ary: Value, sections: Value, axis: Value, least: int) -> Outcome:
    """Give the outcome of `split` of an array with at least so many axes; equal parts are then required."""
    operand = array(ary)
    claims = Claims()
    claims.require(RankIs(operand, least))
    place = _place(ary, operand, axis, claims)
    count = _count(sections)
    if count is not None:
        if not isinstance(ary, (Array, Unknown)):
            raise Refuted(
                Valid(Phrase("only an array can be split into equal parts (got {kind})", kind=type(ary).__name__))
            )
        claims.require(Divides(Quantity(count, Phrase("sections")), place))
    return _parts(place, count, sections, claims, equal=True)


@rule(
    "numpy.array_split",
    form=Phrase("parts that differ by at most 1, the larger ones first; or those between the indices"),
)
def array_split(ary: Value, indices_or_sections: Value, axis: Value = 0) -> Outcome:
    """Rule of `numpy.array_split(ary, 3)`."""
    claims = Claims()
    place = _place(ary, array(ary), axis, claims)
    return _parts(place, _count(indices_or_sections), indices_or_sections, claims)


def _place(ary: Value, operand: Array, axis: Value, claims: Claims) -> Axis:
    """Give the axis to split; of a list NumPy takes the length for the size of any axis."""
    place = Axis(operand, axis_of(operand, axis, claims))
    if place.axis and isinstance(ary, (list, tuple)):
        raise Undetermined
    return place


def _count(sections: Value) -> Size | None:
    """Give the number of sections, or None where indices are given."""
    if isinstance(sections, (list, tuple)):
        return None
    if isinstance(sections, Array):
        return None if sizes_of(sections) else whole_number(sections, Phrase("the number of sections"))
    if isinstance(sections, float) and sections.is_integer():
        return int(sections)
    return whole_number(sections, Phrase("the number of sections"))


def _parts(place: Axis, count: Size | None, indices: Value, claims: Claims, *, equal: bool = False) -> Outcome:
    operand = place.operand
    fresh: list[Symbol] = []
    if count is None:
        parts = _between(indices, place.size, fresh)
    else:
        claims.require(AtLeast(Quantity(count, Phrase("sections")), 1))
        if isinstance(count, Dim):
            return Outcome(UNKNOWN, tuple(claims))
        parts = [(place.size + (0 if equal else count - 1 - part)) // count for part in range(count)]
    sizes = operand.shape.before
    before, after = sizes[: place.axis], sizes[place.axis + 1 :]
    arrays = [Array(Shape((*before, part, *after)), operand.kind) for part in parts]
    return Outcome(arrays, tuple(claims), tuple(fresh))


def _between(indices: Value, size: Size, fresh: list[Symbol]) -> list[Size]:
    """Give the sizes of the parts between indices; those that depend on data are added to `fresh`."""
    points: Sequence[Size | None]
    if isinstance(indices, Array):
        if indices.shape.rank != 1 or indices.kind not in {"i", "u"} or isinstance(indices.shape.before[0], Dim):
            raise Undetermined
        points = [0, *([None] * indices.shape.before[0]), size]
    else:
        points = [0, *integers(indices, Phrase("an index")), size]
    parts = []
    for start, stop in pairwise(points):
        part = None if start is None or stop is None else sliced_size(slice(start, stop), size)
        if part is None:
            part, symbol = fresh_size("part", len(fresh))
            fresh.append(symbol)
        parts.append(part)
    return parts
