"""Findings as commands of GitHub Actions, which shows them beside the code.

References: GitHub Docs, "Workflow commands for GitHub Actions", for the form and for what is escaped.
"""

from typing import TextIO

from shapecheck.display import printable
from shapecheck.language import say
from shapecheck.lint.finding import Finding
from shapecheck.lint.outcome import Outcome
from shapecheck.report.lint._text import closing_lines, notes_of, related_line

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
    """Write a command for each finding, notice, and file that could not be read, then the summary."""
    for finding in outcome.findings:
        out.write(f"::{finding.severity} {_properties(finding)}::{_data(_text(finding))}\n")
    for unread in outcome.unread:
        line = "" if unread.line is None else f",line={unread.line}"
        out.write(f"::error file={_property(unread.path)}{line},title=shapecheck::{_data(str(unread))}\n")
    for notice in () if quiet else outcome.notices:
        line = "" if notice.line is None or notice.cell is not None else f",line={notice.line}"
        out.write(f"::notice file={_property(notice.path)}{line},title=shapecheck::{_data(str(notice))}\n")
    lines = list(closing_lines(outcome, show_gaps=show_gaps, statistics=statistics, quiet=quiet))
    out.writelines(f"{line}\n" for line in lines[len(outcome.unread) :])  # those are commands already


def _properties(finding: Finding) -> str:
    title = _property(f"shapecheck {finding.code}")
    if finding.cell is not None:
        return f"file={_property(finding.path)},title={title}"  # a line of a cell is no line of the file
    place = f"line={finding.line},endLine={finding.end_line}"
    if finding.line == finding.end_line:
        place += f",col={finding.column},endColumn={finding.end_column}"
    return f"file={_property(finding.path)},{place},title={title}"


def _text(finding: Finding) -> str:
    lines = [f"{finding.place}: {finding.code} {finding.message}"]
    lines += [*(related_line(own, finding) for own in finding.related), *notes_of(finding)]
    return "\n".join([*lines, *([say("help: {help}", help=finding.help)] if finding.help else [])])


def _data(text: str) -> str:
    return printable(text, kept="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
