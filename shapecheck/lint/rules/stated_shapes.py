"""SHP301: the shapes that a docstring states of arguments, and what is done with them, do not fit together."""

from dataclasses import replace
from functools import partial

from shapecheck.core.array import Axis
from shapecheck.core.claims import Agree, Broadcastable, Claim, StretchesTo
from shapecheck.core.dim import Size
from shapecheck.core.judge import decide
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation, Resting
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.sizes_in_words import are_apart
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import Basis, LintRule, Problem
from shapecheck.lint.stretching import problem, worded

_ONE = "1"


def _check(event: Operation, memory: Memory) -> Problem | None:
    resting = memory.resting
    if resting is None or event.verdict is not Verdict.UNKNOWN or event.assumed:
        return None
    for claim in event.outcome.claims:
        sizes = _apart(claim, resting)
        if sizes is not None:
            message = say(
                "{operation}: sizes with different names in the docstring must be equal: {condition}",
                operation=title_of(event.name),
                condition=worded(claim, event),
            )
            basis = Basis.of(resting, _sources(event, resting, sizes))
            return replace(problem(event, message), basis=basis, unless=partial(memory.agree, *sizes))
    return None


def _apart(claim: Claim, resting: Resting) -> tuple[Size, Size] | None:
    """Give two sizes that a claim asks to be equal, and that the docstring states apart: one of them may be 1."""
    match claim:
        case Agree(Axis() as left, Axis() as right) | Broadcastable(left, right) | StretchesTo(left, Axis() as right):
            sizes = left.size, right.size
        case _:
            return None
    one, other = (_ONE if size == 1 and isinstance(claim, Agree) else resting.sizes.get(size, "") for size in sizes)
    if not one or not other or not are_apart(one, other) or decide(claim) is not Verdict.UNKNOWN:
        return None
    return sizes


def _sources(event: Operation, resting: Resting, sizes: tuple[Size, Size]) -> set[str]:
    """Give the parameters that operands come from which have one of two sizes, of all those that have."""
    having = {name for name, array in resting.arrays.items() if any(size in array.shape.before for size in sizes)}
    if event.origins is None:
        return having
    lineage = Lineage(event.origins)
    parts = [part for operand in event.operands for part in lineage.ancestors(operand)]
    used = {name for name in having if any(lineage.same(part, resting.arrays[name]) for part in parts)}
    return used or having


RULE = LintRule(
    code="SHP301",
    name="stated-shapes-disagree",
    events=(Operation,),
    check=_check,
    of_stated=True,
    what=Phrase(
        "Finds what does not fit the shapes that a docstring states for the arguments of a function: an "
        "operation that is possible only where two sizes with different names in the docstring are equal, or "
        "where a named size is 1; and an operation that is possible for no sizes if the arguments are as "
        "stated. Nothing is reported where the program checks that the sizes are equal."
    ),
    why=Phrase(
        "Either the code is wrong, and fails for the first data whose sizes differ, or the docstring is wrong "
        "and misleads callers."
    ),
    bad='''
import numpy as np


def project(X, W):
    """Project rows.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    W : ndarray of shape (n_components, n_features)
    """
    return np.dot(X, W)
''',
    good='''
import numpy as np


def project(X, W):
    """Project rows.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    W : ndarray of shape (n_components, n_features)
    """
    return np.dot(X, W.T)
''',
)
