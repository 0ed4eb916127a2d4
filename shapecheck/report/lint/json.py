"""Findings as JSON: for programs."""

from collections import Counter
from json import dump
from typing import Any, TextIO

from shapecheck.lint.finding import Finding
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome
from shapecheck.report.lint._text import gap_data, notes_of

__all__ = ["write"]


def write(outcome: Outcome, out: TextIO, *, show_gaps: bool = False, statistics: bool = False) -> None:
    """Write an object with the diagnostics, the notices and the summary."""
    own = outcome.summary
    summary: dict[str, Any] = {
        "files": own.files,
        "errors": own.errors,
        "warnings": own.warnings,
        "operations": own.operations,
        "proved": own.proved,
        "wrong": own.wrong,
        "unknown": own.unknown,
        "known": own.known,
        "unread": [
            {"path": item.path, "line": item.line, "message": item.message, "own_fault": item.own_fault}
            for item in outcome.unread
        ],
        "unfinished": list(outcome.unfinished),
    }
    if statistics:
        summary["statistics"] = dict(sorted(Counter(finding.code for finding in outcome.findings).items()))
    if show_gaps:
        summary["gaps"] = [gap_data(gap) for gap in outcome.gaps]
    value = {
        "diagnostics": list(map(_finding, outcome.findings)),
        "notices": list(map(_notice, outcome.notices)),
        "summary": summary,
    }
    dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _notice(notice: Notice) -> dict[str, Any]:
    cell = {} if notice.cell is None else {"cell": notice.cell}
    return {"kind": notice.kind, "message": notice.message, "path": notice.path, **cell, "line": notice.line}


def _finding(finding: Finding) -> dict[str, Any]:
    cell = {} if finding.cell is None else {"cell": finding.cell}
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        **cell,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "notes": list(notes_of(finding)),
        "help": finding.help,
    }
