"""Reading `owner[key]`."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.assume import suppose_rank, with_axis, with_rank
from shapecheck.infer.dataflow import flow_of
from shapecheck.infer.frames import Frame
from shapecheck.infer.keys import held, key_in, key_of
from shapecheck.infer.lost import cause_of, heir, lose_array, may_be_arrays, unmodelled
from shapecheck.infer.lowering import is_faulty, is_text
from shapecheck.infer.machine import Machine
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.open_shapes import cut
from shapecheck.infer.outside import item_of, with_axes
from shapecheck.infer.paths import read_path, shape_path
from shapecheck.infer.records import MATRIX, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.tables import PLACES, column_of, row_of
from shapecheck.infer.values import (
    ABSENT,
    Class,
    Dictionary,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Rest,
    Rows,
    Span,
    Value,
    method_of,
)
from shapecheck.language import Phrase
from shapecheck.ops.table import lookup

__all__ = ["get_item", "slice_of", "subscript"]


def subscript(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `owner[key]`."""
    assert isinstance(node, ast.Subscript)
    owner = machine.evaluate(node.value, frame)
    key = machine.evaluate(node.slice, frame)
    if isinstance(owner, Native) and owner.name == "sys.modules" and isinstance(key, str):
        return machine.modules.find(key, 0, frame, node) if key != frame.module else machine.opaque(name=key)
    if (
        isinstance(owner, Opaque)
        and owner.kind == "shape"
        and isinstance(node.value, ast.Attribute)
        and type(key) is int
    ):
        # It has this axis; from now on its size has a name.
        with_axis(machine, node.value.value, key, None, frame)
        of = read_path(machine, node.value.value, frame)
        size = of.shape.axis(key) if isinstance(of, Array) else None
        if size is not None:
            if machine.generic is not None:
                machine.generic.indexed((size,), 0)
            return size
    if isinstance(owner, Rows) and owner.shape.rank is None and _takes_two_axes(key):
        with_rank(machine, node.value, 2, frame, may_be_zero=False)  # one without numbers has one axis
        found = read_path(machine, node.value, frame)
        owner = found if isinstance(found, Array) else with_axes(machine, owner, 2)
    elif (owner.kind if isinstance(owner, Opaque) else owner.shape.rank if isinstance(owner, Array) else 0) is None:
        owner = _with_axes(machine, node.value, owner, key, frame)
    if machine.generic is not None and type(owner) is tuple:
        machine.generic.indexed(owner, key)
    elif machine.generic is not None and isinstance(owner, Opaque):
        owner = machine.generic.gathered(owner, key)
        if isinstance(owner, Opaque) and (key is None or _has_numbers(key)):
            owner = machine.generic.operand(owner)  # no list has such an item, and hardly a dictionary
    if type(owner) is tuple and type(key) is int and not -len(owner) <= key < len(owner):
        return _of_no_axis(machine, owner, key, node, frame)
    return get_item(machine, owner, key, node, frame)


def _of_no_axis(machine: Machine, owner: tuple[Value, ...], key: int, node: ast.Subscript, frame: Frame) -> Value:
    """Give what `x.shape[1]` of a vector is, an error; a tuple that is no shape of an array has something unknown."""
    path = shape_path(node.value)
    if path is None and isinstance(node.value, ast.Name):  # it may have the shape from somewhere else
        made = flow_of(frame.body).assigned.get(node.value.id, ())
        path = shape_path(made[0]) if len(made) == 1 else None
    of = None if path is None else machine.peek(path, frame)
    if not isinstance(of, Array) or of.shape.sizes != owner:
        return machine.opaque()
    return apply_ruled(machine, "numpy.size", (of, key), {}, node, frame, (path, node.slice))


def _has_numbers(key: Value) -> bool:
    """Tell whether an index has several numbers, one of which is not known: `[i, 0]`."""
    parts = key if type(key) is tuple else ()
    return len(parts) > 1 and all(isinstance(part, (int, Dim)) for part in parts) and not all(map(_is_int, parts))


