"""What is counted of a run: each operation once, by where it stands, and what was not understood."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Gap, Operation, Unmodelled
from shapecheck.infer.reasons import called_in
from shapecheck.infer.site import Site
from shapecheck.language import said
from shapecheck.lint.memory import Spot, spot_of
from shapecheck.ops.refused import gives_no_array

__all__ = ["UNKNOWN", "WRONG", "GapCount", "Place", "Tally"]

Place: TypeAlias = tuple[str, Spot]  # a file, and where in it

UNKNOWN, WRONG = 1, 2
_RANKS = {Verdict.YES: 0, Verdict.UNKNOWN: UNKNOWN, Verdict.NO: WRONG}


@dataclass(frozen=True, slots=True)
class GapCount:
    """Something that was not understood, with what it costs.

    Parameters
    ----------
    reason : str
        What it is, in a clause.
    operations : int
        At how many places an operation is not known because of it.
    places : int
        At how many places it stands itself.
    """

    reason: str
    operations: int
    places: int


@dataclass(slots=True)
class Tally:
    """The operations of a run by their places: the worst verdict on each, and whether it was known once.

    Parameters
    ----------
    ranks : dict of Place to int
        The worst verdict on each operation.
    known : set of Place
        The operations of which the rank of the result or of each array operand was known, at least once.
    lost : dict of str to set of Place
        What was not understood, with the operations that are not known because of it.
    gaps : dict of str to set of Place
        What was not understood, with where it stands.
    """

    ranks: dict[Place, int] = field(default_factory=dict)
    known: set[Place] = field(default_factory=set)
    lost: dict[str, set[Place]] = field(default_factory=dict)
    gaps: dict[str, set[Place]] = field(default_factory=dict)

    def operation(self, event: Operation | Unmodelled, *, told: bool = True) -> None:
        """Count an operation; one that is wrong and not told is unknown."""
        place = place_of(event.site)
        known = isinstance(event, Operation) and event.is_known
        rank = _RANKS[event.verdict] if isinstance(event, Operation) else UNKNOWN
        self._rank(place, rank if told else min(rank, UNKNOWN))
        if known:
            self.known.add(place)
        elif event.lost is not None:
            self.lost.setdefault(event.lost, set()).add(place)

    def wrong(self, site: Site) -> None:
        """Count what is wrong and no operation, such as values that are not as many as the names for them."""
        self._rank(place_of(site), WRONG)
        self.known.add(place_of(site))

    def gap(self, event: Gap) -> None:
        """Count something that was not understood."""
        self.gaps.setdefault(event.reason, set()).add(place_of(event.site))

    def add(self, other: "Tally", shown: Callable[[str], str], asked: Callable[[str], bool]) -> None:
        """Count what another run has counted: of a file that nobody asked for, only what is wrong in it.

        Parameters
        ----------
        other : Tally
            What the other run has counted.
        shown : callable
            Gives a file the name that it has here.
        asked : callable
            Tells whether a file is one of those that were asked for.
        """
        for (path, spot), rank in other.ranks.items():
            if asked(path) or rank == WRONG:
                place = shown(path), spot
                self._rank(place, rank)
                if (path, spot) in other.known:
                    self.known.add(place)
        for own, others in ((self.lost, other.lost), (self.gaps, other.gaps)):
            for reason, places in others.items():
                own.setdefault(reason, set()).update((shown(path), spot) for path, spot in places)

    def known_by(self, other: "Tally") -> None:
        """Count as known what another run of the same program knew, which rests on more; it proves nothing."""
        for place in other.known:
            self.known.add(place)
            self.ranks.setdefault(place, UNKNOWN)

    def counts(self) -> tuple[int, int, int]:
        """Give how many operations are proved, wrong and unknown.

        What cannot fail whatever it is given, and is given nothing that is known, is no proof of anything.
        """
        found = Counter(rank or (0 if place in self.known else UNKNOWN) for place, rank in self.ranks.items())
        return found[0], found[WRONG], found[UNKNOWN]

    def ranked(self) -> Iterator[GapCount]:
        """Give what was not understood, what costs most first; nothing of which it is known that it gives no array."""
        found = [
            GapCount(
                reason,
                len({place for place in self.lost.get(reason, ()) if place not in self.known and place in self.ranks}),
                len(self.gaps.get(reason, ())),
            )
            for reason in self.gaps.keys() | self.lost.keys()
            if not gives_no_array(called_in(reason))
        ]
        for own in sorted(found, key=lambda own: (-own.operations, -own.places, own.reason)):
            yield replace(own, reason=str(said(own.reason)))

    def _rank(self, place: Place, rank: int) -> None:
        if self.ranks.get(place, -1) < rank:
            self.ranks[place] = rank


def place_of(site: Site) -> Place:
    """Tell where an operation stands."""
    return site.source.path, spot_of(site.node)
