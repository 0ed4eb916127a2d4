"""What the linter finds in a line of code on given shapes, with its helps."""

from collections.abc import Mapping
from typing import Any

from shapecheck.lint.files import Text
from shapecheck.lint.finding import Finding
from shapecheck.lint.mending.helping import helped
from shapecheck.lint.running import Given, go_through
from shapecheck.lint.settings import DEFAULT_CODES
from shapecheck.lint.table import LINT_RULES
from shapecheck.ops.history import NEWEST

__all__ = ["findings_in"]


def findings_in(text: str, names: Mapping[str, Any], path: str) -> tuple[Finding, ...]:
    """Return what is found in a line, each with the help that was tried on all of it.

    Parameters
    ----------
    text : str
        The line.
    names : mapping
        The shapes of its arrays, and what else is known of its names.
    path : str
        What the line is called, in angle brackets as it is in no file.
    """
    rules = {code: rule for code, rule in LINT_RULES.items() if code in DEFAULT_CODES}
    given = Given(Text(text), path, rules, (), NEWEST, None, names)
    return helped(given, go_through(given, tries=False))
