"""The parity networks in a terminal: what each costs against n, and whether it is right for all inputs."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TextIO

from rich.console import Console

from shapecheck.language import Phrase, say
from shapecheck.parity import Parity
from shapecheck.report._console import Cell, columns, make_console, print_text, width_of
from shapecheck.report._rows import number
from shapecheck.report._words import listed, words
from shapecheck.report.parity._rows import MEANINGS, Row, closing, rows_by_bits, why

__all__ = ["write"]

_STYLES = {"yes": "green", "no": "bold red", "not tried": "dim"}
_LAYERS, _UNITS, _PARAMETERS = Phrase("layers"), Phrase("units"), Phrase("parameters")
_COLUMNS = (_LAYERS, _UNITS, _PARAMETERS)


def write(parity: Parity, out: TextIO) -> None:
    """Write a line for each n with the networks side by side, what they are, and what was tried."""
    console = make_console(out)
    heading = say(
        "Parity (XOR) of n bits, n = 2 to {bits}, by units that are 1 if {condition}",
        bits=parity.bits,
        condition="W A + b >= 0",
    )
    print_text(console, heading, "bold")
    console.print()
    _print_rows(console, list(rows_by_bits(parity)))
    console.print()
    names = max(map(len, MEANINGS))
    columns(console, [[Cell(f"{name:<{names}}", "bold"), Cell(words(meaning))] for name, meaning in MEANINGS.items()])
    console.print()
    print_text(console, closing(parity), "green" if parity.passed else "bold red")
    print_text(console, why())


def _print_rows(console: Console, found: Sequence[tuple[int, Sequence[Row]]]) -> None:
    """Print the columns of each network, fewer where there is little room; layers that never change get no column."""
    layers: dict[str, set[int]] = {}
    for _, networks in found:
        for row in networks:
            layers.setdefault(row.network, set()).add(row.layers)
    fixed = {network: min(counts) for network, counts in layers.items() if len(counts) == 1}
    for shown in (_COLUMNS, _COLUMNS[:2], _COLUMNS[1:2]):
        picked = [
            (row.network, [name for name in shown if name != "layers" or row.network not in fixed])
            for row in found[0][1]
        ]
        headings = ["n", *(name for _, names in picked for name in names), Phrase("right")]
        starts = accumulate([1, *(len(names) for _, names in picked)])
        groups = {start: network for start, (network, _) in zip(starts, picked, strict=False)}
        cells = [_cells(bits, networks, [names for _, names in picked]) for bits, networks in found]
        right = range(len(headings) - 1)
        if width_of(cells, headings, right, groups) <= console.width:
            break
    columns(console, cells, headings, right=right, groups=groups)
    console.print()
    if fixed and "layers" in shown:
        same = ", ".join(f"{network} {count}" for network, count in fixed.items())
        print_text(console, say("Layers for every n: {counts}.", counts=same))
    lacking = [name for name in _COLUMNS if name not in shown]
    if lacking:
        print_text(console, say("The terminal is too narrow for the {columns}.", columns=listed(lacking)))


def _cells(bits: int, networks: Sequence[Row], shown: Sequence[Sequence[str]]) -> list[Cell]:
    cells = [Cell(number(bits), "bold")]
    for row, names in zip(networks, shown, strict=True):
        cells += [Cell(number(getattr(row, name))) for name in names]
    verdicts = {row.verdict for row in networks}
    verdict = next((own for own in verdicts if own == "no"), networks[0].verdict)
    return [*cells, Cell(words(verdict), _STYLES[verdict])]
