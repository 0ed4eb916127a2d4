"""`shapecheck lint`: shape errors in plain NumPy code, found without running it."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from click.core import ParameterSource

from shapecheck.cli._ending import will_end
from shapecheck.cli._files import (
    choice_options,
    is_input,
    output_option,
    settings_of,
    written_to,
)
from shapecheck.cli._fixing import would_fix, write_difference, write_files, write_source
from shapecheck.cli._linting import Run, without
from shapecheck.cli._refused import Refused, complain
from shapecheck.cli._spoken import Command, argument, format_option, option
from shapecheck.language import Phrase, say
from shapecheck.lint.baseline import baseline_of, read_baseline, replaced_baseline
from shapecheck.lint.files import STDIN
from shapecheck.lint.notice import notice_lines
from shapecheck.lint.settings import SEVERITIES, Layer, SettingsError
from shapecheck.report import writer


def _names(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Read names of rules and codes: an option may be repeated, and have several with commas between them."""
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


@click.command("lint", cls=Command)
@argument("paths", nargs=-1, metavar="[PATH...]")
@format_option("lint")
@option(
    "--select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help=Phrase("Check these rules only, by name or code: matmul-sizes,SHP2."),
)
@option("--extend-select", multiple=True, callback=_names, metavar="RULES", help=Phrase("Check these rules as well."))
@option("--ignore", multiple=True, callback=_names, metavar="RULES", help=Phrase("Do not check these rules."))
@option(
    "--min-severity", type=click.Choice(SEVERITIES), help=Phrase("Check the rules of this severity and above only.")
)
@choice_options
@option("--fix/--no-fix", default=None, help=Phrase("Write the safe fixes into the files, or do not."))
@option("--unsafe-fixes/--no-unsafe-fixes", default=None, help=Phrase("Apply unsafe fixes as well, or do not."))
@option("--diff", is_flag=True, help=Phrase("Print the changes that --fix would make, and write nothing."))
@option("--no-help", is_flag=True, help=Phrase("Do not search for help lines and fixes."))
@option("--baseline", metavar="FILE", help=Phrase("Do not report the findings that are listed in this file."))
@option("--write-baseline", metavar="FILE", help=Phrase("Write all findings to this file, to be used with --baseline."))
@option(
    "--show-gaps",
    is_flag=True,
    help=Phrase("List the operations that could not be analysed, the most frequent reasons first."),
)
@option("--statistics", is_flag=True, help=Phrase("Print the number of findings of each rule."))
@option(
    "--quiet", "-q", is_flag=True, help=Phrase("Print the findings and the files that cannot be read, nothing else.")
)
@option("--exit-zero", is_flag=True, help=Phrase("Exit with status 0 even if there are findings."))
@output_option
@option("--jobs", "-j", type=click.IntRange(min=1), help=Phrase("Number of processes that share the files."))
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
    fix: bool | None,
    unsafe_fixes: bool | None,
    diff: bool,
    no_help: bool,
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

    A PATH is a file, a notebook, a folder, or - for standard input; the default is the current folder. The settings of
    a file are those of the nearest pyproject.toml above it that has [tool.shapecheck]; options override them.

    Exit status 0 if there are no findings, 1 if there are or a file cannot be read, 2 if the call is wrong, a file
    cannot be written, or shapecheck itself fails. With --diff it is 1 if a file would be changed.
    """
    _check(ctx)
    of_input = is_input(paths, stdin_filename)
    options = Layer(
        select or None,
        extend_select,
        ignore,
        min_severity,
        respect_gitignore,
        fix=True if diff else fix,
        unsafe_fixes=unsafe_fixes,
        help=False if no_help else None,
    )
    try:
        settings = settings_of(options, exclude, config, isolated=isolated)
        for path in paths or (".",):
            if not settings.of(stdin_filename or "." if path == "-" else path).codes:
                _refuse(say("no rule is left to check: --select and --ignore, or the settings, leave out all of them"))
        known = None if baseline is None else read_baseline(baseline)
        before = None if write_baseline is None else replaced_baseline(write_baseline)
        name = stdin_filename or STDIN
        run = Run((name,) if of_input else paths or (".",), settings, jobs, known, of_input=of_input)
        contents = run.contents() if write_baseline is None else {}
        outcome = run.outcome(contents)
        files = run.fixed(outcome, contents)
    except SettingsError as error:
        raise Refused(str(error)) from None
    if write_baseline is not None:
        from shapecheck.files import replace_file  # most runs need it not

        written = baseline_of(outcome, write_baseline)
        replace_file(Path(write_baseline), written.text.encode("utf-8", "surrogatepass"))
        if not quiet:
            gone = 0 if before is None else before.without(written)
            complain(_baseline_words(write_baseline, len(written), gone))
        outcome = without(written, outcome, settings)
    if diff:
        status = 2 if outcome.status == 2 else int(bool(files or outcome.unread) and not exit_zero)
        will_end(ctx, status)
        with written_to(output_file) as out:
            write_difference(files, run.notebooks(contents), out)
        for line in would_fix(files, outcome, quiet=quiet):
            complain(line)
        ctx.exit(status)
    problems: list[str] = []
    if contents:
        number = sum(file.number for file in files)
        if files and of_input:
            outcome = run.outcome({name: files[0].after})
        elif files:
            number, problems = write_files(files)
            outcome = run.outcome({})
        outcome = outcome.counted(run.takes_unsafe, number)
    status = 2 if problems else outcome.status if outcome.status == 2 or not exit_zero else 0
    will_end(ctx, status)
    write = writer("lint", format_)
    chosen = {"show_gaps": show_gaps, "statistics": statistics, "quiet": quiet}
    if of_input and contents:
        write_source(files[0].after if files else contents[name])
    with written_to(output_file, sys.stderr if of_input and contents else None) as out:
        write(outcome, out, **chosen)
    for line in (*problems, *(() if quiet else notice_lines(outcome.notices))):
        complain(line)
    ctx.exit(status)


def _check(ctx: click.Context) -> None:
    """Refuse options that contradict each other."""
    given = ctx.params
    said = [
        name
        for name, value in {
            "--fix": given["fix"],
            "--diff": given["diff"],
            "--unsafe-fixes": given["unsafe_fixes"],
        }.items()
        if value
    ]
    if given["baseline"] is not None and given["write_baseline"] is not None:
        _refuse(say("--write-baseline writes all findings: --baseline would leave out some of them"))
    if given["no_help"] and said:
        _refuse(say("--no-help searches for no fixes: {option} needs them", option=said[0]))
    if given["write_baseline"] is not None and {"--fix", "--diff"} & set(said):
        _refuse(say("--write-baseline is for the files as they are: {option} would change them", option=said[0]))
    if given["diff"]:
        for name, option in (("format_", "--format"), ("statistics", "--statistics"), ("show_gaps", "--show-gaps")):
            if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
                _refuse(say("--diff prints no findings: {option} is for them", option=option))


def _baseline_words(file: str, written: int, gone: int) -> str:
    """Word how many findings were written to a baseline, and how many of the old ones are not in it any more."""
    counted = (
        say("{file}: 1 finding written", file=file)
        if written == 1
        else say("{file}: {number} findings written", file=file, number=written)
    )
    if not gone:
        return counted
    if gone == 1:
        return say("{counted}; 1 old finding is gone", counted=counted)
    return say("{counted}; {number} old findings are gone", counted=counted, number=gone)


def _refuse(message: str) -> NoReturn:
    raise Refused(message)
