"""What the formats for people share: the lines behind the findings."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shapecheck.display import printable
from shapecheck.lint.finding import Finding, Related
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import GapCount

__all__ = ["closing_lines", "gap_data", "notes_of", "related_line"]


def notes_of(finding: Finding) -> tuple[str, ...]:
    """Give what helps with a finding as sentences: each operand with its shape and origin, then the calls."""
    operands = tuple(
        f"{operand.name or 'an operand'} {operand.shape}{f': {operand.origin}' if operand.origin else ''}"
        for operand in finding.operands
    )
    return (*operands, *finding.notes)


def related_line(place: Related, finding: Finding) -> str:
    """Return what is said of another place that a finding is about: `line 18: update: b (5, 1) becomes (5, 5)`."""
    if place.path != finding.path:
        return f"{place.path}:{place.line}: {place.message}"
    cell = "" if place.cell is None else f"cell {place.cell}, "
    return f"{cell}line {place.line}: {place.message}"


def gap_data(gap: GapCount) -> dict[str, Any]:
    """Give what was not understood as data: `count` is at how many places it stands."""
    return {"reason": gap.reason, "count": gap.places, "operations": gap.operations}


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
            yield f"{gap.operations:>{width}}  not understood: {printable(gap.reason)}"
    if not quiet:
        yield from outcome.summary.lines
