"""Where something happens: a file, a function being run, a node of its syntax tree, and the calls that led there."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["CallSite", "Site", "Source"]


@dataclass(slots=True, weakref_slot=True, eq=False)
class Source:
    """A file that is read: its path as the user wrote it, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        # Only where Python ends a line: `str.splitlines` ends one at more characters.
        self.lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def segment(self, node: ast.AST) -> str:
        """Give the text of a node on one line, white space folded."""
        line, end_line = getattr(node, "lineno", 0) - 1, (getattr(node, "end_lineno", None) or 0) - 1
        if line < 0 or end_line < 0:
            return ""
        column, end_column = node.col_offset, node.end_col_offset  # type: ignore[attr-defined]
        first = self._bytes(line)
        if line == end_line:
            return first[column:end_column].decode("utf-8", "replace")
        parts = [first[column:], *map(self._bytes, range(line + 1, end_line)), self._bytes(end_line)[:end_column]]
        return " ".join(part.decode("utf-8", "replace").strip() for part in parts)

    def column(self, line: int, offset: int) -> int:
        """Give the column in characters, counted from 1, of an offset in bytes of a line counted from 1."""
        return len(self._bytes(line - 1)[:offset].decode("utf-8", "replace")) + 1

    def _bytes(self, line: int) -> bytes:
        return self.lines[line].encode("utf-8", "replace") if line < len(self.lines) else b""


@dataclass(frozen=True, slots=True)
class CallSite:
    """One step of the chain that led somewhere: the function that was called, and where."""

    function: str
    path: str
    line: int


@dataclass(slots=True, eq=False)  # not frozen: one is made at every step, and freezing takes longer than the rest
class Site:
    """A place in a run of the program; it is never changed.

    Parameters
    ----------
    source : Source
        The file.
    node : ast.AST
        What is evaluated or executed there.
    function : str
        The qualified name of the function being run, or `<module>`.
    caller : Site, optional
        The call that the function is being run for; None at the top of a file, and in a function that is run with
        unknown arguments since nothing calls it.
    """

    source: Source
    node: ast.AST
    function: str = "<module>"
    caller: "Site | None" = None

    @property
    def line(self) -> int:
        """The line, from 1."""
        return getattr(self.node, "lineno", 1)

    @property
    def column(self) -> int:
        """The column in characters, from 1."""
        return self.source.column(self.line, getattr(self.node, "col_offset", 0))

    @property
    def end_line(self) -> int:
        """The last line, from 1."""
        return getattr(self.node, "end_lineno", None) or self.line

    @property
    def end_column(self) -> int:
        """The column behind the last character, from 1."""
        return self.source.column(self.end_line, getattr(self.node, "end_col_offset", None) or 0)

    @property
    def text(self) -> str:
        """The source text of the node."""
        return self.source.segment(self.node)

    def chain(self) -> Iterator[CallSite]:
        """Give the calls that led here, the innermost first."""
        here = self
        while here.caller is not None:
            yield CallSite(here.function, here.caller.source.path, here.caller.line)
            here = here.caller
