"""How large a value is: what is larger than any real program's is not kept, so that no program takes all memory."""

from shapecheck.infer.values import Dictionary, Instance, Listing, Value

__all__ = ["is_heavy", "is_vast"]

_MOST_BITS = 200  # of an integer: a shape has 64 sizes at most, and their product can still be printed
_MOST_TEXT = 100_000  # characters
_MOST_NODES = 5_000  # values in a tuple, those in its tuples included
_DEEPEST = 30  # tuples in tuples
_VAST = 50_000  # values in a list or an object, all that it leads to included


def is_heavy(value: Value) -> bool:
    """Tell whether a number, text or tuple is so large that it is better not known."""
    if type(value) is int:
        return value.bit_length() > _MOST_BITS
    if isinstance(value, (str, bytes)):
        return len(value) > _MOST_TEXT
    return isinstance(value, tuple) and _weight(value, _MOST_NODES, 0, inside=False) > _MOST_NODES


def is_vast(value: Value) -> bool:
    """Tell whether a value leads to so many others that going through all of them takes too long."""
    return _weight(value, _VAST, 0, inside=True) > _VAST


def _weight(value: Value, most: int, depth: int, *, inside: bool) -> int:
    """Count the values in a value, each as often as it is met, up to `most`; `inside` lists and objects as well."""
    if isinstance(value, tuple):
        items = value
    elif inside and isinstance(value, Listing):
        items = value.items or (value.contents.element,)
    elif inside and isinstance(value, (Dictionary, Instance)):
        items = tuple(value.cells.values())
    else:
        return 1
    if depth >= _DEEPEST and items:
        return 1 if inside else most + 1
    total = 1 + len(items)
    for item in items:
        if total > most:
            break
        if isinstance(item, (tuple, Listing, Dictionary, Instance)):
            total += _weight(item, most - total, depth + 1, inside=inside)
    return total
