"""Changes of a syntax tree as edits of the text: what stays as it was keeps the author's formatting."""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from shapecheck.infer.site import Source

__all__ = ["Offsets", "TextEdit", "applied", "merged", "offsets_of", "rewritten"]

_PART = "part_of_source_"  # the name under which a part that stays is printed
_SIGNS = (ast.operator, ast.unaryop, ast.cmpop, ast.expr_context)
_COMMENT = re.compile(r"#[^\r\n]*")
_LINE = re.compile(r"\r\n|\r|\n")
_ALONE = (ast.Call, ast.keyword, ast.Slice, ast.Tuple, ast.List, ast.Assign, ast.AugAssign)  # parts stand alone there
_LOOSE = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.Await, ast.NamedExpr, ast.Starred)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A replacement in a text: the characters from `start` to `end`, counted from 0, become `text`."""

    start: int
    end: int
    text: str


class Offsets:
    """Where the nodes of a syntax tree stand in its text, in characters.

    Parameters
    ----------
    text : str
        The source.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _LINE.finditer(text))]

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node starts and ends."""
        return (
            self._at(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self._at(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def segment(self, node: ast.AST) -> str:
        """Return the text of a node as its author wrote it."""
        start, end = self.span(node)
        return self.text[start:end]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a character, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place_of(self, line: int, offset: int) -> tuple[int, int]:
        """Return the line and the column, counted from 1, of a byte of a line, as syntax trees count."""
        return line, self._at(line, offset) - self._starts[line - 1] + 1

    def at(self, line: int, column: int) -> int:
        """Return which character stands at a line and a column, both counted from 1."""
        return self._starts[line - 1] + column - 1

    def _at(self, line: int, offset: int) -> int:
        start = self._starts[line - 1]
        own = self.text[start : self._starts[line] if line < len(self._starts) else None]
        return start + (offset if own.isascii() else len(own.encode()[:offset].decode("utf-8", "replace")))


_known: WeakKeyDictionary[Source, Offsets] = WeakKeyDictionary()


def offsets_of(source: Source) -> Offsets:
    """Return where the nodes of a file stand; each time the same."""
    found = _known.get(source)
    if found is None:
        found = _known[source] = Offsets(source.text)
    return found


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """Return a text with edits applied, no two of which overlap.

    Examples
    --------
    >>> applied("np.sum(dZ)", [TextEdit(9, 9, ", axis=1"), TextEdit(7, 9, "Z")])
    'np.sum(Z, axis=1)'
    """
    for edit in sorted(edits, key=lambda own: (own.start, own.end))[::-1]:  # of two in one place the first stays first
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def merged(text: str, edits: Iterable[TextEdit]) -> TextEdit:
    """Return one edit that does what several do.

    Examples
    --------
    >>> merged("A @ B", [TextEdit(1, 1, ".T"), TextEdit(5, 5, ".T")])
    TextEdit(start=1, end=5, text='.T @ B.T')
    """
    every = sorted(edits, key=lambda own: own.start)
    start, end = every[0].start, max(own.end for own in every)
    inner = [TextEdit(own.start - start, own.end - start, own.text) for own in every]
    return TextEdit(start, end, applied(text[start:end], inner))


def rewritten(offsets: Offsets, old: ast.AST, new: ast.AST) -> tuple[TextEdit, ...]:
    """Return the edits with which the text of one node becomes that of another one.

    Parameters
    ----------
    offsets : Offsets
        The source.
    old : ast.AST
        A node of its tree.
    new : ast.AST
        What shall stand in its place. Parts of it with a place in the source are what stands there.
    """
    return tuple(_edits(offsets, old, new))


def _edits(offsets: Offsets, old: ast.AST, new: ast.AST, *, alone: bool = False) -> Iterator[TextEdit]:
    """Yield the edits that make one node another one; it needs no brackets where it stands `alone`."""
    if _is_at(new, old):
        return
    start, end = offsets.span(old)
    match new:
        case ast.Attribute(ast.expr() as inner, name) if _is_at(inner, old):
            yield from _behind(offsets, old, f".{name}")
            return
        case ast.Subscript(ast.expr() as inner, key) if _is_at(inner, old):
            yield from _behind(offsets, old, f"[{_key(offsets, key)}]")
            return
        case ast.BinOp(inner, (ast.Add() | ast.Sub()) as operator, ast.Constant() as number) if _is_sum(inner, old):
            yield TextEdit(end, end, f" {'+' if isinstance(operator, ast.Add) else '-'} {number.value!r}")
            return
    pairs = _children(old, new)
    if pairs is not None:
        for one, other in pairs:
            if one is None:
                yield _added(offsets, old, other)
            else:
                is_key = isinstance(old, ast.Subscript) and one is old.slice
                yield from _edits(offsets, one, other, alone=is_key or isinstance(old, _ALONE))
        return
    yield TextEdit(start, end, _text(offsets, new, bare=alone or isinstance(old, _LOOSE)))


def _is_at(node: ast.AST, old: ast.AST) -> bool:
    """Tell whether a node is one of the source that stands where another one stands."""
    return _place(node) is not None and _place(node) == _place(old)


def _is_sum(node: ast.expr, old: ast.AST) -> bool:
    """Tell whether something can be added behind a node, which stands where it stood, without brackets."""
    closed = not isinstance(old, _LOOSE) or (
        isinstance(old, ast.BinOp)
        and not isinstance(old.op, (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift))
    )
    return closed and _is_at(node, old)


def _place(node: ast.AST) -> tuple[int, int, int, int] | None:
    line = getattr(node, "lineno", None)
    if line is None or getattr(node, "end_lineno", None) is None:
        return None
    return line, node.col_offset, node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]


def _behind(offsets: Offsets, old: ast.AST, text: str) -> Iterator[TextEdit]:
    """Yield the edits that write something behind a node, in brackets if it needs them."""
    start, end = offsets.span(old)
    closed = _closing(offsets.text, start, end)
    if isinstance(old, _LOOSE) and closed is None:
        yield TextEdit(start, start, "(")
        yield TextEdit(end, end, f"){text}")
    elif isinstance(old, _LOOSE) and closed is not None:
        yield TextEdit(closed, closed, text)
    else:
        yield TextEdit(end, end, text)


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the brackets end that stand around a part of a text and are no call's; None without such."""
    before, behind = text[:start].rstrip(" \t"), len(text) - len(text[end:].lstrip(" \t"))
    if not before.endswith("(") or text[behind : behind + 1] != ")" or re.search(r"[\w)\]]\s*\($", before[-80:]):
        return None
    return behind + 1


