"""`shapecheck lint`: shape errors in plain NumPy code, found without running it."""

import os
from pathlib import Path
from typing import NoReturn

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
from shapecheck.cli._refused import Refused, say
from shapecheck.lint.baseline import baseline_of, read_baseline, replaced_baseline
from shapecheck.lint.files import STDIN, CannotRead, file_key
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.runner import AnySettings, lint_paths, lint_text, unreadable
from shapecheck.lint.settings import SEVERITIES, Layer, SettingsError
from shapecheck.report import formats, writer


def _names(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Read names of rules and codes: an option may be repeated, and have several with commas between them."""
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


@click.command("lint")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--format", "format_", type=click.Choice(formats("lint")), default="terminal", show_default=True)
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help="Ask these only: matmul-sizes,SHP2.")
@click.option("--extend-select", multiple=True, callback=_names, metavar="RULES", help="Ask these rules as well.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Do not ask these rules.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), help="Ask the rules of this severity and above.")
@choice_options
@click.option("--baseline", metavar="FILE", help="Leave out the findings that this file has.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings there, for --baseline.")
@click.option("--show-gaps", is_flag=True, help="List what was not understood, by what it costs.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings and what cannot be read, and nothing else.")
@click.option("--exit-zero", is_flag=True, help="End with status 0 whatever is found.")
@output_option
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
    min_severity: str | None,
    exclude: tuple[str, ...],
    respect_gitignore: bool | None,
    config: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    baseline: str | None,
    write_baseline: str | None,
    show_gaps: bool,
    statistics: bool,
    quiet: bool,
    exit_zero: bool,
    output_file: Path | None,
    jobs: int | None,
) -> None:
    """Find shape errors in NumPy code without running it.

    A PATH is a file, a notebook, a folder, or - for standard input; without one it is the current folder. Each file
    has the settings of the nearest pyproject.toml above it with [tool.shapecheck]; options win over them.

    Exit status 0 when nothing is found, 1 when something is or a file cannot be read, 2 when the call is wrong or
    shapecheck itself fails.
    """
    if baseline is not None and write_baseline is not None:
        _refuse("--write-baseline writes all findings: --baseline would leave out some of them")
    of_input = is_input(paths, stdin_filename)
    options = Layer(select or None, extend_select, ignore, min_severity, respect_gitignore)
    try:
        settings = settings_of(options, exclude, config, isolated=isolated)
        for path in paths or (".",):
            if not settings.of(stdin_filename or "." if path == "-" else path).codes:
                _refuse("no rule is left to ask: --select and --ignore, or the settings, leave out all of them")
        known = None if baseline is None else read_baseline(baseline)
        before = None if write_baseline is None else replaced_baseline(write_baseline)
        outcome = _of_input(stdin_filename or STDIN, settings) if of_input else _of_files(paths, settings, jobs)
    except SettingsError as error:
        raise Refused(str(error)) from None
    if write_baseline is not None:
        from shapecheck.files import replace_file  # most runs need it not

        known = baseline_of(outcome, write_baseline)
        replace_file(Path(write_baseline), known.text.encode("utf-8", "surrogatepass"))
        if not quiet:
            gone = 0 if before is None else before.without(known)
            say(
                f"{write_baseline}: {len(known)} {'finding' if len(known) == 1 else 'findings'} written"
                + (f"; {gone} that it had {'is' if gone == 1 else 'are'} gone" if gone else "")
            )
    if known is not None:
        linted = set(map(file_key, outcome.files))
        outcome = known.apply(
            outcome,
            lambda path, code: (
                not os.path.exists(path) or (file_key(path) in linted and code in settings.of(path).codes)
            ),
        )
    status = outcome.status if outcome.status == 2 or not exit_zero else 0
    will_end(ctx, status)
    write = writer("lint", format_)
    chosen = {"show_gaps": show_gaps, "statistics": statistics, "quiet": quiet}
    with written_to(output_file) as out:
        write(outcome, out, **chosen)
    for line in () if quiet else notice_lines(outcome.notices):
        say(line)
    ctx.exit(status)


def _of_input(name: str, settings: AnySettings) -> Outcome:
    try:
        return lint_text(standard_input(name), name, settings)
    except CannotRead as error:
        return unreadable(name, error)


def _of_files(paths: tuple[str, ...], settings: AnySettings, jobs: int | None) -> Outcome:
    with shown_progress() as progress:
        return lint_paths(paths or (".",), settings, progress, processes=jobs)


def _refuse(message: str) -> NoReturn:
    raise Refused(message)
