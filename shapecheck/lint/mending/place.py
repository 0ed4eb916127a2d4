"""Changes of an operation where it stands, each tried on the shapes of the line that it is in."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.errors import UnsupportedOperation
from shapecheck.expressions.source import Node
from shapecheck.expressions.steps import Explanation
from shapecheck.infer.lines import evaluate
from shapecheck.lint.mending.alone import alone
from shapecheck.lint.mending.candidates import candidates
from shapecheck.ops.values import Value
from shapecheck.wording import fits

__all__ = ["Fitting", "fitting", "is_certain"]


class Fitting(NamedTuple):
    """A change of a part that makes the whole fit, with what the changed part gives, None where that is no array."""

    changed: Node
    result: Array | None

    @property
    def sentence(self) -> str:
        """The change in words, with the shape of its result."""
        return fits(ast.unparse(self.changed), None if self.result is None else self.result.shape)


def fitting(
    root: Node | ast.Module, part: Node, names: Mapping[str, Any], values: Mapping[ast.AST, Any], undecided: int = 0
) -> Iterator[Fitting]:
    """Yield the changes of a part that make the whole fit, those that are most often meant first.

    Parameters
    ----------
    root, part : Node
        The whole line and the part to change.
    names : mapping
        What is known of its names.
    values : mapping
        The values of its nodes, as far as they are known.
    undecided : int
        How many steps of the changed line may leave something open.
    """
    try:
        for candidate in candidates(part, values):
            known = alone(candidate, values, names)
            if known is None or (known.fits and root is not part):
                made = _fits(root, part, candidate, names, undecided)
            else:
                made = (known.result,) if known.fits else None
            if made is not None:
                yield Fitting(candidate, made[0] if isinstance(made[0], Array) else None)
    except RecursionError:
        return


def _fits(
    root: Node | ast.Module, part: Node, candidate: Node, names: Mapping[str, Any], undecided: int
) -> tuple[Value] | None:
    """Return what the candidate gives, in a tuple, or None when the whole does not fit with it."""
    source, text = ast.unparse(_replaced(root, part, candidate)), ast.unparse(candidate)
    try:
        explanation = evaluate(source, ast.parse(source), names)
        if explanation.verdict is Verdict.NO or sum(step.undecided for step in explanation.steps) > undecided:
            return None
        own = explanation if text == source else evaluate(text, ast.parse(text), names)
    except UnsupportedOperation:
        return None
    return (own.result,) if is_certain(own) else None


def is_certain(explanation: Explanation) -> bool:
    """Tell whether an expression fits for all sizes, and not since every element of one operand meets all of another.

    That is not what anyone forgot to write.
    """
    if explanation.verdict is not Verdict.YES or any(step.undecided for step in explanation.steps):
        return False
    return not explanation.steps or not explanation.steps[-1].crossed


def _replaced(root: Node | ast.Module, old: ast.AST, new: ast.AST) -> ast.AST:
    """Give a copy of the tree along the path to `old`, with `new` in its place."""
    parents = {child: node for node in ast.walk(root) for child in ast.iter_child_nodes(node)}
    while old is not root:
        parent = parents[old]
        fields = {
            name: [new if item is old else item for item in value]
            if isinstance(value, list)
            else new
            if value is old
            else value
            for name, value in ast.iter_fields(parent)
        }
        old, new = parent, ast.copy_location(type(parent)(**fields), parent)
    return new
