"""Fixes of files: what `lint --fix` writes, and what `lint --diff` prints."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from shapecheck.display import printable
from shapecheck.language import say
from shapecheck.lint.fixing.difference import difference
from shapecheck.lint.fixing.rounds import Fixed
from shapecheck.lint.outcome import Outcome

__all__ = ["would_fix", "write_difference", "write_files", "write_source"]


def write_files(files: Sequence[Fixed]) -> tuple[int, list[str]]:
    """Write fixed files.

    Returns
    -------
    tuple of (int, list of str)
        How many findings were fixed in files that were written, and a sentence for each file that was not.
    """
    number, problems = 0, []
    for file in files:
        problem = _written(file)
        if problem is None:
            number += file.number
        else:
            problems.append(problem)
    return number, problems


def _written(file: Fixed) -> str | None:
    """Write a fixed file; return why it is not written, if that is so."""
    from shapecheck.files import replace_file

    path = Path(file.path)
    try:
        found = path.read_bytes()
        if found == file.after:  # the same file under another name, which was fixed just now
            return None
        if found != file.before:
            return say("{path} is not fixed: it was changed while it was linted", path=path)
        # A file that nobody may write to could still be replaced, where its folder may be written to.
        if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
            return say("{path}: cannot be written: it is read-only", path=path)
        replace_file(path, file.after)
    except OSError as error:
        if error.strerror is None:
            return str(error)
        return say("{path}: cannot be written: {reason}", path=path, reason=error.strerror)
    return None


def write_source(content: bytes) -> None:
    """Write the source that came through standard input to standard output, byte by byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_difference(files: Sequence[Fixed], notebooks: frozenset[str], out: TextIO) -> None:
    """Write what fixes change."""
    for file in files:
        for line in difference(file, notebook=file.path in notebooks):
            out.write(printable(line, kept="\t\r\n") if out.isatty() else line)


def would_fix(files: Sequence[Fixed], outcome: Outcome, *, quiet: bool) -> Iterator[str]:
    """Yield what is said beside a diff: the files that cannot be read, and how many findings it is about."""
    yield from map(str, outcome.unread)
    if quiet:
        return
    number, more = sum(file.number for file in files), outcome.summary.unsafe_fixable
    match number:
        case 0:
            counted = say("no finding would be fixed")
        case 1:
            counted = say("1 finding would be fixed")
        case _:
            counted = say("{number} findings would be fixed", number=number)
    yield say("{counted}, {more} more with --unsafe-fixes", counted=counted, more=more) if more else counted
