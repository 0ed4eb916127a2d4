"""What a file of weights has in it, in a terminal: the arrays of each layer, what was left out, what does not fit."""

from typing import TextIO

from shapecheck.language import say
from shapecheck.report._console import Cell, columns, make_console, print_text
from shapecheck.report._words import words
from shapecheck.weights import Network

__all__ = ["write"]

_LONG = 12  # layers; of a deeper network only the ends are printed
_ENDS = 3  # layers at each end
_MOST_LEFT_OUT = 10  # arrays left out that are listed
_MOST_MISFITS = 10


def write(network: Network, out: TextIO, *, file: str) -> None:
    """Write the arrays of each layer, remarks, what was left out, and each misfit."""
    console = make_console(out)
    count = len(network.layers)
    layers = say("1 layer") if count == 1 else say("{number} layers", number=f"{count:,}")
    print_text(console, f"{file}: {layers}, {network.layout}", "bold")
    rows = [
        [
            Cell(str(number), "bold"),
            Cell(f"W[{number}]"),
            Cell(str(layer.weights)),
            Cell(f"b[{number}]" if layer.bias else ""),
            Cell(str(layer.bias) if layer.bias else say("no bias")),
        ]
        for number, layer in enumerate(network.layers, 1)
    ]
    if count > _LONG:
        rows = [*rows[:_ENDS], [Cell("..."), *[Cell()] * 4], *rows[-_ENDS:]]
    columns(console, rows, right=(0,))
    for remark in network.remarks:
        print_text(console, words(remark), "yellow")
    if network.left_out:
        console.print()
        print_text(console, say("left out, {count}:", count=f"{len(network.left_out):,}"))
        for item in network.left_out[:_MOST_LEFT_OUT]:
            print_text(console, f"  {item}")
        more = len(network.left_out) - _MOST_LEFT_OUT
        if more > 0:
            print_text(console, say("  and {count} more", count=f"{more:,}"))
    for misfit in network.misfits[:_MOST_MISFITS]:
        console.print()
        console.print(str(misfit), soft_wrap=True)
    if len(network.misfits) > _MOST_MISFITS:
        console.print()
        more = len(network.misfits) - _MOST_MISFITS
        print_text(console, say("and {count} more that do not fit", count=f"{more:,}"))
