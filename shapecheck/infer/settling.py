"""What a loop does in any number of turns: turns that stand for all of them are made until nothing new is found.

The first of such turns are *early*: not all that later turns may find is known in them, so that what fails behind a
condition that was not decided is not told. When nothing new is expected, a turn is made *as a whole*, and told of with
all that is in it. It is taken back where it finds something new after all. So a loop inside another one, which finds
what it found in the turn before, takes one turn.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size
from shapecheck.infer.events import Event, Failed, Noticed
from shapecheck.infer.frames import Frame, Leaving
from shapecheck.infer.identity import Identities
from shapecheck.infer.journal import Cell, Written
from shapecheck.infer.machine import BREAK, CONTINUE, NEXT, RAISE, RETURN, Machine
from shapecheck.infer.repeats import ROUNDS, WIDENED
from shapecheck.infer.survey import carried
from shapecheck.infer.tracing import end_turn
from shapecheck.infer.values import ABSENT, Contents, Opaque, Value

__all__ = ["TURNING", "Turns", "until_settled"]

TURNING = NEXT | CONTINUE  # how a turn ends that another one follows


class _Stand(NamedTuple):
    """Where in a loop a turn is: whether it is later than the first one, and whether the loop may be over before it."""

    later: bool
    may_be_over: bool


class Turns:
    """The turns of one loop, and how they end."""

    def __init__(self, machine: Machine, node: ast.For | ast.AsyncFor | ast.While, frame: Frame) -> None:
        self._machine = machine
        self.node = node
        self._frame = frame
        self.ends = 0
        self.early = False  # whether the loop is left from inside a branch
        self.begun = False  # whether a turn was made
        self.may_be_over = False  # whether an exit was passed in a turn that was not decided
        self.since = 0  # when the last turn was begun

    def take(self, turn: Callable[[], int], of: "_Stand | None" = None) -> tuple[int, Written]:
        """Make one turn, or one that stands for all from some turn on; give how it ends, and what it wrote."""
        journal, exits = self._machine.journal, self._machine.exits
        stand, passed = of or self.stand, exits.passed
        self.begun, self.since = True, journal.birth()
        journal.begin()
        leaving = Leaving(journal.depth)
        self._frame.loops.append(leaving)
        guards, conditions = self._machine.guards, self._machine.conditions
        try:
            with exits.in_turn(self.node, self._frame, later=stand.later, may_be_over=stand.may_be_over):
                flow = turn()
            end_turn(self._machine)
        finally:
            self._machine.guards = guards
            added = self._machine.conditions[len(conditions) :]
            self._machine.conditions = (*conditions, *(each for each in added if not each.of_turn))
            self._frame.loops.pop()
            written = journal.keep()
        if flow & CONTINUE and leaving.early:
            self._machine.weaken(written)
        self.early = self.early or (leaving.early and bool(flow & BREAK))
        self.ends |= flow & (RETURN | RAISE | BREAK)
        left = bool(flow & TURNING) and bool(flow & (RETURN | BREAK))
        self.may_be_over = self.may_be_over or left or exits.passed > passed
        return flow, written

    def take_early(self, turn: Callable[[], int], of: "_Stand") -> tuple[int, Written, bool]:
        """Make a turn that is not known to stand for all; tell besides whether something in it was not told of.

        An array that grows has the size of an early turn here; what a condition on the turn's number guards may be
        reached with another one only.
        """
        machine = self._machine
        forks = machine.forks
        machine.early += 1
        try:
            flow, written = self.take(turn, of)
        finally:
            machine.early -= 1
        return flow, written, machine.forks > forks

    @property
    def stand(self) -> _Stand:
        """Where the next turn is."""
        return _Stand(self.begun, self.may_be_over)

    def matters(self, cell: Cell, before: Value, now: Value, again: bool) -> bool:
        """Tell whether the next turn may find in a cell what this one did not; `again` where it is not the first."""
        owner, key = cell
        if isinstance(owner, Identities) and before is ABSENT:
            return not again  # else it is an array that the turn made
        if isinstance(owner, Opaque) and before is ABSENT:
            return not again and not isinstance(now, Opaque)  # else it was read off what is unknown
        if owner is not self._frame.scope or owner.names.encloses or key not in owner.names.local:
            return True
        return key in carried(self.node)


def until_settled(
    machine: Machine, turn: Callable[[], int], turns: Turns, skipped: bool, earlier: Written | None = None
) -> bool:
    """Make turns that stand for all turns until they find nothing new; tell whether all of them leave the loop.

    What still changes after some turns is given up as unknown. `earlier` is what the turn before has written.
    """
    machine.choices += 1
    stand, node, generic = turns.stand, turns.node, machine.generic
    follows = generic is not None and generic.follows(node, early=machine.early > 0)
    is_told = not machine.early and (not machine.muted or generic is not None)
    by_whole = is_told and generic is None and machine.trace is None
    untold = machine.turned.get(node, False)  # whether the next turn is to be made as a whole
    first = 0
    if earlier is not None and generic is None and _only_counts(machine, turns, earlier):
        first, untold = 1, True
        _is_new(machine, turns, earlier, first)
    for number in range(first, ROUNDS):
        if by_whole and untold and _is_whole(machine, turn, turns, stand, skipped):
            machine.turned[node] = True
            return False
        flow, written, untold = turns.take_early(turn, stand)
        behind: Mapping[Cell, Value] = {}  # what the first of two turns has left
        if follows and not number and flow & TURNING:
            behind = _left(written)
            written = turns.take_early(turn, turns.stand)[1] | written
        if follows:
            # What turns need holds behind them.
            written = {cell: values for cell, values in written.items() if cell[0] is not generic}
        left = _left(written) if generic is None and (not skipped or not (is_told or machine.early)) else {}
        is_new = _is_new(machine, turns, written, number, behind)
        if not flow & TURNING:
            return not skipped and number == 0
        if not is_new:
            machine.turned[node] = True
            if untold and is_told:  # in an early turn the loop around makes a turn more, and tells of both
                turns.take(turn, stand)
            elif untold or not skipped:  # it is as if one more had been made
                _leave(machine, left)
            return False
    _, written = turns.take(turn, stand)  # once more, with all of that unknown
    for cell in written:
        owner, key = cell
        machine.widen(cell, owner.cells.get(key, ABSENT))
    return False


def _only_counts(machine: Machine, turns: Turns, written: Written) -> bool:
    """Tell whether a turn changed nothing but numbers, lists that grow and sizes that each turn finds anew.

    The next one may stand for all from there on.
    """
    for (owner, key), values in written.items():
        before, now = values[0], owner.cells.get(key, ABSENT)
        if not turns.matters((owner, key), before, now, True) or machine.merger.same(before, now):
            continue
        if not _is_alike(machine, before, now, turns.since):
            return False
    return True


def _is_alike(machine: Machine, before: Value, now: Value, since: int) -> bool:
    """Tell whether what a turn leaves is what it found, but for numbers, items and sizes that were made `since`."""
    if isinstance(before, Array) and isinstance(now, Array):
        shapes = before.likely, now.likely
        if None in (shapes[0].rank, shapes[1].rank) or shapes[0].rank != shapes[1].rank:
            return False
        pairs = zip(shapes[0].before, shapes[1].before, strict=True)
        return all(one == other or _is_found_anew(machine, other, since) for one, other in pairs)
    if isinstance(before, tuple) and isinstance(now, tuple):
        return len(before) == len(now) and all(
            _is_alike(machine, *pair, since) for pair in zip(before, now, strict=True)
        )
    if isinstance(now, Dim):
        return before == now or _is_found_anew(machine, now, since)
    return type(before) is type(now) and isinstance(now, (int, float, Contents))


def _is_found_anew(machine: Machine, size: Size, since: int) -> bool:
    return isinstance(size, Dim) and machine.symbols.is_made_since(size, since)


_NOTHING: Mapping[Cell, Value] = {}


def _is_new(
    machine: Machine, turns: Turns, written: Written, number: int, behind: Mapping[Cell, Value] = _NOTHING
) -> bool:
    """Join what a turn has left with what was there before; tell whether the next turn may find something new."""
    last = number == ROUNDS - 1
    is_new = False
    for cell, values in written.items():
        owner, key = cell
        before, now = values[0], owner.cells.get(key, ABSENT)
        met = [before, *([behind[cell]] if cell in behind else ()), now]
        machine.settle(cell, met if machine.generic is None else machine.generic.meeting(met))
        if not last and not turns.matters(cell, before, now, number > 0):
            continue
        if last or not machine.merger.same(before, owner.cells.get(key, ABSENT)):
            is_new = True
            if number >= WIDENED:
                machine.widen(cell, now)
    return is_new


def _left(written: Written) -> Mapping[Cell, Value]:
    """Return what a turn has left in the cells that it has written."""
    return {(owner, key): owner.cells.get(key, ABSENT) for owner, key in written}


def _leave(machine: Machine, left: Mapping[Cell, Value]) -> None:
    """Let cells have what the last turn leaves, as no later one finds anything else."""
    for cell, now in left.items():
        machine.journal.put(cell, now)


def _is_whole(machine: Machine, turn: Callable[[], int], turns: Turns, stand: _Stand, skipped: bool) -> bool:
    """Make a turn as a whole; where it finds something new, or leaves the loop, take it back and give False."""
    turns_before = turns.ends, turns.early, turns.begun, turns.may_be_over
    before = dict(machine.told), machine.at_odds, machine.unfinished, machine.choices
    passed = machine.exits.passed
    with _held_back(machine) as events:
        machine.journal.begin()
        try:
            flow, written = turns.take(turn, stand)
            left = _left(written)
            is_whole = bool(flow & TURNING) and not _is_new(machine, turns, written, 1)
        except BaseException:
            machine.journal.keep()
            raise
        if is_whole:
            if not skipped or machine.choices > before[-1]:
                _leave(machine, left)
            machine.journal.keep()
        else:
            machine.journal.take_back()
            events.clear()
            machine.told, machine.at_odds, machine.unfinished, machine.choices = before
            machine.exits.passed = passed
            turns.ends, turns.early, turns.begun, turns.may_be_over = turns_before
    return is_whole


@contextmanager
def _held_back(machine: Machine) -> Iterator[list[Event]]:
    """Run something, and tell at its end of what happened; where it is given up, only that it happened."""
    listener, events = machine.listener, list[Event]()

    def hear(event: Event) -> None:
        if isinstance(event, (Noticed, Failed)):
            listener(event)
        else:
            events.append(_as_of_now(machine, event))

    machine.listener = hear
    try:
        yield events
    except BaseException:
        machine.listener = listener
        for event in events:
            listener(_with(event, guarded=True) if hasattr(event, "guarded") else event)
        raise
    machine.listener = listener
    for event in events:
        listener(event)


def _as_of_now(machine: Machine, event: Event) -> Event:
    """Return an event whose doubt is asked on the way that leads to it, whenever that is."""
    doubt = getattr(event, "doubt", None)
    if doubt is None:
        return event
    way = machine.conditions, list(machine.frames)

    def is_in_doubt(node: ast.AST) -> bool:
        now = machine.conditions, machine.frames
        machine.conditions, machine.frames = way
        try:
            return bool(doubt(node))
        finally:
            machine.conditions, machine.frames = now

    return _with(event, doubt=is_in_doubt)


def _with(event: Event, **fields: object) -> Event:
    changed: Event = replace(event, **fields)  # type: ignore[arg-type]
    return changed
