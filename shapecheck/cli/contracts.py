"""`shapecheck contracts`: what each function takes and gives for all sizes, derived from its body."""

from pathlib import Path

import click

from shapecheck.cli._ending import will_end
from shapecheck.cli._files import (
    choice_options,
    is_input,
    output_option,
    settings_of,
    shown_progress,
    standard_input,
    written_to,
)
from shapecheck.cli._refused import Refused, complain
from shapecheck.cli._spoken import Command, argument, format_option, option
from shapecheck.language import Phrase
from shapecheck.lint.contracts import Contracts, Derived, contracts_in, contracts_of
from shapecheck.lint.files import STDIN, CannotRead
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.outcome import Unread
from shapecheck.lint.settings import Layer, SettingsError
from shapecheck.report import writer


@click.command("contracts", cls=Command)
@argument("paths", nargs=-1, metavar="[PATH...]")
@format_option("contracts")
@choice_options
@option(
    "--quiet", "-q", is_flag=True, help=Phrase("Print the contracts and the files that cannot be read, nothing else.")
)
@output_option
@option("--jobs", "-j", type=click.IntRange(min=1), help=Phrase("Number of processes that share the files."))
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    format_: str,
    exclude: tuple[str, ...],
    respect_gitignore: bool | None,
    config: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    quiet: bool,
    output_file: Path | None,
    jobs: int | None,
) -> None:
    """Print the shapes of the arguments and results of each function, for all sizes, without running it.

    A PATH is a file, a notebook, a folder, or - for standard input; the default is the current folder. The lines below
    a contract list its assumptions and what is not proved.

    Exit status 0 if all files could be read, 1 if one could not, 2 if the call is wrong or shapecheck itself fails.
    """
    of_input = is_input(paths, stdin_filename)
    options = Layer(respect_gitignore=respect_gitignore)
    try:
        settings = settings_of(options, exclude, config, isolated=isolated)
        if of_input:
            contracts = _of_input(stdin_filename or STDIN, settings.of(stdin_filename or ".").src)
        else:
            with shown_progress() as progress:
                contracts = contracts_in(paths or (".",), settings, progress, processes=jobs)
    except SettingsError as error:
        raise Refused(str(error)) from None
    will_end(ctx, contracts.status)
    write = writer("contracts", format_)
    with written_to(output_file) as out:
        write(contracts, out, quiet=quiet)
    for line in () if quiet else notice_lines(contracts.notices):
        complain(line)
    ctx.exit(contracts.status)


def _of_input(name: str, roots: tuple[str, ...]) -> Contracts:
    try:
        return contracts_of(standard_input(name), name, roots)
    except CannotRead as error:
        return Contracts((Derived(name, unread=Unread(name, error.line, error.message)),))
