"""What commands on files and folders share: which files and settings, how far a long run is, where output goes."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from shapecheck.cli._refused import Refused
from shapecheck.lint.files import Text, decoded
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.runner import AnySettings
from shapecheck.lint.settings import Layer, Nearest, read_settings
from shapecheck.lint.shared import Progress

__all__ = [
    "choice_options",
    "input_text",
    "is_input",
    "output_option",
    "settings_of",
    "shown_progress",
    "standard_input",
    "written_to",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_PATIENCE = 1.0  # seconds after which progress is shown


def standard_input(name: str) -> Text:
    """Read standard input, a program or a notebook.

    Raises
    ------
    CannotRead
        When it is neither.
    """
    return input_text(sys.stdin.buffer.read(), name)


def input_text(content: bytes, name: str) -> Text:
    """Give the text of what came through standard input, a program or a notebook.

    Raises
    ------
    CannotRead
        When it is neither.
    """
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


_CHOICE = (
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out more files and folders."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what .gitignore names, or not."
    ),
    click.option("--config", type=click.Path(path_type=Path), help="The pyproject.toml to read."),
    click.option("--isolated", is_flag=True, help="Read no pyproject.toml."),
    click.option("--stdin-filename", metavar="FILE", help="What standard input is called, and whose settings it has."),
)


def choice_options(command: _Command) -> _Command:
    """Give a command the options that say which files there are, and whose settings they have."""
    for option in reversed(_CHOICE):
        command = option(command)
    return command


def settings_of(options: Layer, exclude: Sequence[str], config: Path | None, *, isolated: bool) -> AnySettings:
    """Give the settings that the options of a command choose.

    Raises
    ------
    SettingsError
        When a file of settings cannot be read.
    """
    if isolated or config is not None:
        return read_settings(Path(), config, options, exclude, isolated=isolated)
    return Nearest(options, exclude)


def is_input(paths: Sequence[str], stdin_filename: str | None) -> bool:
    """Tell whether a command is about standard input.

    Raises
    ------
    Refused
        When it is about that and files, or names standard input although it is about files.
    """
    if tuple(paths) == ("-",):
        return True
    if stdin_filename is not None:
        raise Refused("--stdin-filename is for standard input, which is the path -")
    if "-" in paths:
        raise Refused("- stands for standard input, and must then be the only path")
    return False


@contextmanager
def written_to(file: Path | None, instead: TextIO | None = None) -> Iterator[TextIO]:
    """Give where output is written to: a file, else another stream if there is one, else standard output."""
    if file is None:
        yield instead or sys.stdout
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
