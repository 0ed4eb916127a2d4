"""SHP202: a gradient or an update whose shape is not that of what it updates."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Operation, Updated
from shapecheck.infer.site import Site
from shapecheck.lint.memory import History, Memory, Run, operand_nodes
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import problem

_MEANT = re.compile(r"newaxis|\bNone\b|expand_dims|reshape|outer|meshgrid")
# A gradient, by its name or by the last key or attribute in it: `dW1` of `grads["dW1"]` and of `self.dW1`.
_PARAMETER = re.compile(r"[WUV]\w*|b\w{0,3}|(?:beta|gamma|theta|weight|bias|kernel)\w*")
_GRADIENT = re.compile(rf"d(?P<name>{_PARAMETER.pattern})")
_OF_VECTORS = re.compile(r"b\d+|(?:beta|gamma|bias)\w*")  # parameters that are vectors, and no path in time
_LAST = re.compile(r"""\[["'](?P<key>\w+)["']\]$|\.(?P<attribute>\w+)$""")


Scope: TypeAlias = tuple[str, ...] | Run  # where a name stands for one thing


def _check(event: Assigned | Updated, memory: Memory) -> Problem | None:
    if isinstance(event, Updated):
        before, after = event.before, event.after
        operation = memory.operation(event.site, getattr(event.site.node, "value", event.site.node))
    else:
        # `b1 = parameters["b1"] - alpha * grads["db1"]`: the same parameter under another name
        operation = _stepped(event, memory)
        if operation is None:
            return None
        before, after = operation.arguments[0], event.value
    if isinstance(event, Updated) and _is_growing(event):
        return None
    if not before.shape.rank or after.shape.rank is None:
        return None
    if not _changed(before.shape, after.shape):
        return None if operation is None else _of_another_rank(event.name, before, operation, memory)
    if _MEANT.search(event.site.text if operation is None else operation.site.text):
        return None
    message = f"update: {event.name} {before.shape} becomes {after.shape}: the update changes its shape"
    if operation is None:
        return Problem(message, (replace(before, name=event.name),))
    found = replace(problem(operation, message), mendable=operation.site.node, wanted=before)
    return found if isinstance(event, Updated) else replace(found, site=operation.site)


def _is_growing(event: Updated) -> bool:
    """Tell whether it is a sum that is broadcast on purpose: of a number so far, or of what is no parameter."""
    value = getattr(event.site.node, "value", None)
    is_sum = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add)
    return event.before.shape.before == (1,) or (is_sum and not _PARAMETER.fullmatch(_plain(event.name)))


def _stepped(event: Assigned, memory: Memory) -> Operation | None:
    """Give the sum or difference that a name was assigned, if its left operand is called the same in a container."""
    if not isinstance(event.value, Array) or not _PARAMETER.fullmatch(_plain(event.name)):
        return None
    node = memory.assigned_node(event)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, (ast.Add, ast.Sub)):
        return None
    left = event.site.source.segment(node.left)
    operation = memory.operation(event.site, node)
    if left == event.name or _plain(left) != _plain(event.name) or operation is None:
        return None
    return operation if isinstance(operation.arguments[0], Array) else None


def _of_another_rank(name: str, before: Array, operation: Operation, memory: Memory) -> Problem | None:
    """Give the problem with a gradient by name in an update, which is stretched to what it is the gradient of."""
    site = operation.site
    for part in ast.walk(site.node):
        inner = memory.operation(site, part)
        for node, value in () if inner is None else operand_nodes(inner):
            if not isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
                continue
            text = site.source.segment(node)
            if _plain(text) == f"d{_plain(name)}" and isinstance(value, Array) and value.shape.rank:
                if value.shape.rank == before.shape.rank:
                    return None
                own, other = replace(value, name=text), replace(before, name=name)
                message = f"gradient: {text} {own.shape} must have the shape of {name} {other.shape}"
                return Problem(message, (own, other), cause=f"gradient {text}", subject=text, site=site)
    return None


