"""What a condition says of the values in it, once it is known to hold or not: `X.ndim == 2`, `b is None`."""

import ast
from dataclasses import replace
from typing import TypeGuard

from shapecheck.core.array import Array, Bare
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.infer.events import Agreed
from shapecheck.infer.evidence import is_foreign
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.paths import read_path, write_path
from shapecheck.infer.records import MATRIX, TABLE
from shapecheck.infer.values import FOREIGN, INTEGER, Assumed, Native, Opaque, Tensor, Union, Value
from shapecheck.ops.values import Dtype

__all__ = ["assume", "integer_of", "size_of", "suppose_rank", "with_axis", "with_rank", "with_sizes"]


def assume(machine: Machine, condition: ast.expr, truth: bool, frame: Frame) -> None:
    """Write down what follows from a condition that has the given truth."""
    if machine.generic is None:
        _assume(machine, condition, truth, frame)
        return
    machine.generic.assumes = True
    try:
        _assume(machine, condition, truth, frame)
    finally:
        machine.generic.assumes = False


def _assume(machine: Machine, condition: ast.expr, truth: bool, frame: Frame) -> None:
    match condition:
        case ast.UnaryOp(ast.Not(), inner):
            _assume(machine, inner, not truth, frame)
        case ast.BoolOp(operator, parts) if isinstance(operator, ast.And) == truth:
            for part in parts:
                _assume(machine, part, truth, frame)
        case ast.Compare(left, comparing, sides) if truth or len(comparing) == 1:
            for own, how, other in zip([left, *sides], comparing, sides, strict=False):
                _assume_comparison(machine, own, how, other, truth, frame)
        case ast.Call(ast.Name("isinstance"), [path, ast.expr() as kind]):
            _assume_type(machine, path, kind, truth, frame)
        case ast.Call(ast.Name() | ast.Attribute() as function, [path], []):
            if isinstance(read_path(machine, path, frame), Array) and _is(machine, function, "numpy.isscalar", frame):
                _assume_scalar(machine, path, truth, frame)


def _assume_comparison(
    machine: Machine, left: ast.expr, operator: ast.cmpop, right: ast.expr, truth: bool, frame: Frame
) -> None:
    holds_equal = isinstance(operator, (ast.Eq, ast.Is)) if truth else isinstance(operator, (ast.NotEq, ast.IsNot))
    if not holds_equal:
        return
    if isinstance(operator, (ast.Eq, ast.NotEq)):
        _agree(machine, left, right, frame)
    for one, other in ((left, right), (right, left)):
        match one:
            case ast.Attribute(path, "shape") if isinstance(other, (ast.Tuple, ast.Attribute, ast.Name)):
                sizes = _sizes(machine, _peek(machine, other, frame))
                if sizes is not None:
                    with_sizes(machine, path, sizes, frame)
            case ast.Attribute(path, "ndim") | ast.Call(ast.Name("len"), [ast.Attribute(path, "shape")]):
                rank = _peek(machine, other, frame)
                if type(rank) is int and 0 <= rank <= 64:
                    with_rank(machine, path, rank, frame)
            case ast.Subscript(ast.Attribute(path, "shape"), index):
                axis, size = _peek(machine, index, frame), _peek(machine, other, frame)
                if type(axis) is int and (type(size) is int or isinstance(size, Dim)):
                    with_axis(machine, path, axis, size, frame)
            case ast.Name() if isinstance(other, ast.Constant) and isinstance(other.value, (str, type(None))):
                if isinstance(read_path(machine, one, frame), Opaque):
                    write_path(machine, one, other.value, frame)


_OF_SIZES = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Tuple)


def _agree(machine: Machine, left: ast.expr, right: ast.expr, frame: Frame) -> None:
    """Tell that sizes with names of their own are equal."""
    if not isinstance(left, _OF_SIZES) or not isinstance(right, _OF_SIZES):
        return
    sides = [_peek(machine, side, frame) for side in (left, right)]
    sizes = [_sizes(machine, side if isinstance(side, tuple) else (side,)) for side in sides]
    if sizes[0] is not None and sizes[1] is not None and len(sizes[0]) == len(sizes[1]):
        for own, other in zip(*sizes, strict=True):
            if isinstance(own, Dim) or isinstance(other, Dim):
                machine.symbols.note_agreed(own, other)
                machine.tell(Agreed(frame.site(left), own, other))


_OWN_ARRAYS = frozenset({"MaskedArray", "matrix", "memmap", "recarray"})  # NumPy's arrays that are not plain ones


