"""Traces of several depths as one trace for all of them: a loop over layers has one turn that stands for the rest."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from shapecheck.core.dim import Dim, Size, symbol, symbols_of
from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.families import Differs, Place, common, fitted
from shapecheck.infer.induction.recording import Called, Done, Entry, Evaluated, Named, Required, Turns
from shapecheck.language import Phrase

__all__ = ["DEPTH", "LAST", "Irregular", "Layers", "Part", "common_trace", "entries_in"]

DEPTH = "L"  # the symbol of the number of layers
LAST = symbol(DEPTH, may_be_zero=True)
_LEAST = 3  # turns in the middle of a loop that are compared
_ORDER = (Verdict.NO, Verdict.UNKNOWN, Verdict.YES)
_SPECIAL = 2  # layers at each end that may be treated in another way


class Irregular(Exception):
    """What is done at several depths cannot be written as one; `reason` says in a clause why, at a node."""

    def __init__(self, reason: str, entry: "Part") -> None:
        super().__init__(reason)
        self.reason = reason
        self.node = entry.node


@dataclass(frozen=True, slots=True)
class Layers:
    """A loop that makes as many turns as there are layers, but for a fixed number.

    Parameters
    ----------
    node : ast.AST
        The loop.
    before, after : tuple
        The entries of the turns at the ends.
    symbol : Dim
        The number of a turn in between, or of several that belong together, from 0.
    length : Size
        How many of those there are.
    turn : tuple
        The entries of one of them.
    rest : tuple
        What is asked behind the last turn.
    """

    node: ast.AST
    before: "tuple[tuple[Part, ...], ...]"
    symbol: Dim
    length: Size
    turn: "tuple[Part, ...]"
    after: "tuple[tuple[Part, ...], ...]"
    rest: "tuple[Part, ...]"


Part: TypeAlias = Entry | Layers


def entries_in(parts: Sequence[Part]) -> Iterator[Entry]:
    """Give what is written down in a trace, that of turns included, in order."""
    for part in parts:
        inner: Sequence[Sequence[Part]] = ()
        if not isinstance(part, (Turns, Layers)):
            yield part
        elif isinstance(part, Turns):
            inner = (*part.turns, part.rest)
        else:
            inner = (*part.before, part.turn, *part.after, part.rest)
        for own in inner:
            yield from entries_in(own)


def common_trace(traces: Sequence[Sequence[Entry]], depths: Sequence[int]) -> tuple[Part, ...]:
    """Return the one trace that runs at several depths are, with `L` for the depth.

    Raises
    ------
    Irregular
        Where there is none.
    """
    return _Aligned().entries(traces, [Place({DEPTH: depth}) for depth in depths])


class _Aligned:
    """Aligns traces; each loop over layers gets a symbol of its own."""

    def __init__(self) -> None:
        self._numbers = count()

    def entries(self, lists: Sequence[Sequence[Entry]], places: Sequence[Place]) -> "tuple[Part, ...]":
        found = [self._entry(entries, places) for entries in zip(*lists, strict=False)]
        lengths = {len(entries) for entries in lists}
        if len(lengths) > 1:
            longest = max(lists, key=len)
            raise Irregular(Phrase("it is done at some layers only"), longest[min(lengths)])
        return tuple(found)

    def _entry(self, entries: Sequence[Entry], places: Sequence[Place]) -> "Part":
        first = entries[0]
        if len({(type(entry), _key(entry)) for entry in entries}) > 1:
            raise Irregular(Phrase("it is done at some layers only"), first)
        if isinstance(first, Turns):
            return self._loop(first, [entry for entry in entries if isinstance(entry, Turns)], places)
        try:
            return _common_entry(entries, places)
        except Differs as problem:
            raise Irregular(problem.reason, first) from None

    def _loop(self, first: Turns, loops: Sequence[Turns], places: Sequence[Place]) -> "Part":
        lengths = [len(loop.turns) for loop in loops]
        total = fitted(lengths, places)
        if total is None:
            raise Irregular(Phrase("a loop makes another number of turns each time"), first)
        rest = self.entries([loop.rest for loop in loops], _copies(places))
        if not isinstance(total, Dim):
            turns = [
                list(self.entries([loop.turns[at] for loop in loops], _copies(places))) for at in range(lengths[0])
            ]
            return Turns(first.node, turns, list(rest))  # type: ignore[arg-type]
        step = _growth(total)
        if step is None:
            raise Irregular(Phrase("an inner loop makes another number of turns at each layer"), first)
        problem: Irregular | None = None
        for before, after in _ends(lengths, step):
            try:
                return self._collapsed(first, loops, places, before, after, step, rest)
            except Irregular as one:
                problem = one if problem is None else problem
        raise problem or Irregular(Phrase("a loop makes too few turns to compare"), first)

    def _collapsed(
        self,
        first: Turns,
        loops: Sequence[Turns],
        places: Sequence[Place],
        before: int,
        after: int,
        step: int,
        rest: "tuple[Part, ...]",
    ) -> Layers:
        """Return a loop in which the turns between those at the ends are one."""
        name = f"t{next(self._numbers)}"
        lists: list[list[Entry]] = []
        inner: list[Place] = []
        lengths: list[int] = []
        for loop, place in zip(loops, places, strict=True):
            middle = loop.turns[before : len(loop.turns) - after]
            blocks = [middle[at : at + step] for at in range(0, len(middle), step)]
            lengths.append(len(blocks))
            for number, block in enumerate(blocks):
                lists.append([entry for turn in block for entry in turn])
                inner.append(Place({**place.at, name: number}, dict(place.met)))
        length = fitted(lengths, places)
        assert length is not None
        turn = self.entries(lists, inner)
        starts, ends = (
            tuple(self.entries([loop.turns[at] for loop in loops], _copies(places)) for at in part)
            for part in (range(before), range(-after, 0))
        )
        return Layers(first.node, starts, symbol(name, may_be_zero=True), length, turn, ends, rest)


def _copies(places: Sequence[Place]) -> list[Place]:
    return [Place(place.at, dict(place.met)) for place in places]


def _growth(total: Dim) -> int | None:
    """Return by how many turns a loop is longer where there is one layer more; None if it depends on other things."""
    if {own.name for own in symbols_of(total)} != {DEPTH}:
        return None
    step = sum(factor for monomial, factor in total.terms if monomial)
    return step if step > 0 else None


def _ends(lengths: Sequence[int], step: int) -> Iterator[tuple[int, int]]:
    """Give how many turns at the beginning and at the end of a loop may be treated in another way, few first."""
    most = _SPECIAL * step
    pairs = [(before, after) for before in range(most + 1) for after in range(most + 1)]
    for before, after in sorted(pairs, key=lambda pair: (sum(pair), pair)):
        left = min(lengths) - before - after
        if left % step == 0 and left // step >= _LEAST:
            yield before, after


def _key(entry: Entry) -> object:
    """Return what says which part of the program an entry is of."""
    node = entry.node
    place = getattr(node, "lineno", 0), getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
    name = entry.name if isinstance(entry, (Called, Done)) else ""
    return type(node), place, name


def _common_entry(entries: Sequence[Entry], places: Sequence[Place]) -> "Part":
    first = entries[0]
    match first:
        case Evaluated():
            return first._replace(value=common([entry.value for entry in entries], places))  # type: ignore[union-attr]
        case Called():
            return first._replace(values=common([entry.values for entry in entries], places))  # type: ignore[union-attr]
        case Done():
            given = common([entry.values for entry in entries], places)  # type: ignore[union-attr]
            result = common([entry.result for entry in entries], places)  # type: ignore[union-attr]
            verdict = min((entry.verdict for entry in entries), key=_ORDER.index)  # type: ignore[union-attr]
            return first._replace(values=given, result=result, verdict=verdict)
        case Named():
            name = common([entry.name for entry in entries], places)  # type: ignore[union-attr]
            return first._replace(name=name, value=common([entry.value for entry in entries], places))  # type: ignore[union-attr]
        case Required():
            number = common([entry.number for entry in entries], places)  # type: ignore[union-attr]
            size = common([entry.size for entry in entries], places)  # type: ignore[union-attr]
            return first._replace(size=size, number=number)
    return first
