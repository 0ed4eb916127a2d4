"""The user's source as text and tree, read through `linecache` so that notebooks and doctests work too."""

from __future__ import annotations

import ast
import linecache
import os
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = [
    "Source",
    "SourceUnavailable",
    "column_in_characters",
    "key_text",
    "read_source",
    "reference_text",
    "short_path",
]


class SourceUnavailable(Exception):
    """The source of a function cannot be had, or is not what runs; one sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file and its tree.

    Attributes
    ----------
    filename : str
        As in the code objects compiled from it.
    lines : tuple of str
        Each with its line end.
    tree : ast.Module
        Shared between all readers of the same text: not to be changed.
    """

    filename: str
    lines: tuple[str, ...]
    tree: ast.Module

    def segment(self, first: ast.expr | ast.stmt, last: ast.expr | ast.stmt | None = None) -> str:
        """Give the text from the start of `first` to the end of `last` (`first` if left out), with its line ends."""
        last = first if last is None else last
        end_line, end_column = last.end_lineno or last.lineno, last.end_col_offset
        # The tree counts bytes of UTF-8, hence the encoding before the cut.
        rows = [line.encode() for line in self.lines[first.lineno - 1 : end_line]]
        if not rows:
            return ""
        rows[-1] = rows[-1][:end_column]
        rows[0] = rows[0][first.col_offset :]
        return b"".join(rows).decode()

    def text(self, node: ast.expr) -> str:
        """Give an expression on one line: as written where it is on one line, else in Python's own normal form."""
        return self.segment(node) if node.lineno == node.end_lineno else reference_text(node)


@lru_cache(maxsize=32)
def _parse(text: str) -> ast.Module:
    """Parse without a second showing of the warnings that the user's own import has already shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def read_source(filename: str, module_globals: dict[str, Any] | None = None, *, refresh: bool = True) -> Source | None:
    """Give the source of a file, parsed once for each text.

    Parameters
    ----------
    filename : str
        The `co_filename` of a code object.
    module_globals : dict, optional
        The globals of the code, through whose loader a zipped module is read.
    refresh : bool
        Whether a file that changed on disk is read again (by its size and time of change, as tracebacks do).

    Returns
    -------
    Source or None
        None where there is no text, or it is no Python.
    """
    if refresh:
        linecache.checkcache(filename)
    lines = linecache.getlines(filename, module_globals)
    if not lines:
        return None
    try:
        return Source(filename, tuple(lines), _parse("".join(lines)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def column_in_characters(source: Source, line: int, column: int) -> int:
    """Give the column, from 0, in characters for one in bytes of UTF-8, which is how trees and code objects count."""
    if not 1 <= line <= len(source.lines):
        return column
    return len(source.lines[line - 1].encode()[:column].decode(errors="replace"))


def key_text(key: object) -> str | None:
    r"""Give a key as it is written in a name, or None for one that is not a plain string or integer.

    Exact types only: the `repr` of a subclass may be the user's code.

    Examples
    --------
    >>> key_text("dW1"), key_text(3), key_text((1, 2))
    ('"dW1"', '3', None)
    """
    if type(key) is str:
        plain = key.isidentifier() or (key.isprintable() and '"' not in key and "\\" not in key)
        return f'"{key}"' if plain else repr(key)
    return repr(key) if type(key) is int else None


def reference_text(node: ast.expr) -> str:
    """Give the canonical text of an expression: string keys in double quotes, whatever quotes the user typed.

    Examples
    --------
    >>> reference_text(ast.parse("self.grads['dW1']", mode="eval").body)
    'self.grads["dW1"]'
    """
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{reference_text(value)}.{attribute}"
        case ast.Subscript(value=value, slice=ast.Constant(value=key)) if (text := key_text(key)) is not None:
            return f"{reference_text(value)}[{text}]"
        case ast.Subscript(value=value, slice=key):
            return reference_text(value) + ast.unparse(ast.Subscript(ast.Name("_"), key))[1:]
    return ast.unparse(node)


def short_path(filename: str) -> str:
    """Give a file's name as the user would type it: relative where it is below the working folder."""
    if filename.startswith("<"):
        return filename
    try:
        relative = os.path.relpath(filename)
    except (ValueError, OSError):
        return filename
    return os.path.basename(filename) if relative.startswith(os.pardir) else relative
