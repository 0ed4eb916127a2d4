"""SHP116: a call with arrays that do not fit the spec of the function."""

from shapecheck.infer.told_of_texts import Called
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.wording import failure


def _check(event: Called, memory: Memory) -> Problem:
    del memory
    message = say(
        "call of {name}: {problem}, by its spec `{spec}`",
        name=event.name,
        problem=failure(event.failed),
        spec=event.spec,
    )
    return Problem(message, event.operands)


RULE = LintRule(
    code="SHP116",
    name="call-breaks-spec",
    events=(Called,),
    check=_check,
    what=Phrase(
        "Finds a call with arrays that do not fit the spec of the function: that of `@shapecheck.checked`, or "
        "jaxtyping's annotations. Unknown parts of an argument are assumed to fit."
    ),
    why=Phrase(
        "A checked function raises an error for such a call. Any other function fails somewhere inside, or "
        "computes something that its author did not intend."
    ),
    bad="""
import numpy as np
import shapecheck


@shapecheck.checked("x: n -> n 1")
def column(x):
    return x[:, np.newaxis]


c = column(np.zeros((3, 4)))
""",
    good="""
import numpy as np
import shapecheck


@shapecheck.checked("x: n -> n 1")
def column(x):
    return x[:, np.newaxis]


c = column(np.zeros(3))
""",
)
