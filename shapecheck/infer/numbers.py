"""Functions of plain numbers, computed as Python does, and of sizes, as far as they stay sizes."""

import math
from collections.abc import Callable, Mapping

from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, maximum, minimum
from shapecheck.core.verdict import Verdict
from shapecheck.errors import UnsupportedOperation
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import NUMBERS, kind_of, was_size
from shapecheck.infer.values import INTEGER, NUMBER, Opaque, Value
from shapecheck.infer.weights import is_heavy

__all__ = ["ROUNDING", "extreme", "is_plain_number", "note_number", "of_numbers", "ratio", "rounded"]

_ON_NUMBERS: Mapping[str, Callable[..., Value]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log": math.log, "log2": math.log2, "exp": math.exp,
    "log10": math.log10, "pow": math.pow, "power": pow, "gcd": math.gcd, "comb": math.comb, "factorial": math.factorial,
    "isqrt": math.isqrt, "fabs": math.fabs, "trunc": math.trunc, "log1p": math.log1p, "sin": math.sin, "cos": math.cos,
    "tan": math.tan, "tanh": math.tanh, "radians": math.radians, "degrees": math.degrees, "hypot": math.hypot,
    "perm": math.perm,
}  # fmt: skip
ROUNDING = frozenset({"ceil", "floor", "trunc"})
_LARGEST = 1000
_WHOLE = frozenset({"int", "bool"})


def of_numbers(machine: Machine, name: str, values: tuple[Value, ...]) -> Value | None:
    """Give what a function of numbers gives, or None where that is not known."""
    if name in ROUNDING and len(values) == 1 and isinstance(values[0], Opaque):
        return rounded(machine, values[0], up=name == "ceil")
    if name not in _ON_NUMBERS or not values or not all(type(value) in {int, float} for value in values):
        return None
    if name in {"factorial", "comb", "perm", "pow", "power"} and any(abs(value) > _LARGEST for value in values):
        return None
    try:
        found = _ON_NUMBERS[name](*values)
    except (ValueError, ArithmeticError, TypeError, MemoryError):
        return None
    return None if is_heavy(found) else found


def ratio(machine: Machine, left: Value, right: Value) -> Opaque:
    """Give `left / right` of sizes: a float that remembers what it is made of."""
    made = machine.opaque("float")
    made.cells[("ratio",)] = (left, right)
    return made


def rounded(machine: Machine, value: Opaque, *, up: bool) -> Value | None:
    """Give a ratio of sizes rounded down or up, or None for any other number."""
    parts = value.cells.get(("ratio",))
    if not isinstance(parts, tuple):
        return None
    left, right = parts
    try:
        return -((-left) // right) if up else left // right
    except (ArithmeticError, TypeError, UnsupportedOperation):
        return machine.opaque("int")


def extreme(values: list[Value], *, greatest: bool) -> Value | None:
    """Give the least or greatest of sizes, or None where one of the values is no size."""
    if not values or not all(type(value) is int or isinstance(value, Dim) for value in values):
        return None
    sizes: list[Value] = values
    for candidate in sizes:
        order = [(candidate, other) if greatest else (other, candidate) for other in sizes]
        if all(at_least(*pair) is Verdict.YES for pair in order):
            return candidate
    try:
        return maximum(*sizes) if greatest else minimum(*sizes)
    except UnsupportedOperation:  # it is too long
        return None


def is_plain_number(value: Value) -> bool:
    """Tell whether a value is a number whatever is supposed: one of Python's, or a size."""
    return isinstance(value, (int, float, Dim)) or (
        isinstance(value, Opaque) and value.kind in {"int", "float", "number"}
    )


def note_number(name: str, made: Opaque, *operands: Value) -> None:
    """Note that what is computed from numbers is one, and an integer where they are and the operator keeps that."""
    if all(kind_of(value) in _WHOLE or (was_size(value) and INTEGER in value.cells) for value in operands):
        made.cells[NUMBER if name in {"pow", "truediv"} else INTEGER] = True
    elif all(kind_of(value) in NUMBERS or was_size(value) for value in operands):
        made.cells[NUMBER] = True
