"""What a turn of a loop over layers is for: the layer in terms of the number of the turn."""

import ast
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.infer.induction.quantity import LAYER, indices_of, symbols_in
from shapecheck.infer.induction.recording import Done, Named, Shaped
from shapecheck.infer.induction.turns import LAST, Layers
from shapecheck.infer.survey import handed_on

__all__ = ["Turn", "turn_of"]

_TRIED = 1000, 300  # a depth and a turn at which indices are told apart by their size


@dataclass(slots=True)
class Turn:
    """What a loop's turn is for: its symbol in terms of the layer, and which layers there are."""

    names: Mapping[Symbol | Dim, Size] = field(default_factory=dict)
    low: Size = 0
    high: Size = 0
    layered: bool = False
    carried: Container[str] = ()  # names that a turn hands on to the next one
    layer: Size | None = None  # in terms of its symbol
    symbol: Symbol | None = None

    def single(self, number: Size, outer: "Turn") -> "Turn":
        """Return a turn at an end of the loop, which is for one layer."""
        if self is outer or self.layer is None or self.symbol is None:
            return outer
        return Turn(layer=substitute(self.layer, {self.symbol: number}))


def turn_of(loop: Layers) -> Turn:
    """Return what the turns of a loop are for: the layer is the greatest index of what is assigned in one."""
    shaped = [part.value for part in loop.turn if isinstance(part, Named) and isinstance(part.value, Shaped)] or [
        part.result for part in loop.turn if isinstance(part, Done) and isinstance(part.result, Shaped)
    ]  # a comprehension names nothing
    indices = [
        index
        for value in shaped
        for size in value.before
        for index in indices_of(size)
        if loop.symbol in symbols_in(index)
    ]
    if not indices:
        return Turn()
    own = next(iter(symbols_of(loop.symbol)))
    layer = max(indices, key=lambda index: _tried(index, own))
    names: dict[Symbol | Dim, Size] = {}
    start: Size = substitute(layer, {own: 0})
    slope = substitute(layer, {own: 1}) - start
    if slope not in {1, -1}:
        return Turn()
    names[own] = (LAYER - start) * slope
    ends = start, substitute(layer, {own: loop.length - 1})
    low, high = ends if slope == 1 else ends[::-1]
    names_read = handed_on(loop.node) if isinstance(loop.node, (ast.For, ast.While)) else ()
    return Turn(names, low, high, True, names_read, layer, own)


def _tried(index: Size, own: Symbol) -> int:
    depth, turn = _TRIED
    found = substitute(index, {own: turn, LAST: depth})
    return found if isinstance(found, int) else -1
