"""SHP116: a call with arrays that do not fit the spec of the function."""

from shapecheck.infer.events import Called
from shapecheck.language import say
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
    what="""
Finds a call with arrays that do not fit the spec of the function that is called: that of `@shapecheck.checked`, or
jaxtyping's annotations. What is unknown of an argument is taken to fit.
""",
    why="""
A checked function raises when it is called so. Any other one fails somewhere inside, or computes something else than
its author meant.
""",
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
