"""SHP108: a value that is unpacked into another number of names than it has items."""

from shapecheck.core.array import Array
from shapecheck.infer.events import Unpacked
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.wording import unpacking


def _check(event: Unpacked, memory: Memory) -> Problem | None:
    text = event.site.text
    operand = event.of if event.of is not None else event.value
    operands = (operand,) if isinstance(operand, Array) else ()
    said = unpacking(text, event.given, event.wanted, starred=event.starred)
    return Problem(say("unpack: {problem}", problem=said), operands)


RULE = LintRule(
    code="SHP108",
    name="unpacking",
    events=(Unpacked,),
    check=_check,
    what=Phrase("Finds a shape, an array or a tuple that is unpacked into another number of names than it has items."),
    why=Phrase(
        "Python raises a `ValueError` when the line is reached. `X.shape` of a vector has one size: `(n,)` is "
        "neither a row nor a column."
    ),
    bad="""
import numpy as np

x = np.zeros(7)
n, m = x.shape
""",
    good="""
import numpy as np

x = np.zeros((7, 1))
n, m = x.shape
""",
)
