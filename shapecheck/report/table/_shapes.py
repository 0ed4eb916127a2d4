"""The part of the terminal's table that has the shapes: wide, with a formula in each row, or narrow, without."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from rich.console import Console

from shapecheck.architecture import Quantity, Table
from shapecheck.language import Phrase, say
from shapecheck.report._console import Cell, columns, verdict_cell, width_of
from shapecheck.report._rows import Row
from shapecheck.report._words import sized, words

__all__ = ["print_shapes"]

_HEADINGS = ("", Phrase("shape"), Phrase("forward"), "", Phrase("backward"), "dim(dX) = dim(X)")
_SHAPE, _GRADIENT, _BACKWARD, _CHECK = 1, 3, 4, 5
_SHORTEST = 27  # characters on a line of a formula that wraps
_DOTS = "\N{VERTICAL ELLIPSIS}"

# Rows of layers that follow one another; between two blocks some layers are left out.
Blocks = Sequence[Sequence[Row]]


def print_shapes(console: Console, table: Table, blocks: Blocks, show: str) -> None:
    """Print the rows, with their formulas where there is room, else with the formulas of layer l above them."""
    cells = [[_wide(row) for row in block] for block in blocks]
    order = (_GRADIENT, _SHAPE, _BACKWARD, _CHECK) if show == "backward" else range(len(_HEADINGS))
    kept = [i for i in order if any(row[i].text for block in cells for row in block)]
    rows = _joined([[[row[i] for i in kept] for row in block] for block in cells])
    headings = [_HEADINGS[i] for i in kept]
    if show == "forward":
        headings[-1] = "dim(A) = dim(Z)"
    shortened = [
        [Cell(cell.text[:_SHORTEST]) if i == _BACKWARD else cell for i, cell in zip(kept, row, strict=True)]
        for row in rows
    ]
    if width_of(shortened, headings) <= console.width:
        columns(console, rows, headings, right=[kept.index(_SHAPE)])
        return
    columns(console, _formulas(table, show))
    console.print()
    beside = _joined([list(_side_by_side(block)) for block in blocks])
    if width_of(beside) <= console.width:
        columns(console, beside, right=[2, 6])
    else:
        columns(console, _joined([[_pair(row) for row in block] for block in blocks]), right=[2])


def _wide(row: Row) -> list[Cell]:
    """Give the cells of a row: X, its shape, what gives it, dX, what gives that, the verdict."""
    quantity, gradient, broadcast = row.quantity, row.gradient, row.broadcast
    formula = "" if quantity is None else quantity.formula
    return [
        Cell("" if quantity is None else quantity.name, "bold"),
        Cell(_shape_text(row.known)),
        Cell(formula if broadcast is None else say("broadcast to {shape}", shape=broadcast.target)),
        Cell("" if gradient is None else gradient.name, "bold"),
        Cell("" if gradient is None else gradient.formula),
        verdict_cell(row.verdict),
    ]


def _pair(row: Row) -> list[Cell]:
    """Give the cells of a row without formulas."""
    names = ["" if item is None else item.name for item in (row.quantity, row.gradient)]
    return [Cell(names[0], "bold"), Cell(names[1], "bold"), Cell(_shape_text(row.known)), verdict_cell(row.verdict)]


def _side_by_side(block: Sequence[Row]) -> Iterator[list[Cell]]:
    """Give the rows of a block without formulas, for each layer its parameters beside its activations."""
    for _, rows in groupby(block, key=lambda row: row.layer):
        sides: tuple[list[Row], list[Row]] = [], []
        for row in rows:
            sides[row.known.name.lstrip("d")[0] not in "Wb"].append(row)
        for left, right in zip_longest(*sides):
            yield [cell for side in (left, right) for cell in ([Cell()] * 4 if side is None else _pair(side))]


def _joined(blocks: Sequence[list[list[Cell]]]) -> list[list[Cell]]:
    """Give the rows of all blocks, with a row of dots between two."""
    result: list[list[Cell]] = []
    for block in blocks:
        if result and block:
            result.append([Cell(_DOTS), *[Cell()] * (len(block[0]) - 1)])
        result.extend(block)
    return result


def _shape_text(quantity: Quantity) -> str:
    """Give the shape in symbols and in sizes: `(n[1], n[0]) = (3, 2)`."""
    return sized(quantity.symbolic, quantity.shape)


def _formulas(table: Table, show: str) -> list[list[Cell]]:
    """Give the formulas of layer l, which are those of every layer."""
    layer = table.generic
    forward = layer.forward if show != "backward" else ()
    backward = (layer.loss, *layer.backward) if show != "forward" else ()
    return [
        [Cell(words(heading) if place == 0 else "", "bold"), Cell(item.name, "bold"), Cell(f"= {item.formula}")]
        for heading, items in ((Phrase("forward"), forward), (Phrase("backward"), backward))
        for place, item in enumerate(items)
    ]