def _children(old: ast.AST, new: ast.AST) -> list[tuple[ast.AST | None, ast.AST]] | None:
    """Return the parts of a node that are others in its place, None where more is changed than parts.

    What is added behind the arguments of a call has nothing in its place.
    """
    if type(old) is not type(new):
        return None
    found: list[tuple[ast.AST | None, ast.AST]] = []
    for name in old._fields:
        one, other = getattr(old, name, None), getattr(new, name, None)
        if isinstance(one, list) and isinstance(other, list):
            more = other[len(one) :]
            if len(other) < len(one) or (more and not (isinstance(old, ast.Call) and name == "keywords")):
                return None
            pairs = list(zip(one, other, strict=False))
            if any(getattr(item, "arg", None) != getattr(own, "arg", None) for item, own in pairs):
                return None
            found += pairs
            found += ((None, item) for item in more)
        elif isinstance(one, ast.expr_context):
            continue
        elif isinstance(one, ast.AST) and isinstance(other, ast.AST):
            found.append((one, other))
        elif one != other:
            return None
    if any(
        isinstance(one, (ast.operator, ast.unaryop, ast.cmpop)) and type(one) is not type(other) for one, other in found
    ):
        return None
    return [pair for pair in found if not isinstance(pair[0], (ast.operator, ast.unaryop, ast.cmpop, ast.expr_context))]


def _added(offsets: Offsets, call: ast.AST, new: ast.AST) -> TextEdit:
    """Return the edit that adds a keyword to a call."""
    assert isinstance(call, ast.Call)
    assert isinstance(new, ast.keyword)
    last = max((offsets.span(own)[1] for own in (*call.args, *call.keywords)), default=None)
    text = f"{new.arg}={_text(offsets, new.value, bare=True)}"
    if last is None:
        end = offsets.span(call)[1] - 1
        return TextEdit(end, end, text)
    # The last argument may stand in brackets of its own; behind it there are brackets, commas and comments alone.
    behind = _COMMENT.sub(lambda found: " " * len(found[0]), offsets.text[last : offsets.span(call)[1] - 1])
    last += behind.rfind(")") + 1
    return TextEdit(last, last, f", {text}")


def _key(offsets: Offsets, key: ast.AST) -> str:
    """Return the text of an index, of several without the brackets of a tuple."""
    if isinstance(key, ast.Tuple) and len(key.elts) > 1 and _place(key) is None:
        return ", ".join(_text(offsets, own, bare=True) for own in key.elts)
    return _text(offsets, key, bare=True)


def _text(offsets: Offsets, node: ast.AST, *, bare: bool = False) -> str:
    """Return the text of a node whose parts may be of the source; not `bare`, in brackets where it needs them."""
    place = _place(node)
    if place is not None:
        text = offsets.segment(node)
        return text if bare or not _is_loose(text) else f"({text})"
    parts: list[tuple[str, str]] = []

    def named(inner: ast.AST, *, apart: bool = False) -> ast.AST:
        """Return a copy with names in place of the parts that are of the source; one that stands `apart` is bare."""
        if isinstance(inner, ast.expr) and _place(inner) is not None:
            segment = offsets.segment(inner)
            is_bare = (apart and not isinstance(inner, ast.Tuple)) or not _is_loose(segment)
            parts.append((f"{_PART}{len(parts)}_", segment if is_bare else f"({segment})"))
            return ast.Name(parts[-1][0], ast.Load())
        lists = isinstance(inner, (ast.Call, ast.List))  # what is between commas
        return type(inner)(**{name: copied(value, apart=lists) for name, value in ast.iter_fields(inner)})

    def copied(value: object, *, apart: bool) -> object:
        if isinstance(value, list):
            return [named(item, apart=apart) if isinstance(item, ast.AST) else item for item in value]
        return named(value) if isinstance(value, ast.AST) else value

    if isinstance(node, ast.Tuple) and any(isinstance(own, ast.Slice) for own in node.elts):
        return _key(offsets, node)
    text = ast.unparse(ast.fix_missing_locations(named(node)))
    for name, segment in parts:
        text = text.replace(name, segment)
    return text if bare or not isinstance(node, _LOOSE) else f"({text})"


def _is_loose(text: str) -> bool:
    """Tell whether an expression needs brackets around it inside of another one."""
    try:
        node = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return isinstance(node, _LOOSE) or (isinstance(node, ast.Tuple) and not text.lstrip().startswith("("))
