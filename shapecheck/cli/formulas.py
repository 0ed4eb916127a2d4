"""`shapecheck formulas`: the lesson's formulas with the shape of every factor."""

import sys

import click

from shapecheck.architecture import LAYOUTS, Architecture, parse_architecture, parse_batch, parse_layers
from shapecheck.cli._architecture import architecture_options, layout_of
from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.language import Phrase, say
from shapecheck.report import writer


@click.command("formulas", cls=Command)
@option(
    "--dims",
    default=None,
    metavar="N,N,...",
    help=Phrase(
        "Number of units of each layer, the input first: 2,3,1, or with names n_x,4,1.  [default: the general form]"
    ),
)
@architecture_options
@option("--general", is_flag=True, help=Phrase("Print the formulas of a general layer l only."))
@format_option("formulas")
def command(
    *,
    dims: str | None,
    batch: str | None,
    single: bool,
    layout: str,
    show: str,
    layers: str | None,
    general: bool,
    format_: str,
) -> None:
    """Print the formulas of the forward pass, the backward pass and the update, with the shape under each factor."""
    from shapecheck.architecture.sheet import build_sheet

    if batch is not None and batch.strip() == "1" and layout == "columns":
        single, batch = True, None  # the form for one example, which has no 1/m
    form = layout_of(single=single, batch=batch, layout=layout)
    architecture = Architecture("", ()) if dims is None else parse_architecture(dims)
    if layers is not None and (general or architecture.general):
        raise Refused(say("the general form has one layer, l: leave --layers out"))
    examples = parse_batch("1" if single else "m" if batch is None else batch, architecture)
    part = None if layers is None else parse_layers(layers, architecture)
    if part is not None and part[1] == 0:
        raise Refused(say("layer 0 is the input and has no formula: start with --layers 1"))
    sheet = build_sheet(architecture, LAYOUTS[form], examples)
    write = writer("formulas", format_)
    write(sheet, sys.stdout, show=show, layers=part, general=general or architecture.general)
