"""Assignment: to names, attributes, items, and to several targets at once."""

import ast
from collections.abc import Sequence

from shapecheck.core.array import Array
from shapecheck.core.shape import Shape
from shapecheck.infer.assume import with_rank
from shapecheck.infer.events import Assigned
from shapecheck.infer.frames import Frame, find
from shapecheck.infer.keys import key_in, key_of, put_item
from shapecheck.infer.lowering import is_faulty, is_text
from shapecheck.infer.machine import Machine
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.patches import put
from shapecheck.infer.paths import read_path, shape_path
from shapecheck.infer.records import FIELDS, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import Iteration, iteration
from shapecheck.infer.subscripts import get_item
from shapecheck.infer.tables import PLACES, put_column, put_row
from shapecheck.infer.tensors import given_to_layer
from shapecheck.infer.unpacking import tell_unpacked
from shapecheck.infer.values import (
    ABSENT,
    CALLED,
    INTEGER,
    NUMBER,
    Assumed,
    Bound,
    Class,
    Contents,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Project,
    Rest,
    Value,
    is_descriptor,
    method_of,
)
from shapecheck.infer.weights import is_heavy

__all__ = ["assign", "assign_name", "delete", "set_shape", "touched", "written_name"]


def assign(machine: Machine, target: ast.expr, value: Value, value_node: ast.expr | None, frame: Frame) -> None:
    """Give a value to a target, as `target = value_node` does."""
    if type(value) is tuple and is_heavy(value):
        value = machine.opaque("tuple")
    match target:
        case ast.Name(name):
            before = find(frame, name)
            value = value if machine.generic is None else machine.generic.recovered(name, value, frame)
            assign_name(machine, name, _called(value, name), frame)
            _tell(machine, target, None if name.startswith("_") else name, value, before, frame)
        case ast.Attribute(inner, name):
            owner = machine.evaluate(inner, frame)
            before = _cell(owner, (name,) if isinstance(owner, Opaque) else name)
            plainly = _set_attribute(machine, owner, name, value, target, frame)
            _tell(machine, target, None, value if plainly else machine.opaque(), before, frame)
        case ast.Subscript(inner, key_node):
            owner = machine.evaluate(inner, frame)
            key = machine.evaluate(key_node, frame)
            owner = owner if machine.generic is None else machine.generic.filled(owner, key)
            plain = key_of(key)
            before = _cell(owner, plain) if plain is not ABSENT else ABSENT
            _set_item(machine, owner, key, value, target, value_node, frame)
            if not isinstance(owner, Array):
                kept = machine.opaque() if isinstance(owner, Instance) else value  # its class may keep another one
                _tell(machine, target, _item_name(inner, key, frame), kept, before, frame)
        case ast.Tuple(targets) | ast.List(targets):
            _unpack(machine, targets, value, value_node, target, frame)
        case ast.Starred(inner):
            assign(machine, inner, value, value_node, frame)


def assign_name(machine: Machine, name: str, value: Value, frame: Frame) -> None:
    """Give a value to a name, in the scope that the name belongs to."""
    machine.journal.write(frame.home(name), name, value)


def _called(value: Value, name: str) -> Value:
    """Let what has no name yet be called by the first one it is given."""
    if isinstance(value, Opaque) and not value.name:
        value.name = name
    return value


def _cell(owner: Value, key: object) -> Value:
    if isinstance(owner, (Instance, Opaque, Dictionary)):
        try:
            return owner.cells.get(key, ABSENT)
        except TypeError:
            return ABSENT
    return ABSENT


def _tell(machine: Machine, target: ast.expr, name: str | None, value: Value, before: Value, frame: Frame) -> None:
    if machine.muted:
        return
    text, old = name or frame.source.segment(target), None if before is ABSENT else before
    machine.tell(Assigned(frame.site(target), text, value, old, machine.is_guarded, machine.doubt))


def written_name(machine: Machine, target: ast.expr, frame: Frame) -> str:
    """Give a target as it is written, the key of an item computed: `grads["dW1"]`."""
    if isinstance(target, ast.Subscript):
        with machine.taken_back():
            name = _item_name(target.value, machine.evaluate(target.slice, frame), frame)
        if name is not None:
            return name
    return frame.source.segment(target)


