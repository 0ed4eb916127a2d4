"""Shapes and plain values of the objects that a program computes with. Whatever has a `.shape` is an array."""

from __future__ import annotations

from numbers import Complex, Integral, Real
from operator import index
from types import EllipsisType

from shapecheck.core.array import Array, Origin
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.ops.values import UNKNOWN, Value

__all__ = ["Sizes", "array_of", "plain_value", "sizes_of", "value_of"]

Sizes = tuple[int, ...]

_LONGEST = 64  # items of a tuple or list that is followed as an argument of an operation


def sizes_of(value: object) -> Sizes | None:
    """Give the shape of an array as integers; a number's is `()`; None for what is neither, or not known in full.

    Examples
    --------
    >>> import numpy as np
    >>> sizes_of(np.zeros((5, 3))), sizes_of(0.1), sizes_of([1, 2]), sizes_of(None)
    ((5, 3), (), None, None)
    """
    try:
        shape = value.shape  # type: ignore[attr-defined]
    except AttributeError:
        return () if isinstance(value, Complex) else None
    try:
        # Dask has NaN for a size that it does not know yet, and other libraries None.
        return tuple(map(index, shape))
    except TypeError:
        return None


def array_of(
    name: str,
    sizes: tuple[Size, ...],
    kind: str | None = None,
    origins: tuple[Origin | None, ...] | None = None,
) -> Array:
    """Give the operand of a rule, each of its sizes coming from its own axis unless it is said otherwise."""
    if origins is None:
        origins = tuple(Origin(f"axis {axis} of {name}") for axis in range(len(sizes)))
    return Array(Shape(sizes), kind, name, origins)


def value_of(value: object, name: str) -> Value:
    """Give a value as the rules see it; what shapes cannot depend on is `UNKNOWN`."""
    if isinstance(value, tuple | list):
        if len(value) > _LONGEST or type(value) not in (tuple, list):
            return UNKNOWN
        return type(value)(value_of(item, f"{name}[{i}]") for i, item in enumerate(value))
    plain = plain_value(value)
    if plain is not UNKNOWN:
        return plain
    sizes = sizes_of(value)
    if sizes is None:
        return UNKNOWN
    kind = getattr(getattr(value, "dtype", None), "kind", None)
    return array_of(name, sizes, kind if isinstance(kind, str) else None)


def plain_value(value: object) -> Value:
    """Give a number, a text, a slice or None as itself, NumPy's scalars as Python's; all else is `UNKNOWN`."""
    match value:
        case None | bool() | str() | EllipsisType():
            return value
        case slice():
            parts = [plain_value(part) for part in (value.start, value.stop, value.step)]
            return slice(*parts)
        case Integral():
            return int(value)
        case Real():
            return float(value)
    return UNKNOWN
