"""What the stored outputs of a notebook's cell show of shapes: the value of `X.shape`, and what `print` has written."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from shapecheck.infer.shown import Shown

__all__ = ["Counted", "fresh", "shown_in"]

_SHAPE = r"(\(\d+(?:, ?\d+)*,?\)|\(\))"
_ANYTHING = r"[^\n]*?"
_MOST_PARTS = 24  # of what one `print` writes
_MOST_PRINTS = 200  # of one cell


class Counted(NamedTuple):
    """A cell of code that is not empty.

    Attributes
    ----------
    number : int
        Which cell it is.
    end : int
        The number of lines up to its end, of the cells before it included.
    executed : object
        Its execution count, as the file has it.
    """

    number: int
    end: int
    executed: object


def fresh(shown: Sequence[Shown], cells: Sequence[Counted]) -> Iterator[Shown]:
    """Give what outputs show that are no older than the cells before them, and since which line that is so.

    A cell that has a later count was run again since then. Where a count is missing, a cell was run twice, or one that
    is no longer there: what it did to what was bound before nobody knows. So what an output shows must be bound behind
    that, in a cell that was run once. Where no cell has a count, nothing is known of their order.
    """
    if all(cell.executed is None for cell in cells):
        yield from shown
        return
    since: dict[int, int] = {}
    last, latest, start = 0, 0, 0
    for place, (number, end, count) in enumerate(cells):
        if type(count) is not int:
            start = end  # it was not run
            continue
        if place and count != last + 1:
            start = end
        if count > latest:
            since[number] = start
        last, latest = count, max(count, latest)
    yield from (replace(own, since=since[own.cell]) for own in shown if own.cell in since)


def shown_in(cell: Mapping[str, Any], lines: Sequence[str], before: int, number: int) -> Iterator[Shown]:
    """Give what the outputs of a cell show.

    Parameters
    ----------
    cell : mapping
        The cell, as the file has it.
    lines : sequence of str
        Its code, as Python.
    before : int
        The number of lines of the cells before it.
    number : int
        Which cell it is, from 1.
    """
    outputs = [output for output in cell.get("outputs") or () if isinstance(output, dict)]
    if not outputs:
        return
    try:
        body = ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    last = body[-1] if body else None
    if isinstance(last, ast.Expr):
        for path, shape in _of_value(last.value, _value_in(outputs)):
            yield Shown(path, before + last.lineno, shape, number)
    printed = "".join(_text(own.get("text")) for own in outputs if own.get("name") == "stdout")
    if printed:
        for line, path, shape in _printed(body, printed):
            yield Shown(path, before + line, shape, number)


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _value_in(outputs: Sequence[Mapping[str, Any]]) -> object:
    """Return the value of the cell's last expression, where it is made of plain numbers; else None."""
    texts = [
        _text(output["data"].get("text/plain"))
        for output in outputs
        if output.get("output_type") == "execute_result" and isinstance(output.get("data"), dict)
    ]
    try:
        return ast.literal_eval(texts[0]) if len(texts) == 1 else None
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError):
        return None


def _of_value(node: ast.expr, value: object) -> Iterator[tuple[str, tuple[int, ...]]]:
    if isinstance(node, (ast.Tuple, ast.List)) and isinstance(value, (tuple, list)) and len(node.elts) == len(value):
        for part, own in zip(node.elts, value, strict=True):
            yield from _of_value(part, own)
        return
    path = _array_of(node)
    if path is not None and isinstance(value, tuple) and all(type(size) is int and size >= 0 for size in value):
        yield path, value


def _array_of(node: ast.expr) -> str | None:
    """Return X for `X.shape` and `np.shape(X)`, where X is a plain path; None for anything else."""
    match node:
        case ast.Attribute(inner, "shape") | ast.Call(ast.Attribute(ast.Name(), "shape"), [inner], []):
            return ast.unparse(inner) if _is_path(inner) else None
    return None


def _is_path(node: ast.expr) -> bool:
    match node:
        case ast.Name():
            return True
        case ast.Attribute(inner) | ast.Subscript(inner, ast.Constant(str())):
            return _is_path(inner)
    return False


# What `print` has written


