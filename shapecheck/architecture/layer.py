"""One generic layer l, derived: the rules applied to the formulas, and the induction that makes it every layer.

What is given for layer l is `W[l]`, `b[l]` and, by induction, `A[l-1]` and `dA[l]`. The derivation proves that `A[l]`
has the shape that layer l+1 is given, and `dA[l-1]` the one that layer l-1 is given: with layer 1 given X and layer L
the gradient of the loss, every layer is proved, for every L and every m.
"""

from dataclasses import dataclass

from shapecheck.architecture.formulas import Layout
from shapecheck.architecture.instantiate import LAYER
from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, product, substitute, symbol
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.expressions.source import parse
from shapecheck.expressions.steps import Explanation, Stretch
from shapecheck.infer.lines import evaluate
from shapecheck.language import Phrase
from shapecheck.ops.values import Value

__all__ = ["LAYER", "Derived", "Layer", "agree", "derive_layer"]

_LAST = symbol("L")


@dataclass(frozen=True, slots=True)
class Derived:
    """A quantity of the generic layer: its name, the formula that gives it, its shape, and how sure that is."""

    name: str
    formula: str
    shape: Shape
    verdict: Verdict
    stretches: tuple[Stretch, ...] = ()
    multiply_adds: Size = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """The generic layer l.

    Parameters
    ----------
    capital : bool
        Whether its names have capitals, `Z[l]`: the form for m examples.
    given : tuple of Derived
        `W[l]` and `b[l]`.
    source : Derived
        `A[l-1]`, what the layer is given.
    forward, backward : tuple of Derived
        What its steps give, in order.
    loss : Derived
        `dA[L]`.
    induction : tuple of (str, Verdict)
        That what the layer gives is what its neighbours are given.
    """

    capital: bool
    given: tuple[Derived, ...]
    source: Derived
    forward: tuple[Derived, ...]
    backward: tuple[Derived, ...]
    loss: Derived
    induction: tuple[tuple[str, Verdict], ...]


def agree(left: Shape, right: Shape) -> Verdict:
    """Tell whether two shapes are equal for every value of the symbols."""
    if left.rank is None or left.rank != right.rank:
        return Verdict.UNKNOWN if left.rank is None or right.rank is None else Verdict.NO
    return all_of(compare(a, b) for a, b in zip(left.before, right.before, strict=True))


def derive_layer(layout: Layout) -> Layer:
    """Derive the generic layer in a layout, for m examples."""
    weights, bias, source = (
        Shape(tuple(map(parse_size, spec.split()))) for spec in (layout.weights, layout.bias, layout.activations)
    )
    activation = "A" if layout.capital else "a"
    given = (Derived("W[l]", "", weights, Verdict.YES), Derived("b[l]", "", bias, Verdict.YES))
    hypothesis = Derived(f"{activation}[l-1]", "", source, Verdict.YES)
    names: dict[str, Value] = {item.name: _array(item) for item in (*given, hypothesis)}
    names["m"] = symbol("m")
    forward = tuple(_derive(name, formula, names) for name, formula in layout.forward)
    output = forward[-1]
    loss = _loss(layout, output, names)
    names[f"d{output.name}"] = Array(loss.shape.substitute({_LAST: LAYER}))
    backward = tuple(_derive(name, formula, names) for name, formula in layout.backward)
    gradient = backward[-1]
    previous: dict[Symbol | Dim, Size] = {LAYER: LAYER - 1}
    induction = (
        (
            Phrase("{name} is what layer {layer} takes", name=f"{activation}[l]", layer="l+1"),
            agree(_moved(output.shape, previous), source),
        ),
        (
            Phrase("{name} is what layer {layer} takes", name=f"d{activation}[l-1]", layer="l-1"),
            agree(gradient.shape, _moved(_top(loss), previous)),
        ),
    )
    return Layer(layout.capital, given, hypothesis, forward, backward, loss, induction)


def _array(item: Derived) -> Array:
    return Array(item.shape, None, item.name)


def _moved(shape: Shape, layer: dict[Symbol | Dim, Size]) -> Shape:
    return shape.map(lambda size: substitute(size, layer))


def _top(loss: Derived) -> Shape:
    return _moved(loss.shape, {_LAST: LAYER})


def _loss(layout: Layout, output: Derived, names: dict[str, Value]) -> Derived:
    """Derive the gradient of the loss by the output, with Y shaped like the output."""
    last = _moved(output.shape, {LAYER: _LAST})
    target = "Y" if layout.capital else "y"
    activation = output.name.partition("[")[0]
    known: dict[str, Value] = {**names, target: Array(last), f"{activation}[L]": Array(last)}
    return _derive(f"d{activation}[L]", layout.loss, known)


def _derive(name: str, formula: str, names: dict[str, Value]) -> Derived:
    """Apply the rules to a formula, and remember what it gives for the formulas after it."""
    source = formula.replace("g'(", "g_prime(")
    explanation = evaluate(source, parse(source), names)
    if explanation.failure is not None:
        raise ValueError(f"{name} = {formula}: {explanation.failure}")
    result = explanation.result
    if not isinstance(result, Array) or result.shape.rank is None:
        raise ValueError(f"{name} = {formula} is not an array of known rank")
    names[name] = Array(result.shape, None, name)
    return Derived(name, formula, result.shape, explanation.verdict, _stretches(explanation), _cost(explanation))


def _stretches(explanation: Explanation) -> tuple[Stretch, ...]:
    """Give the named arrays that the formula stretches: b[l], not the number 1/m."""
    return tuple(
        stretch
        for step in explanation.steps
        for stretch in step.stretches
        if stretch.operand.name and stretch.operand.shape.rank and stretch.axes
    )


def _cost(explanation: Explanation) -> Size:
    """Count the multiply-adds of the formula's matrix products: one for each element of the result and inner index."""
    total: Size = 0
    for step in explanation.steps:
        if step.operation == "operator.matmul" and isinstance(step.result, Array):
            total = total + product(step.result.shape.before) * step.operands[0].shape.before[-1]
    return total
