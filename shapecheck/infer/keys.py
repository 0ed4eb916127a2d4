"""Keys: under which a dictionary or an unknown value keeps an item, what is read and what is written there."""

from shapecheck.core.dim import Dim
from shapecheck.infer.machine import Machine
from shapecheck.infer.open_keys import OpenKey, are_same
from shapecheck.infer.texts import Written, hole_of
from shapecheck.infer.values import ABSENT, Dictionary, Opaque, Rest, Value

__all__ = ["held", "key_in", "key_of", "open_keys", "put_item"]


def open_keys(owner: Dictionary) -> list[OpenKey]:
    """Give the keys of which not all is known."""
    return [own for own in owner.cells if isinstance(own, OpenKey)]


def key_of(key: Value) -> Value:
    """Give the key under which an unknown value keeps an item; ABSENT where it is not known."""
    if isinstance(key, (str, int, float, bytes, Dim, type(None))):
        return key
    if isinstance(key, tuple):
        parts = tuple(key_of(item) for item in key)
        return ABSENT if ABSENT in parts else parts
    if isinstance(key, Opaque):
        return (key,) if key.kind is None or key.name else ABSENT
    return ABSENT


def key_in(machine: Machine, key: Value) -> Value:
    """Give the key under which a dictionary keeps an item, an `OpenKey` where not all of it is known, or ABSENT."""
    if isinstance(key, (str, int, float, bytes, type(None))):
        return key
    if isinstance(key, Written):
        return ABSENT if key.is_many else OpenKey(key.parts)
    if isinstance(key, tuple):
        items = tuple(key_in(machine, item) for item in key)
        if ABSENT in items:
            return ABSENT
        return OpenKey(items=items) if any(isinstance(item, OpenKey) for item in items) else items
    hole = hole_of(machine, key)
    return ABSENT if hole is None else OpenKey(hole=hole)


def held(machine: Machine, owner: Dictionary, key: Value) -> Value:
    """Give what a dictionary has or may have under a key; ABSENT where it has nothing. No item is made for it."""
    plain = key_in(machine, key)
    found = ABSENT if plain is ABSENT else owner.cells.get(plain, ABSENT)
    if found is not ABSENT:
        return found
    if plain is ABSENT:
        found = machine.any_of(owner.cells.values())
    elif isinstance(plain, OpenKey):
        found = machine.any_of(
            value for own, value in owner.cells.items() if own is Rest or are_same(own, plain) is not False
        )
    else:
        found = owner.cells.get(Rest, ABSENT)
    return found if found is ABSENT else machine.symbols.refreshed(found, owner.born)


def put_item(machine: Machine, owner: Dictionary, key: Value, value: Value) -> None:
    """Write an item of a dictionary; of the others what may be the same one may have the value then."""
    plain = key_in(machine, key)
    of_text = isinstance(key, Opaque) and key.kind == "str"
    is_open = plain is ABSENT or isinstance(plain, OpenKey)
    opened = open_keys(owner) if machine.journal.has_open_keys else []
    for own in list(owner.cells) if is_open else opened:
        if own is Rest or own == plain or (of_text and not isinstance(own, (str, OpenKey))):
            continue
        if plain is ABSENT or are_same(own, plain) is not False:
            machine.journal.write(owner, own, machine.merger.join(owner.cells[own], value))
    if is_open:
        machine.journal.write(owner, Rest, machine.merger.join(owner.cells.get(Rest, ABSENT), value))
    if plain is not ABSENT:
        machine.journal.write(owner, plain, value)
