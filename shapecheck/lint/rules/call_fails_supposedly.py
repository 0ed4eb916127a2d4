"""SHP211: a call that fails in the body of the function, however many axes its unknown arguments have."""

from shapecheck.infer.events import Refused
from shapecheck.language import say
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
    what="""
Finds a call in which the arguments that are known do not fit each other: an operation in the body of the function fails
however many axes the other arguments have, up to four. The message has the contract of the function.
""",
    why="""
The call fails far from its cause, once the rest of it is there. An argument that is no array of NumPy's may still fit.
""",
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
