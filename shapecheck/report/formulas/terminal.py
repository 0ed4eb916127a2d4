"""The formulas in a terminal, the shape of each factor under it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from rich.text import Text

from shapecheck.architecture.sheet import Formula, Sheet
from shapecheck.architecture.terms import Form, Term
from shapecheck.core import Verdict
from shapecheck.display import display_width, wrapped
from shapecheck.language import say
from shapecheck.report._console import make_console, print_text
from shapecheck.report._rows import left_out, parts_of
from shapecheck.report.formulas._rows import SUMS, binds, groups, note_of, sign, title, verdict_line

__all__ = ["write"]

_INDENT = 4  # of what does not fit on the first line
_NARROWEST = 12  # characters in which a note is set, in however narrow a terminal


class _Piece(NamedTuple):
    """What stands together on a line, and the shape under it."""

    text: str
    shape: str = ""

    @property
    def width(self) -> int:
        return max(display_width(self.text), display_width(self.shape))


def write(sheet: Sheet, out: TextIO, *, show: str, layers: tuple[int, int] | None, general: bool) -> None:
    """Write the formulas asked for, in the order in which they are computed."""
    console = make_console(out)
    print_text(console, title(sheet, general=general), "bold")
    verdicts: list[Verdict] = []
    parts = [None] if general else parts_of(sheet.architecture, layers)
    for heading, formulas in groups(sheet, show, *parts, general=general):
        lines = [Text(), Text(heading, "bold")]
        for formula in formulas:
            lines.extend(_lines(formula, console.width))
            verdicts.append(formula.verdict)
        console.print(Text("\n").join(lines), overflow="ignore", no_wrap=True, crop=False)
    console.print()
    if len(parts) > 1:
        print_text(console, left_out(sheet.architecture))
    print_text(console, verdict_line(verdicts))


def _lines(formula: Formula, width: int) -> Iterator[Text]:
    """Give the lines of a formula: names, below them shapes, and the note."""
    head = _Piece(formula.name, str(formula.shape))
    for number, pieces in enumerate(_broken([head, _Piece(sign(formula)), *_pieces(formula.term)], width)):
        start = " " * (_INDENT if number else 2)
        yield Text(f"{start}{' '.join([_centred(piece.text, piece.width) for piece in pieces])}".rstrip())
        yield Text(f"{start}{' '.join([_centred(piece.shape, piece.width) for piece in pieces])}".rstrip(), "dim")
    for line in wrapped(note_of(formula), max(_NARROWEST, width - _INDENT)) if formula.notes else ():
        yield Text(f"{' ' * _INDENT}{line}", "italic")


def _centred(text: str, width: int) -> str:
    return text.center(width - display_width(text) + len(text))


def _broken(pieces: Sequence[_Piece], width: int) -> Iterator[list[_Piece]]:
    """Break a formula where the terminal ends."""
    line: list[_Piece] = []
    used = 2
    for group in _together(pieces, width - _INDENT):
        if line and used + _width(group) > width:
            yield line
            line, used = [], _INDENT
        line.extend(group)
        used += _width(group) + 1
    yield line


def _together(pieces: Sequence[_Piece], room: int) -> Iterator[list[_Piece]]:
    """Give each factor with the signs and numbers before it: a line does not end in `1 -` where there is room."""
    group: list[_Piece] = []
    for number, piece in enumerate(pieces, 1):
        group.append(piece)
        if piece.shape or number == len(pieces):
            if _width(group) <= room:
                yield group
            else:
                yield from ([one] for one in group)
            group = []


def _width(pieces: Sequence[_Piece]) -> int:
    return sum(piece.width for piece in pieces) + len(pieces) - 1


def _pieces(term: Term) -> list[_Piece]:
    match term.form:
        case Form.NAME | Form.NUMBER:
            return [_Piece(term.text, "" if term.is_number else str(term.shape))]
        case Form.TRANSPOSED | Form.APPLIED:
            return [_Piece(_inline(term), str(term.shape))]
        case Form.SUMMED:
            before, after = say("sum of {factor} over axis {axis}, kept", factor="\0", axis=term.axis).split("\0")
            return [_Piece(before.strip()), *_pieces(term.parts[0]), _Piece(after.strip())]
        case Form.NEGATIVE:
            first, *rest = _inside(term.parts[0], 3)
            return [_Piece(f"-{first.text}", first.shape), *rest]
    left, right = term.parts
    if term.form is Form.OVER and term.is_number:
        return [_Piece(f"({_inline(left)}/{_inline(right)})")]
    mark = {Form.PLUS: "+", Form.MINUS: "-", Form.TIMES: "*", Form.OVER: "/"}.get(term.form)
    least = 0 if term.form in SUMS else 1
    middle = [] if mark is None else [_Piece(mark)]
    return [*_inside(left, least), *middle, *_inside(right, least + 1)]


def _inside(term: Term, least: int) -> list[_Piece]:
    """Give a part, in brackets where it holds together less tightly than it must."""
    pieces = _pieces(term)
    if binds(term, least) or (term.form is Form.OVER and term.is_number):
        return pieces
    pieces[0] = _Piece(f"({pieces[0].text}", pieces[0].shape)
    pieces[-1] = _Piece(f"{pieces[-1].text})", pieces[-1].shape)
    return pieces


def _inline(term: Term) -> str:
    """Give a part on one line without shapes."""
    match term.form:
        case Form.TRANSPOSED:
            return f"{_inline(term.parts[0])}.T"
        case Form.APPLIED:
            return f"{term.text}({_inline(term.parts[0])})"
        case _:
            return term.text
