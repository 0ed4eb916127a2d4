"""Python's own functions about types and names: `isinstance`, `getattr`, and the types as functions, `int(x)`."""

import ast
from collections.abc import Callable, Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.frames import Frame
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.members import attributes_of, get_member
from shapecheck.infer.numbers import rounded
from shapecheck.infer.operators import truth
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import fields_of
from shapecheck.infer.values import (
    DESCRIPTOR,
    Assumed,
    Bound,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Rest,
    Span,
    Value,
    is_descriptor,
)

__all__ = ["TYPES"]

_DEFINED = (Function, Class, Native, Bound)  # what names stand for that are seldom given another value
_REFUSALS = (TypeError, ValueError, ArithmeticError, MemoryError)


def _number(kind: str, convert: Callable[..., Value]) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        value = values[0] if values else 0
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


def _bool(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    known = truth(values[0]) if values else False
    return machine.opaque("bool") if known is None else known


def _str(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return ""
    value = values[0]
    if isinstance(value, (str, bool, float)) or (isinstance(value, int) and abs(value) < 1 << 64):
        return str(value)
    return machine.opaque("str")


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
    if len(values) != 2:
        return machine.opaque("bool")
    kinds = values[1] if isinstance(values[1], tuple) else (values[1],)
    answers = [_is_of(values[0], kind) for kind in kinds]
    return True if True in answers else machine.opaque("bool") if None in answers else False


def _executed(machine: Machine, _v: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, frame: Frame) -> Value:
    """Forget the values of all names: `exec` may give them others, and so may who writes to `globals()`."""
    for scope in (frame.scope, frame.top):
        for name, value in list(scope.cells.items()):
            if not isinstance(value, (*_DEFINED, Library)):
                machine.journal.write(scope, name, machine.opaque(name=name))
    return machine.opaque("dict")


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


_TYPES: Mapping[str, tuple[type, ...]] = {
    "builtins.int": (int, Dim), "builtins.float": (float,), "builtins.str": (str,), "builtins.bool": (bool,),
    "builtins.tuple": (tuple,), "builtins.dict": (Dictionary,), "builtins.bytes": (bytes,),
    "builtins.range": (range, Span), "numpy.ndarray": (Array,), "builtins.complex": (complex,),
    "numbers.Integral": (int, Dim), "numbers.Rational": (int, Dim), "numbers.Real": (int, Dim, float),
    "numbers.Complex": (int, Dim, float, complex), "numbers.Number": (int, Dim, float, complex),
}  # fmt: skip


def _is_of(value: Value, kind: Value) -> bool | None:
    """Tell whether a value is of a type, or None where that is not known."""
    if isinstance(value, Opaque) or isinstance(kind, Opaque):
        return None
    if isinstance(value, Instance):
        if isinstance(kind, Class):
            return kind in value.type.lineage() or (None if not value.type.is_whole else False)
        plain = isinstance(kind, Native) and kind.name in _TYPES and fields_of(value) is None
        return False if plain and value.type.is_whole else None
    if isinstance(kind, Class):
        return False
    name = kind.name if isinstance(kind, Native) else ""
    if isinstance(value, Listing):
        if name in {"builtins.list", "builtins.tuple"}:
            return value.kind == name.removeprefix("builtins.")
        return False if name in _TYPES else None
    if isinstance(value, Array):
        if name == "numpy.ndarray":
            return None if isinstance(value, Assumed) or value.shape.rank in {None, 0} else True
        whole = value.shape.rank not in {None, 0} and not isinstance(value, Assumed)
        return False if whole and (name in _TYPES or name == "builtins.list") else None
    types = _TYPES.get(name)
    if types is None:
        return False if name == "builtins.list" and not isinstance(value, Listing) else None
    return isinstance(value, types)


_PYTHON = {Listing: list, Dictionary: dict, tuple: tuple, str: str, int: int, float: float, bool: bool}


def _has(value: Value, name: str) -> bool | None:
    """Tell whether a value has an attribute, or None where that is not known."""
    if isinstance(value, Instance):
        if name in value.cells:
            return None if Rest in value.cells else True
        if any(name in base.cells for base in value.type.lineage()):
            return True
        asked = any("__getattr__" in base.cells for base in value.type.lineage())
        may_have = Rest in value.cells or not value.type.is_whole or asked
        return None if may_have else False
    if isinstance(value, Array) and value.shape.rank == 0 and name in {"__len__", "__iter__"}:
        return False  # as a number of NumPy's; an array without axes has them, and they raise
    if isinstance(value, (Function, Class, Native)) and name == "__name__":
        return True
    if isinstance(value, Listing) and value.kind != "list":
        return None
    known = next((python for kind, python in _PYTHON.items() if type(value) is kind), None)
    return None if known is None else hasattr(known, name)


def _getattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) not in {2, 3} or not isinstance(values[1], str):
        return machine.opaque()
    has = _has(values[0], values[1]) if len(values) == 3 else True
    if has is False:
        return values[2]
    found = get_member(machine, values[0], values[1], node, frame)
    return found if has else machine.merger.join(found, values[2])


def _is_plain(owner: Instance, name: str) -> bool:
    """Tell whether an attribute is written as it is: by no property, and no method of the class."""
    special = {f"{name}.setter", "__setattr__"}
    lineage = owner.type.lineage()
    return not any(special & base.cells.keys() or is_descriptor(base.cells.get(name)) for base in lineage)


def _setattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) == 3 and isinstance(values[0], (Instance, Class, Opaque)):
        owner, name, value = values
        if isinstance(owner, Instance):
            if isinstance(name, str) and _is_plain(owner, name):
                machine.journal.write(owner, name, value)
            else:
                machine.lose(owner)
        elif isinstance(name, str):
            machine.journal.write(owner, (name,) if isinstance(owner, Opaque) else name, value)
        else:  # any of its attributes may be another one now
            for key in list(owner.cells):
                machine.journal.write(owner, key, machine.opaque())
    return None


def _hasattr(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    has = _has(values[0], values[1]) if len(values) == 2 and isinstance(values[1], str) else None
    return machine.opaque("bool") if has is None else has


def _type(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if len(values) == 1 else None
    if isinstance(value, Instance):
        return value.type
    return machine.opaque()


TYPES: Mapping[str, Builtin] = {
    "delattr": _delattr, "property": _property,
    "exec": _executed, "globals": _executed, "vars": _vars,
    "abs": _abs, "bool": _bool, "float": _number("float", float), "getattr": _getattr, "hasattr": _hasattr,
    "int": _number("int", int), "isinstance": _isinstance, "setattr": _setattr, "str": _str, "type": _type,
}  # fmt: skip
