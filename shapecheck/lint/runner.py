"""The linter as a whole: files in, findings out; many files on all cores."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from shapecheck.infer.events import Passed
from shapecheck.lint.comments import Comment
from shapecheck.lint.examine import Examined, examine, examine_text
from shapecheck.lint.files import STDIN, CannotRead, Text, file_key, found_files
from shapecheck.lint.finding import Finding
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome, Summary, Unread
from shapecheck.lint.settings import Nearest, Settings
from shapecheck.lint.suppression import suppress
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import Tally
from shapecheck.lint.versions import versions_of
from shapecheck.ops.history import Version

__all__ = ["lint_paths", "lint_source", "lint_text", "unreadable"]

_FEW = 3  # files that one process does before others have started
_LARGE = 100_000  # bytes above which even a few files are shared out
_CHUNKS = 50  # for each process, so that none waits long for the last one
_GARBAGE = 1_000_000  # objects that are made before the rest is searched for garbage: it takes long, and finds little

AnySettings: TypeAlias = Settings | Nearest
# A file, the codes that are asked, folders of modules, the versions of NumPy that are meant.
_Task: TypeAlias = tuple[str, frozenset[str], tuple[str, ...], tuple[Version, ...]]
Progress = Callable[[int, int], None]  # how many files are done, of how many


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
        [examine_text(text, path, own.codes, own.src, _versions(own, path))],
        settings,
    )


def unreadable(path: str, error: CannotRead) -> Outcome:
    """Give the outcome for a text that cannot be read."""
    return Outcome((), Summary(1, 0, 0, 0, 0, 0, 0, 1), unread=(Unread(path, error.line, error.message),))


def lint_paths(
    paths: Sequence[str], settings: AnySettings, progress: Progress | None = None, *, processes: int | None = None
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

    Raises
    ------
    SettingsError
        When there is no such file or folder.
    """
    files = found_files(paths, settings)
    sizes = {path: _size(path) for path in files}
    if processes is None:
        few = len(files) <= _FEW and sum(sizes.values()) < _LARGE
        processes = (
            1 if few else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
    if processes == 1 or not files:
        results = _one_by_one(files, settings, progress)
    else:
        files.sort(key=lambda path: (-sizes[path], path))
        results = _shared(files, settings, progress, min(processes, len(files)))
    outcome = _outcome(results, settings)
    empty = () if files else tuple(Notice(path, Passed.UNSEEN, "no Python file or notebook is in it") for path in paths)
    return replace(outcome, notices=(*outcome.notices, *empty))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _one_by_one(files: Sequence[str], settings: AnySettings, progress: Progress | None) -> Iterator[Examined]:
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        yield examine(*_task(path, settings))


def _task(path: str, settings: AnySettings) -> _Task:
    own = settings.of(path)
    return path, own.codes, own.src, _versions(own, path)


def _versions(settings: Settings, path: str) -> tuple[Version, ...]:
    """Return the versions of NumPy that a file is meant for: by the settings, else by its project."""
    return versions_of(path) if settings.numpy is None else settings.numpy


def _some(tasks: Sequence[_Task]) -> list[Examined]:
    """Examine a few files, in another process."""
    return [examine(*task) for task in tasks]


def _begin() -> None:
    """Let the search for garbage in this process be rare, and leave out what is there now: all of that stays."""
    from shapecheck.processes import (
        end_with_parent,
    )  # where there are no processes, as in a browser, it is not asked for

    end_with_parent()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _shared(
    files: Sequence[str], settings: AnySettings, progress: Progress | None, processes: int
) -> Iterator[Examined]:
    """Examine files on several processes, the largest first; a process that dies costs one file only."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    import shapecheck.infer.program  # noqa: F401 - before the processes are forked off, so that each has it

    count = max(1, len(files) // (processes * _CHUNKS))
    chunks = [files[at : at + count] for at in range(0, len(files), count)]
    left: list[str] = []
    done = 0
    with ProcessPoolExecutor(processes, initializer=_begin) as pool:
        futures = {}
        for chunk in chunks:
            try:
                futures[pool.submit(_some, [_task(path, settings) for path in chunk])] = chunk
            except BrokenProcessPool:  # one has died already
                left += chunk
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                left += futures[future]
                continue
            yield from future.result()
            done += len(futures[future])
            if progress is not None:
                progress(done, len(files))
    yield from _alone(sorted(left), settings)


def _alone(files: Sequence[str], settings: AnySettings) -> Iterator[Examined]:
    """Examine files one after the other in a process of their own, which is begun anew where it dies."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pending = list(files)
    while pending:
        with ProcessPoolExecutor(1, initializer=_begin) as pool:
            while pending:
                path = pending.pop(0)
                future = pool.submit(_some, [_task(path, settings)])
                if isinstance(future.exception(), BrokenProcessPool):
                    yield Examined(path, unread=Unread(path, None, "the process died", own_fault=True))
                    break
                yield from future.result()


def _outcome(results: Iterable[Examined], settings: AnySettings) -> Outcome:
    """Put together what the files gave."""
    files = {file_key(result.path): result for result in results}
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
    )


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
    return replace(finding, line=line, end_line=finding.end_line - before, marks=marks, cell=cell)
