"""NumPy's broadcasting on symbolic shapes, and its explanation axis by axis."""

from collections.abc import Sequence
from enum import Enum

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Broadcastable, Depends
from shapecheck.core.compare import compare
from shapecheck.core.dim import Size, broadcast_sizes
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase, say

__all__ = ["Fate", "broadcast", "fates", "stretched_axes"]


class Fate(Enum):
    """What broadcasting does to one axis of the result, seen from one operand."""

    KEPT = "kept"  # the operand has the axis in the result's size
    STRETCHED = "stretched"  # the operand has the axis with size 1, and it is repeated
    ADDED = "added"  # the operand does not have the axis, and is repeated along it
    UNKNOWN = "unknown"  # it depends on the values of the symbols


def broadcast(operands: Sequence[Array]) -> tuple[Shape, tuple[Broadcastable | Depends, ...]]:
    """Give the shape that operands broadcast to, and the claims that must hold for it.

    The claims leave out what holds by itself: equal sizes, and a literal 1 against anything. Where axes are not known
    that others meet, one claim says that it depends on them.
    References: NumPy user guide, "Broadcasting", general broadcasting rules.

    Examples
    --------
    >>> shape, claims = broadcast([Array(Shape((3, 1))), Array(Shape((5,)))])
    >>> print(shape, claims)
    (3, 5) ()
    """
    if not operands:
        return SCALAR, ()
    shapes = [operand.shape for operand in operands]
    runs = [shape for shape in shapes if shape.run is not None]
    claims: list[Broadcastable | Depends] = []
    stays = _run_stays(shapes, runs)
    before: tuple[Size, ...] = ()
    if stays:
        owners = [operand for operand in operands if operand.shape.run is not None]
        before = tuple([_one_axis(owners, axis, claims) for axis in range(len(runs[0].before))])
    reach = max([len(shape.before if shape.run is None else shape.after) for shape in shapes])
    after = tuple([_one_axis(operands, axis, claims) for axis in range(-reach, 0)])
    if not runs:
        return Shape(after), tuple(claims)
    if stays:
        return Shape(before, runs[0].run, after), tuple(claims)
    if _may_disagree(operands):
        claims.append(Depends(Phrase("the sizes that are not known broadcast")))
    # Where one operand's sizes are not known, the others' are the result's if they cannot be 1.
    known = min(len(shape.after) for shape in runs)
    while known < reach and compare(after[-known - 1], 1) is Verdict.NO:
        known += 1
    return Shape((), "...", after[reach - known :]), tuple(claims)


def _run_stays(shapes: list[Shape], runs: list[Shape]) -> bool:
    """Tell whether the unknown axes are one run that meets nothing but itself; a name makes it the same in all."""
    if not runs or any(shape.run is None and len(shape.before) > len(runs[0].after) for shape in shapes):
        return False
    layouts = {(shape.run, len(shape.before), len(shape.after)) for shape in runs}
    return len(runs) == 1 or (len(layouts) == 1 and runs[0].run != "...")


def _may_disagree(operands: Sequence[Array]) -> bool:
    """Tell whether axes that are not known meet others than their own and those of size 1."""
    unknown = {id(operand): operand.shape for operand in operands if operand.shape.run is not None}
    if len(unknown) > 1:
        return True
    (reach,) = (len(shape.after) for shape in unknown.values())
    known = (operand.shape.before for operand in operands if operand.shape.run is None)
    return any(size != 1 for sizes in known for size in sizes[: max(0, len(sizes) - reach)])


def _one_axis(operands: Sequence[Array], axis: int, claims: list[Broadcastable | Depends]) -> Size:
    """Give the size of one axis of the result, as far as it is known; add the claims that it needs."""
    relevant: list[tuple[Size, Array]] = []
    for operand in operands:
        size = operand.shape.axis(axis)
        if size is None or size == 1 or any(size == other for other, _ in relevant):
            continue
        claims.extend([Broadcastable(_place(other, axis), _place(operand, axis)) for _, other in relevant])
        relevant.append((size, operand))
    if len(relevant) > 1:
        return broadcast_sizes(*[size for size, _ in relevant])
    return relevant[0][0] if relevant else 1


def _place(operand: Array, axis: int) -> Axis:
    """Give the axis, counted from the front where the rank is known."""
    rank = operand.shape.rank
    return Axis(operand, axis if rank is None or axis >= 0 else rank + axis)


def fates(operand: Shape, result: Shape) -> tuple[Fate, ...]:
    """Tell for each axis of the result what broadcasting does to the operand there.

    Empty when a rank is unknown. An operand of higher rank than the result is a `ValueError`.

    Examples
    --------
    >>> [fate.value for fate in fates(Shape((3, 1)), Shape((2, 3, 5)))]
    ['added', 'kept', 'stretched']
    """
    if operand.sizes is None or result.sizes is None:
        return ()
    added = len(result.sizes) - len(operand.sizes)
    if added < 0:
        raise ValueError(say("{operand} does not broadcast to {result}", operand=operand, result=result))
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
