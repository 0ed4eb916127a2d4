"""How a broadcast is said."""

from collections.abc import Sequence

from shapecheck.core import Shape
from shapecheck.language import say
from shapecheck.report._words import listed

__all__ = ["broadcast_words"]


def broadcast_words(operand: str, axes: Sequence[int], target: Shape | str, layout: str) -> str:
    """Return the sentence for an operand with its shape, along which axes it is broadcast, to which shape."""
    along = listed(axes)
    match layout:
        case "columns":
            return say(
                "{operand} is broadcast along axis {axes} to {target}, the same column for every example",
                operand=operand,
                axes=along,
                target=target,
            )
        case "rows":
            return say(
                "{operand} is broadcast along axis {axes} to {target}, the same row for every example",
                operand=operand,
                axes=along,
                target=target,
            )
    return say("{operand} is broadcast along axis {axes} to {target}", operand=operand, axes=along, target=target)
