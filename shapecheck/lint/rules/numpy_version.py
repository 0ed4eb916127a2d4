"""SHP208: what some of the versions of NumPy refuse that the project is meant for."""

from dataclasses import replace

from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Missing, Operation
from shapecheck.language import Phrase, say
from shapecheck.lint.classify import failed
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.versions import named
from shapecheck.ops.history import nearest, taking, versions_with
from shapecheck.wording import failure


def _check(event: Missing | Operation, memory: Memory) -> Problem | None:
    if isinstance(event, Operation):
        taken_by = taking(event.name, event.arguments, event.keywords)
        refusing = tuple(version for version in memory.versions if version not in taken_by)
        if event.failed is None or not refusing or len(refusing) == len(memory.versions):
            return None
        told = failed(event)
        message = say(
            "{operation}: NumPy {versions} refuses it: {reason}",
            operation=title_of(event.name),
            versions=named(refusing),
            reason=failure(event.failed),
        )
        return replace(told, message=message)
    there = versions_with(event.name)
    lacking = tuple(version for version in memory.versions if version not in there)
    if event.called or not lacking or len(lacking) == len(memory.versions):
        return None
    meant = nearest(event.name) if lacking[-1] == memory.versions[-1] else None
    return Problem(
        say("name: NumPy {versions} has no {name}", versions=named(lacking), name=event.name),
        help=None if meant is None else say("`{name}` in these", name=meant),
    )


RULE = LintRule(
    code="SHP208",
    name="numpy-version",
    events=(Missing, Operation),
    check=_check,
    of_versions=True,
    what=Phrase(
        "Finds what works with only some of the versions of NumPy that the project is meant for: a name that "
        'was added or removed, a call that means something else. The versions are set by `numpy = ">=1.26"` '
        "in `[tool.shapecheck]`, else by the requirements of the project; else NumPy 2 is assumed."
    ),
    why=Phrase("The program runs here and fails on a machine with another NumPy."),
    bad="""
import numpy as np

area = np.trapz(np.ones(5))
""",
    good="""
import numpy as np

area = np.trapezoid(np.ones(5))
""",
)
