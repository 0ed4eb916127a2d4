"""Saved layers as a network: its sizes, whether each layer fits the next, in which layout, and how biases broadcast.

The layouts are those of `architecture.formulas`: a shape fits where it matches the layout's spec, `n[l] n[l-1]`, with
the sizes that the layers before and after give.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shapecheck.architecture import LAYOUTS, Architecture, Layout
from shapecheck.core import Shape, Size, Verdict
from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import symbol
from shapecheck.core.matching import Bindings, match
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.expressions.source import parse
from shapecheck.infer.lines import evaluate
from shapecheck.language import Phrase, say
from shapecheck.weights.recognise import Order, Recognised, SavedLayer
from shapecheck.weights.several import listed, named, parts_of, said_of
from shapecheck.weights.stored import CannotRead, LeftOut, Stored
from shapecheck.wording import failure

__all__ = ["Network", "fit"]

_CHOICES = ("columns", "rows")
_ROW_WORDS = frozenset({"kernel", "kernels", "coef", "coefs", "arr"})  # Keras and scikit-learn keep W as (n[l-1], n[l])
_MOST_NAMED = 4  # arrays that a remark names


@dataclass(frozen=True, slots=True)
class Network:
    """Saved layers, fitted together.

    Parameters
    ----------
    layers : tuple of SavedLayer
        Layers 1, 2, ..., L.
    layout : str
        `columns`, W is `(n[l], n[l-1])`, or `rows`, W is `(n[l-1], n[l])`.
    architecture : Architecture
        The sizes; where layers do not fit, those of the weights alone.
    misfits : tuple of Diagnostic
        What does not fit: empty when the network could run.
    remarks : tuple of str
        What is worth knowing: what was assumed, what broadcasts wrongly, what is missing.
    left_out : tuple of LeftOut
        What of the file is no layer.
    """

    layers: tuple[SavedLayer, ...]
    layout: str
    architecture: Architecture
    misfits: tuple[Diagnostic, ...]
    remarks: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """What a layout makes of the layers in an order."""

    order: Order
    layout: Layout
    sizes: tuple[Size, ...]
    misfits: tuple[Diagnostic, ...]
    wrong: tuple[int, ...]  # layers whose bias does not broadcast as it should
    apart: tuple[int, ...]  # layers that do not fit the one before, with arrays of another kind between

    @property
    def layers(self) -> tuple[SavedLayer, ...]:
        """Layers 1, 2, ..., L."""
        return self.order.layers

    @property
    def cost(self) -> tuple[int, int]:
        """How much is wrong: misfits first, then biases with two axes that lie the other way."""
        biases = [self.layers[number - 1].bias for number in self.wrong]
        return len(self.misfits) + len(self.apart), sum(bias is not None and len(bias.shape) == 2 for bias in biases)


def fit(found: Recognised, file: str, layout: str | None = None) -> Network:
    """Fit the layers of a file together, in the layout given or in the one in which they fit best.

    Parameters
    ----------
    found : Recognised
        With at least one layer.
    file : str
        What the file is called in findings.
    layout : str, optional
        `columns` or `rows`.

    Raises
    ------
    CannotRead
        If it is not one fully connected network: there are several, or layers of another kind lie between.
    """
    names = _CHOICES if layout is None else (layout,)
    parts = parts_of(found.layers)
    if len(set(parts.values())) < len(parts):
        raise CannotRead(
            say(
                "it has several networks, {names}: choose one with {option}",
                names=listed(parts),
                option=f"--prefix {next(iter(parts))}",
            )
        )
    every = [_fit(order, LAYOUTS[name], file) for order in found.orders for name in names]
    best = min(every, key=lambda each: (each.cost, each.layout.name != _usual(found)))  # the likeliest, if in doubt
    if best.apart and not best.misfits:
        raise CannotRead(_not_connected(best))
    remarks: list[str] = []
    if found.by_place:
        remarks.append(
            say("The arrays have no names: weights and biases are distinguished by their order.")
            if best.layers[0].bias
            else say("The arrays have no names: all are taken as weights.")
        )
    remarks += _of_order(best, every)
    fits = [each for each in every if each.order is best.order]
    if len(fits) == 2:
        remarks += _assumed(best, fits, found)
    remarks += said_of(parts, fits=not best.misfits)
    if best.order.between and not best.misfits:
        names_between = named([item for _, item in best.order.between])
        remarks.append(
            say(
                "Between the layers are arrays that are not fully connected layers and are ignored: {names}.",
                names=names_between,
            )
        )
    remarks += _of_biases(best)
    sizes = best.sizes
    architecture = Architecture(",".join(map(str, sizes)), sizes)
    return Network(best.layers, best.layout.name, architecture, best.misfits, tuple(remarks), found.left_out)


def _usual(found: Recognised) -> str:
    """Give the layout of those who call their weights so."""
    return "rows" if all(layer.word in _ROW_WORDS for layer in found.layers) else "columns"


def _as_pytorch(found: Recognised) -> bool:
    """Tell whether the layers are called, and their biases are, as PyTorch's."""
    biases = [layer.bias for layer in found.layers if layer.bias is not None]
    named = all(layer.word == "weight" for layer in found.layers)
    return named and bool(biases) and all(len(bias.shape) == 1 for bias in biases)


