"""Arrays written as an index: `mgrid`, `ogrid`, `r_`, `c_`, `s_`, `index_exp`."""

from math import ceil
from typing import Any

from shapecheck.core.array import ANY, Array, Quantity
from shapecheck.core.claims import AtLeast, Depends, Valid
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, sizes_of
from shapecheck.ops.families.joining import concatenate
from shapecheck.ops.families.sequences import arange
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import Unknown, Value


def _count(part: Value, claims: Claims) -> Size:
    """Give how many numbers a slice stands for: as `arange`, or as many as an imaginary step says."""
    if not isinstance(part, slice):
        raise Undetermined
    if isinstance(part.step, complex):
        return int(abs(part.step))
    if part.stop is None:
        raise Refuted(Valid(Phrase("a range needs a stop")))
    found = arange.function(0 if part.start is None else part.start, part.stop, part.step)
    if found.fresh:
        raise Undetermined
    claims.extend(found.claims)
    return sizes_of(array(found.result))[0]


def _require_forwards(part: Any, claims: Claims) -> None:
    """Require that a range does not run backwards, where `arange` gives none: a dense grid has no negative sizes."""
    span, step = part.stop - (part.start or 0), 1 if part.step is None else part.step
    if isinstance(step, complex):
        return
    if isinstance(step, Dim):
        claims.require(Depends(Phrase("the range of a dense grid runs forwards")))
    elif isinstance(step, int) and isinstance(span, (int, Dim)):
        way = Quantity(span if step > 0 else -span, Phrase("the length of the range of a dense grid"))
        claims.require(AtLeast(way, 1 - abs(step)))
    elif ceil(span / step) < 0:
        raise Refuted(Valid(Phrase("the range of a dense grid must not run backwards")))


def _is_fraction(part: Value) -> bool:
    return isinstance(part, slice) and any(
        isinstance(end, (float, complex)) for end in (part.start, part.stop, part.step)
    )


def _known(part: Value) -> bool:
    return isinstance(part, slice) and all(
        isinstance(end, (int, float, complex, Dim)) or end is None for end in (part.start, part.stop, part.step)
    )


@rule("numpy.mgrid.__getitem__", form=Phrase("(number of ranges, *their sizes); of one range alone its size"))
def mgrid(key: Value, /) -> Outcome:
    """Rule of `numpy.mgrid[0:n, 0:m]`."""
    return _grid(key, open_grid=False)


@rule("numpy.ogrid.__getitem__", form=Phrase("for each range an array of its size along its own axis"))
def ogrid(key: Value, /) -> Outcome:
    """Rule of `numpy.ogrid[0:n, 0:m]`."""
    return _grid(key, open_grid=True)


def _grid(key: Value, *, open_grid: bool) -> Outcome:
    parts = key if isinstance(key, tuple) else (key,)
    if not all(map(_known, parts)):
        raise Undetermined
    claims = Claims()
    sizes = tuple(_count(part, claims) for part in parts)
    if isinstance(key, tuple) and not open_grid:
        for part in parts:
            _require_forwards(part, claims)
    kind = "f" if any(map(_is_fraction, parts)) else "i"
    if not isinstance(key, tuple):
        return Outcome(Array(Shape(sizes), kind), tuple(claims))
    if not open_grid:
        return Outcome(Array(Shape((len(sizes), *sizes)), kind), tuple(claims))
    ones = (1,) * len(sizes)
    shapes = (Shape((*ones[:axis], size, *ones[axis + 1 :])) for axis, size in enumerate(sizes))
    return Outcome(tuple(Array(shape, kind) for shape in shapes), tuple(claims))


@rule("numpy.r_.__getitem__", form=Phrase("ranges, numbers and arrays joined along the first axis"))
def r_(key: Value, /) -> Outcome:
    """Rule of `numpy.r_[1:n, 0, a]`."""
    return _joined(key, 0, 1)


@rule("numpy.c_.__getitem__", form=Phrase("joined along the last axis, vectors as columns"))
def c_(key: Value, /) -> Outcome:
    """Rule of `numpy.c_[a, b]`."""
    return _joined(key, -1, 2)


def _joined(key: Value, axis: int, rank: int) -> Outcome:
    claims = Claims()
    parts = []
    fresh: list[Symbol] = []
    for item in key if isinstance(key, tuple) else (key,):
        if isinstance(item, str):
            raise Undetermined  # text says along which axis, and with how many axes
        if isinstance(item, slice):
            operand = Array(Shape((_count(item, claims),)), "f" if _is_fraction(item) else "i")
        else:
            operand = array(item)
        sizes = sizes_of(operand)
        added = (1,) * (rank - len(sizes))
        sizes = (*sizes, *added) if rank > 1 else (*added, *sizes)
        parts.append(Array(Shape(sizes), operand.kind, operand.name))
    found = concatenate.function(parts, axis)
    return Outcome(found.result, (*claims, *found.claims), (*fresh, *found.fresh))


@rule("numpy.s_.__getitem__", form=Phrase("the index itself"), bare=ANY)
def s_(key: Value, /) -> Outcome:
    """Rule of `numpy.s_[2:n]`."""
    return Outcome(key)


@rule("numpy.index_exp.__getitem__", form=Phrase("the index itself, as a tuple"), bare=ANY)
def index_exp(key: Value, /) -> Outcome:
    """Rule of `numpy.index_exp[2:n]`."""
    if isinstance(key, Unknown):
        raise Undetermined
    return Outcome(key if isinstance(key, tuple) else (key,))
