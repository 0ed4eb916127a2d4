"""Functions of libraries that make another function of one: those that compile it, and those that differentiate it."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.values import Bound, Dictionary, Function, Listing, Native, Value

__all__ = ["TRANSFORMS"]


def _compiled(_m: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Give the function itself, or what gives it where it is called with options first: `njit(parallel=True)(f)`."""
    if values and isinstance(values[0], (Function, Bound, Native)):
        return values[0]

    def run(inner: Machine, given: tuple[Value, ...], _others: Mapping[str, Value]) -> Value:
        return given[0] if given else inner.opaque()

    return Native("jax.jit", (), run)


def _gradient(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what `jax.grad(f)` gives: a function whose result has the shape of the argument that is varied."""
    return _derived(machine, values, keywords, node, frame, with_value=False)


def _value_and_gradient(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what `jax.value_and_grad(f)` gives: the result of `f` beside the gradient."""
    return _derived(machine, values, keywords, node, frame, with_value=True)


def _derived(
    machine: Machine,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
    *,
    with_value: bool,
) -> Value:
    if not values:
        return machine.opaque()
    function, *given = values
    place = given[0] if given else keywords.get("argnums", 0)
    plain = len(given) <= 1 and keywords.keys() <= {"argnums"}

    def run(inner: Machine, arguments: tuple[Value, ...], others: Mapping[str, Value]) -> Value:
        result = inner.call(function, arguments, others, node, frame)
        if not plain or type(place) is not int or not 0 <= place < len(arguments):
            return inner.opaque()
        gradient = _shaped_like(inner, arguments[place])
        return (result, gradient) if with_value else gradient

    return Native("jax.grad", (), run)


def _shaped_like(machine: Machine, value: Value) -> Value:
    """Give arrays of the shapes of those in a value, in containers like its own."""
    if isinstance(value, Array):
        return Array(value.shape, value.kind)
    if type(value) is tuple:
        return tuple(_shaped_like(machine, item) for item in value)
    if isinstance(value, Listing) and value.items is not None and value.kind == "list":
        return machine.listing([_shaped_like(machine, item) for item in value.items])
    if isinstance(value, Dictionary) and not value.is_open:
        return machine.dictionary({key: _shaped_like(machine, item) for key, item in value.known.items()})
    return machine.opaque()


TRANSFORMS: Mapping[str, Builtin] = {
    **dict.fromkeys(
        ("jax.jit", "jax.checkpoint", "jax.remat", "numba.jit", "numba.njit", "numba.core.decorators.njit"), _compiled
    ),
    **dict.fromkeys(("jax.grad", "autograd.grad", "autograd.elementwise_grad"), _gradient),
    **dict.fromkeys(("jax.value_and_grad", "autograd.value_and_grad"), _value_and_gradient),
}