def _assume_type(machine: Machine, path: ast.expr, kind: ast.expr, truth: bool, frame: Frame) -> None:
    value = read_path(machine, path, frame)
    if not isinstance(value, (Array, Opaque)):
        return
    type_ = _peek(machine, kind, frame)
    if type_ == Native("numpy.ndarray"):
        _assume_array(machine, path, value, truth, frame)
    elif not truth:
        return
    elif is_foreign(type_):
        if not isinstance(value, Tensor):
            write_path(machine, path, machine.opaque(FOREIGN, value.name), frame)
    elif isinstance(value, Array):
        single = isinstance(kind, (ast.Attribute, ast.Name)) and not isinstance(type_, (tuple, Union))
        if single and not isinstance(type_, Dtype) and not (isinstance(type_, Native) and _is_plain(type_.name)):
            write_path(machine, path, machine.opaque(name=value.name), frame)  # of which the rules know nothing
    elif isinstance(type_, Native) and type_.name in _PLAIN_TYPES and value.kind is None:
        made = machine.opaque(type_.name.removeprefix("builtins."), value.name)
        made.size = value.size
        write_path(machine, path, made, frame)


_PLAIN_TYPES = frozenset({"builtins.int", "builtins.float", "builtins.str", "builtins.bool"})


def _assume_array(machine: Machine, path: ast.expr, value: Array | Opaque, truth: bool, frame: Frame) -> None:
    """Write down that a value is an array of NumPy's, or a scalar where it came from NumPy and is none."""
    if isinstance(value, Opaque):
        if truth:
            write_path(machine, path, Array(UNKNOWN_SHAPE, name=value.name, bare=Bare.ARRAY), frame)
    elif truth:
        _write(machine, path, value, Array(value.shape, value.kind, value.name, bare=Bare.ARRAY), frame)
    elif not isinstance(value, Assumed) and value.may_be_bare:
        _write(machine, path, value, replace(value, shape=SCALAR, bare=value.bare & ~Bare.ARRAY), frame)


def _assume_scalar(machine: Machine, path: ast.expr, truth: bool, frame: Frame) -> None:
    """Write down what `np.isscalar` says of an array."""
    value = read_path(machine, path, frame)
    if isinstance(value, Array) and not isinstance(value, Assumed) and value.may_be_bare:
        bare = value.bare & ~Bare.ARRAY if truth else Bare.ARRAY
        _write(machine, path, value, replace(value, shape=SCALAR if truth else value.shape, bare=bare), frame)


def _is(machine: Machine, node: ast.expr, name: str, frame: Frame) -> bool:
    """Tell whether an expression is a function outside of the program, by its full name."""
    return bool(_peek(machine, node, frame) == Native(name))


def _is_plain(type_: str) -> bool:
    """Tell whether arrays of a type are NumPy's plain ones, or numbers."""
    return type_.startswith(("builtins.", "numbers.", "numpy.")) and type_.rpartition(".")[2] not in _OWN_ARRAYS