def _changed(before: Shape, after: Shape) -> bool:
    """Tell whether a shape is another one, unless sizes happen to be 1."""
    if before.rank != after.rank:
        return True
    return any(
        compare(own, new) is Verdict.NO or (own == 1 and new != 1)
        for own, new in zip(before.before, after.before, strict=True)
    )


def _unpaired(memory: Memory) -> Iterator[tuple[Site, Problem]]:
    """Give the gradients by name that have not the shape of what they are the gradient of.

    Only where each of the two names had one shape all along: in a loop over layers the names stand for one layer after
    the other.
    """
    named: dict[tuple[Scope, str], list[History]] = {}
    for (run, name), history in memory.assigned.items():
        named.setdefault(_scope(run, name), []).append(history)
    for (scope, key), histories in named.items():
        found = _GRADIENT.fullmatch(key)
        variables = named.get((scope, found["name"])) if found else None
        if found is None or variables is None:
            continue
        shapes = _one_shape(histories), _one_shape(variables)
        event = histories[0].first
        is_parameter = _OF_VECTORS.fullmatch(found["name"]) or (found["name"] == "b" and _is_owned(scope))
        if None in shapes or (_are_vectors(shapes) and not is_parameter):
            continue  # increments, of which there is one fewer
        if event.guarded or not _changed(*filter(None, reversed(shapes))):
            continue
        node = memory.assigned_node(event)
        if node is not None and re.search(rf"\b{found['name']}\b|random|ones|full", event.site.source.segment(node)):
            continue  # a difference, as in `dX = X[1:] - X[:-1]`, or made up to try something
        own, other = (replace(each.first.value, name=each.first.name) for each in (histories[0], variables[0]))
        message = f"gradient: {own.name} {own.shape} must have the shape of {other.name} {other.shape}"
        yield event.site, Problem(message, (own, other), cause=f"gradient {own.name}", subject=own.name)


def _is_owned(scope: Scope) -> bool:
    """Tell whether a name is an attribute or an item: alone, `db` may be decibels."""
    return not isinstance(scope[-1], int)


def _are_vectors(shapes: Sequence[Shape | None]) -> bool:
    return {shape.rank for shape in shapes if shape} == {1}


def _scope(run: Run, name: str) -> tuple[Scope, str]:
    """Give where a name stands for one thing, and the name without its owner.

    A plain name has one run of a function, an attribute its class, and the item of a dict with a key such as `dW1` its
    file.
    """
    path, function, _ = run
    found = _LAST.search(name)
    if found is None:
        return run, name
    return (path,) if found["key"] else (path, function.rpartition(".")[0]), _plain(name)


def _plain(name: str) -> str:
    """Give a name without its owner: `W1` for `parameters["W1"]` and for `self.W1`."""
    found = _LAST.search(name)
    return name if found is None else found["key"] or found["attribute"]


def _one_shape(histories: Sequence[History]) -> Shape | None:
    """Give the shape that a name always had, unless that is not known or it is a number."""
    shapes = {history.shape for history in histories}
    (shape,) = shapes if len(shapes) == 1 else (None,)
    return shape if shape is not None and shape.rank else None


RULE = LintRule(
    code="SHP202",
    name="update-changes-shape",
    events=(Assigned, Updated),
    check=_check,
    at_end=_unpaired,
    what="""
Finds an update that changes the shape of what it updates, and a gradient `dW` whose shape is not that of `W`: the
derivative of a cost by an array has the array's shape, dim(dX) = dim(X).
""",
    why="""
`b = b - alpha * db` with `b : (n, 1)` and `db : (n,)` gives an `(n, n)` matrix without a word; only `b -= alpha * db`
would raise. The network goes on with it, and is slow and wrong.
""",
    bad="""
import numpy as np

b = np.zeros((5, 1))
dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1)
b = b - 0.1 * db
""",
    good="""
import numpy as np

b = np.zeros((5, 1))
dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1, keepdims=True)
b = b - 0.1 * db
""",
)
