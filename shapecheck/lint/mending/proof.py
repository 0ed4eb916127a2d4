"""Repairs are tried on the whole file: with a help nothing is found in its place, and nothing new anywhere.

What the program cannot reach as it is, since it fails before, is no fault of a repair of which the result is certain.
"""

from collections import Counter
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from shapecheck.lint.finding import Related
from shapecheck.lint.mending.repair import Kind, Repair, Repairs
from shapecheck.lint.mending.rewriting import TextEdit, applied
from shapecheck.lint.mending.together import in_text_before
from shapecheck.lint.tally import Place

__all__ = ["Again", "Attempt", "Key", "Proved", "line_of", "prove"]

Key: TypeAlias = tuple[str, int, int, int, str]  # what tells a finding from others
Line: TypeAlias = tuple[str, int, str]  # the file, the line and the code of a finding

_MOST = 2  # times what the file itself took that all attempts together may take
_LEAST = 2_000  # events that they may take however short it is
_MOST_TRIED = 20  # repairs of one finding
_MOST_SHARED = 4  # repairs of all findings at once
_MOST_TOGETHER = 4  # repairs that are one help


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one run over a file came to.

    Parameters
    ----------
    found : Counter of tuple
        The findings, by their file, line and code.
    places : mapping of tuple to Related
        Where each finding is, and what is found there.
    known, proved : frozenset of Place
        Where the rank of an operation is known, and where it is possible for all sizes.
    unreached : frozenset of tuple
        The file, line and column of the operations of which nothing is known.
    events : int
        How much happened.
    proposed : mapping of tuple to Repairs
        The repairs of each finding, where they were asked for.
    """

    found: Counter[Line]
    places: Mapping[Key, Related]
    known: frozenset[Place]
    proved: frozenset[Place]
    unreached: frozenset[tuple[str, int, int]]
    events: int
    proposed: Mapping[Key, Repairs]

    def knows_less(self, before: "Attempt", lines: Container[int]) -> bool:
        """Tell whether less is known than before, of what stands on other lines than those that were changed."""
        lost = (before.known - self.known) | (before.proved - self.proved)
        return any(spot[0] not in lines for _, spot in lost)


@dataclass(frozen=True, slots=True)
class Proved:
    """What mends a finding.

    Parameters
    ----------
    repairs : tuple of Repair
        What is changed; what does not fit first is mended by the first of them.
    uncovered : tuple of Related
        What is found then that the program could not reach before.
    """

    repairs: tuple[Repair, ...]
    uncovered: tuple[Related, ...] = ()


Again: TypeAlias = Callable[[str, bool], Attempt | None]
"""Goes through the file with another text, and looks for repairs if told to; None where it cannot be read."""


def line_of(key: Key) -> Line:
    """Return where a finding is, as far as a change of its line leaves it."""
    return key[0], key[2], key[4]


def prove(text: str, before: Attempt, again: Again) -> dict[Key, Proved]:
    """Return for each finding the first of its repairs with which it is gone and nothing else is found.

    Of several that pass, that one is taken with which more of the other findings are gone; those need no help then.

    Parameters
    ----------
    text : str
        The file.
    before : Attempt
        What was found in it, with the repairs of each finding, that what is most often meant first.
    again : callable
        Goes through the file with another text.
    """
    return _Proof(text, before, again).of_all()


class _Proof:
    """Tries repairs, as long as all attempts together take no more than they may."""

    def __init__(self, text: str, before: Attempt, again: Again) -> None:
        self.text = text
        self.before = before
        self.again = again
        self.left = max(_MOST * before.events, _LEAST)
        self.accepted: dict[Key, Proved] = {}

    def of_all(self) -> dict[Key, Proved]:
        """Return what mends each finding."""
        proposed = self.before.proposed
        for repair in _shared(proposed):
            if self.passes((repair,), proposed):
                return {next(iter(proposed)): Proved((repair,))}
        firsts = {key: own.first for key, own in proposed.items() if own.first is not None}
        if len(firsts) > 1 and _are_apart(firsts) and self.passes(tuple(firsts.values()), firsts):
            return {key: Proved((own,)) for key, own in firsts.items()}  # each of them by itself would leave the others
        gone: set[Key] = set()  # what is found no more with what was accepted so far
        for key in proposed:
            if key not in gone and (best := self.of_one(key)) is not None:
                self.accepted[key], cured = best
                gone |= cured
        return self.accepted

    def of_one(self, key: Key) -> tuple[Proved, set[Key]] | None:
        """Return what mends a finding, and the findings that are gone with it."""
        best: tuple[Proved, set[Key]] | None = None
        behind: Proved | None = None  # with which another fault is found that was not reached before
        for repair in islice(self.before.proposed[key], _MOST_TRIED):
            if self.left < self.before.events / 2:  # less than an attempt is likely to take
                break
            if best is not None and len(best[0].repairs) > 1 and repair.kind is not Kind.KEEPS_NOT:
                continue
            found = self.proved(key, repair, goes_on=best is None and behind is None)
            if found is None or _is_guess(repair, key[2], self.before, found[1]):
                continue
            proved, attempt = found
            if proved.uncovered:
                behind = proved
                continue
            cured = {other for other in self.before.proposed if not attempt.found[line_of(other)]} | {key}
            if best is None or _worth(repair, proved, cured) > _worth(best[0].repairs[0], *best):
                best = proved, cured
            if len(cured) == len(self.before.proposed) and len(proved.repairs) == 1:
                break
        return best if best is not None or behind is None else (behind, {key})

    def proved(self, key: Key, repair: Repair, *, goes_on: bool) -> tuple[Proved, Attempt] | None:
        """Return what mends a finding with a repair, and what is found then.

        A reduction that keeps its axes may meet another one behind it that must keep them as well: they are one help.
        """
        before = tuple(own for other in self.accepted.values() for own in other.repairs)
        wanted = (*self.accepted, key)
        chain: tuple[Repair, ...] = (repair,)
        mends = goes_on and repair.kind is Kind.KEEPS
        while (attempt := self.attempt((*before, *chain), mends=mends)) is not None:
            new = self.new(attempt, wanted)
            if not new:
                return Proved(chain), attempt
            if not mends:
                return None
            more = _another(new, attempt, (*before, *chain)) if len(chain) < _MOST_TOGETHER else None
            if more is None:
                return (
                    (Proved(chain, tuple(map(attempt.places.__getitem__, new))), attempt)
                    if self.is_behind(new, key, chain)
                    else None
                )
            chain = *chain, more
        return None

    def is_behind(self, new: Collection[Key], key: Key, chain: Sequence[Repair]) -> bool:
        """Tell whether what is found with repairs stands on other lines, in what was not reached before."""
        lines = {key[2], *(line for own in chain for line in _lines(self.text, own.edit))}
        return all(
            (path, line, column) in self.before.unreached and line not in lines for path, _, line, column, _ in new
        )

    def passes(self, repairs: Sequence[Repair], wanted: Collection[Key]) -> bool:
        """Tell whether with repairs what is wanted is gone, and nothing else is found."""
        attempt = self.attempt(repairs)
        return attempt is not None and not self.new(attempt, wanted)

    def attempt(self, repairs: Sequence[Repair], *, mends: bool = False) -> Attempt | None:
        """Return what repairs come to; None where they cannot be made together, or less is known with them."""
        attempt = self.tried(repairs, mends=mends)
        lines = {line for own in repairs for line in _lines(self.text, own.edit)}
        return None if attempt is None or attempt.knows_less(self.before, lines) else attempt

    def tried(self, repairs: Sequence[Repair], *, mends: bool) -> Attempt | None:
        """Return what repairs come to."""
        edits: list[TextEdit] = []
        for edit in dict.fromkeys(own.edit for own in repairs):
            if any(edit.start < other.end and other.start < edit.end for other in edits):
                return None
            edits.append(edit)
        attempt = self.again(applied(self.text, edits), mends)
        self.left -= self.before.events if attempt is None else max(attempt.events, 1)
        return attempt

    def new(self, attempt: Attempt, wanted: Collection[Key]) -> list[Key]:
        """Return what is found in an attempt that was not found before, or that is to be gone."""
        allowed = self.before.found - Counter(map(line_of, wanted))
        return [own for own in attempt.places if attempt.found[line_of(own)] > allowed[line_of(own)]]


def _another(new: Collection[Key], attempt: Attempt, made: Sequence[Repair]) -> Repair | None:
    """Return a reduction that must keep its axes as well, where something else is found with repairs."""
    for key in sorted(new):
        own = attempt.proposed.get(key)
        repair = None if own is None else own.first
        if repair is not None and repair.kind is Kind.KEEPS:
            return in_text_before(repair, made)
    return None


def _worth(repair: Repair, proved: Proved, cured: Collection[Key]) -> tuple[int, bool]:
    """Return what a help is worth: how much is gone with it; one axis less is less than two axes more."""
    return len(cured), len(proved.repairs) == 1 and repair.kind is Kind.KEEPS_NOT


def _lines(text: str, edit: TextEdit) -> range:
    """Return the lines of a text that an edit is on, counted from 1."""
    return range(text.count("\n", 0, edit.start) + 1, text.count("\n", 0, edit.end) + 2)


def _shared(proposed: Mapping[Key, Repairs]) -> list[Repair]:
    """Return the repairs that are proposed for each of several findings."""
    if len(proposed) < 2:
        return []
    own, *others = proposed.values()
    edits = [{repair.edit for repair in other} for other in others]
    return [repair for repair in own if all(repair.edit in other for other in edits)][:_MOST_SHARED]


def _is_guess(repair: Repair, line: int, before: Attempt, attempt: Attempt) -> bool:
    """Tell whether another name fits in a place, and nothing is done with the result that would tell more."""
    is_told = len(attempt.known) > len(before.known) + 1
    return repair.kind is Kind.NAME and repair.site.line == line and not is_told


def _are_apart(repairs: Mapping[Key, Repair]) -> bool:
    """Tell whether each of some repairs is a change of its own place, or the same one."""
    return all(repair.kind in {Kind.KEEPS, Kind.PLACE} for repair in repairs.values())
