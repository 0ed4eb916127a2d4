"""Repairs are tried on the whole file: with a help nothing is found in its place, and nothing new anywhere."""

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shapecheck.lint.mending.repair import Kind, Repair
from shapecheck.lint.mending.rewriting import TextEdit, applied
from shapecheck.lint.tally import Place

__all__ = ["Attempt", "Key", "line_of", "prove"]

Key: TypeAlias = tuple[str, int, int, int, str]  # what tells a finding from others
Line: TypeAlias = tuple[str, int, str]  # the file, the line and the code of a finding

_MOST = 2  # times what the file itself took that all attempts together may take
_LEAST = 2_000  # events that they may take however short it is
_MOST_TRIED = 20  # repairs of one finding
_MOST_SHARED = 4  # repairs of all findings at once


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one run over a file came to.

    Parameters
    ----------
    found : Counter of tuple
        The findings, by their file, line and code.
    known, proved : frozenset of Place
        Where the rank of an operation is known, and where it is possible for all sizes.
    events : int
        How much happened.
    """

    found: Counter[Line]
    known: frozenset[Place]
    proved: frozenset[Place]
    events: int

    def knows_less(self, before: "Attempt", lines: Container[int]) -> bool:
        """Tell whether less is known than before, of what stands on other lines than those that were changed."""
        lost = (before.known - self.known) | (before.proved - self.proved)
        return any(spot[0] not in lines for _, spot in lost)


def line_of(key: Key) -> Line:
    """Return where a finding is, as far as a change of its line leaves it."""
    return key[0], key[2], key[4]


def prove(
    text: str, before: Attempt, proposed: Mapping[Key, Sequence[Repair]], again: Callable[[str], Attempt | None]
) -> dict[Key, Repair]:
    """Return for each finding the first of its repairs with which it is gone and nothing else is found.

    Of several that pass, that one is taken with which more of the other findings are gone; those need no help then.

    Parameters
    ----------
    text : str
        The file.
    before : Attempt
        What was found in it.
    proposed : mapping
        The repairs of each finding, that what is most often meant first.
    again : callable
        Goes through the file with another text; None where it cannot be read.
    """
    accepted: dict[Key, Repair] = {}
    left = max(_MOST * before.events, _LEAST)
    gone: set[Key] = set()  # what is found no more with what was accepted so far

    def passes(repairs: Mapping[Key, Repair]) -> Attempt | None:
        nonlocal left
        edits: list[TextEdit] = []
        for edit in dict.fromkeys(own.edit for own in repairs.values()):
            if any(edit.start < other.end and other.start < edit.end for other in edits):
                return None
            edits.append(edit)
        attempt = again(applied(text, edits))
        left -= before.events if attempt is None else max(attempt.events, 1)
        if attempt is None or attempt.found - before.found:
            return None
        wanted = Counter(map(line_of, repairs))
        if any(attempt.found[at] > before.found[at] - count for at, count in wanted.items()):
            return None
        lines = {line for edit in edits for line in _lines(text, edit)}
        return None if attempt.knows_less(before, lines) else attempt

    for repair in _shared(proposed):
        if passes(dict.fromkeys(proposed, repair)) is not None:
            return {next(iter(proposed)): repair}
    firsts = {key: own[0] for key, own in proposed.items() if own}
    if len(firsts) > 1 and _are_apart(firsts) and passes(firsts) is not None:
        return firsts  # each of them by itself would leave the others
    for key, own in proposed.items():
        if key in gone:
            continue
        best: tuple[int, Repair, set[Key]] | None = None
        for repair in own[:_MOST_TRIED]:
            if left < before.events / 2:  # less than an attempt is likely to take
                break
            attempt = passes({**accepted, key: repair})
            if attempt is not None and not _is_guess(repair, key[2], before, attempt):
                cured = {other for other in proposed if not attempt.found[line_of(other)]} | {key}
                if best is None or len(cured) > best[0]:
                    best = len(cured), repair, cured
                if len(cured) == len(proposed):
                    break
        if best is not None:
            accepted[key] = best[1]
            gone |= best[2]
    return accepted


def _lines(text: str, edit: TextEdit) -> range:
    """Return the lines of a text that an edit is on, counted from 1."""
    return range(text.count("\n", 0, edit.start) + 1, text.count("\n", 0, edit.end) + 2)


def _shared(proposed: Mapping[Key, Sequence[Repair]]) -> list[Repair]:
    """Return the repairs that are proposed for each of several findings."""
    own, *others = proposed.values() or [()]
    edits = [{repair.edit for repair in other} for other in others]
    return [repair for repair in own if edits and all(repair.edit in other for other in edits)][:_MOST_SHARED]


def _is_guess(repair: Repair, line: int, before: Attempt, attempt: Attempt) -> bool:
    """Tell whether another name fits in a place, and nothing is done with the result that would tell more."""
    is_told = len(attempt.known) > len(before.known) + 1
    return repair.kind is Kind.NAME and repair.site.line == line and not is_told


def _are_apart(repairs: Mapping[Key, Repair]) -> bool:
    """Tell whether each of some repairs is a change of its own place, or the same one."""
    return all(repair.kind in {Kind.KEEPS, Kind.PLACE} for repair in repairs.values())
