"""SHP211: a call that fails in the body of the function, however many axes its unknown arguments have."""

from shapecheck.infer.told_of_texts import Refused
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.rules.call_fails import problem_of


def _check(event: Refused, memory: Memory) -> Problem | None:
    del memory
    if not event.supposed:
        return None
    message = say(
        "the call does not fit `{contract}`, however many axes {names} may have",
        contract=event.contract,
        names=", ".join(event.supposed),
    )
    return problem_of(event, message)


RULE = LintRule(
    code="SHP211",
    name="call-fails-supposedly",
    events=(Refused,),
    check=_check,
    what=Phrase(
        "Finds a call whose known arguments do not fit each other: an operation in the body of the function "
        "fails for any number of axes of the other arguments, up to four. The message shows the contract of "
        "the function."
    ),
    why=Phrase(
        "The call fails far from its cause, once the rest of the program exists. An argument that is not an "
        "array of NumPy may still fit."
    ),
    bad="""
import numpy as np


def loss(X, w, y):
    r = X @ w - y
    return r @ r


def train(w):
    return loss(np.zeros((5, 3)), w, np.zeros(7))
""",
    good="""
import numpy as np


def loss(X, w, y):
    r = X @ w - y
    return r @ r


def train(w):
    return loss(np.zeros((5, 3)), w, np.zeros(5))
""",
)
