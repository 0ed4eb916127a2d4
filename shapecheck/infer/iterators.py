"""Python's functions that go through something: `zip`, `map`, `sorted`, `any`, `next`.

What some of them give is made only when it is gone through itself, with what everything is then.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from shapecheck.core.array import Array
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine, Raised
from shapecheck.infer.operators import truth
from shapecheck.infer.sequences import Iteration, Later, iteration, taken
from shapecheck.infer.values import ABSENT, Contents, Listing, Value

__all__ = ["ITERATORS", "each", "lazily"]

_ONE_BY_ONE = 64  # calls of a function that is given items one by one


def lazily(machine: Machine, make: Callable[[], Contents], node: ast.AST | None = None) -> Listing:
    """Give an iterator whose items are made when it is gone through.

    Parameters
    ----------
    machine : Machine
        The analysis.
    make : callable
        Makes them.
    node : ast.AST, optional
        Where it stands, if what happens while they are made is to be told of even if nobody goes through it.
    """
    contents = Contents(None, machine.opaque())
    if node is not None and node not in machine.consumed:
        machine.journal.begin()
        with suppress(Raised):
            try:
                contents = make()
            finally:
                machine.journal.take_back()
    made = Listing(machine.journal.birth(), contents, "generator")
    made.cells["later"] = Later(make)
    return made


def each(
    machine: Machine, function: Value, found: Iteration, node: ast.expr, frame: Frame, *, spread: bool = False
) -> Iteration:
    """Call a function with each of some items; give what it gave.

    Where the items are tuples to `spread`, each of them is several arguments.
    """

    def call(item: Value) -> Value:
        return machine.call(function, item if spread and isinstance(item, tuple) else (item,), {}, node, frame)

    if found.items is not None and len(found.items) <= _ONE_BY_ONE:
        return Iteration([call(item) for item in found.items])
    element = found.any(machine)
    given: list[Value] = []
    machine.perhaps(lambda: given.append(call(machine.opaque() if element is ABSENT else element)))
    return Iteration(None, machine.any_of(given), found.count)


def _iterated(contents: Contents) -> Iteration:
    return Iteration(None if contents.items is None else list(contents.items), contents.element, contents.length)


def _listed(items: Sequence[Value]) -> Contents:
    return Contents(tuple(items))


def _enumerate(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    start = values[1] if len(values) > 1 else keywords.get("start", 0)

    def make() -> Contents:
        found = iteration(machine, values[0]) if values else Iteration(None)
        if found.items is not None and type(start) is int:
            return _listed([(start + place, item) for place, item in enumerate(found.items)])
        element = found.any(machine)
        whole = (machine.symbols.named("i"), machine.opaque() if element is ABSENT else element)
        return machine.stream(whole, found.count).contents

    return lazily(machine, make)


def zipped(machine: Machine, values: Sequence[Value]) -> Contents:
    """Give what is in `zip`: tuples of the items at the same place, as many as the shortest has."""
    found = [iteration(machine, value) for value in values]
    known = [len(one.items) for one in found if one.items is not None]
    if found and all(one.items is not None for one in found):
        return _listed(
            [tuple(row) for row in zip(*(one.items for one in found if one.items is not None), strict=False)]
        )
    element = tuple(one.any(machine) for one in found)
    element = tuple(machine.opaque() if item is ABSENT else item for item in element)
    lengths = {one.length for one in found} if not known else set()
    return machine.stream(element, lengths.pop() if len(lengths) == 1 else None).contents


def _zip(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return lazily(machine, lambda: zipped(machine, values))


def _reversed(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque()
    value = values[0]
    if isinstance(value, range):
        return value[::-1]
    found = iteration(machine, value)
    if found.items is not None:
        return machine.listing(found.items[::-1], "generator")
    return machine.stream(found.element, found.length, "generator")


def _sorted(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque("list")
    found = iteration(machine, values[0])
    backwards = keywords.get("reverse", False)
    plain = found.items is not None and all(isinstance(item, (int, float, str)) for item in found.items)
    if found.items is not None and plain and "key" not in keywords and isinstance(backwards, bool):
        with suppress(TypeError):
            return machine.listing(sorted(found.items, reverse=backwards))
    if "key" in keywords:
        each(machine, keywords["key"], found, node, frame)
    return machine.stream(found.any(machine), found.count)


def _map(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) < 2:
        return machine.opaque()
    function, *sources = values
    several = len(sources) > 1

    def make() -> Contents:
        found = _iterated(zipped(machine, sources)) if several else iteration(machine, sources[0])
        given = each(machine, function, found, node, frame, spread=several)
        return _listed(given.items) if given.items is not None else machine.stream(given.element, found.count).contents

    return lazily(machine, make, node)


def _filter(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) != 2:
        return machine.opaque()
    test, source = values

    def make() -> Contents:
        found = iteration(machine, source)
        answers = found if test is None else each(machine, test, found, node, frame)
        decided = None if answers.items is None else [truth(answer) for answer in answers.items]
        if found.items is not None and decided is not None and None not in decided:
            return _listed([item for item, taken in zip(found.items, decided, strict=True) if taken])
        return machine.stream(found.any(machine), None).contents

    return lazily(machine, make, node)


def _next(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if not isinstance(value, Listing):
        return machine.opaque()
    contents = Contents(())

    def take() -> None:
        nonlocal contents
        contents = taken(machine, value)

    machine.perhaps(take)  # the items behind the first one are not made yet
    if contents.items:
        first, *rest = contents.items
        machine.journal.write(value, "contents", _listed(rest))
        return first
    if contents.items is None:
        machine.journal.write(value, "contents", machine.stream(contents.element, None).contents)
        first = machine.symbols.refreshed(machine.merger.element(contents), value.born)
        return machine.opaque() if first is ABSENT else machine.merger.join(first, *values[1:2] or (first,))
    return values[1] if len(values) > 1 else machine.opaque()


def _iter(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque()
    (value,) = values
    if isinstance(value, Listing) and value.kind == "generator":
        return value

    def make() -> Contents:
        found = iteration(machine, value)
        return _listed(found.items) if found.items is not None else machine.stream(found.element, found.length).contents

    return lazily(machine, make)


def _any_all(name: str) -> Builtin:
    decisive = name == "any"

    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        if len(values) != 1:
            return machine.opaque("bool")
        (value,) = values
        found = Iteration(None)

        def take() -> None:
            nonlocal found
            found = iteration(machine, value)

        machine.perhaps(take)  # it stops at the first item that decides it
        if found.items is None or isinstance(value, Array):
            _leave(machine, value, None)
            return machine.opaque("bool")
        answers = [truth(item) for item in found.items]
        place = next((place for place, answer in enumerate(answers) if answer is None or answer is decisive), None)
        _leave(
            machine, value, [] if place is None else found.items[place + 1 :] if answers[place] is decisive else None
        )
        if decisive in answers:
            return decisive
        return machine.opaque("bool") if None in answers else not decisive

    return run


def _leave(machine: Machine, value: Value, rest: list[Value] | None) -> None:
    """Write down what is left of an iterator; None where it is not known how far it was gone through."""
    if isinstance(value, Listing) and value.kind == "generator":
        contents = machine.stream(machine.opaque(), None).contents if rest is None else _listed(rest)
        machine.journal.write(value, "contents", contents)


ITERATORS: Mapping[str, Builtin] = {
    "all": _any_all("all"), "any": _any_all("any"), "enumerate": _enumerate, "filter": _filter, "iter": _iter,
    "map": _map, "next": _next, "reversed": _reversed, "sorted": _sorted, "zip": _zip,
}  # fmt: skip
