"""A quantity of a program's own network: what one assignment gives, at one layer or at each of a loop."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.infer.symbols import Symbols

__all__ = [
    "LAYER",
    "Operand",
    "Quantity",
    "Step",
    "agree",
    "differences",
    "has_layer",
    "indices_of",
    "instances_at",
    "is_repeated",
    "joined",
    "layer_at",
    "placed",
    "symbols_in",
]

LAYER = symbol("l")


@dataclass(frozen=True, slots=True)
class Operand:
    """An operand of a step: as it is written, its shape, and that to which it is broadcast where it is."""

    text: str
    shape: Shape
    stretched: Shape | None = None

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes of the result along which it is broadcast."""
        if self.stretched is None:
            return ()
        target = self.stretched.before
        own = (1,) * (len(target) - len(self.shape.before)) + self.shape.before
        return tuple(axis for axis, size in enumerate(target) if own[axis] != size)


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of an expression: as it is written, with its operands and what it gives, None where it fails."""

    text: str
    operands: tuple[Operand, ...]
    result: Shape | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Quantity:
    """An array that the program assigns.

    Parameters
    ----------
    name : str
        The author's name, without the number of the layer: `W`.
    index : Size or None
        The layer, `l` for that of each turn of a loop; None where it has none.
    low, high : Size
        The first and the last layer, where the index is `l`.
    function : str
        The function that assigns it.
    line : int
        Where.
    shape : Shape
        Its shape.
    expression : str
        What it is given, as it is written.
    steps : tuple of Step
        The operations of that, in the order in which they are done.
    gradient_of : str
        What it is the gradient of, by name; empty for anything else.
    verdict : Verdict or None
        Whether it has the shape of that; None where it is no gradient.
    wanted : Shape or None
        The shape of that, where it is another one.
    """

    name: str
    index: Size | None
    low: Size
    high: Size
    function: str
    line: int
    shape: Shape
    expression: str
    steps: tuple[Step, ...]
    gradient_of: str = ""
    verdict: Verdict | None = None
    wanted: Shape | None = None

    @property
    def is_family(self) -> bool:
        """Whether it is one of each layer."""
        return isinstance(self.index, Dim) and LAYER in symbols_in(self.index)

    @property
    def fails(self) -> bool:
        """Whether an operation of it fails, or it has not the shape that a gradient must have."""
        return self.verdict is Verdict.NO or any(step.verdict is Verdict.NO for step in self.steps)


def indices_of(size: Size) -> Iterator[Dim]:
    """Give the indices in a size that are no plain numbers."""
    for own in symbols_of(size):
        index = index_of(own)
        if isinstance(index, Dim) and not own.flexible:
            yield index


def symbols_in(size: Size) -> set[Size]:
    """Return the symbols of a size, each as a size."""
    return {Symbols.size(own) for own in symbols_of(size)}


def has_layer(shape: Shape) -> bool:
    """Tell whether a shape follows from the number of the layer."""
    return any(LAYER in symbols_in(index) for size in shape.before for index in indices_of(size))


def agree(left: Shape, right: Shape, given: Container[Symbol] = ()) -> Verdict:
    """Tell whether two shapes are equal; sizes that the program names, or those of what is `given`, are not."""
    if left.rank is None or right.rank is None:
        return Verdict.UNKNOWN
    if left.rank != right.rank:
        return Verdict.NO
    pairs = differences(left, right)
    several = len(pairs) > 1  # one may be special: there may be one example alone
    return all_of(
        Verdict.NO if (found := compare(*pair)) is Verdict.UNKNOWN and _are_apart(*pair, given, several) else found
        for pair in pairs
    )


def differences(left: Shape, right: Shape) -> list[tuple[Size, Size]]:
    """Return the sizes of two shapes of one rank that are not equal for all values."""
    return [pair for pair in zip(left.before, right.before, strict=True) if compare(*pair) is not Verdict.YES]


def _are_apart(left: Size, right: Size, given: Container[Symbol], several: bool) -> bool:
    """Tell whether two sizes are different ones that the program names, or of what is given.

    One of the latter may happen to be a number, `several` at once may not.
    """
    special = several or (isinstance(left, Dim) and isinstance(right, Dim))
    return left != right and all(
        not own.flexible or (special and own in given)
        for size in (left, right)
        if isinstance(size, Dim)
        for own in symbols_of(size)
    )


def joined(own: Quantity, other: Quantity) -> Quantity | None:
    """Return a quantity that is both of two, at all their layers; None where they are apart."""
    if own.is_family and other.is_family:
        return own if own.shape == other.shape else None
    if own.is_family or other.is_family:
        family, single = (own, other) if own.is_family else (other, own)
        at = _layer_of(family, single)
        if at is None or [step.verdict for step in family.steps] != [step.verdict for step in single.steps]:
            return None
        if at == family.high + 1:
            return replace(family, high=at)
        if at == family.low - 1:
            return replace(family, low=at)
        inside = isinstance(at, int) and isinstance(family.low, int) and at >= family.low
        return family if inside or at == family.high else None
    return own if own.shape == other.shape else None


def is_repeated(own: Quantity, other: Quantity) -> bool:
    """Tell whether a quantity is another one once more with sizes of other names, as a second call gives it."""
    if (own.index, own.verdict, own.gradient_of) != (other.index, other.verdict, other.gradient_of):
        return False
    free = [{part for part in _symbols_of(row) if part.flexible} for row in (own, other)]
    return free[0].isdisjoint(free[1]) and _without_names(own) == _without_names(other)


def _shapes_of(row: Quantity) -> Iterator[Shape]:
    yield row.shape
    for step in row.steps:
        yield from (operand.shape for operand in step.operands)
        yield step.result or Shape()


def _symbols_of(row: Quantity) -> Iterator[Symbol]:
    return (own for shape in _shapes_of(row) for size in shape.before for own in symbols_of(size))


def _without_names(row: Quantity) -> tuple[object, ...]:
    """Return the shapes of a quantity with each size that is free by the order in which it is met."""
    names: dict[Symbol | Dim, Size] = {}
    for own in _symbols_of(row):
        if own.flexible and own not in names:
            names[own] = symbol(f"free{len(names)}")
    verdicts = tuple(step.verdict for step in row.steps)
    return verdicts, tuple(shape.map(lambda size: substitute(size, names)) for shape in _shapes_of(row))


def _layer_of(family: Quantity, single: Quantity) -> Size | None:
    """Return the layer at which a quantity of a family is a single one; None where it is at none."""
    if family.shape.rank is None and family.index is not None and single.index is not None:
        return single.index - (family.index - LAYER)
    return layer_at(family.shape, single.shape)


def layer_at(family: Shape, single: Shape) -> Size | None:
    """Return the layer at which a shape in `l` is a given one; None where it is at none."""
    if family.rank is None or family.rank != single.rank:
        return None
    for size, other in zip(family.before, single.before, strict=True):
        for index, at in zip(indices_of(size), _all_indices(other), strict=False):
            layer = at - (index - LAYER)
            return layer if family.substitute({LAYER: layer}) == single else None
    return None


def instances_at(family: Shape, row: Quantity) -> list[Shape]:
    """Return what a shape in `l` is at the layers that a quantity may be of."""
    if row.index is not None:
        return [family.substitute({LAYER: row.index})]
    layers = dict.fromkeys(index for size in row.shape.before for index in _all_indices(size))
    return [family.substitute({LAYER: layer}) for layer in layers]


def _all_indices(size: Size) -> Iterator[Size]:
    """Give the indices in a size, plain numbers too."""
    for own in symbols_of(size):
        index = index_of(own)
        if index is not None and not own.flexible:
            yield index


def placed(row: Quantity, family: Quantity | None) -> Quantity:
    """Return a quantity with the layer that it has by that of its family."""
    if row.index is not None or family is None:
        return row
    at = _layer_of(family, row)
    if at is None or family.index is None:
        return row
    return replace(row, index=substitute(family.index, {LAYER: at}), low=at, high=at)