def _item_name(inner: ast.expr, key: Value, frame: Frame) -> str | None:
    """Give `grads["dW1"]` for `grads["dW" + str(l)]`."""
    if isinstance(key, (str, int)) and isinstance(inner, (ast.Name, ast.Attribute)):
        text = f'"{key}"' if isinstance(key, str) else str(key)
        return f"{frame.source.segment(inner)}[{text}]"
    return None


def _set_attribute(machine: Machine, owner: Value, name: str, value: Value, target: ast.expr, frame: Frame) -> bool:
    """Give a value to an attribute; tell whether that is what it then has."""
    own = isinstance(owner, Instance) and frame.owner is not None and owner is frame.first
    if isinstance(owner, (Instance, Opaque)) and not own:
        # An array that is changed where it is keeps its shape, whoever has it.
        machine.give(owner, name, ABSENT if target is machine.updating else value)
    if isinstance(owner, Instance):
        setter = next(
            (base.cells[f"{name}.setter"] for base in owner.type.lineage() if f"{name}.setter" in base.cells), None
        )
        general = method_of(owner, "__setattr__")
        if any(is_descriptor(base.cells.get(name)) for base in owner.type.lineage()):
            machine.lose(owner)
            return False
        descriptor = next((base.cells[name] for base in owner.type.lineage() if name in base.cells), ABSENT)
        putter = method_of(descriptor, "__set__")
        if putter is not None:
            machine.call(putter, (owner, value), {}, target, frame)
        elif setter is not None:
            machine.call(setter, (owner, value), {}, target, frame)
        elif general is not None:
            machine.call(general, (name, value), {}, target, frame)
        else:
            machine.journal.write(owner, name, value)
            is_hooked = method_of(owner, "__getattribute__") is not None
            return not is_hooked and not any(
                isinstance(base.cells.get(name), Instance) for base in owner.type.lineage()
            )
        return False
    if isinstance(owner, Class):
        machine.journal.write(owner, name, value)
    elif isinstance(owner, Opaque):
        if CALLED in owner.cells:
            machine.journal.write(owner, (name,), given_to_layer(machine, owner, name, value))
            return False
        if name in {"shape", "dtype"}:
            machine.identities.change_escaped(machine.opaque())  # it may be one of them
        kept = machine.opaque(name=name)  # its class may make something else of the value
        kept.of = owner
        machine.journal.write(owner, (name,), kept)
        return False
    elif isinstance(owner, Project):
        machine.journal.write(owner.scope, name, value)
    elif isinstance(owner, Library):
        put(machine, owner, name, value)
    elif isinstance(owner, Array):
        if name == "shape" and isinstance(target, ast.Attribute):
            set_shape(machine, owner, name, value, target, frame)  # what is read is a tuple, with no -1 in it
        elif name == "dtype" and owner.shape.run is None and owner.shape.before:  # elements of another size
            sizes = (*owner.shape.before[:-1], machine.symbols.named("size"))
            machine.identities.change(owner, Array(Shape(sizes)))
        return False  # the values are written into it, or seen in another way
    return True


def set_shape(machine: Machine, owner: Value, name: Value, value: Value, node: ast.expr, frame: Frame) -> None:
    """Do what `owner.shape = value` does to an array; another attribute changes nothing, one not known all."""
    if not isinstance(owner, Array):
        return
    if name == "shape":
        place = node.value if isinstance(node, ast.Attribute) else node.args[0] if isinstance(node, ast.Call) else None
        shaped = apply_ruled(machine, "ndarray.reshape", (owner, value), {}, node, frame, (place, None))
        machine.identities.change(owner, shaped)
    elif name == "dtype" or not isinstance(name, str):
        machine.identities.change(owner, machine.opaque())


