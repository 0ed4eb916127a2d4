"""The parity networks as Markdown, as GitHub renders it."""

from typing import TextIO

from shapecheck.parity import Parity
from shapecheck.report._rows import number
from shapecheck.report.parity._rows import MEANINGS, closing, rows, why

__all__ = ["write"]

_HEADINGS = ("n", "network", "layers", "units", "parameters", "right for all inputs")


def write(parity: Parity, out: TextIO) -> None:
    """Write a row for each network, what the networks are, and what was tried."""
    out.write(f"## Parity of n bits, n = 2 to {parity.bits}\n\n")
    out.write(f"| {' | '.join(_HEADINGS)} |\n| ---: | --- | ---: | ---: | ---: | --- |\n")
    for row in rows(parity):
        cells = (number(row.bits), row.network, number(row.layers), number(row.units), number(row.parameters))
        out.write(f"| {' | '.join((*cells, row.verdict))} |\n")
    out.write("\n")
    for name, meaning in MEANINGS.items():
        out.write(f"- `{name}`: {meaning}\n")
    out.write(f"\n{closing(parity)}\n\n{why()}\n")
