"""The shapes of a program's variables: what `shapecheck infer` prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.events import Assigned, Event
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.program import interpret
from shapecheck.infer.values import Opaque

__all__ = ["Variable", "infer"]

Sizes: TypeAlias = tuple[int | str, ...]
_MOST = 12  # different shapes that are listed for one assignment


@dataclass(frozen=True, slots=True)
class Variable:
    """What one assignment gives a variable.

    Parameters
    ----------
    path : str
        The file.
    function : str
        The qualified name of the function, or `<module>`.
    line : int
        The line, from 1.
    name : str
        The variable as it is written.
    shapes : tuple
        Each shape that it was seen with: sizes as integers or text, `"..."` for axes that are not known; None where
        nothing is known of the shape.
    rank : int or None
        How many axes, where that is the same each time.
    """

    path: str
    function: str
    line: int
    name: str
    shapes: tuple[Sizes | None, ...]
    rank: int | None


def infer(text: str, path: str, *, roots: Sequence[str] = ()) -> list[Variable]:
    """Give the variables of a program that are arrays or may be, an entry for each assignment.

    Raises
    ------
    shapecheck.infer.program.Unreadable
        When the source cannot be parsed.
    """
    found: dict[tuple[str, str, int, str], dict[Sizes | None, None]] = {}
    arrays: set[tuple[str, str, int, str]] = set()

    def listen(event: Event) -> None:
        if not isinstance(event, Assigned):
            return
        site = event.site
        key = (site.source.path, site.function, site.line, event.name)
        value: Any = event.value
        if isinstance(value, Array):
            arrays.add(key)
            found.setdefault(key, {})[_sizes(value)] = None
        elif (isinstance(value, Opaque) and value.kind is None) or is_faulty(value):
            found.setdefault(key, {})[None] = None

    complete = interpret(text, path, listen, roots=roots)
    if not complete:
        for seen in found.values():
            seen[None] = None
    return [_variable(key, tuple(shapes)) for key, shapes in sorted(found.items(), key=lambda item: _order(item[0]))]


def _order(key: tuple[str, str, int, str]) -> tuple[str, int, str, str]:
    path, function, line, name = key
    return path, line, name, function


def _variable(key: tuple[str, str, int, str], shapes: tuple[Sizes | None, ...]) -> Variable:
    path, function, line, name = key
    if len(shapes) > _MOST:
        shapes = (*shapes[:_MOST], None)
    ranks = {None if shape is None or "..." in shape else len(shape) for shape in shapes}
    return Variable(path, function, line, name, shapes, ranks.pop() if len(ranks) == 1 else None)


def _sizes(array: Array) -> Sizes | None:
    """Give the sizes of an array as numbers and text; None where nothing is known."""
    shape = array.shape
    if shape.run is not None and not shape.least_rank:
        return None
    run = () if shape.run is None else ("...",)
    sizes = (*shape.before, *run, *shape.after)
    return tuple(str(size) if isinstance(size, Dim) else size for size in sizes)
