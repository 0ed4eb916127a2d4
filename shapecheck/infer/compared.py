"""Python's functions that compare what they go through: the rows of a matrix have no truth, and that is an error."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.compare import at_least
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.frames import Frame
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import Value

__all__ = ["compared_rows", "compared_two"]


def compared_rows(machine: Machine, value: Value, least: int, node: ast.expr, frame: Frame) -> Value | None:
    """Ask the rows of a matrix for their truth, as going through it does, and give the error that this is.

    None where there is none, or the matrix may have fewer rows than `least`.
    """
    if not isinstance(value, Array) or value.shape.run is not None or len(value.shape.before) < 2 or value.kind == "O":
        return None
    if at_least(value.shape.before[0], least) is not Verdict.YES:
        return None
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    name = "" if argument is None else f"{frame.source.segment(argument)}[0]"
    row = replace(value, shape=Shape(value.shape.before[1:]), kind="b", name=name, origins=())
    found = apply_ruled(machine, "ndarray.__bool__", (row,), {}, node, frame, (None,))
    return found if is_faulty(found) else None


def compared_two(
    machine: Machine, greatest: bool, values: Sequence[Value], node: ast.expr, frame: Frame
) -> Value | None:
    """Compare two values of which one is an array, as `max` and `min` do, and give the error that this is, if any."""
    if len(values) != 2 or not all(isinstance(value, (Array, int, float)) for value in values):
        return None
    if not any(isinstance(value, Array) and value.shape.rank for value in values):
        return None
    name = "operator.gt" if greatest else "operator.lt"
    compared = apply_ruled(machine, name, values[::-1], {}, node, frame)
    if isinstance(compared, Array) and compared.shape != SCALAR:
        compared = apply_ruled(machine, "ndarray.__bool__", (compared,), {}, node, frame, (None,))
    return compared if is_faulty(compared) else None
