"""NumPy's broadcasting on symbolic shapes, and its explanation axis by axis."""

from collections.abc import Sequence
from enum import Enum

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Broadcastable
from shapecheck.core.compare import compare
from shapecheck.core.dim import Size, broadcast_sizes
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict

__all__ = ["Fate", "broadcast", "fates", "stretched_axes"]


class Fate(Enum):
    """What broadcasting does to one axis of the result, seen from one operand."""

    KEPT = "kept"  # the operand has the axis in the result's size
    STRETCHED = "stretched"  # the operand has the axis with size 1, and it is repeated
    ADDED = "added"  # the operand does not have the axis, and is repeated along it
    UNKNOWN = "unknown"  # it depends on the values of the symbols


def broadcast(operands: Sequence[Array]) -> tuple[Shape, tuple[Broadcastable, ...]]:
    """Give the shape that operands broadcast to, and the claims that must hold for it.

    The claims leave out what holds by itself: equal sizes, and a literal 1 against anything.
    References: NumPy user guide, "Broadcasting", general broadcasting rules.

    Examples
    --------
    >>> shape, claims = broadcast([Array(Shape((3, 1))), Array(Shape((5,)))])
    >>> print(shape, claims)
    (3, 5) ()
    """
    if len(operands) == 2 and operands[0].shape == operands[1].shape and operands[0].shape.run is None:
        return operands[0].shape, ()
    runs = [operand.shape for operand in operands if operand.shape.run is not None]
    # Left of the shortest known end, an operand with a run of unknown axes may have anything.
    known = min((len(shape.after) for shape in runs), default=None)
    rank = max((operand.shape.rank or 0 for operand in operands), default=0)
    count = rank if known is None else known
    claims: list[Broadcastable] = []
    sizes: list[Size] = []
    for back in range(count, 0, -1):
        axes = [axis for operand in operands if (axis := _from_end(operand, back)) is not None]
        sizes.append(_one_axis(axes, claims))
    if known is None:
        return Shape(tuple(sizes)), tuple(claims)
    return Shape((), "...", tuple(sizes)), tuple(claims)


def _from_end(operand: Array, back: int) -> Axis | None:
    size = operand.shape.axis(-back)
    if size is None:
        return None
    rank = operand.shape.rank
    return Axis(operand, rank - back if rank is not None else -back)


def _one_axis(axes: list[Axis], claims: list[Broadcastable]) -> Size:
    """Give the size of one result axis; add the claims that it needs."""
    relevant: list[Axis] = []
    for axis in axes:
        size = axis.size
        if size == 1 or any(size == other.size for other in relevant):
            continue
        claims.extend(Broadcastable(other, axis) for other in relevant)
        relevant.append(axis)
    return broadcast_sizes(*(axis.size for axis in relevant)) if relevant else 1


def fates(operand: Shape, result: Shape) -> tuple[Fate, ...]:
    """Tell for each axis of the result what broadcasting does to the operand there.

    Empty when a rank is unknown.

    Examples
    --------
    >>> [fate.value for fate in fates(Shape((3, 1)), Shape((2, 3, 5)))]
    ['added', 'kept', 'stretched']
    """
    if operand.sizes is None or result.sizes is None:
        return ()
    added = len(result.sizes) - len(operand.sizes)
    pairs = zip(operand.sizes, result.sizes[added:], strict=True)
    return (Fate.ADDED,) * added + tuple(_fate(own, size) for own, size in pairs)


def _fate(own: Size, size: Size) -> Fate:
    same = compare(own, size)
    if same is Verdict.YES:
        return Fate.KEPT
    if own == 1:
        # Against a symbol the axis may turn out to be 1 as well; in general it is stretched.
        return Fate.STRETCHED
    return Fate.UNKNOWN if same is Verdict.UNKNOWN else Fate.STRETCHED


def stretched_axes(operand: Shape, result: Shape) -> tuple[int, ...]:
    """Give the axes of the result along which the operand is repeated."""
    return tuple(i for i, fate in enumerate(fates(operand, result)) if fate in {Fate.STRETCHED, Fate.ADDED})
