"""The parity networks as Markdown, as GitHub renders it."""

from typing import TextIO

from shapecheck.language import Phrase, say
from shapecheck.parity import Parity
from shapecheck.report._rows import number
from shapecheck.report._words import words
from shapecheck.report.parity._rows import MEANINGS, closing, rows, why

__all__ = ["write"]

_HEADINGS = (
    "n",
    Phrase("network"),
    Phrase("layers"),
    Phrase("units"),
    Phrase("parameters"),
    Phrase("right for all inputs"),
)


def write(parity: Parity, out: TextIO) -> None:
    """Write a row for each network, what the networks are, and what was tried."""
    heading = say("Parity of n bits, n = 2 to {bits}", bits=parity.bits)
    out.write(f"## {heading}\n\n")
    out.write(f"| {' | '.join(map(words, _HEADINGS))} |\n| ---: | --- | ---: | ---: | ---: | --- |\n")
    for row in rows(parity):
        cells = (number(row.bits), row.network, number(row.layers), number(row.units), number(row.parameters))
        out.write(f"| {' | '.join((*cells, words(row.verdict)))} |\n")
    out.write("\n")
    for name, meaning in MEANINGS.items():
        out.write(f"- `{name}`: {words(meaning)}\n")
    out.write(f"\n{closing(parity)}\n\n{why()}\n")
