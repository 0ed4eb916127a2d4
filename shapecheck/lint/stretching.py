"""Operations element by element: which of them stretch both operands, and whether that was meant."""

import ast
from dataclasses import dataclass, replace
from itertools import combinations

from shapecheck.core.array import Array, Axis, Place
from shapecheck.core.claims import Agree, Broadcastable, Claim, IsOne
from shapecheck.core.dim import Size
from shapecheck.expressions.steps import Step
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, is_within
from shapecheck.infer.written import Operand, named, written_operands
from shapecheck.lint.rule import Problem
from shapecheck.ops.roles import Role, broadcasts, compares, is_random, role_of
from shapecheck.ops.rule import Rule
from shapecheck.wording import condition

__all__ = ["Crossed", "concerned", "crossed", "problem", "worded"]


def concerned(operation: Rule) -> bool:
    """Tell whether an operation can stretch both of its operands."""
    return broadcasts(operation.form)


@dataclass(frozen=True, slots=True)
class Crossed:
    """An operation in which two operands are each repeated along an axis that only the other has."""

    event: Operation
    step: Step
    operands: tuple[Operand, ...]  # those of the event

    def is_meant(self) -> bool:
        """Tell whether the program shows that all pairs are wanted.

        A new axis that is written in the operation itself is meant. Sizes that need not be equal are no column of
        another column's elements: `(n, 1)` and `(k,)` are all pairs, `(m, 1)` and `(m,)` a mistake. A new axis that was
        written where an operand was made is meant where the operands are of one array or were made in the same way; an
        axis that was kept only where both hold. So is the sum of a row and a column that stand there in numbers, and a
        comparison with places on an axis, or with classes that are written out: one column for each, a mask of lengths.
        """
        repeated = self._repeated()
        if not _are_equal([sizes for _, sizes, _ in repeated]) or self._is_outer():
            return True
        if self.event.origins is None:
            return False
        lineage = Lineage(self.event.origins)
        if compares(self.event.name) and any(_tells_columns_apart(lineage, operand) for operand, *_ in repeated):
            return True
        writers = [[lineage.writer(operand.array, axis) for axis in own] for operand, _, own in repeated]
        pairs = list(zip(repeated, writers, strict=True))
        found = [writer for own in writers for writer in own if writer is not None]
        if any(is_within(writer, self.event.site) or role_of(writer.rule) is Role.GRIDS for writer in found):
            return True
        whole = all(own for _, _, own in repeated)  # each has an axis that the other is repeated along
        if whole and all(None not in own or self._is_literal(lineage, operand) for (operand, *_), own in pairs):
            return True
        enough = any if whole or found else all
        return any(
            enough((lineage.are_of_one(left, right), lineage.are_alike(left, right)))
            for left, right in combinations([operand.array for operand, *_ in repeated], 2)
        )

    def _repeated(self) -> list[tuple[Operand, set[Size], list[int]]]:
        """Give each repeated operand with the sizes that it is repeated to, and with its own axes of size 1."""
        found = []
        for operand, stretch in zip(self.operands, self.step.stretches, strict=True):
            rank, whole = operand.array.shape.rank, stretch.result.rank
            if rank and whole is not None and stretch.axes:
                own = [axis - whole + rank for axis in stretch.axes if axis >= whole - rank]
                found.append((operand, {stretch.result.before[axis] for axis in stretch.axes}, own))
        return found

    def _is_literal(self, lineage: Lineage, operand: Operand) -> bool:
        """Tell whether an array was made right here with a shape, or with elements, that are written in numbers.

        A row times a column is as likely meant to be a product of matrices, and random numbers stand for data.
        """
        here = self.event.site
        if self.step.title == "multiply":
            return False
        if isinstance(operand.value, (list, tuple)):
            return isinstance(operand.node, (ast.List, ast.Tuple)) and _is_written_out(operand.node)
        made = map(lineage.made_by, lineage.elementwise(operand.array))
        leaves = [known for known in made if known is None or role_of(known.rule) is not Role.ELEMENTWISE]
        return all(
            known is not None
            and not is_random(known.rule)
            and (known.site.source, known.site.caller) == (here.source, here.caller)
            and isinstance(known.site.node, ast.Call)
            and all(map(_is_written_out, (*known.site.node.args, *known.site.node.keywords)))
            for known in leaves
        )

    def _is_outer(self) -> bool:
        """Tell whether a column is multiplied by a row: the outer product, as `@` would give it."""
        shapes = [operand.shape.before for operand in self.step.operands]
        return self.step.title == "multiply" and len(shapes) == 2 and shapes[0][1:] == (1,) and shapes[1][:-1] == (1,)


