"""Operations element by element: which of them stretch both operands, and whether that was meant."""

import re
from dataclasses import dataclass, replace
from itertools import combinations

from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.steps import Step
from shapecheck.infer.events import Operation
from shapecheck.lint.memory import Memory, named_operands
from shapecheck.lint.rule import Problem
from shapecheck.ops.rule import Rule

__all__ = ["Crossed", "crossed", "is_elementwise", "problem"]

_MEANT = re.compile(r"newaxis|\bNone\b|expand_dims|reshape|meshgrid|\bix_|[om]grid|arange|outer|atleast_")
_WRITTEN = re.compile(r"newaxis|\[[^][]*\bNone\b[^][]*\]|expand_dims")
_PLACES = re.compile(r"arange|linspace|logspace|geomspace|[om]grid|indices|fftfreq")
_DATA = re.compile(r"random|zeros|ones|array|load|@|dot|matmul|sum|mean")
_MADE = re.compile(r"\w+\.(?:array|empty|full|ones|random|zeros)")  # two that are made alike are two all the same
_BARE = re.compile(r"[\w.]*")
_TURNED = re.compile(r",?\s*keepdims\s*=\s*True|\.T\b|\[[^][]*(?:None|newaxis)[^][]*\]")
_WHOLE = re.compile(r"meshgrid|\bix_|[om]grid")  # what gives all axes at once, to be combined


def is_elementwise(operation: Rule) -> bool:
    """Tell whether an operation broadcasts its operands element by element."""
    return operation.form.startswith("(),()")


@dataclass(frozen=True, slots=True)
class Crossed:
    """An operation in which two operands are each repeated along an axis that only the other has."""

    event: Operation
    step: Step

    def is_meant(self, memory: Memory) -> bool:
        """Tell whether the program shows that all pairs are wanted.

        A new axis that is written in the operation itself is meant. So is one that was written where the operand was
        made, if the sizes that meet are different ones, or if the other operand is what the axis was added to:
        `(n, 1)` and `(k,)` are all pairs, `(m, 1)` and `(m,)` a mistake.
        """
        if not self.step.both_stretched:
            return True
        repeated = [stretch for stretch in self.step.stretches if stretch.operand.shape.rank and stretch.axes]
        if any(_MEANT.search(stretch.operand.name) for stretch in repeated) or self._is_outer():
            return True
        sizes = {str(size): size for each in repeated for size in map(each.result.before.__getitem__, each.axes)}
        same = len(sizes) == 1
        names = {stretch.operand.name for stretch in repeated}
        if not same and all(stretch.operand.shape.rank == stretch.result.rank for stretch in repeated):
            return True  # a column and a row of different sizes, both with all their axes
        if all(compare(*pair) is Verdict.NO for pair in combinations(sizes.values(), 2)) and not same:
            return True  # sizes that can't be the same: no column of another column's elements
        operands = named_operands(self.event)
        texts = [set(memory.texts(self.event.site, node)) for _, node in operands]
        own_names = [_TURNED.sub("", operand.name) for operand, _ in operands]
        if len(operands) == 2 and own_names[0] == own_names[1]:
            return True  # all pairs of one thing
        if all(map(_are_places, texts)) or _share(texts) or all(any(map(_WHOLE.search, own)) for own in texts):
            return True
        if len(texts) == 2 and all(any(map(_WRITTEN.search, own)) for own in texts):
            return True  # a new axis was written for each of them
        for operand, node in operands:
            others = names - {operand.name}
            for site, origin in memory.origins(self.event.site, node):
                text = site.source.segment(origin)
                if _WHOLE.search(text) or (not same and _MEANT.search(text)):
                    return True
                if _MEANT.search(text) and any(re.match(rf"{re.escape(name)}\b", text) for name in others):
                    return True
        return False

    def _is_outer(self) -> bool:
        """Tell whether a column is multiplied by a row: the outer product, as `@` would give it."""
        shapes = [operand.shape.before for operand in self.step.operands]
        return self.step.title == "multiply" and len(shapes) == 2 and shapes[0][1:] == (1,) and shapes[1][:-1] == (1,)


def _are_places(texts: set[str]) -> bool:
    """Tell whether an operand is made of places on an axis, so that the result has all places of a grid."""
    return any(map(_PLACES.search, texts)) and not any(map(_DATA.search, texts))


def _share(texts: list[set[str]]) -> bool:
    """Tell whether two operands are made the same way but for the axis, so that all pairs of one thing are wanted."""
    # A name or a number is no way to make something: all sizes are one of the two.
    plain = [
        {_TURNED.sub("", text) for text in own if not (_MADE.match(text) or _BARE.fullmatch(text))} for own in texts
    ]
    return len(plain) == 2 and bool(plain[0] & plain[1]) and _TURNED.search(str(texts)) is not None


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
    operands = tuple(operand for operand, _ in named_operands(event))
    place = (
        getattr(node, "lineno", 1),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", 1),
        getattr(node, "end_col_offset", 0),
    )
    step = Step(
        event.site.text, event.name, event.rule.form, operands, replace(result, name=""), event.verdict, (), *place
    )
    return Crossed(event, step) if step.crossed else None


def problem(event: Operation, message: str) -> Problem:
    """Give a problem of an operation with all its operands."""
    operands = named_operands(event)
    return Problem(
        message,
        tuple(operand for operand, _ in operands if operand.shape.rank != 0),
        tuple((node, operand) for operand, node in operands if node is not None and operand.shape.rank != 0),
    )
