"""Which array is the derivative by which, from their names: `dW` by `W`, `grads["dW1"]` by `parameters["W1"]`.

The derivative of a scalar by a variable has the variable's shape: dim(dX) = dim(X).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapecheck.runtime.measure import DICTS, Sizes, sizes_of
from shapecheck.runtime.source_text import key_text

__all__ = ["NAMED", "Entry", "Place", "attributes", "entries", "pairs", "place_of", "variable_of", "variable_place"]

# What an array is called, without the container that holds it: `("W1",)` for `parameters["W1"]`, `("W", 1)` for `W[1]`.
Place = tuple[str | int, ...]

_DEEPEST = 3  # containers in one another
_MOST = 512  # entries of one argument


class _Named(dict[type, bool]):
    """Whether the values of a type have named entries, each type asked once."""

    def __missing__(self, kind: type) -> bool:
        named = issubclass(kind, DICTS) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
        if len(self) < _MOST:
            self[kind] = named
        return named


NAMED = _Named()


@dataclass(frozen=True, slots=True)
class Entry:
    """One array among the values of a call: as written, what it is called, its shape, and what a message says of it."""

    text: str
    place: Place
    sizes: Sizes
    origin: str = ""


def variable_of(name: str) -> str | None:
    """Give the name of the variable that a derivative is by, from the derivative's name.

    Examples
    --------
    >>> variable_of("dA_prev"), variable_of("db3"), variable_of("W"), variable_of("d")
    ('A_prev', 'b3', None, None)
    """
    return name[1:] if len(name) > 1 and name[0] == "d" and name[1].isalpha() else None


def variable_place(place: Place) -> Place | None:
    """Give the place of the variable for that of a derivative: the last name in it loses its `d`."""
    for i in reversed(range(len(place))):
        name = place[i]
        if isinstance(name, str):
            variable = variable_of(name)
            return None if variable is None else (*place[:i], variable, *place[i + 1 :])
    return None


def place_of(root: str, steps: Iterable[str | int]) -> Place:
    """Give the place of an array: the container's name is left out where a key or a field names the array.

    Examples
    --------
    >>> place_of("grads", ["dW1"]), place_of("dW", [1]), place_of("dA_prev", [])
    (('dW1',), ('dW', 1), ('dA_prev',))
    """
    steps = tuple(steps)
    return steps if any(isinstance(step, str) for step in steps) else (root, *steps)


def entries(root: str, value: object) -> Iterator[Entry]:
    """Give the arrays that a value is, or holds in dicts, lists, tuples and named tuples."""
    if hasattr(value, "shape"):
        sizes = sizes_of(value)
        if sizes:
            yield Entry(root, (root,), sizes)
        return
    pending: list[tuple[str, tuple[str | int, ...], object]] = [(root, (), value)]
    for _ in range(_MOST):
        if not pending:
            return
        text, steps, found = pending.pop()
        if len(steps) < _DEEPEST and (inner := _items(text, found)) is not None:
            pending += [(name, (*steps, step), item) for name, step, item in reversed(list(inner))]
        elif hasattr(found, "shape") and (sizes := sizes_of(found)):
            yield Entry(text, place_of(root, steps), sizes)


def attributes(instance: object) -> Iterator[Entry]:
    """Give the arrays that a method's `self` holds, read without running anything of its class."""
    try:
        held = object.__getattribute__(instance, "__dict__")
    except AttributeError:
        return
    if type(held) is dict:
        for name, value in list(held.items())[:_MOST]:
            for entry in entries(f"self.{name}", value):
                first, *rest = entry.place
                yield Entry(entry.text, (name, *rest) if first == f"self.{name}" else entry.place, entry.sizes)


def _items(text: str, value: object) -> Iterator[tuple[str, str | int, object]] | None:
    """Give what a plain container holds: each item's text, key and value; None for anything else."""
    if type(value) in DICTS:
        assert isinstance(value, dict)
        return ((text + f"[{key_text(k)}]", k, v) for k, v in value.items() if type(k) is str or type(k) is int)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = tuple(value._fields)
        return ((text + f".{name}", name, item) for name, item in zip(fields, value, strict=False))
    if type(value) in (list, tuple):
        assert isinstance(value, list | tuple)
        return ((f"{text}[{i}]", i, item) for i, item in enumerate(value[:_MOST]))
    return None


def pairs(found: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Give each derivative with the variable that it is by; of several with the name, one that has its shape.

    Scalars are no entries, so a step `dt` and a time `t` are no pair.

    Examples
    --------
    >>> import numpy as np
    >>> arguments = {"parameters": {"W1": np.zeros((3, 2))}, "grads": {"dW1": np.zeros((2, 3)), "db1": np.zeros(3)}}
    >>> found = [entry for name, value in arguments.items() for entry in entries(name, value)]
    >>> [(derivative.text, variable.text) for derivative, variable in pairs(found)]
    [('grads["dW1"]', 'parameters["W1"]')]
    """
    found = list(found)
    by_place: dict[Place, list[Entry]] = {}
    for entry in found:
        by_place.setdefault(entry.place, []).append(entry)
    for entry in found:
        place = variable_place(entry.place)
        variables = [] if place is None else by_place.get(place, [])
        if variables:
            yield entry, next((v for v in variables if v.sizes == entry.sizes), variables[0])
