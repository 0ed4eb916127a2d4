"""What a page says of an arrow, and of a step; a broadcast is drawn cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from shapecheck.architecture import Stretching
from shapecheck.architecture.flow import Arrow, ArrowKind, BlockKind, Step
from shapecheck.core import Dim, Size
from shapecheck.language import say
from shapecheck.report.diagram._inline import kind_words
from shapecheck.report.table._broadcasts import broadcast_words

__all__ = ["arrow_detail", "step_text"]

_MOST = 12  # cells that are drawn along an axis
_SOME = 4  # of a size that is a name
_CELL = 24  # pixels
_GAP = 40  # between the two grids


def arrow_detail(arrow: Arrow, names: Mapping[str, str]) -> Iterator[str]:
    """Give the lines that tell all of an arrow."""
    yield f"<h2><code>{escape(arrow.name)}</code></h2>"
    yield "<dl>"
    sign = ":=" if arrow.kind is ArrowKind.UPDATE else "="
    formula = f"<code>{escape(f'{arrow.name} {sign} {arrow.formula}')}</code>" if arrow.formula else say("given")
    yield _row(say("formula"), formula)
    yield _row(say("shape"), f"<code>{escape(str(arrow.symbolic))}</code>")
    yield _row(say("with the sizes"), f"<code>{escape(str(arrow.shape))}</code>")
    yield _row(say("kind"), kind_words(arrow.kind))
    yield _row(say("from"), escape(names[arrow.source]))
    yield _row(say("to"), say("a later line of the same block") if arrow.inner else escape(names[arrow.target]))
    yield "</dl>"
    if arrow.stretching is not None:
        yield from _broadcast(arrow.stretching)


def _row(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"


class _Axis(NamedTuple):
    """How many cells are drawn along an axis of the result, out of how many, and whether the operand has one only."""

    drawn: int
    size: Size
    stretched: bool


def _axis(size: Size, *, stretched: bool) -> _Axis:
    return _Axis(_SOME if isinstance(size, Dim) else min(size, _MOST), size, stretched)


def _broadcast(item: Stretching) -> Iterator[str]:
    """Draw the operand, and the result in which it is repeated."""
    sizes = item.target.before
    rows, columns = (_axis(size, stretched=axis in item.axes) for axis, size in enumerate(sizes))
    sentence = broadcast_words(
        f"<code>{escape(item.operand)} : {escape(str(item.source))}</code>",
        item.axes,
        f"<code>{escape(str(item.target))}</code>",
        "columns" if columns.stretched else "rows",
    )
    yield f"<p>{say('{sentence}.', sentence=sentence)}</p>"
    yield from _grids(item.operand, rows, columns)
    for axis in (rows, columns):
        if isinstance(axis.size, Dim) or axis.size > axis.drawn:
            drawn, size = axis.drawn, escape(str(axis.size))
            sentence = (
                say("{drawn} of {size} rows are drawn.", drawn=drawn, size=size)
                if axis is rows
                else say("{drawn} of {size} columns are drawn.", drawn=drawn, size=size)
            )
            yield f'<p class="note">{sentence}</p>'
    yield f"<p>{say('Undone by {formula}', formula=f'<code>{escape(item.undone_by)}</code>')}</p>"


def _grids(name: str, rows: _Axis, columns: _Axis) -> Iterator[str]:
    def place(row: int, column: int) -> int:
        return 1 + (0 if rows.stretched else row) * own_columns + (0 if columns.stretched else column)

    own_rows, own_columns = (1 if axis.stretched else axis.drawn for axis in (rows, columns))
    start = own_columns * _CELL + _GAP
    width, height = start + columns.drawn * _CELL + 2, rows.drawn * _CELL + 2
    said = escape(
        say(
            "{name}, {rows} by {columns} cells, repeated to {all_rows} by {all_columns}",
            name=name,
            rows=own_rows,
            columns=own_columns,
            all_rows=rows.drawn,
            all_columns=columns.drawn,
        )
    )
    yield f'<svg class="cells" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{said}">'
    for row in range(own_rows):
        for column in range(own_columns):
            yield from _cell((row, column), 0, "given", place(row, column))
    yield f'<text x="{start - _GAP / 2:g}" y="{_CELL / 2 + 5:g}">\N{RIGHTWARDS ARROW}</text>'
    for row in range(rows.drawn):
        for column in range(columns.drawn):
            copied = (rows.stretched and row > 0) or (columns.stretched and column > 0)
            yield from _cell((row, column), start, "copied" if copied else "given", place(row, column))
    yield "</svg>"


def _cell(where: tuple[int, int], start: int, kind: str, place: int) -> Iterator[str]:
    """Draw a cell, in it the place of the operand's element: the same number is the same element."""
    x, y = start + where[1] * _CELL + 1, where[0] * _CELL + 1
    yield f'<rect class="cell {kind}" x="{x}" y="{y}" width="{_CELL}" height="{_CELL}"/>'
    yield f'<text x="{x + _CELL // 2}" y="{y + _CELL // 2 + 4}">{place}</text>'


def step_text(step: Step, names: Mapping[str, str]) -> Iterator[str]:
    """Give the lines on what a block takes, computes, keeps and returns."""
    key = step.block.key
    taken = [arrow for arrow in step.arrows if arrow.target == key and not arrow.inner]
    given = [arrow for arrow in step.arrows if arrow.source == key]
    known = {arrow.name for arrow in taken} if step.block.kind is not BlockKind.UPDATE else set()
    computed = {arrow.name: arrow for arrow in _in_order(given) if arrow.name not in known and arrow.formula}
    cached = [arrow for arrow in given if arrow.kind is ArrowKind.CACHE]
    yield f"<h2>{escape(names[key])}</h2>"
    if step.block.kind is BlockKind.LOSS and taken:  # labels are given: no arrow brings them
        name = "Y" if taken[0].name[0] == "A" else "y"
        labels = f"<code>{escape(f'{name} {taken[0].shape}')}</code>"
        yield f"<p>{say('takes {arrays} and the labels {labels}', arrays=_listed(taken), labels=labels)}</p>"
    else:
        yield f"<p>{say('takes {arrays}', arrays=_listed(taken))}</p>"
    for arrow in computed.values():
        sign = ":=" if arrow.kind is ArrowKind.UPDATE else "="
        yield f"<p><code>{escape(f'{arrow.name} {sign} {arrow.formula} : {arrow.shape}')}</code></p>"
    if cached:
        yield f"<p>{say('keeps {arrays} for the backward pass', arrays=_listed(cached))}</p>"
    results = _listed([arrow for arrow in given if arrow not in cached and not arrow.inner])
    yield f"<p>{say('returns {arrays}', arrays=results)}</p>"


def _in_order(given: Sequence[Arrow]) -> list[Arrow]:
    """Give what is used within the block before what leaves it: Z[l] before A[l]."""
    return sorted(given, key=lambda arrow: arrow.kind is not ArrowKind.CACHE and not arrow.inner)


def _listed(arrows: Sequence[Arrow]) -> str:
    return ", ".join(f"<code>{escape(f'{arrow.name} {arrow.shape}')}</code>" for arrow in arrows)
