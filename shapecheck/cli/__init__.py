"""The command `shapecheck`: one file a command, imported only when it is asked for.

Exit status: 0 when all is well, 1 when shapes are wrong, 2 when the input or the call is.
"""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from shapecheck import __version__
from shapecheck.errors import SpecError, UnsupportedOperation

__all__ = ["main"]


class _Commands(click.Group):
    """The commands are this folder's modules; each has its command under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="shapecheck %(version)s")
def _shapecheck() -> None:
    """Check matrix dimensions: of a network, of an expression, of your own NumPy code."""


def main() -> None:
    """Run the command line; what is wrong with the input is told in one sentence."""
    try:
        status = _shapecheck(prog_name="shapecheck", standalone_mode=False)
        sys.stdout.flush()
    except (SpecError, UnsupportedOperation) as error:
        status = _complain(str(error))
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # The reader of a pipe has had enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        status = _complain(str(error))
    sys.exit(status)


def _complain(message: str) -> int:
    click.echo(f"shapecheck: {message}", err=True)
    return 2
