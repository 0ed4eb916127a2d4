"""What is drawn: boxes, wires and texts with their places. The unit of length is the width of a character.

All letters are of one width, so that a text's width is known without a font, and pictures and pages agree.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from shapecheck.architecture.flow import Arrow, ArrowKind, Block

__all__ = [
    "ASCENT",
    "EM",
    "LINE",
    "TITLE",
    "Box",
    "Label",
    "Line",
    "Mark",
    "Point",
    "Rectangle",
    "Scene",
    "Text",
    "Wire",
]

EM = 1 / 0.602  # the font's size, of which a character's width is 0.602
LINE = 1.3 * EM  # from one line to the next
ASCENT = 1.0 * EM  # from the top of a line to its base
_POINT = 1.6  # the length of an arrow's point
TITLE = 1.5  # how much larger a heading is

_PIECE = re.compile(r"\S+(?: \S+)*")

Point = tuple[float, float]


class Rectangle(NamedTuple):
    """A rectangle by its corner at the top left and its extent; y grows downward."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


class Line(NamedTuple):
    """One line of text, a quantity's name before it: its style is `name`, `shape`, or `muted` for what is beside."""

    text: str
    style: str = "shape"
    name: str = ""

    @property
    def width(self) -> int:
        """How many characters wide it is."""
        return cell_len(self.name) + cell_len(self.text)

    def pieces(self) -> Iterator[tuple[int, str, str]]:
        """Give each piece of one style: after how many characters it starts, its text, its style.

        There is no more than one space at a time in a piece, and none at its ends: in an SVG they are not kept.
        """
        if self.name:
            yield 0, self.name, "name"
        for found in _PIECE.finditer(self.text):
            yield cell_len(self.name) + cell_len(self.text[: found.start()]), found[0], self.style


class Text(NamedTuple):
    """Lines below one another: `x` is where they start, or their middle if `centred`; `y` the top of the first."""

    x: float
    y: float
    lines: tuple[Line, ...]
    centred: bool = False
    scale: float = 1.0

    @property
    def bounds(self) -> Rectangle:
        """What the lines cover."""
        width = self.scale * max(line.width for line in self.lines)
        left = self.x - width / 2 if self.centred else self.x
        return Rectangle(left, self.y, width, self.scale * LINE * len(self.lines))


class Box(NamedTuple):
    """A block, and the text in it."""

    block: Block
    bounds: Rectangle
    text: Text


class Label(NamedTuple):
    """The name and shape of what an arrow carries, beside its wire."""

    arrow: Arrow
    text: Text


class Wire(NamedTuple):
    """The line along which arrows go, by its corners; `head` tells whether it ends in a point."""

    kind: ArrowKind
    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]
    head: bool = True

    def line(self) -> tuple[Point, ...]:
        """Give the corners of the line without its point."""
        if not self.head:
            return self.points
        (x, y), along, _ = self._end()
        return *self.points[:-1], (x - along[0] * _POINT, y - along[1] * _POINT)

    def point(self) -> tuple[Point, Point, Point]:
        """Give the corners of its point."""
        (x, y), (right, down), (across, up) = self._end()
        base, half = (x - right * _POINT, y - down * _POINT), _POINT / 2.4
        first, second = ((base[0] + sign * across * half, base[1] + sign * up * half) for sign in (1, -1))
        return (x, y), first, second

    def _end(self) -> tuple[Point, Point, Point]:
        """Give where it ends, the direction there, and the one across it; wires go along the axes."""
        (x0, y0), (x, y) = self.points[-2:]
        right, down = (x > x0) - (x < x0), (y > y0) - (y < y0)
        return (x, y), (right, down), (down, right)


class Mark(NamedTuple):
    """A piece of the key: how the lines of a kind look."""

    wire: Wire
    text: Text


class Scene(NamedTuple):
    """All that is drawn, in the order in which it is drawn: wires, boxes, labels, then what is said around them."""

    width: float
    height: float
    wires: tuple[Wire, ...]
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]
    heading: Text
    notes: tuple[Text, ...]

    def texts(self) -> Iterator[Text]:
        """Give all that is written."""
        yield self.heading
        yield from self.notes
        yield from (box.text for box in self.boxes)
        yield from (label.text for label in self.labels)
        yield from (mark.text for mark in self.marks)
