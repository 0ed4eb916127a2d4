"""The contract of a function that has no spec, derived from its source."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from shapecheck.core.notation.contract import Contract
from shapecheck.infer.program import Unreadable, interpret
from shapecheck.infer.summaries import Summary
from shapecheck.infer.tree import source_of

__all__ = ["derived"]


def derived(function: Callable[..., Any]) -> Contract | None:
    """Give the contract that a function's file says; None where the source is not there or says none."""
    bare = inspect.unwrap(function)
    code = getattr(bare, "__code__", None)
    if code is None:
        return None
    found: list[Summary] = []
    try:
        lines, first = inspect.findsource(code)
        text = _needed("".join(lines), bare.__qualname__.partition(".")[0])
        interpret(text, code.co_filename, lambda _: None, summarised=found.append, unreached=False)
    except (OSError, SyntaxError, Unreadable):
        return None
    own = [summary for summary in found if summary.contract.name == bare.__qualname__]
    # A name may be defined twice; `findsource` counts lines from 0, and begins at a decorator.
    return min(own, key=lambda summary: abs(summary.line - 1 - first)).contract if own else None


def _needed(text: str, name: str) -> str:
    """Give the source of a module with only the statements that a name of it needs, each in its line."""
    body = ast.parse(text).body
    wanted, needed = {name}, set[int]()
    while True:
        more = [i for i, node in enumerate(body) if i not in needed and not wanted.isdisjoint(_bound(node))]
        if not more:
            break
        needed.update(more)
        for i in more:
            wanted |= {own.id for own in ast.walk(body[i]) if isinstance(own, ast.Name)}
    return source_of(text, (body[i] for i in needed))


def _bound(node: ast.stmt) -> Iterator[str]:
    """Give the names that a statement of a module may bind, or change what they stand for."""
    for inner in ast.walk(node):
        match inner:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                yield name
            case ast.Import(names) | ast.ImportFrom(names=names):
                yield from ((own.asname or own.name).partition(".")[0] for own in names)
            case ast.Name(name, ast.Store()):
                yield name
            case ast.Attribute(ast.Name(name), ctx=ast.Store()) | ast.Subscript(ast.Name(name), ctx=ast.Store()):
                yield name
