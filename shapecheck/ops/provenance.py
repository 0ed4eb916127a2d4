"""Where the sizes of a result come from: a rule run a second time on operands whose sizes cannot be confused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array, Origin
from shapecheck.core.dim import Size, symbol, symbols_of, terms_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Kind, Operation, Symbol
from shapecheck.ops.kept import judged
from shapecheck.ops.rule import Rule
from shapecheck.ops.values import Value

__all__ = ["origins_of"]


class _Tagged:
    """Gives every axis of every operand a symbol of its own, and remembers its origin."""

    def __init__(self) -> None:
        self.origins: dict[Symbol, Origin | None] = {}

    def tag(self, value: Value) -> Value:
        if isinstance(value, (list, tuple)):
            return type(value)(self.tag(item) for item in value)
        if not isinstance(value, Array) or value.shape.run is not None:
            return value
        sizes = tuple(self._symbol(value, axis) for axis in range(len(value.shape.before)))
        return replace(value, shape=Shape(sizes), name="", origins=())  # alike for all operands of so many axes

    def _symbol(self, operand: Array, axis: int) -> Size:
        if operand.shape.before[axis] in (0, 1):
            return operand.shape.before[axis]  # what broadcasts must go on broadcasting
        made = symbol("axis", len(self.origins))
        own = operand.origin(axis)
        if own is None and operand.name:
            own = Origin.of_axis(axis, operand.name)
        self.origins[next(symbols_of(made))] = own
        return made

    def origin(self, size: Size) -> Origin | None:
        """Give the origin of a size that is the size of one tagged axis, or of two that broadcast."""
        match terms_of(size):
            case ((((Symbol() as atom, 1),), 1),):
                return self.origins.get(atom)
            case ((((Operation(Kind.BROADCAST, (((((Symbol() as atom, 1),), 1),), *_)), 1),), 1),):
                return self.origins.get(atom)
        return None


def origins_of(
    rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value], result: Array
) -> tuple[Origin | None, ...]:
    """Give for each axis of a result the operand's axis that its size comes from, where it is one axis' size.

    Empty where that cannot be told.
    """
    tagged = _Tagged()
    given = [tagged.tag(value) for value in arguments], {name: tagged.tag(value) for name, value in keywords.items()}
    probe = judged(rule, *given).outcome.result
    if not isinstance(probe, Array) or probe.shape.rank is None or probe.shape.rank != result.shape.rank:
        return ()
    return tuple(tagged.origin(size) for size in probe.shape.before)
