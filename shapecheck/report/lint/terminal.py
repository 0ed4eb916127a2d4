"""Findings for a reader: the code with the operands' shapes under it, where sizes come from, and what would fit.

The text is made here; only its colours need rich, and only where the output is a terminal.
"""

import os
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TextIO

from shapecheck.display import display_width, printable, wrapped
from shapecheck.language import said, say
from shapecheck.lint.finding import Finding
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.rule import SEVERITIES
from shapecheck.report.lint._frame import Line, frame
from shapecheck.report.lint._text import closing_lines, related_line

__all__ = ["write"]

_USUAL = 108  # characters on a line where nobody says
_NARROWEST = 20
_STYLES = {"error": "bold red", "warning": "bold yellow", "frame": "blue", "shape": "cyan", "help": "green"}


def write(
    outcome: Outcome,
    out: TextIO,
    *,
    show_gaps: bool = False,
    statistics: bool = False,
    quiet: bool = False,
) -> None:
    """Write each finding with its frame, then the summary."""
    width = max(_NARROWEST, get_terminal_size((_USUAL, 24)).columns)
    lines = [line for finding in outcome.findings for line in _finding(finding, width)]
    closing = closing_lines(outcome, show_gaps=show_gaps, statistics=statistics, quiet=quiet)
    lines += [Line(((text, ""),)) for text in closing]
    if _is_coloured(out):
        _write_coloured(lines, out)
    else:
        out.writelines("".join(text for text, _ in line.pieces).rstrip() + "\n" for line in lines)


def _finding(finding: Finding, width: int) -> Iterator[Line]:
    head = f"{said(SEVERITIES[finding.severity])}[{finding.code}]"
    first, *rest = _wrapped(f"{head}: {printable(finding.message)}", width)
    yield Line(((head, finding.severity), (first.removeprefix(head), "bold")))
    yield from (Line(((line, "bold"),)) for line in rest)
    yield Line((("  --> ", "frame"), (printable(finding.place), "")))
    if finding.source:
        yield from frame(finding, width)
    yield from _operands(finding, width)
    for own in finding.related:
        text = f"  {printable(related_line(own, finding))}"
        yield from (Line(((line, ""),)) for line in _wrapped(text, width))
    for note in finding.notes:
        yield from (Line(((line, ""),)) for line in _wrapped(f"  {printable(note)}", width))
    if finding.help is not None:
        yield from (
            Line(((line, "help"),)) for line in _wrapped(say("  help: {help}", help=printable(finding.help)), width)
        )
    yield Line(())


def _operands(finding: Finding, width: int) -> Iterator[Line]:
    """Give the operands in aligned columns: name, shape, where the sizes come from; nothing if the frame has it all."""
    if finding.marks and not any(operand.origin for operand in finding.operands):
        return
    if not finding.operands:
        return
    rows = [(printable(own.name), printable(own.shape), printable(own.origin)) for own in finding.operands]
    names, shapes = (max(map(display_width, column)) for column in list(zip(*rows, strict=True))[:2])
    for name, shape, origin in rows:
        text = f"    {_padded(name, names)}  {_padded(shape, shapes)}  {origin}".rstrip()
        yield from (Line(((line, ""),)) for line in _wrapped(text, width))


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - display_width(text))


def _wrapped(text: str, width: int) -> list[str]:
    if display_width(text) <= width:
        return [text]
    return wrapped(text, width, " " * (len(text) - len(text.lstrip())))


def _is_coloured(out: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (out.isatty() and os.environ.get("TERM") != "dumb")


def _write_coloured(lines: list[Line], out: TextIO) -> None:
    from rich.text import Text

    from shapecheck.report._console import make_console

    console = make_console(out)
    for line in lines:
        pieces = [(text, _STYLES.get(style, style)) for text, style in line.pieces]
        console.print(Text.assemble(*pieces), soft_wrap=True)
