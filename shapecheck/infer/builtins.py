"""Python's own functions."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array, Bare
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR
from shapecheck.core.verdict import Verdict
from shapecheck.infer.assume import integer_of
from shapecheck.infer.compared import compared_rows, compared_two
from shapecheck.infer.frames import Frame
from shapecheck.infer.iterators import ITERATORS, each
from shapecheck.infer.lowering import is_faulty, is_text
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.numbers import extreme
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.operators import operate
from shapecheck.infer.records import VALUES, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import count_of, iteration
from shapecheck.infer.targets import forget
from shapecheck.infer.types_of_values import TYPES, as_number
from shapecheck.infer.values import (
    ABSENT,
    Assumed,
    Bound,
    Class,
    Dictionary,
    Function,
    Instance,
    Listing,
    Native,
    Opaque,
    Rest,
    Span,
    Value,
    method_of,
)

__all__ = ["BUILTINS", "from_keys"]

_DIGITS = 1000  # that a number is rounded to
_MOST_ADDED = 256  # items that are added one by one
_REFUSALS = (TypeError, ValueError, ArithmeticError, MemoryError)
_CALLABLE = (Function, Class, Native, Bound)


def _len(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque("int")
    value = values[0]
    if isinstance(value, Array):
        if is_text(value):
            return machine.opaque("int")
        if value.shape.rank is None and not value.shape.before:
            if machine.generic is not None:
                machine.generic.unmeasured(frame.site(node))
            return machine.opaque("int")
        if machine.generic is not None:
            machine.generic.indexed(value.shape.before, 0)
        if value.shape.rank is None:
            return value.shape.before[0]
        argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
        return apply_ruled(machine, "ndarray.__len__", (value,), {}, node, frame, (argument,))
    if is_table(value):
        return value.cells[VALUES].shape.before[0]
    if isinstance(value, Instance):
        method = method_of(value, "__len__")
        return machine.opaque("int") if method is None else machine.call(method, (), {}, node, frame)
    if isinstance(value, Opaque) and value.kind == "shape":
        return machine.opaque("int")
    supposed = None if machine.generic is None else machine.generic.count(value)
    return count_of(machine, value) if supposed is None else supposed


def _range(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not 1 <= len(values) <= 3:
        return machine.opaque()
    if machine.generic is not None:
        for value in values:
            machine.generic.sized(value)
    numbers = [int(value) if isinstance(value, bool) else value for value in values]
    if all(type(value) is int for value in numbers):
        return range(*numbers) if numbers[2:] != [0] and max(map(abs, numbers)) < 1 << 60 else machine.opaque()
    sizes = [
        integer_of(machine, value) if isinstance(value, Opaque) and value.kind in {None, "int"} else value
        for value in numbers
    ]
    if not all(type(size) is int or isinstance(size, Dim) for size in sizes):
        return machine.opaque()
    step = sizes[2] if len(sizes) == 3 else 1
    if type(step) is not int or step == 0:
        return machine.stream(machine.opaque("int"), None, "list")
    start, stop = (0, sizes[0]) if len(sizes) == 1 else sizes[:2]
    return Span(start, stop, step)


def _list(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return machine.listing(())
    if isinstance(values[0], Opaque):
        known = None if machine.generic is None else machine.generic.listed(values[0])
        if known is not None:
            return machine.listing(known)
        return values[0] if is_faulty(values[0]) else machine.opaque("list", values[0].name)
    found = iteration(machine, values[0])
    if found.items is not None:
        return machine.listing(found.items)
    return machine.stream(found.element, found.length)


def _tuple(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return ()
    found = iteration(machine, values[0])
    if found.items is not None:
        return tuple(found.items)
    return (
        machine.opaque("tuple")
        if isinstance(values[0], Opaque)
        else machine.stream(found.element, found.length, "tuple")
    )


def _set(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return machine.listing((), "set")
    found = iteration(machine, values[0])
    if found.items is not None and all(isinstance(item, (int, float, str)) for item in found.items):
        return machine.listing(tuple(dict.fromkeys(found.items)), "set")
    element = found.any(machine)
    return machine.stream(element, None, "set")


def _dict(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    made = machine.dictionary()
    for value in values[:1]:
        if isinstance(value, Dictionary):
            made.cells.update((key, item) for key, item in value.cells.items() if not isinstance(key, OpenKey))
            continue
        found = iteration(machine, value)
        pairs = found.items if found.items is not None else None
        if pairs is None or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
            made.cells[Rest] = machine.opaque()
            continue
        for key, item in pairs:
            if isinstance(key, (str, int, float)):
                made.cells[key] = item
            else:
                made.cells[Rest] = machine.merger.join(made.cells.get(Rest, ABSENT), item)
    made.cells.update(keywords)
    return made


def from_keys(machine: Machine, values: Sequence[Value]) -> Value:
    """Give what `dict.fromkeys` gives: one value for all keys, be they known or not."""
    made = machine.dictionary()
    keys = iteration(machine, values[0]).items
    value = values[1] if len(values) > 1 else None
    for key in [Rest] if keys is None else keys:
        made.cells[key if key is Rest or isinstance(key, (str, int, float)) else Rest] = value
    return made


def _sum(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque()
    if not keywords.keys() <= {"start"}:
        return machine.opaque("error")  # it is not NumPy's
    total = values[1] if len(values) > 1 else keywords.get("start", 0)
    found = iteration(machine, values[0])
    if isinstance(values[0], Array) and values[0].shape.rank and total == 0:
        if values[0].shape.before[0] == 0:
            return 0
        made = apply_ruled(machine, "numpy.sum", (values[0],), {"axis": 0}, node, frame)
        if at_least(values[0].shape.before[0], 1) is Verdict.YES:
            return made
        # Of no items it is a number.
        is_number = isinstance(made, Array) and made.shape == SCALAR
        return replace(made, bare=made.bare | Bare.NUMBER) if is_number else machine.opaque()
    items = found.items
    if isinstance(total, (Listing, tuple)) and (items is None or len(items) > _MOST_ADDED):
        inner = found.any(machine)
        return machine.stream(iteration(machine, inner).any(machine) if inner is not ABSENT else ABSENT, None)
    if items is None:
        if found.element is ABSENT:
            return total
        items = [found.element, machine.symbols.renewed(found.element)]
        if isinstance(found.element, (int, float)):
            return machine.opaque("int" if isinstance(found.element, int) else "float")
    if len(items) > _MOST_ADDED:
        if all(isinstance(item, (int, float)) for item in items):
            return sum(items) + total if isinstance(total, (int, float)) else machine.opaque()
        items = [*dict.fromkeys(item for item in items if isinstance(item, Array))]
        if not items:
            return machine.opaque()
    for item in items:
        if total == 0 and type(total) is int and isinstance(item, (Array, Opaque)):
            total = item
        else:
            pair = (ast.copy_location(ast.Constant(0), node), ast.copy_location(ast.Constant(0), node))
            total = operate(machine, ast.Add(), total, item, node, pair, frame)
    if isinstance(total, Dim) and found.items is None:
        return machine.opaque("int")
    return total


def _extreme(greatest: bool) -> Builtin:
    name = "max" if greatest else "min"

    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        if len(values) == 1 and isinstance(values[0], Array) and "key" not in keywords:
            rank = values[0].shape.rank
            if (wrong := compared_rows(machine, values[0], 2, node, frame)) is not None:
                return wrong
            return apply_ruled(machine, f"numpy.{name}", values, {}, node, frame) if rank == 1 else machine.opaque()
        if "key" not in keywords and (wrong := compared_two(machine, greatest, values, node, frame)) is not None:
            return wrong
        found = iteration(machine, values[0] if len(values) == 1 else tuple(values))
        if "key" in keywords:
            each(machine, keywords["key"], found, node, frame)
        if found.items is None and found.element is not ABSENT and not isinstance(found.element, Dim):
            return found.element if "key" in keywords else machine.merger.join(found.element, machine.opaque())
        items = [] if found.items is None else found.items
        if not keywords and items and all(type(item) in {int, float} for item in items):
            return max(items) if greatest else min(items)
        if not keywords and items:
            size = extreme(items, greatest=greatest)
            if size is not None:
                return machine.symbols.shortened(size)
        if items and "key" in keywords:
            return machine.any_of(items)
        if items and all(isinstance(item, (int, float, Dim, Opaque)) and not is_faulty(item) for item in items):
            return machine.opaque("float" if any(_is_float(item) for item in items) else None)
        return machine.opaque()

    return run


def _is_float(value: Value) -> bool:
    return isinstance(value, float) or (isinstance(value, Opaque) and value.kind == "float")


def _round(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    value = values[0] if values else None
    few = all(digits is None or (isinstance(digits, int) and abs(digits) < _DIGITS) for digits in values[1:])
    if isinstance(value, (int, float)) and few:
        try:
            return round(value, *values[1:])
        except _REFUSALS:
            return machine.opaque("int")
    if isinstance(value, Array) and value.shape.rank and not isinstance(value, Assumed):
        return machine.opaque("error")  # an array of NumPy's cannot be rounded so
    if isinstance(value, Array) and (len(values) > 1 or value.shape.rank != 0):
        return apply_ruled(machine, "numpy.round", values, {}, node, frame)
    return machine.opaque("float" if len(values) > 1 else "int")


def _pow(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) != 2 or not isinstance(node, ast.Call) or len(node.args) != 2:
        return machine.opaque()
    return operate(machine, ast.Pow(), values[0], values[1], node, (node.args[0], node.args[1]), frame)


def _divmod(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) == 2 and any(isinstance(value, Array) for value in values) and not any(map(is_faulty, values)):
        nodes = node.args if isinstance(node, ast.Call) and len(node.args) == 2 else ()
        return apply_ruled(machine, "numpy.divmod", values, {}, node, frame, nodes)
    return machine.opaque("tuple")


def _callable(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, _CALLABLE):
        return True
    return machine.opaque("bool") if isinstance(value, (Opaque, Instance)) else False


def _complex(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) == 1 and isinstance(values[0], Array):
        return as_number(machine, values[0], "complex", node, frame)
    return _gives(None)(machine, values, _k, node, frame)


def _gives(kind: str | None) -> Builtin:
    """Give a function of which only the type of what it gives is known."""

    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        for value in values:
            if isinstance(value, Opaque) and kind is None:
                forget(machine, value)
        return machine.opaque(kind)

    return run


def _none(_m: Machine, _v: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return None


def _slice(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return slice(*values) if 1 <= len(values) <= 3 else slice(machine.opaque(), machine.opaque(), machine.opaque())


BUILTINS: Mapping[str, Builtin] = {
    **TYPES,
    **ITERATORS, "callable": _callable,
    "chr": _gives("str"), "complex": _complex, "dict": _dict, "dir": _gives("list"), "divmod": _divmod,
    "format": _gives("str"),
    "hash": _gives("int"), "hex": _gives("str"), "id": _gives("int"),
    "input": _gives("str"), "issubclass": _gives("bool"),
    "len": _len, "list": _list, "max": _extreme(True), "min": _extreme(False),
    "object": _gives(None), "open": _gives(None), "ord": _gives("int"), "pow": _pow, "print": _none,
    "range": _range, "repr": _gives("str"), "round": _round, "set": _set, "frozenset": _set,
    "slice": _slice, "sum": _sum, "tuple": _tuple,
    "locals": _gives("dict"), "super": _gives(None),
}  # fmt: skip
