"""`shapecheck table`: the dimensions of a network, derived and checked."""

import gc
import sys

import click

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch, parse_layers
from shapecheck.core import Verdict
from shapecheck.report import formats, writer


@click.command("table")
@click.option(
    "--dims",
    required=True,
    metavar="N,N,...",
    help="Units of each layer, the input first: 2,3,1, or with names n_x,4,1, or in general n[0],...,n[L].",
)
@click.option("--batch", default=None, metavar="M", help="Number of examples: a number or a name.  [default: m]")
@click.option("--single", is_flag=True, help="The form for one example, in lower case.")
@click.option(
    "--layout",
    type=click.Choice([name for name in LAYOUTS if name != "single"]),
    default="columns",
    show_default=True,
    help="One example a column (X is (n[0], m)) or a row (X is (m, n[0])).",
)
@click.option("--show", type=click.Choice(["forward", "backward", "all"]), default="all", show_default=True)
@click.option("--layers", metavar="A:B", default=None, help="Only layers A to B, both included; 0 is the input.")
@click.option("--format", "format_", type=click.Choice(formats("table")), default="terminal", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    dims: str,
    batch: str | None,
    single: bool,
    layout: str,
    show: str,
    layers: str | None,
    format_: str,
) -> None:
    """Print the shapes of W[l], b[l], Z[l], A[l] and their gradients, each check of dim(dX) = dim(X), and the costs.

    Exit status 1 when a check fails.
    """
    if single and batch is not None:
        raise click.UsageError("--single is the form for one example: leave --batch out")
    if single and layout == "rows":
        raise click.UsageError("--single writes one example as a column: leave --layout rows out")
    architecture = parse_architecture(dims)
    examples = parse_batch("1" if single else "m" if batch is None else batch, architecture)
    part = None if layers is None else parse_layers(layers, architecture)
    gc.disable()  # a table has no cycles, and the collector would read through it again and again
    try:
        table = build_table(architecture, LAYOUTS["single" if single else layout], examples)
        writer("table", format_)(table, sys.stdout, show=show, layers=part)
    finally:
        gc.enable()
    ctx.exit(0 if table.verdict is Verdict.YES else 1)
