"""Expressions as text: read, and cut into the pieces that an explanation shows."""

import ast
import re
import sys
from collections.abc import Iterator
from typing import TypeAlias

from shapecheck.errors import SpecError, SpecProblem

__all__ = ["Node", "Source", "normal", "parse", "parse_line", "parts"]

# What can be evaluated: an expression, or a statement that is an operation of its own (`W -= dW`, `A[0] = x`).
Node: TypeAlias = ast.expr | ast.AugAssign | ast.Assign

# A sum of thousands of terms is a tree as deep as it is long, and Python's reader counts its depth.
_PARSE_DEPTH = 20_000

_LONGEST_TEXT = 120  # bytes of a sub-expression that are shown


def parse(expression: str) -> ast.expr:
    """Read an expression.

    Raises
    ------
    SpecError
        When it is not a Python expression; the position is where Python says that it is wrong.
    """
    if not expression.strip():
        raise SpecError(SpecProblem(expression, 0, "the expression is missing: write one such as np.dot(W, A) + b"))
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, _PARSE_DEPTH))
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError as error:
        text = expression.strip()
        lines = text.split("\n")[: max((error.lineno or 1) - 1, 0)]
        position = sum(len(line) + 1 for line in lines) + max((error.offset or 1) - 1, 0)
        message = f"the expression cannot be read: {error.msg}"
        raise SpecError(SpecProblem(text, min(position, len(text)), message)) from None
    except (RecursionError, MemoryError, ValueError):
        raise SpecError(SpecProblem(expression[:60], 0, "the expression is nested too deeply to be read")) from None
    finally:
        sys.setrecursionlimit(limit)


def parse_line(line: str) -> ast.stmt:
    """Read an expression, or the one assignment that a line of code is.

    Raises
    ------
    SpecError
        When it is neither.
    """
    try:
        return ast.Expr(parse(line))
    except SpecError:
        try:
            body = ast.parse(line.strip()).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            body = []
        match body:
            case [ast.Assign() | ast.AugAssign() | ast.AnnAssign(value=ast.expr()) as statement]:
                return statement
        raise


def normal(text: str) -> str:
    """Give a name such as `A[l - 1]` in the one spelling under which arrays are looked up."""
    return text.replace(" ", "").replace("'", '"')


def parts(node: Node) -> Iterator[ast.expr]:
    """Give the expressions that a node is made of, in the order of evaluation."""
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        if isinstance(target, ast.Subscript):
            yield from (node.value, target.value, target.slice)
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Starred, ast.keyword)):
            yield child.value
        elif isinstance(child, ast.expr):
            yield child


class Source:
    """The text of an expression, and the pieces of it that nodes stand for."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._encoded = whole.encode()  # `ast` counts columns in bytes
        self._line_starts = [0, *(match.end() for match in re.finditer(b"\n", self._encoded))]

    def text(self, node: Node) -> str:
        """Give the source text of a node on one line, its middle left out where it is long."""
        start, end = self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)
        if end - start <= _LONGEST_TEXT:
            return " ".join(self._encoded[start:end].decode().split())
        head = self._encoded[start : start + _LONGEST_TEXT // 2].decode(errors="ignore")
        tail = self._encoded[end - _LONGEST_TEXT // 4 : end].decode(errors="ignore")
        # Cut between words, where there are some.
        return " ".join(f"{head.rpartition(' ')[0] or head} ... {tail.partition(' ')[2] or tail}".split())

    def _offset(self, line: int | None, column: int | None) -> int:
        return self._line_starts[(line or 1) - 1] + (column or 0)

    def position(self, node: Node) -> int:
        """Give where a node starts, in characters."""
        return len(self._encoded[: self._offset(node.lineno, node.col_offset)].decode())
