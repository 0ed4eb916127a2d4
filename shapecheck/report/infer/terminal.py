"""A source for a reader, with the shape of each variable beside its assignment."""

from collections.abc import Sequence
from typing import TextIO

from shapecheck.infer.applied import Applied
from shapecheck.infer.shapes import Variable, annotated
from shapecheck.infer.summaries import Summary
from shapecheck.lint.notice import Notice

__all__ = ["write"]


def write(
    variables: Sequence[Variable],
    out: TextIO,
    *,
    text: str,
    path: str,
    code: str = "",
    contracts: Sequence[Summary] = (),
    operations: Sequence[Applied] = (),
    notices: Sequence[Notice] = (),  # noqa: ARG001  (they are on standard error)
) -> None:
    """Write each line of the source of a file, behind those that assign the names with their shapes, and contracts.

    Operations stand below their lines with the shapes before and after them.
    """
    out.writelines(f"{line}\n" for line in annotated(text, variables, path, code, contracts, operations))
