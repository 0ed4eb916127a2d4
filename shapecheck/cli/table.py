"""`shapecheck table`: the dimensions of a network, derived and checked."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from shapecheck.architecture import LAYOUTS, build_table, parse_architecture, parse_batch, parse_layers
from shapecheck.cli._architecture import architecture_options, layout_of
from shapecheck.cli._code import print_code_table
from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, argument, format_option, option
from shapecheck.core import Verdict
from shapecheck.language import Phrase, say
from shapecheck.report import writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapecheck.weights import LeftOut, Network


@click.command("table", cls=Command)
@argument("code", required=False, metavar="[FILE.py[:FUNCTION]]")
@option(
    "--dims",
    default=None,
    metavar="N,N,...",
    help=Phrase(
        "Number of units of each layer, the input first: 2,3,1, or with names n_x,4,1, or in general n[0],...,n[L]."
    ),
)
@option(
    "--weights",
    default=None,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=Phrase(
        "Read the network from saved weights (.npz, .safetensors, .pt, .pth) and check that its layers fit together."
    ),
)
@option("--prefix", default=None, metavar="NAME", help=Phrase("With --weights: read only the arrays below this name."))
@architecture_options
@format_option("table")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    code: str | None,
    dims: str | None,
    weights: Path | None,
    prefix: str | None,
    batch: str | None,
    single: bool,
    layout: str,
    show: str,
    layers: str | None,
    format_: str,
) -> None:
    """Print the shapes of W[l], b[l], Z[l], A[l] and their gradients, each check of dim(dX) = dim(X), and the costs.

    With FILE.py the table is that of the network in a program, which is not run: each array that it assigns, with the
    shapes before and after each operation, proved for every number of layers and all sizes where possible. If the
    layers are written out one by one, name the sizes in --dims, as in n_x=2,n_h=4.

    Exit status 1 if a check fails, or layers of saved weights do not fit together.
    """
    if code is not None:
        _refuse_others(ctx)
        ctx.exit(print_code_table(code, dims=dims, batch=batch, format_=format_))
    if (dims is None) is (weights is None):
        if dims:
            raise Refused(say("give the sizes with --dims or a file with --weights, not both"))
        raise Refused(say("give the sizes with --dims, a file with --weights, or the file of a program"))
    if prefix is not None and weights is None:
        raise Refused(say("--prefix chooses arrays of a file: give the file with --weights"))
    form = layout_of(single=single, batch=batch, layout=layout)
    if weights is not None:
        chosen = single or ctx.get_parameter_source("layout") is not ParameterSource.DEFAULT
        network = _network(weights, prefix or "", ("columns" if single else form) if chosen else None)
        writer("weights", "terminal")(network, sys.stdout if format_ == "terminal" else sys.stderr, file=str(weights))
        if network.misfits:
            ctx.exit(1)
        if format_ == "terminal":
            click.echo()
        architecture, form = network.architecture, "single" if single else network.layout
    else:
        architecture = parse_architecture(dims or "")
    examples = parse_batch("1" if single else "m" if batch is None else batch, architecture)
    part = None if layers is None else parse_layers(layers, architecture)
    gc.disable()  # a table has no cycles, and the collector would read through it again and again
    try:
        table = build_table(architecture, LAYOUTS[form], examples)
        writer("table", format_)(table, sys.stdout, show=show, layers=part)
    finally:
        gc.enable()
    ctx.exit(0 if table.verdict is Verdict.YES else 1)


def _refuse_others(ctx: click.Context) -> None:
    """Refuse options that say what a program says itself, or choose parts of another table."""
    for name in ("weights", "prefix", "single", "layout", "show", "layers"):
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise Refused(
                say("the table of a program takes --dims, --batch and --format: leave --{name} out", name=name)
            )


def _network(path: Path, prefix: str, layout: str | None) -> "Network":
    """Read the layers of a file of weights and fit them together."""
    from shapecheck.weights import CannotRead, fit, read, recognise

    try:
        found = recognise(read(path), prefix)
    except CannotRead as error:
        raise OSError(say("{path}: cannot be read: {reason}", path=path, reason=error.message)) from None
    if not found.layers:
        raise OSError(_without_layers(path, found.left_out))
    try:
        return fit(found, path.name, layout)
    except CannotRead as error:
        raise OSError(f"{path}: {error.message}") from None


def _without_layers(path: Path, left_out: "Sequence[LeftOut]") -> str:
    """Word that a file has no layers, with its first arrays."""
    if not left_out:
        return say("{path}: has no weights of a layer", path=path)
    listed, more = "; ".join(map(str, left_out[:3])), len(left_out) - 3
    if more <= 0:
        return say("{path}: has no weights of a layer ({arrays})", path=path, arrays=listed)
    return say(
        "{path}: has no weights of a layer ({arrays} and {count} more)", path=path, arrays=listed, count=f"{more:,}"
    )
