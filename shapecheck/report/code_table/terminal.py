"""The dimension table of a program's own network for a reader: each function, its quantities, and their steps."""

from collections.abc import Sequence
from itertools import groupby
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shapecheck.core import Verdict
from shapecheck.infer.induction.quantity import Quantity
from shapecheck.infer.induction.table import CodeTable
from shapecheck.language import say
from shapecheck.report._console import Cell, columns, make_console, print_text, verdict_cell
from shapecheck.report.code_table._rows import (
    HEADINGS,
    Sizes,
    check_of,
    closing,
    conditions_of,
    layers_of,
    name_of,
    numbered,
    shape_text,
    step_text,
    verdict_of,
)

__all__ = ["write"]

_GAP = 2
_INDENT = "      "
_STYLES = {Verdict.YES: "green", Verdict.NO: "bold red", Verdict.UNKNOWN: "yellow"}


def write(table: CodeTable, out: TextIO, *, sizes: Sizes = None) -> None:
    """Write the quantities of each function with the steps that give them, the sizes, and what is proved."""
    console = make_console(out)
    print_text(console, say("Dimensions of {function} in {file}", function=table.function, file=table.path), "bold")
    if table.units is not None:
        symbol, code = table.units
        print_text(console, say("{symbol} is {code} for {layers}", symbol=symbol, code=code, layers="l = 0..L"))
    for name, shape in table.arguments:
        print_text(console, say("given {array}", array=f"{name} : {shape}"))
    for line in conditions_of(table):
        print_text(console, say("where {condition}", condition=line))
    if table.depth is not None:
        sentence = say("The layers are not alike: this is the table of {count} layers.", count=table.depth)
        print_text(console, sentence, "yellow")
    console.print()
    for function, rows in groupby(table.rows, key=lambda row: row.function):
        print_text(console, function, "bold")
        _print_rows(console, list(rows))
        console.print()
    found = numbered(table, sizes)
    if found:
        lines = [
            [
                Cell(str(own.row.line)),
                Cell(own.name, "bold"),
                Cell(f"{own.symbolic} = {own.shape}"),
                verdict_cell(verdict_of(own.row)),
            ]
            for own in found
        ]
        columns(console, lines, (*HEADINGS[:2], HEADINGS[3], HEADINGS[-1]), right=[0])
        console.print()
    _print_closing(console, closing(table), table.verdict)


def _print_rows(console: Console, rows: Sequence[Quantity]) -> None:
    """Print each quantity on a line of aligned columns, and below it what gives it, step by step."""
    heads = [_head(row) for row in rows]
    widths = [max(cell_len(cell.text) for cell in column) for column in zip(*heads, strict=True)]
    for row, head in zip(rows, heads, strict=True):
        line = Text()
        start = 0
        for cell, width in zip(head, widths, strict=True):
            if cell.text:
                line.pad_right(start - line.cell_len)
                line.append(cell.text, cell.style)
            start += width + (_GAP if width else 0)
        console.print(line)
        print_text(console, f"{_INDENT}= {row.expression}")
        for step in row.steps:
            text = "..." if step.text == row.expression and len(row.steps) > 1 else step.text
            style = _STYLES[Verdict.NO] if step.verdict is Verdict.NO else ""
            print_text(console, f"{_INDENT * 2}{text} : {step_text(step)}", style)


def _head(row: Quantity) -> list[Cell]:
    number = Cell(f"{row.line:4}")
    return [number, Cell(name_of(row), "bold"), Cell(shape_text(row.shape)), Cell(layers_of(row)), _check(row)]


def _check(row: Quantity) -> Cell:
    cell = verdict_cell(verdict_of(row))
    return cell._replace(text=f"{check_of(row)}: {cell.text}") if row.gradient_of else cell


def _print_closing(console: Console, lines: Sequence[str], verdict: Verdict) -> None:
    for line in lines[:-1]:
        print_text(console, line)
    print_text(console, lines[-1], _STYLES[verdict])
