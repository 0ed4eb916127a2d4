"""Loops: gone through one by one while that is cheap, else until nothing new is found."""

import ast
from collections.abc import Callable

from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import BREAK, CONTINUE, NEXT, RAISE, RETURN, Machine
from shapecheck.infer.operators import holds
from shapecheck.infer.sequences import Iteration, iteration
from shapecheck.infer.targets import assign
from shapecheck.infer.values import ABSENT, Object, Value

__all__ = ["for_", "until_settled", "while_"]

_UNROLLED = 48  # turns of a loop that are gone through one by one
_FIRST = 2  # turns that are gone through one by one when there are too many
_SHARE = 12  # a loop gets one part in so many of the steps there are
_ROUNDS = 6  # turns that stand for all until what still changes is given up
_TURNING = NEXT | CONTINUE


class _Turns:
    """The turns of one loop: how they end, and the state at the first place where it may be left."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._left = False
        self.ends = 0

    def take(self, turn: Callable[[], int]) -> bool:
        """Make one turn; tell whether another may follow."""
        flow = turn()
        self.ends |= flow & (RETURN | RAISE)
        if flow & BREAK:
            self.ends |= BREAK
        if not flow & _TURNING:
            return False
        if flow & BREAK and not self._left:
            # From here on it may have been left: what later turns write may not have been written.
            self._left = True
            self._machine.journal.begin()
        return True

    def close(self) -> None:
        """End the loop: join the state there with the one where it may have been left before."""
        if self._left:
            join_back(self._machine)


def join_back(machine: Machine) -> list[tuple[Object, object, Value, Value]]:
    """Close a branch of the journal: what it wrote may not have been written. Gives the cells, before and joined."""
    found = []
    for (owner, key), old in machine.journal.keep().items():
        now = owner.cells.get(key, ABSENT)
        joined = machine.merger.join(old, now)
        machine.journal.put((owner, key), joined)
        found.append((owner, key, old, joined))
    return found


def for_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `for target in iterable`."""
    assert isinstance(node, (ast.For, ast.AsyncFor))
    target = node.target.id if isinstance(node.target, ast.Name) else ""
    found = iteration(machine, machine.evaluate(node.iter, frame), target)
    turns = _Turns(machine)
    try:
        ended = _turn_by_turn(machine, node, found, turns, frame)
    finally:
        turns.close()
    ends = turns.ends & (RETURN | RAISE)
    if ended and turns.ends & BREAK:
        return ends | NEXT
    if ended:
        return ends or NEXT
    if node.orelse:
        flow = machine.execute(node.orelse, frame)
        return ends | flow | (NEXT if turns.ends & BREAK else 0)
    return ends | NEXT


def _turn_by_turn(
    machine: Machine, node: ast.For | ast.AsyncFor, found: Iteration, turns: _Turns, frame: Frame
) -> bool:
    """Make all turns; tell whether the loop ended before, on all paths."""

    def again() -> int:
        return turn(machine.opaque() if found.element is ABSENT else machine.symbols.renewed(found.element))

    def turn(item: Value) -> int:
        assign(machine, node.target, item, None, frame)
        return machine.execute(node.body, frame)

    if found.items is None:
        skipped = type(found.length) is not int or found.length < 1
        return until_settled(machine, again, turns, skipped)
    start, items = machine.steps, found.items
    most = 0 if machine.in_hurry else len(items) if len(items) <= _UNROLLED else _FIRST
    for place, item in enumerate(items):
        if place >= most or (
            place >= _FIRST and (machine.in_hurry or machine.steps - start > machine.allowance // _SHARE)
        ):
            rest = machine.listing(items[place:])
            found = Iteration(None, machine.element(rest), len(items) - place)
            return until_settled(machine, again, turns, False)
        if not turns.take(lambda item=item: turn(item)):  # type: ignore[misc]
            return True
    return False


def until_settled(machine: Machine, turn: Callable[[], int], turns: _Turns, skipped: bool) -> bool:
    """Make turns that stand for all turns until they find nothing new; tell whether all of them leave the loop.

    What still changes after some turns is given up as unknown.
    """
    machine.choices += 1
    for number in range(_ROUNDS):
        machine.journal.begin()
        try:
            flow = turn()
        finally:
            cells = join_back(machine)
        turns.ends |= flow & (RETURN | RAISE | BREAK)
        changed = [cell for cell in cells if not machine.merger.same(cell[2], cell[3])]
        if not flow & _TURNING:
            return not skipped and number == 0
        if not changed:
            break
        if number >= _ROUNDS - 3:
            for owner, key, _, _ in changed:
                machine.journal.put((owner, key), _given_up(machine, owner, key))
    return False


def _given_up(machine: Machine, owner: Object, key: object) -> Value:
    return machine.merger.widened(owner.cells.get(key, ABSENT))


def while_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `while condition`."""
    assert isinstance(node, ast.While)
    turns = _Turns(machine)
    try:
        ended = _while_turns(machine, node, turns, frame)
    finally:
        turns.close()
    ends = turns.ends & (RETURN | RAISE)
    if ended and not turns.ends & BREAK:
        return ends or NEXT
    if not turns.ends & BREAK:
        machine.assume(node.test, False, frame)
    if node.orelse and not ended:
        return ends | machine.execute(node.orelse, frame) | (NEXT if turns.ends & BREAK else 0)
    return ends | NEXT


def _while_turns(machine: Machine, node: ast.While, turns: _Turns, frame: Frame) -> bool:
    most = _FIRST if isinstance(node.test, ast.Constant) else _UNROLLED
    start = machine.steps
    for place in range(most):
        known = holds(machine, node.test, frame)
        if known is False:
            return False
        if known is None or (place >= _FIRST and machine.steps - start > machine.allowance // _SHARE):
            break
        if not turns.take(lambda: machine.execute(node.body, frame)):
            return True

    def turn() -> int:
        if holds(machine, node.test, frame) is False:
            return BREAK
        machine.assume(node.test, True, frame)
        return machine.execute(node.body, frame)

    always = isinstance(node.test, ast.Constant)
    return until_settled(machine, turn, turns, not always)
