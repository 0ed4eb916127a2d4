"""SHP117: a call that fails in the body of the function, whatever its unknown arguments are."""

from shapecheck.infer.told_of_texts import Refused
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem


def problem_of(event: Refused, message: str) -> Problem:
    """Give the problem with a call, and the operation that asks for it."""
    site = event.failing
    place = f"{site.source.path}:{site.line}"
    asked = say("`{code}` fails, {place}", code=site.source.segment(site.node), place=place)
    return Problem(message, event.operands, notes=(asked,))


def _check(event: Refused, memory: Memory) -> Problem | None:
    del memory
    if event.supposed:
        return None
    return problem_of(event, say("the call does not fit `{contract}`", contract=event.contract))


RULE = LintRule(
    code="SHP117",
    name="call-fails",
    events=(Refused,),
    check=_check,
    what=Phrase(
        "Finds a call whose known arguments do not fit each other, whatever the other arguments are: an "
        "operation in the body of the function fails. The message shows the contract of the function, as "
        "`shapecheck contracts` prints it."
    ),
    why=Phrase("The call fails far from its cause, once the rest of the program exists."),
    bad="""
import numpy as np


def scores(X_train, X_test, w):
    (k,) = w.shape
    return X_train @ w, X_test @ w


def evaluate(w):
    return scores(np.zeros((60, 3)), np.zeros((20, 4)), w)
""",
    good="""
import numpy as np


def scores(X_train, X_test, w):
    (k,) = w.shape
    return X_train @ w, X_test @ w


def evaluate(w):
    return scores(np.zeros((60, 3)), np.zeros((20, 3)), w)
""",
)
