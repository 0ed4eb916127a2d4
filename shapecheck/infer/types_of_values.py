"""Python's own functions about types and names: `isinstance`, `getattr`, and the types as functions, `int(x)`."""

import ast
from collections.abc import Callable, Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR
from shapecheck.infer.frames import Frame
from shapecheck.infer.guards import has_attribute, is_of_any
from shapecheck.infer.lost import lost
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Builtin, Machine, Raised
from shapecheck.infer.members import attributes_of, get_member, library_member
from shapecheck.infer.numbers import rounded
from shapecheck.infer.operators import truth
from shapecheck.infer.patches import put
from shapecheck.infer.reasons import call_of
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.targets import set_shape
from shapecheck.infer.texts import Written, parts_of, written
from shapecheck.infer.values import (
    DESCRIPTOR,
    Bound,
    Class,
    Function,
    Instance,
    Library,
    Native,
    Opaque,
    Value,
    is_descriptor,
)

__all__ = ["TYPES", "as_number"]

_DEFINED = (Function, Class, Native, Bound)  # what names stand for that are seldom given another value
_REFUSALS = (TypeError, ValueError, ArithmeticError, MemoryError)


def _number(kind: str, convert: Callable[..., Value]) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
        value = values[0] if values else 0
        if len(values) == 1 and isinstance(value, Array):
            return as_number(machine, value, kind, node, frame)
        if isinstance(value, (bool, int, float, str)) and len(values) <= 1:
            if isinstance(value, str) and len(value) > 300:
                return machine.opaque(kind)
            try:
                return convert(value)
            except _REFUSALS:
                return machine.opaque(kind)
        if isinstance(value, Dim) and kind == "int":
            return value
        if isinstance(value, Opaque):
            if is_faulty(value):
                return value
            if kind == "int":
                found = rounded(machine, value, up=False)
                if found is not None:
                    return found
            made = machine.opaque(kind, value.name)
            made.size = value.size if kind == "int" else None
            made.rigid = value.rigid
            return made
        return machine.opaque(kind)

    return run


def as_number(machine: Machine, value: Array, kind: str, node: ast.expr, frame: Frame) -> Value:
    """Give the number of Python's that an array of one element is; NumPy refuses any other."""
    if machine.generic is not None:
        machine.generic.numbered(value)
    if value.shape == SCALAR or (value.shape.rank is None and not value.shape.before):
        return machine.opaque(kind)
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    found = apply_ruled(machine, f"ndarray.__{kind}__", (value,), {}, node, frame, (argument,))
    return found if is_faulty(found) else machine.opaque(kind)


def _bool(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    known = truth(values[0]) if values else False
    return machine.opaque("bool") if known is None else known


def _str(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return ""
    value = values[0]
    if isinstance(value, (str, bool, float)) or (isinstance(value, int) and abs(value) < 1 << 64):
        return str(value)
    return value if isinstance(value, Written) else written(machine, [parts_of(machine, value)], values)


def _abs(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, Array):
        argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
        return apply_ruled(machine, "operator.abs", (value,), {}, node, frame, (argument,))
    if isinstance(value, (bool, int, float)):
        return abs(value)
    if isinstance(value, Opaque):
        return value if is_faulty(value) else machine.opaque(value.kind)
    return machine.opaque()


def _isinstance(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    answer = is_of_any(*values) if len(values) == 2 else None
    return machine.opaque("bool") if answer is None else answer


def _executed(machine: Machine, _v: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, frame: Frame) -> Value:
    """Forget the values of all names: `exec` may give them others, and so may who writes to `globals()`."""
    for scope in (frame.scope, frame.top):
        for name, value in list(scope.cells.items()):
            if not isinstance(value, (*_DEFINED, Library)):
                machine.journal.write(scope, name, machine.opaque(name=name))
    return machine.opaque("dict")


def _eval(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Give something unknown, which may be what any name of the text stands for."""
    text = values[0] if values and isinstance(values[0], str) else None
    for scope in (frame.scope, frame.top):
        machine.identities.escape(value for name, value in scope.cells.items() if text is None or str(name) in text)
    return lost(machine, call_of("builtins.eval"), node, frame)


def _vars(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) == 1 and isinstance(values[0], Instance):
        return attributes_of(values[0])
    for value in values:
        machine.lose(value)
    return machine.opaque("dict")


def _delattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    owner, name = values if len(values) == 2 else (None, None)
    if isinstance(owner, (Instance, Class)) and isinstance(name, str):
        machine.journal.erase(owner, name)
    elif owner is not None:
        machine.lose(owner)


def _property(machine: Machine, _v: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return machine.opaque(DESCRIPTOR)


def _getattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) not in {2, 3} or not isinstance(values[1], str):
        return machine.opaque()
    if len(values) == 3 and isinstance(values[0], Library):  # whether it is there is just what is asked
        return machine.merger.join(library_member(values[0].name, values[1]), values[2])
    has = has_attribute(values[0], values[1]) if len(values) == 3 else True
    if has is False:
        return values[2]
    if has:
        return get_member(machine, values[0], values[1], node, frame)
    try:
        found = get_member(machine, values[0], values[1], node, frame)
    except Raised as raised:
        if raised.name not in {None, "AttributeError"}:
            raise
        return values[2]
    return machine.merger.join(found, values[2])


def _is_plain(owner: Instance, name: str) -> bool:
    """Tell whether an attribute is written as it is: by no property, and no method of the class."""
    special = {f"{name}.setter", "__setattr__"}
    lineage = owner.type.lineage()
    return not any(special & base.cells.keys() or is_descriptor(base.cells.get(name)) for base in lineage)


def _setattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) == 3 and isinstance(values[0], Array):
        set_shape(machine, values[0], values[1], values[2], node, frame)
    elif len(values) == 3 and isinstance(values[0], Library) and isinstance(values[1], str):
        put(machine, values[0], values[1], values[2])
    elif len(values) == 3 and isinstance(values[0], (Instance, Class, Opaque)):
        owner, name, value = values
        if isinstance(owner, Instance):
            if isinstance(name, str) and _is_plain(owner, name):
                if owner is not frame.first or frame.owner is None:
                    machine.give(owner, name, value)
                machine.journal.write(owner, name, value)
            else:
                machine.lose(owner)
        elif isinstance(name, str) and isinstance(owner, Class):
            machine.journal.write(owner, name, value)
        elif isinstance(name, str):
            if name in {"shape", "dtype"}:
                machine.identities.change_escaped(machine.opaque())
            machine.journal.erase(owner, (name,))  # its class may make something else of the value
        else:  # any of its attributes may be another one now
            for key in list(owner.cells):
                machine.journal.write(owner, key, machine.opaque())
    return None


def _hasattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    has = has_attribute(values[0], values[1]) if len(values) == 2 and isinstance(values[1], str) else None
    return machine.opaque("bool") if has is None else has


def _type(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if len(values) == 1 else None
    if isinstance(value, Instance):
        return value.cells.get("__class__", value.type)
    return machine.opaque()


TYPES: Mapping[str, Builtin] = {
    "delattr": _delattr, "property": _property,
    "eval": _eval, "exec": _executed, "globals": _executed, "vars": _vars,
    "abs": _abs, "bool": _bool, "float": _number("float", float), "getattr": _getattr, "hasattr": _hasattr,
    "int": _number("int", int), "isinstance": _isinstance, "setattr": _setattr, "str": _str, "type": _type,
}  # fmt: skip
