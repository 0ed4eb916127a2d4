"""Python's own functions."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.assume import size_of
from shapecheck.infer.frames import Frame
from shapecheck.infer.lowering import is_faulty, is_text
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.members import method_of
from shapecheck.infer.numbers import extreme
from shapecheck.infer.operators import operate, truth
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import Iteration, count_of, iteration
from shapecheck.infer.targets import forget
from shapecheck.infer.types_of_values import TYPES
from shapecheck.infer.values import (
    ABSENT,
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
)

__all__ = ["BUILTINS", "zipped"]

_MOST_ADDED = 256  # items that are added one by one
_REFUSALS = (TypeError, ValueError, ArithmeticError, MemoryError)
_CALLABLE = (Function, Class, Native, Bound)


def _len(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque("int")
    value = values[0]
    if isinstance(value, Array):
        if is_text(value) or (value.shape.rank is None and not value.shape.before):
            return machine.opaque("int")
        if value.shape.rank is None:
            return value.shape.before[0]
        argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
        return apply_ruled(machine, "ndarray.__len__", (value,), {}, node, frame, (argument,))
    if isinstance(value, Instance):
        method = method_of(value, "__len__")
        return machine.opaque("int") if method is None else machine.call(method, (), {}, node, frame)
    if isinstance(value, Opaque) and value.kind == "shape":
        return machine.opaque("int")
    return count_of(machine, value)


def _range(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not 1 <= len(values) <= 3:
        return machine.opaque()
    numbers = [int(value) if isinstance(value, bool) else value for value in values]
    if all(type(value) is int for value in numbers):
        return range(*numbers) if numbers[2:] != [0] and max(map(abs, numbers)) < 1 << 60 else machine.opaque()
    sizes = [
        size_of(machine, value) if isinstance(value, Opaque) and value.kind in {None, "int"} else value
        for value in numbers
    ]
    if not all(type(size) is int or isinstance(size, Dim) for size in sizes):
        return machine.opaque()
    step = sizes[2] if len(sizes) == 3 else 1
    if type(step) is not int or step == 0:
        return machine.stream(machine.opaque("int"), None, "list")
    start, stop = (0, sizes[0]) if len(sizes) == 1 else sizes[:2]
    return Span(start, stop, step)


def _enumerate(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    start = values[1] if len(values) > 1 else keywords.get("start", 0)
    found = iteration(machine, values[0]) if values else Iteration(None)
    if found.items is not None and type(start) is int:
        return machine.listing([(start + place, item) for place, item in enumerate(found.items)], "generator")
    element = found.any(machine)
    whole = (machine.symbols.named("i"), machine.opaque() if element is ABSENT else element)
    return machine.stream(whole, found.count, "generator")


def zipped(machine: Machine, values: Sequence[Value]) -> Value:
    """Give what `zip` gives: tuples of the items at the same place, as many as the shortest has."""
    found = [iteration(machine, value) for value in values]
    known = [len(one.items) for one in found if one.items is not None]
    if found and all(one.items is not None for one in found):
        rows = zip(*(one.items for one in found if one.items is not None), strict=False)
        return machine.listing([tuple(row) for row in rows], "generator")
    element = tuple(one.any(machine) for one in found)
    element = tuple(machine.opaque() if item is ABSENT else item for item in element)
    lengths = {one.length for one in found} if not known else set()
    return machine.stream(element, lengths.pop() if len(lengths) == 1 else None, "generator")


def _zip(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    return zipped(machine, values)


def _reversed(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) != 1:
        return machine.opaque()
    value = values[0]
    if isinstance(value, range):
        return value[::-1]
    found = iteration(machine, value)
    if found.items is not None:
        return machine.listing(found.items[::-1], "generator")
    return machine.stream(found.element, found.length, "generator")


def _sorted(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque("list")
    found = iteration(machine, values[0])
    if (
        found.items is not None
        and all(isinstance(item, (int, float, str)) for item in found.items)
        and "key" not in keywords
    ):
        backwards = keywords.get("reverse", False)
        try:
            if isinstance(backwards, bool):
                return machine.listing(sorted(found.items, reverse=backwards))
        except TypeError:
            pass
    element = found.any(machine)
    length = found.count
    if "key" in keywords and element is not ABSENT:
        machine.call(keywords["key"], (element,), {}, node, frame)
    return machine.stream(element, length)


def _list(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if not values:
        return machine.listing(())
    if isinstance(values[0], Opaque):
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
            made.cells.update(value.cells)
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


def _map(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) < 2:
        return machine.opaque()
    function, *sources = values
    rows = zipped(machine, sources) if len(sources) > 1 else sources[0]
    found = iteration(machine, rows)

    def applied(item: Value) -> Value:
        given = item if len(sources) > 1 and isinstance(item, tuple) else (item,)
        return machine.call(function, given, {}, node, frame)

    if found.items is not None and len(found.items) <= 64:
        return machine.listing([applied(item) for item in found.items], "generator")
    element = found.any(machine)
    length = found.count
    return machine.stream(applied(machine.opaque() if element is ABSENT else element), length, "generator")


def _filter(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    if len(values) != 2:
        return machine.opaque()
    found = iteration(machine, values[1])
    element = found.any(machine)
    if values[0] is not None and element is not ABSENT:
        machine.call(values[0], (element,), {}, node, frame)
    return machine.stream(element, None, "generator")


def _sum(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    if not values:
        return machine.opaque()
    total = values[1] if len(values) > 1 else keywords.get("start", 0)
    found = iteration(machine, values[0])
    if isinstance(values[0], Array) and values[0].shape.rank and total == 0:
        if values[0].shape.before[0] == 0:
            return 0
        return apply_ruled(machine, "numpy.sum", (values[0],), {"axis": 0}, node, frame)
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
        items = list(values)
        if len(values) == 1:
            if isinstance(values[0], Array):
                rank = values[0].shape.rank
                return apply_ruled(machine, f"numpy.{name}", values, {}, node, frame) if rank == 1 else machine.opaque()
            found = iteration(machine, values[0])
            items = [] if found.items is None else found.items
            if found.items is None and found.element is not ABSENT and not isinstance(found.element, Dim):
                return found.element if "key" in keywords else machine.merger.join(found.element, machine.opaque())
        if not keywords and items and all(type(item) in {int, float} for item in items):
            return max(items) if greatest else min(items)
        if not keywords and items:
            size = extreme(items, greatest=greatest)
            if size is not None:
                return size
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
    if isinstance(value, (int, float)) and all(isinstance(digits, (int, type(None))) for digits in values[1:]):
        try:
            return round(value, *values[1:])
        except _REFUSALS:
            return machine.opaque("int")
    if isinstance(value, Array) and (len(values) > 1 or value.shape.rank != 0):
        return apply_ruled(machine, "numpy.round", values, {}, node, frame)
    return machine.opaque("float" if len(values) > 1 else "int")


def _next(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, Listing) and len(values) == 2:
        return machine.merger.join(value.items[0] if value.items else machine.element(value), values[1])
    if isinstance(value, Listing):
        if value.items:
            first, *rest = value.items
            machine.journal.write(value, "contents", machine.listing(rest).contents)
            return first
        if value.items is None and value.contents.element is not ABSENT:
            return machine.element(value)
    return machine.opaque()


def _iter(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    found = iteration(machine, values[0]) if values else Iteration(None)
    if found.items is not None:
        return machine.listing(found.items, "generator")
    return machine.stream(found.element, found.length, "generator")


def _callable(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    value = values[0] if values else None
    if isinstance(value, _CALLABLE):
        return True
    return machine.opaque("bool") if isinstance(value, (Opaque, Instance)) else False


def _any_all(name: str) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        found = iteration(machine, values[0]) if values else Iteration(None)
        if found.items is not None and not isinstance(values[0], Array):
            answers = [truth(item) for item in found.items]
            decisive = name == "any"
            if decisive in answers:
                return decisive
            if None not in answers:
                return not decisive
        return machine.opaque("bool")

    return run


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
    return slice(*values) if 1 <= len(values) <= 3 else machine.opaque()


BUILTINS: Mapping[str, Builtin] = {
    **TYPES,
    "all": _any_all("all"), "any": _any_all("any"), "callable": _callable,
    "chr": _gives("str"), "complex": _gives(None), "dict": _dict, "dir": _gives("list"), "divmod": _gives("tuple"),
    "enumerate": _enumerate, "filter": _filter, "format": _gives("str"),
    "hash": _gives("int"), "hex": _gives("str"), "id": _gives("int"),
    "input": _gives("str"), "issubclass": _gives("bool"),
    "iter": _iter, "len": _len, "list": _list, "map": _map, "max": _extreme(True), "min": _extreme(False),
    "next": _next, "object": _gives(None), "open": _gives(None), "ord": _gives("int"), "print": _none,
    "range": _range, "repr": _gives("str"), "reversed": _reversed, "round": _round, "set": _set, "frozenset": _set,
    "slice": _slice, "sorted": _sorted, "sum": _sum, "tuple": _tuple,
    "zip": _zip, "locals": _gives("dict"), "super": _gives(None),
}  # fmt: skip
