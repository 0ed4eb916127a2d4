"""What a function calls the values that it returns, read from its `return` statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from shapecheck.runtime.recording.rewrite import definition_of

__all__ = ["returned_in", "returned_names"]


def returned_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Give the name of each returned value, where all `return` statements agree on it.

    Returns
    -------
    tuple of str
        As many as the function returns; `""` for a value without a name, or with several. Empty where the
        statements differ in number, or the source cannot be had.

    Examples
    --------
    >>> def linear_backward(dZ, cache):
    ...     A_prev, W, b = cache
    ...     dW, db = dZ @ A_prev.T, dZ.sum(axis=1)
    ...     return W.T @ dZ, dW, db
    >>> returned_names(linear_backward)
    ('', 'dW', 'db')
    """
    if not isinstance(function, FunctionType):
        return ()
    definition = definition_of(function)
    return () if definition is None else returned_in(definition)


def returned_in(definition: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    """Give the same for a definition."""
    found = [_names(value) for value in _returns(definition)]
    if not found or any(len(names) != len(found[0]) for names in found):
        return ()
    return tuple(names[0] if len(set(names)) == 1 else "" for names in zip(*found, strict=True))


def _names(value: ast.expr) -> tuple[str, ...]:
    items = value.elts if isinstance(value, ast.Tuple) else [value]
    return tuple(item.id if isinstance(item, ast.Name) else "" for item in items)


def _returns(definition: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """Give what is returned, leaving out the functions inside."""
    pending: list[ast.AST] = list(definition.body)
    while pending:
        match pending.pop():
            case ast.Return(value=ast.expr() as value):
                yield value
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.expr():
                pass
            case node:
                pending += ast.iter_child_nodes(node)
