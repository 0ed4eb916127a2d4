"""What was not understood, as data: the same for the same kind of thing."""

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from shapecheck.infer.frames import Frame
from shapecheck.language import Phrase

if TYPE_CHECKING:
    from shapecheck.infer.machine import Machine

__all__ = [
    "EXPRESSION",
    "OF_FLAT",
    "OF_FOREIGN",
    "OF_MATMUL",
    "OF_OBJECT",
    "STATEMENT",
    "TOO_MANY_STEPS",
    "call_of",
    "called_in",
    "not_handled",
]

OF_MATMUL = Phrase("`@` of unknown values")
OF_FOREIGN = Phrase("an operator of another library's objects")
OF_OBJECT = Phrase("an operator of an array with an object")
OF_FLAT = Phrase("an operator of `flat`, which is no array")
EXPRESSION, STATEMENT = Phrase("expression"), Phrase("statement")
_TOO_DEEP, TOO_MANY_STEPS = Phrase("too deep inside others"), Phrase("too many steps")


@lru_cache(maxsize=4_096)
def call_of(name: str) -> Phrase:
    """Return that a call is not understood of the function with that full name."""
    return Phrase("call of {called}", called=name)


def called_in(reason: str) -> str:
    """Return the full name of the function whose call is not understood; nothing where it is something else.

    Examples
    --------
    >>> called_in(call_of("numpy.save")), called_in("recursion")
    ('numpy.save', '')
    """
    called = reason.fields.get("called", "") if isinstance(reason, Phrase) else ""
    return str(called)


def not_handled(machine: "Machine", what: Phrase, node: ast.AST, frame: Frame, *, too_deep: bool) -> None:
    """Tell that a kind of expression or statement is not understood, or stands too deep inside others."""
    if too_deep:
        machine.leave_out(what, node, frame, _TOO_DEEP)
    else:
        machine.gap(Phrase("{what} {kind}", what=what, kind=type(node).__name__), node, frame)
