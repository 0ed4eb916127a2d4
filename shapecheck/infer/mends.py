"""Changes of one product that are tried on a function: an operand turned or not, the operands exchanged."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

__all__ = ["changed", "changes"]

_Operands: TypeAlias = tuple[ast.expr, ast.expr]


def changes(node: ast.AST) -> list[_Operands]:
    """Return the operands of a product as one change has them, for each change; none for any other operation."""
    operands = _operands(node)
    if operands is None:
        return []
    left, right = operands
    return [(left, _turned(right)), (_turned(left), right), (right, left)]


@contextmanager
def changed(node: ast.AST, operands: _Operands) -> Iterator[None]:
    """Let a product have other operands for a while."""
    before = _operands(node)
    assert before is not None
    _put(node, operands)
    try:
        yield
    finally:
        _put(node, before)


def _turned(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.copy_location(ast.Attribute(node, "T", ast.Load()), node)


def _operands(node: ast.AST) -> _Operands | None:
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return left, right
        case ast.Call(ast.Attribute(), [left, right], []):
            return left, right
        case ast.Call(ast.Attribute(left, "dot"), [right], []):
            return left, right
    return None


def _put(node: ast.AST, operands: _Operands) -> None:
    match node:
        case ast.BinOp():
            node.left, node.right = operands
        case ast.Call(ast.Attribute(), [_, _]):
            node.args[:] = operands
        case ast.Call(ast.Attribute() as method, [_]):
            method.value, node.args[0] = operands
