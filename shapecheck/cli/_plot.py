"""The option `--plot` of the commands that can draw."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from shapecheck.cli._refused import Refused

__all__ = ["drawing", "in_a_folder", "plot_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SUFFIXES = (".png", ".svg")
_WANTED = "--plot needs matplotlib: pip install matplotlib"


def plot_option(what: str) -> Callable[[_Command], _Command]:
    """Give a command the option `--plot FILE`; `what` says of what the picture is."""
    return click.option(
        "--plot",
        default=None,
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_with_suffix,
        help=f"Save a picture of {what}, FILE.png or FILE.svg.",
    )


def _with_suffix(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in _SUFFIXES:
        raise Refused(f"--plot must name a file that ends in {' or '.join(_SUFFIXES)} (got {value})")
    if value is not None and not _has_matplotlib():
        raise Refused(_WANTED)  # before what takes long is done
    return in_a_folder(ctx, parameter, value)


def _has_matplotlib() -> bool:
    try:
        return find_spec("matplotlib") is not None
    except ValueError:  # it was said that it cannot be imported
        return False


def in_a_folder(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:  # noqa: ARG001
    """Refuse a file in a folder that is not there, before what takes long is done."""
    if value is not None and not value.parent.is_dir():
        raise Refused(f"{value}: cannot be written: there is no folder {value.parent}")
    return value


@contextmanager
def drawing() -> Iterator[None]:
    """Say what to install where matplotlib is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise Refused(_WANTED) from None
