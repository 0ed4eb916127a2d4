"""Plain expressions: constants, names, containers, conditional expressions, functions without a name."""

import ast
import builtins
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.infer.frames import Frame, find, names_in
from shapecheck.infer.keys import key_in, put_item
from shapecheck.infer.machine import NEXT, Machine
from shapecheck.infer.merging import kind_of
from shapecheck.infer.open_keys import OpenKey, Parts
from shapecheck.infer.open_shapes import joined
from shapecheck.infer.operators import holds
from shapecheck.infer.rooms import door
from shapecheck.infer.sequences import items_of
from shapecheck.infer.texts import parts_of, written
from shapecheck.infer.values import ABSENT, Dictionary, Function, Library, Listing, Native, Opaque, Rest, Value
from shapecheck.infer.weights import is_heavy
from shapecheck.language import Phrase

if TYPE_CHECKING:
    from shapecheck.infer.targets import assign
    from shapecheck.infer.told_of_calls import Named
else:
    Named = door("told_of_calls", "Named")
    assign = door("targets", "assign")

__all__ = [
    "awaited",
    "conditional",
    "constant",
    "dictionary",
    "formatted",
    "lambda_",
    "listing",
    "name",
    "named",
    "set_",
    "tuple_",
    "yielded",
]

# What files without their imports mean by these names.
_USUAL = {"np": "numpy", "numpy": "numpy"}
_MOST_ITEMS = 10_000  # of a list that others are put into


def constant(machine: Machine, node: ast.expr, _frame: Frame) -> Value:
    """Evaluate a constant."""
    assert isinstance(node, ast.Constant)
    return machine.opaque(kind_of(node.value)) if is_heavy(node.value) else node.value


