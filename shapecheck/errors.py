"""The three things that can be wrong: the shapes, the input, or our knowledge.

Each error wraps one frozen payload, prints as the payload prints, and pickles. Of shapecheck this
floor imports only how a terminal shows a line, and the words.
"""

from dataclasses import dataclass
from typing import Protocol

from shapecheck.display import laid_out
from shapecheck.language import said, say

__all__ = ["Payload", "ShapeError", "SpecError", "SpecProblem", "Unsupported", "UnsupportedOperation"]


_LONGEST_LINE = 100  # characters of a line that an error shows around the caret


class Payload(Protocol):
    """What an error carries: frozen data whose `str` is the error's message."""

    def __str__(self) -> str: ...


class ShapeError(ValueError):
    """The shapes are wrong. A `ValueError`, as NumPy's own shape errors are.

    Parameters
    ----------
    payload : Payload
        The worded failure, a `shapecheck.diagnostics.Diagnostic`.
    """

    def __init__(self, payload: Payload) -> None:
        super().__init__(payload)
        self.payload = payload


@dataclass(frozen=True, slots=True)
class SpecProblem:
    """A text that cannot be read: what is wrong, and under which character.

    Parameters
    ----------
    text : str
        The whole text as it was given.
    position : int
        Offset of the character in question, in characters; `len(text)` when something is missing at the end.
    message : str
        One sentence: what is wrong and what to write instead.
    """

    text: str
    position: int
    message: str

    def __str__(self) -> str:
        """Give the message, the line in question and a caret under the character."""
        start = self.text.rfind("\n", 0, self.position) + 1
        end = self.text.find("\n", self.position)
        line = self.text[start:] if end < 0 else self.text[start:end]
        column = self.position - start
        if len(line) > _LONGEST_LINE:
            first = max(0, column - _LONGEST_LINE // 2)
            line, column = line[first : first + _LONGEST_LINE], column - first
        pieces, starts = laid_out(line)
        return f"{said(self.message)}\n    {''.join(pieces)}\n    {' ' * starts[column]}^"


class SpecError(ValueError):
    """A shape specification, or another input in our notation, cannot be read."""

    def __init__(self, payload: SpecProblem) -> None:
        super().__init__(payload)
        self.payload = payload


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What is not modelled, and why."""

    operation: str
    reason: str

    def __str__(self) -> str:
        """Give one line: the operation and the reason."""
        return say("{operation}: {reason}", operation=self.operation, reason=self.reason)


class UnsupportedOperation(NotImplementedError):
    """We do not know: the operation is not modelled. Never a statement about the shapes."""

    def __init__(self, payload: Unsupported) -> None:
        super().__init__(payload)
        self.payload = payload
