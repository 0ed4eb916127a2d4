"""`shapecheck diagram`: the flow of forward and backward blocks, the shape on every arrow."""

import sys
from io import BytesIO, StringIO
from pathlib import Path

import click

from shapecheck.architecture import LAYOUTS, Table, build_table, parse_architecture, parse_batch
from shapecheck.cli._architecture import form_options, layout_of
from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, format_option, option
from shapecheck.core import Verdict
from shapecheck.language import Phrase, say
from shapecheck.report import is_binary, writer

_GENERAL = "n[0],...,n[L]"
_SUFFIXES = {".htm": "html", ".html": "html", ".mmd": "mermaid", ".png": "png", ".svg": "svg"}


@click.command("diagram", cls=Command)
@option(
    "--dims",
    default=_GENERAL,
    metavar="N,N,...",
    help=Phrase(
        "Number of units of each layer, the input first: 2,3,1, or with names n_x,4,1.  [default: the general form]"
    ),
)
@form_options
@format_option(
    "diagram", None, Phrase("Format of the diagram.  [default: as the suffix of --output says, else mermaid]")
)
@option(
    "-o",
    "--output",
    default=None,
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help=Phrase("Write the diagram to this file instead of standard output; an existing file is replaced."),
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    dims: str,
    batch: str | None,
    single: bool,
    layout: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Draw one step of gradient descent: the forward and backward block of each layer, with the shape on every arrow.

    The diagram also has the cache, the gradients and the update. Of more than 8 layers only the first and the last 3
    are drawn. svg and png are slides, html is a page to step through.

    Exit status 1 if a check of the shapes fails.
    """
    form = layout_of(single=single, batch=batch, layout=layout)
    file = None if output is None or str(output) == "-" else output
    kind = _format(format_, file)
    if file is None and is_binary("diagram", kind) and sys.stdout.isatty():
        raise Refused(say("{kind} is not for a terminal: write it to a file with -o FILE.{kind}", kind=kind))
    architecture = parse_architecture(dims)
    examples = parse_batch("1" if single else "m" if batch is None else batch, architecture)
    table = build_table(architecture, LAYOUTS[form], examples)
    drawn = _drawn(table, kind)
    if file is not None:
        from shapecheck.files import replace_file

        replace_file(file, drawn.encode() if isinstance(drawn, str) else drawn)
    elif isinstance(drawn, str):
        sys.stdout.write(drawn)
    else:
        sys.stdout.buffer.write(drawn)
    ctx.exit(0 if table.verdict is Verdict.YES else 1)


def _format(asked: str | None, file: Path | None) -> str:
    """Give the format that is asked for, or that the file's name says."""
    if asked is not None or file is None:
        return asked or "mermaid"
    found = _SUFFIXES.get(file.suffix.lower())
    if found is None:
        suffixes = ", ".join(sorted(_SUFFIXES))
        raise Refused(
            say("--output must end in one of {suffixes}, else give --format (got {file})", suffixes=suffixes, file=file)
        )
    return found


def _drawn(table: Table, kind: str) -> str | bytes:
    """Give the whole file: it is only written when nothing went wrong."""
    from shapecheck.architecture.flow import build_flow

    flow = build_flow(table, folded=True)
    try:
        if is_binary("diagram", kind):
            binary = BytesIO()
            writer("diagram", kind)(flow, binary)
            return binary.getvalue()
        text = StringIO()
        writer("diagram", kind)(flow, text)
        return text.getvalue()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise OSError(say("--format {kind} needs matplotlib: `pip install matplotlib`", kind=kind)) from None
