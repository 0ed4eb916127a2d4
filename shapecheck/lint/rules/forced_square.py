"""SHP210: a function that fits only where two axes of an array are equal, and with one change fits always."""

from shapecheck.infer.events import Forced
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem


def _check(event: Forced, memory: Memory) -> Problem | None:
    sizes = "square" if len(set(event.sizes)) == 1 else f"({', '.join(map(str, event.sizes))})"
    name = event.array.name or "an array"
    message = f"product: the function fits only where {name} is {sizes}, and with one change it fits for all sizes"
    return Problem(message, (event.array,), help=f"`{event.mend}` fits for all sizes")


RULE = LintRule(
    code="SHP210",
    name="forced-square",
    events=(Forced,),
    check=_check,
    of_trials=True,
    what="""
Finds a product in a function that fits only where the axes of one of its arrays have sizes that nothing else asks to be
so (a square, or as many examples as units), while with one operand turned, or both exchanged, all fits for any sizes.
""",
    why="""
A test with equal sizes passes, and the first data with others fails, mostly at another line. Told is only of functions
that nothing in the file calls with known arguments.
""",
    bad="""
import numpy as np


def linear_backward(dZ, A_prev, W):
    dW = np.dot(dZ, A_prev)
    dA_prev = np.dot(W.T, dZ)
    assert dW.shape == W.shape
    assert dA_prev.shape == A_prev.shape
    return dA_prev, dW, np.sum(dZ, axis=1, keepdims=True)
""",
    good="""
import numpy as np


def linear_backward(dZ, A_prev, W):
    dW = np.dot(dZ, A_prev.T)
    dA_prev = np.dot(W.T, dZ)
    assert dW.shape == W.shape
    assert dA_prev.shape == A_prev.shape
    return dA_prev, dW, np.sum(dZ, axis=1, keepdims=True)
""",
)