def _of_order(best: _Fit, every: Sequence[_Fit]) -> list[str]:
    """Say which order was taken where the names leave it open."""
    if not best.order.said:
        return []
    others = [each for each in every if each.order is not best.order and each.layout is best.layout]
    if any(each.cost == best.cost for each in others):
        other = " -> ".join(layer.weights.name for layer in others[0].layers[:_MOST_NAMED])
        other += " -> ..." if len(best.layers) > _MOST_NAMED else ""
        return [
            say(
                "The order is ambiguous: the layers are taken in the order {order}; {other} fits too.",
                order=best.order.said,
                other=other,
            )
        ]
    return [
        say(
            "The layers are taken in the order {order}: in the order {other} they do not fit as well.",
            order=best.order.said,
            other=others[0].order.said,
        )
    ]


def _assumed(best: _Fit, fits: Sequence[_Fit], found: Recognised) -> list[str]:
    """Say which layout was taken where the shapes leave it open."""
    if len({each.cost[0] for each in fits}) > 1:
        return []
    other = next(each.layout for each in fits if each is not best)
    if best.misfits:
        return [
            say(
                "Neither layout fits: this report is for {layout}; see {option} for the other.",
                layout=best.layout.name,
                option=f"--layout {other.name}",
            )
        ]
    if len({each.cost for each in fits}) > 1:
        reason = Phrase("as its biases lie so")
    elif _usual(found) == "rows":
        reason = Phrase("as is usual with such names")
    elif _as_pytorch(found):
        reason = Phrase("as in PyTorch")
    else:
        reason = Phrase("as in the lesson")
    spec, reverse = (each.weights.replace(" ", ", ") for each in (best.layout, other))
    return [
        say(
            "The layout is ambiguous, both fit: W[l] is taken as {shape}, {layout}, {reason}; {option} takes it as"
            " {other}.",
            shape=f"({spec})",
            layout=best.layout.name,
            reason=reason,
            option=f"--layout {other.name}",
            other=f"({reverse})",
        )
    ]


def _fit(order: Order, layout: Layout, file: str) -> _Fit:
    layers = order.layers
    across = {number for number, _ in order.between}
    misfits: list[Diagnostic] = []
    wrong: list[int] = []
    apart: list[int] = []
    sizes: list[Size] = []
    before: Stored | None = None
    for number, layer in enumerate(layers, 1):
        own = layer.weights
        place = _Place(layout, number, file)
        if before is not None:
            found = _misfit(before, own, place)
            if found and number in across:
                apart.append(number)
                found = []
            if found:
                after = layers[number].weights if number < len(layers) else None
                found, own = _mended(found, before, own, after, place)
            misfits += found
        bound = place.bound(own)
        if not sizes:
            sizes.append(bound.resolve(symbol("n", 0)))
        sizes.append(bound.resolve(symbol("n", number)))
        if layer.bias is not None:
            found = _bias_misfit(own, layer.bias, bound, place)
            misfits += found
            if not found and not _broadcasts(layout.name, own.shape, layer.bias.shape):
                wrong.append(number)
        before = own
    return _Fit(order, layout, tuple(sizes), tuple(misfits), tuple(wrong), tuple(apart))


def _mended(
    found: list[Diagnostic], before: Stored, own: Stored, after: Stored | None, place: "_Place"
) -> tuple[list[Diagnostic], Stored]:
    """Add a help to findings where one of the two matrices turned over would fit; give the layer's own as it fits."""
    turned = _turned(own)
    if _fits(before, turned, after, place):
        return _with_help(found, turned), turned  # one cause gives one finding
    first = _turned(before)
    if place.number == 2 and _fits(first, own, after, place):
        return _with_help(found, first), own
    return found, own


