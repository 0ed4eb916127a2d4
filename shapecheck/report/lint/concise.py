"""Findings as text, a line each: `path:line:column: CODE message`."""

from typing import TextIO

from shapecheck.display import printable
from shapecheck.lint.outcome import Outcome
from shapecheck.report.lint._text import closing_lines

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(
    outcome: Outcome,
    out: TextIO,
    *,
    show_gaps: bool = False,
    statistics: bool = False,
    quiet: bool = False,
) -> None:
    """Write a line for each finding, then the summary."""
    for finding in outcome.findings:
        out.write(f"{printable(str(finding))}\n")
    for line in closing_lines(outcome, show_gaps=show_gaps, statistics=statistics, quiet=quiet):
        out.write(f"{line}\n")
