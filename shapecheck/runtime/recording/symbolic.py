"""The shapes of a call's arguments in the names of its spec, and the sizes that these names stand for."""

from __future__ import annotations

from collections.abc import Mapping

from shapecheck.core.dim import Dim, Size, evaluate, index_of, substitute, symbol
from shapecheck.core.notation.spec import AnyRun, AxisPattern, Packed, Run, Sized
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.errors import UnsupportedOperation
from shapecheck.runtime.boundary import Known
from shapecheck.runtime.complaints import Found

__all__ = ["has_names", "symbolic_shapes"]

_Symbols = Mapping[Symbol | Dim, Size]
_Values = Mapping[Symbol | Dim, int]


def symbolic_shapes(known: Known) -> tuple[dict[str, Shape], dict[Symbol | Dim, int]]:
    """Give the symbolic shape of each argument with a spec, by its name, and the value of each symbol.

    A name of a spec may be 0. One that is not 0 in this call is given as a symbol that is at least 1, of which more
    can be said.
    """
    renamed: dict[Symbol | Dim, Size] = {}
    values: dict[Symbol | Dim, int] = {}
    for name, bound in known.bindings:
        if isinstance(bound.size, Dim):
            continue
        new = symbol(name.name, index_of(name)) if bound.size > 0 and name.name.isidentifier() else None
        if new is None:
            values[name] = bound.size
        else:
            renamed[name], values[new] = new, bound.size
    shapes: dict[str, Shape] = {}
    for array in known.arrays:
        shapes[array.name] = Shape(_sizes(array, shapes, renamed, values))
    return shapes, values


def has_names(shape: Shape) -> bool:
    """Tell whether a shape has a size that is not a number."""
    return any(isinstance(size, Dim) for size in shape.before)


def _sizes(array: Found, shapes: Mapping[str, Shape], renamed: _Symbols, values: _Values) -> tuple[Size, ...]:
    axes, sizes = array.spec.axes, array.sizes
    if array.spec.like is not None:
        model = shapes.get(str(array.spec.like))
        return model.before if model is not None and len(model.before) == len(sizes) else sizes
    run = array.spec.run
    if len(axes) - (run is not None) > len(sizes):
        return sizes
    result: list[Size] = []
    for i, axis in enumerate(axes):
        if isinstance(axis, Run | AnyRun):
            result += sizes[i : len(sizes) - (len(axes) - i - 1)]
        else:
            at = i if run is None or i < run else i - len(axes)
            result.append(_size(axis, sizes[at], renamed, values))
    return tuple(result) if len(result) == len(sizes) else sizes


def _size(axis: AxisPattern, number: int, renamed: _Symbols, values: _Values) -> Size:
    if not isinstance(axis, Sized | Packed) or (axis.broadcastable and number == 1):
        return number
    try:
        size = substitute(axis.size, renamed)
        fits = not isinstance(size, Dim) or evaluate(size, values) == number
    except (LookupError, ValueError, ZeroDivisionError, UnsupportedOperation):
        return number
    return size if fits else number