def _printed(body: Sequence[ast.stmt], text: str) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """Give the shapes in what the prints of a cell have written: each is found as often as it stands there."""
    calls: list[tuple[int, str, tuple[str, ...]]] = []
    for statement in body:
        match statement:
            case ast.Expr(ast.Call(ast.Name("print"), arguments, [])) if arguments and len(calls) < _MOST_PRINTS:
                for pattern, paths in (_pattern(arguments), _pattern_of_python_2(arguments)):
                    if paths and re.search(pattern, text, re.MULTILINE):
                        calls.append((statement.lineno, pattern, paths))
                        break
    for pattern in dict.fromkeys(pattern for _, pattern, _ in calls):
        own = [call for call in calls if call[1] == pattern]
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if len(found) != len(own):
            continue  # a loop or a function writes such lines too
        for (line, _, paths), match in zip(own, found, strict=True):
            for path, shape in zip(paths, match.groups(), strict=True):
                value = ast.literal_eval(shape)
                yield line, path, value if isinstance(value, tuple) else (value,)


def _pattern(arguments: Sequence[ast.expr]) -> tuple[str, tuple[str, ...]]:
    """Return the lines that a `print` writes as a regular expression, and the arrays whose shapes are its groups."""
    parts: list[str] = []
    paths: list[str] = []
    for place, argument in enumerate(arguments):
        parts += [" "] if place else []
        for pattern, path in _parts(argument):
            parts.append(pattern)
            paths += [path] if path is not None else []
    return (_of_lines(parts), tuple(paths)) if len(parts) <= _MOST_PARTS else ("", ())


def _of_lines(parts: Sequence[str]) -> str:
    """Return the parts of what is written as one pattern.

    What stands behind something that may be anything is taken where it comes first, and is looked for no more: there it
    leaves the most room for what follows. So a line is gone through once for each part at most.
    """
    pieces = [""]
    for part in parts:
        if part == _ANYTHING:
            pieces.append("")
        else:
            pieces[-1] += part
    first, *others = pieces
    middle = "".join(rf"(?>{_ANYTHING}{piece})" for piece in others[:-1] if piece)
    return rf"^{first}{middle}{_ANYTHING if others else ''}{''.join(others[-1:])}$"


def _pattern_of_python_2(arguments: Sequence[ast.expr]) -> tuple[str, tuple[str, ...]]:
    """Return the same for Python 2, where several arguments in brackets are one tuple."""
    if len(arguments) < 2:
        return "", ()
    parts: list[str] = []
    paths: list[str] = []
    for argument in arguments:
        path = _array_of(argument)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            parts.append(re.escape(repr(argument.value)))
        elif path is not None:
            parts.append(_SHAPE)
            paths.append(path)
        else:
            return "", ()
    return rf"^\({', '.join(parts)}\)$", tuple(paths)


def _parts(node: ast.expr) -> Iterator[tuple[str, str | None]]:
    """Give the parts of a text: a pattern for each, and the array whose shape it is."""
    path = _array_of(node)
    match node:
        case _ if path is not None:
            yield _SHAPE, path
        case ast.Constant(str() as text):
            yield re.escape(text), None
        case ast.Call(ast.Name("str" | "repr"), [inner], []) if _array_of(inner) is not None:
            yield _SHAPE, _array_of(inner)
        case ast.BinOp(left, ast.Add(), right):
            yield from _parts(left)
            yield from _parts(right)
        case ast.JoinedStr(values):
            for value in values:
                yield from _parts(value)
        case ast.FormattedValue(inner, _, None) if _array_of(inner) is not None:
            yield _SHAPE, _array_of(inner)
        case ast.Call(ast.Attribute(ast.Constant(str() as text), "format"), values, []):
            yield from _filled(re.split(r"\{\d*\}", text), values)
        case ast.BinOp(ast.Constant(str() as text), ast.Mod(), ast.Tuple(values)):
            yield from _filled(re.split(r"%[sr]", text), values)
        case _:
            yield _ANYTHING, None


def _filled(texts: Sequence[str], values: Sequence[ast.expr]) -> Iterator[tuple[str, str | None]]:
    """Give the parts of a text with places that are filled in their order."""
    if len(texts) != len(values) + 1:
        yield _ANYTHING, None
        return
    for place, text in enumerate(texts):
        yield re.escape(text), None
        if place < len(values):
            path = _array_of(values[place])
            yield (_ANYTHING, None) if path is None else (_SHAPE, path)
