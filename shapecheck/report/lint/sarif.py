"""Findings as SARIF 2.1.0, which code scanners exchange.

References: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from collections import Counter
from json import dumps
from pathlib import Path, PurePath
from typing import Any, TextIO
from urllib.parse import quote

from shapecheck import __version__
from shapecheck.display import in_json
from shapecheck.infer.events import Passed
from shapecheck.language import said, say
from shapecheck.lint.finding import Edit, Finding, Related
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Unread
from shapecheck.lint.rule import LintRule
from shapecheck.lint.table import LINT_RULES
from shapecheck.report.lint._text import gap_data, notes_of

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PLACES = {code: place for place, code in enumerate(LINT_RULES)}


def write(
    outcome: Outcome,
    out: TextIO,
    *,
    show_gaps: bool = False,
    statistics: bool = False,
    quiet: bool = False,  # noqa: ARG001  (programs are given all)
) -> None:
    """Write a log with one run: its rules, its results, and as notifications what could not be read and the notices."""
    properties: dict[str, Any] = {"summary": str(outcome.summary)}
    if statistics:
        properties["statistics"] = dict(sorted(Counter(finding.code for finding in outcome.findings).items()))
    if show_gaps:
        properties["gaps"] = [gap_data(gap) for gap in outcome.gaps]
    run = {
        "tool": {
            "driver": {
                "name": "shapecheck",
                "version": __version__,
                "rules": [_rule(rule) for rule in LINT_RULES.values()],
                "notifications": [{"id": kind} for kind in Passed],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in outcome.findings],
        "invocations": [
            {
                "executionSuccessful": not any(unread.own_fault for unread in outcome.unread),
                "toolExecutionNotifications": [
                    *(_notification(unread, "error") for unread in outcome.unread),
                    *(_notification(notice, "note") for notice in outcome.notices),
                ],
            }
        ],
        "properties": properties,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    out.write(in_json(dumps(log, ensure_ascii=False, indent=2)) + "\n")


def _rule(rule: LintRule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": str(said(rule.what))},
        "fullDescription": {"text": str(said(rule.why))},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding) -> dict[str, Any]:
    lines = [finding.message, *notes_of(finding), *([say("help: {help}", help=finding.help)] if finding.help else [])]
    if finding.cell is not None:
        lines.insert(0, finding.place)
    found = {
        "ruleId": finding.code,
        "ruleIndex": _PLACES[finding.code],
        "level": finding.severity,
        "message": {"text": "\n".join(lines)},
        "locations": [{"physicalLocation": _place(finding)}],
    }
    if finding.related:
        found["relatedLocations"] = [
            {"physicalLocation": _place(own), "message": {"text": own.message}} for own in finding.related
        ]
        steps = [
            {"location": {"physicalLocation": _place(own), "message": {"text": own.message}}} for own in finding.way
        ]
        found["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.fix is not None and all(edit.cell is None for edit in finding.fix.edits):
        changed = [
            {"deletedRegion": _region(edit), "insertedContent": {"text": edit.text}} for edit in finding.fix.edits
        ]
        change = {"artifactLocation": {"uri": _uri(finding.fix.edits[0].path)}, "replacements": changed}
        found["fixes"] = [{"description": {"text": finding.fix.message}, "artifactChanges": [change]}]
    return found


def _place(place: Finding | Related) -> dict[str, Any]:
    """Give where something is. A line of a notebook's cell is no line of the file: it stands in the message."""
    found: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.cell is None:
        found["region"] = _region(place)
    return found


def _region(place: Finding | Related | Edit) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _notification(told: Unread | Notice, level: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(told.path)}}
    if told.line is not None and told.cell is None:
        place["region"] = {"startLine": max(1, told.line)}
    kind = {"descriptor": {"id": told.kind}} if isinstance(told, Notice) else {}
    return {"level": level, **kind, "message": {"text": str(told)}, "locations": [{"physicalLocation": place}]}


def _uri(path: str) -> str:
    """Give a path as a reference: relative ones stay so."""
    return _uri_of(Path(path))


def _uri_of(path: PurePath) -> str:
    """Give the reference of a path: with slashes, a drive or a share as a file of its own."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
