"""`shapecheck parity`: why deep, the parity of n bits by a tree and by one hidden layer."""

import sys
from pathlib import Path

import click

from shapecheck.architecture.parity import MOST_BITS
from shapecheck.cli._plot import drawing, plot_option
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.language import Phrase
from shapecheck.report import writer


@click.command("parity", cls=Command)
@option(
    "--bits",
    default=12,
    show_default=True,
    metavar="N",
    type=click.IntRange(2, MOST_BITS),
    help=Phrase("The largest number of bits n."),
)
@plot_option(Phrase("Save a picture of units and parameters against n as FILE.png or FILE.svg."))
@format_option("parity")
@click.pass_context
def command(ctx: click.Context, *, bits: int, plot: Path | None, format_: str) -> None:
    """Build networks of threshold units for the parity (XOR) of n bits: a deep tree, and one hidden layer.

    It prints their layers, units and parameters for n = 2 to N. Up to 12 bits every input is tried, and the shape of
    every array is compared with the derived one.

    Exit status 1 if an answer or a shape is wrong.
    """
    from shapecheck.parity import run_parity
    from shapecheck.report.parity._plot import save_plot

    parity = run_parity(bits)
    if plot is not None:
        with drawing(plot):
            save_plot(parity, plot)
    writer("parity", format_)(parity, sys.stdout)
    ctx.exit(0 if parity.passed else 1)
