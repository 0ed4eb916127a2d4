"""What a file of weights has in it, in a terminal: the arrays of each layer, what was left out, what does not fit."""

from typing import TextIO

from shapecheck.report._console import Cell, columns, make_console, print_text
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
    print_text(console, f"{file}: {count:,} layer{'' if count == 1 else 's'}, {network.layout}", "bold")
    rows = [
        [
            Cell(str(number), "bold"),
            Cell(f"W[{number}]"),
            Cell(str(layer.weights)),
            Cell(f"b[{number}]" if layer.bias else ""),
            Cell(str(layer.bias) if layer.bias else "no bias"),
        ]
        for number, layer in enumerate(network.layers, 1)
    ]
    if count > _LONG:
        rows = [*rows[:_ENDS], [Cell("..."), *[Cell()] * 4], *rows[-_ENDS:]]
    columns(console, rows, right=(0,))
    for remark in network.remarks:
        print_text(console, remark, "yellow")
    if network.left_out:
        console.print()
        print_text(console, f"left out, {len(network.left_out):,}:")
        for item in network.left_out[:_MOST_LEFT_OUT]:
            print_text(console, f"  {item}")
        more = len(network.left_out) - _MOST_LEFT_OUT
        if more > 0:
            print_text(console, f"  and {more:,} more")
    for misfit in network.misfits[:_MOST_MISFITS]:
        console.print()
        console.print(str(misfit), soft_wrap=True)
    if len(network.misfits) > _MOST_MISFITS:
        console.print()
        print_text(console, f"and {len(network.misfits) - _MOST_MISFITS:,} more that do not fit")
