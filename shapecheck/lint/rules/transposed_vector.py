"""SHP204: a transpose of an array with one axis, which does nothing, where a column was wanted."""

import ast
from collections.abc import Iterator

from shapecheck.core.array import Array
from shapecheck.infer.events import Assigned, Operation
from shapecheck.infer.site import Site
from shapecheck.lint.memory import Memory, named_operands
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import is_elementwise
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import FAMILIES

_TRANSPOSES = frozenset({"ndarray.T", "ndarray.transpose", "numpy.transpose"})
_PRODUCTS = {id(rule) for rule in FAMILIES["products"]}


def _concerns(operation: Rule) -> bool:
    return is_elementwise(operation) or id(operation) in _PRODUCTS


def _check(event: Assigned | Operation, memory: Memory) -> Problem | None:
    for node in _places(event, memory):
        problem = _transpose(event.site, node, memory)
        if problem is not None:
            return problem
    return None


def _places(event: Assigned | Operation, memory: Memory) -> Iterator[ast.expr]:
    """Give the expressions in which a transpose was meant to make a column.

    In `w.T @ X` it was meant to make a row, and the product is that of a row.
    """
    if isinstance(event, Assigned):
        is_vector = isinstance(event.value, Array) and event.value.shape.rank == 1
        node = memory.assigned_node(event) if is_vector else None
        nodes = [] if node is None else [node]
    elif is_elementwise(event.rule):
        nodes = [node for node in event.nodes if node is not None]
    else:
        ranks = [operand.shape.rank for operand in event.operands]
        nodes = [node for node in event.nodes[1:2] if node is not None and ranks[:2] == [1, 1]]
    return (node for node in nodes if isinstance(node, (ast.Attribute, ast.Call)))


def _transpose(site: Site, node: ast.expr, memory: Memory) -> Problem | None:
    """Give the problem with a node, if it is the transpose of a vector."""
    event = memory.operation(site, node)
    if event is None or event.name not in _TRANSPOSES or len(event.arguments) != 1 or event.keywords:
        return None
    operands = named_operands(event)
    if len(operands) != 1 or operands[0][0].shape.rank != 1:
        return None
    operand, part = operands[0]
    return Problem(
        f"transpose: {operand.name or 'the array'} has one axis: its transpose is itself, {operand.shape}",
        (operand,),
        () if part is None else ((part, operand),),
        site=event.site,
    )


RULE = LintRule(
    code="SHP204",
    name="transpose-of-vector",
    events=(Assigned, Operation),
    check=_check,
    concerns=_concerns,
    always=True,
    what="""
Finds a transpose of an array with one axis that is assigned to a name or combined with another array. Nothing is said
of `w.T @ X`, where the vector is taken as a row anyway.
""",
    why="""
`(n,)` is neither a row nor a column, and its transpose is itself. What was meant as a column goes on as a vector, and
the next product is an inner one where an outer one was meant.
""",
    bad="""
import numpy as np

x = np.zeros(3)
column = x.T
""",
    good="""
import numpy as np

x = np.zeros(3)
column = x[:, np.newaxis]
""",
)
