"""The claims that a number chooses an axis or an element, and what the result of an operation is called."""

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Chooses, InRange
from shapecheck.core.dim import Size
from shapecheck.language import Phrase

__all__ = ["AXIS", "RESULT", "axis_within", "index_within"]

RESULT = Phrase("the result")  # what an array is called that an operation would return
AXIS, _INDEX = Phrase("axis"), Phrase("index")


def axis_within(axis: Size, rank: int, operand: Array, what: str = AXIS) -> InRange:
    """Give the claim that an axis, counted from the front or from behind, is one of so many."""
    return InRange(axis, -rank, rank, what, operand, Chooses.AXIS)


def index_within(value: Size, low: Size, high: Size, of: Array | Axis | None = None) -> InRange:
    """Give the claim that an index chooses an element: `low <= value < high`."""
    return InRange(value, low, high, _INDEX, of, Chooses.INDEX)
