"""What the commands about a network's architecture share: options, and what they mean together."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from shapecheck.architecture import LAYOUTS
from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import option
from shapecheck.language import Phrase, say

__all__ = ["architecture_options", "form_options", "layout_of"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FORM = (
    option("--batch", default=None, metavar="M", help=Phrase("Number of examples: a number or a name.  [default: m]")),
    option("--single", is_flag=True, help=Phrase("Print the form for one example, with lower-case names.")),
    option(
        "--layout",
        type=click.Choice([name for name in LAYOUTS if name != "single"]),
        default="columns",
        show_default=True,
        help=Phrase("One example per column (X is (n[0], m), W[1] is (n[1], n[0])) or one per row."),
    ),
)
_PART = (
    option(
        "--show",
        type=click.Choice(["forward", "backward", "all"]),
        default="all",
        show_default=True,
        help=Phrase("The pass to print."),
    ),
    option(
        "--layers",
        default=None,
        metavar="A:B",
        help=Phrase("Print layers A to B only, both included; layer 0 is the input."),
    ),
)


def architecture_options(command: _Command) -> _Command:
    """Give a command the options `--batch`, `--single`, `--layout`, `--show` and `--layers`, in this order."""
    for added in reversed(_PART):
        command = added(command)
    return form_options(command)


def form_options(command: _Command) -> _Command:
    """Give a command the options `--batch`, `--single` and `--layout`, in this order."""
    for added in reversed(_FORM):
        command = added(command)
    return command


def layout_of(*, single: bool, batch: str | None, layout: str) -> str:
    """Give the name of the layout that is asked for.

    Raises
    ------
    Refused
        If options exclude each other.
    """
    if single and batch is not None:
        raise Refused(say("--single is the form for one example: leave --batch out"))
    if single and layout == "rows":
        raise Refused(say("--single writes one example as a column: leave --layout rows out"))
    return "single" if single else layout
