"""Shapes and plain values of the objects that a program computes with. Whatever has a `.shape` is an array."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from numbers import Complex, Integral, Real
from operator import index
from types import EllipsisType
from typing import Any
from weakref import WeakKeyDictionary

from shapecheck.core.array import Array, Origin
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.ops.namespaces import computes_as_numpy
from shapecheck.ops.values import UNKNOWN, Value

__all__ = ["DICTS", "Sizes", "array_of", "is_foreign", "plain_value", "sizes_of", "value_of"]

Sizes = tuple[int, ...]

# Dictionaries whose items are read without running anything of the user's.
DICTS = (dict, OrderedDict, defaultdict)
_KNOWN_TYPES: WeakKeyDictionary[type[Any], bool] = WeakKeyDictionary()
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
    except Exception:  # a property of the user's, or a closed file: that it raises is not for us to tell
        return None
    try:
        # Dask has NaN for a size that it does not know yet, and other libraries None.
        return tuple(map(index, shape))
    except TypeError:
        return None


def is_foreign(value: object) -> bool:
    """Tell whether a value has a shape, but operators of its own: `*` of a `numpy.matrix` is a product."""
    return hasattr(value, "shape") and not _computes_as_numpy(type(value))


def _computes_as_numpy(of: type[Any]) -> bool:
    """Tell whether the operators of a type are those of NumPy's arrays."""
    found = _KNOWN_TYPES.get(of)
    if found is None:
        definers = [
            next((base for base in of.__mro__ if name in vars(base)), object) for name in ("__mul__", "__add__")
        ]
        found = _KNOWN_TYPES[of] = all(
            computes_as_numpy(base.__module__) and base.__name__ != "matrix" for base in definers
        )
    return found


def array_of(
    name: str,
    sizes: tuple[Size, ...],
    kind: str | None = None,
    origins: tuple[Origin | None, ...] | None = None,
) -> Array:
    """Give the operand of a rule, each of its sizes coming from its own axis unless it is said otherwise."""
    if origins is None:
        origins = tuple(Origin.of_axis(axis, name) for axis in range(len(sizes)))
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
    if sizes is None or is_foreign(value):
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
