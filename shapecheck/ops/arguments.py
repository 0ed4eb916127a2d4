"""Reading arguments as NumPy reads them: arrays, axes, shapes, integers.

Each function stops the rule (`Refuted`, `Undetermined`) where the argument is wrong or not known.
"""

from collections.abc import Sequence
from typing import Any

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, AtLeast, Distinct, InRange, RankIs, StretchesTo, Valid
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.ops.rule import Claims, Refuted, Undetermined
from shapecheck.ops.values import Dtype, Unknown, Value

__all__ = [
    "array",
    "axes_of",
    "axis_of",
    "flag",
    "int_of",
    "integer",
    "integers",
    "into",
    "kind_of",
    "sequence",
    "shape_of",
    "sizes_of",
    "stretch",
]

_KINDS: tuple[tuple[type, str], ...] = ((bool, "b"), (int, "i"), (Dim, "i"), (float, "f"), (complex, "c"), (str, "U"))


def array(value: Value) -> Array:
    """Read an array-like: an array, a number, or nested lists of them."""
    if isinstance(value, Array):
        return value
    if isinstance(value, Unknown):
        return Array(UNKNOWN_SHAPE)
    if isinstance(value, (list, tuple)):
        return _stacked([array(item) for item in value])
    for python_type, kind in _KINDS:
        if isinstance(value, python_type):
            return Array(SCALAR, kind)
    return Array(SCALAR, "O")


def _stacked(items: list[Array]) -> Array:
    if not items:
        return Array(Shape((0,)), "f")
    kinds = {item.kind for item in items}
    kind = kinds.pop() if len(kinds) == 1 else None
    first = items[0].shape
    if any(item.shape != first or first.run is not None for item in items):
        ranks = [item.shape.sizes for item in items]
        if all(sizes is not None and all(isinstance(size, int) for size in sizes) for sizes in ranks):
            raise Refuted(Valid("the items of the list have different shapes"))
        return Array(UNKNOWN_SHAPE, kind)
    return Array(Shape((len(items), *first.before)), kind)


def sizes_of(operand: Array) -> tuple[Size, ...]:
    """Give the sizes of an array whose rank is known."""
    sizes = operand.shape.sizes
    if sizes is None:
        raise Undetermined
    return sizes


def integer(value: Value, what: str) -> Size:
    """Read an integer, which may be symbolic; `what` names it in a message."""
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, Dim):
        return value
    if isinstance(value, Unknown) or (isinstance(value, Array) and value.kind in {"i", "u", None}):
        raise Undetermined
    kind = "an array" if isinstance(value, Array) else "None" if value is None else type(value).__name__
    raise Refuted(Valid(f"{what} must be an integer (got {kind})"))


def int_of(value: Value, what: str) -> int:
    """Read an integer that must be a known number for the shape to be known."""
    number = integer(value, what)
    if isinstance(number, Dim):
        raise Undetermined
    return number


def flag(value: Value, what: str) -> bool:
    """Read a boolean argument such as `keepdims`."""
    if isinstance(value, (Unknown, Array, Dim)):
        raise Undetermined
    if isinstance(value, (bool, int)):
        return bool(value)
    raise Refuted(Valid(f"{what} must be True or False (got {type(value).__name__})"))


def sequence(value: Value) -> Sequence[Any]:
    """Read a sequence of arguments, such as the arrays to concatenate."""
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, Array):
        sizes = sizes_of(value)
        if not sizes:
            raise Refuted(Valid("a sequence is wanted (got a number)"))
        if isinstance(sizes[0], Dim):
            raise Undetermined
        return [Array(Shape(sizes[1:]), value.kind, value.name and f"{value.name}[{i}]") for i in range(sizes[0])]
    if isinstance(value, Unknown):
        raise Undetermined
    raise Refuted(Valid(f"a sequence is wanted (got {type(value).__name__})"))


def integers(value: Value, what: str) -> tuple[Size, ...]:
    """Read one integer or a sequence of integers."""
    if isinstance(value, (list, tuple)):
        return tuple(integer(item, what) for item in value)
    if isinstance(value, Array) and value.kind not in {"f", "c"} and value.shape.rank != 0:
        raise Undetermined
    return (integer(value, what),)


def shape_of(value: Value, claims: Claims) -> tuple[Size, ...]:
    """Read the shape of a new array: an integer or a sequence of integers, none of them negative."""
    sizes = integers(value, "a size")
    for size in sizes:
        claims.require(AtLeast(Quantity(size, "a size"), 0))
    return sizes


def axis_of(operand: Array, value: Value, claims: Claims, *, extra: int = 0, what: str = "axis") -> int:
    """Read one axis of an array, counted from 0 in what it gives.

    `extra` is how many axes the result has beyond the operand's, where the axis is one of the result.
    """
    axis = int_of(value, what)
    rank = len(sizes_of(operand)) + extra
    claims.require(InRange(axis, -rank, rank, what, operand))
    return axis % rank if rank else 0


def axes_of(operand: Array, value: Value, claims: Claims, *, extra: int = 0, what: str = "axis") -> tuple[int, ...]:
    """Read one axis, a tuple of axes, or None for all of them."""
    if value is None:
        return tuple(range(len(sizes_of(operand)) + extra))
    values = value if isinstance(value, (list, tuple)) else (value,)
    axes = tuple(axis_of(operand, item, claims, extra=extra, what=what) for item in values)
    claims.require(Distinct(axes, "axes"))
    return axes


def kind_of(dtype: Value, default: str | None = None) -> str | None:
    """Give the kind of elements that a `dtype` argument asks for."""
    if dtype is None:
        return default
    return dtype.kind if isinstance(dtype, Dtype) else None


def stretch(source: Array, target: Array, claims: Claims) -> None:
    """Require that the source can be assigned to the target: extra leading axes of the source must have size 1."""
    own, sizes = sizes_of(source), sizes_of(target)
    extra = len(own) - len(sizes)
    for axis, size in enumerate(own):
        if axis < extra:
            claims.require(
                Agree(Axis(source, axis), Quantity(1, "all that an axis beyond the target's may have"), "sizes")
            )
        elif size != sizes[axis - extra]:
            claims.require(StretchesTo(Axis(source, axis), Axis(target, axis - extra)))


def into(out: Value, shape: Shape, kind: str | None, claims: Claims) -> Array:
    """Give the array that an operation returns: its result, or `out` when the result fits it.

    The result is stretched to `out`, but never has more axes.
    """
    if isinstance(out, tuple) and len(out) == 1:
        (out,) = out
    if out is None:
        return Array(shape, kind)
    if not isinstance(out, Array):
        raise Refuted(Valid(f"out must be an array (got {type(out).__name__})"))
    source = Array(shape, kind, "the result")
    claims.require(RankIs(source, 0, len(sizes_of(out))))
    stretch(source, out, claims)
    return out
