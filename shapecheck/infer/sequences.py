"""Going through a value: its items one by one where they are known, else one that stands for all."""

import ast
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from shapecheck.core.array import Array, Bare
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.exits import BudgetSpent, Raised
from shapecheck.infer.frames import Frame, Lasts, Later
from shapecheck.infer.given_up import go_back
from shapecheck.infer.lost import heir, unmodelled
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import length_of
from shapecheck.infer.protocols import items_given, iterator_of
from shapecheck.infer.records import MATRIX
from shapecheck.infer.standing import standing_of
from shapecheck.infer.values import ABSENT, Contents, Dictionary, Instance, Listing, Opaque, Span, Value
from shapecheck.language import Phrase
from shapecheck.ops.values import Flat

__all__ = [
    "ANYTHING",
    "GROWING",
    "Iteration",
    "abandon",
    "count_of",
    "fields_of",
    "go_through_anything",
    "items_of",
    "iteration",
    "leave",
    "lists_behind",
    "repeated_by_number",
    "searched",
    "taken",
]

ANYTHING = "anything"  # the cell of a generator expression that has how it goes through what is not known
GROWING = frozenset({"list", "view"})  # what is gone through as it is at each turn
_MOST = 4096  # items that are gone through one by one at all


@dataclass(frozen=True, slots=True)
class Iteration:
    """What going through a value gives.

    Parameters
    ----------
    items : list of Value or None
        The items one by one.
    element : Value
        What stands for any of them, where they are not known one by one; ABSENT where there is none.
    length : Size or None
        How many there are, where that is known.
    """

    items: list[Value] | None
    element: Value = ABSENT
    length: Size | None = None

    def any(self, machine: Machine) -> Value:
        """Give what stands for any of the items; ABSENT where there is none."""
        return self.element if self.items is None else machine.any_of(self.items)

    @property
    def count(self) -> Size | None:
        """How many items there are, where that is known."""
        return self.length if self.items is None else len(self.items)


def taken(machine: Machine, iterator: Listing) -> Contents:
    """Give what is left in an iterator, made now if it was not yet."""
    later = iterator.cells.get("later")
    if later is None:
        since = iterator.cells.get("since")
        if since is not None and since != machine.journal.changes:
            return machine.stream(machine.opaque(), None).contents
        return iterator.contents
    machine.journal.write(iterator, "later", None)
    contents = machine.stream(machine.opaque(), None).contents

    def make() -> None:
        nonlocal contents
        contents = later.make() if isinstance(later, Later) else contents

    if machine.exits.stops:
        machine.perhaps(make)  # the items behind the first one may not be made yet
    else:
        make()
    return contents


def abandon(machine: Machine, later: Later) -> None:
    """Go through an iterator as anybody may do who has it: to its end, or to any of its items.

    Where there are no steps left for that, all that it may reach is unknown.
    """
    standing = standing_of(machine)
    try:
        with machine.exits.stopping(True), suppress(Raised):
            machine.perhaps(later.make)
    except BudgetSpent:
        go_back(machine, standing)
        machine.give_up(*(value for frame in machine.frames for value in frame.scope.cells.values()))


def leave(machine: Machine, value: Value, rest: Contents | None = None) -> None:
    """Write down what is left of an iterator; None where it is not known how far it was gone through."""
    if not (isinstance(value, Listing) and value.kind == "generator"):
        return
    lasts = value.cells.get("lasts")
    made_anew = lasts is Lasts.NEVER and rest is not None and rest.items != ()
    left = machine.stream(machine.opaque(), None).contents if rest is None or made_anew else rest
    if lasts is Lasts.UNCHANGED:
        machine.journal.write(value, "since", machine.journal.changes)
    machine.journal.write(value, "contents", left)
    if left.items != ():  # neither is it known of what it goes through itself
        for source in value.cells.get("over", ()):
            leave(machine, source)


