"""A recorded report as HTML, for notebooks: a table for each call, no script, no file beside it."""

from collections.abc import Iterator
from html import escape
from typing import TextIO

from shapecheck.language import said, say
from shapecheck.runtime.recording.records import Call, Report
from shapecheck.runtime.recording.report_text import COLUMNS, arguments, contracts, heading, summary, table

__all__ = ["write"]

_WRONG = ' style="color: #b00020; font-weight: bold"'
_LEFT = ' style="text-align: left; vertical-align: top"'


def write(report: Report, out: TextIO) -> None:
    """Write a report as a piece of a page."""
    out.write("<div>\n")
    calls = report.calls
    if not calls:
        out.write(f"<p>{escape(say('nothing was recorded'))}</p>\n")
    for call in calls:
        out.writelines(_call(call))
    if told := contracts(report):
        out.write(f"<p>{'<br>'.join(map(_line, told))}</p>\n")
    if calls:
        out.write(f"<p>{'<br>'.join(map(_line, summary(report)))}</p>\n")
    out.write("</div>\n")


def _call(call: Call) -> Iterator[str]:
    yield f"<p><b>{escape(heading(call))}</b>"
    for line in arguments(call):
        yield f"<br>{_line(line)}"
    yield "</p>\n"
    rows = table(call)
    if not rows:
        return
    yield f"<table>\n<tr>{''.join(f'<th{_LEFT}>{escape(str(said(name)))}</th>' for name in COLUMNS)}</tr>\n"
    for row in rows:
        cells = "".join(f"<td{_LEFT}>{'<br>'.join(map(_line, cell))}</td>" for cell in row)
        yield f"<tr>{cells}</tr>\n"
    yield "</table>\n"


def _line(text: str) -> str:
    """Give one line of a cell: what is marked as wrong in red, what aligns columns of text as it is."""
    escaped = escape(text).replace("  ", "&nbsp; ")
    return f"<span{_WRONG}>{escaped}</span>" if text.startswith("! ") else escaped
