"""What is supposed in a run on layers: the number of examples is no number of units."""

import ast
from collections.abc import Mapping, Sequence
from math import prod

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.frames import Frame
from shapecheck.infer.generic import Equations
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.survey import carried
from shapecheck.infer.values import Listing, Opaque, Value
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.rule import Rule

__all__ = ["LayerEquations"]


class LayerEquations(Equations):
    """The equations of a run on layers.

    What is asked of the arrays that are given is found in runs at few layers; then they are given with these sizes, and
    those of them that were left open, such as the number of examples, are bound to no size that the program names. So
    a gradient with the examples in the place of the units fails, and is not taken to have as many examples as units.
    """

    __slots__ = ("_asks", "_carried", "_compares", "_first_bound", "_free", "is_forced")

    def __init__(self, machine: Machine, count: int, *, asks: bool = False) -> None:
        super().__init__(machine, count=count)
        self._compares = False  # shapes of gradients
        self.is_forced = False  # whether sizes of what is given must be special beyond what was asked
        self._asks = asks  # what arrays that are given have to be, of operations alone
        self._carried: set[Symbol] = set()  # in the results of products, beside what the program names
        self._free: set[Symbol] = set()  # of arrays that are given
        self._first_bound: dict[Symbol | Dim, Size] = {}  # each size that was bound, also where that was taken back

    def evaluated(self, node: ast.expr, value: Value) -> Value:
        """Return what the value of an expression is taken as, and write it down in the trace."""
        found = self.current(value)
        if self._machine.trace is not None and not self._machine.muted:
            self._machine.trace.value(node, found)
        return found

    def recovered(self, name: str, value: Value, frame: Frame) -> Value:
        """Return what a name is taken as that gets what failed: what the next turn has is what it is used as there."""
        loop = None if self._machine.trace is None else self._machine.trace.loop
        if is_faulty(value) and parameter_of(name) and isinstance(loop, (ast.For, ast.While)) and name in carried(loop):
            made = self._machine.opaque(name=name)
            made.rigid = True
            return made
        return super().recovered(name, value, frame)

    def operands(self, name: str, left: Value, right: Value) -> tuple[Value, Value]:
        """Return the operands of an operator as they are taken: in `[n] + hidden` both are lists."""
        left, right = super().operands(name, left, right)
        if name == "add" and isinstance(left, Listing) is not isinstance(right, Listing):
            left, right = self._listed(left), self._listed(right)
        return left, right

    def _listed(self, value: Value) -> Value:
        items = self.items(value) if isinstance(value, Opaque) and self.is_open(value) else None
        return value if items is None else self._machine.listing(items)

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as they are taken; what is given has as many elements as it is written.

        It is told by its name, as another function may have asked something of it.
        """
        given, named = super().taken(rule, arguments, keywords)
        if self._asks and role_of(rule) is Role.RESHAPES and isinstance(given[0], Array) and given[0].shape.rank:
            name = getattr(arguments[0], "name", "")
            known = next((own for own in self.made if own.name == name), None) if name else None
            if known is not None and known.shape.rank == given[0].shape.rank:
                carried, self._carried = self._carried, set()  # these are bound too
                self._is_made_equal(prod(known.shape.before), prod(given[0].shape.before), True)
                self._carried = carried
        return given, named

    def carry(self, shape: Shape) -> None:
        """Note the inferred sizes of the result of a product."""
        sizes = [size for size in shape.before if isinstance(size, Dim)]
        self._carried.update(own for size in sizes for own in symbols_of(size) if own.flexible)

    def supposed(self, name: str, sizes: Sequence[Size]) -> Array:
        """Return an array that is given, of sizes that another run asked for."""
        array = Array(Shape(tuple(sizes)), name=name)
        self._free.update(own for size in sizes for own in symbols_of(size) if own.flexible)
        self._sizes |= self._free
        self.made.append(array)
        return array

    def compare_gradients(self, frame: Frame) -> None:
        """Tell of gradients of other shapes."""
        if not self._asks:
            self._compares = True
            super().compare_gradients(frame)
            self._compares = False

    def with_axes(self, name: str, value: Value, axes: Sequence[Size | None]) -> Value:
        """Return what is given as an array of these sizes, where there is None of those that its uses say.

        What is known by now is what it is.
        """
        if not isinstance(value, Opaque) or not self.is_open(value):
            return value
        sizes = tuple(
            self._machine.symbols.named(f"{name}_{axis}", may_be_zero=False) if size is None else size
            for axis, size in enumerate(axes)
        )
        self._sizes.update(own for size in sizes for own in symbols_of(size))
        array = Array(Shape(sizes), name=name)
        self.made.append(array)
        return array

    def is_followed(self, array: Array) -> bool:
        """Tell whether all sizes of an array are those that the program names, or of arrays that are given."""
        sizes = [size for size in array.shape.before if isinstance(size, Dim)]
        return array.shape.rank is not None and all(
            not own.flexible or own in self._free for size in sizes for own in symbols_of(size)
        )

    def asked(self, array: Array) -> tuple[Size, ...]:
        """Return the sizes that were asked of an array, also where a loop has taken that back."""
        found: tuple[Size, ...] = array.shape.before
        for _ in range(len(self._first_bound) + 1):
            found = tuple(substitute(size, self._first_bound) for size in found)
        return found

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        symbols = [symbol_in(self.size(size)) for size in (left, right)]
        rigid = any(own is not None and not own.flexible for own in symbols)
        if self._compares and None in symbols and any(own in self._free for own in symbols):
            return True  # one example alone is no failure, and the others need not be one
        if rigid and any(own in self._free for own in symbols):
            return False
        if symbols[0] in self._carried and symbols[1] is not None and symbols[1] not in self._carried:
            left, right = right, left  # so that what is asked of an array that is given is known
        return super()._is_made_equal(left, right, exact)

    def _bind(self, own: Symbol, size: Size) -> None:
        super()._bind(own, size)
        other = symbol_in(size)
        if own.flexible and (own not in self._carried or (other is not None and other.flexible)):
            self._first_bound.setdefault(own, size)
        self.is_forced = self.is_forced or own in self._free
