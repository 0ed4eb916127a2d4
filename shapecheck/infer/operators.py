"""Operators: on plain values as Python computes them, on sizes as polynomials, on arrays by rule."""

import ast
import operator as python
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from shapecheck.core.array import Array, Bare
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, maximum
from shapecheck.core.shape import SCALAR
from shapecheck.core.verdict import Verdict
from shapecheck.errors import UnsupportedOperation
from shapecheck.expressions.python import combine
from shapecheck.infer.frames import Frame
from shapecheck.infer.lost import heir, may_be_arrays, unmodelled
from shapecheck.infer.lowering import ERROR, is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import kind_of, length_of, was_size
from shapecheck.infer.numbers import note_number, ratio
from shapecheck.infer.open_shapes import joined
from shapecheck.infer.protocols import ask_objects
from shapecheck.infer.reasons import OF_FLAT, OF_FOREIGN, OF_MATMUL, OF_OBJECT
from shapecheck.infer.records import MATRIX
from shapecheck.infer.rooms import door
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.sequences import repeated_by_number
from shapecheck.infer.texts import added, written_by
from shapecheck.infer.values import (
    Assumed,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Opaque,
    Project,
    Union,
    Value,
    members_of_union,
    method_of,
)
from shapecheck.infer.weights import is_heavy
from shapecheck.ops.values import Dtype, Flat

if TYPE_CHECKING:
    from shapecheck.infer.tables import of_operator
else:
    of_operator = door("tables", "of_operator")

__all__ = ["NAMES", "PLAIN", "REFUSALS", "binary", "boolean", "holds", "of_objects", "operate", "truth", "unary"]

NAMES: Mapping[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
    ast.LShift: "lshift", ast.RShift: "rshift", ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert",
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
}  # fmt: skip
PLAIN = (bool, int, float, complex, str, bytes)
REFUSALS = (TypeError, ValueError, ArithmeticError, MemoryError, RecursionError, UnsupportedOperation)
_IN_DIMS = {name: getattr(python, name) for name in ("add", "sub", "mul", "floordiv", "mod", "pow")}
_ASSUMED = 32  # parts of a condition that are written down for the next one
_MAYBE_SIZES = {None, "int", "number"}