def _tells_columns_apart(lineage: Lineage, operand: Operand) -> bool:
    """Tell whether an array has places on an axis, as `np.arange` gives them, or classes that are written out.

    Classes are all different, and numbers are written in their order; a vector of data is rarely so.
    """
    made = lineage.made_by(operand.array)
    if made is not None and role_of(made.rule) is Role.PLACES:
        return True
    value = operand.value
    items = value if isinstance(value, (list, tuple)) else lineage.written(value)
    if not items or {type(item) for item in items} not in ({int}, {str}):
        return False
    return len(set(items)) == len(items) and (type(items[0]) is str or list(items) == sorted(items))


def _is_written_out(node: ast.AST) -> bool:
    """Tell whether an argument that is no element type has no names in it."""
    return getattr(node, "arg", "") == "dtype" or not any(isinstance(inner, ast.Name) for inner in ast.walk(node))


def _are_equal(sizes: list[set[Size]]) -> bool:
    """Tell whether operands are repeated to sizes that are provably the same."""
    first, *others = ({size for size in own if size != 1} for own in sizes)
    return all(own == first for own in others)


def crossed(event: Operation) -> Crossed | None:
    """Give what an operation stretches on both sides, or None where it does not."""
    shapes = [operand.shape for operand in event.operands if operand.shape.rank]
    # What is told by a glance at the shapes is told first: there are many operations.
    if len(shapes) < 2 or len({shape.before for shape in shapes}) < 2 or all(1 not in s.before for s in shapes):
        return None
    result = event.outcome.result
    if not isinstance(result, Array) or event.keywords.get("out") is not None:
        return None  # where the result goes says how large it is meant to be
    node = event.site.node
    operands = written_operands(event)
    place = (
        getattr(node, "lineno", 1),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", 1),
        getattr(node, "end_col_offset", 0),
    )
    step = Step(
        event.site.text,
        event.name,
        event.rule.form,
        tuple(named(operand, event) for operand in operands),
        replace(result, name=""),
        event.verdict,
        (),
        *place,
    )
    return Crossed(event, step, operands) if step.crossed else None


def problem(event: Operation, message: str) -> Problem:
    """Give a problem of an operation with all its operands, and where their sizes come from."""
    written = written_operands(event)
    operands = [(named(operand, event), operand.node) for operand in written]
    if event.origins is not None:
        operands = [
            (replace(operand, origins=event.origins.trace(plain.array)), node)
            for plain, (operand, node) in zip(written, operands, strict=True)
        ]
    return Problem(
        message,
        tuple(operand for operand, _ in operands if operand.shape.rank != 0),
        tuple((node, operand) for operand, node in operands if node is not None and operand.shape.rank != 0),
    )


def worded(claim: Claim, event: Operation) -> str:
    """Word a claim as a condition, with the operands called as the source has them."""
    called = {id(operand.array): named(operand, event) for operand in written_operands(event)}

    def called_so(place: Place) -> Place:
        return (
            replace(place, operand=called.get(id(place.operand), place.operand)) if isinstance(place, Axis) else place
        )

    match claim:
        case Agree(left, right):
            claim = replace(claim, left=called_so(left), right=called_so(right))
        case IsOne(value):
            claim = replace(claim, value=called_so(value))
        case Broadcastable(Axis(left, first), Axis(right, second)):
            claim = Broadcastable(Axis(called.get(id(left), left), first), Axis(called.get(id(right), right), second))
    return condition(claim)
