"""Python's functions that go through something: `zip`, `map`, `sorted`, `any`, `next`.

What some of them give is made only when it is gone through itself, with what everything is then.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.infer.compared import compared_rows
from shapecheck.infer.dataflow import flow_of
from shapecheck.infer.frames import Frame, Lasts, Later
from shapecheck.infer.machine import Builtin, Machine, Raised
from shapecheck.infer.merging import length_of
from shapecheck.infer.operators import truth
from shapecheck.infer.repeats import many_times
from shapecheck.infer.rooms import door
from shapecheck.infer.sequences import Iteration, iteration, leave, searched, taken
from shapecheck.infer.tracing import end_turn, traced_loop
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.values import ABSENT, Contents, Dictionary, Instance, Listing, Opaque, Value
from shapecheck.ops.values import Flat

if TYPE_CHECKING:
    from shapecheck.infer.told_of_calls import Zipped
else:
    Zipped = door("told_of_calls", "Zipped")

__all__ = ["ITERATORS", "ITERTOOLS", "each", "lazily"]

_ONE_BY_ONE = 64  # calls of a function that is given items one by one


def lazily(
    machine: Machine,
    make: Callable[[], Contents],
    node: ast.AST | None = None,
    over: Sequence[Value] = (),
    lasts: Lasts | None = None,
) -> Listing:
    """Give an iterator whose items are made when it is gone through.

    Parameters
    ----------
    machine : Machine
        The analysis.
    make : callable
        Makes them.
    node : ast.AST, optional
        Where it stands, if what happens while they are made is to be told of even if nobody goes through it.
    over : sequence of Value
        What it goes through itself.
    lasts : Lasts, optional
        How long the items stay what they are that it has not given; for as long as those of what it goes through.
    """
    contents = Contents(None, machine.opaque())
    binds_late = node is not None and _reads_what_changes(machine, node)
    if node is not None and node not in machine.consumed:
        machine.journal.begin()
        with suppress(Raised), machine.exits.stopping(True), machine.exits.behind(binds_late):
            try:
                contents = make()
            finally:
                machine.journal.take_back()
    made = Listing(machine.journal.birth(), contents, "generator")
    made.cells["later"] = Later(make)
    made.cells["over"] = tuple(over)
    made.cells["lasts"] = _lasting(over) if lasts is None else lasts
    return made


def _lasting(over: Sequence[Value]) -> Lasts:
    """Tell how long items stay what they are that are read of some values."""
    found = Lasts.ALWAYS
    for value in over:
        if isinstance(value, Instance) or (isinstance(value, Listing) and value.cells.get("lasts") is Lasts.NEVER):
            return Lasts.NEVER
        if isinstance(value, (Dictionary, Listing, Opaque)) and value.cells.get("lasts") is not Lasts.ALWAYS:
            found = Lasts.UNCHANGED
    return found


def _reads_what_changes(machine: Machine, node: ast.AST) -> bool:
    """Tell whether an expression reads a name that the body around it assigns more than once, as its text tells."""
    flow = flow_of(machine.frames[-1].body)
    return any(isinstance(part, ast.Name) and len(flow.assigned.get(part.id, ())) > 1 for part in nodes_in(node))


def each(
    machine: Machine, function: Value, found: Iteration, node: ast.expr, frame: Frame, *, spread: bool = False
) -> Iteration:
    """Call a function with each of some items; give what it gave.

    Where the items are tuples to `spread`, each of them is several arguments.
    """

    def call(item: Value) -> Value:
        return machine.call(function, item if spread and isinstance(item, tuple) else (item,), {}, node, frame)

    stops = machine.exits.stops
    given: list[Value] = []
    with machine.exits.stopping(False), traced_loop(machine, node):
        if found.items is not None and len(found.items) <= _ONE_BY_ONE:
            for item in found.items:
                with machine.exits.in_turn(node, frame, later=bool(given), may_be_over=bool(given) and stops):
                    given.append(call(item))
                end_turn(machine)
            return Iteration(given)
        element = found.any(machine)
        many_times(machine, lambda: given.append(call(machine.opaque() if element is ABSENT else element)))
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
        counted = type(start) is int and start >= 0
        whole = (
            machine.symbols.named("i") if counted else machine.opaque("int"),
            machine.opaque() if element is ABSENT else element,
        )
        return machine.stream(whole, found.count).contents

    return lazily(machine, make, over=values[:1])


def zipped(machine: Machine, values: Sequence[Value]) -> Contents:
    """Give what is in `zip`: tuples of the items at the same place, as many as the shortest has."""
    # An iterator that is there twice gives its items in turn.
    own = {id(value): value for value in values}
    with machine.exits.stopping(machine.exits.stops or len(own) > 1):
        once = {key: iteration(machine, value) for key, value in own.items()}
    found = [once[id(value)] for value in values]
    if found and all(one.items is not None for one in found):
        return Contents(tuple(_rows(machine, values, {key: one.items or [] for key, one in once.items()})))
    for value in values:
        leave(machine, value)
    element = tuple(one.any(machine) for one in found)
    element = tuple(machine.opaque() if item is ABSENT else item for item in element)
    known = any(one.items is not None for one in found)
    lengths = set() if known else {one.length for one in found}
    return machine.stream(element, lengths.pop() if len(lengths) == 1 else None).contents


def _rows(
    machine: Machine, values: Sequence[Value], items: Mapping[int, Sequence[Value]]
) -> Iterator[tuple[Value, ...]]:
    """Take an item of each value, until one has no more: those before it have given one for nothing."""
    iterators = {key: iter(own) for key, own in items.items()}
    parts = [
        iterators[id(value)] if isinstance(value, Listing) and value.kind == "generator" else iter(items[id(value)])
        for value in values
    ]
    yield from zip(*parts, strict=False)
    for value in values:
        leave(machine, value, Contents(tuple(iterators[id(value)])))


def _zip(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if "strict" not in keywords and isinstance(node, ast.Call):
        _tell_zipped(machine, values, node, node.args, frame)
    return lazily(machine, lambda: zipped(machine, values), over=values)


def _tell_zipped(
    machine: Machine, values: Sequence[Value], node: ast.Call, written: Sequence[ast.expr], frame: Frame
) -> None:
    """Tell of values that are gone through side by side, if it is known of each how many items it has."""
    if len(values) < 2 or len(values) != len(written) or any(isinstance(part, ast.Starred) for part in written):
        return
    found = [_length(value, part, frame) for value, part in zip(values, written, strict=True)]
    lengths = tuple(one for one in found if one is not None)
    if len(lengths) == len(values):
        site, guarded = frame.site(node), machine.is_guarded
        machine.tell(Zipped(site, tuple(values), tuple(written), lengths, guarded, machine.doubt))


def _length(value: Value, node: ast.expr, frame: Frame) -> int | None:
    """Give how many items a value has for good; None for what grows, and what counts or takes from others."""
    if isinstance(value, Array):
        size = value.shape.before[0] if value.shape.rank else None
        return size if type(size) is int else None
    if isinstance(value, (tuple, str)):
        return len(value)
    if not isinstance(value, Listing) or value.kind != "list" or value.items is None:
        return None
    if isinstance(node, ast.Name):
        own = flow_of(frame.body)
        flow = own if node.id in own.assigned or node.id in own.parameters else flow_of(frame.source.tree)
        given = flow.assigned.get(node.id, ())  # also what is appended
        if len(given) != 1:
            return None
        (node,) = given
    return len(value.items) if isinstance(node, (ast.List, ast.ListComp)) else None


def _reversed(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque()
    value = values[0]
    if isinstance(value, range):
        return value[::-1]
    length = length_of(value.contents) if isinstance(value, Listing) else None

    def make() -> Contents:
        found = iteration(machine, value)
        if found.items is None or (length is not None and length != len(found.items)):
            return machine.stream(found.any(machine), None if length is None else length).contents
        return _listed(found.items[::-1])

    return lazily(machine, make, over=values)


def _sorted(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque("list")
    if (wrong := compared_rows(machine, values[0], 2, node, frame)) is not None:
        return wrong
    found = iteration(machine, values[0])
    backwards = keywords.get("reverse", False)
    plain = found.items is not None and all(isinstance(item, (int, float, str)) for item in found.items)
    if found.items is not None and plain and "key" not in keywords and isinstance(backwards, bool):
        with suppress(TypeError):
            return machine.listing(sorted(found.items, reverse=backwards))
    if "key" in keywords:
        each(machine, keywords["key"], found, node, frame)
    return machine.stream(found.any(machine), found.count)


def _map(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if len(values) < 2:
        return machine.opaque()
    function, *sources = values
    several = len(sources) > 1
    if "strict" not in keywords and isinstance(node, ast.Call):
        _tell_zipped(machine, sources, node, node.args[1:], frame)

    def make() -> Contents:
        found = _iterated(zipped(machine, sources)) if several else iteration(machine, sources[0])
        given = each(machine, function, found, node, frame, spread=several)
        return _listed(given.items) if given.items is not None else machine.stream(given.element, found.count).contents

    return lazily(machine, make, node, sources, Lasts.NEVER)


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

    return lazily(machine, make, node, [source], Lasts.NEVER)


def _next(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, Flat):
        element = iteration(machine, value).any(machine)
        return machine.opaque() if element is ABSENT else machine.merger.join(element, *values[1:2] or (element,))
    if not isinstance(value, Listing):
        if value is not None:
            machine.lose(value)
        return machine.opaque()
    with machine.exits.stopping(True):
        contents = taken(machine, value)
    if contents.items:
        first, *rest = contents.items
        leave(machine, value, _listed(rest))
        return first
    if contents.items is None:
        leave(machine, value, machine.stream(contents.element, None).contents)
        first = machine.symbols.refreshed(machine.merger.element(contents), value.born)
        return machine.opaque() if first is ABSENT else machine.merger.join(first, *values[1:2] or (first,))
    return values[1] if len(values) > 1 else machine.opaque()


def _iter(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque()
    (value,) = values
    if isinstance(value, Flat) or (isinstance(value, Listing) and value.kind == "generator"):
        return value

    def make() -> Contents:
        found = iteration(machine, value)
        return _listed(found.items) if found.items is not None else machine.stream(found.element, found.length).contents

    return lazily(machine, make, over=values)


def _any_all(name: str) -> Builtin:
    decisive = name == "any"

    def decides(item: Value) -> bool | None:
        answer = truth(item)
        return None if answer is None else answer is decisive

    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
        if len(values) == 1 and (wrong := compared_rows(machine, values[0], 1, node, frame)) is not None:
            return wrong
        if len(values) != 1 or isinstance(values[0], Array):
            return machine.opaque("bool")
        found = searched(machine, values[0], decides)
        return machine.opaque("bool") if found is None else found is decisive

    return run


def _chain(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    def make() -> Contents:
        found = [iteration(machine, value) for value in values]
        if all(one.items is not None for one in found):
            return Contents(tuple(item for one in found for item in one.items or ()))
        return machine.stream(machine.opaque(), None).contents

    return lazily(machine, make, over=values)


ITERATORS: Mapping[str, Builtin] = {
    "all": _any_all("all"), "any": _any_all("any"), "enumerate": _enumerate, "filter": _filter, "iter": _iter,
    "map": _map, "next": _next, "reversed": _reversed, "sorted": _sorted, "zip": _zip,
}  # fmt: skip


def _islice(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return machine.opaque()
    source, *bounds = values

    def make() -> Contents:
        with machine.exits.stopping(True):
            found = iteration(machine, source)
        leave(machine, source)  # how far it is gone through is where that ends
        plain = bounds and all(value is None or (type(value) is int and value >= 0) for value in bounds)
        if found.items is None or not plain or len(bounds) > 3 or bounds[2:] == [0]:
            return machine.stream(found.any(machine), None).contents
        return _listed(found.items[slice(*bounds)])

    return lazily(machine, make, over=values[:1])


def _of_some(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Give an iterator of which it is known only what it goes through, and that it may call a function."""

    def make() -> Contents:
        machine.maybe_called(values, node, frame)
        with machine.exits.stopping(True):
            for value in values:
                if isinstance(value, (Listing, Instance)):
                    iteration(machine, value)
                    leave(machine, value)
        return machine.stream(machine.opaque(), None).contents

    return lazily(machine, make, over=values)


ITERTOOLS: Mapping[str, Builtin] = {
    "itertools.chain": _chain,
    "itertools.islice": _islice,
    **dict.fromkeys(
        (f"itertools.{name}" for name in "compress cycle dropwhile filterfalse pairwise takewhile zip_longest".split()),
        _of_some,
    ),
}
