"""`shapecheck infer`: a source with the shape of each variable."""

import sys

import click

from shapecheck.lint.files import CannotRead, text_of
from shapecheck.report import formats, writer


@click.command("infer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(formats("infer")), default="terminal", show_default=True)
def command(file: str, format_: str) -> None:
    """Print the NumPy code in FILE with the inferred shape beside each assignment, without running it."""
    from shapecheck.infer.program import Unreadable
    from shapecheck.infer.shapes import infer

    try:
        text = text_of(file).text
        variables = infer(text, file)
    except (CannotRead, Unreadable) as error:
        line = "" if error.line is None else f":{error.line}"
        raise OSError(f"{file}{line}: cannot be read: {error.message}") from None
    writer("infer", format_)(variables, sys.stdout, text=text)
