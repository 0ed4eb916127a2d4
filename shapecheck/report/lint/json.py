"""Findings as JSON: for programs. Its schema is `shapecheck/schemas/lint.json`."""

from collections import Counter
from json import dumps
from typing import Any, TextIO

from shapecheck.display import in_json
from shapecheck.lint.finding import Edit, Finding, Related
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Unread
from shapecheck.report.lint._text import gap_data, notes_of

__all__ = ["FOR_MACHINES", "SCHEMA_VERSION", "notice_data", "unread_data", "write"]

FOR_MACHINES = True

SCHEMA_VERSION = 1  # rises when a name or its meaning changes


def write(
    outcome: Outcome,
    out: TextIO,
    *,
    show_gaps: bool = False,
    statistics: bool = False,
    quiet: bool = False,  # noqa: ARG001  (programs are given all)
) -> None:
    """Write an object with the diagnostics, the notices and the summary."""
    own = outcome.summary
    summary: dict[str, Any] = {
        "files": own.files,
        "errors": own.errors,
        "warnings": own.warnings,
        "baseline": own.baseline,
        "fixed": own.fixed,
        "fixable": own.fixable,
        "unsafe_fixable": own.unsafe_fixable,
        "operations": own.operations,
        "proved": own.proved,
        "wrong": own.wrong,
        "unknown": own.unknown,
        "known": own.known,
        "unread": list(map(unread_data, outcome.unread)),
        "unfinished": list(outcome.unfinished),
    }
    if statistics:
        summary["statistics"] = dict(sorted(Counter(finding.code for finding in outcome.findings).items()))
    if show_gaps:
        summary["gaps"] = [gap_data(gap) for gap in outcome.gaps]
    value = {
        "schema_version": SCHEMA_VERSION,
        "diagnostics": list(map(_finding, outcome.findings)),
        "notices": list(map(notice_data, outcome.notices)),
        "summary": summary,
    }
    out.write(in_json(dumps(value, ensure_ascii=False, indent=2)) + "\n")


def notice_data(notice: Notice) -> dict[str, Any]:
    """Give a notice as data."""
    return {
        "kind": notice.kind,
        "message": notice.message,
        "path": notice.path,
        "cell": notice.cell,
        "line": notice.line,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        **_region(finding),
        "operands": [{"name": own.name, "shape": own.shape, "origin": own.origin} for own in finding.operands],
        "notes": list(notes_of(finding)),
        "help": finding.help,
        "fix": None
        if finding.fix is None
        else {
            "message": finding.fix.message,
            "is_safe": finding.fix.is_safe,
            **_replaced(finding.fix.edits[0]),
            "edits": [{**_region(edit), "text": edit.text} for edit in finding.fix.edits],
        },
        "related": [{"message": own.message, **_region(own)} for own in finding.related],
    }


def _replaced(edit: Edit) -> dict[str, Any]:
    """Give the part of the source that is replaced, and by what."""
    return {
        "line": edit.line,
        "column": edit.column,
        "end_line": edit.end_line,
        "end_column": edit.end_column,
        "replacement": edit.text,
    }


def _region(place: Finding | Related | Edit) -> dict[str, Any]:
    return {
        "path": place.path,
        "cell": place.cell,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def unread_data(unread: Unread) -> dict[str, Any]:
    """Give a file that could not be read."""
    return {
        "path": unread.path,
        "cell": unread.cell,
        "line": unread.line,
        "message": unread.message,
        "own_fault": unread.own_fault,
    }
