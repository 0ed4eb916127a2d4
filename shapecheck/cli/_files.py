"""What commands on files and folders share: which files and settings, how far a long run is, where output goes."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import option
from shapecheck.language import Phrase, say
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
        raise Refused(say("{file} cannot be written to: it is a folder", file=value))
    if value is not None and not value.parent.is_dir():
        raise Refused(say("{file} cannot be written to: there is no folder {folder}", file=value, folder=value.parent))
    return value


output_option = option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path),
    callback=_writable,
    help=Phrase("Write the output to this file instead of standard output."),
)


_CHOICE = (
    option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        help=Phrase("Leave out files and folders that match this pattern, besides those of the settings."),
    ),
    option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help=Phrase("Leave out the files that .gitignore names, or read them too."),
    ),
    option("--config", type=click.Path(path_type=Path), help=Phrase("Read the settings from this pyproject.toml.")),
    option("--isolated", is_flag=True, help=Phrase("Use the defaults and read no pyproject.toml.")),
    option(
        "--stdin-filename",
        metavar="FILE",
        help=Phrase("The file name to show for standard input, whose settings apply."),
    ),
)


def choice_options(command: _Command) -> _Command:
    """Give a command the options that say which files there are, and whose settings they have."""
    for added in reversed(_CHOICE):
        command = added(command)
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
        raise Refused(say("--stdin-filename is for standard input, which is the path -"))
    if "-" in paths:
        raise Refused(say("- stands for standard input, and must then be the only path"))
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
        raise Refused(say("{file} cannot be written to: {reason}", file=file, reason=error.strerror or error)) from None


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
            sys.stderr.write("\r" + say("{done} of {total} files", done=done, total=total))
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
