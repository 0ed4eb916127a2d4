"""SHP210: a function that fits only where two axes of an array are equal, and with one change fits always."""

from shapecheck.core.dim import Size, symbol_in
from shapecheck.infer.told_of_sizes import Forced
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.wording import listed


def _check(event: Forced, memory: Memory) -> Problem | None:
    name = event.array.name or say("an array")
    special = _special(name, event.array.shape.before, event.sizes)
    if event.is_program:
        message = say("the program fits only where {special}; with one change it always fits", special=special)
    else:
        message = say("the function fits only where {special}; with one change it always fits", special=special)
    help_line = say("`{code}` fits for all sizes", code=event.mend)
    return Problem(message, (event.array,), help=help_line, instead=event.mend)


def _special(name: str, before: tuple[Size, ...], sizes: tuple[Size, ...]) -> str:
    """Say what is special about the sizes of an array, in words and in the names that the program has for sizes."""
    equal = [
        (first, last)
        for first, size in enumerate(sizes)
        for last in range(first + 1, len(sizes))
        if size == sizes[last] and size != 1
    ]
    if equal:
        if len(sizes) == 2:
            return say("{name} is square", name=name)
        first, second = equal[0]
        return say("axes {first} and {second} of {name} have the same size", first=first, second=second, name=name)
    asked = [(axis, size) for axis, size in enumerate(sizes) if size != before[axis]]
    own = [(axis, size) for axis, size in asked if not _is_free(size)]
    if not own:
        return say("{name} has special sizes", name=name)
    return listed(say("axis {axis} of {name} is {size}", axis=axis, name=name, size=size) for axis, size in own)


def _is_free(size: Size) -> bool:
    """Tell whether a size is one that nothing else is said of."""
    own = symbol_in(size)
    return own is not None and own.flexible


RULE = LintRule(
    code="SHP210",
    name="forced-square",
    events=(Forced,),
    check=_check,
    of_trials=True,
    what=Phrase(
        "Finds a product in a function that fits only where the axes of one of its arrays have special sizes "
        "that nothing else needs (a square matrix, or as many examples as units), while with one operand "
        "transposed, or both exchanged, it fits for all sizes. Also in a program that reads its data from a "
        "file, where nothing is known of the sizes."
    ),
    why=Phrase(
        "A test with equal sizes passes, and the first data with other sizes fails, mostly at another line. "
        "Functions are reported only if nothing in the file calls them with known arguments."
    ),
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
