"""Contracts as Markdown: a section for each file, a contract and what it rests on for each function."""

from typing import TextIO

from shapecheck.display import printable
from shapecheck.lint.contracts import Contracts
from shapecheck.report.contracts._text import remarks

__all__ = ["write"]


def write(contracts: Contracts, out: TextIO, *, quiet: bool = False) -> None:
    """Write a section for each file that has functions."""
    sections = []
    for file in contracts.files:
        items = []
        for summary in file.summaries:
            lines = [f"- `{printable(str(summary.contract))}`"]
            lines += [] if quiet else [f"  - {printable(remark)}" for remark in remarks(summary)]
            items.append("\n".join(lines))
        if items:
            sections.append(f"## `{printable(file.path)}`\n\n" + "\n".join(items) + "\n")
    sections += [f"- {printable(str(unread))}\n" for unread in contracts.unread]
    out.write("\n".join(sections))
