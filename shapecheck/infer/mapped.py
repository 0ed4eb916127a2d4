"""Functions of NumPy's that call one of the program's: on each vector along an axis, on each element."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array, Bare
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.lost import unmodelled
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.reasons import call_of
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import Native, Value
from shapecheck.language import Phrase

__all__ = ["MAPPED"]

_NUMBERS = (bool, int, float, complex, Dim)
_WITHOUT_EFFECT = {"cache", "doc", "otypes"}


def _along_axis(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what `np.apply_along_axis(f, axis, x)` gives: where the axis was stands the shape of what `f` gives."""
    function, axis, operand, *rest = (*values, None, None, None)[: max(3, len(values))]
    sizes = operand.shape.sizes if isinstance(operand, Array) else None
    if type(axis) is not int or sizes is None or not -len(sizes) <= axis < len(sizes) or 0 in sizes:
        return _unknown(machine, values, keywords, node, frame)
    at = axis % len(sizes)
    assert isinstance(operand, Array)
    given = _called(
        machine, function, (Array(Shape((sizes[at],)), operand.kind, Phrase("a vector")), *rest), keywords, node, frame
    )
    inner = () if isinstance(given, _NUMBERS) else given.shape.sizes if isinstance(given, Array) else None
    if inner is None:
        return machine.opaque()
    return Array(Shape((*sizes[:at], *inner, *sizes[at + 1 :])), given.kind if isinstance(given, Array) else None)


def _vectorized(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what `np.vectorize(f)` gives: a function that calls `f` for each element."""
    if len(values) != 1 or not keywords.keys() <= _WITHOUT_EFFECT:
        return _unknown(machine, values, keywords, node, frame)
    (function,) = values

    def run(inner: Machine, given: tuple[Value, ...], others: Mapping[str, Value]) -> Value:
        at = inner.place or (node, frame)  # of the call of what is given here
        arrays = [value for value in given if isinstance(value, Array) and value.shape.rank != 0]
        numbers = [value for value in given if isinstance(value, (*_NUMBERS, Array))]
        if others or not arrays or len(numbers) != len(given) or any(own.shape.sizes is None for own in arrays):
            _unknown(inner, (function, *given), others, *at)
            return unmodelled(inner, given, *at, reason=call_of("numpy.vectorize"))
        # They are stretched to one shape, as by an operator.
        whole = arrays[0] if len(arrays) == 1 else apply_ruled(inner, "numpy.broadcast_arrays", arrays, {}, *at)
        elements = [
            Array(SCALAR, value.kind, bare=Bare.SCALAR) if any(value is own for own in arrays) else value
            for value in given
        ]
        answer = _called(inner, function, elements, {}, *at)
        whole = whole[0] if isinstance(whole, tuple) else whole
        if not isinstance(whole, Array):
            return whole
        if not isinstance(answer, _NUMBERS) and not (isinstance(answer, Array) and answer.shape.rank == 0):
            return inner.opaque()
        return Array(whole.shape, answer.kind if isinstance(answer, Array) else None)

    return Native("numpy.vectorize", (), run)


def _called(
    machine: Machine,
    function: Value,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> Value:
    """Call a function as NumPy does, any number of times; give what the first call gives."""
    found: list[Value] = []
    machine.perhaps(lambda: found.append(machine.call(function, tuple(values), keywords, node, frame)))
    return found[0] if found else machine.opaque()


def _unknown(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    machine.maybe_called((*values, *keywords.values()), node, frame)
    return machine.opaque()


MAPPED: Mapping[str, Builtin] = {"numpy.apply_along_axis": _along_axis, "numpy.vectorize": _vectorized}
