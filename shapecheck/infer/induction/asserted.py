"""What a program asserts of the sizes of its network: `assert AL.shape == (1, m)` says that `n[L]` is 1."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.infer.induction.quantity import LAYER, indices_of, symbols_in
from shapecheck.infer.induction.recording import Required, Turns
from shapecheck.infer.induction.turns import LAST, Layers, Part
from shapecheck.infer.site import Source

__all__ = ["Condition", "conditions_of"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A size that is a number where the program goes on.

    Parameters
    ----------
    size : Size
        The size, in `l` where it is one of each layer.
    number : int
        What it is.
    low, high : Size
        The first and the last layer, where it is one of each.
    line : int
        Where that is asserted, 0 in another file.
    text : str
        What is asserted, as it is written.
    """

    size: Size
    number: int
    low: Size
    high: Size
    line: int
    text: str

    @property
    def is_family(self) -> bool:
        """Whether it is one of each layer."""
        return isinstance(self.size, Dim) and LAYER in symbols_in(self.size)

    def at(self, depth: int, sizes: Mapping[Symbol | Dim, Size]) -> Iterator[tuple[Size, Size]]:
        """Give the size in symbols, and with sizes put in, at each layer of a network of so many layers."""
        names: dict[Symbol | Dim, Size] = {LAST: depth}
        low, high = (substitute(end, names) for end in (self.low, self.high))
        layers = range(low, high + 1) if isinstance(low, int) and isinstance(high, int) else ()
        for layer in layers if self.is_family else [None]:
            own = substitute(self.size, names if layer is None else {**names, LAYER: layer})
            yield own, substitute(own, sizes)


def conditions_of(parts: Sequence[Part], source: Source) -> Iterator[Condition]:
    """Give the conditions that a program asserts, each once, in the order of its lines."""
    found = dict.fromkeys(_conditions(parts, source, ()))
    yield from sorted(found, key=lambda own: (own.line, own.is_family, str(own.size)))


def _conditions(parts: Sequence[Part], source: Source, loops: tuple[Layers, ...]) -> Iterator[Condition]:
    for part in parts:
        inner: Sequence[Sequence[Part]] = ()
        if isinstance(part, Required):
            yield _condition(part, source, loops)
        elif isinstance(part, Turns):
            inner = (*part.turns, part.rest)
        elif isinstance(part, Layers):
            inner = (*part.before, *part.after, part.rest)
            yield from _conditions(part.turn, source, (*loops, part))
        for own in inner:
            yield from _conditions(own, source, loops)


def _condition(part: Required, source: Source, loops: Sequence[Layers]) -> Condition:
    """Return a condition with the layer in place of the number of a turn, of which it is the index."""
    size: Size = part.size
    low: Size = 0
    high: Size = 0
    for loop in loops:
        own = next(iter(symbols_of(loop.symbol)))
        for index in indices_of(part.size):
            start = substitute(index, {own: 0})
            slope = substitute(index, {own: 1}) - start
            if slope in {1, -1}:
                size = substitute(size, {own: (LAYER - start) * slope})
                ends = start, substitute(index, {own: loop.length - 1})
                low, high = ends if slope == 1 else ends[::-1]
    line = getattr(part.node, "lineno", 0) if part.site.source is source else 0
    return Condition(size, part.number, low, high, line, part.site.source.segment(part.node))
