"""What the terminal formats share: the console, aligned columns, and the look of a verdict."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shapecheck.core import Verdict
from shapecheck.display import wrapped
from shapecheck.report._words import word_of, words

__all__ = ["Cell", "columns", "make_console", "print_text", "verdict_cell", "width_of"]

_GAP = 2  # spaces between two columns
_STYLES = {Verdict.YES: "green", Verdict.NO: "bold red", Verdict.UNKNOWN: "yellow"}
_USUAL = 80  # characters on a line
_NARROWEST = 6  # characters to which a column may shrink


class Cell(NamedTuple):
    """The text of a cell and its style."""

    text: str = ""
    style: str = ""


class _Console(Console):
    """A console that leaves it to the caller what to do when the reader of a pipe has had enough; rich would exit."""

    def on_broken_pipe(self) -> None:
        """Let the error through that is being handled."""
        raise  # noqa: PLE0704  (rich calls this where it has caught it)


def make_console(out: TextIO) -> Console:
    """Give the console that writes to a stream: plain text unless the stream is a terminal."""
    console: Console = _Console(file=out, highlight=False, markup=False, emoji=False)
    if console.width < 1:  # `COLUMNS=0`, as some programs set it where they do not know
        console.width = _USUAL
    return console


def print_text(console: Console, text: str, style: str = "") -> None:
    """Print a sentence, broken between words where the terminal ends."""
    indent = " " * (len(text) - len(text.lstrip()))
    for line in wrapped(text, console.width, indent) or [""]:
        console.print(Text(line, style))


def verdict_cell(verdict: Verdict | None) -> Cell:
    """Give a verdict in its colour, or nothing."""
    return Cell() if verdict is None else Cell(word_of(verdict), _STYLES[verdict])


def columns(
    console: Console,
    rows: Sequence[Sequence[Cell]],
    headings: Sequence[str] = (),
    *,
    right: Sequence[int] = (),
    groups: Mapping[int, str] | None = None,
) -> None:
    """Print rows as aligned columns, never wider than the console: cells wrap where there is no room.

    Parameters
    ----------
    console : Console
        Where to.
    rows : sequence of sequence of Cell
        The cells.
    headings : sequence of str
        One per column, or none. The last one may start further to the left, above what the column before leaves free.
    right : sequence of int
        The columns whose cells end at the same place.
    groups : mapping of int to str
        Headings above the headings, each by the column where it starts.
    """
    headings = list(map(words, headings))
    groups = {place: words(group) for place, group in (groups or {}).items()}
    widths = _fitted(_widths(rows, headings, right, groups), _longest_words(rows, headings), console.width)
    lines: list[Text] = []
    if groups:
        heads = Text()
        for place, group in sorted(groups.items()):
            heads.pad_right(sum(widths[:place]) + _GAP * place - heads.cell_len)
            heads.append(group, "bold")
        lines.append(heads)
    if headings:
        overhang = cell_len(headings[-1]) > widths[-1] and len(widths) - 2 not in right
        for line in _lines([Cell(heading, "bold") for heading in headings[: -1 if overhang else None]], widths, right):
            if overhang:
                line.pad_right(sum(widths) + _GAP * (len(widths) - 1) - cell_len(headings[-1]) - line.cell_len)
                line.append(headings[-1], "bold")
            lines.append(line)
    for row in rows:
        lines.extend(_lines(row, widths, right))
    console.print(Text("\n").join(lines), overflow="crop", no_wrap=True)


def width_of(
    rows: Sequence[Sequence[Cell]],
    headings: Sequence[str] = (),
    right: Sequence[int] = (),
    groups: Mapping[int, str] | None = None,
) -> int:
    """Give how wide the columns are when no cell wraps."""
    groups = {place: words(group) for place, group in (groups or {}).items()}
    widths = _widths(rows, list(map(words, headings)), right, groups)
    return sum(widths) + _GAP * (len(widths) - 1)


def _widths(
    rows: Sequence[Sequence[Cell]], headings: Sequence[str], right: Sequence[int], groups: Mapping[int, str] | None
) -> list[int]:
    widths = [max(cell_len(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    for place, heading in enumerate(headings):
        last = place == len(headings) - 1
        free = widths[place - 1] - cell_len(headings[place - 1]) if last and place and place - 1 not in right else 0
        widths[place] = max(widths[place], cell_len(heading) - max(free, 0))
    starts = sorted(groups) if groups else []
    for start, end in pairwise([*starts, len(widths)]):
        lacking = cell_len((groups or {})[start]) - sum(widths[start:end]) - _GAP * (end - start - 1)
        widths[end - 1] += max(0, lacking)
    return widths


def _longest_words(rows: Sequence[Sequence[Cell]], headings: Sequence[str]) -> list[int]:
    texts = [[cell.text for cell in column] for column in zip(*rows, strict=True)]
    for place, heading in enumerate(headings[:-1]):
        texts[place].append(heading)
    return [max((cell_len(word) for text in column for word in text.split()), default=0) for column in texts]


def _fitted(widths: list[int], words: Sequence[int], room: int) -> list[int]:
    """Take from the widest column until all fit: first where no word is broken, then anywhere."""
    for floors in ([max(_NARROWEST, word) for word in words], [_NARROWEST] * len(widths)):
        excess = sum(widths) + _GAP * (len(widths) - 1) - room
        while excess > 0:
            places = [place for place, width in enumerate(widths) if width > floors[place]]
            if not places:
                break
            widest = max(places, key=lambda place: widths[place])
            second = max([floors[widest], *(widths[place] for place in places if widths[place] < widths[widest])])
            cut = min(excess, max(1, widths[widest] - second))
            widths[widest] -= cut
            excess -= cut
    return widths


def _lines(row: Sequence[Cell], widths: Sequence[int], right: Sequence[int]) -> Iterator[Text]:
    """Give the lines of one row, without spaces at their ends."""
    parts = [
        wrapped(cell.text, width) if cell_len(cell.text) > width else [cell.text]
        for cell, width in zip(row, widths, strict=False)
    ]
    for pieces in zip_longest(*parts, fillvalue=""):
        line = Text()
        end = 0  # where the column before ends
        for place, (piece, cell) in enumerate(zip(pieces, row, strict=True)):
            start = end + widths[place] - cell_len(piece) if place in right else end
            if piece:
                line.pad_right(start - line.cell_len)
                line.append(piece, cell.style)
            end += widths[place] + _GAP
        yield line
