"""Python's own functions on shapes: `sum(X)` adds along the first axis, where `np.sum(X)` adds all there is."""

import builtins
import math
import operator
import re
from collections.abc import Callable
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.ops.table import lookup
from shapecheck.ops.values import UNKNOWN, Value

__all__ = ["NotFollowed", "call_builtin", "call_math", "combine", "is_builtin"]

_MOST_BITS = 10_000  # of an integer that is computed: no size has so many
_MOST_ITEMS = 1_000_000  # of a text or list that is repeated, or a text that is formatted
_MOST_DIGITS = 6  # of a width
_WIDTH = re.compile(r"[%.)][-+ #]*+(\d+)")  # in a text for `%`

# Applies a NumPy operation by its full name, as a step of the explanation.
Ruled = Callable[[str, tuple[Any, ...], dict[str, Any]], Any]

_MOST_LISTED = 1000  # numbers of a `range` that are kept one by one
_IN_PLACE = {"abs": "operator.abs", "pow": "operator.pow", "divmod": "numpy.divmod", "len": "ndarray.__len__"}
_ONE_AXIS = frozenset({"min", "max", "any", "all"})
_ON_NUMBERS: dict[str, Callable[..., Any]] = {
    "abs": abs, "pow": pow, "divmod": divmod, "min": min, "max": max, "any": any, "all": all, "sum": sum,
    "round": round, "int": int, "float": float, "bool": bool, "len": len, "tuple": tuple, "list": list, "str": str,
    "complex": complex, "sorted": sorted,
}  # fmt: skip


_OF_ANYTHING = frozenset({"len", "tuple", "list"})
_REFUSALS = TypeError, ValueError, ArithmeticError, LookupError, MemoryError


class NotFollowed(Exception):
    """Signal: what a function gives is not modelled; the message says why, in one clause."""


def is_builtin(name: str) -> bool:
    """Tell whether a plain name is a function of Python's own."""
    return not name.startswith("_") and callable(getattr(builtins, name, None))


def call_builtin(name: str, values: list[Any], keywords: dict[str, Any], ruled: Ruled) -> Value:
    """Give what one of Python's functions gives.

    Raises
    ------
    NotFollowed
        When that is not modelled.
    """
    if name == "range" and 1 <= len(values) <= 3 and not keywords:
        return _range(values)
    if name == "sum" and not keywords.keys() <= {"start"}:
        raise NotFollowed(_not_numpy(name))
    if name == "sum" and values:
        return _sum([*values, *keywords.values()], ruled)
    if any(isinstance(value, Array) for value in values):
        return _on_arrays(name, values, keywords, ruled)
    if name in _ON_NUMBERS:
        if name not in _OF_ANYTHING and not all(map(_is_plain, (*values, *keywords.values()))):
            return UNKNOWN
        try:
            given: Value = _ON_NUMBERS[name](*values, **keywords)
        except _REFUSALS:
            return UNKNOWN
        return given
    raise NotFollowed(_not_numpy(name))


def call_math(name: str, values: list[Any]) -> Value:
    """Give what a function of the module `math` gives: a number.

    Raises
    ------
    NotFollowed
        When it is given an array, which such a function does not take.
    """
    if any(isinstance(value, Array) and value.shape != SCALAR for value in values):
        raise NotFollowed(f"this is Python's {name}, which takes numbers{_instead(name.removeprefix('math.'))}")
    function = getattr(math, name.removeprefix("math."))
    try:
        given: Value = function(*values)
    except _REFUSALS:  # a symbol, or a number that is not known
        return Array(SCALAR, "f")
    return given


def _is_plain(value: Any) -> bool:
    """Tell whether a value is known, down to its items: no array, symbol or unknown."""
    if isinstance(value, (tuple, list)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (bool, int, float, complex, str))


def _range(values: list[Any]) -> Value:
    if all(isinstance(value, int) for value in values) and values[2:] != [0]:
        numbers = range(*values)
        return list(numbers) if len(numbers) <= _MOST_LISTED else Array(Shape((len(numbers),)), "i")
    if len(values) == 1 and isinstance(values[0], Dim):
        return Array(Shape((values[0],)), "i")
    return UNKNOWN