def _with_help(found: list[Diagnostic], turned: Stored) -> list[Diagnostic]:
    return [
        replace(each, help=say("`{code}` has the shape {shape}, which fits", code=turned.name, shape=turned.shape))
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a network something is looked at: layer l, in a layout, of a file."""

    layout: Layout
    number: int
    file: str

    def spec(self, spec: str, ahead: int = 0) -> str:
        """Give a spec of layer l, or of the one so much ahead, with its number in it."""
        number = self.number + ahead
        return spec.replace("n[l-1]", f"n[{number - 1}]").replace("n[l]", f"n[{number}]")

    def weights(self, ahead: int = 0) -> str:
        """Give the spec of the weights."""
        return self.spec(self.layout.weights, ahead)

    def bound(self, weights: Stored, ahead: int = 0) -> Bindings:
        """Bind n[l-1] and n[l] to the sizes of the weights."""
        return match(parse_spec(self.weights(ahead)), _array(weights), Bindings()).bindings

    def worded(self, claims: Sequence[Claim], *lines: OperandLine) -> list[Diagnostic]:
        """Give the findings for claims that fail here."""
        return [
            Diagnostic(say("{file}: layer {number}", file=self.file, number=self.number), failure(claim), lines)
            for claim in claims
        ]


def _misfit(before: Stored, own: Stored, place: _Place) -> list[Diagnostic]:
    """Give what does not fit between the weights of a layer and those of the layer before."""
    result = match(parse_spec(place.weights()), _array(own), place.bound(before, -1))
    return place.worded(result.failed, _line(before, place.weights(-1)), _line(own, place.weights()))


def _fits(before: Stored, own: Stored, after: Stored | None, place: _Place) -> bool:
    """Tell whether weights fit those before and after."""
    result = match(parse_spec(place.weights()), _array(own), place.bound(before, -1))
    if result.verdict is not Verdict.YES or after is None:
        return result.verdict is Verdict.YES
    return match(parse_spec(place.weights(1)), _array(after), place.bound(own)).verdict is Verdict.YES


def _turned(weights: Stored) -> Stored:
    return Stored(f"{weights.name}.T", weights.shape[::-1])


def _bias_misfit(weights: Stored, bias: Stored, bound: Bindings, place: _Place) -> list[Diagnostic]:
    """Give what does not fit between the bias of a layer and its weights; it may be a column, a row or a vector."""
    match bias.shape:
        case (_,):
            form = "n[l]"
        case (_, 1):
            form = LAYOUTS["columns"].bias
        case (1, _):
            form = LAYOUTS["rows"].bias
        case _:
            form = place.layout.bias
    spec = place.spec(form)
    result = match(parse_spec(spec), _array(bias), bound)
    return place.worded(result.failed, _line(weights, place.weights()), _line(bias, spec))


@lru_cache(maxsize=1024)
def _broadcasts(layout: str, weights: tuple[int, ...], bias: tuple[int, ...]) -> bool:
    """Tell whether `Z[l]` has its derived shape for every m when the bias has this shape."""
    formulas = LAYOUTS[layout]
    _, formula = formulas.forward[0]
    bound = match(parse_spec(formulas.weights), Array(Shape(weights), name="W[l]"), Bindings()).bindings
    source, wanted = (
        Shape(tuple(bound.resolve(parse_size(size)) for size in spec.split()))
        for spec in (formulas.activations, formulas.activations.replace("n[l-1]", "n[l]"))
    )
    given = {"W[l]": Shape(weights), "b[l]": Shape(bias), "A[l-1]": source}
    known = {key: Array(shape, None, key) for key, shape in given.items()}
    found = evaluate(formula, parse(formula), {**known})
    result = found.result
    return found.verdict is Verdict.YES and isinstance(result, Array) and result.shape == wanted


def _of_biases(best: _Fit) -> list[str]:
    """Say which biases broadcast wrongly in this layout, and which are missing."""
    said = []
    wrong = [bias for number in best.wrong if (bias := best.layers[number - 1].bias) is not None]
    if wrong:
        spec = best.layout.bias.replace(" ", ", ")
        name, formula = best.layout.forward[0]
        vectors = all(len(bias.shape) == 1 for bias in wrong)
        fields = {"formula": f"{name} = {formula}", "bias": f"b[l] : ({spec})"}
        needs = (
            say("{formula} with one example per row needs {bias}", **fields)
            if best.layout.name == "rows"
            else say("{formula} with one example per column needs {bias}", **fields)
        )
        said.append(
            say(
                "{arrays}: one axis, as in PyTorch, is right with one example per row; {needs}.",
                arrays=named(wrong),
                needs=needs,
            )
            if vectors
            else say(
                "{arrays}: {needs}; this one is stretched along the wrong axis or not at all.",
                arrays=named(wrong),
                needs=needs,
            )
        )
    missing = [layer.weights for layer in best.layers if layer.bias is None]
    if missing:
        said.append(say("No bias is saved with {arrays}; the table has one all the same.", arrays=named(missing)))
    return said


def _not_connected(best: _Fit) -> str:
    """Say between which layers something else lies."""
    number = best.apart[0]
    before, own = best.layers[number - 2].weights, best.layers[number - 1].weights
    others = named([item for place, item in best.order.between if place == number])
    return say(
        "between {before} and {own} there are arrays of other layers ({others}), and the table is for fully connected"
        " networks: --prefix reads a part",
        before=before,
        own=own,
        others=others,
    )


def _array(item: Stored) -> Array:
    return Array(Shape(item.shape), name=item.name)


def _line(item: Stored, spec: str) -> OperandLine:
    return OperandLine(item.name, str(item.shape), spec)
