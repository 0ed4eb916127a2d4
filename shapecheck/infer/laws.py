"""Which values of a function are gradients of others, by their names: dX of X."""

import ast
from collections.abc import Mapping
from typing import Any

from shapecheck.infer.survey import carried
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.values import Dictionary, Value

__all__ = ["made_of_gradients", "named_values"]


def named_values(cells: Mapping[Any, Value]) -> Mapping[str, Value]:
    """Return the values of names, and of the keys of the dictionaries among them."""
    found: dict[str, Value] = {}
    for value in cells.values():
        if isinstance(value, Dictionary):
            found.update({key: item for key, item in value.known.items() if isinstance(key, str)})
    return found | {name: value for name, value in cells.items() if isinstance(name, str)}


def _is_called(target: ast.expr, name: str) -> bool:
    """Tell whether a target is a name, or an item with it as its key."""
    match target:
        case ast.Name(own):
            return own == name
        case ast.Subscript(_, ast.Constant(key)):
            return key == name
    return False


def made_of_gradients(body: ast.AST | None, name: str) -> ast.expr | None:
    """Return the last expression that a name is given in a body, if it is made of another gradient.

    None where a turn of a loop reads what the one before it left: then it may be the gradient of something else by now.
    """
    found: ast.expr | None = None
    for node in nodes_in(body) if body is not None else ():
        if isinstance(node, (ast.For, ast.While)) and not {name, name[1:]}.isdisjoint(carried(node)):
            return None
        if isinstance(node, ast.Assign) and any(_is_called(to, name) for to in node.targets):
            found = node.value
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return None
    if found is None:
        return None
    names = {part.id for part in nodes_in(found) if isinstance(part, ast.Name)} - {name}
    return found if any(len(own) > 1 and own[0] == "d" and own[1:2].isupper() for own in names) else None
