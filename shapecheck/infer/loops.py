"""Loops: gone through one by one while that is cheap, else until nothing new is found."""

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

from shapecheck.infer.frames import Frame, Leaving, Suspended
from shapecheck.infer.identity import Identities
from shapecheck.infer.journal import Cell, Written
from shapecheck.infer.lengths import lengthen
from shapecheck.infer.machine import BREAK, CONTINUE, NEXT, RAISE, RETURN, Machine, Raised
from shapecheck.infer.operators import holds
from shapecheck.infer.protocols import iterator_of
from shapecheck.infer.repeats import ROUNDS, WIDENED
from shapecheck.infer.sequences import GROWING, Iteration, iteration, leave, lists_behind
from shapecheck.infer.survey import carried
from shapecheck.infer.targets import assign
from shapecheck.infer.tracing import end_turn, traced_loop
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Dictionary, Listing, Native, Opaque, Value, View, method_of

__all__ = ["for_", "until_settled", "while_"]

_UNROLLED = 48  # turns of a loop that are gone through one by one
_FIRST = 2  # turns that are gone through one by one when there are too many
_SHARE = 12  # a loop gets one part in so many of the steps there are
_TURNING = NEXT | CONTINUE


class _Stand(NamedTuple):
    """Where in a loop a turn is: whether it is later than the first one, and whether the loop may be over before it."""

    later: bool
    may_be_over: bool


class _Turns:
    """The turns of one loop, and how they end."""

    def __init__(self, machine: Machine, node: ast.For | ast.AsyncFor | ast.While, frame: Frame) -> None:
        self._machine = machine
        self.node = node
        self._frame = frame
        self.ends = 0
        self.early = False  # whether the loop is left from inside a branch
        self.begun = False  # whether a turn was made
        self.may_be_over = False  # whether an exit was passed in a turn that was not decided

    def take(self, turn: Callable[[], int], of: "_Stand | None" = None) -> tuple[int, Written]:
        """Make one turn, or one that stands for all from some turn on; give how it ends, and what it wrote."""
        journal, exits = self._machine.journal, self._machine.exits
        stand, passed = of or self.stand, exits.passed
        self.begun = True
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
        left = bool(flow & _TURNING) and bool(flow & (RETURN | BREAK))
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


def _loop(
    machine: Machine, node: ast.For | ast.AsyncFor | ast.While, frame: Frame, run: Callable[[_Turns], bool]
) -> tuple[int, bool]:
    """Run a loop; give how it can end, and whether it is left before its end on all paths."""
    turns = _Turns(machine, node, frame)
    machine.journal.begin()
    try:
        with traced_loop(machine, node):
            left = run(turns)
    finally:
        written = machine.journal.keep()
    if turns.early:
        machine.weaken(written)
    return turns.ends, left


