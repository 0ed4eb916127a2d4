"""What a layer costs: parameters, memory and multiply-adds, read off the derived shapes and products."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapecheck.architecture.instantiate import LAYER, Generic, GenericSize, Instance
from shapecheck.architecture.layer import Layer
from shapecheck.core.dim import Size, product, symbol
from shapecheck.core.shape import Shape

__all__ = ["BYTES", "Cost", "layer_costs"]

BYTES = 8  # of one float64


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
        Bytes, in float64: of W and b; of Z and A; of dW, db, dZ and dA. The input X and its gradient are left out.
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


def layer_costs(layer: Layer, generic: Generic, instances: Sequence[Instance]) -> tuple[tuple[Cost, ...], Cost]:
    """Give the cost of each layer, and of the whole."""
    columns = [generic.size(size) for size in _generic_costs(layer)]
    costs = tuple([_cost(instance, columns) for instance in instances])
    pairs = [instance.sizes for instance in instances]
    return costs, Cost(None, *(column.total(pairs) for column in columns))


def _generic_costs(layer: Layer) -> tuple[Size, ...]:
    """Give the fields of a `Cost` in the sizes of the generic layer."""
    parameters = _elements([item.shape for item in layer.given])
    # dA[l], which layer l+1 gives: of layer l-1 is what layer l gives
    own = layer.loss.shape.substitute({symbol("L"): LAYER})
    gradients = [item.shape for item in layer.backward if "[l-1]" not in item.name]
    return (
        parameters,
        BYTES * parameters,
        BYTES * _elements([item.shape for item in layer.forward]),
        BYTES * _elements([*gradients, own]),
        _sum([item.multiply_adds for item in layer.forward]),
        _sum([item.multiply_adds for item in layer.backward]),
    )


def _cost(instance: Instance, columns: Sequence[GenericSize]) -> Cost:
    return Cost(instance.number, *(column.at(*instance.sizes) for column in columns))


def _elements(shapes: Sequence[Shape]) -> Size:
    return _sum([product(shape.before) for shape in shapes])


def _sum(sizes: Sequence[Size]) -> Size:
    result: Size = 0
    for size in sizes:
        result = result + size
    return result
