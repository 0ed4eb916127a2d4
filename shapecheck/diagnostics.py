"""A worded problem as data: what every report prints and every `ShapeError` carries."""

from dataclasses import dataclass

from shapecheck.display import display_width, padded
from shapecheck.language import said, say

__all__ = ["Diagnostic", "OperandLine"]


@dataclass(frozen=True, slots=True)
class OperandLine:
    """One operand of a failed operation: its name, its shape, and where its sizes come from."""

    name: str
    shape: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A shape problem, worded.

    Parameters
    ----------
    operation : str
        What failed: `matmul`, `add`, `numpy.concatenate`.
    problem : str
        The failed relation, each size with its axis and operand.
    operands : tuple of OperandLine
        Each operand with its shape and where its sizes come from.
    help : str, optional
        What to write instead; only where it was tried on the shapes and makes them fit.
    """

    operation: str
    problem: str
    operands: tuple[OperandLine, ...] = ()
    help: str | None = None

    @property
    def message(self) -> str:
        """The first line: operation and failed relation."""
        return say("{operation}: {problem}", operation=self.operation, problem=self.problem)

    def __str__(self) -> str:
        """Give the message, a line for each operand in aligned columns, and the help line."""
        rows = [(str(said(own.name)), own.shape, str(said(own.origin))) for own in self.operands]
        names = max((display_width(name) for name, _, _ in rows), default=0)
        shapes = max((display_width(shape) for _, shape, _ in rows), default=0)
        lines = [
            f"    {padded(name, names)}  {padded(shape, shapes)}  {origin}".rstrip() for name, shape, origin in rows
        ]
        return "\n".join([self.message, *lines, *([say("  help: {help}", help=self.help)] if self.help else [])])
