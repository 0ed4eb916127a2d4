r"""The formulas as LaTeX: fragments that need `\usepackage{amsmath}` and nothing else."""

from typing import TextIO

from shapecheck.architecture.sheet import Sheet
from shapecheck.language import say
from shapecheck.report._latex import latex_text
from shapecheck.report.formulas._latex import sides
from shapecheck.report.formulas._rows import groups, note_of, sign, title

__all__ = ["write"]


def write(sheet: Sheet, out: TextIO, *, show: str, layers: tuple[int, int] | None, general: bool) -> None:
    """Write the formulas asked for, those of a layer aligned."""
    needed = say("% needs {package}", package=r"\usepackage{amsmath}")
    out.write(f"{needed}\n% {title(sheet, general=general)}\n")
    for heading, formulas in groups(sheet, show, layers, general=general):
        lines = []
        for formula in formulas:
            left, right = sides(formula)
            lines.append(f"  {left} &{sign(formula)} {right}")
            if formula.notes:  # in a row of its own: beside the formula it would leave the page
                lines.append(rf"  &\quad\text{{\footnotesize {latex_text(note_of(formula))}}}")
        body = " \\\\\n".join(lines)
        out.write(f"\n\\paragraph{{{heading}}}\n\\begin{{align*}}\n{body}\n\\end{{align*}}\n")
