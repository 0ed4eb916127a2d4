"""`shapecheck demo`: the reference network, run under the decorator, beside its derived table."""

import sys

import click

from shapecheck.architecture import parse_architecture
from shapecheck.cli._refused import Refused
from shapecheck.core import Dim
from shapecheck.demo import run_demo
from shapecheck.report import formats, writer

_MOST_ELEMENTS = 50_000_000  # of the largest array: what a demonstration may take of the memory


@click.command("demo")
@click.option("--dims", default="2,3,5,4,2,1", show_default=True, metavar="N,N,...", help="Units of each layer.")
@click.option("--batch", default=7, show_default=True, type=click.IntRange(1), help="Number of examples.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the parameters and the data.")
@click.option("--format", "format_", type=click.Choice(formats("demo")), default="terminal", show_default=True)
@click.pass_context
def command(ctx: click.Context, *, dims: str, batch: int, seed: int, format_: str) -> None:
    """Run one forward and backward pass of the reference network under the decorator; compare every shape.

    Exit status 1 when a recorded shape is not the derived one.
    """
    architecture = parse_architecture(dims)
    named = [size for size in architecture.sizes if isinstance(size, Dim)]
    if named or architecture.general:
        raise click.BadParameter(f"a network that runs needs numbers, not names (got {dims})", param_hint="--dims")
    sizes = [size for size in architecture.sizes if isinstance(size, int)]
    largest = max(a * b for a, b in zip([batch, *sizes], sizes, strict=False))
    if max(largest, batch * max(sizes)) > _MOST_ELEMENTS:
        raise Refused(f"an array of more than {_MOST_ELEMENTS:,} elements is too large for a demonstration")
    result = run_demo(architecture, batch, seed)
    writer("demo", format_)(result, sys.stdout)
    ctx.exit(0 if result.equal else 1)