def _set_item(
    machine: Machine,
    owner: Value,
    key: Value,
    value: Value,
    target: ast.expr,
    value_node: ast.expr | None,
    frame: Frame,
) -> None:
    assert isinstance(target, ast.Subscript)
    if isinstance(owner, Array):
        one = owner.kind is None and len(key if isinstance(key, tuple) else (key,)) == owner.shape.rank
        may_be_objects = owner.kind == "O" or (isinstance(owner, Assumed) and one and not isinstance(key, slice))
        if not isinstance(key, str) and not may_be_objects:  # one element of objects may be an array
            nodes = (target.value, target.slice, value_node)
            apply_ruled(machine, "ndarray.__setitem__", (owner, key, value), {}, target, frame, nodes)
    elif isinstance(owner, Dictionary):
        put_item(machine, owner, key, value)
    elif isinstance(owner, Listing):
        _set_in_list(machine, owner, key, value)
    elif isinstance(owner, Native) and owner.name in PLACES:
        put_row(machine, owner)
    elif isinstance(owner, Opaque):
        if is_faulty(owner):
            return
        if is_table(owner):
            put_column(machine, owner)
        elif isinstance(key, str) and owner.kind == "dict":
            machine.journal.write(owner, key, value)
        elif isinstance(key, str):  # a field is filled with the value, a table makes a column of it
            machine.journal.erase(owner, key)
        else:
            forget(machine, owner)
    elif isinstance(owner, Instance):
        method = method_of(owner, "__setitem__")
        if method is not None:
            machine.call(method, (key, value), {}, target, frame)


def forget(machine: Machine, owner: Opaque) -> None:
    """Forget what was read out of a value, as it may have changed."""
    for key in list(owner.cells):
        if key is not FIELDS and key is not INTEGER and key is not NUMBER:
            machine.journal.erase(owner, key)


def touched(machine: Machine, callee: Opaque, values: Sequence[Value]) -> None:
    """Forget what an unknown function may change: what was read out of unknown arguments, and what is in the others.

    A method of something unknown, such as that of a plot, is taken to leave lists and objects as they are.
    """
    if callee.of is not None:
        machine.lose(callee.of)
    for value in (callee, *values):
        if isinstance(value, Opaque):
            forget(machine, value)
        elif callee.of is None and not isinstance(value, (Bound, Function)):
            machine.lose(value)


def open_up(machine: Machine, owner: Dictionary) -> None:
    """Write down that a dictionary may not have any of its items."""
    machine.journal.write(owner, Rest, machine.merger.join(machine.any_of(owner.cells.values()), machine.opaque()))


def _set_in_list(machine: Machine, owner: Listing, key: Value, value: Value) -> None:
    contents = owner.contents
    if contents.items is not None and type(key) is int:
        if -len(contents.items) <= key < len(contents.items):
            items = list(contents.items)
            items[key] = value
            machine.journal.write(owner, "contents", Contents(tuple(items)))
        return
    if isinstance(key, slice):
        given = iteration(machine, value)
        added = given.element if given.items is None else machine.merger.element(Contents(tuple(given.items)))
        element = machine.merger.join(machine.merger.element(contents), added)
        machine.journal.write(owner, "contents", Contents(None, element))
        return
    if contents.items is not None:
        items = [machine.merger.join(item, value) for item in contents.items]
        machine.journal.write(owner, "contents", Contents(tuple(items)))
        return
    element = machine.merger.join(contents.element, value)
    machine.journal.write(owner, "contents", Contents(None, element, contents.length))


