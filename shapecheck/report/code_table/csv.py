"""The dimension table of a program's own network as comma-separated values: one row per quantity, or per layer."""

from csv import writer
from typing import TextIO

from shapecheck.infer.induction.quantity import Quantity
from shapecheck.infer.induction.table import CodeTable
from shapecheck.report.code_table._rows import Sizes, layers_of, name_of, numbered, shape_text, step_text, verdict_of

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(table: CodeTable, out: TextIO, *, sizes: Sizes = None) -> None:
    """Write the quantities; with sizes each at each of its layers."""
    rows = writer(out, lineterminator="\n")
    head = ["name", "function", "line", "layers", "symbolic", "shape", "expression", "steps", "gradient_of", "verdict"]
    rows.writerow(head)
    if sizes is None:
        rows.writerows([name_of(row), *_middle(row), shape_text(row.shape), "", *_end(row)] for row in table.rows)
        return
    for own in numbered(table, sizes):
        rows.writerow([own.name, *_middle(own.row), str(own.symbolic), str(own.shape), *_end(own.row)])


def _middle(row: Quantity) -> list[object]:
    return [row.function, row.line, layers_of(row)]


def _end(row: Quantity) -> list[str]:
    steps = "; ".join(f"{step.text} : {step_text(step)}" for step in row.steps)
    return [row.expression, steps, row.gradient_of, "" if (verdict := verdict_of(row)) is None else verdict.value]
