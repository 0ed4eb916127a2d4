"""SHP203: a reduction along another axis than the first whose result is broadcast along the wrong axis."""

import ast
import re
from collections.abc import Iterator

from shapecheck.core.array import Array
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.site import Site
from shapecheck.lint.memory import Memory, named_operands
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import is_elementwise, problem
from shapecheck.ops.table import FAMILIES

_MEANT = re.compile(r"\[[^][]*(?:None|newaxis)[^][]*\]|keepdims")
_REDUCTIONS = {id(rule) for family in ("reductions", "norms") for rule in FAMILIES[family]}


def _check(event: Operation, memory: Memory) -> Problem | None:
    ranks = {operand.shape.rank for operand in event.operands}
    if len(ranks) < 2 or None in ranks or min(filter(None, ranks)) == max(filter(None, ranks)):
        return None
    operands = named_operands(event)
    if len(operands) != 2:
        return None
    for (vector, node), (other, _) in (operands, operands[::-1]):
        if node is None or not vector.shape.rank or (other.shape.rank or 0) <= vector.shape.rank:
            continue
        if _MEANT.search(other.name) or other.name.endswith(".T"):
            continue  # scaled along both axes, one after the other, or along the first one when it is turned
        for reduction in _reductions(event.site, node, memory):
            axis = _wrong_axis(reduction, vector, other)
            if axis is not None:
                where = f"axis {axis} of {other.name or 'the other operand'}"
                return problem(
                    event,
                    f"{title_of(event.name)}: {reduction.site.text} has a value for each place along {where}, and is"
                    " broadcast along the last axis",
                )
    return None


def _reductions(site: Site, node: ast.expr, memory: Memory, depth: int = 4) -> Iterator[Operation]:
    """Give the reductions whose result a node has, changed element by element at most; names are followed so often."""
    for at, found in memory.origins(site, node, depth):
        pending = [found]
        while pending:
            part = pending.pop()
            operation = memory.operation(at, part)
            if operation is not None and id(operation.rule) in _REDUCTIONS:
                yield operation
            elif isinstance(part, ast.BinOp):
                pending += [part.left, part.right]
            elif isinstance(part, ast.UnaryOp):
                pending.append(part.operand)
            elif isinstance(part, ast.Call) and operation is not None and operation.rule.form == "()->()":
                pending += part.args
            elif isinstance(part, ast.Name) and part is not found:
                yield from _reductions(at, part, memory, depth - 1)


def _wrong_axis(reduction: Operation, vector: Array, other: Array) -> int | None:
    """Give the axis that a reduced vector belongs to and does not go along, if it has the shape of one axis."""
    source = reduction.arguments[0] if reduction.arguments else None
    result = reduction.outcome.result
    axis = reduction.keywords.get("axis", reduction.arguments[1] if len(reduction.arguments) > 1 else None)
    if not isinstance(source, Array) or not isinstance(result, Array) or type(axis) is not int:
        return None
    rank = source.shape.rank
    if rank is None or rank < 2 or result.shape.rank != rank - 1 or source.shape != other.shape:
        return None
    if result.shape != vector.shape or axis % rank == 0:
        return None
    kept = axis % rank - 1
    sizes = source.shape.before
    return kept if sizes[kept] != 1 and sizes[axis % rank] != 1 else None


RULE = LintRule(
    code="SHP203",
    name="reduced-axis",
    events=(Operation,),
    check=_check,
    concerns=is_elementwise,
    what="""
Finds a reduction without `keepdims`, along another axis than the first, whose result is combined with the array that
was reduced: the result goes along the last axis, not along the one that it has a value for each place of.
""",
    why="""
NumPy raises where the sizes differ, and says nothing where they are equal: of a square matrix the columns are then
scaled by what was computed of the rows.
""",
    bad="""
import numpy as np

scores = np.zeros((5, 5))
weights = np.exp(scores)
weights = weights / np.sum(weights, axis=1)
""",
    good="""
import numpy as np

scores = np.zeros((5, 5))
weights = np.exp(scores)
weights = weights / np.sum(weights, axis=1, keepdims=True)
""",
)
