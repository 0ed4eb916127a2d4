"""Adoption: a machine is given what another one has made, as its own.

What a module has is made once, by a machine of its own, and never changed: whoever imports it has a copy. What is the
same object there is the same one here. Sizes have new names where those are taken; arrays, which never change, and
syntax trees are shared.
"""

import ast
from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from types import CellType, FunctionType
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.frames import Frame, Later, Leaving, Names, Receiver, Scope, Suspended
from shapecheck.infer.journal import Cell
from shapecheck.infer.machine import Machine
from shapecheck.infer.site import Site, Source
from shapecheck.infer.values import (
    Bound,
    Class,
    Contents,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Lost,
    Native,
    Object,
    Opaque,
    Project,
    Span,
    Super,
    Union,
    Value,
    View,
)
from shapecheck.ops.values import Dtype, Many, Sizes

__all__ = ["Adoption", "NotShared"]

_OLDER = 1 << 40  # how much older than all that its new machine makes is what is adopted

# What never changes, and has nothing in it that does.
_SHARED = (
    bool, int, float, complex, str, bytes, range, type(None), type(...), type, Enum, frozenset, Library, Dtype, Lost,
    Names, Site, Source, ast.AST, Symbol,
)  # fmt: skip
_PARTS = (
    Bound,
    Contents,
    Frame,
    Function,
    Later,
    Leaving,
    Many,
    Native,
    Receiver,
    Sizes,
    Span,
    Super,
    Suspended,
    Union,
)


class NotShared(Exception):
    """Signal: something that cannot be given to another machine."""


class Adoption:
    """Gives one machine what others have made.

    Parameters
    ----------
    machine : Machine
        Whose own it becomes.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._made: dict[int, tuple[Any, Any]] = {}  # for each that another machine made, its copy here
        self.first: dict[int, tuple[Any, Any]] = {}  # for each copy here, what it was at first
        self._names: dict[tuple[int, Symbol], Size] = {}
        self._giver = machine  # who made what is adopted now
        self.givers: dict[int, Machine] = {}  # for each copy here who made it

    def take(self, giver: Machine, value: Value) -> Value:
        """Give a value of another machine, as one of this one."""
        self._giver = giver
        return self._of(value)

    def _of(self, value: Any) -> Any:
        if isinstance(value, _SHARED):
            return value
        origin = self._giver.modules.adoption.first.get(id(value))
        if origin is not None:
            value = origin[1]
        known = self._made.get(id(value))
        if known is not None:
            return known[1]
        return self._copied(value)

    def _keep(self, value: Any, made: Any) -> Any:
        self._made[id(value)] = value, made
        self.first[id(made)] = made, value
        self.givers[id(made)] = self._giver
        return made

    def _copied(self, value: Any) -> Any:
        if isinstance(value, Array):
            made = value.map(self._size)
            self._machine.origins.hand_on(value, made)
            return self._keep(value, made) if made is not value else value
        if isinstance(value, Dim):
            return self._size(value)
        if type(value) is tuple:
            return tuple(map(self._of, value))
        if isinstance(value, Object):
            return self._object(value)
        if isinstance(value, Shape):
            return value.map(self._size)
        if type(value) is list:
            return [self._of(item) for item in value]
        if type(value) is dict:
            return {self._of(key): self._of(item) for key, item in value.items()}
        if type(value) is slice:
            return slice(*map(self._of, (value.start, value.stop, value.step)))
        if isinstance(value, _PARTS):
            made = self._keep(value, object.__new__(type(value)))
            for part in fields(value):
                object.__setattr__(made, part.name, self._of(getattr(value, part.name)))
            return made
        if isinstance(value, FunctionType):
            return self._function(value)
        if isinstance(value, Machine):
            return self._machine
        raise NotShared(type(value).__name__)

    def _object(self, value: Object) -> Object:
        at_hand = self._machine.modules.at_hand(value) if isinstance(value, Project) else None
        if at_hand is not None:
            self._keep(value, at_hand)
            return at_hand
        if type(value) not in _KINDS:
            raise NotShared(type(value).__name__)
        made: Object = self._keep(value, object.__new__(type(value)))
        made.born = value.born - _OLDER
        made.is_many = value.is_many
        made.cells = {}
        made.others = ()
        for name in _slots(type(value)):
            if hasattr(value, name):
                setattr(made, name, self._of(getattr(value, name)))
        made.others = self._of(value.others)
        for key, held in value.cells.items():
            made.cells[self._of(key)] = self._of(held)
        return made

    def cell(self, cell: Cell) -> Cell:
        """Give a cell of another machine, as one of this one."""
        owner, key = cell
        return self._of(owner), self._of(key)

    def _function(self, value: FunctionType) -> Callable[..., Any]:
        """Give a function of the interpreter's own, with what it holds."""
        made = FunctionType(
            value.__code__, value.__globals__, value.__name__, value.__defaults__,
            tuple(CellType() for _ in value.__closure__ or ()),
        )  # fmt: skip
        self._keep(value, made)
        made.__defaults__ = None if value.__defaults__ is None else self._of(value.__defaults__)
        made.__kwdefaults__ = None if value.__kwdefaults__ is None else self._of(value.__kwdefaults__)
        for own, cell in zip(made.__closure__ or (), value.__closure__ or (), strict=True):
            try:
                held = cell.cell_contents
            except ValueError:
                continue  # it has nothing yet
            own.cell_contents = self._of(held)
        return made

    def _size(self, size: Size) -> Size:
        if not isinstance(size, Dim):
            return size
        names: dict[Symbol | Dim, Size] = {}
        for own in symbols_of(size):
            key = id(self._giver), own
            if key not in self._names:
                self._names[key] = self._machine.symbols.adopted(own, self._giver.symbols, _OLDER)
            if self._names[key] != self._machine.symbols.size(own):
                names[own] = self._names[key]
        return substitute(size, names) if names else size


_KINDS = frozenset({Class, Dictionary, Instance, Listing, Opaque, Project, Scope, View})


def _slots(kind: type) -> tuple[str, ...]:
    return tuple(name for base in kind.__mro__ if base is not Object for name in getattr(base, "__slots__", ()))
