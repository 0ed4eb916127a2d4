"""A worded problem as data: what every report prints and every `ShapeError` carries."""

from dataclasses import dataclass

from shapecheck.language import say

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
        return f"{self.operation}: {self.problem}"

    def __str__(self) -> str:
        """Give the message, a line for each operand in aligned columns, and the help line."""
        names = max((len(operand.name) for operand in self.operands), default=0)
        shapes = max((len(operand.shape) for operand in self.operands), default=0)
        lines = [
            f"    {operand.name:<{names}}  {operand.shape:<{shapes}}  {operand.origin}".rstrip()
            for operand in self.operands
        ]
        return "\n".join([self.message, *lines, *([say("  help: {help}", help=self.help)] if self.help else [])])
