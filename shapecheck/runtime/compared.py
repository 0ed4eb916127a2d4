"""Which arrays of a call are compared because of what the function's body says, besides those that pair by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from shapecheck.core.notation.paths import Key, Path
from shapecheck.runtime.body import Body, Update
from shapecheck.runtime.contract import returned_name
from shapecheck.runtime.derivatives import Entry, Place, attributes, entries, variable_of, variable_place

__all__ = ["attribute_pairs", "attributes_fit", "changed", "of_self", "part_entries"]


def part_entries(body: Body, values: Mapping[str, object]) -> Iterator[Entry]:
    """Give the arrays that the body takes from tuples: `W` for `cache[1]` after `A_prev, W, b = cache`."""
    for name, path in body.parts:
        value = _part(path, values)
        if value is not None:
            for entry in entries(name, value):
                yield replace(entry, origin=str(path))


def _part(path: Path, values: Mapping[str, object]) -> object:
    """Give the part at a path through tuples, which nothing can have changed since; None where there is none."""
    value = values.get(path.root)
    for step in path.steps:
        if not isinstance(value, tuple) or type(value).__getitem__ is not tuple.__getitem__:
            return None
        if not isinstance(step, Key) or not isinstance(step.value, int) or not -len(value) <= step.value < len(value):
            return None
        value = value[step.value]
    return value


def changed(update: Update, given: Sequence[Entry], returned: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Give each array of a returned parameter that the steps of an update gave another shape, with what it must be.

    Parameters
    ----------
    update : Update
        The parameter.
    given : sequence of Entry
        The arrays of the arguments.
    returned : sequence of Entry
        The arrays of the returned value.
    """
    by_place: dict[Place, list[Entry]] = {}
    derivatives: dict[Place, list[Entry]] = {}
    for entry in given:
        by_place.setdefault(entry.place, []).append(entry)
        variable = variable_place(entry.place)
        if variable is not None:
            derivatives.setdefault(variable, []).append(entry)
    whole = returned_name(update.name)
    for entry in returned:
        place = tuple(update.name if step == whole else step for step in entry.place)
        before, by = by_place.get(place, []), derivatives.get(place, [])
        if any(other.sizes == entry.sizes for other in by) or not (by or update.own):
            continue
        other = next((other for other in before if other.sizes != entry.sizes), None) or next(iter(by), None)
        if other is not None and (by or all(each.sizes != entry.sizes for each in before)):
            yield replace(entry, origin=update.text if entry.text == whole else ""), other


def of_self(
    body: Body, instance: object, given: Sequence[Entry], returned: Sequence[Entry]
) -> Iterator[tuple[Entry, Entry]]:
    """Give each derivative that does not have the shape of its variable, where one of them is an attribute of `self`.

    Only attributes that the call made: one kept from another batch may have another size with right, and a returned
    `dA` may be the derivative by the layer's input, where `self.A` is its output.
    """
    own = list(attributes(instance))
    every = [*own, *given, *returned]
    fresh = {id(entry) for entry in own if _attribute(entry) in body.assigned}
    stepped = {id(entry) for entry in own if _attribute(entry) in body.stepped}
    mine = {id(entry) for entry in own}
    for derivative in every:
        place = variable_place(derivative.place)
        variables = [] if place is None else [entry for entry in every if entry.place == place]
        if not variables or any(variable.sizes == derivative.sizes for variable in variables):
            continue
        for variable in variables:
            made = id(derivative) in fresh or id(variable) in stepped
            if made and (id(derivative) in mine or id(variable) in mine):
                yield derivative, variable
                break


def _attribute(entry: Entry) -> str:
    """Give `dW` for `self.dW[1]`."""
    return entry.text.removeprefix("self.").partition("[")[0].partition(".")[0]


def attributes_fit(instance: object, pairs: Collection[tuple[str, str]], named: Mapping[type, bool]) -> bool:
    """Tell whether attributes that an instance may hold have one another's shapes, and are plain arrays."""
    held = object.__getattribute__(instance, "__dict__")
    for name, other in pairs:
        mine, its = held.get(name), held.get(other)
        if mine is not None and its is not None and mine.shape != its.shape:
            return False
        if named[type(mine)]:
            return False
    return True


def attribute_pairs(body: Body) -> tuple[tuple[str, str], ...]:
    """Give the attributes that a method changes, each with its derivative or what it is the derivative by."""
    found = [(name, variable_of(name) or "") for name in sorted(body.assigned)]
    return (*found, *((name, f"d{name}") for name in sorted(body.stepped)))
