"""Changes of one operation that are tried on a function: an operand turned or not, `@` in place of `*`, other axes."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from shapecheck.infer.tree import nodes_in, once

__all__ = [
    "Change",
    "before",
    "changed",
    "changes",
    "has_axis",
    "in_columns",
    "is_gram",
    "is_of_elements",
    "quadratic",
    "turns",
]

Change: TypeAlias = tuple[tuple[ast.AST, str, Any], ...]
"""Fields of nodes, each with what it becomes."""


def changes(node: ast.AST) -> list[Change]:
    """Return what may be changed in an operation, each change on its own; none where nothing is known."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return [*_of_operands(node, left, right), ((node, "op", ast.Mult()),)]
        case ast.BinOp(left, ast.Mult(), right):
            turned = _of_operands(node, left, right)[:2]
            if isinstance(left, ast.Attribute) and left.attr == "T":
                turned.reverse()  # what is turned already comes first
            return [*turned, ((node, "op", ast.MatMult()),)]
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Div(), right):  # only what is turned is taken as it is
            if _are_of_one(left, right):
                return []  # of one matrix, as `A + A.T`, which is square on purpose
            return [
                _with_operands(node, *pair)
                for turned, pair in ((left, (_turned(left), right)), (right, (left, _turned(right))))
                if _is_turned(turned)
            ]
        case ast.Call(ast.Attribute(), _, keywords) if (axis := _axis(keywords)) is not None:
            kept = [] if any(own.arg == "keepdims" for own in keywords) else [_with_kept(node)]
            return [((axis, "value", 1 - int(axis.value == 1)),), *kept]
        case ast.Call(ast.Attribute(), [ast.Tuple([left, right]) as sizes, *_]):
            return [((sizes, "elts", [right, left]),), *_of_axes(node)]
        case ast.Call(ast.Attribute(attr="corrcoef" | "cov"), [operand], _):
            return [((node, "args", [_turned(operand)]),)]
        case ast.Call() if of_axes := _of_axes(node):
            return of_axes
        case ast.Call(ast.Attribute(), [left, right], []) if not isinstance(right, ast.Constant):
            return _of_operands(node, left, right)
        case ast.Call(ast.Attribute(left, "dot"), [right], []):
            return _of_operands(node, left, right)
    return []