def _sum(values: list[Any], ruled: Ruled) -> Value:
    """Give `0 + X[0] + X[1] + ...`."""
    first, *start = values
    if isinstance(first, Array) and first.shape.rank:
        if first.shape.before and first.shape.before[0] == 0:
            total: Any = 0
        else:
            total = ruled("numpy.sum", (first,), {"axis": 0})
    elif isinstance(first, (list, tuple)):
        total = 0
        for item in first:
            total = _added(total, item, ruled)
    elif isinstance(first, Array) and first.shape.rank == 0:
        raise NotFollowed("this is Python's sum, which goes along an axis, and a number has none")
    else:
        return UNKNOWN
    found: Value = _added(total, start[0], ruled) if start else total
    return found


def _added(left: Any, right: Any, ruled: Ruled) -> Any:
    if isinstance(left, Array) or isinstance(right, Array):
        # 0 is where Python starts: it changes no shape
        return right if isinstance(left, int) and left == 0 else ruled("operator.add", (left, right), {})
    try:
        return left + right
    except TypeError:
        return UNKNOWN


def _on_arrays(name: str, values: list[Any], keywords: dict[str, Any], ruled: Ruled) -> Value:
    """Give what a function gives whose arguments have an array among them."""
    first = values[0]
    counts = {"pow": 2, "divmod": 2}
    if name in _IN_PLACE and len(values) == counts.get(name, 1) and not keywords:
        given: Value = ruled(_IN_PLACE[name], tuple(values), {})
        return given
    if name in _ONE_AXIS and len(values) == 1 and not keywords and isinstance(first, Array) and first.shape.rank == 1:
        found: Value = ruled(f"numpy.{name}", (first,), {})
        return found
    if name in {"int", "float", "bool", "complex"} and isinstance(first, Array) and first.shape == SCALAR:
        return Array(SCALAR, name[0])
    if name in {"tuple", "list"}:
        return UNKNOWN
    if name in {"min", "max"} and len(values) > 1:
        # `max(0, X)` compares whole arrays, which raises
        raise NotFollowed(f"this is Python's {name}: write np.{name}imum to compare element by element")
    raise NotFollowed(_not_numpy(name))


def _not_numpy(name: str) -> str:
    return f"this is Python's {name}{_instead(name)}"


def _instead(name: str) -> str:
    return f": write np.{name}" if lookup(f"numpy.{name}") is not None else ", which is not followed"


def _formatted_length(template: str | bytes, given: Any) -> int:
    """Give a bound on how long a text is that is made by `%`."""
    text = template if isinstance(template, str) else template.decode("latin-1")
    if any(len(digits) > _MOST_DIGITS for digits in _WIDTH.findall(text)):
        return _MOST_ITEMS + 1
    values = given if isinstance(given, tuple) else (given,)
    widths = [int(digits) for digits in _WIDTH.findall(text)]
    widths += [abs(value) for value in values if isinstance(value, int)] if "*" in text else []
    texts = [len(value) for value in values if isinstance(value, (str, bytes))]
    return len(text) + text.count("%") * (max([*widths, *texts], default=0) + _MOST_BITS)


def combine(name: str, operands: tuple[Any, ...]) -> Any:
    """Apply an operator to plain values, as `operator` names it.

    Raises
    ------
    OverflowError
        When the result would be larger than anything that is a size; it is not computed.
    """
    match name, operands:
        case "pow", (int() as base, int() as exponent):
            too_large = exponent > 0 and base.bit_length() * exponent > _MOST_BITS
        case "lshift", (int(), int() as shift):
            too_large = shift > _MOST_BITS
        case "mul", (str() | list() | tuple() | bytes() as items, int() as count) | (
            int() as count,
            str() | list() | tuple() | bytes() as items,
        ):
            too_large = len(items) * count > _MOST_ITEMS
        case "mod", (str() | bytes() as template, given):
            too_large = _formatted_length(template, given) > _MOST_ITEMS
        case _:
            too_large = False
    if too_large:
        raise OverflowError
    function: Callable[..., Any] = getattr(operator, name)
    return function(*operands)
