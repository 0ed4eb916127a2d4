"""Fixes are applied, the files linted again, and what is found then fixed again, until nothing changes.

What a fix makes of a file is kept only where fewer findings are left and none is new; else each fix is applied by
itself, and that which does not hold is not applied.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shapecheck.lint.finding import Edit, Finding
from shapecheck.lint.fixing.contents import together
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.table import LINT_RULES

__all__ = ["Fixed", "fixed"]

_MOST = 100  # rounds

Key = tuple[int | None, int, str]  # the cell, the line and the code of a finding


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file to which fixes were applied.

    Parameters
    ----------
    path : str
        The file.
    before, after : bytes
        Its content without and with the fixes.
    number : int
        The findings that were fixed.
    """

    path: str
    before: bytes
    after: bytes
    number: int


@dataclass(slots=True)
class _File:
    """A file on the way: its content so far, what is found in it, and which fixes did not hold."""

    content: bytes
    findings: Sequence[Finding]
    number: int = 0
    one_by_one: bool = False
    refused: set[tuple[Edit, ...]] = field(default_factory=set)

    def next(self, wanted: Callable[[Finding], bool]) -> list[Finding]:
        """Return the findings that are to be fixed next."""
        left = [
            own for own in self.findings if wanted(own) and own.fix is not None and own.fix.edits not in self.refused
        ]
        return together(left)[: 1 if self.one_by_one else None]

    def take(self, content: bytes, findings: Sequence[Finding], chosen: Sequence[Finding]) -> None:
        """Keep what came of some fixes, or leave them out, one by one if it cannot be said which does not hold."""
        if content != self.content and _is_better(self.findings, findings, chosen):
            self.content, self.findings = content, findings
            self.number += len(chosen)
            self.one_by_one = False
        elif len(chosen) > 1:
            self.one_by_one = True
        else:
            self.refused |= {own.fix.edits for own in chosen if own.fix is not None}


def fixed(
    outcome: Outcome,
    contents: Mapping[str, bytes],
    again: Callable[[Mapping[str, bytes]], Outcome],
    wanted: Callable[[Finding], bool],
    edited: Callable[[str, bytes, Sequence[Edit]], bytes | None],
) -> list[Fixed]:
    """Return the files that fixes change, sorted; nothing is written.

    Parameters
    ----------
    outcome : Outcome
        What was found.
    contents : mapping of str to bytes
        The files in which it was found; those that are not here are left as they are.
    again : callable
        Lints files whose contents it is given.
    wanted : callable
        Tells whether the fix of a finding is to be applied.
    edited : callable
        Gives the content of a file with edits, None where they cannot be written into it.
    """
    files = {path: _File(content, _of(outcome, path)) for path, content in contents.items()}
    for _ in range(_MOST):
        tried: dict[str, tuple[bytes, list[Finding]]] = {}
        for path, file in files.items():
            while chosen := file.next(wanted):
                edits = [edit for own in chosen if own.fix is not None for edit in own.fix.edits]
                after = edited(path, file.content, edits)
                if after is not None and after != file.content:
                    tried[path] = after, chosen
                    break
                file.take(file.content, (), chosen)  # they cannot be written into it
        if not tried:
            break
        found = again({path: content for path, (content, _) in tried.items()})
        unread = {own.path for own in found.unread}
        for path, (content, chosen) in tried.items():
            # A file that cannot be read any more is as if nothing had changed.
            files[path].take(files[path].content if path in unread else content, _of(found, path), chosen)
    return [Fixed(path, contents[path], own.content, own.number) for path, own in sorted(files.items()) if own.number]


def _of(outcome: Outcome, path: str) -> tuple[Finding, ...]:
    return tuple(own for own in outcome.findings if own.path == path)


def _is_better(before: Sequence[Finding], after: Sequence[Finding], chosen: Sequence[Finding]) -> bool:
    """Tell whether the chosen findings are gone, and none is new but of comments that ignore nothing any more.

    What a fix uncovers is not new.
    """
    known = {place for own in before for place in _places(own)}
    uncovered = {(own.cell, own.line) for each in chosen if each.fix is not None for own in each.fix.uncovered}
    left = [
        own
        for own in after
        if not LINT_RULES[own.code].is_of_comments
        and ((own.cell, own.line) not in uncovered or any(place in known for place in _places(own)))
    ]
    gone = sum(not LINT_RULES[own.code].is_of_comments for own in before) - len(left)
    return gone >= len(chosen) and all(any(place in known for place in _places(own)) for own in left)


def _places(finding: Finding) -> Iterable[Key]:
    """Yield where a finding may stand: where its cause is, or what comes of it."""
    yield finding.cell, finding.line, finding.code
    yield from ((own.cell, own.line, finding.code) for own in finding.related if own.path == finding.path)