@once
def quadratic(tree: ast.AST) -> frozenset[ast.AST]:
    """Return the products of a file in which an array is met twice, as in `F @ P @ F.T`, and those that these are of.

    What such a product asks to be square is so on purpose.
    """
    found: set[ast.AST] = set()
    for function in nodes_in(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            given: dict[str, list[ast.expr]] = {}
            for node in nodes_in(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    given.setdefault(node.targets[0].id, []).append(node.value)
            products = {name: values[0] for name, values in given.items() if len(values) == 1 and _operands(values[0])}
            for node in nodes_in(function):
                operands = _operands(node)
                if operands is None:
                    continue
                own = [_met(operand) for operand in operands]
                behind = [
                    {name for text in texts if text in products for name in _met(products[text])} for texts in own
                ]
                if own[0] & (own[1] | behind[1]) or own[1] & behind[0]:
                    found.update(nodes_in(node))
                    found.update(
                        part for texts in own for text in texts & products.keys() for part in nodes_in(products[text])
                    )
    return frozenset(found)


def is_gram(node: ast.AST) -> bool:
    """Tell whether a product is one of an array with itself turned, `X @ X.T` or `X.T @ X`."""
    operands = _operands(node)
    if operands is None:
        return False
    return _are_of_one(*operands)


def _are_of_one(left: ast.expr, right: ast.expr) -> bool:
    """Tell whether one of two operands is the other one turned."""
    return ast.unparse(_turned(left)) == ast.unparse(right) or ast.unparse(left) == ast.unparse(_turned(right))


def _met(node: ast.expr) -> set[str]:
    """Return the arrays that are multiplied in a product, turned or not, scaled or not: `-0.5 * J @ D**2 @ J`."""
    while (inner := _unscaled(node)) is not None:
        node = inner
    operands = _operands(node)
    return {ast.unparse(node)} if operands is None else _met(operands[0]) | _met(operands[1])


def _unscaled(node: ast.expr) -> ast.expr | None:
    """Return what is turned, or scaled by a number that is written out; None for anything else."""
    match node:
        case ast.Attribute(inner, "T") | ast.UnaryOp(ast.USub(), inner):
            return inner
        case ast.BinOp(inner, ast.Mult() | ast.Div() | ast.Pow(), right) if _is_number(right):
            return inner
        case ast.BinOp(left, ast.Mult(), inner) if _is_number(left):
            return inner
    return None


def _is_number(node: ast.expr) -> bool:
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _operands(node: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return left, right
        case ast.Call(ast.Attribute(attr="dot" | "matmul") | ast.Name("dot" | "matmul"), [left, right], []):
            return left, right
        case ast.Call(ast.Attribute(left, "dot"), [right], []):
            return left, right
    return None


def has_axis(node: ast.AST) -> bool:
    """Tell whether an operation goes along an axis that is written as a number."""
    return isinstance(node, ast.Call) and _axis(node.keywords) is not None


def _axis(keywords: list[ast.keyword]) -> ast.Constant | None:
    """Return the axis 0 or 1 that an operation goes along, where it is written as such."""
    written = [own.value for own in keywords if own.arg == "axis"]
    axis = written[0] if written else None
    return axis if isinstance(axis, ast.Constant) and axis.value in (0, 1) else None


def in_columns(node: ast.AST, side: str) -> list[Change]:
    """Return the change of an operation element by element in which the operand of a side is a column."""
    if not side or not isinstance(node, ast.BinOp):
        return []
    operand = getattr(node, side)
    column = ast.Tuple([ast.Slice(), ast.Constant(None)], ast.Load())
    return [((node, side, ast.copy_location(ast.Subscript(operand, column, ast.Load()), operand)),)]


def _of_axes(node: ast.Call) -> list[Change]:
    """Return the changes of a new array in which one of its sizes is that of the other axis: `X.shape[1]`."""
    return [
        ((part.slice, "value", 1 - int(part.slice.value == 1)),)
        for given in (*node.args, *(own.value for own in node.keywords))
        for part in (*(given.elts if isinstance(given, ast.Tuple) else ()), given)
        if isinstance(part, ast.Subscript)
        and isinstance(part.value, ast.Attribute)
        and part.value.attr == "shape"
        and isinstance(part.slice, ast.Constant)
        and part.slice.value in (0, 1)
    ]


def _with_kept(node: ast.Call) -> Change:
    """Return the change of a sum that keeps its axes."""
    return ((node, "keywords", [*node.keywords, ast.keyword("keepdims", ast.Constant(value=True))]),)


def is_of_elements(change: Change) -> bool:
    """Tell whether a change makes an operation one of element by element."""
    return any(isinstance(value, ast.Mult) for _, _, value in change)


@contextmanager
def changed(change: Change) -> Iterator[None]:
    """Let an operation be changed for a while."""
    undone = before(change)
    _put(change)
    try:
        yield
    finally:
        _put(undone)


def before(change: Change) -> Change:
    """Return the change that takes another one back."""
    return tuple((node, name, getattr(node, name)) for node, name, _ in change)


def turns(change: Change) -> int:
    """Return how many operands a change leaves turned."""
    return sum(_is_turned(part) for _, _, value in change for part in (value if isinstance(value, list) else [value]))


def _put(change: Change) -> None:
    for node, name, value in change:
        setattr(node, name, value)


def _of_operands(node: ast.AST, left: ast.expr, right: ast.expr) -> list[Change]:
    """Return the changes of a product: one operand is turned, or they change places."""
    pairs = [(left, _turned(right)), (_turned(left), right), (right, left)]
    return [_with_operands(node, *pair) for pair in pairs]


def _with_operands(node: ast.AST, left: ast.expr, right: ast.expr) -> Change:
    match node:
        case ast.BinOp():
            return (node, "left", left), (node, "right", right)
        case ast.Call(ast.Attribute(), [_, _]):
            return ((node, "args", [left, right]),)
        case ast.Call(ast.Attribute() as method, [_]):
            return (method, "value", left), (node, "args", [right])
    return ()


def _is_turned(node: object) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _turned(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and _is_turned(node):
        return node.value
    return ast.copy_location(ast.Attribute(node, "T", ast.Load()), node)
