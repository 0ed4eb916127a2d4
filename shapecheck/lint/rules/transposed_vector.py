"""SHP204: a transpose of an array with one axis, which does nothing, where a column was wanted."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.origins import Derivation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import concerned, crossed, problem
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.rule import apply


def _check(event: Operation, memory: Memory) -> Problem | None:
    found = crossed(event)
    if found is None or found.is_meant():
        return None
    for transpose, changed, result in _with_columns(event):
        vector, shape = _transposed(transpose.site.node), transpose.result.shape
        if vector is not None and crossed(changed) is None:
            source = transpose.site.source
            text, turned = source.segment(vector), source.segment(transpose.site.node)
            message = say(
                "{operation}: {problem}; `{code}` has one axis too, {shape}",
                operation=found.step.title,
                problem=found.step.stretched_text,
                code=turned,
                shape=shape,
            )
            help_line = say(
                "`{code}[:, None]` in place of `{old}` fits, and the shape is {shape}",
                code=text,
                old=turned,
                shape=result.shape,
            )
            return replace(problem(event, message), help=help_line)
    return None


def _with_columns(event: Operation) -> Iterator[tuple[Derivation, Operation, Array]]:
    """Give each transpose of a vector among what is operated on, with the operation on a column and its result."""
    if event.origins is None:
        return
    lineage = Lineage(event.origins)
    for place, operand in enumerate(event.arguments):
        if not isinstance(operand, Array) or operand.shape.rank != 1:
            continue
        for part in lineage.elementwise(operand):
            known = lineage.made_by(part)
            if known is None or role_of(known.rule) is not Role.TURNS or part.shape != operand.shape:
                continue
            column = replace(operand, shape=Shape((*operand.shape.before, 1)))
            arguments = (*event.arguments[:place], column, *event.arguments[place + 1 :])
            outcome = apply(event.rule, arguments, event.keywords)
            if decide_all(outcome.claims) is Verdict.YES and isinstance(outcome.result, Array):
                yield known, replace(event, arguments=arguments, outcome=outcome), outcome.result


def _transposed(node: ast.AST) -> ast.expr | None:
    """Give the expression that is transposed: x of `x.T`, `x.transpose()` and `np.transpose(x)`."""
    match node:
        case ast.Call(args=[vector]):
            return vector
        case ast.Attribute(value=vector) | ast.Call(func=ast.Attribute(value=vector), args=[]):
            return vector
    return None


RULE = LintRule(
    code="SHP204",
    name="transpose-of-vector",
    events=(Operation,),
    check=_check,
    concerns=concerned,
    what=Phrase(
        "Finds a transpose of an array with one axis that was intended as a column: the operation in which it "
        "is used stretches both operands, and would not with `x[:, None]` in place of `x.T`."
    ),
    why=Phrase(
        "`(n,)` is neither a row nor a column, and its transpose is itself. The intended column is still a "
        "vector, and every element of it is combined with every element of the other operand."
    ),
    bad="""
import numpy as np

y = np.zeros((7, 1))
x = np.zeros(7)
error = y - x.T
""",
    good="""
import numpy as np

y = np.zeros((7, 1))
x = np.zeros(7)
error = y - x[:, None]
""",
)
