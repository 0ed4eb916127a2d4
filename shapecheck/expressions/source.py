"""Expressions as text: read, and cut into the pieces that an explanation shows."""

import ast
import sys
from typing import TypeAlias

from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import say

__all__ = ["Node", "normal", "parse", "parse_lines", "shortened_text"]

# What can be evaluated: an expression, or a statement that is an operation of its own (`W -= dW`, `A[0] = x`).
Node: TypeAlias = ast.expr | ast.AugAssign | ast.Assign

# A sum of thousands of terms is a tree as deep as it is long, and Python's reader counts its depth.
_PARSE_DEPTH = 20_000

_LONGEST_TEXT = 120  # characters of a sub-expression that are shown


def parse(expression: str) -> ast.expr:
    """Read an expression.

    Raises
    ------
    SpecError
        When it is not a Python expression; the position is where Python says that it is wrong.
    """
    match parse_lines(expression).body:
        case [ast.Expr(value)]:
            return value
    raise SpecError(SpecProblem(expression.strip(), 0, say("the expression cannot be read: it is a statement")))


def parse_lines(text: str) -> ast.Module:
    """Read an expression, or statements.

    Raises
    ------
    SpecError
        When it is neither; the position is where Python says that it is wrong.
    """
    text = text.strip()
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, _PARSE_DEPTH))
        tree = ast.parse(text)
    except SyntaxError as error:
        lines = text.split("\n")[: max((error.lineno or 1) - 1, 0)]
        position = sum(len(line) + 1 for line in lines) + max((error.offset or 1) - 1, 0)
        message = say("the expression cannot be read: {msg}", msg=error.msg)
        raise SpecError(SpecProblem(text, min(position, len(text)), message)) from None
    except (RecursionError, MemoryError, ValueError):
        raise SpecError(SpecProblem(text[:60], 0, say("the expression is nested too deeply to be read"))) from None
    finally:
        sys.setrecursionlimit(limit)
    if not tree.body:
        raise SpecError(SpecProblem("", 0, say("the expression is missing: write one such as np.dot(W, A) + b")))
    return tree


def shortened_text(text: str) -> str:
    """Give an expression on one line, its middle left out where it is long."""
    if len(text) <= _LONGEST_TEXT:
        return " ".join(text.split())
    head, tail = text[: _LONGEST_TEXT // 2], text[-_LONGEST_TEXT // 4 :]
    # Cut between words, where there are some.
    return " ".join(f"{head.rpartition(' ')[0] or head} ... {tail.partition(' ')[2] or tail}".split())


def normal(text: str) -> str:
    """Give a name such as `A[l - 1]` in the one spelling under which arrays are looked up."""
    return text.replace(" ", "").replace("'", '"')
