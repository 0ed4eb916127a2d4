"""The option `--plot` of the commands that can draw."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import option
from shapecheck.language import LANGUAGES, Phrase, language, said, say, speaking

__all__ = ["drawing", "in_a_folder", "plot_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SUFFIXES = (".png", ".svg")
_WANTED = Phrase("--plot needs matplotlib: `pip install matplotlib`")


def plot_option(help: Phrase) -> Callable[[_Command], _Command]:  # noqa: A002
    """Return the option `--plot FILE` with this help."""
    found: Callable[[_Command], _Command] = option(
        "--plot",
        default=None,
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_with_suffix,
        help=help,
    )
    return found


def _with_suffix(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in _SUFFIXES:
        raise Refused(say("--plot must name a .png or .svg file (got {file})", file=value))
    if value is not None and not _has_matplotlib():
        raise Refused(str(said(_WANTED)))  # before what takes long is done
    return in_a_folder(ctx, parameter, value)


def _has_matplotlib() -> bool:
    try:
        return find_spec("matplotlib") is not None
    except ValueError:  # it was said that it cannot be imported
        return False


def in_a_folder(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:  # noqa: ARG001
    """Refuse a file in a folder that is not there, before what takes long is done."""
    if value is not None and not value.parent.is_dir():
        raise Refused(say("{file}: cannot be written: there is no folder {folder}", file=value, folder=value.parent))
    return value


@contextmanager
def drawing(file: Path) -> Iterator[None]:
    """Speak the language that a picture can have; say what to install where matplotlib is not there."""
    # The font that comes with matplotlib has no Chinese characters; an SVG leaves the letters to its reader's fonts.
    spoken = language() if file.suffix.lower() == ".svg" else LANGUAGES[0]
    try:
        with speaking(spoken):
            yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise Refused(str(said(_WANTED))) from None