def searched(machine: Machine, value: Value, decides: Callable[[Value], bool | None]) -> bool | None:
    """Go through a value up to the first item that decides; tell whether there is one, or None where that is open."""
    with machine.exits.stopping(True):
        found = iteration(machine, value)
    if found.items is None:
        leave(machine, value)
        return None
    answers = [decides(item) for item in found.items]
    place = next((place for place, answer in enumerate(answers) if answer is not False), None)
    if place is None or answers[place] is True:
        leave(machine, value, Contents(() if place is None else tuple(found.items[place + 1 :])))
    else:
        leave(machine, value)
    return True if True in answers else None if None in answers else False


def items_of(machine: Machine, value: Value, at: tuple[ast.expr, Frame] | None = None) -> list[Value] | None:
    """Give the items of a value one by one, or None where they are not known so; `at` is where that is asked."""
    return iteration(machine, value, at=at).items


def iteration(machine: Machine, value: Value, name: str = "", at: tuple[ast.expr, Frame] | None = None) -> Iteration:
    """Give what going through a value gives; `name` is what an item is called, `at` where: else in a call."""
    at = at or machine.place
    supposed = None if machine.generic is None else machine.generic.items(value)
    if supposed is not None:
        return Iteration(supposed)
    if isinstance(value, tuple):
        return Iteration(list(value))
    if isinstance(value, Listing):
        if value.kind == "generator":
            contents = taken(machine, value)
            machine.journal.write(value, "contents", Contents(()))  # it is gone through once
            if contents.items is None:
                return Iteration(None, machine.symbols.refreshed(contents.element, value.born), contents.length)
            return Iteration(list(contents.items))
        if value.items is not None and (value.kind != "set" or len(value.items) < 2):
            return Iteration(list(value.items))
        return Iteration(None, machine.element(value), length_of(value.contents))
    if isinstance(value, range):
        if len(value) <= _MOST:
            return Iteration(list(value))
        return Iteration(None, _number(machine, min(value[0], value[-1]), name), len(value))
    if isinstance(value, Span):
        number = _number(machine, value.start if value.step > 0 else value.stop, name)
        if machine.generic is not None:
            machine.generic.counts(number, value)
        return Iteration(None, number, value.length)
    if isinstance(value, (str, bytes)):
        return Iteration(list(value)) if len(value) <= _MOST else Iteration(None, machine.opaque("str"))
    if isinstance(value, Dictionary):
        if not value.is_open:
            return Iteration(list(value.cells))
        kinds = {type(key) for key in value.known}
        return Iteration(None, machine.opaque("str" if kinds == {str} else None))
    if isinstance(value, Flat):
        machine.identities.change(value, replace(value, is_begun=True))
        found = _rows(machine, Array(value.shape, value.kind))
        return Iteration(None, found.any(machine)) if value.is_begun else found
    if isinstance(value, Array):
        if value.shape.rank == 0 and at is not None:  # a number has no items
            return Iteration(None, unmodelled(machine, (value,), *at, reason=Phrase("going through a number")))
        return _rows(machine, value)
    if isinstance(value, Instance):
        fields = fields_of(value)
        if fields is not None:
            return Iteration(list(fields))
        if at is not None and value.type.is_whole:
            given = iterator_of(machine, value, *at)
            if given is not ABSENT and not isinstance(given, Instance):
                return iteration(machine, given, name)
            element = items_given(machine, value if given is ABSENT else given, *at)
            if element is not ABSENT:
                return Iteration(None, element)
        machine.lose(value)  # its own methods are called, any number of times
    if is_faulty(value):
        return Iteration(None, value)
    kind = MATRIX if isinstance(value, Opaque) and value.kind == MATRIX else None  # whose rows are matrices
    return Iteration(None, heir(machine, (value,), kind, name))


