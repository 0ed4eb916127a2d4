"""What is said on standard error: what is wrong with a call or with what it is given, and what is noticed."""

from typing import Any

import click

from shapecheck.display import printable

__all__ = ["Refused", "say"]


def say(message: str, file: Any = None) -> None:
    """Print a sentence on standard error, what a terminal would obey spelled out."""
    click.echo(f"shapecheck: {printable(message, kept=chr(10))}", err=True, file=file)


class Refused(click.ClickException):
    """What is wrong, in one sentence, without click's lines on usage; exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print it."""
        say(self.message, file)
