"""The dimension table: the generic layer, instantiated for each layer of an architecture.

Nothing is derived twice: putting sizes into a derived shape gives what deriving with these sizes gives, and a claim
that holds for all sizes holds for these. So a table costs a few products a layer, however deep it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from shapecheck.architecture.costs import Cost, layer_costs
from shapecheck.architecture.dims import Architecture
from shapecheck.architecture.formulas import Layout
from shapecheck.architecture.instantiate import LAYER, Generic, Instance
from shapecheck.architecture.layer import Derived, Layer, agree, derive_layer
from shapecheck.core.dim import Size, symbol
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict, all_of

__all__ = ["Check", "Quantity", "Stretching", "Table", "build_table"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One array of the network.

    Parameters
    ----------
    name : str
        `W[1]`, `dA[0]`.
    layer : int or str
        The layer's number; `l`, `l-1` or `L` in general form.
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
    """A claim about shapes, and the verdict on it.

    Parameters
    ----------
    claim : str
        `dim(dW[1]) = dim(W[1])`.
    verdict : Verdict
        Whether it holds for every value of the symbols.
    layer : int or str
        The layer of the quantity that the claim is about.
    quantity : str
        That quantity: `dW[1]`. Empty for the steps of the induction.
    """

    claim: str
    verdict: Verdict
    layer: int | str
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Stretching:
    """How an operand is broadcast: from which shape to which, along which axes, and what undoes it on the way back."""

    operand: str
    layer: int | str
    source: Shape
    target: Shape
    axes: tuple[int, ...]
    undone_by: str


@dataclass(frozen=True, slots=True)
class Table:
    """The dimension table of an architecture.

    `quantities` stand in the order in which they are computed: forward through the layers, then backward.
    `generic` is the layer from which they were derived.
    """

    architecture: Architecture
    layout: Layout
    batch: Size
    generic: Layer
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
    layer = derive_layer(layout)
    generic = Generic(batch)
    rows = _Rows(layer, generic)
    instances = list(generic.instances(architecture.sizes))
    costs, whole = layer_costs(layer, generic, instances)
    return Table(
        architecture,
        layout,
        batch,
        layer,
        tuple(rows.quantities(instances)),
        tuple(rows.checks(instances)),
        tuple(rows.broadcasts(instances)),
        costs,
        None if architecture.general else whole,
    )


class _Item(NamedTuple):
    """A quantity of the generic layer: the places of its name, formula and shape in an instance."""

    name: int
    formula: int
    shape: int
    target: int | None  # the name of what it is the gradient of
    before: bool  # whether it is of layer l-1

    def quantity(self, instance: Instance) -> Quantity:
        symbolic, shape = instance.shapes[self.shape]
        texts = instance.texts
        layer = instance.before if self.before else instance.number
        target = None if self.target is None else texts[self.target]
        return Quantity(texts[self.name], layer, symbolic, shape, texts[self.formula], target)


class _Claim(NamedTuple):
    """A claim about the generic layer, that two of its shapes are equal: the places of its text and shapes."""

    text: int
    item: _Item
    shape: int
    verdict: Verdict  # on the claim, for every layer
    derived: Verdict  # on the formulas that give the two

    def check(self, instance: Instance) -> Check:
        """Give the check for a layer. What holds for all sizes holds for its sizes; the rest is decided there."""
        verdict = self.verdict
        if verdict is not Verdict.YES:
            shapes = instance.shapes[self.item.shape][1], instance.shapes[self.shape][1]
            verdict = all_of([agree(*shapes), self.derived])
        layer = instance.before if self.item.before else instance.number
        return Check(instance.texts[self.text], verdict, layer, instance.texts[self.item.name])


class _Rows:
    """Writes out what the generic layer says, for each layer."""

    def __init__(self, layer: Layer, generic: Generic) -> None:
        self.layer = layer
        self.generic = generic
        self.source = self._item(layer.source)
        self.forward = [self._item(item) for item in (*layer.given, *layer.forward)]
        self.backward = [self._item(item) for item in layer.backward]
        loss = _at_own_layer(layer.loss)
        self.loss = self._item(loss)
        known = {item.name: item for item in (*layer.given, layer.source, *layer.forward, *layer.backward, loss)}
        linear, output = layer.forward[0].name, layer.forward[-1].name
        self.claims = [
            self._claim(known[output], known[linear]),
            *(self._claim(item, known[item.name[1:]]) for item in layer.backward),
        ]
        self.loss_claim = self._claim(loss, known[output])
        self.stretches = list(self._stretches())

    def quantities(self, instances: list[Instance]) -> Iterator[Quantity]:
        first, last = instances[0], instances[-1]
        source = self.source.quantity(first)
        yield source if first.number == "l" else replace(source, formula="X" if self.layer.capital else "x")
        for instance in instances:
            for item in self.forward:
                yield item.quantity(instance)
        loss = self.loss.quantity(last)
        if last.number == "l":
            symbolic, shape = (shape.substitute({LAYER: symbol("L")}) for shape in (loss.symbolic, loss.shape))
            name, formula = _of_last(loss.name), _of_last(loss.formula)
            loss = Quantity(name, "L", symbolic, shape, formula, name[1:])
        yield loss
        if last.number == "l":
            # What layer l+1 gives: what layer l gives, one layer up.
            given = self.backward[-1].quantity(last)
            symbolic, shape = (shape.substitute({LAYER: LAYER + 1}) for shape in (given.symbolic, given.shape))
            name, formula = _moved_up(given.name), _moved_up(given.formula)
            yield Quantity(name, "l", symbolic, shape, formula, name[1:])
        for instance in reversed(instances):
            for item in self.backward:
                yield item.quantity(instance)

    def checks(self, instances: list[Instance]) -> Iterator[Check]:
        for instance in instances:
            for claim in self.claims:
                yield claim.check(instance)
        last = instances[-1]
        loss = self.loss_claim.check(last)
        yield (
            loss
            if last.number != "l"
            else replace(loss, claim=_of_last(loss.claim), layer="L", quantity=_of_last(loss.quantity))
        )
        if last.number == "l":
            moved = self.claims[-1].check(last)
            yield Check(_moved_up(moved.claim), moved.verdict, "l", _moved_up(moved.quantity))
            for text, verdict in self.layer.induction:
                yield Check(text, verdict, "l")

    def broadcasts(self, instances: list[Instance]) -> Iterator[Stretching]:
        for instance in instances:
            for name, source, target, axes, undone in self.stretches:
                shapes = instance.shapes[source][1], instance.shapes[target][1]
                yield Stretching(instance.texts[name], instance.number, *shapes, axes, instance.texts[undone])

    def _item(self, item: Derived) -> _Item:
        text = self.generic.text
        target = text(item.name[1:]) if item.name.startswith("d") else None
        return _Item(text(item.name), text(item.formula), self.generic.shape(item.shape), target, "[l-1]" in item.name)

    def _claim(self, left: Derived, right: Derived) -> _Claim:
        derived = all_of([left.verdict, right.verdict])
        verdict = all_of([agree(left.shape, right.shape), derived])
        text = self.generic.text(f"dim({left.name}) = dim({right.name})")
        return _Claim(text, self._item(left), self.generic.shape(right.shape), verdict, derived)

    def _stretches(self) -> Iterator[tuple[int, int, int, tuple[int, ...], int]]:
        text, shape = self.generic.text, self.generic.shape
        formulas = {item.name: item.formula for item in self.layer.backward}
        for item in self.layer.forward:
            for stretch in item.stretches:
                name = stretch.operand.name
                undone = text(f"d{name} = {formulas[f'd{name}']}")
                yield text(name), shape(stretch.operand.shape), shape(stretch.result), stretch.axes, undone


def _at_own_layer(loss: Derived) -> Derived:
    """Give the gradient of the loss, which is of layer L, as a quantity of layer l."""
    name, formula = (text.replace("[L]", "[l]") for text in (loss.name, loss.formula))
    return Derived(name, formula, loss.shape.substitute({symbol("L"): LAYER}), loss.verdict)


def _of_last(text: str) -> str:
    return text.replace("[l]", "[L]")


def _moved_up(text: str) -> str:
    return text.replace("[l]", "[l+1]").replace("[l-1]", "[l]")
