"""Loops: gone through one by one while that is cheap, else until nothing new is found."""

import ast
from collections.abc import Callable, Sequence

from shapecheck.infer.frames import Frame, Suspended
from shapecheck.infer.journal import Written
from shapecheck.infer.lengths import lengthen
from shapecheck.infer.machine import BREAK, NEXT, RAISE, RETURN, Machine, Raised
from shapecheck.infer.operators import holds
from shapecheck.infer.protocols import iterator_of
from shapecheck.infer.sequences import GROWING, Iteration, go_through_anything, iteration, leave, lists_behind
from shapecheck.infer.settling import TURNING, Turns, until_settled
from shapecheck.infer.targets import assign
from shapecheck.infer.tracing import traced_loop
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Dictionary, Listing, Native, Value, View, method_of
from shapecheck.language import Phrase

__all__ = ["for_", "while_"]

_UNROLLED = 48  # turns of a loop that are gone through one by one
_FIRST = 2  # turns that are gone through one by one when there are too many
_FEW = 3  # turns that are made one by one rather than until nothing new is found, which takes as many
_SHARE = 12  # a loop gets one part in so many of the steps there are


def _loop(
    machine: Machine, node: ast.For | ast.AsyncFor | ast.While, frame: Frame, run: Callable[[Turns], bool]
) -> tuple[int, bool]:
    """Run a loop; give how it can end, and whether it is left before its end on all paths."""
    turns = Turns(machine, node, frame)
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
    start = machine.journal.birth()
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
        go_through_anything(machine, value, start)
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


def _is_for_last(machine: Machine, node: ast.For | ast.AsyncFor) -> bool:
    """Tell whether a turn may do something else with the last item, but for what is done in each so many turns."""
    targets = list(nodes_in(node.target))
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    plain = all(isinstance(target, (ast.Name, ast.Tuple, ast.List)) for target in targets)
    return not plain or not names.isdisjoint(machine.journal.watched) or not names.isdisjoint(_uses(node))


@once
def _uses(node: ast.AST) -> frozenset[str]:
    """Return the names that the body of a loop reads, but to print them and in `if i % 100 == 0`."""
    assert isinstance(node, (ast.For, ast.AsyncFor))
    counted: set[ast.AST] = set()
    for part in nodes_in(*node.body):
        if isinstance(part, ast.If):
            remainders = [test for test in nodes_in(part.test) if isinstance(test, ast.BinOp)]
            counted.update(
                inner for each in remainders if isinstance(each.op, ast.Mod) for inner in nodes_in(each.left)
            )
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "print":
            counted.update(inner for each in part.args for inner in nodes_in(each))
    return frozenset(part.id for part in nodes_in(*node.body) if isinstance(part, ast.Name) and part not in counted)


def _by_next(machine: Machine, node: ast.For | ast.AsyncFor, method: Value, turns: Turns, frame: Frame) -> bool:
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
        if not flow & TURNING:
            return True
    return until_settled(machine, again, turns, True)


def _as_given(machine: Machine, node: ast.For | ast.AsyncFor, held: Suspended, turns: Turns, frame: Frame) -> bool:
    """Run a generator, and make a turn at each of its `yield`s; tell whether the loop ended before, on all paths."""
    stopped = False

    def turn(item: Value) -> int:
        assign(machine, node.target, item, None, frame)
        return machine.execute(node.body, frame)

    def take(item: Value) -> None:
        nonlocal stopped
        flow, _ = turns.take(lambda: turn(item))
        if not flow & TURNING:
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
    turns: Turns,
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
    written: Written | None = None
    first = 0 if machine.early and node in machine.turned else _FIRST  # what it does first is known by then
    machine.turned.setdefault(node, False)
    if machine.in_hurry and 0 < len(items) <= _UNROLLED:
        machine.leave_out(Phrase("loop gone through as a whole"), node, frame)
    while place < len(items):
        most = 0 if machine.in_hurry else len(items) if len(items) <= _UNROLLED else first
        if place >= most or (
            place >= first
            and (machine.in_hurry or machine.steps - start > machine.allowance // _SHARE)
            and (machine.in_hurry or len(items) - place > _FEW)
        ):
            rest = machine.listing(items[place:])
            found = Iteration(None, machine.element(rest), len(items) - place)
            if until_settled(machine, again, turns, False, written):
                return True
            if machine.generic is None and not _is_for_last(machine, node):
                assign(machine, node.target, items[-1], None, frame)
                return False
            flow, _ = turns.take(lambda last=items[-1]: turn(last))  # type: ignore[misc] # where an index runs out
            return not flow & TURNING
        item = items[place]
        keys = list(source.of.cells) if isinstance(source, View) else None
        flow, written = turns.take(lambda item=item: turn(item))  # type: ignore[misc]
        if not flow & TURNING:
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


def while_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `while condition`."""
    assert isinstance(node, ast.While)
    ends, left = _loop(machine, node, frame, lambda turns: _while_turns(machine, node, turns, frame))
    if not left and not ends & BREAK:
        machine.assume(node.test, False, frame)
    return _end(machine, node.orelse, ends, left, frame)


def _while_turns(machine: Machine, node: ast.While, turns: Turns, frame: Frame) -> bool:
    most = _FIRST if isinstance(node.test, ast.Constant) else _UNROLLED
    start = machine.steps
    for place in range(most):
        known = holds(machine, node.test, frame)
        if known is False:
            return False
        if known is None or (place >= _FIRST and machine.steps - start > machine.allowance // _SHARE):
            break
        flow, _ = turns.take(lambda: machine.execute(node.body, frame))
        if not flow & TURNING:
            return True

    def turn() -> int:
        if holds(machine, node.test, frame) is False:
            return BREAK
        machine.assume(node.test, True, frame)
        return machine.under(node.test, True, frame, lambda: machine.execute(node.body, frame))

    always = isinstance(node.test, ast.Constant)
    return until_settled(machine, turn, turns, not always)
