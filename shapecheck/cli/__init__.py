"""The command `shapecheck`: one file a command, imported only when it is asked for.

Exit status: 0 when all is well, 1 when shapes are wrong, 2 when the input or the call is.
"""

import codecs
import gc
import io
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules

import click

from shapecheck import __version__
from shapecheck.cli._ending import ReaderGone, status_of
from shapecheck.cli._refused import Refused, complain, sentence_of
from shapecheck.cli._spoken import Option, Spoken, asked_in, can_print, spoken
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.language import LANGUAGES, Phrase, choose_language, say

__all__ = ["main"]

_SPELLED_OUT = "shapecheck.spelled_out"
_SPELLINGS = {"\N{RIGHTWARDS ARROW}": "->", "\N{VERTICAL ELLIPSIS}": ":"}


class _Commands(Spoken, click.Group):
    """The commands are this folder's modules; each has its command under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))

    def invoke(self, ctx: click.Context) -> object:
        try:
            try:
                result: object = super().invoke(ctx)
            except click.UsageError as error:
                error.ctx = error.ctx or self._context_of(ctx)
                raise
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGone(status_of(ctx)) from None
        return result

    def _context_of(self, ctx: click.Context) -> click.Context:
        """Give the context of the command that was asked for: click leaves it out of some errors."""
        name = ctx.invoked_subcommand
        command = None if name is None else self.get_command(ctx, name)
        return ctx if command is None else click.Context(command, parent=ctx, info_name=name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            close = get_close_matches(args[0], self.list_commands(ctx), 1)
            if close:
                raise Refused(say("there is no command {name}; did you mean {close}?", name=args[0], close=close[0]))
            names = ", ".join(self.list_commands(ctx))
            raise Refused(say("there is no command {name}: it is one of {names}", name=args[0], names=names))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        *others, _ = super().collect_usage_pieces(ctx)
        return [*others, say("COMMAND [ARGUMENTS]...")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say("Commands:")):
            formatter.write_dl([(name, own.get_short_help_str()) for name, own in commands if own is not None])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        gc.disable()  # what is loaded stays, and the collector would read through it again and again
        try:
            command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        finally:
            gc.enable()
        return command


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    "-V",
    "--version",
    message="shapecheck %(version)s",
    cls=Option,
    help=Phrase("Show the version and exit."),
)
@click.pass_context
def _shapecheck(ctx: click.Context) -> None:
    """Check matrix dimensions: of a network, of an expression, of your own NumPy code."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def main() -> None:
    """Run the command line; a mistake in the call or in the input is one sentence on standard error."""
    asked = asked_in(sys.argv[1:])
    try:
        chosen = choose_language(asked)
    except ValueError as error:
        sys.exit(_complain(str(error)))
    if asked is None and not can_print(chosen):
        chosen = LANGUAGES[0]
    with spoken(chosen):
        status = _status()
    gc.freeze()  # Python searches all that is left for garbage, several times, before the process ends: all of it goes
    sys.exit(status)


def _status() -> int:
    if sys.stdout is None:  # closed by the caller: `>&-`
        return _complain(say("there is no output to write to: standard output is closed"))
    codecs.register_error(_SPELLED_OUT, _spelled_out)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_SPELLED_OUT)
    try:
        status: int = _shapecheck(prog_name="shapecheck", standalone_mode=False)
    except (SpecError, UnsupportedOperation) as error:
        return _complain(str(error))
    except click.ClickException as error:
        return _complain(sentence_of(error))
    except (click.Abort, KeyboardInterrupt):
        return 130
    except ReaderGone as gone:
        # The reader of a pipe has had enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return gone.status
    except OSError as error:
        known = error.filename is not None and error.strerror is not None
        return _complain(f"{error.filename}: {error.strerror}" if known else str(error))
    except Exception as error:  # a fault of ours is a sentence too, with the place that a report needs
        from shapecheck.lint.examine import fault_of

        return _complain(str(fault_of(" ".join(["shapecheck", *sys.argv[1:2]]), error)))
    return status


def _spelled_out(error: UnicodeError) -> tuple[str, int]:
    """Give what stands for characters that the output cannot have: an arrow in two of ASCII's."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_SPELLINGS.get(character, "?") for character in characters), error.end


def _complain(message: str) -> int:
    complain(message)
    return 2
