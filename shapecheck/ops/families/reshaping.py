"""Reshaping: the same elements under another shape."""

from shapecheck.core.array import Array, Quantity
from shapecheck.core.claims import Agree, Divides, Valid
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import print_sizes
from shapecheck.ops.arguments import array, integers, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, result, rule
from shapecheck.ops.values import Value


def reshaped(operand: Array, target: tuple[Size, ...]) -> Outcome:
    """Give the array with the target's sizes, of which one may be -1: what is left for it."""
    claims = Claims()
    total = product(sizes_of(operand))
    free = [axis for axis, size in enumerate(target) if not isinstance(size, Dim) and size < 0]
    elements = Quantity(total, f"elements of {operand.name or 'the array'}")
    if not free:
        claims.require(Agree(elements, Quantity(product(target), f"elements in {print_sizes(target)}"), "totals"))
        return result(target, claims, operand.kind)
    if len(free) > 1:
        raise Refuted(Valid("only one size may be -1"))
    others = target[: free[0]] + target[free[0] + 1 :]
    given = product(others)
    claims.require(Divides(Quantity(given, f"elements in {print_sizes(others)}"), elements))
    return result((*target[: free[0]], total // given, *target[free[0] + 1 :]), claims, operand.kind)


@rule("numpy.reshape", form="same elements; one size may be -1")
def reshape(a: Value, /, shape: Value, order: Value = "C", *, copy: Value = None) -> Outcome:
    """Rule of `numpy.reshape(a, shape)`."""
    return reshaped(array(a), integers(shape, "a size"))


@rule("ndarray.reshape", form="same elements; one size may be -1")
def reshape_method(a: Value, /, *shape: Value, order: Value = "C", copy: Value = None) -> Outcome:
    """Rule of `a.reshape(2, 3)` and `a.reshape((2, 3))`."""
    return reshaped(array(a), integers(shape[0] if len(shape) == 1 else shape, "a size"))


@rule("numpy.ravel", "ndarray.ravel", "ndarray.flatten", form="all elements along one axis")
def ravel(a: Value, /, order: Value = "C") -> Outcome:
    """Rule of `numpy.ravel(a)`."""
    operand = array(a)
    return result((product(sizes_of(operand)),), (), operand.kind)
