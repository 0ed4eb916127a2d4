"""`shapecheck infer`: a source with the shape of each variable."""

import sys

import click

from shapecheck.lint.files import STDIN, CannotRead, decoded, text_of
from shapecheck.lint.notebook import is_notebook
from shapecheck.report import formats, writer


@click.command("infer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "format_", type=click.Choice(formats("infer")), default="terminal", show_default=True)
def command(file: str, format_: str) -> None:
    """Print the NumPy code in FILE with the inferred shape beside each assignment, without running it.

    - is standard input.
    """
    from shapecheck.infer.program import Unreadable
    from shapecheck.infer.shapes import infer

    try:
        if file == "-":
            content, file = sys.stdin.buffer.read(), STDIN
            text = decoded(content, notebook=is_notebook(content)).text
        else:
            text = text_of(file).text
        variables = infer(text, file)
    except (CannotRead, Unreadable) as error:
        line = "" if error.line is None else f":{error.line}"
        raise OSError(f"{file}{line}: cannot be read: {error.message}") from None
    writer("infer", format_)(variables, sys.stdout, text=text, path=file)
