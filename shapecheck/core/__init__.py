"""The symbolic engine: sizes, shapes, claims, verdicts. Standard library only."""

from shapecheck.core.array import ANY, Array, Axis, Bare, Origin, Place, Quantity
from shapecheck.core.broadcast import Fate, broadcast, fates, stretched_axes
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, broadcast_sizes, evaluate, maximum, minimum, product, substitute, symbol
from shapecheck.core.judge import decide, decide_all, first_failed
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape, print_sizes
from shapecheck.core.verdict import Verdict, all_of, any_of

__all__ = [
    "ANY",
    "SCALAR",
    "UNKNOWN_SHAPE",
    "Array",
    "Axis",
    "Bare",
    "Dim",
    "Fate",
    "Origin",
    "Place",
    "Quantity",
    "Shape",
    "Size",
    "Verdict",
    "all_of",
    "any_of",
    "at_least",
    "broadcast",
    "broadcast_sizes",
    "compare",
    "decide",
    "decide_all",
    "evaluate",
    "fates",
    "first_failed",
    "maximum",
    "minimum",
    "print_sizes",
    "product",
    "stretched_axes",
    "substitute",
    "symbol",
]
