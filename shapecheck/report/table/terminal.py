"""The dimension table in a terminal: each quantity beside its gradient, the costs, and how many checks hold."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console

from shapecheck.architecture import Cost, Table
from shapecheck.core import Verdict
from shapecheck.language import Phrase, say
from shapecheck.report._console import Cell, columns, make_console, print_text, verdict_cell, width_of
from shapecheck.report._rows import (
    Layers,
    hidden,
    human_bytes,
    left_out,
    number,
    parts_of,
    selected,
    selected_rows,
    symbols,
    title,
    verdict_line,
)
from shapecheck.report._words import words
from shapecheck.report.table._broadcasts import broadcast_words
from shapecheck.report.table._shapes import print_shapes

__all__ = ["write"]

_MOST_NAMES = 6  # sizes that are listed
_MOST_FAILED = 10  # checks that are listed


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write what network this is, its shapes, its costs, and how many checks hold."""
    console = make_console(out)
    parts = parts_of(table.architecture, layers)
    print_text(console, title(table), "bold")
    console.print()
    print_shapes(console, table, [list(selected_rows(table, show, part)) for part in parts], show)
    console.print()
    for line in _broadcast_lines(table, show):
        print_text(console, line)
    costs = [cost for part in parts for cost in selected(table, show, part)[3]]
    if costs:
        _print_costs(console, costs, table.total, show)
        console.print()
    _print_closing(console, table, parts, hidden(show, layers, shortened=len(parts) > 1))


def _broadcast_lines(table: Table, show: str) -> Iterator[str]:
    """Say how operands are broadcast in layer l, and what undoes it."""
    formulas = {item.name: item.formula for item in table.generic.backward}
    for item in table.generic.forward:
        for stretch in item.stretches:
            name, gradient = stretch.operand.name, f"d{stretch.operand.name}"
            said = broadcast_words(f"{name} : {stretch.operand.shape}", stretch.axes, stretch.result, table.layout.name)
            if show == "forward":
                yield say("{sentence}.", sentence=said)
            else:
                yield say("{sentence};", sentence=said)
                yield say("{gradient} = {formula} undoes it.", gradient=gradient, formula=formulas[gradient])
            yield ""


_COSTS = (
    Phrase("layer"),
    Phrase("parameters"),
    Phrase("W and b"),
    Phrase("Z and A"),
    Phrase("gradients"),
    Phrase("forward"),
    Phrase("backward"),
)
# Each above its first column.
_MEMORY, _WORK = Phrase("memory in float64"), Phrase("multiply-adds")
_GROUPS = {"W and b": _MEMORY, "forward": _WORK, "backward": _WORK}
_DROPPED = ("gradients", "Z and A", "W and b")  # where there is little room, in this order


def _print_costs(console: Console, costs: Sequence[Cost], total: Cost | None, show: str) -> None:
    """Print what each layer costs and the total, as far as it is asked for and there is room."""
    rows = [_cost_cells(cost) for cost in (*costs, *([total] if total is not None else []))]
    headings: list[Phrase] = list(_COSTS)
    unasked = {"forward": ("gradients", "backward"), "backward": ("forward",)}.get(show, ())
    right = range(len(headings))
    lacking: list[Phrase] = []
    for dropped in (*unasked, *_DROPPED):
        wide = width_of(rows, headings, right, _groups(headings)) > console.width
        if dropped in headings and (dropped in unasked or wide):
            place = [str(heading) for heading in headings].index(dropped)
            heading = headings.pop(place)
            rows = [[*row[:place], *row[place + 1 :]] for row in rows]
            if dropped not in unasked:
                lacking.insert(0, heading)
    columns(console, rows, headings, right=right, groups=_groups(headings))
    if lacking:
        print_text(
            console,
            say("The terminal is too narrow for the memory of {columns}.", columns=", ".join(map(words, lacking))),
        )


def _groups(headings: Sequence[str]) -> dict[int, str]:
    """Give the headings above the headings, each by the column where it starts."""
    found: dict[int, str] = {}
    for heading, group in _GROUPS.items():
        if heading in headings and group not in found.values():
            found[headings.index(heading)] = group
    return found


def _cost_cells(cost: Cost) -> list[Cell]:
    texts = [
        say("all") if cost.layer is None else number(cost.layer) if isinstance(cost.layer, int) else cost.layer,
        number(cost.parameters),
        human_bytes(cost.parameter_memory),
        human_bytes(cost.activation_memory),
        human_bytes(cost.gradient_memory),
        number(cost.forward),
        number(cost.backward),
    ]
    return [Cell(text, "bold" if cost.layer is None else "") for text in texts]


def _print_closing(console: Console, table: Table, parts: Sequence[Layers], rest: str) -> None:
    """Print how many checks hold, those that do not, and how to see what was left out."""
    if len(parts) > 1:
        print_text(console, left_out(table.architecture))
    line = verdict_line(table)
    if table.verdict is Verdict.YES:
        print_text(console, line + _reach(table) + rest, "green")
        return
    print_text(console, line + rest, "bold red" if table.verdict is Verdict.NO else "yellow")
    failed = [check for check in table.checks if check.verdict is not Verdict.YES]
    columns(
        console, [[Cell(), Cell(words(check.claim)), verdict_cell(check.verdict)] for check in failed[:_MOST_FAILED]]
    )


def _reach(table: Table) -> str:
    """Say for what values the checks hold."""
    if table.architecture.general:
        return say("; proved by induction for every l, L and m")
    names = symbols(table)
    return say(", for every {names}", names=", ".join(names)) if names and len(names) <= _MOST_NAMES else ""