def name(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a name."""
    assert isinstance(node, ast.Name)
    value = find(frame, node.id)
    if value is not ABSENT:
        return value
    if node.id in frame.scope.names.local and not frame.scope.is_class and frame.function != "<module>":
        return machine.opaque(name=node.id)
    if node.id == "__name__":
        return frame.module
    if node.id in _USUAL:
        return Library(_USUAL[node.id])
    if node.id == "Ellipsis":
        return ...
    if hasattr(builtins, node.id):
        return Native(f"builtins.{node.id}")
    made = machine.opaque(name=node.id)
    machine.gap(Phrase("name {id}", id=node.id), node, frame)
    return made


def tuple_(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a tuple."""
    assert isinstance(node, ast.Tuple)
    parts = _parts(machine, node.elts, frame)
    if not all(isinstance(part, tuple) for part in parts):
        return joined(machine, parts) or machine.opaque("tuple")
    made = tuple(item for part in parts for item in part)
    return machine.opaque("tuple") if is_heavy(made) else made


def listing(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a list."""
    assert isinstance(node, ast.List)
    items = _items(machine, node.elts, frame)
    return machine.opaque("list") if items is None else machine.listing(items)


def set_(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a set: like a list, but how many different items it has is not known."""
    assert isinstance(node, ast.Set)
    items = _items(machine, node.elts, frame)
    if not items:
        return machine.opaque("set")
    if all(isinstance(item, (int, float, str)) for item in items):
        return machine.listing(tuple(dict.fromkeys(items)), "set")
    return machine.stream(machine.any_of(items), None, "set")


def _items(machine: Machine, nodes: list[ast.expr], frame: Frame) -> list[Value] | None:
    parts = _parts(machine, nodes, frame)
    known = [part for part in parts if isinstance(part, tuple)]
    if len(known) != len(parts) or sum(map(len, known)) > max(_MOST_ITEMS, len(nodes)):
        return None  # what is put in by `*` grows without end where a function calls itself
    return [item for part in known for item in part]


def _parts(machine: Machine, nodes: list[ast.expr], frame: Frame) -> list[Value]:
    """Give the items of a display: tuples of those that are known, and what is gone through that is not."""
    found: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            value = machine.evaluate(node.value, frame)
            inner = items_of(machine, value, (node, frame))
            found.append(value if inner is None else tuple(inner))
        else:
            found.append((machine.evaluate(node, frame),))
    return found


def dictionary(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a dictionary."""
    assert isinstance(node, ast.Dict)
    made = machine.dictionary()
    has_open = False
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(value_node, frame)
        if key_node is None:
            if isinstance(value, Dictionary):
                made.cells.update((own, item) for own, item in value.cells.items() if not isinstance(own, OpenKey))
            else:
                made.cells[Rest] = machine.opaque()
            continue
        key = machine.evaluate(key_node, frame)
        if isinstance(key, str) and isinstance(value, Array):
            machine.tell(Named(frame.site(key_node), f'["{key}"]', value, value_node))
        plain = key_in(machine, key)
        has_open = has_open or isinstance(plain, OpenKey)
        if has_open:
            put_item(machine, made, key, value)
        elif isinstance(key, (str, int, float, bytes, type(None))) or (isinstance(key, tuple) and _is_plain(key)):
            made.cells[key] = value
        elif isinstance(key, Native):
            made.cells[key.name] = value
        else:
            made.cells[Rest] = machine.merger.join(made.cells.get(Rest, ABSENT), value)
    return made


def _is_plain(key: tuple[Value, ...]) -> bool:
    return all(isinstance(item, (str, int, float)) or (isinstance(item, tuple) and _is_plain(item)) for item in key)


def formatted(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate an f-string: its text where all of it is known."""
    assert isinstance(node, ast.JoinedStr)
    parts: list[str] = []
    known = True
    pieces: list[Parts | None] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
            pieces.append((parts[-1],))
            continue
        assert isinstance(part, ast.FormattedValue)
        value = machine.evaluate(part.value, frame)
        plain = part.format_spec is None and part.conversion in {-1, ord("s")}
        pieces.append(parts_of(machine, value) if plain else None)
        if isinstance(value, (str, int, float)) and part.format_spec is None and part.conversion == -1:
            parts.append(format(value))
        elif isinstance(value, (str, int, float)) and isinstance(part.format_spec, ast.JoinedStr):
            spec = machine.evaluate(part.format_spec, frame)
            try:
                parts.append(format(value, spec) if isinstance(spec, str) and len(spec) < 8 else "")
                known = known and isinstance(spec, str) and len(spec) < 8
            except (ValueError, TypeError):
                known = False
        else:
            known = False
    text = "".join(parts) if known else ""
    return text if known and not is_heavy(text) else machine.opaque("str") if known else written(machine, pieces)


def conditional(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `a if c else b`."""
    assert isinstance(node, ast.IfExp)
    known = holds(machine, node.test, frame)
    if known is None and machine.generic is not None:
        known = machine.generic.chosen(node.test, frame, alone=False)
    if known is not None:
        return machine.evaluate(node.body if known else node.orelse, frame)
    found: list[Value] = []

    def either(part: ast.expr, holds: bool) -> int:
        machine.assume(node.test, holds, frame)

        def run() -> int:
            found.append(machine.evaluate(part, frame))
            return NEXT

        return machine.under(node.test, holds, frame, run)

    machine.fork([lambda: either(node.body, True), lambda: either(node.orelse, False)])
    value: Value = ABSENT
    for part in found:
        value = machine.merger.join(value, part)
    return value


def lambda_(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a function without a name."""
    assert isinstance(node, ast.Lambda)
    defaults = tuple(machine.evaluate(default, frame) for default in node.args.defaults)
    keyword_defaults = {
        parameter.arg: machine.evaluate(default, frame)
        for parameter, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    }
    function = Function(node, "<lambda>", frame, defaults, keyword_defaults)
    machine.functions[node] = function
    machine.journal.watched.update(names_in(node).free)
    return function


def named(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `(x := value)`."""
    assert isinstance(node, ast.NamedExpr)
    value = machine.evaluate(node.value, frame)
    assign(machine, node.target, value, node.value, frame)
    return value


def yielded(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Note what a generator gives; what is sent to it is not known."""
    if isinstance(node, ast.YieldFrom):
        inner = machine.evaluate(node.value, frame)
        with machine.exits.stopping(frame.receiver is not None and frame.receiver.stops):
            items = items_of(machine, inner, (node, frame))
        _given(machine, frame)
        if items is None:
            frame.yields.append(machine.element(inner) if isinstance(inner, Listing) else machine.opaque())
        else:
            frame.yields.extend(items)
    elif isinstance(node, ast.Yield):
        value = None if node.value is None else machine.evaluate(node.value, frame)
        frame.yields.append(value)
        if frame.receiver is not None and frame.receiver.take is not None:
            frame.receiver.take(value)
        else:
            _given(machine, frame)
    return Opaque(machine.journal.birth())


def _given(machine: Machine, frame: Frame) -> None:
    """Note that something was given to somebody who may not ask for more."""
    if frame.receiver is not None and frame.receiver.stops:
        machine.exits.pass_yield()
    elif frame.receiver is None:
        machine.exits.passed += 1  # as anybody may go through it, the first items alone too


def awaited(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `await x`: what an asynchronous function of the program gives is what it returns."""
    assert isinstance(node, ast.Await)
    return machine.evaluate(node.value, frame)
