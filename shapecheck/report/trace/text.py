"""A recorded report as plain text, in full."""

from typing import TextIO

from shapecheck.runtime.recording.records import Report
from shapecheck.runtime.recording.report_text import report_text

__all__ = ["write"]


def write(report: Report, out: TextIO) -> None:
    """Write a report with nothing shortened."""
    out.write(report_text(report) + "\n")