def binary(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a binary operation; a chain of thousands is no deeper than one."""
    chain: list[ast.BinOp] = []
    while isinstance(node, ast.BinOp):
        chain.append(node)
        node = node.left
    value = machine.evaluate(node, frame)
    for operation in reversed(chain):
        right = machine.evaluate(operation.right, frame)
        value = operate(machine, operation.op, value, right, operation, (operation.left, operation.right), frame)
    return value


def operate(
    machine: Machine,
    operator: ast.operator,
    left: Value,
    right: Value,
    node: ast.AST,
    nodes: tuple[ast.expr, ast.expr],
    frame: Frame,
    *,
    in_place: bool = False,
) -> Value:
    """Give `left operator right`; `in_place` where the left array keeps its shape."""
    name = NAMES[type(operator)]
    if machine.generic is not None:
        left, right = machine.generic.operands(name, left, right)
    if is_flat(left, right):
        return unmodelled(machine, (left, right), node, frame, reason=OF_FLAT)
    if isinstance(left, Array) or isinstance(right, Array):
        for one, other in ((left, right), (right, left)):
            if isinstance(one, (Instance, Class, Function)) or (isinstance(other, Array) and one is None):
                return of_objects(machine, name, left, right, node, frame, in_place=in_place)
        # A number may be an operand of each operator but `@`, and is a new value then.
        if in_place and isinstance(left, Array) and left.shape != SCALAR and (left.shape.rank or name == "matmul"):
            full = f"operator.i{name.rstrip('_')}"
            apply_ruled(machine, full, (left, right), {}, node, frame, nodes)
            return left
        repeated = repeated_by_number(machine, left, right) if name == "mul" else None
        if repeated is not None:
            return repeated
        if isinstance(right, (str, Dictionary)) or isinstance(left, (str, Dictionary)):
            return left if isinstance(left, str) else machine.opaque()
        found = apply_ruled(machine, f"operator.{name}", (left, right), {}, node, frame, nodes)
        if in_place and isinstance(left, Array) and isinstance(found, Array) and found.shape == SCALAR:
            # An array without axes is changed itself, a scalar is no longer the same one.
            return replace(found, bare=found.bare if not left.bare & Bare.ARRAY else left.bare)
        return found
    if name == "or_" and all(isinstance(one, (Native, Class, Union, type(None))) for one in (left, right)):
        return Union((*(members_of_union(left) or (left,)), *(members_of_union(right) or (right,))))
    formats = name == "mod" and isinstance(left, str)
    if isinstance(left, PLAIN) and (isinstance(right, PLAIN) or (formats and _are_plain(right))):
        try:
            found = combine(name, (left, right))
        except REFUSALS:
            return machine.opaque(_kind(name, left, right))
        return machine.opaque(kind_of(found)) if is_heavy(found) else found
    if name == "truediv" and isinstance(left, (Dim, int)) and isinstance(right, (Dim, int)):
        return ratio(machine, left, right)
    if isinstance(left, (Dim, int)) and isinstance(right, (Dim, int)) and name in _IN_DIMS:
        return _sizes(machine, name, left, right)
    if formats or (name == "add" and kind_of(left) == kind_of(right) == "str"):
        values = right if isinstance(right, tuple) else (right,)
        return written_by(machine, "mod", left, values) if formats else added(machine, left, right)
    if isinstance(left, (Listing, tuple)) or isinstance(right, (Listing, tuple)):
        return _sequences(machine, name, left, right)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return of_objects(machine, name, left, right, node, frame, in_place=in_place)
    if name == "add" and all(isinstance(side, Opaque) and side.kind in {"shape", "tuple"} for side in (left, right)):
        whole = joined(machine, (left, right))
        if whole is not None:
            return whole
    if name == "matmul" or may_be_arrays((left, right)):
        of_matrices = any(isinstance(value, Opaque) and value.kind == MATRIX for value in (left, right))
        kind = ERROR if is_faulty(left) or is_faulty(right) else MATRIX if of_matrices else None
        if name == "matmul":  # only arrays have it, and a trial takes both as such
            machine.promising.update(machine.running)
        reason = OF_MATMUL if name == "matmul" else OF_FOREIGN
        return unmodelled(machine, (left, right), node, frame, kind, reason)
    if is_faulty(left) or is_faulty(right):
        return left if is_faulty(left) else right
    return _unknown(machine, name, left, right)


def is_flat(*values: Value) -> bool:
    """Tell whether one of some operands is an iterator `a.flat`, and none an array that would take it for one."""
    arrays = {isinstance(value, Flat) for value in values if isinstance(value, Array)}
    return arrays == {True}


def _are_plain(values: Value) -> bool:
    return isinstance(values, tuple) and all(isinstance(value, PLAIN) for value in values)


def _sizes(machine: Machine, name: str, left: Dim | int, right: Dim | int) -> Value:
    try:
        if name == "pow" and (not isinstance(right, int) or right > 8):
            return machine.opaque("int")
        found: Value = _IN_DIMS[name](left, right)
    except REFUSALS:
        return machine.opaque("int")
    return machine.symbols.shortened(found)


def _sequences(machine: Machine, name: str, left: Value, right: Value) -> Value:
    """Join or repeat lists and tuples."""
    if name == "add":
        if isinstance(left, tuple) and isinstance(right, tuple):
            return left + right if len(left) + len(right) <= 10_000 else machine.opaque("tuple")
        if isinstance(left, Listing) and isinstance(right, Listing):
            return _joined(machine, left, right)
        whole = joined(machine, (left, right))
        if whole is not None:
            return whole
        kinds = {kind_of(left), kind_of(right)}
        return machine.opaque(kinds.pop() if len(kinds) == 1 else None)  # an array takes a list for one
    items, count = (left, right) if isinstance(left, (Listing, tuple)) else (right, left)
    if name == "mul" and kind_of(count) == "int":
        known = items if isinstance(items, tuple) else items.items
        if type(count) is int and known is not None and len(known) * max(count, 0) <= 10_000:
            repeated = known * count
            return repeated if isinstance(items, tuple) else machine.listing(repeated, items.kind)
        if isinstance(items, Listing):
            own = length_of(items.contents)
            length = own * maximum(count, 0) if isinstance(count, (int, Dim)) and own is not None else None
            return machine.stream(machine.element(items), length, items.kind)
        return machine.opaque("tuple")
    return machine.opaque()


def _joined(machine: Machine, left: Listing, right: Listing) -> Value:
    if left.items is not None and right.items is not None and len(left.items) + len(right.items) <= 10_000:
        return machine.listing((*left.items, *right.items), left.kind)
    lengths = length_of(left.contents), length_of(right.contents)
    length = lengths[0] + lengths[1] if lengths[0] is not None and lengths[1] is not None else None
    return machine.stream(machine.merger.join(machine.element(left), machine.element(right)), length, left.kind)


def of_objects(
    machine: Machine, name: str, left: Value, right: Value, node: ast.AST, frame: Frame, *, in_place: bool = False
) -> Value:
    """Call the method that a class of the program has for an operator; what an array makes of an object is unknown."""
    if isinstance(left, Array):
        ask_objects(machine, (right,), node, frame)
        return unmodelled(machine, (left, right), node, frame, reason=OF_OBJECT)
    plain = name.rstrip("_")
    asked = [(left, f"__{plain}__", right), (right, f"__r{plain}__", left)]
    if in_place:
        asked.insert(0, (left, f"__i{plain}__", right))
    for owner, special, other in asked:
        method = method_of(owner, special)
        if method is not None:
            call = node if isinstance(node, ast.expr) else ast.copy_location(ast.Constant(None), node)
            return machine.call(method, (other,), {}, call, frame)
    return machine.opaque()


def _unknown(machine: Machine, name: str, left: Value, right: Value) -> Value:
    """Give the result of an operation on values that are not known; sizes stay sizes."""
    made = of_operator(machine, left, right) or heir(machine, (left, right), _kind(name, left, right))
    if isinstance(left, (Opaque, Dim, int)) and isinstance(right, (Opaque, Dim, int)):
        sizes = [_known_size(machine, value) for value in (left, right)]
        if name in _IN_DIMS and name != "pow" and None not in sizes:
            found = _sizes(machine, name, *sizes)  # type: ignore[arg-type]
            if isinstance(found, (Dim, int)):
                made.size = found
    if made.kind is None and any(map(was_size, (left, right))):
        note_number(name, made, left, right)
    return made if machine.generic is None else machine.generic.hand_on(made, left, right)


def _known_size(machine: Machine, value: Value) -> Dim | int | None:
    """Give the size that a value is if it is a number, where there is a name for it."""
    if isinstance(value, Opaque):
        if value.size is None and value.name and value.kind in _MAYBE_SIZES:
            value.size = machine.symbols.named(value.name, rigid=value.rigid)
        return value.size if value.kind in _MAYBE_SIZES else None
    return None if isinstance(value, bool) else value


def _kind(name: str, left: Value, right: Value) -> str | None:
    kinds = {kind_of(left), kind_of(right)}
    if kinds <= {"int", "bool"}:
        return "float" if name == "truediv" else "number" if name == "pow" else "int"
    if kinds <= {"int", "bool", "float", "number"}:
        return "float" if "float" in kinds or name == "truediv" else "number"
    if kinds == {"str"}:
        return "str"
    return None


def unary(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `-x`, `+x`, `~x` and `not x`."""
    assert isinstance(node, ast.UnaryOp)
    if isinstance(node.op, ast.Not):
        known = holds(machine, node.operand, frame)
        return machine.opaque("bool") if known is None else not known
    value = machine.evaluate(node.operand, frame)
    if machine.generic is not None:
        value = machine.generic.operand(value)
    name = NAMES[type(node.op)]
    if isinstance(value, PLAIN):
        try:
            return combine(name, (value,))
        except REFUSALS:
            return machine.opaque()
    if is_flat(value):
        return unmodelled(machine, (value,), node, frame, reason=OF_FLAT)
    if isinstance(value, Array):
        return apply_ruled(machine, f"operator.{name}", (value,), {}, node, frame, (node.operand,))
    if isinstance(value, Dim) and name in {"neg", "pos"}:
        return -value if name == "neg" else value
    if isinstance(value, Instance):
        method = method_of(value, f"__{name}__")
        return machine.opaque() if method is None else machine.call(method, (), {}, node, frame)
    if is_faulty(value):
        return value
    if may_be_arrays((value,)):
        return unmodelled(machine, (value,), node, frame, value.kind)
    made = heir(machine, (value,), value.kind if isinstance(value, Opaque) else None)
    if was_size(value):
        note_number(name, made, value)
    return made


def holds(machine: Machine, node: ast.expr, frame: Frame) -> bool | None:
    """Evaluate a condition; tell whether it holds, or None where that is not known.

    An array of several elements is neither true nor false, and NumPy refuses to say.
    """
    if isinstance(node, ast.BoolOp):
        found, known = _decided(machine, node, frame)
        return known if asked(machine, found, node.values[-1], frame) else None
    value = machine.evaluate(node, frame)
    if isinstance(value, Instance):
        method = method_of(value, "__bool__") or method_of(value, "__len__")
        return (
            True
            if method is None and value.type.is_whole
            else truth(machine.opaque() if method is None else machine.call(method, (), {}, node, frame))
        )
    return truth(value) if asked(machine, value, node, frame) else None


def asked(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> bool:
    """Ask a value whether it is true; tell whether that is for Python to say, and not for NumPy, which may refuse."""
    if isinstance(value, Array) and value.shape != SCALAR and not isinstance(value, (Assumed, Flat)):
        apply_ruled(machine, "ndarray.__bool__", (value,), {}, node, frame, (node,))
        return False
    return True


def truth(value: Value) -> bool | None:
    """Tell whether a value counts as true, or None where that is not known."""
    if isinstance(value, (bool, int, float, complex, str, bytes)) or value is None:
        return bool(value)
    if isinstance(value, tuple):
        return bool(value)
    if isinstance(value, Listing):
        if value.kind == "generator":
            return True
        length = length_of(value.contents)
        return bool(length) if type(length) is int else None
    if isinstance(value, Dictionary):
        return bool(value.cells) if not value.is_open else None
    if isinstance(value, range):
        return bool(value)
    if isinstance(value, Dim):
        verdict = at_least(value, 1)
        return True if verdict is Verdict.YES else None
    if isinstance(value, (Function, Class, Project, Dtype)):
        return True
    if isinstance(value, (Library, Native)):  # a name of a module that was not read may be anything
        return True if value.name.startswith(("builtins.", "numpy.", "math.")) else None
    return None


def boolean(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate `a and b` and `a or b`: the part that decides, or what may be either."""
    assert isinstance(node, ast.BoolOp)
    return _decided(machine, node, frame)[0]


def _decided(machine: Machine, node: ast.BoolOp, frame: Frame) -> tuple[Value, bool | None]:
    """Give the value of `a and b` or `a or b`, and whether it counts as true, which may be known without the value."""
    stops_at = isinstance(node.op, ast.Or)
    open_: list[ast.expr] = []
    left: Value = machine.evaluate(node.values[0], frame)
    holds_: bool | None = truth(left)
    if not asked(machine, left, node.values[0], frame):
        return machine.opaque(), None
    for place, part in enumerate(node.values[1:]):
        if holds_ is stops_at:
            break
        if holds_ is None:
            open_.append(node.values[place])
            rest = _maybe(machine, node, place, part, stops_at, frame)
            if kind_of(left) == kind_of(rest) == "bool":
                left = rest if rest is stops_at else machine.opaque("bool")
            else:
                left = machine.merger.join(left, rest)
            holds_ = stops_at if truth(rest) is stops_at else None
        else:
            left = machine.evaluate(part, frame)
            holds_ = truth(left)
            if part is not node.values[-1] and not asked(machine, left, part, frame):
                return machine.opaque(), None
    if holds_ is None:
        machine.undecided[node] = (*open_, node.values[-1])
    return left, holds_


def _maybe(machine: Machine, node: ast.BoolOp, place: int, part: ast.expr, stops_at: bool, frame: Frame) -> Value:
    """Evaluate a part that is reached only where the parts before it are known to hold, or not to."""
    found: list[Value] = []

    def reached() -> int:
        for earlier in node.values[max(0, place - _ASSUMED) : place + 1]:
            machine.assume(earlier, not stops_at, frame)

        def run() -> int:
            found.append(machine.evaluate(part, frame))
            if part is not node.values[-1]:
                asked(machine, found[0], part, frame)
            return 1

        return machine.under(node.values[place], not stops_at, frame, run)

    machine.fork([reached, lambda: 1])
    return found[0] if found else machine.opaque()
