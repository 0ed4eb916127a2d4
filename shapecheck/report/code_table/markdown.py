"""The dimension table of a program's own network as Markdown, as GitHub renders it."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from shapecheck.infer.induction.quantity import Quantity
from shapecheck.infer.induction.table import CodeTable
from shapecheck.language import say
from shapecheck.report._words import word_of, words
from shapecheck.report.code_table._rows import (
    BROADCASTS,
    HEADINGS,
    SIZES,
    STEPS,
    Sizes,
    check_of,
    closing,
    conditions_of,
    layers_of,
    name_of,
    numbered,
    shape_text,
    step_text,
    stretches,
    verdict_of,
)

__all__ = ["write"]


def write(table: CodeTable, out: TextIO, *, sizes: Sizes = None) -> None:
    """Write the quantities, the steps that give them, what is broadcast, the sizes, and what is proved."""
    heading = say("Dimensions of {function} in {file}", function=_code(table.function), file=_code(table.path))
    out.write(f"## {heading}\n\n")
    if table.units is not None:
        units = [_code(text) for text in table.units]
        sentence = say("{symbol} is {code} for {layers}", symbol=units[0], code=units[1], layers="`l = 0..L`")
        out.write(say("{sentence}.", sentence=sentence) + "\n\n")
    if table.arguments:
        given = ", ".join(f"{_code(name)} : {_code(shape)}" for name, shape in table.arguments)
        out.write(say("Given {arrays}.", arrays=given) + "\n\n")
    if table.conditions:
        out.write(say("Where {conditions}.", conditions=", ".join(map(_code, conditions_of(table)))) + "\n\n")
    _table(
        out,
        HEADINGS,
        [
            [
                str(row.line),
                _code(name_of(row)),
                _code(layers_of(row)),
                _code(shape_text(row.shape)),
                _code(row.expression),
                _check(row),
            ]
            for row in table.rows
        ],
    )
    steps = [
        [_code(name_of(row)), _code(step.text), _code(step_text(step))] for row in table.rows for step in row.steps
    ]
    _table(out, STEPS, steps)
    broadcasts = [
        [_code(name_of(row)), _code(own.text), _code(own.shape), _code(own.stretched), ", ".join(map(str, own.axes))]
        for row, own in stretches(table.rows)
    ]
    if broadcasts:
        _table(out, BROADCASTS, broadcasts)
    found = numbered(table, sizes)
    if found:
        cells = [[_code(own.name), _code(own.symbolic), _code(own.shape)] for own in found]
        _table(out, SIZES, cells)
    out.write("  \n".join(closing(table)) + "\n")


def _check(row: Quantity) -> str:
    verdict = verdict_of(row)
    return " ".join(part for part in (_code(check_of(row)), word_of(verdict)) if part)


def _table(out: TextIO, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for row in (list(map(words, headings)), ["---"] * len(headings), *rows):
        out.write(f"| {' | '.join(row)} |\n")
    out.write("\n")


def _code(text: object) -> str:
    return f"`{text}`".replace("|", "\\|") if str(text) else ""
