"""What is said on standard error: what is wrong with a call or with what it is given, and what is noticed."""

from typing import Any

import click

from shapecheck.display import printable
from shapecheck.language import say

__all__ = ["Refused", "complain", "sentence_of"]


def complain(message: str, file: Any = None) -> None:
    """Print a sentence on standard error, what a terminal would obey spelled out."""
    click.echo(f"shapecheck: {printable(message, kept=chr(10))}", err=True, file=file)


class Refused(click.ClickException):
    """What is wrong, in one sentence; exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print it."""
        complain(sentence_of(self), file)


def sentence_of(error: click.ClickException) -> str:
    """Give what is wrong with a call as one sentence on one line.

    Click's own errors have lines on usage in front, and words for each kind of mistake; which command and which option
    is wrong is told of all of them alike.
    """
    if not isinstance(error, click.UsageError):
        return printable(error.format_message())
    path = error.ctx.command_path if error.ctx is not None else "shapecheck"
    match error:
        case click.NoSuchOption(possibilities=close) if close:
            names = " / ".join(sorted(close))
            said = say("there is no option {name}; did you mean {close}?", name=error.option_name, close=names)
        case click.NoSuchOption():
            listing = f"{path} --help"
            said = say(
                "there is no option {name}: `{listing}` lists the options", name=error.option_name, listing=listing
            )
        case click.BadOptionUsage() if _is_flag(error):
            said = say("option '{name}' does not take a value", name=error.option_name)
        case click.BadOptionUsage():
            said = say("option '{name}' requires an argument", name=error.option_name)
        case click.MissingParameter():
            said = say("{parameter} is missing", parameter=_parameter(error))
        case click.BadParameter():
            said = say("{parameter}: {problem}", parameter=_parameter(error), problem=error.message.rstrip("."))
        case _:
            said = error.message[:1].lower() + error.message[1:].rstrip(".")
    return printable(": ".join(part for part in (path.removeprefix("shapecheck").strip(), said) if part))


def _is_flag(error: click.BadOptionUsage) -> bool:
    options = error.ctx.command.params if error.ctx is not None else ()
    return any(isinstance(own, click.Option) and own.is_flag and error.option_name in own.opts for own in options)


def _parameter(error: click.BadParameter) -> str:
    """Give the name of an option or argument as the user writes it."""
    hint = error.param_hint
    if hint is not None:
        return hint if isinstance(hint, str) else " / ".join(hint)
    if error.param is None:
        return say("a value")
    return error.param.human_readable_name if isinstance(error.param, click.Argument) else error.param.opts[0]