def _unpack(
    machine: Machine,
    targets: list[ast.expr],
    value: Value,
    value_node: ast.expr | None,
    whole: ast.expr,
    frame: Frame,
) -> None:
    starred = next((place for place, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    wanted = len(targets) - (starred is not None)
    if isinstance(value, Opaque) and value.kind == "shape" and starred is None:
        value = _unpack_shape(machine, targets, value_node, frame)
    if machine.generic is not None:
        value = machine.generic.unpacked(value, wanted, whole, exact=starred is None)
    at = (whole if value_node is None else value_node, frame)
    if isinstance(value, Array) and not isinstance(value, Assumed) and value.shape.rank == 0 and not is_text(value):
        tell_unpacked(machine, value, value_node, wanted, starred is not None, None, whole, frame)
        value = machine.opaque("error")
    found = Iteration(None) if isinstance(value, Opaque) else iteration(machine, value, at=at)
    if (items := found.items) is not None:
        given = len(items)
        if given < wanted or (starred is None and given != wanted):
            if not any(map(is_faulty, items)):
                tell_unpacked(machine, value, value_node, wanted, starred is not None, given, whole, frame)
            found, value = Iteration(None), machine.opaque("error")
        else:
            machine.proved.add(whole)
    if found.items is None or items is None:
        _unpack_unknown(machine, targets, value, found.element, frame)
        return
    if starred is not None:
        behind = len(targets) - starred - 1
        rest = machine.listing(items[starred : len(items) - behind])
        items = [*items[:starred], rest, *items[len(items) - behind :]]
    nodes: Sequence[ast.expr | None] = [None] * len(targets)
    if isinstance(value_node, (ast.Tuple, ast.List)) and len(value_node.elts) == len(targets):
        nodes = value_node.elts
    for target, item, node in zip(targets, items, nodes, strict=True):
        if machine.generic is not None and isinstance(target, ast.Name) and target.id != "_":
            machine.generic.indexed((item,), 0)
        assign(machine, target, item, node, frame)


def _unpack_unknown(machine: Machine, targets: list[ast.expr], value: Value, element: Value, frame: Frame) -> None:
    is_one_for_all = element is not ABSENT and not isinstance(value, Instance)  # a method is called for each item
    for place, target in enumerate(targets):
        if isinstance(target, ast.Starred):
            assign(machine, target.value, machine.opaque("list"), None, frame)
        elif isinstance(value, Opaque):
            item = get_item(machine, value, place, target, frame)
            if isinstance(item, Opaque) and isinstance(target, ast.Name) and not is_faulty(item):
                item.name = target.id
            assign(machine, target, item, None, frame)
        else:
            assign(machine, target, element if is_one_for_all else machine.opaque(), None, frame)


def _unpack_shape(machine: Machine, targets: list[ast.expr], node: ast.expr | None, frame: Frame) -> Value:
    """Give sizes for the targets of `n, m = X.shape`, and write down that X has so many axes."""
    names = tuple(target.id if isinstance(target, ast.Name) and target.id != "_" else "" for target in targets)
    path = shape_path(node)
    if path is not None:
        with_rank(machine, path, len(targets), frame, names)
        known = read_path(machine, path, frame)
        if isinstance(known, Array) and known.shape.rank == len(targets):
            return known.shape.before
    return tuple(machine.symbols.named(name) for name in names)


def delete(machine: Machine, target: ast.expr, frame: Frame) -> None:
    """Take away a name, attribute or item."""
    match target:
        case ast.Name(name):
            machine.journal.erase(frame.home(name), name)
        case ast.Attribute(inner, name):
            owner = machine.evaluate(inner, frame)
            if isinstance(owner, Instance) and any(
                base.cells.keys() & {"__delattr__", f"{name}.deleter"} for base in owner.type.lineage()
            ):
                machine.lose(owner)  # a method or a property of its own does that
            elif isinstance(owner, (Instance, Class)):
                machine.journal.erase(owner, name)
            elif isinstance(owner, Opaque):
                machine.journal.erase(owner, (name,))
        case ast.Subscript(inner, key_node):
            owner, key = machine.evaluate(inner, frame), machine.evaluate(key_node, frame)
            plain = key_in(machine, key)
            if isinstance(owner, Dictionary) and plain is not ABSENT and not isinstance(plain, OpenKey):
                machine.journal.erase(owner, plain)
            elif isinstance(owner, Dictionary):
                open_up(machine, owner)
            elif isinstance(owner, Opaque):
                forget(machine, owner)
            elif isinstance(owner, Instance):
                machine.lose(owner)
            elif isinstance(owner, Listing) and owner.items is not None and type(key) is int:
                items = list(owner.items)
                if -len(items) <= key < len(items):
                    del items[key]
                machine.journal.write(owner, "contents", Contents(tuple(items)))
            elif isinstance(owner, Listing):
                machine.journal.write(owner, "contents", Contents(None, machine.merger.element(owner.contents)))
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                delete(machine, part, frame)
