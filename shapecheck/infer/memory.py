"""Calls that were made before: a function that changes nothing gives the same for the same shapes.

Two calls are the same where their arguments are, but for the names of sizes: what is known of `(n, k)` is known of
`(m, j)`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbol, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.infer.frames import find, names_in
from shapecheck.infer.machine import Machine
from shapecheck.infer.site import Site
from shapecheck.infer.texts import Written
from shapecheck.infer.values import ABSENT, Class, Function, Library, Native, Opaque, Project, Value
from shapecheck.ops.values import Dtype

__all__ = ["Key", "Memory"]

_PLAIN = (bool, int, float, complex, str, bytes, Dtype, Library, type(None))
_SAME = (Function, Class, Native, Project)  # what is the same only if it is the very same
_STANDS_FOR = "size_of_call"  # the name of the sizes in a key


class _Changing(Exception):
    """Signal: a value can change, so that a call with it may give something else another time."""


class Key:
    """What a call is known by: its arguments with sizes numbered in the order in which they occur."""

    def __init__(self, parts: Sequence[object]) -> None:
        self.symbols: dict[Symbol | Dim, Size] = {}
        self._unknown: dict[int, int] = {}
        self.parts = tuple(map(self._part, parts))

    def _part(self, value: Value) -> object:
        if isinstance(value, Array):
            numbered = value.map(self._size)
            return type(value), numbered.shape, numbered.supposed, value.kind, value.bare
        if isinstance(value, Dim):
            return self._size(value)
        if isinstance(value, _PLAIN):
            return type(value), value
        if type(value) is tuple and len(value) <= 64:
            return tuple(map(self._part, value))
        if isinstance(value, _SAME):
            return id(value)
        if isinstance(value, Opaque) and not isinstance(value, Written) and not value.cells and value.size is None:
            return value.kind, self._unknown.setdefault(id(value), len(self._unknown))
        if value is ABSENT:
            return value
        raise _Changing

    def _size(self, size: Size) -> Size:
        if not isinstance(size, Dim):
            return size
        for own in symbols_of(size):
            if own not in self.symbols:
                self.symbols[own] = symbol(_STANDS_FOR, len(self.symbols), may_be_zero=own.may_be_zero)
        return substitute(size, self.symbols)


@dataclass(frozen=True, slots=True)
class _Call:
    result: Value
    since: int  # when it was made: sizes found since then are its own
    symbols: tuple[Symbol, ...]  # of its arguments, in their order
    kept: tuple[Value, ...]  # what the key names by identity, so that it stays alive


class Memory:
    """What functions gave, by what they were given."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._calls: dict[object, _Call] = {}

    def key(self, function: Function, values: Sequence[Value], keywords: Mapping[str, Value]) -> Key | None:
        """Give what a call is known by, or None where it may give something else another time."""
        if self._machine.muted or self._machine.generic is not None:
            return None
        frame = function.frame
        named = [part for pair in sorted(keywords.items()) for part in pair]
        free = [find(frame, name) for name in names_in(function.node).free]
        given = [*function.defaults, *function.keyword_defaults.values()]
        try:
            state = function, self._machine.journal.version, self._machine.is_guarded, len(values)
            expected = tuple(sorted(self._machine.expected))
            doubts = tuple(id(each.test) for each in self._machine.conditions)
            return Key((*state, expected, doubts, self._makings(values), *values, *named, *given, *free))
        except _Changing:
            return None

    def _makings(self, values: Sequence[Value]) -> tuple[int, ...]:
        """Give where arguments were made, if one of them has an axis of size 1: what that is for depends on it."""
        arrays = [value for value in values if isinstance(value, Array)]
        if len(arrays) < 2 or all(1 not in array.shape.before for array in arrays):
            return ()
        return tuple(part for array in arrays for part in self._machine.origins.places(array))

    @staticmethod
    def is_closed(function: Function) -> bool:
        """Tell whether a function reads nothing from outside but functions, classes and modules."""
        free = (find(function.frame, name) for name in names_in(function.node).free)
        return all(isinstance(value, (*_SAME, Library)) or value is ABSENT for value in free)

    def recall(self, key: Key, values: Sequence[Value], site: Site | None) -> tuple[Value] | None:
        """Give what the call gave before, in a tuple, with this call's sizes, and new ones for those that it found.

        Its arrays are made of this call's arguments, `values`.
        """
        known = self._calls.get(key.parts)
        if known is None:
            return None
        fresh = self._machine.symbols.refreshed(known.result, known.since)
        names: dict[Symbol | Dim, Size] = {}
        for old, new in zip(known.symbols, _plain(key.symbols), strict=True):
            if old != new:
                names[old] = self._machine.symbols.size(new)
        given = {id(old): new for old, new in zip(known.kept, values, strict=False)}
        return (self._machine.origins.repeat(known.result, _renamed(fresh, names), given, site),)

    def keep(self, key: Key, result: Value, since: int, values: Sequence[Value]) -> None:
        """Remember what a call gave, if it is nothing that can change."""
        if _is_lasting(result, since):
            self._calls[key.parts] = _Call(result, since, tuple(_plain(key.symbols)), tuple(values))


def _plain(symbols: Mapping[Symbol | Dim, Size]) -> Iterator[Symbol]:
    return (own for own in symbols if isinstance(own, Symbol))


def _is_lasting(value: Value, since: int) -> bool:
    """Tell whether a value is the same whenever it is made; a closure that the call made has cells of its own."""
    if type(value) is tuple:
        return all(_is_lasting(item, since) for item in value)
    if isinstance(value, Function):
        return value.frame.scope.born <= since
    if isinstance(value, Class):
        return value.born <= since
    if isinstance(value, Native):
        return value.run is None and not value.owner
    return isinstance(value, (Array, Dim, *_PLAIN, *_SAME))


def _renamed(value: Value, names: Mapping[Symbol | Dim, Size]) -> Value:
    if not names:
        return value
    if isinstance(value, Array):
        return value.map(lambda size: substitute(size, names))
    if isinstance(value, Dim):
        return substitute(value, names)
    return tuple(_renamed(item, names) for item in value) if type(value) is tuple else value
