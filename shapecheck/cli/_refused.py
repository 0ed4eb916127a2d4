"""What is wrong with a call or with what it is given, in one sentence; exit status 2."""

from typing import Any

import click

__all__ = ["Refused"]


class Refused(click.ClickException):
    """The sentence, without click's lines on usage."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print it."""
        click.echo(f"shapecheck: {self.message}", err=True, file=file)
