"""What a run of the linter gives, as data for the reports."""

from dataclasses import dataclass

from shapecheck.infer.events import Passed
from shapecheck.lint.finding import Finding, place
from shapecheck.lint.notice import Notice

__all__ = ["UNFINISHED", "Outcome", "Summary", "Unread"]

# What is said of a file that was not gone through to its end.
UNFINISHED = "it was not gone through to the end: the program takes too many steps"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why; `own_fault` where it is shapecheck that failed."""

    path: str
    line: int | None
    message: str
    cell: int | None = None
    own_fault: bool = False

    def __str__(self) -> str:
        """Give one line: `model.py:3: cannot be read: ...`."""
        if self.own_fault:
            return f"internal error in {self.path}: {self.message}; please report"
        return f"{place(self.path, self.cell, self.line)}: cannot be read: {self.message}"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many files there were, and how many places with an operation of NumPy's, by the worst verdict on each.

    Examples
    --------
    >>> print(Summary(12, 702, 1, 131))
    12 files, 834 operations: 702 proved, 1 wrong, 131 unknown
    """

    files: int
    proved: int
    wrong: int
    unknown: int

    @property
    def operations(self) -> int:
        """How many places there were."""
        return self.proved + self.wrong + self.unknown

    def __str__(self) -> str:
        files = f"{self.files} file{'' if self.files == 1 else 's'}"
        operations = f"{self.operations} operation{'' if self.operations == 1 else 's'}"
        return f"{files}, {operations}: {self.proved} proved, {self.wrong} wrong, {self.unknown} unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run of the linter.

    Parameters
    ----------
    findings : tuple of Finding
        What was found, sorted by path, line, column and code.
    summary : Summary
        The counts.
    gaps : tuple of (str, int)
        What was not understood and at how many places, the most frequent first.
    unread : tuple of Unread
        The files that could not be read, sorted.
    notices : tuple of Notice
        What the reader must know although it is no finding, sorted by path and line; the exit status has none of it.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    gaps: tuple[tuple[str, int], ...] = ()
    unread: tuple[Unread, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The files that were not gone through to the end, sorted."""
        return tuple(dict.fromkeys(own.path for own in self.notices if own.kind is Passed.UNFINISHED))

    @property
    def status(self) -> int:
        """The exit status: 2 where shapecheck itself failed, 1 where something was found or not readable, else 0."""
        if any(unread.own_fault for unread in self.unread):
            return 2
        return 1 if self.findings or self.unread else 0
