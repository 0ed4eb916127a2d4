"""What the commands about a network's architecture share: options, and what they mean together."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from shapecheck.architecture import LAYOUTS
from shapecheck.cli._refused import Refused

__all__ = ["architecture_options", "form_options", "layout_of"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FORM = (
    click.option("--batch", default=None, metavar="M", help="Number of examples: a number or a name.  [default: m]"),
    click.option("--single", is_flag=True, help="The form for one example, in lower case."),
    click.option(
        "--layout",
        type=click.Choice([name for name in LAYOUTS if name != "single"]),
        default="columns",
        show_default=True,
        help="One example a column (X is (n[0], m), W[1] is (n[1], n[0])) or a row.",
    ),
)
_PART = (
    click.option("--show", type=click.Choice(["forward", "backward", "all"]), default="all", show_default=True),
    click.option("--layers", default=None, metavar="A:B", help="Only layers A to B, both included; 0 is the input."),
)


def architecture_options(command: _Command) -> _Command:
    """Give a command the options `--batch`, `--single`, `--layout`, `--show` and `--layers`, in this order."""
    for option in reversed(_PART):
        command = option(command)
    return form_options(command)


def form_options(command: _Command) -> _Command:
    """Give a command the options `--batch`, `--single` and `--layout`, in this order."""
    for option in reversed(_FORM):
        command = option(command)
    return command


def layout_of(*, single: bool, batch: str | None, layout: str) -> str:
    """Give the name of the layout that is asked for.

    Raises
    ------
    Refused
        If options exclude each other.
    """
    if single and batch is not None:
        raise Refused("--single is the form for one example: leave --batch out")
    if single and layout == "rows":
        raise Refused("--single writes one example as a column: leave --layout rows out")
    return "single" if single else layout
