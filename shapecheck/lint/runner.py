"""The linter as a whole: files in, findings out; many files on all cores."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias, TypeVar

from shapecheck.infer.events import Passed
from shapecheck.language import said
from shapecheck.lint.comments import Comment
from shapecheck.lint.examine import Examined, examine, examine_text
from shapecheck.lint.files import STDIN, CannotRead, Text, file_key, found_files
from shapecheck.lint.finding import Edit, Finding, Related
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Summary, Unread
from shapecheck.lint.settings import Nearest, Settings
from shapecheck.lint.shared import DIED, Progress, Work, each_file, nothing_in
from shapecheck.lint.suppression import suppress
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import Tally
from shapecheck.lint.versions import versions_of
from shapecheck.ops.history import Version

__all__ = ["lint_paths", "lint_source", "lint_text", "unreadable"]

AnySettings: TypeAlias = Settings | Nearest
Place = TypeVar("Place", Related, Edit)
# A file, the codes that are asked, folders of modules, the versions of NumPy that are meant; whether helps are looked
# for, and what is linted in place of what the file has.
_Task: TypeAlias = tuple[tuple[str, frozenset[str], tuple[str, ...], tuple[Version, ...]], bool, bytes | None]


def lint_source(text: str, path: str = STDIN, settings: Settings | None = None) -> list[Finding]:
    """Lint a source text.

    Parameters
    ----------
    text : str
        The source.
    path : str
        What findings call it; modules that it imports are looked for beside it.
    settings : Settings, optional
        Which rules are asked.

    Examples
    --------
    >>> [finding.code for finding in lint_source("import numpy as np")]
    []
    """
    return list(lint_text(Text(text), path, settings or Settings()).findings)


def lint_text(text: Text, path: str, settings: AnySettings) -> Outcome:
    """Lint a text that was read already."""
    own = settings.of(path)
    return _outcome(
        [examine_text(text, path, own.codes, own.src, _versions(own, path), mends=own.help)],
        settings,
    )


def unreadable(path: str, error: CannotRead) -> Outcome:
    """Give the outcome for a text that cannot be read."""
    return Outcome((), Summary(1, 0, 0, 0, 0, 0, 0, 1), unread=(Unread(path, error.line, str(said(error.message))),))


def lint_paths(
    paths: Sequence[str],
    settings: AnySettings,
    progress: Progress | None = None,
    *,
    processes: int | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> Outcome:
    """Lint files and folders.

    Parameters
    ----------
    paths : sequence of str
        Files, and folders in which files are looked for.
    settings : Settings or Nearest
        Which rules are asked, and what is left out: the same for all files, or what is nearest to each.
    progress : callable, optional
        Called with how many files are done and how many there are.
    processes : int, optional
        How many processes share the files; as many as there are cores if it is not said, one for a few small files.
    contents : mapping of str to bytes, optional
        What is linted in place of what files have.

    Raises
    ------
    SettingsError
        When there is no such file or folder.
    """
    files = found_files(paths, settings)
    given = contents or {}
    from shapecheck.infer.reach import PASSED
    from shapecheck.infer.units import forget_all

    forget_all()  # what another call has run may have changed
    followed = _followed(files, settings)
    work = Work(_examined, lambda path: _task(path, settings, given.get(path)), _died, partial(_follow, followed))
    outcome = _outcome(each_file(files, work, progress, processes=processes), settings)
    forget_all()
    passed = () if followed is None else (Notice(min(files), Passed.UNRESOLVED, str(said(PASSED))),)
    return replace(outcome, notices=(*outcome.notices, *passed, *nothing_in(paths, files)))


def _followed(files: Sequence[str], settings: AnySettings) -> frozenset[str] | None:
    """Return the modules that are followed for all files together; None where that is all that there are."""
    from shapecheck.infer.reach import Start, reach
    from shapecheck.infer.search import Search

    return reach(Start(path, Search(path, settings.of(path).src)) for path in files)


def _follow(followed: frozenset[str] | None) -> None:
    from shapecheck.infer.units import of_this_process

    of_this_process().follow(followed)


def _task(path: str, settings: AnySettings, content: bytes | None) -> _Task:
    own = settings.of(path)
    return (path, own.codes, own.src, _versions(own, path)), own.help, content


def _versions(settings: Settings, path: str) -> tuple[Version, ...]:
    """Return the versions of NumPy that a file is meant for: by the settings, else by its project."""
    return versions_of(path) if settings.numpy is None else settings.numpy


def _examined(task: _Task) -> Examined:
    from shapecheck.infer.units import of_this_process

    given, mends, content = task
    return examine(*given, content=content, shared=of_this_process(), mends=mends)


def _died(path: str) -> Examined:
    return Examined(path, unread=Unread(path, None, str(said(DIED)), own_fault=True))


def _outcome(results: Iterable[Examined], settings: AnySettings) -> Outcome:
    """Put together what the files gave, in the order of their paths: which is done first says nothing."""
    files = {file_key(result.path): result for result in sorted(results, key=lambda result: result.path)}
    found: dict[tuple[object, ...], Finding] = {}
    tally = Tally()
    comments: dict[str, tuple[Comment, ...]] = {}

    def shown(path: str) -> str:
        """Give a file the name that the user gave it, wherever it was met."""
        own = files.get(file_key(path))
        return path if own is None else own.path

    def asked(path: str) -> bool:
        return file_key(path) in files

    for result in files.values():
        for path, own in result.comments.items():
            if path == result.path or shown(path) == path:
                comments.setdefault(shown(path), own)
        for finding in result.findings:
            renamed = replace(finding, path=shown(finding.path))
            # The same place may be reached from several files: what its own file says goes first.
            if renamed.key not in found or result.path == renamed.path:
                found[renamed.key] = renamed
        tally.add(result.tally, shown, asked)
    own_paths = {result.path: result for result in files.values()}
    suppressed = suppress(tuple(found.values()), comments, lambda path: settings.of(path).codes)
    ours = [_of_comment(*problem) for problem in suppressed.problems if problem[0] in own_paths]
    kept = [
        _in_cell(finding, own_paths[finding.path].text if finding.path in own_paths else None)
        for finding in (*suppressed.findings, *ours)
        if settings.of(finding.path).enabled(finding.code, finding.path)
        and (finding.path in own_paths or not settings.of(finding.path).leaves_out(finding.path))
    ]
    told = {replace(own, path=shown(own.path)) for result in files.values() for own in result.notices}
    notices = [own for own in told if own.path in own_paths or not settings.of(own.path).leaves_out(own.path)]
    severities = Counter(finding.severity for finding in kept)
    unread = tuple(sorted((own.unread for own in files.values() if own.unread), key=lambda unread: unread.path))
    return Outcome(
        tuple(sorted(kept, key=lambda finding: finding.key)),
        Summary(len(files), severities["error"], severities["warning"], *tally.counts(), len(tally.known), len(unread)),
        tuple(tally.ranked()),
        unread,
        tuple(sorted(notices, key=lambda notice: notice.key)),
        tuple(sorted(own_paths)),
    ).counted(lambda path: settings.of(path).unsafe_fixes)


def _of_comment(path: str, code: str, comment: Comment, message: str) -> Finding:
    rule = LINT_RULES[code]
    place = path, comment.line, comment.column, comment.line, comment.end_column
    return Finding(*place, code, rule.severity, message, name=rule.name)


def _in_cell(finding: Finding, text: Text | None) -> Finding:
    """Give a finding, in a notebook with its lines counted in its cell."""
    if text is None:
        return finding
    cell, line = text.cell_at(finding.line)
    before = finding.line - line
    marks = tuple(replace(mark, line=mark.line - before, end_line=mark.end_line - before) for mark in finding.marks)
    related = tuple(_place_in_cell(own, text) if own.path == finding.path else own for own in finding.related)
    fix = finding.fix
    if fix is not None:
        fix = replace(
            fix,
            edits=tuple(_place_in_cell(own, text) for own in fix.edits),
            uncovered=tuple(_place_in_cell(own, text) for own in fix.uncovered),
        )
    return replace(
        finding, line=line, end_line=finding.end_line - before, marks=marks, cell=cell, related=related, fix=fix
    )


def _place_in_cell(place: Place, text: Text) -> Place:
    """Give a related place or an edit, with its lines counted in its cell."""
    cell, line = text.cell_at(place.line)
    return replace(place, cell=cell, line=line, end_line=place.end_line - place.line + line)
