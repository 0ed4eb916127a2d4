"""Inferred shapes as JSON: for programs."""

from collections.abc import Sequence
from json import dump
from typing import TextIO

from shapecheck.infer.shapes import Variable

__all__ = ["write"]


def write(variables: Sequence[Variable], out: TextIO, *, text: str, path: str) -> None:  # noqa: ARG001  (not shown)
    """Write an object with an entry for each variable and line, those of the files that it imports as well."""
    found = [
        {
            "path": variable.path,
            "function": variable.function,
            "line": variable.line,
            "name": variable.name,
            "shapes": [None if shape is None else list(shape) for shape in variable.shapes],
            "rank": variable.rank,
        }
        for variable in variables
    ]
    dump({"variables": found}, out, ensure_ascii=False, indent=2)
    out.write("\n")
