r"""The dimension table of a program's own network as LaTeX: fragments that need `\usepackage{longtable}` alone."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from shapecheck.core.shape import Shape
from shapecheck.infer.induction.quantity import Quantity, Step
from shapecheck.infer.induction.table import CodeTable
from shapecheck.language import say
from shapecheck.report._latex import latex_name, latex_text
from shapecheck.report._words import word_of, words
from shapecheck.report.code_table._rows import (
    HEADINGS,
    SIZES,
    STEPS,
    Sizes,
    closing,
    conditions_of,
    layers_of,
    name_of,
    numbered,
    shape_text,
    verdict_of,
)

__all__ = ["write"]

_ARROW = r" \rightarrow "
_DOTS = r",\ \dots,\ "


def write(table: CodeTable, out: TextIO, *, sizes: Sizes = None) -> None:
    """Write the quantities, the steps that give them, the sizes, and what is proved."""
    out.write(say("% needs {package}", package=r"\usepackage{longtable}") + "\n")
    out.write(f"% shapecheck table {table.path}:{table.function}\n")
    for line in conditions_of(table):
        out.write(latex_text(say("where {condition}", condition=line)) + "\n\n")
    heads = (*HEADINGS[:-1], r"$\dim(dX) = \dim(X)$")
    _table(out, "rlllll", heads, map(_cells, table.rows))
    steps = [
        (_math(name_of(row)), _text(step.text), f"${_before(step)}{_ARROW}{_after(step)}$")
        for row in table.rows
        for step in row.steps
    ]
    _table(out, "lll", STEPS, steps)
    found = numbered(table, sizes)
    if found:
        cells = [(_math(own.name), _math(own.symbolic), _math(own.shape)) for own in found]
        _table(out, "lll", SIZES, cells)
    for line in closing(table):
        out.write(f"{latex_text(line)}\n\n")


def _cells(row: Quantity) -> tuple[str, ...]:
    verdict = verdict_of(row)
    layers = layers_of(row)
    return (
        str(row.line),
        _math(name_of(row)),
        f"${layers.replace('..', _DOTS)}$" if layers else "",
        _math(shape_text(row.shape)),
        _text(row.expression),
        word_of(verdict),
    )


def _before(step: Step) -> str:
    return r",\ ".join(_name(own.shape) for own in step.operands)


def _after(step: Step) -> str:
    return rf"\mbox{{{say('fails')}}}" if step.result is None else _name(step.result)


def _name(shape: Shape) -> str:
    return latex_name(shape_text(shape))


def _math(text: object) -> str:
    return f"${latex_name(str(text).removesuffix('()'))}$"


def _text(text: str) -> str:
    return rf"\texttt{{{latex_text(text)}}}"


def _table(out: TextIO, columns: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    out.write(f"\\begin{{longtable}}{{{columns}}}\n{' & '.join(map(words, headings))} \\\\\n\\hline\n\\endhead\n")
    for row in rows:
        out.write(f"{' & '.join(row)} \\\\\n")
    out.write("\\end{longtable}\n\n")
