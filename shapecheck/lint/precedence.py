"""What goes before of several findings: an error before a warning, what says more before a general one."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from shapecheck.infer.site import Site
from shapecheck.lint.finding import Finding
from shapecheck.lint.mending.repair import Repair, Repairs
from shapecheck.lint.rule import LintRule, Problem

__all__ = ["Found", "preceding"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and what it was made of."""

    rule: LintRule
    cause: Site  # of the event that told of it
    problem: Problem
    finding: Finding
    repairs: Repairs = field(default_factory=Repairs)  # what may be changed; none is tried on the whole file yet
    said: Callable[[Repair], str] = Repair.said  # in words


def preceding(found: Iterable[Found]) -> Iterator[Found]:
    """Give what nothing else goes before, in the same order."""
    every = list(found)
    near: dict[tuple[str, int], list[Found]] = {}  # by file and line
    naming: dict[tuple[str, str], list[Found]] = {}  # by file and word
    for own in every:
        finding = own.finding
        for line in range(finding.line, finding.end_line + 1):
            near.setdefault((finding.path, line), []).append(own)
        if not own.problem.subject:
            for word in dict.fromkeys(chain.from_iterable(map(_WORD.findall, finding.source))):
                naming.setdefault((finding.path, word), []).append(own)

    def rivals(own: Found) -> Iterable[Found]:
        """Give those of which one may go before it: on its lines, or with the rarest word of what it is about."""
        path = own.finding.path
        if not own.problem.subject:
            lines = range(own.finding.line, own.finding.end_line + 1)
            return chain.from_iterable(near[path, line] for line in lines)
        words = _WORD.findall(own.problem.subject)
        rarest = min(words, key=lambda word: len(naming.get((path, word), ())), default=None)
        return every if rarest is None else naming.get((path, rarest), [])

    for own in every:
        if not any(other is not own and _goes_before(other, own) for other in rivals(own)):
            yield own


def _goes_before(other: Found, found: Found) -> bool:
    """Tell whether something else that was found says the same of a place, and more."""
    at, own = other.finding, found.finding
    if at.path != own.path:
        return False
    if found.problem.subject:
        return not other.problem.subject and _mentions(at, found.problem.subject)
    same = at.key[:-1] == own.key[:-1]
    if same and at.severity != own.severity:
        return at.severity == "error"
    if not found.rule.general:
        return False
    if at.covers(own) and not other.rule.general:
        return True
    return own.covers(at) and other.rule.general and at.code < own.code  # what is stretched inside makes it so


def _mentions(finding: Finding, name: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for line in finding.source)