def _peek(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate once more what the condition has evaluated, without telling of it."""
    with machine.taken_back():
        return machine.evaluate(node, frame)


def _sizes(machine: Machine, value: Value) -> tuple[Size, ...] | None:
    if not isinstance(value, tuple):
        return None
    sizes: list[Size] = []
    for item in value:
        if type(item) is int or isinstance(item, Dim):
            sizes.append(item)
        elif isinstance(item, Opaque):
            sizes.append(size_of(machine, item))
        else:
            return None
    return tuple(sizes)


def size_of(machine: Machine, value: Opaque) -> Size:
    """Give the size that a value is, which is not known but is used as one."""
    if value.size is None:
        value.size = machine.symbols.named(value.name or "size", rigid=value.rigid)
    return value.size


def integer_of(machine: Machine, value: Opaque) -> Size:
    """Give the size that a value is, and write down that it is an integer: what it was used for takes nothing else."""
    if value.kind is None and INTEGER not in value.cells:
        machine.journal.write(value, INTEGER, True)
    return size_of(machine, value)


def with_sizes(machine: Machine, path: ast.expr, sizes: tuple[Size, ...], frame: Frame) -> None:
    """Write down that an array has a shape: sizes that were not known are these now."""
    value = read_path(machine, path, frame)
    if isinstance(value, Opaque):
        if _may_be_array(value):
            _write(machine, path, value, Assumed(Shape(sizes), name=value.name), frame)
    elif isinstance(value, Array):
        rank = value.shape.rank
        if rank is not None and rank != len(sizes):
            return
        own = [value.shape.axis(axis) for axis in range(len(sizes))] if rank is not None else [None] * len(sizes)
        kept = tuple(mine if type(mine) is int else said for mine, said in zip(own, sizes, strict=True))
        _write(machine, path, value, replace(value, shape=Shape(kept)), frame)


def _may_be_array(value: Value) -> TypeGuard[Opaque | Array]:
    """Tell whether a value that has a shape may be an array: a matrix or a tensor is not modelled as one."""
    return isinstance(value, Array) or (isinstance(value, Opaque) and value.kind not in {FOREIGN, MATRIX, TABLE})


def with_rank(
    machine: Machine, path: ast.expr, rank: int, frame: Frame, names: tuple[str, ...] = (), *, may_be_zero: bool = True
) -> None:
    """Write down that an array has so many axes; `names` says what the source calls their sizes."""
    value = read_path(machine, path, frame)
    if not _may_be_array(value) or (isinstance(value, Array) and value.shape.rank is not None):
        return
    shape = value.shape if isinstance(value, Array) else UNKNOWN_SHAPE
    if shape.least_rank > rank:
        return
    middle = rank - shape.least_rank
    new = tuple(
        machine.symbols.named(
            names[len(shape.before) + place] if names else f"{_name(path)}_{place}", may_be_zero=may_be_zero
        )
        for place in range(middle)
    )
    for name, size in zip(names[len(shape.before) :], new, strict=False):
        machine.symbols.said.update(symbols_of(size) if name else ())
    found = Shape((*shape.before, *new, *shape.after))
    made = Assumed(found, name=value.name) if isinstance(value, Opaque) else replace(value, shape=found)
    _write(machine, path, value, made, frame)


def with_axis(machine: Machine, path: ast.expr, axis: int, size: Size | None, frame: Frame, name: str = "") -> None:
    """Write down that an array has an axis, with a size if that is known."""
    value = read_path(machine, path, frame)
    if not _may_be_array(value) or not -64 <= axis < 64:
        return
    shape = value.shape if isinstance(value, Array) else UNKNOWN_SHAPE
    own = shape.axis(axis)
    if own is not None:
        if size is not None and isinstance(own, Dim):
            _replace(machine, path, value, _replaced(shape, axis, size), frame)
        return
    if shape.rank is not None:
        return
    # The axis may be one of those that are known from the other end: there are so many more at least.
    more = (axis + 1 if axis >= 0 else -axis) - shape.least_rank
    if more <= 0:
        return
    first = len(shape.before) if axis >= 0 else -len(shape.after) - more
    places = range(first, first + more)
    made: list[Size] = [machine.symbols.named(name if name and at == axis else f"{_name(path)}_{at}") for at in places]
    if size is not None and axis in places:
        made[places.index(axis)] = size
    if axis >= 0:
        found = Shape((*shape.before, *made), shape.run, shape.after)
    else:
        found = Shape(shape.before, shape.run, (*made, *shape.after))
    _replace(machine, path, value, found, frame)


def suppose_rank(machine: Machine, path: ast.expr, frame: Frame) -> None:
    """Write down that an array most likely has the axes that are known of it, and no more."""
    value = read_path(machine, path, frame)
    if isinstance(value, Array) and value.shape.rank is None and value.likely.rank is None:
        supposed = Shape((*value.shape.before, *value.shape.after))
        _write(machine, path, value, replace(value, supposed=supposed), frame)


def _replaced(shape: Shape, axis: int, size: Size) -> Shape:
    if axis >= 0:
        before = list(shape.before)
        before[axis] = size
        return Shape(tuple(before), shape.run, shape.after)
    if shape.run is None:
        return _replaced(shape, axis + len(shape.before), size)
    after = list(shape.after)
    after[axis] = size
    return Shape(shape.before, shape.run, tuple(after))


def _replace(machine: Machine, path: ast.expr, value: Opaque | Array, shape: Shape, frame: Frame) -> None:
    made = Assumed(shape, name=value.name) if isinstance(value, Opaque) else replace(value, shape=shape)
    _write(machine, path, value, made, frame)


def _write(machine: Machine, path: ast.expr, value: Value, made: Array, frame: Frame) -> None:
    """Write down what more is known of an array, which is still the same one."""
    if machine.generic is not None:
        made = machine.generic.refined(value, made)
    if isinstance(value, Array):
        machine.origins.hand_on(value, made)
    write_path(machine, path, made, frame)


def _name(path: ast.expr) -> str:
    return ast.unparse(path) if isinstance(path, (ast.Name, ast.Attribute)) else "size"
