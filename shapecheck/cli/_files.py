"""What commands on files and folders share: how far a long run is, what is on standard input, where output goes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from shapecheck.cli._refused import Refused
from shapecheck.lint.files import Text, decoded
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.shared import Progress

__all__ = ["output_option", "shown_progress", "standard_input", "written_to"]

_PATIENCE = 1.0  # seconds after which progress is shown


def standard_input(name: str) -> Text:
    """Read standard input, a program or a notebook.

    Raises
    ------
    CannotRead
        When it is neither.
    """
    content = sys.stdin.buffer.read()
    return decoded(content, notebook=name.endswith(".ipynb") or is_notebook(content))


def _writable(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:  # noqa: ARG001
    """Refuse a file that cannot be written to, before the work is done."""
    if value is not None and value.is_dir():
        raise Refused(f"{value} cannot be written to: it is a folder")
    if value is not None and not value.parent.is_dir():
        raise Refused(f"{value} cannot be written to: there is no folder {value.parent}")
    return value


output_option = click.option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path),
    callback=_writable,
    help="Write there, not to standard output.",
)


@contextmanager
def written_to(file: Path | None) -> Iterator[TextIO]:
    """Give where output is written to: a file, or standard output."""
    if file is None:
        yield sys.stdout
        return
    try:
        with file.open("w", encoding="utf-8") as out:
            yield out
    except OSError as error:
        raise Refused(f"{file} cannot be written to: {error.strerror or error}") from None


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """Give what shows how far a long run is, on one line that is taken away at the end; None where nobody sees it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    start, shown = time.monotonic(), False

    def show(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - start > _PATIENCE:
            shown = True
            sys.stderr.write(f"\r{done} of {total} files")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
