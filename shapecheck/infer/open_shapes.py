"""Tuples of sizes of which it is not known how many they have: `x.shape + (3,)`, `(*x.shape, 3)`, `x.shape[1:]`."""

from collections.abc import Sequence

from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.infer.assume import size_of
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import Opaque, Value

__all__ = ["cut", "joined", "sizes_in"]


def sizes_in(machine: Machine, value: Value) -> Shape | None:
    """Give what is known of a value as a tuple of sizes; None where it may be none."""
    if isinstance(value, Opaque):
        return value.sizes if value.kind != "shape" else value.sizes or UNKNOWN_SHAPE
    if not isinstance(value, tuple):
        return None
    sizes: list[Size] = []
    for item in value:
        if isinstance(item, Opaque) and item.kind in {None, "int"}:
            sizes.append(size_of(machine, item))
        elif type(item) is int or isinstance(item, Dim):
            sizes.append(item)
        else:
            return None
    return Shape(tuple(sizes))


def joined(machine: Machine, parts: Sequence[Value]) -> Opaque | None:
    """Give the tuple that has the sizes of all parts; None where a part may be no tuple of sizes, or all are known."""
    shapes = [sizes_in(machine, part) for part in parts]
    known = [shape for shape in shapes if shape is not None]
    open_at = [place for place, shape in enumerate(known) if shape.run is not None]
    if len(known) < len(shapes) or not open_at:
        return None
    first, last = open_at[0], open_at[-1]
    before = [size for shape in known[: first + 1] for size in shape.before]
    after = [*known[last].after, *(size for shape in known[last + 1 :] for size in shape.before)]
    return _made(machine, Shape(tuple(before), "...", tuple(after)))


def cut(machine: Machine, owner: Opaque, key: slice) -> Opaque | None:
    """Give the part of a shape without so many sizes at its end or beginning; None for any other part."""
    shape = sizes_in(machine, owner)
    if shape is None or shape.run is None or key.step is not None:
        return None
    start, stop = key.start, key.stop
    if start is None and type(stop) is int and stop < 0:
        return _made(machine, _without_last(shape, -stop))
    if stop is None and type(start) is int and start > 0:
        turned = _without_last(Shape(shape.after[::-1], "...", shape.before[::-1]), start)
        return _made(machine, Shape(turned.after[::-1], "...", turned.before[::-1]))
    return None


def _without_last(shape: Shape, count: int) -> Shape:
    """Give a shape without its last sizes, of which some may be in front of the run where that is short."""
    more = max(count - len(shape.after), 0)
    return Shape(
        shape.before[: max(len(shape.before) - more, 0)], "...", shape.after[: max(len(shape.after) - count, 0)]
    )


def _made(machine: Machine, shape: Shape) -> Opaque:
    made = machine.opaque("tuple")
    made.sizes = shape
    return made