def _is_int(value: Value) -> bool:
    return isinstance(value, int)


def _takes_two_axes(key: Value) -> bool:
    """Tell whether an index is one of two axes: `[:, 0]`."""
    return isinstance(key, tuple) and len(key) == 2 and all(isinstance(part, (slice, int, Dim)) for part in key)


def _with_axes(machine: Machine, path: ast.expr, owner: Opaque | Array, key: Value, frame: Frame) -> Value:
    """Give the owner of `[:, 0]` with the axes that the index takes, and write them down; they are no numbers.

    Who indexes several axes names all of them, or writes `...`: that there are no more is supposed.
    """
    before, after = _axes_taken(key)
    if before:
        with_axis(machine, path, before - 1, None, frame)
    if after:
        with_axis(machine, path, -after, None, frame)
    if before > 1 and before == sum(part is not None for part in key):
        suppose_rank(machine, path, frame)
    found = read_path(machine, path, frame) if before or after else owner
    if not isinstance(found, Array) or found is owner:
        return owner
    lose_array(machine, found, cause_of(machine, (owner,)))
    return found


def _axes_taken(key: Value) -> tuple[int, int]:
    """Tell how many axes an index of several parts takes, before and after `...`; none where it may be another's key.

    A dictionary has keys of numbers, a table names of columns: only what has slices or `...` is one of an array.
    """
    if not isinstance(key, tuple) or not any(type(part) is slice or part is ... for part in key):
        return 0, 0
    counts = [0, 0]
    for part in key:
        if isinstance(part, (str, bool)) or (isinstance(part, Listing) and _has_texts(part)):
            return 0, 0
        counts[1] += type(part) is slice or isinstance(part, (int, Dim))
        counts[1] += isinstance(part, Array) and part.kind in {"i", "u"}
        if part is ...:
            counts = [counts[1], 0]
    return (counts[0], counts[1]) if any(part is ... for part in key) else (counts[1], 0)


def _has_texts(value: Listing) -> bool:
    return any(isinstance(item, str) for item in value.items or ())


