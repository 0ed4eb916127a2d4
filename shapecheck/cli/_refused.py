"""What is said on standard error: what is wrong with a call or with what it is given, and what is noticed."""

from typing import Any

import click

from shapecheck.display import printable

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
        case click.NoSuchOption():
            close = error.possibilities
            hint = f"; did you mean {' or '.join(sorted(close))}?" if close else f": `{path} --help` lists the options"
            said = f"there is no option {error.option_name}{hint}"
        case click.MissingParameter():
            said = f"{_parameter(error)} is missing"
        case click.BadParameter():
            # Of a number with bounds click says "a valid integer range" where it is no number.
            said = f"{_parameter(error)}: {error.message.replace(' range.', '.').rstrip('.')}"
        case _:
            said = error.message[:1].lower() + error.message[1:].rstrip(".")
    return printable(": ".join(part for part in (path.removeprefix("shapecheck").strip(), said) if part))


def _parameter(error: click.BadParameter) -> str:
    """Give the name of an option or argument as the user writes it."""
    hint = error.param_hint
    if hint is not None:
        return hint if isinstance(hint, str) else " / ".join(hint)
    if error.param is None:
        return "a value"
    return error.param.human_readable_name if isinstance(error.param, click.Argument) else error.param.opts[0]
