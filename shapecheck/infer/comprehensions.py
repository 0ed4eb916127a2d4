"""Comprehensions and generator expressions: item by item, or once with an item that stands for all."""

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from shapecheck.core.dim import Size
from shapecheck.infer.frames import Frame, Lasts, Later, Names, Scope
from shapecheck.infer.iterators import lazily
from shapecheck.infer.keys import key_in
from shapecheck.infer.machine import NEXT, Machine
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.operators import holds
from shapecheck.infer.repeats import many_times
from shapecheck.infer.sequences import ANYTHING, iteration
from shapecheck.infer.targets import assign
from shapecheck.infer.tracing import end_turn, traced_loop
from shapecheck.infer.values import ABSENT, Contents, Listing, Rest, Value

__all__ = ["of_dictionary", "of_generator", "of_list", "of_set"]

_ONE_BY_ONE = 256  # items that are gone through one by one
_FIRST = 3  # and of more, or of costly ones
_SHARE = 12


class _Gathered:
    """What a comprehension has given so far, and whether its items are known one by one."""

    def __init__(self) -> None:
        self.items: list[Value] = []
        self.exact = True
        self.length: Size | None = None  # of one that goes through one thing without a condition
        self.may_stop = False  # whether it may be left at any of its items


def of_list(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `[element for target in iterable if condition]`."""
    assert isinstance(node, ast.ListComp)
    return _listing(machine, _gather(machine, node.generators, lambda inner: machine.evaluate(node.elt, inner), frame))


def of_generator(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `(element for ...)`."""
    assert isinstance(node, ast.GeneratorExp)
    first = machine.evaluate(node.generators[0].iter, frame)  # this alone is evaluated at once

    def make(over: Value = first) -> Contents:
        found = _gather(machine, node.generators, lambda inner: machine.evaluate(node.elt, inner), frame, over)
        return _listing(machine, found).contents

    made = lazily(machine, make, node, [first], Lasts.NEVER)
    made.cells[ANYTHING] = Later(lambda: make(machine.stream(machine.opaque(), None)))
    return made


def of_set(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `{element for ...}`: how many different items there are is not known."""
    assert isinstance(node, ast.SetComp)
    found = _gather(machine, node.generators, lambda inner: machine.evaluate(node.elt, inner), frame)
    return machine.stream(machine.any_of(found.items), None, "set")


def of_dictionary(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `{key: value for ...}`."""
    assert isinstance(node, ast.DictComp)
    found = _gather(
        machine,
        node.generators,
        lambda inner: (machine.evaluate(node.key, inner), machine.evaluate(node.value, inner)),
        frame,
    )
    made = machine.dictionary()
    for key, value in found.items:
        plain = key_in(machine, key)
        if plain is ABSENT or isinstance(plain, OpenKey) or not found.exact:
            made.cells[Rest] = machine.merger.join(made.cells.get(Rest, ABSENT), value)
        else:
            made.cells[plain] = value
    if not found.exact and Rest not in made.cells:
        made.cells[Rest] = machine.opaque()
    return made


def _listing(machine: Machine, found: _Gathered) -> Listing:
    if found.exact:
        return machine.listing(found.items)
    return machine.stream(machine.any_of(found.items), found.length)


def _gather(
    machine: Machine,
    generators: Sequence[ast.comprehension],
    element: Callable[[Frame], Value],
    frame: Frame,
    first: Value = ABSENT,
) -> _Gathered:
    """Go through it all; `first` is what it goes through first, where that was evaluated already."""
    local = frozenset(node.id for part in generators for node in ast.walk(part.target) if isinstance(node, ast.Name))
    if first is ABSENT:  # it is gone through where the names of a class are seen, unlike what stands behind it
        first = machine.evaluate(generators[0].iter, frame)
    scope = Scope(machine.journal.birth(), frame.scope, Names(local), is_comprehension=True)
    inner = frame.inner(scope)
    found = _Gathered()
    found.may_stop = machine.exits.stops
    with machine.exits.stopping(False):
        _go_through(machine, generators, element, inner, found, machine.steps, first)
    if len(generators) > 1 or generators[0].ifs:
        found.length = None
    return found


def _go_through(
    machine: Machine,
    generators: Sequence[ast.comprehension],
    element_of: Callable[[Frame], Value],
    frame: Frame,
    found: _Gathered,
    start: int,
    value: Value = ABSENT,
) -> None:
    if not generators:
        found.items.append(element_of(frame))
        return
    with traced_loop(machine, generators[0]):
        _turn_by_turn(machine, generators, element_of, frame, found, start, value)


def _turn_by_turn(
    machine: Machine,
    generators: Sequence[ast.comprehension],
    element_of: Callable[[Frame], Value],
    frame: Frame,
    found: _Gathered,
    start: int,
    value: Value,
) -> None:
    first, *rest = generators
    name = first.target.id if isinstance(first.target, ast.Name) else ""
    of = machine.evaluate(first.iter, frame) if value is ABSENT else value
    with machine.exits.stopping(found.may_stop):
        source = iteration(machine, of, name, (first.iter, frame))
    begun = False
    before = of.contents if isinstance(of, Listing) and of.kind == "list" else None
    length = source.count
    if source.items is None:
        element = source.any(machine)
    else:
        most = len(source.items) if len(source.items) <= _ONE_BY_ONE else _FIRST
        element = machine.any_of(source.items[most:])
        for place, item in enumerate(source.items[:most]):
            if place >= _FIRST and machine.steps - start > machine.allowance // _SHARE:
                element = machine.any_of(source.items[place:])
                break
            with _turn(machine, first, frame, found, later=begun):
                _with_item(machine, first, item, rest, element_of, frame, found, start)
            begun = True
            if before is not None and isinstance(of, Listing) and of.contents is not before:
                element = machine.opaque()  # what was added meanwhile is gone through as well
                length = None
                break
        else:
            if most == len(source.items):
                return
    found.exact = False
    found.length = length
    any_item = machine.opaque() if element is ABSENT else element
    with _turn(machine, first, frame, found, later=begun):
        many_times(
            machine,
            lambda: _with_item(machine, first, machine.symbols.turned(any_item), rest, element_of, frame, found, start),
            frame.scope,
        )


@contextmanager
def _turn(machine: Machine, part: ast.comprehension, frame: Frame, found: _Gathered, *, later: bool) -> Iterator[None]:
    with machine.exits.in_turn(part, frame, later=later, may_be_over=later and found.may_stop):
        yield
    end_turn(machine)


def _with_item(
    machine: Machine,
    part: ast.comprehension,
    item: Value,
    rest: Sequence[ast.comprehension],
    element: Callable[[Frame], Value],
    frame: Frame,
    found: _Gathered,
    start: int,
) -> None:
    assign(machine, part.target, item, None, frame)
    _filtered(machine, part.ifs, lambda: _go_through(machine, rest, element, frame, found, start), frame, found)


def _filtered(
    machine: Machine, conditions: Sequence[ast.expr], go_on: Callable[[], None], frame: Frame, found: _Gathered
) -> None:
    """Go on where all conditions hold; one that stands behind an open one is asked only where that holds."""
    for place, condition in enumerate(conditions):
        known = holds(machine, condition, frame)
        if known is False:
            return
        if known is None:
            found.exact = False

            def taken(condition: ast.expr = condition, behind: Sequence[ast.expr] = conditions[place + 1 :]) -> int:
                machine.assume(condition, True, frame)

                def run() -> int:
                    _filtered(machine, behind, go_on, frame, found)
                    return NEXT

                return machine.under(condition, True, frame, run)

            machine.fork([taken, lambda: NEXT])
            return
    go_on()
