"""How the command line ends where the reader of its output goes first: `shapecheck lint . | head -1`."""

import click

__all__ = ["ReaderGone", "status_of", "will_end"]

_STATUS = "shapecheck.status"


class ReaderGone(Exception):
    """Signal: the reader of a pipe has had enough; carries the status. Click would end with 1."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def will_end(ctx: click.Context, status: int) -> None:
    """Say before anything is printed with which status a command will end."""
    ctx.meta[_STATUS] = status


def status_of(ctx: click.Context) -> int:
    """Return the status that a command said it will end with; 0 where it said nothing."""
    found = ctx.meta.get(_STATUS, 0)
    assert isinstance(found, int)
    return found
