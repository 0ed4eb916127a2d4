"""A recorded report in a terminal: the plain text's layout, with what is wrong in red and what holds in green."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from shapecheck.language import said, say
from shapecheck.report._console import make_console
from shapecheck.runtime.recording.records import Report
from shapecheck.runtime.recording.report_text import COLUMNS, report_text

__all__ = ["renderable", "write"]

# What is marked is the rest of its cell, which ends at the end of the line.
_WRONG = re.compile(r"! .*$")


def write(report: Report, out: TextIO) -> None:
    """Write a report: fitted to a terminal, in colours; in full and plain to anything else."""
    console = make_console(out)
    if console.is_terminal:
        console.print(renderable(report))
    else:
        out.write(report_text(report) + "\n")


def renderable(report: Report) -> _Renderable:
    """Give what a rich console prints, whatever its width."""
    return _Renderable(report)


@dataclass(frozen=True, slots=True)
class _Renderable:
    report: Report

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heading = True
        right = re.compile(rf"(?<=\): ){re.escape(say('yes'))}\b")
        for line in report_text(self.report, options.max_width).split("\n"):
            text = Text(line, "bold" if heading or line.split()[:1] == [said(COLUMNS[0])] else "", no_wrap=True)
            text.highlight_regex(_WRONG, "bold red")
            text.highlight_regex(right, "green")
            yield text
            heading = not line
