"""The dimension table: the generic layer, instantiated for each layer of an architecture.

Nothing is derived twice: substituting sizes into a derived shape gives what deriving with these sizes gives, and a
claim that holds for all sizes holds for these. So a table costs a few substitutions a layer, however deep it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapecheck.architecture.dims import Architecture
from shapecheck.architecture.formulas import Layout
from shapecheck.architecture.layer import LAYER, Derived, Layer, agree, derive_layer
from shapecheck.core.dim import Dim, Size, product, substitute, symbol
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict, all_of

__all__ = ["Check", "Cost", "Quantity", "Stretching", "Table", "build_table"]

_BYTES = 8  # of one float64


@dataclass(frozen=True, slots=True)
class Quantity:
    """One array of the network.

    Parameters
    ----------
    name : str
        `W[1]`, `dA[0]`.
    layer : int or str
        The layer's number; `l` or `L` in general form.
    symbolic : Shape
        Its shape in `n[l]` and `m`.
    shape : Shape
        The same with the architecture's sizes.
    formula : str
        What gives it; empty for what is given.
    gradient_of : str or None
        The quantity whose gradient it is.
    """

    name: str
    layer: int | str
    symbolic: Shape
    shape: Shape
    formula: str
    gradient_of: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A claim about shapes, `dim(dW[1]) = dim(W[1])`, and the verdict on it."""

    claim: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Stretching:
    """How an operand is broadcast: from which shape to which, along which axes, and what undoes it on the way back."""

    operand: str
    source: Shape
    target: Shape
    axes: tuple[int, ...]
    undone_by: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a layer, or the whole network, costs.

    Parameters
    ----------
    layer : int or str or None
        The layer's number; None for the whole.
    parameters : Size
        The number of elements of W and b.
    parameter_memory, activation_memory, gradient_memory : Size
        Bytes, in float64: of W and b; of Z and A; of all gradients.
    forward, backward : Size
        Multiply-adds of the matrix products in one pass over the batch.
    """

    layer: int | str | None
    parameters: Size
    parameter_memory: Size
    activation_memory: Size
    gradient_memory: Size
    forward: Size
    backward: Size


@dataclass(frozen=True, slots=True)
class Table:
    """The dimension table of an architecture.

    `quantities` stand in the order in which they are computed: forward through the layers, then backward.
    """

    architecture: Architecture
    layout: Layout
    batch: Size
    quantities: tuple[Quantity, ...]
    checks: tuple[Check, ...]
    broadcasts: tuple[Stretching, ...]
    costs: tuple[Cost, ...]
    total: Cost | None

    @property
    def verdict(self) -> Verdict:
        """The verdict on all checks together."""
        return all_of(check.verdict for check in self.checks)


def build_table(architecture: Architecture, layout: Layout, batch: Size) -> Table:
    """Derive the table of an architecture, with a batch of the given size."""
    layer = derive_layer(layout, batch)
    if architecture.general:
        instances = [_Instance(None, ())]
    else:
        instances = [_Instance(index, architecture.sizes) for index in range(1, architecture.layers + 1)]
    costs = tuple(_cost(layer, instance) for instance in instances)
    return Table(
        architecture,
        layout,
        batch,
        tuple(_quantities(layer, instances)),
        tuple(_checks(layer, instances)),
        tuple(stretching for instance in instances for stretching in _stretchings(layer, instance)),
        costs,
        None if architecture.general else _total(costs),
    )


class _Instance:
    """The generic layer's sizes and names for one layer: the numbers of layer `index`, or l itself in general form."""

    def __init__(self, index: int | None, sizes: tuple[Size, ...]) -> None:
        self.index = index
        self.number: int | str = "l" if index is None else index
        self.before: int | str = "l-1" if index is None else index - 1
        self._sizes: dict[Size, tuple[Size, Size]] = {}
        self._layer: dict[Symbol | Dim, Size] = {}
        self._values: dict[Symbol | Dim, Size] = {}
        if index is not None:
            self._layer = {LAYER: index}
            self._values = {symbol("n", k): sizes[k] for k in (index - 1, index)}

    def pair(self, size: Size) -> tuple[Size, Size]:
        """Give a size of the generic layer in symbols, and in numbers."""
        found = self._sizes.get(size)
        if found is None:
            symbolic = substitute(size, self._layer)
            found = self._sizes[size] = symbolic, substitute(symbolic, self._values)
        return found

    def shapes(self, shape: Shape) -> tuple[Shape, Shape]:
        """Give a shape of the generic layer in symbols, and in numbers."""
        pairs = [self.pair(size) for size in shape.before]
        return Shape(tuple(pair[0] for pair in pairs)), Shape(tuple(pair[1] for pair in pairs))

    def text(self, text: str) -> str:
        """Give a name or a formula with the layer's number in it."""
        if self.index is None:
            return text
        return text.replace("[l]", f"[{self.number}]").replace("[l-1]", f"[{self.before}]")

    def quantity(self, item: Derived, formula: str | None = None) -> Quantity:
        """Give a quantity of the generic layer for this layer."""
        symbolic, shape = self.shapes(item.shape)
        name = self.text(item.name)
        own = self.before if "[l-1]" in item.name else self.number
        formula = self.text(item.formula) if formula is None else formula
        return Quantity(name, own, symbolic, shape, formula, name[1:] if name.startswith("d") else None)


