"""Copies of operations of which the parts are known, so that a change of them can be tried on the shapes."""

import ast
from typing import Any

from shapecheck.expressions.source import Node, normal
from shapecheck.infer.site import Site
from shapecheck.infer.written import operand_nodes
from shapecheck.lint.memory import Memory

__all__ = ["Copy", "quoted"]

_STAND_IN = "operand_"  # the name under which a part that cannot be evaluated again is tried


class Copy:
    """Copies an operation, with what is known of its parts; a part that cannot be evaluated again becomes a name.

    Each part of a copy stands where the part that it is a copy of stands.
    """

    def __init__(self, memory: Memory, site: Site) -> None:
        self.memory = memory
        self.site = site
        self.names: dict[str, Any] = {}
        self.values: dict[ast.AST, Any] = {}
        self._stand_ins = 0
        self._known: dict[int, Any] = {}

    def made(self, node: ast.AST) -> ast.AST:
        """Give the copy of a node."""
        operation = self.memory.operation(self.site, node)
        if operation is not None:
            self._known.update((id(part), value) for part, value in operand_nodes(operation))
            if isinstance(node, ast.AugAssign) and operation.arguments:
                self._known[id(node.target)] = operation.arguments[0]
        elif id(node) in self._known and not isinstance(node, (ast.Constant, ast.Tuple, ast.List, ast.Slice)):
            return self._named(node, self._known[id(node)])
        fields = {name: self._part(value) for name, value in ast.iter_fields(node)}
        if isinstance(node, ast.Constant):
            fields["value"] = quoted(node.value, self.site.source.segment(node))
        copy = ast.copy_location(type(node)(**fields), node)
        if isinstance(copy, (ast.expr, ast.AugAssign, ast.Assign)):
            value = self._known.get(id(node), None if operation is None else operation.outcome.result)
            if value is not None:
                self.values[copy] = value
        return copy

    def _part(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._part(item) for item in value]
        return self.made(value) if isinstance(value, ast.AST) else value

    def _named(self, node: ast.AST, value: Any) -> Node:
        """Give a name for a part whose value is known: its own, or one that stands for it."""
        assert isinstance(node, ast.expr)
        written, text = self.site.source.segment(node), ast.unparse(node)
        is_primary = isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))
        if is_primary and written == text:
            copy: ast.expr = node
            self.names[normal(text)] = value
        else:
            name = f"{_STAND_IN}{self._stand_ins}"
            self._stand_ins += 1
            self.names[name] = value
            copy = ast.copy_location(ast.Name(name, ast.Load()), node)
        self.values[copy] = value
        return copy


def quoted(value: Any, written: str) -> Any:
    """Give a text or number that prints as its author wrote it, with these quotes: `ast.unparse` prints its `repr`."""
    if type(value) not in {str, int, float} or repr(value) == written or not written:
        return value
    return type("Quoted", (type(value),), {"__repr__": lambda _: written})(value)
