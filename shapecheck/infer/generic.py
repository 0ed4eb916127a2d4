"""A function on generic arguments: what must hold of their sizes is gathered, and what cannot hold is an error.

A function that nothing calls with known arguments is tried once as if it were called with arguments of the kinds that
its body asks for. An argument that is used as a matrix is one, with sizes of its own; what is counted is a list of a
few items, each with a name of its own. What an operation needs of sizes that are not known is an *equation*: it is
solved, and holds from there on. An operation that needs sizes equal which the program names apart (`layer_dims[2]` and
`layer_dims[1]`), or a named size to be 1, fails for every call of this kind.

All that is supposed here is forgotten after the trial, and what is found rests on it: it is a warning at most.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.claims import Agree, Broadcastable, Claim, StretchesTo
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.machine import BudgetSpent, Machine
from shapecheck.infer.values import ABSENT, Facts, Opaque, Tensor, Value
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.rule import Rule

__all__ = ["COUNT", "Abandoned", "Equations"]

COUNT = 4  # items of a list whose length nobody says
_RANK = 2  # axes of what is multiplied, turned or summed up along an axis
_PRODUCTS = frozenset({"numpy.dot", "numpy.matmul", "operator.matmul", "ndarray.dot"})


class Abandoned(BudgetSpent):
    """Signal: what was supposed does not hold, so that the trial says nothing."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What a value is taken as; the value itself is kept, as its identity is its key."""

    value: Value
    array: Array


class Equations(Facts):
    """What is supposed in one trial: arrays in place of unknown values, and sizes in place of other sizes.

    Cells hold both, so that what a branch supposes is taken back with it.
    """

    __slots__ = ("_counted", "_machine")

    def __init__(self, machine: Machine) -> None:
        super().__init__(0)
        self._machine = machine
        self._counted: dict[int, Value] = {}

    # Values

    def current(self, value: Value) -> Value:
        """Return what a value is taken as."""
        found = self.cells.get(id(value))
        return found.array if isinstance(found, _Held) else value

    def is_open(self, value: Value) -> bool:
        """Tell whether a value may be anything that its use asks for."""
        if isinstance(value, Opaque):
            return value.rigid and value.kind is None and value.size is None and value.lost is None
        return isinstance(value, Array) and value.shape.rank is None and not isinstance(value, Tensor)

    def count(self, value: Value) -> int | None:
        """Return how many items an unknown value has that is counted or gone through; None for any other value."""
        if not isinstance(value, Opaque) or not self.is_open(value):
            return None
        self._counted[id(value)] = value
        return COUNT

    def place(self, owner: Opaque, key: Value) -> Value:
        """Return the index of an item, counted from the start where the list was counted."""
        return key + COUNT if type(key) is int and key < 0 and id(owner) in self._counted else key

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as they are taken, with the sizes that are known of them by now."""
        name, role = rule.names[0], role_of(rule)
        given = [self.current(value) for value in arguments]
        named = {key: self.current(value) for key, value in keywords.items()}
        if not _PRODUCTS.isdisjoint(rule.names):
            given[:2] = [self._as_array(value) for value in given[:2]]
        elif given and (role is Role.TURNS or (role is Role.REDUCES and _is_along_axis(given, named))):
            given[0] = self._as_array(given[0]) if name.startswith(("numpy.", "ndarray.")) else given[0]
        elif role is Role.ELEMENTWISE and any(isinstance(value, Array) and value.shape.rank for value in given):
            # What is not known beside an array is taken as something that fits.
            given = [Array(SCALAR) if self.is_open(value) else value for value in given]
        return [self.solved(value) for value in given], {key: self.solved(value) for key, value in named.items()}

    def _as_array(self, value: Value) -> Value:
        if not self.is_open(value):
            return value
        if id(value) in self._counted:
            raise Abandoned
        machine = self._machine
        shape = value.shape if isinstance(value, Array) else Shape((), "...")
        if shape.least_rank > _RANK:
            return value
        label = getattr(value, "name", "") or "size"
        first = len(shape.before)
        new = tuple(
            machine.symbols.named(f"{label}_{first + axis}", may_be_zero=False)
            for axis in range(_RANK - shape.least_rank)
        )
        made = Array(Shape((*shape.before, *new, *shape.after)), name=label if isinstance(value, Opaque) else "")
        if isinstance(value, Array):
            made = replace(made, kind=value.kind)
            machine.origins.hand_on(value, made)
        machine.journal.write(self, id(value), _Held(value, made))
        return made

    # Sizes

    def solved(self, value: Any) -> Any:
        """Return a value with the sizes that are known by now in place of those that they are equal to."""
        if isinstance(value, Array):
            found = value.map(self.size)
            if found.shape == value.shape:
                return value
            self._machine.origins.hand_on(value, found)
            return found
        if isinstance(value, Dim):
            return self.size(value)
        return tuple(map(self.solved, value)) if type(value) is tuple else value

    def size(self, size: Size) -> Size:
        """Return a size with what is known of its symbols in place of them."""
        while isinstance(size, Dim):
            names = {own: self.cells[own] for own in symbols_of(size) if own in self.cells}
            if not names:
                return size
            size = substitute(size, names)
        return size

    def refuted(self, claims: Sequence[Claim]) -> Claim | None:
        """Solve what claims need; return the first that needs what the program names apart to be equal."""
        return next((claim for claim in claims for pair in _pairs(claim) if not self._is_made_equal(*pair)), None)

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        left, right = self.size(left), self.size(right)
        if left == right or (not exact and 1 in {left, right}):
            return True
        symbols = [symbol_in(left), symbol_in(right)]
        for own, other in zip(symbols, (right, left), strict=True):
            if own is not None and own.flexible and own not in (symbols_of(other) if isinstance(other, Dim) else ()):
                if other == 1 and not own.may_be_zero:
                    pass
                self._bind(own, other)
                return True
        for own, other in zip(symbols, (right, left), strict=True):
            if own is not None and isinstance(other, int) and other != 1:
                self._bind(own, other)
                return True
        # Both are named by the program, or one of them is and the other one is 1.
        return None in symbols and 1 not in {left, right}

    def _bind(self, own: Symbol, size: Size) -> None:
        self._machine.journal.write(self, own, size)


def _pairs(claim: Claim) -> Iterator[tuple[Size, Size, bool]]:
    """Give the sizes that a claim needs to be equal, and whether neither may be 1 instead."""
    match claim:
        case Agree(left, right):
            yield left.size, right.size, True
        case Broadcastable(left, right):
            yield left.size, right.size, False
        case StretchesTo(source, target):
            yield source.size, target.size, False


def _is_along_axis(given: Sequence[Value], named: Mapping[str, Value]) -> bool:
    axis = named.get("axis", given[1] if len(given) > 1 else None)
    return type(axis) is int