def _rows(machine: Machine, value: Array) -> Iteration:
    """Give the parts of an array along its first axis."""
    shape = value.shape
    if shape.rank == 0 or (shape.run is not None and not shape.before):
        part = type(value)(UNKNOWN_SHAPE, value.kind, bare=Bare.SCALAR)
        return Iteration(None, part if shape.rank != 0 else machine.opaque())
    row: Value = type(value)(Shape(shape.before[1:], shape.run, shape.after), value.kind, bare=Bare.SCALAR)
    if value.kind == "O" and row.may_be_bare:
        row = machine.opaque()  # any object
    first = shape.before[0]
    if type(first) is int and first <= _MOST:
        # Each part is an array of its own.
        return Iteration([replace(row) if isinstance(row, Array) else row for _ in range(first)])
    return Iteration(None, row, first)


def _number(machine: Machine, least: Size, name: str) -> Value:
    """Give a number of a range: a size of its own where it is not negative."""
    if at_least(least, 0) is Verdict.YES:
        return machine.symbols.named(name or "i")
    return machine.opaque("int", name)


def fields_of(value: Instance) -> list[Value] | None:
    """Give the fields of a named tuple in their order, or None for any other object."""
    for base in value.type.lineage():
        fields = base.cells.get("_fields", ABSENT)
        if isinstance(fields, tuple):
            return [value.cells.get(name) for name in fields]
    return None


def count_of(machine: Machine, value: Value) -> Value:
    """Give what `len` gives for a value that is no array."""
    if isinstance(value, (tuple, str, bytes, range)):
        return len(value)
    length: Size | None = None
    if isinstance(value, Listing):
        length = length_of(value.contents)
    elif isinstance(value, Dictionary) and not value.is_open:
        length = len(value.cells)
    elif isinstance(value, Span):
        length = value.length
    elif isinstance(value, Opaque):
        return _count_of_unknown(machine, value)
    return machine.opaque("int") if length is None else length


def _count_of_unknown(machine: Machine, value: Opaque) -> Value:
    found = value.cells.get(("len", "()"), ABSENT)
    if found is ABSENT:
        text = f"len_{value.name}" if value.name.isidentifier() else "length"
        found = machine.symbols.named(text)
        machine.journal.write(value, ("len", "()"), found)
    return found


def lists_behind(value: Value) -> list[Listing]:
    """Give the lists that an iterator such as `enumerate(x)` goes through."""
    if not (isinstance(value, Listing) and value.kind == "generator"):
        return []
    over = value.cells.get("over", ())
    return [own for own in over if isinstance(own, Listing) and own.kind in GROWING] + [
        own for source in over for own in lists_behind(source)
    ]


def go_through_anything(machine: Machine, value: Value, before: int) -> bool:
    """Run the generator expressions that an iterator goes through as with items of which nothing is known.

    Only those that were born `before`, or go through one that was; tells whether there is one.
    """
    if not (isinstance(value, Listing) and value.kind == "generator"):
        return False
    behind = [go_through_anything(machine, source, before) for source in value.cells.get("over", ())]
    is_kept = value.born < before or any(behind)
    anything = value.cells.get(ANYTHING)
    if isinstance(anything, Later) and is_kept:
        machine.perhaps(anything.make)
    return is_kept


def repeated_by_number(machine: Machine, left: Value, right: Value) -> Value | None:
    """Return a list that one of NumPy's integers repeats; an array of no axes multiplies it, which gives None."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, (Listing, tuple)) and isinstance(other, Array) and other.may_be_bare:
            if other.shape == SCALAR and other.kind == "i":
                return machine.stream(machine.any_of(_items_of_list(one)), None)
            if other.shape == SCALAR or (other.bare != Bare.ARRAY and other.kind not in {"f", "c", "b"}):
                return machine.opaque()
    return None


def _items_of_list(value: Listing | tuple[Value, ...]) -> tuple[Value, ...]:
    """Give the items of a list or tuple, or what stands for them."""
    if isinstance(value, tuple):
        return value
    return (value.contents.element,) if value.items is None else value.items
