"""SHP203: a reduction along another axis than the first whose result is broadcast along the wrong axis."""

from dataclasses import replace
from functools import partial
from itertools import permutations

from shapecheck.core.array import Array
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.origins import Derivation
from shapecheck.infer.written import named_operands
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import concerned, problem
from shapecheck.ops.roles import Role, role_of


def _check(event: Operation, memory: Memory) -> Problem | None:
    operands = event.operands
    if len(operands) != 2 or event.origins is None:
        return None
    ranks = [operand.shape.rank for operand in operands]
    if not all(ranks) or ranks[0] == ranks[1]:
        return None
    (vector, _), (other, name) = sorted(
        zip(operands, (operand.name for operand, _ in named_operands(event)), strict=True),
        key=lambda pair: pair[0].shape.rank or 0,
    )
    lineage = Lineage(event.origins)
    for reduction in lineage.reductions(vector):
        axis = _wrong_axis(lineage, reduction, vector, other)
        if axis is not None and not _is_filled(lineage, reduction, memory):
            scaled = partial(_is_scaled_too, event, reduction, memory)
            message = say(
                "{operation}: {code} has one value for each place along axis {axis} of {name}, and is broadcast along"
                " the last axis",
                operation=title_of(event.name),
                code=reduction.site.text,
                axis=axis,
                name=name or say("the other operand"),
            )
            found = problem(event, message)
            return replace(found, unless=scaled)
    return None


def _is_scaled_too(event: Operation, reduction: Derivation, memory: Memory) -> bool:
    """Tell whether what an operation gave was combined with the same values along their own axis afterwards."""
    assert event.origins is not None
    lineage = Lineage(event.origins)
    source, axis = _reduced(reduction)
    assert source is not None
    assert axis is not None
    for later in memory.operations.values():
        operands = later.operands if concerned(later.rule) else ()
        for own, other in permutations(operands, 2) if len(operands) == 2 else ():
            made = map(lineage.made_by, lineage.elementwise(own))
            if any(known is not None and known.site.node is event.site.node for known in made) and _is_combined(
                lineage, other, source, axis
            ):
                return True
    return False


def _is_filled(lineage: Lineage, reduction: Derivation, memory: Memory) -> bool:
    """Tell whether elements were put into what was reduced: then it may have its mirror image as well."""
    source, _ = _reduced(reduction)
    written = (own for own in memory.operations.values() if own.name == "ndarray.__setitem__" and own.arguments)
    return source is not None and any(
        isinstance(own.arguments[0], Array) and lineage.same(own.arguments[0], source) for own in written
    )


def _wrong_axis(lineage: Lineage, reduction: Derivation, vector: Array, other: Array) -> int | None:
    """Give the axis that a reduced vector belongs to and does not go along, if it was reduced from the other array."""
    source, axis = _reduced(reduction)
    if source is None or axis is None or source.shape != other.shape:
        return None
    rank = len(source.shape.before)
    if rank < 2 or reduction.result.shape.rank != rank - 1 or reduction.result.shape != vector.shape or axis == 0:
        return None
    sizes = source.shape.before
    if sizes[axis - 1] == 1 or sizes[axis] == 1:
        return None
    parts = list(lineage.elementwise(other))
    if lineage.are_interchangeable(source, (axis - 1, axis)):
        return None  # what belongs to a row belongs to the column
    made_of = list(lineage.elementwise(source))
    along_last = [part for part in made_of if 0 < (part.shape.rank or 0) < rank]
    if along_last and (sizes[axis - 1] == sizes[axis] or any(map(partial(_is_reduced, lineage), along_last))):
        return None  # values along the last axis went into it: what comes of it may go there again
    whole = [part for part in made_of if part.shape == source.shape]
    if not any(lineage.same(part, own) for part in whole for own in parts):
        return None  # it has the shape of what was reduced and is something else
    return None if any(_is_combined(lineage, part, source, axis) for part in parts) else axis - 1


def _is_reduced(lineage: Lineage, part: Array) -> bool:
    """Tell whether an array is the result of a reduction: two of one array may go the same way, if it is square."""
    known = lineage.made_by(part)
    return known is not None and role_of(known.rule) is Role.REDUCES


def _is_combined(lineage: Lineage, part: Array, source: Array, axis: int) -> bool:
    """Tell whether an operand is what was reduced of an array, on axes of its own.

    Then both axes are scaled, one after the other.
    """
    if part.shape.rank != source.shape.rank or 1 not in part.shape.before:
        return False
    for own in lineage.ancestors(part):
        known = lineage.made_by(own)
        if known is not None and role_of(known.rule) is Role.REDUCES:
            reduced, along = _reduced(known)
            if reduced is not None and along == axis and reduced.shape == source.shape:
                return True
    return False


def _reduced(reduction: Derivation) -> tuple[Array | None, int | None]:
    """Give the array that was reduced, and the axis, if it is one that is known."""
    source = reduction.arguments[0] if reduction.arguments else None
    axis = axis_reduced(reduction)
    if not isinstance(source, Array) or source.shape.rank is None or axis is None:
        return None, None
    return source, axis % source.shape.rank if source.shape.rank else None


RULE = LintRule(
    code="SHP203",
    name="reduced-axis",
    events=(Operation,),
    check=_check,
    of_trials=True,
    concerns=concerned,
    what=Phrase(
        "Finds a reduction without `keepdims`, along another axis than the first, whose result is combined "
        "with the array that was reduced: the result is broadcast along the last axis instead of the axis that "
        "its values belong to."
    ),
    why=Phrase(
        "NumPy raises an error where the sizes differ, and nothing happens where they are equal: the columns "
        "of a square matrix are then scaled by values computed from its rows."
    ),
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
