"""The operations of a program with the shapes before and after them: what `shapecheck infer --operands` prints."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shapecheck.core.array import Array
from shapecheck.core.shape import Shape
from shapecheck.infer.events import Event, Operation
from shapecheck.language import say

__all__ = ["Applied", "Operations"]

_MOST = 4  # different shapes that are listed for one operation


@dataclass(frozen=True, slots=True)
class Applied:
    """An operation of a program.

    Parameters
    ----------
    path : str
        The file.
    line : int
        Where it ends.
    expression : str
        It as it is written.
    shapes : tuple of str
        The shapes before and after it, each that it was seen with: `(5, 4), (4, 20) -> (5, 20)`.
    """

    path: str
    line: int
    expression: str
    shapes: tuple[str, ...]


@dataclass(slots=True)
class Operations:
    """Gathers the operations that are told of."""

    _seen: dict[tuple[str, int, int, int, str], dict[str, None]] = field(default_factory=dict)

    def listen(self, event: Event) -> None:
        """Note an operation on arrays."""
        if not isinstance(event, Operation) or not event.operands:
            return
        site = event.site
        key = site.source.path, site.end_line, site.column, site.end_column, site.text
        before = ", ".join(_shape(operand.likely) for operand in event.operands)
        result = event.outcome.result
        after = (
            say("fails") if event.failed is not None else _shape(result.likely) if isinstance(result, Array) else "?"
        )
        self._seen.setdefault(key, {})[f"{before} -> {after}"] = None

    def found(self) -> Iterator[Applied]:
        """Give the operations in the order in which they were first applied."""
        for (path, line, _, _, text), shapes in self._seen.items():
            shown = tuple(shapes)
            if len(shown) > _MOST:
                shown = (*shown[: _MOST - 1], say("{count} more", count=len(shown) - _MOST + 1))
            yield Applied(path, line, text, shown)


def _shape(shape: Shape) -> str:
    return "?" if shape.rank is None and not shape.least_rank else str(shape)
