"""The formulas of the lesson for each layer and in general form, with the shape of every factor.

One generic layer is taken apart; each layer is that with its numbers and sizes put in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shapecheck.architecture.dims import Architecture
from shapecheck.architecture.formulas import UPDATE, Layout, numbered
from shapecheck.architecture.instantiate import LAYER, GenericSize
from shapecheck.architecture.layer import Layer, derive_layer
from shapecheck.architecture.terms import Form, Term, read_term
from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, symbol
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.values import Value

__all__ = ["Direction", "Formula", "Sheet", "build_sheet"]

Direction = str  # one of
_ORDER = ("forward", "backward", "update")


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula of a layer.

    Parameters
    ----------
    name : str
        What it gives: `Z[3]`.
    layer : int or str
        The layer's number; `l` or `L` in general form.
    direction : str
        `"forward"`, `"backward"` or `"update"`.
    term : Term
        Its right side.
    verdict : Verdict
        Whether it is possible for all sizes.
    notes : tuple of Phrase
        When it is used, or what happens in it that the formula does not say.
    """

    name: str
    layer: int | str
    direction: Direction
    term: Term
    verdict: Verdict
    notes: tuple[Phrase, ...] = ()

    @property
    def shape(self) -> Shape:
        """The shape of what it gives."""
        return self.term.shape


@dataclass(frozen=True, slots=True)
class Sheet:
    """All formulas of an architecture.

    Parameters
    ----------
    architecture : Architecture
        The sizes; none in general form.
    layout : Layout
        How examples and units are arranged.
    batch : Size
        The number of examples.
    generic : tuple of Formula
        Those of layer l, forward, backward, update, with m in their shapes.
    """

    architecture: Architecture
    layout: Layout
    batch: Size
    generic: tuple[Formula, ...]
    _sizes: dict[Size, GenericSize] = field(default_factory=dict, repr=False, compare=False)

    @property
    def general(self) -> tuple[Formula, ...]:
        """The formulas of layer l, with the size of the batch in their shapes."""
        batch: Mapping[Symbol | Dim, Size] = {symbol("m"): self.batch}

        def shape(of: Shape) -> Shape:
            return of.substitute(batch)

        found = [replace(formula, term=formula.term.mapped(str, shape)) for formula in self.generic]
        # What is of layer L comes before the layers below it.
        return tuple(sorted(found, key=lambda formula: (_ORDER.index(formula.direction), formula.layer != "L")))

    def formulas(self, show: str = "all", *parts: tuple[int, int]) -> Iterator[Formula]:
        """Give the formulas of the layers in the order in which they are computed.

        Parameters
        ----------
        show : {"all", "forward", "backward"}
            The update goes with the way back.
        *parts : (int, int)
            The first and the last layer of each range of layers wanted, in order; none for all.
        """
        wanted = parts or ((1, self.architecture.layers),)
        numbers = [number for low, high in wanted for number in range(max(1, low), high + 1)]
        if show != "backward":
            for number in numbers:
                yield from self._of_layer("forward", number)
        if show != "forward":
            for number in reversed(numbers):
                yield from self._of_layer("backward", number)
            for number in numbers:
                yield from self._of_layer("update", number)

    def _of_layer(self, direction: Direction, number: int) -> Iterator[Formula]:
        before, own = self.architecture.sizes[number - 1 : number + 1]
        last = number == self.architecture.layers

        def name(text: str) -> str:
            return numbered(text, number)

        known: dict[Shape, Shape] = {}

        def shape(of: Shape) -> Shape:
            if of not in known:
                known[of] = of.map(lambda size: self._size(size).at(before, own))
            return known[of]

        for formula in self.generic:
            if formula.direction == direction and (last or formula.layer != "L"):
                term = formula.term.mapped(name, shape)
                yield replace(
                    formula, name=name(formula.name), layer=number, term=term, notes=_renamed(formula.notes, name)
                )

    def _size(self, size: Size) -> GenericSize:
        """Take a size of the generic layer apart, once."""
        found = self._sizes.get(size)
        if found is None:
            values: Mapping[Symbol | Dim, Size] = {symbol("m"): self.batch, symbol("L"): LAYER}
            found = self._sizes[size] = GenericSize.of(size, values)
        return found


def build_sheet(architecture: Architecture, layout: Layout, batch: Size) -> Sheet:
    """Derive the formulas of an architecture, with a batch of the given size."""
    generic = [
        replace(formula, term=_counting(formula.term, batch)) for formula in _generic(layout, derive_layer(layout))
    ]
    return Sheet(architecture, layout, batch, tuple(generic))


def _renamed(notes: Sequence[Phrase], name: Callable[[str], str]) -> tuple[Phrase, ...]:
    """Return notes with the number of a layer put into the names in them."""
    return tuple([note.mapped(lambda value: name(str(value))) for note in notes])


def _counting(term: Term, batch: Size) -> Term:
    """Give a term with the number of examples as it is in place of m: what 1/m divides by."""
    if term.form is Form.NAME and term.text == "m":
        return replace(term, form=Form.NAME if isinstance(batch, Dim) else Form.NUMBER, text=str(batch))
    return replace(term, parts=tuple([_counting(part, batch) for part in term.parts]))


def _generic(layout: Layout, layer: Layer) -> Iterator[Formula]:
    names: dict[str, Value] = {
        item.name: Array(item.shape, None, item.name)
        for item in (*layer.given, layer.source, *layer.forward, *layer.backward)
    }
    linear, output = layer.forward[0].name, layer.forward[-1].name
    names[f"d{output}"] = names[output]
    last = layer.loss.name[1:]
    target = "Y" if layout.capital else "y"
    names |= {"m": symbol("m"), "alpha": Array(SCALAR), last: Array(layer.loss.shape), target: Array(layer.loss.shape)}

    def formula(name: str, text: str, direction: Direction, *notes: Phrase, of: str = "l") -> Formula:
        return Formula(name, of, direction, *read_term(text, names), notes)

    for item in layer.forward:
        notes = [
            Phrase(
                "{operand} is broadcast along axis {axes}: the same for every example",
                operand=stretch.operand.name,
                axes=", ".join(map(str, stretch.axes)),
            )
            for stretch in item.stretches
        ]
        yield formula(item.name, item.formula, "forward", *notes)
    at_last: Callable[[str], str] = lambda name: name.replace("[l]", "[L]")  # noqa: E731
    yield formula(layer.loss.name, layout.loss, "backward", Phrase("of the cross-entropy"), of="L")
    stretched = {stretch.operand.name for item in layer.forward for stretch in item.stretches}
    for item in layer.backward:
        undone = item.name[1:] in stretched
        summed = Phrase("the axis along which {operand} was broadcast is summed, and kept", operand=item.name[1:])
        yield formula(item.name, item.formula, "backward", *([summed] if undone else []))
        if item.name == f"d{linear}":
            shorter = Phrase(
                "for a sigmoid output, {gradient} and {derivative} combined",
                gradient=layer.loss.name,
                derivative="g[L]'",
            )
            yield formula(at_last(item.name), layout.output, "backward", shorter, of="L")
    for name, text in UPDATE:
        yield formula(name, text, "update")
