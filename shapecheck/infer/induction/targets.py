"""Where the source writes a quantity: its statement, what that gives it, and the name that its target says."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from shapecheck.core.dim import Dim, Size, substitute
from shapecheck.core.terms import Symbol
from shapecheck.infer.induction.families import Text
from shapecheck.infer.induction.recording import Named
from shapecheck.infer.laws import gradient_in
from shapecheck.infer.site import Source

__all__ = ["given_to", "name_of", "name_of_key", "operands_of", "statements_of"]


def statements_of(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    """Return the statement that each expression is in."""
    found: dict[ast.AST, ast.AST] = {}

    def go(node: ast.AST, home: ast.AST | None) -> None:
        for child in ast.iter_child_nodes(node):
            own = child if isinstance(child, ast.stmt) else home
            if own is not None:
                found[child] = own
            go(child, own)

    go(tree, None)
    return found


def given_to(home: ast.AST, target: ast.AST) -> ast.AST:
    """Return what a target of a statement is given: its own part where the statement assigns several things."""
    value = getattr(home, "value", None)
    if isinstance(home, ast.AugAssign) or not isinstance(value, ast.AST):
        return home
    for whole in home.targets if isinstance(home, ast.Assign) else ():
        if isinstance(whole, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
            pairs = zip(whole.elts, value.elts, strict=False)
            same = len(whole.elts) == len(value.elts)
            return next((part for own, part in pairs if own is target and same), value)
    return value


def operands_of(source: Source, node: ast.expr | None, value: Any) -> Iterator[tuple[str, Any]]:
    """Give the arrays of an argument with their texts, those of a list or tuple one by one."""
    if isinstance(node, (ast.Tuple, ast.List)) and type(value) is tuple and len(node.elts) == len(value):
        for part, item in zip(node.elts, value, strict=True):
            yield from operands_of(source, part, item)
    elif node is not None:
        yield source.segment(node), value


def name_of(part: Named, numbers: Mapping[Symbol | Dim, Size]) -> tuple[str, Size | None]:
    """Return the name of what is assigned without the number of its layer, and that, where the key says it."""
    node, text = part.node, part.name
    if not isinstance(node, ast.Subscript):
        return str(text).removeprefix("self."), None
    owner, _, key = _plain(text).partition("[")
    if '"' in key:
        inner, number = name_of_key(text, numbers, key.split('"')[1])
        return gradient_in(owner, inner) if inner else owner, number
    return owner.removeprefix("self."), None


def _plain(text: Any) -> str:
    """Return a text with a sign in place of each number in it."""
    return "".join(own if isinstance(own, str) else "\0" for own in text.parts) if isinstance(text, Text) else str(text)


def name_of_key(text: Any, numbers: Mapping[Symbol | Dim, Size], inner: str | None = None) -> tuple[str, Size | None]:
    """Return a key, or the one inside of a text, without the number of its layer, and that in terms of the layer."""
    inner = _plain(text) if inner is None else inner
    digits = inner.rstrip("0123456789")
    if digits != inner and "\0" not in inner and digits:
        return digits.rstrip("_"), int(inner[len(digits) :])
    parts = text.parts if isinstance(text, Text) else ()
    first = next((substitute(own, numbers) for own in parts if not isinstance(own, str)), None)
    return inner.replace("\0", "").rstrip("_"), first
