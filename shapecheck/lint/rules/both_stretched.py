"""SHP201: an operation element by element that stretches both operands."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import concerned, crossed, problem


def _check(event: Operation, memory: Memory) -> Problem | None:
    found = crossed(event)
    if found is None or found.is_meant():
        return None
    return problem(event, say("{operation}: {problem}", operation=found.step.title, problem=found.step.stretched_text))


RULE = LintRule(
    code="SHP201",
    name="both-stretched",
    events=(Operation,),
    check=_check,
    concerns=concerned,
    general=True,
    what=Phrase(
        "Finds an element-wise operation that stretches both operands, so that every element of one is "
        "combined with every element of the other: `(m, 1)` with `(m,)` results in `(m, m)`. Nothing is "
        "reported where this is intended: where the axis is added in the operation itself, as in `a[:, None] - "
        "b`; where the sizes need not be equal; where `newaxis`, `expand_dims` or `reshape` added it before, "
        "and both operands come from one array or were computed in the same way; where a row and a column are "
        "added that were made right there with all numbers written out; where a column is compared with "
        "positions on an axis, as in `labels == np.arange(n)`."
    ),
    why=Phrase(
        "NumPy does it silently. The result is a matrix where a vector was intended: a cost, an accuracy or a "
        "gradient is then the mean over all pairs, and the program runs on with wrong numbers."
    ),
    bad="""
import numpy as np

X = np.zeros((7, 3))
w = np.zeros(3)
y = np.zeros((7, 1))
error = y - X @ w
""",
    good="""
import numpy as np

X = np.zeros((7, 3))
w = np.zeros((3, 1))
y = np.zeros((7, 1))
error = y - X @ w
""",
)
