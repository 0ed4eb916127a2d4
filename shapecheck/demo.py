"""The reference network run under the decorator, and every shape that it had beside the one that was derived for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, TypeAlias

from shapecheck.architecture import LAYOUTS, Architecture, Quantity, Table, build_table
from shapecheck.core import Size
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.records import Call, Report
from shapecheck.runtime.recording.tracing import trace

__all__ = ["Compared", "Demo", "run_demo", "run_step"]

# The steps of one layer, each as its users would write the decorator over it.
_SPECS = {
    "linear_forward": "A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> Z: n[l] m, _",
    "activate": "Z: n[l] m -> A: n[l] m",
    "activation_backward": "dA: n[l] m -> dZ: n[l] m",
    "parameter_gradients": "dZ: n[l] m, A_prev: n[l-1] m -> dW: n[l] n[l-1], db: n[l] 1",
    "linear_backward": (
        "dZ: n[l] m, cache.A_prev: n[l-1] m, cache.W: n[l] n[l-1], cache.b: n[l] 1"
        " -> dA_prev: n[l-1] m, dW: n[l] n[l-1], db: n[l] 1"
    ),
}
# What each step's arguments and results are called in the table.
_QUANTITIES = {
    "linear_forward": {"A_prev": "A[l-1]", "W": "W[l]", "b": "b[l]", "Z": "Z[l]"},
    "activate": {"Z": "Z[l]", "return": "A[l]"},
    "activation_backward": {"dA": "dA[l]", "return": "dZ[l]"},
    "linear_backward": {"dZ": "dZ[l]", "dW": "dW[l]", "db": "db[l]", "dA_prev": "dA[l-1]"},
}
# The shapes of a call, in the order of the names above.
_Shapes: TypeAlias = tuple[tuple[Size, ...] | None, ...]
_MODULES = ("activations", "blocks", "costs", "model")


@dataclass(frozen=True, slots=True)
class Compared:
    """A quantity with the shape derived for it and the one it had.

    Parameters
    ----------
    quantity : Quantity
        What was derived.
    function, variable : str
        Where it was recorded.
    recorded : tuple of int or None
        The shape that it had; None when no call was left that could be this layer's.
    """

    quantity: Quantity
    function: str
    variable: str
    recorded: tuple[Size, ...] | None

    @property
    def equal(self) -> bool:
        """Whether the recorded shape is the derived one."""
        return self.recorded == self.quantity.shape.sizes


@dataclass(frozen=True, slots=True)
class Demo:
    """What ran, what was derived, and the two compared, quantity by quantity."""

    table: Table
    report: Report
    compared: tuple[Compared, ...]

    @property
    def equal(self) -> bool:
        """Whether every recorded shape is the derived one."""
        return all(item.equal for item in self.compared)


def run_demo(architecture: Architecture, batch: int, seed: int = 0) -> Demo:
    """Run one forward and backward pass of the reference network under the decorator.

    Parameters
    ----------
    architecture : Architecture
        With numbers of units only.
    batch : int
        The number of examples.
    seed : int
        Of the parameters and the data.
    """
    numpy: Any = import_module("numpy")
    network: Any = import_module("shapecheck.network")
    dims = list(architecture.sizes)
    generator = numpy.random.default_rng(seed)
    parameters = network.initialise_parameters(dims, seed=generator)
    examples = generator.standard_normal((dims[0], batch))
    labels = generator.integers(0, 2, (dims[-1], batch)).astype(float)
    activations = ["relu"] * (architecture.layers - 1) + ["sigmoid"]
    return run_step(
        architecture, examples, labels, parameters=parameters, activations=activations, cost="binary_cross_entropy"
    )


def run_step(
    architecture: Architecture,
    examples: Any,
    labels: Any,
    *,
    parameters: dict[str, Any],
    activations: Sequence[str],
    cost: str,
) -> Demo:
    """Run one forward and backward pass under the decorator, on the examples that are given.

    Parameters
    ----------
    architecture : Architecture
        The sizes of the parameters.
    examples, labels : (n[0], m) and (n[L], m) ndarray
    parameters : dict
        `W1`, `b1`, ...; left as they are.
    activations : sequence of str
    cost : str
        The one that goes with the output activation.
    """
    with _instrumented() as model, trace() as report:
        _, caches = model.forward(examples, parameters, activations)
        model.backward(labels, caches, activations, cost)
    table = build_table(architecture, LAYOUTS["columns"], examples.shape[1])
    return Demo(table, report, tuple(_compare(table, report.calls)))


@contextmanager
def _instrumented() -> Iterator[ModuleType]:
    """Put the decorator around the network's steps, wherever a module has them; take it away at the end."""
    modules = [import_module(f"shapecheck.network.{name}") for name in _MODULES]
    found = [(module, name, getattr(module, name)) for module in modules for name in _SPECS if hasattr(module, name)]
    wrapped = {function: checked(_SPECS[name])(function) for _, name, function in found}
    for module, name, function in found:
        setattr(module, name, wrapped[function])
    try:
        yield modules[-1]
    finally:
        for module, name, function in found:
            setattr(module, name, function)


def _compare(table: Table, calls: Sequence[Call]) -> Iterator[Compared]:
    """Compare each call with the layer that it belongs to.

    A report keeps equal calls as one with a count, so a call is known by its shapes: a layer takes a call that has
    just the shapes derived for it, as long as there is one, and what is left over goes to the layers left over.
    """
    derived = {quantity.name: quantity for quantity in table.quantities}
    for function, names in _QUANTITIES.items():
        # The last layer's dZ comes from the cost and its activation together, not by way of dA.
        last = table.architecture.layers - (function == "activation_backward")
        expected = [_layer(names, layer, derived) for layer in range(1, last + 1)]
        left = Counter({_shapes(call, names): call.count for call in calls if call.function == function})
        taken: list[_Shapes | None] = []
        for quantities in expected:
            shapes = tuple(quantity.shape.sizes for quantity in quantities)
            taken.append(shapes if left[shapes] else None)
            left[shapes] -= 1
        rest = (+left).elements()
        for quantities, own in zip(expected, taken, strict=True):
            recorded = own or next(rest, (None,) * len(names))
            for quantity, variable, shape in zip(quantities, names, recorded, strict=True):
                yield Compared(quantity, function, variable, shape)


def _layer(names: dict[str, str], layer: int, derived: dict[str, Quantity]) -> tuple[Quantity, ...]:
    indexed = (name.replace("[l-1]", f"[{layer - 1}]").replace("[l]", f"[{layer}]") for name in names.values())
    return tuple(derived[name] for name in indexed)


def _shapes(call: Call, names: dict[str, str]) -> _Shapes:
    """Give the shapes that a call had for the names, in their order."""
    found: dict[str, tuple[int, ...]] = {given.name: given.shape for given in call.arguments}
    found.update((record.variable, record.shape) for record, _ in call.records)
    return tuple(found.get(name) for name in names)
