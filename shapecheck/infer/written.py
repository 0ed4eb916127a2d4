"""What the operands of an operation are written as."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.display import shortened
from shapecheck.infer.events import Operation
from shapecheck.ops.operands import operands_of
from shapecheck.ops.roles import broadcasts

__all__ = ["Operand", "named", "named_arguments", "named_operands", "operand_nodes", "written_operands"]


def _written(event: Operation) -> Iterator[tuple[ast.expr | None, Any]]:
    """Give each argument of an operation with the node that it was written as, where there is one."""
    node = event.site.node
    keywords = {item.arg: item.value for item in node.keywords} if isinstance(node, ast.Call) else {}
    yield from zip_longest(event.nodes[: len(event.arguments)], event.arguments)
    yield from ((keywords.get(name), value) for name, value in event.keywords.items())


def operand_nodes(event: Operation) -> Iterator[tuple[ast.expr, Any]]:
    """Give the nodes of an operation's arguments with their values, those in a list of arrays one by one."""
    for written, value in _written(event):
        if isinstance(written, (ast.List, ast.Tuple)) and isinstance(value, (list, tuple)):
            if len(written.elts) == len(value) and not any(isinstance(item, ast.Starred) for item in written.elts):
                yield from zip(written.elts, value, strict=True)
        elif written is not None:
            yield written, value


class Operand(NamedTuple):
    """An array operand with the value that it is made of, which may be a list, and what that is written as."""

    array: Array
    value: Any
    node: ast.expr | None


def written_operands(event: Operation) -> tuple[Operand, ...]:
    """Give the array operands, in the order of `Operation.operands`."""
    nodes = {id(value): node for node, value in operand_nodes(event)}
    together = broadcasts(event.rule.form)
    found = []
    for written, value in _written(event):
        for array in operands_of(event.rule, (value,)):
            node = nodes.get(id(array), written if together else None)
            found.append(Operand(array, value if together else array, node))
    return tuple(found)


def named(operand: Operand, event: Operation) -> Array:
    """Give an operand's array with a name, for want of another one as it is written."""
    node = operand.node
    name = operand.array.name or ("" if node is None else event.site.source.segment(node))
    return replace(operand.array, name=shortened(name))


def named_arguments(event: Operation) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Give the arguments and keywords with each array operand named as in `named_operands`."""
    names = {id(operand.array): named(operand, event) for operand in written_operands(event)}

    def renamed(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return type(value)(map(renamed, value)) if type(value) in {list, tuple} else value
        return names.get(id(value), value)

    return tuple(map(renamed, event.arguments)), {key: renamed(value) for key, value in event.keywords.items()}


def named_operands(event: Operation) -> tuple[tuple[Array, ast.expr | None], ...]:
    """Give the array operands, each with a name and with its node."""
    return tuple((named(operand, event), operand.node) for operand in written_operands(event))
