"""The help line of a finding: a change of the operation in question, tried on the shapes."""

import ast
from typing import Any

from shapecheck.core.array import Array
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.expressions.source import Node, normal
from shapecheck.infer.site import Site
from shapecheck.lint.memory import Memory, operand_nodes

__all__ = ["help_for"]

_MOST_NODES = 200  # of an expression that is tried
_STAND_IN = "operand_"  # the name under which a part that cannot be evaluated again is tried


def help_for(memory: Memory, site: Site, node: ast.AST, wanted: Array | None = None) -> str | None:
    """Give a sentence with a change that fits, or None where there is none of ours or the operation is not known.

    Parameters
    ----------
    memory : Memory
        What was seen: it knows the values of the operation's parts.
    site : Site
        Where the finding is.
    node : ast.AST
        The operation.
    wanted : Array, optional
        An array whose shape the changed operation must give.
    """
    if not isinstance(node, (ast.expr, ast.AugAssign, ast.Assign)) or memory.operation(site, node) is None:
        return None
    # Most programs need no help, and what gives it takes time to load.
    from shapecheck.expressions.mend import mend

    try:
        if sum(1 for _ in ast.walk(node)) > _MOST_NODES:
            return None
        copy = _Copy(memory, site)
        root = copy.made(node)
        assert isinstance(root, (ast.expr, ast.AugAssign, ast.Assign))
        found = mend(root, root, copy.names, copy.values)
    except (SpecError, UnsupportedOperation, RecursionError, MemoryError, ValueError, TypeError):
        return None
    if found is None or (wanted is not None and not found.endswith(f" gives {wanted.shape}")):
        return None
    for name, text in copy.texts.items():
        found = found.replace(name, text)
    return found


class _Copy:
    """Copies an operation, with what is known of its parts; a part that cannot be evaluated again becomes a name."""

    def __init__(self, memory: Memory, site: Site) -> None:
        self.memory = memory
        self.site = site
        self.names: dict[str, Any] = {}
        self.values: dict[ast.AST, Any] = {}
        self.texts: dict[str, str] = {}
        self._known: dict[int, Any] = {}

    def made(self, node: ast.AST) -> ast.AST:
        """Give the copy of a node."""
        operation = self.memory.operation(self.site, node)
        if operation is not None:
            self._known.update((id(part), value) for part, value in operand_nodes(operation))
        elif id(node) in self._known and not isinstance(node, (ast.Constant, ast.Tuple, ast.List, ast.Slice)):
            return self._named(node, self._known[id(node)])
        fields = {name: self._part(value) for name, value in ast.iter_fields(node)}
        if isinstance(node, ast.Constant):
            fields["value"] = _quoted(node.value, self.site.source.segment(node))
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
            name = f"{_STAND_IN}{len(self.texts)}"
            self.texts[name] = written if is_primary or isinstance(node, ast.Call) else f"({written})"
            self.names[name] = value
            copy = ast.copy_location(ast.Name(name, ast.Load()), node)
        self.values[copy] = value
        return copy


def _quoted(value: Any, written: str) -> Any:
    """Give a text or number that prints as its author wrote it, with these quotes: `ast.unparse` prints its `repr`."""
    if type(value) not in {str, int, float} or repr(value) == written or not written:
        return value
    return type("Quoted", (type(value),), {"__repr__": lambda _: written})(value)
