"""Contracts for a reader: one line for each function, below it what that rests on."""

import os
import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TextIO

from shapecheck.display import display_width, printable, wrapped
from shapecheck.infer.summaries import Summary
from shapecheck.lint.contracts import Contracts
from shapecheck.report.contracts._text import remarks

__all__ = ["write"]

_USUAL = 108  # characters on a line where nobody says
_NARROWEST = 20


def write(contracts: Contracts, out: TextIO, *, quiet: bool = False) -> None:
    """Write the contracts of each file, under its name where there are several files."""
    # In a pipe each contract stays on its line, for other programs to find it there.
    asked = out.isatty() or bool(os.environ.get("COLUMNS"))
    width = max(_NARROWEST, get_terminal_size((_USUAL, 24)).columns) if asked else sys.maxsize
    several = len(contracts.files) > 1
    blocks = [list(_file(file.summaries, width, quiet)) for file in contracts.files if file.summaries]
    named = [file.path for file in contracts.files if file.summaries]
    for at, (path, lines) in enumerate(zip(named, blocks, strict=True)):
        heading = [printable(path)] if several else []
        out.writelines(f"{line}\n" for line in [*[""] * bool(at), *heading, *lines])
    for unread in contracts.unread:
        out.write(f"{printable(str(unread))}\n")


def _file(summaries: tuple[Summary, ...], width: int, quiet: bool) -> Iterator[str]:
    for summary in summaries:
        yield from _lines(printable(str(summary.contract)), width, "    ")
        for remark in () if quiet else remarks(summary):
            yield from _lines(f"    # {printable(remark)}", width, "    #   ")


def _lines(text: str, width: int, indent: str) -> list[str]:
    return [text] if display_width(text) <= width else wrapped(text, width, indent)
