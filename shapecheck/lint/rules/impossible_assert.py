"""SHP112: an `assert` about shapes that cannot hold."""

from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Asserted
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.wording import comparison


def _check(event: Asserted, memory: Memory) -> Problem | None:
    if event.verdict is not Verdict.NO:
        return None
    operands = () if event.operand is None else (event.operand,)
    return Problem(
        say("assert: it cannot hold: {comparison}", comparison=comparison(event.left, event.right)), operands
    )


RULE = LintRule(
    code="SHP112",
    name="impossible-assert",
    events=(Asserted,),
    check=_check,
    what=Phrase("Finds an `assert` about a shape that is false for all values of the sizes in it."),
    why=Phrase(
        "Python raises an `AssertionError` when the line is reached. Either the array does not have the "
        "intended shape, or the assertion is about another array."
    ),
    bad="""
import numpy as np

dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1)
assert db.shape == (5, 1)
""",
    good="""
import numpy as np

dZ = np.zeros((5, 7))
db = np.sum(dZ, axis=1, keepdims=True)
assert db.shape == (5, 1)
""",
)
