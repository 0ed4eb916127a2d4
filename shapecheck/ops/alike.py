"""Arrays of nested lists of which not all is known: items have one shape, or NumPy makes no array of them."""

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.ops.arguments import array
from shapecheck.ops.values import Value

__all__ = ["of_alike"]


def of_alike(value: Value) -> Array:
    """Read an array-like as `array` does, each item of a list taken to have the shape of the others.

    Whether they have it is for the caller to claim.
    """
    own = array(value)
    if not isinstance(value, (list, tuple)) or own.shape.rank is not None:
        return own
    known = [sizes for item in value if (sizes := of_alike(item).shape.sizes) is not None]
    if len(set(map(len, known))) != 1:
        return Array(Shape((len(value),), "..."), own.kind)
    return Array(Shape((len(value), *map(_best, zip(*known, strict=True)))), own.kind)


def _best(sizes: tuple[Size, ...]) -> Size:
    """Give the size of an axis that is the same in all items: the one that is a number, where there is one."""
    return next((size for size in sizes if not isinstance(size, Dim)), sizes[0])
