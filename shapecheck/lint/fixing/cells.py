"""Edits of a notebook's cells, written into its JSON: all but the edited characters stays as it was written."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from shapecheck.lint.files import Text
from shapecheck.lint.finding import Edit
from shapecheck.lint.mending.rewriting import Offsets, TextEdit, applied

__all__ = ["lines_of", "with_cell_edits"]

_DECODER = json.JSONDecoder()
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SPACE = re.compile(r"[ \t\r\n]*")
# One character of a JSON string as it is written: two escapes where it is beyond the first 65,536.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


def with_cell_edits(content: bytes, text: Text, edits: Sequence[Edit]) -> bytes | None:
    """Return a notebook with edits of its cells; None where one of them cannot be written into it.

    Parameters
    ----------
    content : bytes
        The notebook.
    text : Text
        Its code, as it was linted: an edit of a line with a magic is one only where both are the same.
    edits : sequence of Edit
        What is changed, no two of which overlap.
    """
    encoding = json.detect_encoding(content)
    written = content.decode(encoding, "surrogatepass")
    if written.encode(encoding, "surrogatepass") != content:
        return None
    changes: dict[TextEdit, None] = {}
    for edit in edits:
        if edit.cell is None or not _is_as_written(edit, text):
            return None
        parts = _source_of(written, edit.cell)
        found = list(_changes(written, parts, edit))
        if not found:
            return None
        changes |= dict.fromkeys(found)
    return applied(written, changes).encode(encoding, "surrogatepass")


def _is_as_written(edit: Edit, text: Text) -> bool:
    """Tell whether the lines of an edit are, from its first character on, those that the author wrote."""
    before = dict(text.cells).get(edit.cell or 0, 0)
    linted, written = (
        own.split("\n")[before + edit.line - 1 : before + edit.end_line] for own in (text.text, text.written)
    )
    linted[0], written[0] = linted[0][edit.column - 1 :], written[0][edit.column - 1 :]
    return linted == written


@dataclass(frozen=True, slots=True)
class _Part:
    """A JSON string: where what is between its quotes starts in the file, and which character starts where in it."""

    start: int
    starts: tuple[int, ...]
    value: str

    def at(self, character: int) -> int:
        """Return where a character of the value is in the file."""
        return self.start + self.starts[character]


def _changes(written: str, parts: Sequence[_Part], edit: Edit) -> Iterator[TextEdit]:
    """Yield the edit of a cell as edits of the file; none where it crosses the strings that the cell is written in."""
    source = "".join(part.value for part in parts)
    offsets = Offsets(source)
    start, end = offsets.at(edit.line, edit.column), offsets.at(edit.end_line, edit.end_column)
    if "\r" in source[start:end]:
        return
    pieces = list(_by_lines(start, source[start:end], edit.text))
    firsts = [0, *accumulate(len(part.value) for part in parts)]
    found = []
    for piece in pieces:
        # What is put between two strings belongs to the first, where the line of it goes on.
        inside = [
            (part, first)
            for part, (first, behind) in zip(parts, pairwise(firsts), strict=True)
            if first <= piece.start and piece.end <= behind and (part.value[-1:] != "\n" or piece.end < behind)
        ]
        if not inside:
            return
        part, first = inside[0]
        text = json.dumps(piece.text, ensure_ascii=written.isascii())[1:-1]
        found.append(TextEdit(part.at(piece.start - first), part.at(piece.end - first), text))
    yield from found


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end: only a line feed ends one."""
    return _LINE.findall(text)


def _by_lines(start: int, old: str, new: str) -> Iterator[TextEdit]:
    """Yield the change of a text line by line, where both have as many lines."""
    olds, news = lines_of(old), lines_of(new)
    if len(olds) != len(news):
        yield TextEdit(start, start + len(old), new)
        return
    for one, other in zip(olds, news, strict=True):
        if one != other:
            kept = len(one) - len(one.rstrip("\n")) if one.endswith("\n") and other.endswith("\n") else 0
            yield TextEdit(start, start + len(one) - kept, other[: len(other) - kept])
        start += len(one)


def _source_of(written: str, number: int) -> list[_Part]:
    """Return the strings in which the source of a cell is written, in order."""
    cells = dict(_members(written, _SPACE.match(written).end()))["cells"]  # type: ignore[union-attr]
    start, end = dict(_members(written, list(_items(written, cells[0]))[number - 1][0]))["source"]
    spans = [(start, end)] if written[start] == '"' else list(_items(written, start))
    return [_part(written, *span) for span in spans if written[span[0]] == '"']


def _part(written: str, start: int, end: int) -> _Part:
    raw = written[start + 1 : end - 1]
    starts = tuple(found.start() for found in _CHARACTER.finditer(raw))
    return _Part(start + 1, (*starts, len(raw)), _DECODER.decode(written[start:end]))


def _members(written: str, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names in a JSON object, each with where its value starts and ends; `at` is the bracket."""
    at = _behind_space(written, at + 1)
    while written[at] != "}":
        name, at = _DECODER.raw_decode(written, at)
        start = _behind_space(written, _behind_space(written, at) + 1)  # behind the colon
        _, end = _DECODER.raw_decode(written, start)
        yield name, (start, end)
        at = _behind_comma(written, end)


def _items(written: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each item of a JSON array starts and ends; `at` is the bracket."""
    at = _behind_space(written, at + 1)
    while written[at] != "]":
        _, end = _DECODER.raw_decode(written, at)
        yield at, end
        at = _behind_comma(written, end)


def _behind_comma(written: str, at: int) -> int:
    at = _behind_space(written, at)
    return _behind_space(written, at + 1) if written[at] == "," else at


def _behind_space(written: str, at: int) -> int:
    found = _SPACE.match(written, at)
    assert found is not None
    return found.end()
