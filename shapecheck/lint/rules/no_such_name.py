"""SHP115: a name that NumPy does not have, or a module of it that is called."""

from shapecheck.infer.events import Missing
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.versions import named
from shapecheck.ops.history import nearest, versions_with


def _check(event: Missing, memory: Memory) -> Problem | None:
    if event.called:
        return Problem(say("call: {name} is a module, which cannot be called", name=event.name))
    there = versions_with(event.name)
    if not memory.versions or any(version in there for version in memory.versions):
        return None
    if not there:
        message = say("name: NumPy has no {name}", name=event.name)
    elif there[-1] < memory.versions[0]:
        message = say("name: NumPy no longer has {name}: NumPy {versions} has", name=event.name, versions=named(there))
    else:
        message = say(
            "name: NumPy does not have {name} yet: NumPy {versions} has", name=event.name, versions=named(there)
        )
    meant = nearest(event.name)
    return Problem(message, help=None if meant is None else f"`{meant}`")


RULE = LintRule(
    code="SHP115",
    name="no-such-name",
    events=(Missing,),
    check=_check,
    what=Phrase(
        "Finds a name that does not exist in any version of NumPy that the file is meant for, such as "
        "`np.is_close` for `np.isclose`, or `np.product`, which was removed in NumPy 2.0; and a module of "
        "NumPy that is called like a function."
    ),
    why=Phrase("Python raises an `AttributeError` or a `TypeError` when the line is reached."),
    bad="""
import numpy as np

a = np.zeros((3, 1))
close = np.is_close(a, a)
""",
    good="""
import numpy as np

a = np.zeros((3, 1))
close = np.isclose(a, a)
""",
)
