"""From the generic layer to layers 1, 2, 3, ...: sizes, shapes and texts with the layer's numbers in them.

A size of the generic layer is a polynomial in `n[l-1]` and `n[l]`. It is taken apart once; putting numbers in is then
a few products, which is what makes a table of 10,000 layers cheap.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from shapecheck.core.dim import Dim, Size, substitute, symbol, symbol_in, terms_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Monomial, Operation, Symbol, of_atom

__all__ = ["LAYER", "Generic", "GenericSize", "Instance", "total"]

LAYER = symbol("l")
_BEFORE, _OWN = Symbol("n", terms_of(LAYER - 1)), Symbol("n", terms_of(LAYER))

_Values: TypeAlias = Mapping[Symbol | Dim, Size]


class _Kind(Enum):
    FIXED = "has neither n[l-1] nor n[l]"
    BEFORE = "is n[l-1]"
    OWN = "is n[l]"
    SUM = "is a sum of parts"
    NESTED = "has n[l] inside another operation, so that only substitution helps"


class GenericSize(NamedTuple):
    """A size of the generic layer, taken apart.

    Parameters
    ----------
    size : Size
        The size itself.
    parts : tuple of (Size, terms)
        The size as a sum of `factor * sum(c * n[l-1]**i * n[l]**j)`, the terms as `(c, i, j)`: 1 and m, say, are the
        factors.
    kind : _Kind
        The shortest way to put numbers in.
    """

    size: Size
    parts: tuple[tuple[Size, tuple[tuple[int, int, int], ...]], ...]
    kind: "_Kind"

    @classmethod
    def of(cls, size: Size, values: _Values) -> "GenericSize":
        """Take a size apart, with the values of other symbols put in."""
        size = substitute(size, values)
        groups: dict[Monomial, list[tuple[int, int, int]]] = {}
        for monomial, coefficient in terms_of(size):
            powers = dict(monomial)
            rest = tuple([factor for factor in monomial if factor[0] not in {_BEFORE, _OWN}])
            if any(isinstance(atom, Operation) for atom, _ in rest):
                return cls(size, (), _Kind.NESTED)
            groups.setdefault(rest, []).append((coefficient, powers.get(_BEFORE, 0), powers.get(_OWN, 0)))
        parts = [(substitute(Dim(((rest, 1),)), {}), tuple(terms)) for rest, terms in groups.items()]
        if all(i == j == 0 for _, terms in parts for _, i, j in terms):
            return cls(size, tuple(parts), _Kind.FIXED)
        only = symbol_in(size)
        return cls(size, tuple(parts), _Kind.BEFORE if only == _BEFORE else _Kind.OWN if only == _OWN else _Kind.SUM)

    def at(self, before: Size, own: Size) -> Size:
        """Give the size for `n[l-1] = before` and `n[l] = own`."""
        match self.kind:
            case _Kind.FIXED:
                return self.size
            case _Kind.BEFORE:
                return before
            case _Kind.OWN:
                return own
            case _Kind.NESTED:
                return self._substituted(before, own)
            case _Kind.SUM:
                return _sum([factor * _value(terms, before, own) for factor, terms in self.parts])

    def total(self, pairs: Sequence[tuple[Size, Size]]) -> Size:
        """Give the sum over layers with the given `(n[l-1], n[l])`."""
        if self.kind is _Kind.NESTED:
            return total(self._substituted(*pair) for pair in pairs)
        return _sum([factor * total([_value(terms, *pair) for pair in pairs]) for factor, terms in self.parts])

    def _substituted(self, before: Size, own: Size) -> Size:
        return substitute(self.size, {_BEFORE: before, _OWN: own})


def _value(terms: tuple[tuple[int, int, int], ...], before: Size, own: Size) -> Size:
    return _sum([before**i * own**j * coefficient for coefficient, i, j in terms])


def _sum(sizes: list[Size]) -> Size:
    """Add two by two: adding many polynomials one by one would cost the length of the sum each time."""
    while len(sizes) > 1:
        pairs = [left + right for left, right in zip(sizes[::2], sizes[1::2], strict=False)]
        sizes = [*pairs, sizes[-1]] if len(sizes) % 2 else pairs
    return sizes[0]


def total(sizes: Iterable[Size]) -> Size:
    """Add many sizes, equal ones together."""
    numbers = 0
    symbolic: Counter[Dim] = Counter()
    for size in sizes:
        if isinstance(size, Dim):
            symbolic[size] += 1
        else:
            numbers += size
    return _sum([*(count * size for size, count in symbolic.items()), numbers])


class Generic:
    """The shapes and texts of the generic layer, each with its place among those that an instance has."""

    def __init__(self, batch: Size) -> None:
        self._values: _Values = {symbol("m"): batch}
        self._shapes: dict[Shape, int] = {}
        self._texts: dict[str, int] = {}
        self._sizes: dict[Size, int] = {}
        self._axes: list[tuple[int, ...]] = []  # of each shape, the places of its sizes

    def shape(self, shape: Shape) -> int:
        """Give the place of a shape, as in `instance.shapes[place]`."""
        place = self._shapes.setdefault(shape, len(self._shapes))
        if place == len(self._axes):
            self._axes.append(tuple([self._sizes.setdefault(size, len(self._sizes)) for size in shape.before]))
        return place

    def text(self, text: str) -> int:
        """Give the place of a name, claim or formula, as in `instance.texts[place]`."""
        return self._texts.setdefault(text, len(self._texts))

    def size(self, size: Size) -> GenericSize:
        """Take a size apart, with the batch's size put in."""
        return GenericSize.of(size, self._values)

    def instances(self, sizes: Sequence[Size]) -> "Iterator[Instance]":
        """Give layers 1, 2, ... for `n[0], n[1], ...`, or l itself where there are no sizes."""
        texts = "\n".join(self._texts)
        symbolic, concrete = ([GenericSize.of(size, put) for size in self._sizes] for put in ({}, self._values))

        def shapes(symbols: tuple[Size, Size], pair: tuple[Size, Size]) -> list[tuple[Shape, Shape]]:
            first = [size.at(*symbols) for size in symbolic]
            second = [size.at(*pair) for size in concrete]
            return [
                (Shape(tuple([first[place] for place in axes])), Shape(tuple([second[place] for place in axes])))
                for axes in self._axes
            ]

        if not sizes:
            pair = Dim(of_atom(_BEFORE)), Dim(of_atom(_OWN))
            yield Instance("l", "l-1", pair, shapes(pair, pair), texts.split("\n"))
        own = symbol("n", 0)
        for index in range(1, len(sizes)):
            before, own = own, symbol("n", index)
            written = texts.replace("[l]", f"[{index}]").replace("[l-1]", f"[{index - 1}]").split("\n")
            numbers = sizes[index - 1], sizes[index]
            yield Instance(index, index - 1, numbers, shapes((before, own), numbers), written)


class Instance(NamedTuple):
    """One layer of an architecture, or l itself in general form.

    Parameters
    ----------
    number, before : int or str
        The layer's number, and that of the layer before.
    sizes : pair of Size
        What `n[l-1]` and `n[l]` are.
    shapes : list of (Shape, Shape)
        The generic layer's shapes, in symbols such as `n[3]`, and with the sizes.
    texts : list of str
        The generic layer's texts with the layer's number in them.
    """

    number: int | str
    before: int | str
    sizes: tuple[Size, Size]
    shapes: list[tuple[Shape, Shape]]
    texts: list[str]
