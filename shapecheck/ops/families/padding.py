"""Padding: `numpy.pad`."""

from typing import Any

from shapecheck.core.array import Array, Bare, Quantity
from shapecheck.core.claims import AtLeast, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.alike import of_alike
from shapecheck.ops.arguments import (
    array,
    broadcast_into,
    fresh_size,
    integer,
    naturals,
    sequence,
    sizes_of,
)
from shapecheck.ops.choices import axis_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_KEYWORDS = {
    "constant": "constant_values",
    "empty": None,
    "edge": None,
    "wrap": None,
    "linear_ramp": "end_values",
    "maximum": "stat_length",
    "mean": "stat_length",
    "median": "stat_length",
    "minimum": "stat_length",
    "reflect": "reflect_type",
    "symmetric": "reflect_type",
}


@rule("numpy.pad", form=Phrase("each size plus the widths before and after it"), bare=Bare.ARRAY)
def pad(array: Value, pad_width: Value, mode: Value = "constant", **kwargs: Value) -> Outcome:
    """Rule of `numpy.pad(array, pad_width)`, with a width in any of its forms."""
    claims = Claims()
    operand = _read(array)
    sizes = sizes_of(operand)
    if isinstance(pad_width, dict):
        pad_width = _by_axis(pad_width, operand, claims)
    widths = None if _by_data(pad_width) else _widths(pad_width, len(sizes), claims)
    if isinstance(mode, Unknown):
        raise Undetermined
    if not isinstance(mode, str) or mode not in _KEYWORDS:
        raise Refuted(Valid(Phrase("the mode is not one of NumPy's")))
    for keyword in kwargs:
        if keyword != _KEYWORDS[mode]:
            raise Refuted(Valid(Phrase("the mode {mode!r} takes no argument {keyword}", mode=mode, keyword=keyword)))
    if mode not in ("constant", "empty"):
        for axis, (before, after) in enumerate(widths or ()):
            if at_least(before + after, 1) is Verdict.YES:
                claims.require(
                    AtLeast(
                        Quantity(sizes[axis], Phrase("the size of axis {axis}, which the mode extends", axis=axis)), 1
                    )
                )
    for keyword, value in kwargs.items():
        # Of an empty array NumPy reads constant values only.
        if value is not None and keyword != "reflect_type" and (mode == "constant" or 0 not in sizes):
            _require_pairs(_read(value), len(sizes), claims)
    if widths is None:
        if isinstance(pad_width, Array) and pad_width.shape.rank is not None:
            _require_pairs(pad_width, len(sizes), claims)
        made = [fresh_size("padded", axis) for axis in range(len(sizes))]
        grown = Shape(tuple(size for size, _ in made))
        return Outcome(Array(grown, operand.kind), tuple(claims), tuple(own for _, own in made))
    padded = tuple([size + (before + after) for size, (before, after) in zip(sizes, widths, strict=True)])
    return result(padded, claims, operand.kind)


_read = array  # for a rule that has a parameter named `array`


def _by_data(widths: Value) -> bool:
    """Tell whether the widths are not known, nor in which form they are given."""
    if isinstance(widths, (list, tuple)):
        given = of_alike(widths)
        return given.shape.rank is None and given.kind in {"i", None}
    return isinstance(widths, Unknown) or (isinstance(widths, Array) and widths.kind in {"i", "u", None})


def _by_axis(widths: dict[Any, Any], operand: Array, claims: Claims) -> Value:
    rank = len(sizes_of(operand))
    pairs: list[Any] = [(0, 0)] * rank
    for axis, width in widths.items():
        place = integer(axis, "axis")
        claims.require(axis_within(place, rank, operand))
        if isinstance(width, tuple) and len(width) != 2:
            raise Refuted(Valid(Phrase("the width of an axis must be one integer or a tuple of two")))
        if not isinstance(place, int) or isinstance(width, (Unknown, Array)):
            raise Undetermined
        pairs[place] = width if isinstance(width, tuple) else (width, width)
    return pairs


def _widths(value: Any, rank: int, claims: Claims) -> list[tuple[Size, Size]]:
    """Give the widths before and after each axis: one for all, a pair for all, one for each, a pair for each."""
    if _plain(value, rank):
        return list(value)
    given = of_alike(value)
    if given.kind not in {"i", None}:
        raise Refuted(Valid(Phrase("widths must be integers")))
    _require_pairs(given, rank, claims)
    sizes = sizes_of(given)
    flat = naturals(
        [one for pair in sequence(value) for one in sequence(pair)] if len(sizes) == 2 else value,
        Phrase("a width"),
        claims,
    )
    if len(flat) == 1:
        return [(flat[0], flat[0])] * rank
    if len(flat) == 2 and sizes != (2, 1):
        return [(flat[0], flat[1])] * rank
    return list(zip(flat, flat, strict=True)) if sizes[1] == 1 else list(zip(flat[::2], flat[1::2], strict=True))


def _plain(value: Any, rank: int) -> bool:
    """Tell whether the widths are a pair of numbers for each axis: the usual form, for which no arrays need be made."""
    if type(value) not in {tuple, list} or not len(value) == rank > 0:
        return False
    for pair in value:
        if type(pair) is not tuple or len(pair) != 2 or not type(pair[0]) is type(pair[1]) is int or min(pair) < 0:
            return False
    return True


def _require_pairs(given: Array, rank: int, claims: Claims) -> None:
    """Require that numbers can be read as a pair for each axis."""
    broadcast_into(given, Array(Shape((rank, 2)), name=Phrase("the pairs for each axis")), claims)
