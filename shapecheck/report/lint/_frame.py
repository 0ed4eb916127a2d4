"""The code of a finding as a frame: the lines, a mark under the expression, and each operand's shape under it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shapecheck.display import laid_out
from shapecheck.lint.finding import Finding

__all__ = ["Line", "frame"]

_MOST_LINES = 8  # of an expression that are shown
_NARROWEST = 20  # columns of code that are shown at least
_DOTS = "..."


class Line(NamedTuple):
    """A line of a report: pieces of text, each with the name of its style."""

    pieces: tuple[tuple[str, str], ...]


class _Label(NamedTuple):
    """A shape, and the column that it belongs to, from 0."""

    column: int
    text: str


def frame(finding: Finding, width: int) -> Iterator[Line]:
    """Give the lines of the frame, none wider than `width` as far as that is possible."""
    shown = finding.source[:_MOST_LINES]
    margin = len(str(finding.line + len(shown) - 1))
    room = max(_NARROWEST, width - margin - 3)
    bar = " " * margin + " |"
    yield Line(((bar, "frame"),))
    for place, text in enumerate(shown):
        number = finding.line + place
        code = _Code(text)
        start = code.column(finding.column - 1 if place == 0 else len(text) - len(text.lstrip()))
        end = code.column(finding.end_column - 1 if number == finding.end_line else len(text.rstrip()))
        labels = [
            _Label(code.column(mark.column - 1), mark.shape)
            for mark in finding.marks
            if mark.line == number and mark.line == mark.end_line
        ]
        first = _first_column(code.width, start, end, room)
        yield Line(((f"{number:>{margin}} |", "frame"), (f" {code.cut(first, room)}".rstrip(), "")))
        marks = " " * (start - first) + "^" * max(1, min(end, first + room) - start)
        if text.strip():
            yield Line(((bar, "frame"), (f" {marks}"[: room + 1], finding.severity)))
        for row in _rows([_Label(label.column - first, label.text) for label in labels], room):
            yield Line(((bar, "frame"), (f" {row}", "shape")))
    if len(finding.source) > len(shown):
        yield Line(((bar, "frame"), (" ...", "")))


class _Code:
    """A line of a source as the terminal shows it: where each character starts, and what of it has room."""

    def __init__(self, text: str) -> None:
        pieces, self._starts = laid_out(text)
        self._pieces = [" " if piece.isspace() else piece for piece in pieces]
        self.width = self._starts[-1]

    def column(self, place: int) -> int:
        """Give the column, from 0, at which a character starts."""
        return self._starts[min(max(place, 0), len(self._pieces))]

    def cut(self, first: int, room: int) -> str:
        """Give the part that is shown from a column on, what is left out told by dots."""
        before = first + len(_DOTS) if first else 0
        behind = first + room - (len(_DOTS) if first + room < self.width else 0)
        part = ""
        at = before
        for piece, start, end in zip(self._pieces, self._starts, self._starts[1:], strict=False):
            if start >= before and end <= behind:
                part += " " * (start - at) + piece
                at = end
        return f"{_DOTS if first else ''}{part}{_DOTS if first + room < self.width else ''}"


def _first_column(width: int, start: int, end: int, room: int) -> int:
    """Give the column at which the part of a line begins that is shown."""
    if width <= room or end <= room:
        return 0
    return max(0, min(start - 4, width - room))


def _rows(labels: Sequence[_Label], room: int) -> Iterator[str]:
    """Give the rows of shapes: on one where there is room, else the last on the first row and bars above the others."""
    pending = sorted(dict.fromkeys(label for label in labels if 0 <= label.column < room))
    while pending:
        last = pending[-1]
        if all(left.column + len(left.text) < right.column for left, right in pairwise(pending)):
            yield _row(pending)
            return
        yield _row([*[_Label(label.column, "|") for label in pending[:-1] if label.column < last.column], last])
        pending.pop()


def _row(labels: Sequence[_Label]) -> str:
    row = ""
    for label in labels:
        row = row.ljust(label.column) + label.text
    return row