def _quantities(layer: Layer, instances: list[_Instance]) -> Iterator[Quantity]:
    first, last = instances[0], instances[-1]
    target = layer.loss.formula.partition("/")[0].strip("-( ")
    given = {"Y": "X", "y": "x"}[target]
    yield first.quantity(layer.source, given if first.index else "")
    for instance in instances:
        for item in (*layer.given, *layer.forward):
            yield instance.quantity(item)
    yield _last(layer.loss, last)
    for instance in reversed(instances):
        for item in layer.backward:
            yield instance.quantity(item)


def _last(loss: Derived, instance: _Instance) -> Quantity:
    """Give the gradient of the loss: of layer L, whose number an architecture knows."""
    if instance.index is None:
        return Quantity(loss.name, "L", loss.shape, loss.shape, loss.formula, loss.name[1:])
    at_layer = Derived(
        loss.name.replace("[L]", "[l]"),
        loss.formula.replace("[L]", "[l]"),
        loss.shape.substitute({symbol("L"): LAYER}),
        loss.verdict,
    )
    return instance.quantity(at_layer)


def _checks(layer: Layer, instances: list[_Instance]) -> Iterator[Check]:
    """Give the checks of each layer. The verdicts are those of the generic layer: they hold for all sizes."""
    shapes = {item.name: item.shape for item in (*layer.given, layer.source, *layer.forward, *layer.backward)}
    claims = [(f"dim({name}) = dim({name[1:]})", agree(shapes[name], shapes[name[1:]])) for name in _gradients(layer)]
    linear, output = layer.forward[0].name, layer.forward[-1].name
    claims.append((f"dim({output}) = dim({linear})", agree(shapes[output], shapes[linear])))
    for instance in instances:
        for claim, verdict in claims:
            yield Check(instance.text(claim), verdict)
    loss = _last(layer.loss, instances[-1])
    verdict = agree(layer.loss.shape.substitute({symbol("L"): LAYER}), layer.forward[-1].shape)
    yield Check(f"dim({loss.name}) = dim({loss.gradient_of})", verdict)
    if instances[0].index is None:
        for claim, proved in layer.induction:
            yield Check(claim, proved)


def _gradients(layer: Layer) -> list[str]:
    return [item.name for item in layer.backward]


def _stretchings(layer: Layer, instance: _Instance) -> Iterator[Stretching]:
    formulas = {item.name: item.formula for item in layer.backward}
    for item in layer.forward:
        for stretch in item.stretches:
            name = stretch.operand.name
            undone = f"d{name} = {formulas[f'd{name}']}"
            source, target = instance.shapes(stretch.operand.shape)[1], instance.shapes(stretch.result)[1]
            yield Stretching(instance.text(name), source, target, stretch.axes, instance.text(undone))


def _cost(layer: Layer, instance: _Instance) -> Cost:
    def total(items: tuple[Derived, ...]) -> Size:
        return _sum(product(instance.shapes(item.shape)[1].before) for item in items)

    parameters = total(layer.given)
    activations = total(layer.forward)
    gradients = total(layer.backward)
    return Cost(
        instance.number,
        parameters,
        _BYTES * parameters,
        _BYTES * activations,
        _BYTES * gradients,
        _sum(instance.pair(item.multiply_adds)[1] for item in layer.forward),
        _sum(instance.pair(item.multiply_adds)[1] for item in layer.backward),
    )


def _total(costs: tuple[Cost, ...]) -> Cost:
    return Cost(
        None,
        _sum(cost.parameters for cost in costs),
        _sum(cost.parameter_memory for cost in costs),
        _sum(cost.activation_memory for cost in costs),
        _sum(cost.gradient_memory for cost in costs),
        _sum(cost.forward for cost in costs),
        _sum(cost.backward for cost in costs),
    )


def _sum(sizes: Iterable[Size]) -> Size:
    """Add sizes, equal ones together, since adding polynomials one by one costs more and more."""
    total: Size = 0
    for size, count in Counter(sizes).items():
        total = total + count * size
    return total
