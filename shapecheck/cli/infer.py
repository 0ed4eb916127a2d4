"""`shapecheck infer`: a source with the shape of each variable."""

import sys
from pathlib import Path

import click

from shapecheck.cli._refused import Refused, complain
from shapecheck.cli._spoken import Command, argument, format_option, option
from shapecheck.language import Phrase
from shapecheck.lint.files import STDIN, CannotRead, decoded
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.outcome import Unread
from shapecheck.lint.settings import SettingsError
from shapecheck.report import writer


@click.command("infer", cls=Command)
@argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@format_option("infer")
@option(
    "--operands",
    is_flag=True,
    help=Phrase("Print below each line its operations, with the shapes before and after each."),
)
def command(file: str, *, format_: str, operands: bool) -> None:
    """Print the NumPy code in FILE with the inferred shape beside each assignment, without running it.

    The line above a function is its contract: the shapes of its arguments and results for all sizes.

    FILE may be - for standard input.
    """
    from shapecheck.lint.api import infer_shapes, shapes_of

    if file != "-":
        try:
            shapes = infer_shapes(Path(file))
        except SettingsError as error:
            raise Refused(str(error)) from None
    else:
        content = sys.stdin.buffer.read()
        try:
            shapes = shapes_of(decoded(content, notebook=is_notebook(content)), STDIN)
        except CannotRead as error:
            raise Refused(str(Unread(STDIN, error.line, error.message))) from None
    if shapes.unread is not None:
        raise Refused(str(shapes.unread))
    write = writer("infer", format_)
    write(
        shapes.variables,
        sys.stdout,
        text=shapes.text,
        path=shapes.path,
        code=shapes.code,
        notices=shapes.notices,
        contracts=shapes.contracts,
        operations=shapes.operations if operands else (),
    )
    for line in notice_lines(shapes.notices):
        complain(line)
