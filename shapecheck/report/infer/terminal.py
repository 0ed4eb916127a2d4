"""A source for a reader, with the shape of each variable beside its assignment."""

from collections.abc import Sequence
from typing import TextIO

from shapecheck.infer.shapes import Variable

__all__ = ["write"]

_FURTHEST = 72  # the column behind which shapes are not pushed by a long line
_MOST_SHAPES = 4  # of one variable that are shown


def write(variables: Sequence[Variable], out: TextIO, *, text: str, path: str) -> None:
    """Write each line of the source of a file, and behind those that assign the names with their shapes."""
    beside: dict[int, dict[str, None]] = {}
    for variable in variables:
        if variable.path != path:
            continue  # of a file that it imports
        beside.setdefault(variable.line, {})[f"{variable.name} {_shapes(variable)}"] = None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    lines = [line.expandtabs() for line in lines]
    width = max((len(lines[at - 1]) for at in beside if len(lines[at - 1]) < _FURTHEST), default=0)
    for number, line in enumerate(lines, 1):
        shown = ", ".join(beside.get(number, ()))
        out.write(f"{line:<{width}}  # {shown}\n" if shown else f"{line}\n")


def _shapes(variable: Variable) -> str:
    """Give the shapes that a variable was seen with: `(5, 4) or (3, 4)`."""
    shapes = [_shape(shape) for shape in variable.shapes]
    if len(shapes) > _MOST_SHAPES:
        shapes[_MOST_SHAPES:] = [f"{len(shapes) - _MOST_SHAPES} more"]
    return " or ".join(shapes) or "?"


def _shape(shape: Sequence[int | str] | None) -> str:
    if shape is None:
        return "?"
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"
