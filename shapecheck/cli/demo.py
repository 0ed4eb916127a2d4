"""`shapecheck demo`: the reference network, run under the decorator, beside its derived table."""

import sys

import click

from shapecheck.architecture import parse_architecture
from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.core import Dim
from shapecheck.demo import run_demo
from shapecheck.language import Phrase, say
from shapecheck.report import writer

_MOST_ELEMENTS = 50_000_000  # of the largest array: what a demonstration may take of the memory


@click.command("demo", cls=Command)
@option(
    "--dims",
    default="2,3,5,4,2,1",
    show_default=True,
    metavar="N,N,...",
    help=Phrase("Number of units of each layer, the input first."),
)
@option("--batch", default=7, show_default=True, type=click.IntRange(1), help=Phrase("Number of examples."))
@option(
    "--seed",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help=Phrase("Seed of the parameters and of the data."),
)
@format_option("demo")
@click.pass_context
def command(ctx: click.Context, *, dims: str, batch: int, seed: int, format_: str) -> None:
    """Run one forward and one backward pass of the reference network and compare every shape with the derived one.

    Exit status 1 if a recorded shape differs from the derived one.
    """
    architecture = parse_architecture(dims)
    named = [size for size in architecture.sizes if isinstance(size, Dim)]
    if named or architecture.general:
        raise click.BadParameter(
            say("a network that runs needs numbers, not names (got {dims})", dims=dims), param_hint="--dims"
        )
    sizes = [size for size in architecture.sizes if isinstance(size, int)]
    largest = max(a * b for a, b in zip([batch, *sizes], sizes, strict=False))
    if max(largest, batch * max(sizes)) > _MOST_ELEMENTS:
        raise Refused(
            say("an array of more than {count} elements is too large for a demonstration", count=f"{_MOST_ELEMENTS:,}")
        )
    result = run_demo(architecture, batch, seed)
    writer("demo", format_)(result, sys.stdout)
    ctx.exit(0 if result.equal else 1)
