"""Small helpers on Python's syntax trees: new nodes at the place of an old one, walks that do not recurse."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any, TypeVar

__all__ = [
    "assign",
    "below",
    "bind",
    "changed",
    "constant",
    "has_slice",
    "last_leaf",
    "leaves",
    "load",
    "names_only",
    "walrus",
]

Node = TypeVar("Node", bound=ast.AST)
Place = tuple[str, int | None]


def changed(node: Node, **fields: Any) -> Node:
    """Give a copy of a node with some fields replaced; the others are shared with it."""
    new = copy.copy(node)
    for field, value in fields.items():
        setattr(new, field, value)
    return new


def load(name: str, at: ast.AST) -> ast.Name:
    """Give the reading of a name."""
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def bind(name: str, at: ast.AST) -> ast.Name:
    """Give the binding of a name."""
    return ast.copy_location(ast.Name(name, ast.Store()), at)


def constant(value: Any, at: ast.AST) -> ast.Constant:
    """Give a constant."""
    return ast.copy_location(ast.Constant(value), at)


def assign(target: ast.expr, value: ast.expr, at: ast.AST) -> ast.Assign:
    """Give the statement `target = value`."""
    return ast.copy_location(ast.Assign([target], value), at)


def walrus(name: str, value: ast.expr) -> ast.expr:
    """Give the expression `(name := value)`."""
    return ast.copy_location(ast.NamedExpr(bind(name, value), value), value)


def leaves(target: ast.expr) -> list[ast.expr]:
    """Give the names, attributes and subscripts of a target, in the order in which Python stores them."""
    match target:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return [leaf for element in elements for leaf in leaves(element)]
        case ast.Starred(value=value):
            return leaves(value)
    return [target]


def last_leaf(target: ast.expr) -> ast.expr:
    """Give the leaf that is stored last; an empty target is its own."""
    return (leaves(target) or [target])[-1]


def names_only(target: ast.expr) -> bool:
    """Tell whether storing to a target binds names and does nothing else."""
    return all(isinstance(leaf, ast.Name) for leaf in leaves(target))


def has_slice(target: ast.Subscript) -> bool:
    """Tell whether a subscript has a colon."""
    key = target.slice
    return isinstance(key, ast.Slice) or (
        isinstance(key, ast.Tuple) and any(isinstance(e, ast.Slice) for e in key.elts)
    )


def below(root: Any) -> Iterator[tuple[ast.AST | None, Place, ast.AST]]:
    """Walk a node, or a list of nodes, with each one's parent and place in it, leaving out the bodies of lambdas.

    With a stack of its own: a sum of a thousand terms is a tree a thousand deep.
    """
    stack: list[tuple[ast.AST | None, Place, ast.AST]] = [
        (None, ("", None), node) for node in (root if isinstance(root, list) else [root])
    ]
    while stack:
        parent, place, node = stack.pop()
        yield parent, place, node
        if isinstance(node, ast.Lambda):
            continue
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                stack.append((node, (field, None), value))
            elif isinstance(value, list):
                stack += [(node, (field, i), child) for i, child in enumerate(value) if isinstance(child, ast.AST)]
