"""Methods of Python's own containers and texts."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence

from shapecheck.core.dim import Dim
from shapecheck.infer.frames import Frame
from shapecheck.infer.iterators import each
from shapecheck.infer.keys import held, key_in, put_item
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import length_of
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.sequences import iteration
from shapecheck.infer.targets import forget, open_up
from shapecheck.infer.texts import written_by
from shapecheck.infer.values import ABSENT, Contents, Dictionary, Listing, Opaque, Rest, Value, View

__all__ = ["call_method"]

_REFUSALS = (TypeError, ValueError, ArithmeticError, LookupError, MemoryError)
_MOST = 400  # items that are kept one by one in a list that grows
_LONGEST = 10_000  # characters of a text that is computed
_WIDE = re.compile(r"[:<>=^+\-#. ]\d{5,}")  # a width in a text for `format`
_OF_TEXT = frozenset(
    """capitalize casefold center count encode endswith find format index isalnum isalpha isdigit islower isnumeric
    isspace isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rjust rpartition rsplit
    rstrip split splitlines startswith strip swapcase title upper zfill""".split()
)
_KINDS_OF_TEXT: Mapping[str, str] = {
    "split": "list", "rsplit": "list", "splitlines": "list", "find": "int", "index": "int", "count": "int",
    "rfind": "int", "startswith": "bool", "endswith": "bool", "partition": "tuple", "rpartition": "tuple",
}  # fmt: skip


def call_method(
    machine: Machine,
    owner: Value,
    name: str,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> Value:
    """Give what a method of a container gives, and do what it does to it."""
    if isinstance(owner, Listing):
        if name == "sort" and "key" in keywords:
            each(machine, keywords["key"], iteration(machine, owner), node, frame)
        return _of_list(machine, owner, name, values)
    if isinstance(owner, Dictionary):
        return _of_dictionary(machine, owner, name, values, keywords)
    if isinstance(owner, str):
        return _of_text(machine, owner, name, values, keywords)
    if isinstance(owner, tuple):
        plain = [item for item in (*owner, *values) if isinstance(item, (int, str, float))]
        if name in {"index", "count"} and len(plain) == len(owner) + len(values) == len(owner) + 1:
            return owner.count(values[0]) if name == "count" or values[0] not in owner else owner.index(values[0])
        return machine.opaque("int")
    if isinstance(owner, Opaque):
        if owner.kind == "str" and name in _OF_TEXT:
            return machine.opaque(_KINDS_OF_TEXT.get(name, "str"))
        forget(machine, owner)
    return machine.opaque()


def _put(machine: Machine, owner: Listing, items: Sequence[Value]) -> None:
    """Give a list other items; one that has grown long keeps one that stands for all."""
    if len(items) <= _MOST:
        machine.journal.write(owner, "contents", Contents(tuple(items)))
        return
    machine.journal.write(owner, "contents", Contents(None, machine.any_of(items), len(items)))


def _add(machine: Machine, owner: Listing, item: Value, count: Value = 1) -> None:
    """Add items to a list of which not all are known."""
    contents = owner.contents
    length = length_of(contents)
    length = length + count if length is not None and isinstance(count, (int, Dim)) else None
    element = machine.merger.join(machine.merger.element(contents), item)
    machine.journal.write(owner, "contents", Contents(None, element, length))


def _append(machine: Machine, owner: Listing, values: Sequence[Value]) -> Value:
    if len(values) == 1:
        if owner.items is not None and owner.kind != "set":
            _put(machine, owner, (*owner.items, values[0]))
        elif owner.items is not None and all(isinstance(item, (int, str)) for item in (*owner.items, values[0])):
            _put(machine, owner, tuple(dict.fromkeys((*owner.items, values[0]))))
        else:
            _add(machine, owner, values[0], None if owner.kind == "set" else 1)
    return None


def _extend(machine: Machine, owner: Listing, values: Sequence[Value]) -> Value:
    if len(values) == 1:
        found = iteration(machine, values[0])
        if owner.items is not None and found.items is not None and owner.kind != "set":
            _put(machine, owner, (*owner.items, *found.items))
        else:
            item = found.any(machine)
            _add(machine, owner, item, None)
    return None


def _insert(machine: Machine, owner: Listing, values: Sequence[Value]) -> Value:
    if len(values) == 2:
        if owner.items is not None and type(values[0]) is int:
            items = list(owner.items)
            items.insert(values[0], values[1])
            _put(machine, owner, items)
        else:
            _add(machine, owner, values[1])
    return None


def _pop(machine: Machine, owner: Listing, values: Sequence[Value]) -> Value:
    if owner.items is not None:
        items = list(owner.items)
        place = values[0] if values else -1
        if type(place) is int and -len(items) <= place < len(items):
            found = items.pop(place)
            _put(machine, owner, items)
            return found
    element = machine.element(owner)
    contents = owner.contents
    length = length_of(contents)
    rest = None if length is None else length - 1
    machine.journal.write(owner, "contents", Contents(None, machine.merger.element(contents), rest))
    return machine.opaque() if element is ABSENT else element


def _popleft(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    return _pop(machine, owner, (0,))


def _clear(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    machine.journal.write(owner, "contents", Contents(()))


def _reverse(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    if owner.items is not None:
        _put(machine, owner, owner.items[::-1])


def _copy(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    return Listing(machine.journal.birth(), owner.contents, owner.kind)


def _sort(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    contents = owner.contents
    machine.journal.write(owner, "contents", Contents(None, machine.merger.element(contents), length_of(contents)))


def _remove(machine: Machine, owner: Listing, _values: Sequence[Value]) -> Value:
    contents = owner.contents
    length = None if owner.kind == "set" else length_of(contents)  # `discard` of what is not there does nothing
    rest = None if length is None else length - 1
    machine.journal.write(owner, "contents", Contents(None, machine.merger.element(contents), rest))


def _number(machine: Machine, _owner: Listing, _values: Sequence[Value]) -> Value:
    return machine.opaque("int")


_OF_LISTS: Mapping[str, Callable[[Machine, Listing, Sequence[Value]], Value]] = {
    "append": _append, "appendleft": lambda machine, owner, values: _insert(machine, owner, (0, *values)),
    "add": _append, "extend": _extend, "update": _extend, "insert": _insert, "pop": _pop, "popleft": _popleft,
    "clear": _clear, "reverse": _reverse, "copy": _copy, "sort": _sort, "remove": _remove, "discard": _remove,
    "index": _number, "count": _number,
}  # fmt: skip


_READING = frozenset(
    """__contains__ __getitem__ __iter__ __len__ __reversed__ close difference intersection isdisjoint issubset
    issuperset mapping maxlen symmetric_difference union""".split()
)


def _of_list(machine: Machine, owner: Listing, name: str, values: Sequence[Value]) -> Value:
    method = _OF_LISTS.get(name)
    if method is not None:
        return method(machine, owner, values)
    if name not in _READING and owner.kind != "view":
        machine.lose(owner)
    return machine.opaque()


def _of_dictionary(
    machine: Machine,
    owner: Dictionary,
    name: str,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
) -> Value:
    match name:
        case "keys" | "values" | "items":
            return View(machine.journal.birth(), owner, lambda: _view(machine, owner, name))
        case "get" | "setdefault" | "pop" if values:
            return _gotten(machine, owner, name, values)
        case "update":
            _update(machine, owner, values, keywords)
            return None
        case "copy":
            made = machine.dictionary(owner.cells)
            made.default = owner.default
            return made
        case "clear":
            for key in list(owner.cells):
                machine.journal.erase(owner, key)
            return None
    _lose_items(machine, owner)
    return machine.opaque()


def _view(machine: Machine, owner: Dictionary, name: str) -> Contents:
    known = owner.known
    if not owner.is_open:
        items: list[Value] = list(known) if name == "keys" else list(known.values())
        if name == "items":
            items = list(known.items())
        return Contents(tuple(items))
    key = machine.opaque("str" if known and all(isinstance(own, str) for own in known) else None)
    element = machine.any_of(owner.cells.values())
    whole = {"keys": key, "values": element, "items": (key, element)}[name]
    return machine.stream(whole, None).contents


def _gotten(machine: Machine, owner: Dictionary, name: str, values: Sequence[Value]) -> Value:
    key = key_in(machine, values[0])
    default = values[1] if len(values) > 1 else None
    decided = key is not ABSENT and not isinstance(key, OpenKey)
    if decided and key in owner.cells:
        found = owner.cells[key]
        if name == "pop" and not owner.is_open:
            machine.journal.erase(owner, key)
        if owner.is_open and name == "setdefault":
            machine.journal.write(owner, key, machine.merger.join(found, default))
        return machine.merger.join(found, default) if owner.is_open else found
    if decided and not owner.is_open:
        if name == "setdefault":
            machine.journal.write(owner, key, default)
        return default
    if name == "setdefault":
        machine.journal.write(owner, Rest, machine.merger.join(owner.cells.get(Rest, ABSENT), default))
    elif name == "pop":
        open_up(machine, owner)
    found = held(machine, owner, values[0])
    if found is ABSENT:
        return machine.opaque()
    return found if name == "setdefault" else machine.merger.join(found, default)


def _update(machine: Machine, owner: Dictionary, values: Sequence[Value], keywords: Mapping[str, Value]) -> None:
    for value in values:
        if isinstance(value, Dictionary) and not value.is_open:
            for key, item in value.cells.items():
                put_item(machine, owner, key, item)
        else:
            _lose_items(machine, owner)
    for name, item in keywords.items():
        put_item(machine, owner, name, item)


def _lose_items(machine: Machine, owner: Dictionary) -> None:
    for key in [own for own in owner.cells if own is not Rest]:
        machine.journal.write(owner, key, machine.opaque())
    machine.journal.write(owner, Rest, machine.opaque())


def _is_short(owner: str, name: str, values: Sequence[Value]) -> bool:
    """Tell whether what a method of a text makes of it cannot be long: by the text's length, others' and widths."""
    texts = [value for value in values if isinstance(value, str)]
    wide = any(isinstance(value, int) and value > _LONGEST for value in values)
    if name == "format":  # widths are written in the text, or given as texts themselves
        wide = wide or _WIDE.search(owner) is not None or any(len(text) > 4 and text.isdigit() for text in texts)
    return len(owner) < _LONGEST and not wide and (len(owner) + 1) * max(map(len, texts), default=1) < _LONGEST**2 / 100


def _of_text(machine: Machine, owner: str, name: str, values: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    plain = [*values, *keywords.values()]
    if name == "join" and len(values) == 1:
        found = iteration(machine, values[0])
        if found.items is not None and all(isinstance(item, str) for item in found.items):
            length = len(owner) * len(found.items) + sum(map(len, found.items))
            return owner.join(found.items) if length < _LONGEST else machine.opaque("str")
        return machine.opaque("str")
    known = all(isinstance(item, (str, int, float, type(None))) for item in plain)
    if name in _OF_TEXT and known and _is_short(owner, name, plain):
        try:
            result = getattr(owner, name)(*values, **keywords)
        except _REFUSALS:
            return machine.opaque(_KINDS_OF_TEXT.get(name, "str"))
        return machine.listing(result) if isinstance(result, list) else result
    if name == "format" and not keywords:
        return written_by(machine, "format", owner, values)
    return machine.opaque(_KINDS_OF_TEXT.get(name, "str"))
