"""SHP215: a moving mean, or the state of a filter, that is stretched by what is blended into it."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.infer.events import Assigned, Operation
from shapecheck.infer.lineage import Lineage, arrays_of, is_within
from shapecheck.infer.origins import Derivation
from shapecheck.language import Phrase, say
from shapecheck.lint.changes import is_carried, is_changed
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import problem
from shapecheck.ops.roles import Algebra, Role, algebra_of, is_random, role_of

_MOST = 50  # operations that are gone through
_ROUNDING = 1e-9
_SUMS = frozenset({Algebra.ADDS, Algebra.SUBTRACTS})
_SCALES = frozenset({Algebra.MULTIPLIES, Algebra.DIVIDES})


def _check(event: Assigned, memory: Memory) -> Problem | None:
    before, after = event.before, event.value
    if not isinstance(before, Array) or not before.shape.rank or not after.shape.rank or memory.origins is None:
        return None
    if set(before.shape.before) == {1} or not is_changed(before.shape, after.shape):
        return None
    lineage = Lineage(memory.origins)
    steps = list(_steps(lineage, after, before))
    grown = [step for step, own in steps if _is_grown(lineage, step, own)]
    if not grown or not (_goes_on(event) or any(_are_shares(lineage, step) for step in grown)):
        return None
    if all(_weight(step) is None and not _is_product(step) for step, _ in steps) and not any(
        _is_scaled(lineage, own, before) for own in memory.operations.values()
    ):
        return None
    node: ast.AST | None = memory.assigned_node(event)
    if node is None and (made := lineage.made_by(after)) is not None and made.site.line == event.site.line:
        node = made.site.node  # of an attribute
    operation = None if node is None else memory.operation(event.site, node)
    message = say(
        "update: {name} {before} becomes {after}: the value added to it has another shape",
        name=event.name,
        before=before.shape,
        after=after.shape,
    )
    if operation is None:
        return Problem(message, (replace(before, name=event.name),), wanted=before)
    return replace(problem(operation, message), site=operation.site, mendable=operation.site.node, wanted=before)


def _goes_on(event: Assigned) -> bool:
    """Tell whether the variable is read again: by the next turn of a loop, or whoever has the object that keeps it."""
    return is_carried(event.site, event.name) or not event.name.isidentifier()


def _steps(lineage: Lineage, after: Array, before: Array) -> Iterator[tuple[Derivation, Array]]:
    """Give the operations that go from an array to a variable, each with its operand on the way.

    They are element by element, or give the variable its shape again, as the matrix of a filter does.
    """
    pending, seen = [after], list[Array]()
    while pending and len(seen) < _MOST:
        own = pending.pop()
        known = lineage.made_by(own)
        if known is None or any(own is other for other in seen):
            continue
        seen.append(own)
        if role_of(known.rule) is not Role.ELEMENTWISE and not _is_product(known):
            continue
        for operand in arrays_of(known):
            if _comes_from(lineage, operand, before):
                yield known, operand
                pending.append(operand)


def _comes_from(lineage: Lineage, array: Array, variable: Array) -> bool:
    """Tell whether an array comes from a variable element by element, or by products that keep its shape."""
    for part in lineage.elementwise(array):
        known = lineage.made_by(part)
        if lineage.same(part, variable):
            return True
        if known is not None and _is_product(known) and known.result.shape == variable.shape:
            return any(lineage.same(own, variable) for own in arrays_of(known))
    return False


def _is_product(known: Derivation) -> bool:
    return role_of(known.rule) is Role.PRODUCTS


def _weight(step: Derivation) -> object:
    """Give the number that a product, or a quotient, multiplies an array with; None where there is none."""
    if algebra_of(step.name, step.arguments) not in _SCALES or len(step.arguments) != 2:
        return None
    numbers = [part for part in step.arguments if not isinstance(part, Array) or part.shape.rank == 0]
    return numbers[0] if len(numbers) == 1 else None


def _is_scaled(lineage: Lineage, operation: Operation, variable: Array) -> bool:
    """Tell whether an operation multiplies a variable with a number where it is: `x *= 0.9`."""
    if not isinstance(operation.site.node, ast.AugAssign) or len(operation.arguments) != 2:
        return False
    own, number = operation.arguments
    scales = algebra_of(operation.name, operation.arguments) in _SCALES
    is_number = not isinstance(number, Array) or number.shape.rank == 0
    return scales and is_number and isinstance(own, Array) and lineage.same(own, variable)


def _is_grown(lineage: Lineage, step: Derivation, own: Array) -> bool:
    """Tell whether a sum has another shape than the operand that comes from the variable, by the other operand."""
    if algebra_of(step.name, step.arguments) not in _SUMS or not is_changed(own.shape, step.result.shape):
        return False
    others = [part for part in step.arguments if isinstance(part, Array) and part is not own]
    if len(others) != 1 or not others[0].shape.rank:
        return False
    (other,) = others
    if other.shape == step.result.shape and _is_noise(lineage, other):
        return False  # many paths that start at one point
    writers = (lineage.writer(other, axis) for axis in range(len(other.shape.before)))
    return not any(writer is not None and is_within(writer, step.site) for writer in writers)


def _is_noise(lineage: Lineage, array: Array) -> bool:
    """Tell whether an array is drawn at random, and scaled at most."""
    made = map(lineage.made_by, lineage.elementwise(array))
    return any(known is not None and is_random(known.rule) for known in made)


def _are_shares(lineage: Lineage, step: Derivation) -> bool:
    """Tell whether two arrays are added with weights that are written out and sum up to 1: then it is a mean."""
    made = [lineage.made_by(part) for part in arrays_of(step)]
    weights = [None if known is None else _weight(known) for known in made]
    return len(weights) == 2 and abs(sum(part for part in weights if isinstance(part, float)) - 1) < _ROUNDING


RULE = LintRule(
    code="SHP215",
    name="mean-grows",
    events=(Assigned,),
    check=_check,
    general=True,
    what=Phrase(
        "Finds a variable that keeps a moving mean, or the state of a filter, in a loop or an object: the "
        "variable times a number, plus another value, `x = 0.9 * x + 0.1 * y`, where `y` stretches it. Nothing "
        "is reported where the variable starts with one element, or where noise for many paths is added."
    ),
    why=Phrase(
        "NumPy broadcasts silently. The mean of the batches becomes an array with the axes of both, and so "
        "does everything that is computed from it."
    ),
    bad="""
import numpy as np

moving = np.zeros((4, 1))
for _ in range(3):
    batch = np.zeros((4, 12)).mean(axis=0, keepdims=True)
    moving = 0.9 * moving + 0.1 * batch
""",
    good="""
import numpy as np

moving = np.zeros((4, 1))
for _ in range(3):
    batch = np.zeros((4, 12)).mean(axis=1, keepdims=True)
    moving = 0.9 * moving + 0.1 * batch
""",
)