def slice_of(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `start:stop:step`."""
    assert isinstance(node, ast.Slice)
    return slice(
        *(None if part is None else machine.evaluate(part, frame) for part in (node.lower, node.upper, node.step))
    )


def get_item(machine: Machine, owner: Value, key: Value, node: ast.expr, frame: Frame) -> Value:
    """Give what a value has at a key."""
    if isinstance(owner, Array):
        nodes = (node.value, node.slice) if isinstance(node, ast.Subscript) else ()
        if (
            is_text(owner)
            or isinstance(key, str)
            or (isinstance(key, Listing) and key.items and isinstance(key.items[0], str))
        ):
            return unmodelled(
                machine, (owner, key), node, frame, reason=Phrase("a record's field, or a table's column")
            )
        return apply_ruled(machine, "ndarray.__getitem__", (owner, key), {}, node, frame, nodes)
    if isinstance(owner, tuple):
        return _of_items(machine, owner, key, "tuple")
    if isinstance(owner, Listing):
        if owner.items is not None and owner.kind in {"list", "tuple"}:
            return _of_items(machine, owner.items, key, owner.kind)
        if isinstance(key, slice):
            return machine.stream(machine.element(owner), None, owner.kind)
        element = machine.element(owner)
        return machine.opaque() if element is ABSENT else element
    if isinstance(owner, Dictionary):
        return _of_dictionary(machine, owner, key)
    if isinstance(owner, (str, range, bytes)):
        return _of_plain(machine, owner, key)
    if isinstance(owner, Span):
        return machine.opaque("int")
    if isinstance(owner, Instance):
        method = method_of(owner, "__getitem__")
        return machine.opaque() if method is None else machine.call(method, (key,), {}, node, frame)
    opened = item_of(machine, owner, key, node, frame) if isinstance(owner, Library) else None
    if opened is not None:
        return opened
    if isinstance(owner, Native) and owner.owner and owner.name in PLACES:
        return row_of(machine, owner, key, node, frame)
    if isinstance(owner, (Library, Native)):
        full = f"{owner.name}.__getitem__"
        if lookup(full) is not None:
            return apply_ruled(machine, full, (key,), {}, node, frame, (None,))
        return machine.opaque()
    if isinstance(owner, Class):
        return owner  # a generic class with its arguments
    chosen = column_of(machine, owner, key) if is_table(owner) else None
    if chosen is not None:
        return chosen
    if isinstance(owner, Opaque):
        part = cut(machine, owner, key) if isinstance(key, slice) and owner.kind in {"shape", "tuple"} else None
        if part is not None:
            return part
        if isinstance(node, ast.Subscript) and may_be_arrays((owner,)):  # and not one of the items that are unpacked
            unmodelled(machine, (owner,), node, frame)
        return _of_opaque(machine, owner, key)
    return machine.opaque()


def _of_items(machine: Machine, items: tuple[Value, ...], key: Value, kind: str) -> Value:
    if isinstance(key, bool):
        key = int(key)
    if type(key) is int:
        return items[key] if -len(items) <= key < len(items) else machine.opaque()
    if type(key) is slice:
        parts = (key.start, key.stop, key.step)
        if all(part is None or type(part) is int for part in parts) and key.step != 0:
            return machine.listing(items[key]) if kind == "list" else items[key]
        if items:
            whole = machine.listing(items, kind)
            return machine.stream(machine.element(whole), None, kind)
        return machine.listing((), kind)
    if not items:
        return machine.opaque()
    element = machine.any_of(items)
    return machine.opaque() if element is ABSENT else element


def _of_dictionary(machine: Machine, owner: Dictionary, key: Value) -> Value:
    found = held(machine, owner, key)
    if owner.default is ABSENT:
        return machine.opaque() if found is ABSENT else found
    plain = key_in(machine, key)
    is_known = plain is not ABSENT and not isinstance(plain, OpenKey)
    if is_known and found is not ABSENT and not owner.is_open:
        return found
    made = machine.merger.join(found, owner.default(machine))
    if not is_known:
        machine.journal.write(owner, Rest, machine.merger.join(owner.cells.get(Rest, ABSENT), made))
    elif found is ABSENT:
        machine.journal.write(owner, plain, made)
    return made


def _of_plain(machine: Machine, owner: str | bytes | range, key: Value) -> Value:
    kind = "str" if isinstance(owner, str) else "int"
    if isinstance(key, int) and -len(owner) <= key < len(owner):
        return owner[key]
    if isinstance(key, slice) and all(part is None or type(part) is int for part in (key.start, key.stop, key.step)):
        return owner[key] if key.step != 0 else machine.opaque()
    return machine.opaque(None if isinstance(key, slice) and kind == "int" else kind)


_KEPT = frozenset({"str", MATRIX})  # parts of it are of its own kind


def _of_opaque(machine: Machine, owner: Opaque, key: Value) -> Value:
    if is_faulty(owner):
        return owner
    plain = key_of(key if machine.generic is None else machine.generic.place(owner, key))
    if plain is ABSENT or isinstance(key, slice):
        made = heir(machine, (owner,), owner.kind if owner.kind in _KEPT else None)
        if machine.generic is not None:
            machine.generic.note_part(owner, key, made)
        return made
    found = owner.cells.get(plain, ABSENT)
    if found is ABSENT:
        index = repr(key) if isinstance(key, (str, int)) else ""
        text = f"{owner.name}[{index}]" if owner.name and index and len(owner.name) < 60 else ""
        found = heir(machine, (owner,), owner.kind if owner.kind in _KEPT else None, text)
        found.rigid = owner.rigid
        if machine.generic is not None:
            found = machine.generic.read(owner, plain, found)
        machine.journal.write(owner, plain, found)
    return found
