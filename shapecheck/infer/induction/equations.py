"""What is supposed in a run on layers: the number of examples is carried along, and is no number of units."""

import ast
from collections.abc import Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.frames import Frame
from shapecheck.infer.generic import Equations
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.survey import carried
from shapecheck.infer.values import Value

__all__ = ["LayerEquations"]


class LayerEquations(Equations):
    """The equations of a run on layers.

    What an inferred size stands beside in the result of a product, it is not bound to: so a gradient with the examples
    in the place of the units fails, and is not taken to have as many examples as units.
    """

    __slots__ = ("_carried", "_first_bound")

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._carried: set[Symbol] = set()
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

    def carry(self, shape: Shape) -> None:
        """Note the inferred sizes of the result of a product."""
        sizes = [size for size in shape.before if isinstance(size, Dim)]
        self._carried.update(own for size in sizes for own in symbols_of(size) if own.flexible)

    def supposed(self, name: str, sizes: Sequence[Size]) -> Array:
        """Return an array that is given, of sizes that another run asked for."""
        array = Array(Shape(tuple(sizes)), name=name)
        self._sizes.update(own for size in sizes if isinstance(size, Dim) for own in symbols_of(size) if own.flexible)
        self.carry(array.shape)
        self.made.append(array)
        return array

    def asked(self, array: Array) -> tuple[Size, ...]:
        """Return the sizes that were asked of an array, also where a loop has taken that back."""
        found: tuple[Size, ...] = array.shape.before
        for _ in range(len(self._first_bound) + 1):
            found = tuple(substitute(size, self._first_bound) for size in found)
        return found

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        symbols = [symbol_in(self.size(size)) for size in (left, right)]
        rigid = any(own is not None and not own.flexible for own in symbols)
        if rigid and any(own in self._carried for own in symbols):
            return False
        return super()._is_made_equal(left, right, exact)

    def _bind(self, own: Symbol, size: Size) -> None:
        super()._bind(own, size)
        self._first_bound.setdefault(own, size)