def for_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `for target in iterable`."""
    assert isinstance(node, (ast.For, ast.AsyncFor))
    target = node.target.id if isinstance(node.target, ast.Name) else ""
    machine.consumed.add(node.iter)
    machine.suspended.add(node.iter)
    value = machine.evaluate(node.iter, frame)
    given = iterator_of(machine, value, node.iter, frame)
    method = method_of(given, "__next__")
    if method is not None:
        ends, left = _loop(machine, node, frame, lambda turns: _by_next(machine, node, method, turns, frame))
        return _end(machine, node.orelse, ends, left, frame)
    value = value if given is ABSENT else given
    held = value.cells.get("suspended") if isinstance(value, Listing) else None
    if isinstance(held, Suspended):
        ends, left = _loop(machine, node, frame, lambda turns: _as_given(machine, node, held, turns, frame))
        return _end(machine, node.orelse, ends, left, frame)
    with machine.exits.stopping(_may_be_left(node)):
        found = iteration(machine, value, target, (node.iter, frame))
    if isinstance(value, Dictionary) and not value.is_open:
        value = machine.call(Native("dict.keys", (value,)), (), {}, node.iter, frame)
    source = value if isinstance(value, Listing) and value.kind in GROWING else None
    behind = lists_behind(value)
    before = [own.items for own in behind]

    def fewer() -> bool:
        return any(len(own.items or ()) < len(was or ()) for own, was in zip(behind, before, strict=True))

    ends, left = _loop(
        machine, node, frame, lambda turns: _turn_by_turn(machine, node, found, source, turns, frame, fewer)
    )
    if any(not _are_same(own.items, was) for own, was in zip(behind, before, strict=True)):
        # What was added meanwhile is gone through as well: once more, with any item.
        if any(isinstance(part, ast.GeneratorExp) for part in nodes_in(node.iter)):  # whose own names have it too
            machine.perhaps(lambda: iteration(machine, machine.evaluate(node.iter, frame)))
        anything = Iteration(None, machine.opaque())
        more, _ = _loop(machine, node, frame, lambda turns: _turn_by_turn(machine, node, anything, None, turns, frame))
        ends |= more
    if ends & (BREAK | RETURN):
        leave(machine, value, machine.stream(found.any(machine), None).contents)  # some of its items are still to come
    return _end(machine, node.orelse, ends, left, frame)


@once
def _may_be_left(node: ast.AST) -> bool:
    """Tell whether a loop may be left before its end, as far as its text tells."""
    waiting: list[ast.AST] = list(getattr(node, "body", ()))
    while waiting:
        part = waiting.pop()
        if isinstance(part, (ast.Break, ast.Return)):
            return True
        if isinstance(part, (ast.For, ast.AsyncFor, ast.While)):
            waiting += part.orelse
            if any(isinstance(inner, ast.Return) for inner in nodes_in(*part.body)):
                return True
        elif not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            waiting += ast.iter_child_nodes(part)
    return False


def _by_next(machine: Machine, node: ast.For | ast.AsyncFor, method: Value, turns: _Turns, frame: Frame) -> bool:
    """Make a turn for each item that a method gives until it raises; tell whether the loop ended before."""

    def turn(item: Value) -> int:
        assign(machine, node.target, item, None, frame)
        return machine.execute(node.body, frame)

    def again() -> int:
        try:
            item = machine.call(method, (), {}, node.iter, frame)
        except Raised:
            return BREAK
        return turn(item)

    start = machine.steps
    for place in range(_UNROLLED):
        if place >= _FIRST and (machine.in_hurry or machine.steps - start > machine.allowance // _SHARE):
            break
        choices = machine.choices
        machine.journal.begin()
        try:
            item = machine.call(method, (), {}, node.iter, frame)
        except Raised:
            machine.journal.keep()
            return False
        if machine.choices != choices:  # whether there is another item is not known
            machine.journal.take_back()
            break
        machine.journal.keep()
        flow, _ = turns.take(lambda item=item: turn(item))  # type: ignore[misc]
        if not flow & _TURNING:
            return True
    return until_settled(machine, again, turns, True)


def _as_given(machine: Machine, node: ast.For | ast.AsyncFor, held: Suspended, turns: _Turns, frame: Frame) -> bool:
    """Run a generator, and make a turn at each of its `yield`s; tell whether the loop ended before, on all paths."""
    stopped = False

    def turn(item: Value) -> int:
        assign(machine, node.target, item, None, frame)
        return machine.execute(node.body, frame)

    def take(item: Value) -> None:
        nonlocal stopped
        flow, _ = turns.take(lambda: turn(item))
        if not flow & _TURNING:
            stopped = turns.early = True  # what the generator does at its end may be done or not
            raise Raised("GeneratorExit")
        if turns.may_be_over:
            machine.exits.pass_yield()

    ends = held.run(take)
    if not stopped:
        turns.ends |= ends & RAISE
    return stopped and not ends & (NEXT | RETURN)


def _are_same(items: Sequence[Value] | None, before: Sequence[Value] | None) -> bool:
    """Tell whether what is in a list is what was there before."""
    if items is None or before is None or len(items) != len(before):
        return items is before
    return all(
        one is other or (isinstance(one, tuple) and isinstance(other, tuple) and _are_same(one, other))
        for one, other in zip(items, before, strict=True)
    )


def _end(machine: Machine, orelse: list[ast.stmt], ends: int, left: bool, frame: Frame) -> int:
    """Run what a loop has for the case that it was not left by `break`; give how it all can end."""
    others = ends & (RETURN | RAISE)
    if left:
        return others | NEXT if ends & BREAK else others or NEXT
    if not orelse:
        return others | NEXT
    if not ends & BREAK:
        return others | machine.execute(orelse, frame)
    return others | machine.fork([lambda: machine.execute(orelse, frame), lambda: NEXT])


def _turn_by_turn(
    machine: Machine,
    node: ast.For | ast.AsyncFor,
    found: Iteration,
    source: Listing | None,
    turns: _Turns,
    frame: Frame,
    fewer: Callable[[], bool] = lambda: False,
) -> bool:
    """Make all turns; tell whether the loop ended before, on all paths.

    `source` is the list that is gone through, if it is one: what is added to it meanwhile is gone through as well.
    `fewer` tells whether a list that the items come from has fewer than before: then it is not known how many come.
    """

    def again() -> int:
        element = found.element if source is None else machine.element(source)
        return turn(machine.opaque() if element is ABSENT else machine.symbols.turned(element))

    def turn(item: Value) -> int:
        assign(machine, node.target, item, None, frame)
        return machine.execute(node.body, frame)

    if found.items is None:
        skipped = type(found.length) is not int or found.length < 1
        left = until_settled(machine, again, turns, skipped)
        if not left and not turns.may_be_over:
            lengthen(machine, found.length, lambda: turns.take(again)[0])
        return left
    start, items, place = machine.steps, found.items, 0
    first = 0 if machine.early and node in machine.turned else _FIRST  # what it does first is known by then
    machine.turned.add(node)
    if machine.in_hurry and 0 < len(items) <= _UNROLLED:
        machine.leave_out("loop gone through as a whole", node, frame)
    while place < len(items):
        most = 0 if machine.in_hurry else len(items) if len(items) <= _UNROLLED else first
        if place >= most or (
            place >= first and (machine.in_hurry or machine.steps - start > machine.allowance // _SHARE)
        ):
            rest = machine.listing(items[place:])
            found = Iteration(None, machine.element(rest), len(items) - place)
            if until_settled(machine, again, turns, False):
                return True
            flow, _ = turns.take(lambda last=items[-1]: turn(last))  # type: ignore[misc] # where an index runs out
            return not flow & _TURNING
        item = items[place]
        keys = list(source.of.cells) if isinstance(source, View) else None
        flow, _ = turns.take(lambda item=item: turn(item))  # type: ignore[misc]
        if not flow & _TURNING:
            return True
        place += 1
        if fewer():
            return until_settled(machine, again, turns, True)
        if source is not None:
            if source.items is None or (isinstance(source, View) and list(source.of.cells) != keys):
                # Keys that are taken out and put in again are gone through again, or not; new ones are an error.
                return until_settled(machine, again, turns, True)
            items = list(source.items)
    return False


def until_settled(machine: Machine, turn: Callable[[], int], turns: _Turns, skipped: bool) -> bool:
    """Make turns that stand for all turns until they find nothing new; tell whether all of them leave the loop.

    What still changes after some turns is given up as unknown.
    """
    machine.choices += 1
    stand = turns.stand
    generic = machine.generic
    follows = generic is not None and generic.follows(turns.node, early=machine.early > 0)
    for number in range(ROUNDS):
        flow, written, untold = turns.take_early(turn, stand)
        behind: dict[Cell, Value] = {}  # what the first of two turns has left
        if follows and not number and flow & _TURNING:
            behind = {(owner, key): owner.cells.get(key, ABSENT) for owner, key in written}
            written = turns.take_early(turn, turns.stand)[1] | written
        last = number == ROUNDS - 1
        changed = False
        for cell, values in written.items():
            owner, key = cell
            if follows and owner is generic:
                continue  # what turns need holds behind them
            before, now = values[0], owner.cells.get(key, ABSENT)
            met = [before, *([behind[cell]] if cell in behind else ()), now]
            machine.settle(cell, met if generic is None else generic.meeting(met))
            if not last and not turns.matters(cell, before, now, number > 0):
                continue
            if last or not machine.merger.same(before, owner.cells.get(key, ABSENT)):
                changed = True
                if number >= WIDENED:
                    machine.widen(cell, now)
        if not flow & _TURNING:
            return not skipped and number == 0
        if not changed:
            if untold and not machine.early:  # else the loop around it makes a turn more, and tells of both
                turns.take(turn, stand)
            return False
    _, written = turns.take(turn, stand)  # once more, with all of that unknown
    for cell in written:
        owner, key = cell
        machine.widen(cell, owner.cells.get(key, ABSENT))
    return False


def while_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `while condition`."""
    assert isinstance(node, ast.While)
    ends, left = _loop(machine, node, frame, lambda turns: _while_turns(machine, node, turns, frame))
    if not left and not ends & BREAK:
        machine.assume(node.test, False, frame)
    return _end(machine, node.orelse, ends, left, frame)


def _while_turns(machine: Machine, node: ast.While, turns: _Turns, frame: Frame) -> bool:
    most = _FIRST if isinstance(node.test, ast.Constant) else _UNROLLED
    start = machine.steps
    for place in range(most):
        known = holds(machine, node.test, frame)
        if known is False:
            return False
        if known is None or (place >= _FIRST and machine.steps - start > machine.allowance // _SHARE):
            break
        flow, _ = turns.take(lambda: machine.execute(node.body, frame))
        if not flow & _TURNING:
            return True

    def turn() -> int:
        if holds(machine, node.test, frame) is False:
            return BREAK
        machine.assume(node.test, True, frame)
        return machine.under(node.test, True, frame, lambda: machine.execute(node.body, frame))

    always = isinstance(node.test, ast.Constant)
    return until_settled(machine, turn, turns, not always)
