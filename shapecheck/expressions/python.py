"""Python's own operators on plain values, as far as these are bounded."""

import builtins
import operator
import re
from collections.abc import Callable
from typing import Any

__all__ = ["combine", "is_builtin"]

_MOST_BITS = 10_000  # of an integer that is computed: no size has so many
_MOST_ITEMS = 1_000_000  # of a text or list that is repeated, or a text that is formatted
_MOST_DIGITS = 6  # of a width
_WIDTH = re.compile(r"[%.)][-+ #]*+(\d+)")  # in a text for `%`


def is_builtin(name: str) -> bool:
    """Tell whether a plain name is a function of Python's own."""
    return not name.startswith("_") and callable(getattr(builtins, name, None))


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
