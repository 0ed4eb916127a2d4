"""`shapecheck contracts`: what each function takes and gives for all sizes, derived from its body."""

from pathlib import Path

import click

from shapecheck.cli._ending import will_end
from shapecheck.cli._files import output_option, shown_progress, standard_input, written_to
from shapecheck.cli._refused import Refused, say
from shapecheck.lint.contracts import Contracts, Derived, contracts_in, contracts_of
from shapecheck.lint.files import STDIN, CannotRead
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.outcome import Unread
from shapecheck.lint.settings import Layer, Nearest, SettingsError, read_settings
from shapecheck.report import formats, writer


@click.command("contracts")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--format", "format_", type=click.Choice(formats("contracts")), default="terminal", show_default=True)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out more files and folders.")
@click.option(
    "--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what .gitignore names, or not."
)
@click.option("--config", type=click.Path(path_type=Path), help="The pyproject.toml to read.")
@click.option("--isolated", is_flag=True, help="Read no pyproject.toml.")
@click.option("--stdin-filename", metavar="FILE", help="What standard input is called, and whose settings it has.")
@click.option("--quiet", "-q", is_flag=True, help="Print contracts and what cannot be read, and nothing else.")
@output_option
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="How many processes share the files.")
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
    """Print what each function takes and gives for all sizes, without running it.

    A PATH is a file, a notebook, a folder, or - for standard input; without one it is the current folder. Below a
    contract stands what is only supposed in it, and what is not proved.

    Exit status 0 when all files are read, 1 when one cannot be, 2 when the call is wrong or shapecheck itself fails.
    """
    if stdin_filename is not None and paths != ("-",):
        raise Refused("--stdin-filename is for standard input, which is the path -")
    options = Layer(respect_gitignore=respect_gitignore)
    try:
        settings = (
            read_settings(Path(), config, options, exclude, isolated=isolated)
            if isolated or config is not None
            else Nearest(options, exclude)
        )
        if paths == ("-",):
            contracts = _of_input(stdin_filename or STDIN, settings.of(stdin_filename or ".").src)
        elif "-" in paths:
            raise Refused("- stands for standard input, and must then be the only path")
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
        say(line)
    ctx.exit(contracts.status)


def _of_input(name: str, roots: tuple[str, ...]) -> Contracts:
    try:
        return contracts_of(standard_input(name), name, roots)
    except CannotRead as error:
        return Contracts((Derived(name, unread=Unread(name, error.line, error.message)),))
