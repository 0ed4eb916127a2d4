"""The formulas as Markdown, with mathematics as GitHub renders it."""

from typing import TextIO

from shapecheck.architecture.sheet import Sheet
from shapecheck.core import Verdict
from shapecheck.language import say
from shapecheck.report.formulas._latex import sides
from shapecheck.report.formulas._rows import groups, note_of, sign, title, verdict_line

__all__ = ["write"]


def write(sheet: Sheet, out: TextIO, *, show: str, layers: tuple[int, int] | None, general: bool) -> None:
    """Write the formulas asked for, each on a line of its own."""
    out.write(f"## {title(sheet, general=general)}\n")
    verdicts: list[Verdict] = []
    for heading, formulas in groups(sheet, show, layers, general=general):
        out.write(f"\n### {heading}\n")
        for formula in formulas:
            left, right = sides(formula)
            note = f"\n{note_of(formula)}\n" if formula.notes else ""
            out.write(f"\n```math\n{left} {sign(formula)} {right}\n```\n{note}")
        verdicts += [formula.verdict for formula in formulas]
    closing = say("{sentence}.", sentence=verdict_line(verdicts))
    out.write(f"\n{closing}\n")
