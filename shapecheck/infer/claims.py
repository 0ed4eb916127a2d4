"""Assertions: an `assert` about shapes is a claim of the program's own."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Asserted
from shapecheck.infer.failures import fail
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import NEXT, Machine
from shapecheck.infer.operators import holds, truth
from shapecheck.infer.paths import read_path, shape_path
from shapecheck.infer.values import Assumed, Opaque, Value

__all__ = ["asserted"]

_OF_SHAPES = frozenset({"shape", "ndim", "size"})


def asserted(machine: Machine, node: ast.Assert, frame: Frame) -> int:
    """Check an assertion, tell if it can't hold, and write down what follows from it."""
    for part in _parts(node.test):
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and _is_about_shapes(part):
            _check(machine, part, frame)
        if machine.generic is not None and isinstance(part, ast.Compare):
            _equate(machine, part, frame)
        elif isinstance(part, ast.Compare) and any(map(_has_sizes, _sides(machine, part, frame))):
            machine.promising.update(machine.running)
    known = holds(machine, node.test, frame)
    if machine.generic is not None:
        return NEXT
    if known is None:
        machine.exits.pass_raise()
    if known is False:
        fail(machine, frozenset({"AssertionError"}), node)
    else:
        machine.assume(node.test, True, frame)
    return NEXT


def _equate(machine: Machine, part: ast.Compare, frame: Frame) -> None:
    """Let what a trial supposes of sizes have what an assertion says of them; tell where it cannot hold."""
    generic = machine.generic
    sides = _sides(machine, part, frame)
    if generic is None or not sides:
        return
    sides = list(map(generic.solved, sides))
    if all(isinstance(side, (int, Dim)) for side in sides):
        sides = [(side,) for side in sides]
    left, right = sides
    if any(isinstance(side, Opaque) and side.kind == "shape" for side in sides):
        machine.assume(part, True, frame)
    if not isinstance(left, tuple) or not isinstance(right, tuple):
        return
    if not generic.agree(left, right, _numbers(part)):
        machine.tell(Asserted(frame.site(part), left, right, Verdict.NO, None, machine.is_guarded, machine.doubt))
    elif machine.trace is not None:
        machine.trace.required(frame.site(part), left, right)


def _numbers(part: ast.Compare) -> frozenset[int]:
    """Give the axes of a shape that are written as numbers in an equation."""
    written = [getattr(side, "elts", [side]) for side in (part.left, part.comparators[0])]
    return frozenset(axis for side in written for axis, size in enumerate(side) if isinstance(size, ast.Constant))


def _sides(machine: Machine, part: ast.Compare, frame: Frame) -> list[Value]:
    """Give both sides of an equation; nothing of any other comparison."""
    if len(part.ops) != 1 or not isinstance(part.ops[0], ast.Eq):
        return []
    with machine.taken_back():
        return [machine.evaluate(side, frame) for side in (part.left, part.comparators[0])]


def _has_sizes(value: Value) -> bool:
    return isinstance(value, Dim) or (isinstance(value, tuple) and any(isinstance(item, Dim) for item in value))


def _parts(test: ast.expr) -> list[ast.expr]:
    """Give what must hold each on its own: the parts of a conjunction."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [inner for part in test.values for inner in _parts(part)]
    return [test]


def _is_about_shapes(part: ast.Compare) -> bool:
    return any(isinstance(inner, ast.Attribute) and inner.attr in _OF_SHAPES for inner in ast.walk(part))


def _check(machine: Machine, part: ast.Compare, frame: Frame) -> None:
    with machine.taken_back():
        known = truth(machine.evaluate(part, frame))
        if known is not False:
            return
        sides: list[Value] = [machine.evaluate(side, frame) for side in (part.left, part.comparators[0])]
    if any(isinstance(side, Opaque) for side in sides):
        return
    nodes = (part.left, part.comparators[0])
    sides = [_worded(side, node, frame) for side, node in zip(sides, nodes, strict=True)]
    operand = None
    for side in (part.left, part.comparators[0]):
        path = shape_path(side) or shape_path(getattr(side, "value", None))
        value = None if path is None else read_path(machine, path, frame)
        if isinstance(value, Array) and path is not None and operand is None:
            if isinstance(value, Assumed):
                return
            text = frame.source.segment(path)
            operand = Array(value.shape, value.kind, text, machine.origins.trace(value))
            machine.origins.hand_on(value, operand)
    guarded = machine.is_guarded or "AssertionError" in machine.expected
    machine.tell(Asserted(frame.site(part), sides[0], sides[1], Verdict.NO, operand, guarded, machine.doubt))


class _Text(str):
    """A part of the source that stands for its value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _worded(value: Value, node: ast.expr, frame: Frame) -> Value:
    """Give a value with the parts that are no sizes, as messages have them: as the source does."""
    if isinstance(value, (int, float, Dim, Array, str, Shape)) or value is None:
        return value
    if isinstance(value, tuple):
        parts = node.elts if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) == len(value) else ()
        written = [part for part in parts if not isinstance(part, ast.Starred)]
        if len(written) == len(value):
            return tuple(_worded(item, part, frame) for item, part in zip(value, written, strict=True))
        if all(isinstance(item, (int, Dim)) for item in value):
            return value
    return _Text(frame.source.segment(node))
