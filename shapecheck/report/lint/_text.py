"""What the formats for people share: the lines behind the findings."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shapecheck.diagnostics import OperandLine
from shapecheck.display import printable
from shapecheck.language import said, say
from shapecheck.lint.finding import Finding, Related
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import GapCount

__all__ = ["closing_lines", "gap_data", "notes_of", "related_line"]


def notes_of(finding: Finding) -> tuple[str, ...]:
    """Give what helps with a finding as sentences: each operand with its shape and origin, then the calls."""
    return (*map(_operand, finding.operands), *finding.notes)


def _operand(operand: OperandLine) -> str:
    text = f"{operand.name or say('an operand')} {operand.shape}"
    return say("{operand}: {origin}", operand=text, origin=operand.origin) if operand.origin else text


def related_line(place: Related, finding: Finding) -> str:
    """Return what is said of another place that a finding is about: `line 18: update: b (5, 1) becomes (5, 5)`."""
    if place.path != finding.path:
        return f"{place.path}:{place.line}: {place.message}"
    line = say("line {line}", line=place.line)
    if place.cell is not None:
        line = say("cell {cell}, line {line}", cell=place.cell, line=place.line)
    return say("{place}: {message}", place=line, message=place.message)


def gap_data(gap: GapCount) -> dict[str, Any]:
    """Give what was not understood as data: `count` is at how many places it stands."""
    return {"reason": said(gap.reason), "count": gap.places, "operations": gap.operations}


def closing_lines(outcome: Outcome, *, show_gaps: bool, statistics: bool, quiet: bool = False) -> Iterator[str]:
    """Give the files that could not be read, what was asked for besides, and the summary."""
    yield from (printable(str(unread)) for unread in outcome.unread)
    if statistics:
        counts = Counter(finding.code for finding in outcome.findings)
        width = max((len(f"{count}") for count in counts.values()), default=0)
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:>{width}}  {code}  {LINT_RULES[code].name}"
    if show_gaps:
        width = max((len(f"{gap.operations}") for gap in outcome.gaps), default=0)
        for gap in outcome.gaps:
            reason = printable(str(said(gap.reason)))
            yield say("{count}  not understood: {reason}", count=f"{gap.operations:>{width}}", reason=reason)
    if not quiet:
        yield from outcome.summary.lines
