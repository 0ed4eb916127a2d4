"""What a run of the linter gives, as data for the reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from shapecheck.infer.events import Passed
from shapecheck.language import Phrase, say
from shapecheck.lint.finding import Finding, place
from shapecheck.lint.notice import Notice, notice_lines
from shapecheck.lint.tally import GapCount
from shapecheck.wording import listed

__all__ = ["UNFINISHED", "Outcome", "Summary", "Unread"]

# What is said of a file that was not gone through to its end.
UNFINISHED = Phrase("it was not gone through to the end: the program takes too many steps")


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
            return say("internal error in {path}: {message}; please report", path=self.path, message=self.message)
        own = place(self.path, self.cell, self.line)
        return say("{place}: cannot be read: {message}", place=own, message=self.message)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings there are in how many files, and how many operations of NumPy's, by the worst verdict on each.

    Parameters
    ----------
    files : int
        The files that were asked for, those that could not be read included.
    errors, warnings : int
        The findings.
    proved, wrong, unknown : int
        The places with an operation, by the worst verdict on each: known and possible for all sizes; possible for none;
        the others.
    known : int
        The places where the rank of the result, or of each array operand, was known at least once.
    unread : int
        The files that could not be read.
    baseline : int
        The findings that are left out, as the baseline has them.
    fixed : int
        The findings that were fixed.
    fixable, unsafe_fixable : int
        The findings that `--fix` would fix with the options and settings that hold, and those that it would fix besides
        with `--unsafe-fixes`.

    Examples
    --------
    >>> print(Summary(12, 2, 1, proved=702, wrong=2, unknown=131, known=640))
    2 errors, 1 warning in 12 files
    835 operations: 640 known, 702 proved, 2 wrong, 131 unknown
    """

    files: int
    errors: int
    warnings: int
    proved: int
    wrong: int
    unknown: int
    known: int
    unread: int = 0
    baseline: int = 0
    fixed: int = 0
    fixable: int = 0
    unsafe_fixable: int = 0

    @property
    def operations(self) -> int:
        """How many places there were."""
        return self.proved + self.wrong + self.unknown

    @property
    def lines(self) -> tuple[str, ...]:
        """The line on the findings, that on their fixes if there are any, and the line on the operations."""
        found = say(
            "{errors}, {warnings} in {files}",
            errors=say("1 error") if self.errors == 1 else say("{count} errors", count=self.errors),
            warnings=say("1 warning") if self.warnings == 1 else say("{count} warnings", count=self.warnings),
            files=say("1 file") if self.files == 1 else say("{count} files", count=self.files),
        )
        if self.unread:
            found = say("{found}, {count} could not be read", found=found, count=self.unread)
        if self.baseline == 1:
            found = say("{found}; 1 finding of the baseline left out", found=found)
        elif self.baseline:
            found = say("{found}; {count} findings of the baseline left out", found=found, count=self.baseline)
        verdicts = say(
            "{operations}: {known} known, {proved} proved, {wrong} wrong, {unknown} unknown",
            operations=say("1 operation") if self.operations == 1 else say("{count} operations", count=self.operations),
            known=self.known,
            proved=self.proved,
            wrong=self.wrong,
            unknown=self.unknown,
        )
        return found, *([self.fixes] if self.fixes else []), verdicts

    @property
    def fixes(self) -> str:
        """What was fixed and what can be, as a sentence; nothing where that is none.

        Examples
        --------
        >>> Summary(1, 3, 0, 0, 3, 0, 3, fixable=1, unsafe_fixable=2).fixes
        '1 fixable with --fix, 2 more with --unsafe-fixes'
        """
        parts = []
        if self.fixed:
            parts.append(say("Fixed 1 finding") if self.fixed == 1 else say("Fixed {count} findings", count=self.fixed))
        if self.fixable:
            parts.append(say("{count} fixable with --fix", count=self.fixable))
        if self.unsafe_fixable:
            count = self.unsafe_fixable
            if self.fixable:
                parts.append(say("{count} more with --unsafe-fixes", count=count))
            elif self.fixed:
                parts.append(say("{count} more fixable with --unsafe-fixes", count=count))
            else:
                parts.append(say("{count} fixable with --fix --unsafe-fixes", count=count))
        return listed(parts)

    def __str__(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """A run of the linter. Going through it gives its findings; it prints as a line for each of them and the summary.

    Parameters
    ----------
    findings : tuple of Finding
        What was found, sorted by path, line, column and code.
    summary : Summary
        The counts.
    gaps : tuple of GapCount
        What was not understood, what costs most operations first.
    unread : tuple of Unread
        The files that could not be read, sorted.
    notices : tuple of Notice
        What the reader must know although it is no finding, sorted by path and line; the exit status has none of it.
    files : tuple of str
        The files that were asked for, sorted.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    gaps: tuple[GapCount, ...] = ()
    unread: tuple[Unread, ...] = ()
    notices: tuple[Notice, ...] = ()
    files: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        """Give the findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Give how many findings there are."""
        return len(self.findings)

    def __repr__(self) -> str:
        lines = (*self.findings, *self.unread, *notice_lines(self.notices), *self.summary.lines)
        return "\n".join(map(str, lines))

    def _repr_html_(self) -> str:
        from html import escape  # only notebooks ask

        return f"<pre>{escape(repr(self))}</pre>"

    def counted(self, unsafe: Callable[[str], bool], fixed: int | None = None) -> "Outcome":
        """Return the same with the fixes counted.

        Parameters
        ----------
        unsafe : callable
            Tells of a file whether its unsafe fixes are wanted.
        fixed : int, optional
            How many findings were fixed, where all that could be fixed was.
        """
        fixes = [(own.path, own.fix) for own in self.findings if own.fix is not None]
        wanted = sum(fix.is_safe or unsafe(path) for path, fix in fixes)
        summary = replace(
            self.summary,
            fixed=fixed or 0,
            fixable=wanted if fixed is None else 0,
            unsafe_fixable=len(fixes) - wanted,
        )
        return replace(self, summary=summary)

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
