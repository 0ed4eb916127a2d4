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
from shapecheck.core import Verdict
from shapecheck.report import formats, writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapecheck.weights import LeftOut, Network


@click.command("table")
@click.argument("code", required=False, metavar="[FILE.py[:FUNCTION]]")
@click.option(
    "--dims",
    default=None,
    metavar="N,N,...",
    help="Units of each layer, the input first: 2,3,1, or with names n_x,4,1, or in general n[0],...,n[L].",
)
@click.option(
    "--weights",
    default=None,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the network from saved weights, .npz, .safetensors, .pt or .pth, and check that its layers fit.",
)
@click.option("--prefix", default=None, metavar="NAME", help="With --weights: only what is below this name.")
@architecture_options
@click.option("--format", "format_", type=click.Choice(formats("table")), default="terminal", show_default=True)
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

    With FILE.py the network is that of a program, which is read and not run: each array that it assigns, with the
    shapes before and after each operation, proved for every number of layers and all sizes where that can be. Where
    layers are written out one by one, --dims gives sizes by name, as in n_x=2,n_h=4.

    Exit status 1 when a check fails, or layers of saved weights do not fit.
    """
    if code is not None:
        _refuse_others(ctx)
        ctx.exit(print_code_table(code, dims=dims, batch=batch, format_=format_))
    if (dims is None) is (weights is None):
        both = ", not both" if dims else ", or name a program"
        raise Refused(f"give the sizes with --dims or a file with --weights{both}")
    if prefix is not None and weights is None:
        raise Refused("--prefix chooses arrays of a file: give the file with --weights")
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
            raise Refused(f"--{name} does not go with a program: its table takes --dims, --batch and --format")


def _network(path: Path, prefix: str, layout: str | None) -> "Network":
    """Read the layers of a file of weights and fit them together."""
    from shapecheck.weights import CannotRead, fit, read, recognise

    try:
        found = recognise(read(path), prefix)
    except CannotRead as error:
        raise OSError(f"{path}: cannot be read: {error.message}") from None
    if not found.layers:
        raise OSError(f"{path}: has no weights of a layer{_beside(found.left_out)}")
    try:
        return fit(found, path.name, layout)
    except CannotRead as error:
        raise OSError(f"{path}: {error.message}") from None


def _beside(left_out: "Sequence[LeftOut]") -> str:
    """Say what a file has that is no layer: its first arrays."""
    more = f" and {len(left_out) - 3:,} more" if len(left_out) > 3 else ""
    return f" ({'; '.join(map(str, left_out[:3]))}{more})" if left_out else ""
