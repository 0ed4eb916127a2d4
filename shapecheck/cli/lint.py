"""`shapecheck lint`: shape errors in plain NumPy code, found without running it."""

import sys
import time
from pathlib import Path
from typing import NoReturn

import click

from shapecheck.cli._ending import will_end
from shapecheck.cli._refused import Refused, say
from shapecheck.lint.files import STDIN, CannotRead, decoded
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.runner import lint_paths, lint_text, unreadable
from shapecheck.lint.settings import Layer, Settings, SettingsError, read_settings
from shapecheck.report import formats, writer

_PATIENCE = 1.0  # seconds after which progress is shown


def _codes(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Read beginnings of codes: an option may be repeated, and have several with commas between them."""
    return tuple(code.strip().upper() for part in value for code in part.split(",") if code.strip())


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(formats("lint")), default="terminal", show_default=True)
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Ask these rules only: SHP101,SHP2.")
@click.option("--extend-select", multiple=True, callback=_codes, metavar="CODES", help="Ask these rules as well.")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Do not ask these rules.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out more files and folders.")
@click.option("--config", type=click.Path(path_type=Path), help="The pyproject.toml to read.")
@click.option("--isolated", is_flag=True, help="Read no pyproject.toml.")
@click.option("--show-gaps", is_flag=True, help="List what was not understood, by what it costs.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--exit-zero", is_flag=True, help="End with status 0 whatever is found.")
@click.option("--output-file", "-o", type=click.Path(path_type=Path), help="Write there, not to standard output.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="How many processes share the files.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    format_: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    config: Path | None,
    isolated: bool,
    show_gaps: bool,
    statistics: bool,
    exit_zero: bool,
    output_file: Path | None,
    jobs: int | None,
) -> None:
    """Find shape errors in NumPy code without running it.

    A PATH is a file, a notebook, a folder, or - for standard input. The nearest pyproject.toml with [tool.shapecheck]
    is read; options win over it.

    Exit status 0 when nothing is found, 1 when something is or a file cannot be read, 2 when the call is wrong or
    shapecheck itself fails.
    """
    options = Layer(select or None, extend_select, ignore)
    try:
        first = Path.cwd() if paths[0] == "-" else Path(paths[0])
        settings = read_settings(first, config, options, exclude, isolated=isolated)
        if not settings.codes:
            _refuse("no rule is left to ask: --select and --ignore, or the settings, leave out all of them")
        outcome = _run(paths, settings, jobs)
    except SettingsError as error:
        raise Refused(str(error)) from None
    status = outcome.status if outcome.status == 2 or not exit_zero else 0
    will_end(ctx, status)
    write = writer("lint", format_)
    if output_file is None:
        write(outcome, sys.stdout, show_gaps=show_gaps, statistics=statistics)
    else:
        with output_file.open("w", encoding="utf-8") as out:
            write(outcome, out, show_gaps=show_gaps, statistics=statistics)
    for line in notice_lines(outcome.notices):
        say(line)
    ctx.exit(status)


def _run(paths: tuple[str, ...], settings: Settings, jobs: int | None) -> Outcome:
    if paths == ("-",):
        try:
            content = sys.stdin.buffer.read()
            return lint_text(decoded(content, notebook=is_notebook(content)), STDIN, settings)
        except CannotRead as error:
            return unreadable(STDIN, error)
    if "-" in paths:
        _refuse("- stands for standard input, and must then be the only path")
    progress = _Progress()
    try:
        return lint_paths(
            paths, settings, progress if sys.stderr is not None and sys.stderr.isatty() else None, processes=jobs
        )
    finally:
        progress.clear()


def _refuse(message: str) -> NoReturn:
    raise Refused(message)


class _Progress:
    """Tells how far a long run is, on one line that is taken away at the end."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.start > _PATIENCE:
            self.shown = True
            sys.stderr.write(f"\r{done} of {total} files")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
