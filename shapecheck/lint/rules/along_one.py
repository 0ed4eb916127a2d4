"""SHP218: a class that is looked for, or shares that are made, along an axis with one output only."""

import ast
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.origins import Derivation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import concerned, problem
from shapecheck.ops.roles import Algebra, Role, adds_up, algebra_of, gives_index, role_of


def _check(event: Operation, memory: Memory) -> Problem | None:
    if event.origins is None or not event.arguments:
        return None
    lineage = Lineage(event.origins)
    source = event.arguments[0]
    if not isinstance(source, Array) or not source.shape.rank or set(source.shape.before) == {1}:
        return None
    axis = _axis(event, source) if gives_index(event.rule) else _summed_along(lineage, event, source)
    if axis is None or source.shape.before[axis] != 1 or not _is_output(lineage, source):
        return None
    told = {"operation": title_of(event.name), "axis": axis, "shape": source.shape}
    if gives_index(event.rule):
        message = say("{operation}: axis {axis} of {shape} has size 1: the index is always 0", **told)
    else:
        message = say("{operation}: axis {axis} of {shape} has size 1: each share is 1", **told)
    found = problem(event, message)
    return replace(found, mendable=ast.Pass())  # another axis would fit, and means something else


def _axis(known: Operation | Derivation, source: Array) -> int | None:
    axis = axis_reduced(known)
    return None if axis is None else axis % len(source.shape.before)


def _summed_along(lineage: Lineage, event: Operation, source: Array) -> int | None:
    """Give the axis along which an array was summed up, if it is divided by the sums."""
    divisor = event.arguments[1] if len(event.arguments) > 1 else None
    if algebra_of(event.name, event.arguments) is not Algebra.DIVIDES or not isinstance(divisor, Array):
        return None
    for known in lineage.reductions(divisor):
        of = known.arguments[0] if known.arguments else None
        if adds_up(known.rule) and isinstance(of, Array) and lineage.same(of, source):
            axis = _axis(known, source)
            if axis is not None:
                return axis
    return None


def _is_output(lineage: Lineage, array: Array) -> bool:
    """Tell whether an array was computed element by element of a product of matrices."""
    made = map(lineage.made_by, lineage.elementwise(array))
    return any(one is not None and role_of(one.rule) is Role.PRODUCTS for one in made)


RULE = LintRule(
    code="SHP218",
    name="along-one-output",
    preview=True,
    events=(Operation,),
    check=_check,
    concerns=lambda rule: gives_index(rule) or concerned(rule),
    what=Phrase(
        "Finds `argmax` or `argmin` of the outputs of a matrix product along an axis of size 1, and outputs "
        "that are divided by their sum along such an axis, as a softmax does."
    ),
    why=Phrase(
        "With one output unit the greatest output is always the first, and the only share is 1: the prediction "
        "is the same for all weights. One output needs a sigmoid and a threshold."
    ),
    bad="""
import numpy as np

X = np.ones((20, 3))
W = np.ones((3, 1))
predicted = np.argmax(X @ W, axis=1)
""",
    good="""
import numpy as np

X = np.ones((20, 3))
W = np.ones((3, 1))
predicted = (X @ W > 0)[:, 0]
""",
)
