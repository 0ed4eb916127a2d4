"""What the checks of scikit-learn give: arrays of NumPy's with the axes that they ensure.

References: the API documentation of scikit-learn, "Input and parameter validation" of `sklearn.utils`.
"""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.values import Assumed, Library, Value

__all__ = ["VALIDATION"]

_UNCHECKED = "no_validation"  # what `validate_data` is given for what it need not look at


def _table_of(machine: Machine, value: Value, accepts_sparse: Value, keywords: Mapping[str, Value]) -> Value:
    """Return an argument as `check_array` gives it back: with two axes, unless the call says otherwise."""
    is_plain = isinstance(value, Array) and not isinstance(value, Assumed)
    flags = [keywords.get("ensure_2d", True), keywords.get("allow_nd", False)]
    if is_faulty(value) or not all(isinstance(flag, bool) for flag in flags):
        return machine.opaque("error" if is_faulty(value) else None)
    if accepts_sparse is not False and not is_plain:
        return machine.opaque()  # a sparse matrix comes back as one
    shape = value.shape if is_plain else UNKNOWN_SHAPE
    if not flags[0]:
        return Array(shape)
    if shape.rank is not None:
        return Array(shape) if shape.rank == 2 or (flags[1] and shape.rank > 2) else machine.opaque()
    if shape.least_rank > 2:
        return machine.opaque()
    sizes = tuple(
        shape.axis(axis) if shape.axis(axis) is not None else machine.symbols.named("size") for axis in (0, 1)
    )
    return Array(Shape(tuple(size for size in sizes if size is not None), "..." if flags[1] else None))


def _column(machine: Machine, value: Value) -> Value:
    """Return an argument as `column_or_1d` gives it back: with one axis."""
    if is_faulty(value):
        return value
    known = isinstance(value, Array) and not isinstance(value, Assumed) and value.shape.rank in {1, 2}
    return Array(Shape((value.shape.before[0] if known else machine.symbols.named("size"),)))


def _pair(machine: Machine, table: Value, column: Value, keywords: Mapping[str, Value]) -> Value:
    """Return both arguments of `check_X_y`, which have equally many rows."""
    if keywords.get("multi_output", False) is not False:
        return table, machine.opaque()
    made = _column(machine, column)
    if isinstance(table, Array) and isinstance(made, Array) and table.shape.axis(0) is not None:
        rows = table.shape.before[0]
        known = made.shape.before[0]
        made = Array(Shape((rows if not isinstance(known, int) else known,)))
    return table, made


def _check_array(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    array, accepts = _arguments(values, keywords, ("array", "accept_sparse"), (None, False))
    return _table_of(machine, array, accepts, keywords)


def _check_both(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    table, column, accepts = _arguments(values, keywords, ("X", "y", "accept_sparse"), (None, None, False))
    return _pair(machine, _table_of(machine, table, accepts, keywords), column, keywords)


def _validate(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    """Return what `validate_data(self, X, y)` gives: both that are given, or the one."""
    _, table, column = _arguments(values, keywords, ("_estimator", "X", "y"), (None, _UNCHECKED, _UNCHECKED))
    separate = {"skip_check_array", "validate_separately"} & keywords.keys()
    if separate or isinstance(table, str):
        return machine.opaque()
    made = _table_of(machine, table, keywords.get("accept_sparse", False), keywords)
    if column is None or column == _UNCHECKED:
        return made
    # What is not known may be None, and then there is one result.
    return _pair(machine, made, column, keywords) if isinstance(column, Array) else machine.opaque()


def _check_column(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    return _column(machine, values[0] if values else keywords.get("y"))


def _generator(*_: object) -> Value:
    """Return the generator that `check_random_state` gives for a seed, or for itself."""
    return Library("numpy.random.RandomState")


def _arguments(
    values: Sequence[Value], keywords: Mapping[str, Value], names: Sequence[str], defaults: Sequence[Value]
) -> list[Value]:
    return [
        values[at] if at < len(values) else keywords.get(name, default)
        for at, (name, default) in enumerate(zip(names, defaults, strict=True))
    ]


_FUNCTIONS: Mapping[str, Builtin] = {
    "check_X_y": _check_both,
    "check_array": _check_array,
    "check_random_state": _generator,
    "column_or_1d": _check_column,
    "validate_data": _validate,
}

VALIDATION: Mapping[str, Builtin] = {
    f"{module}.{name}": run
    for name, run in _FUNCTIONS.items()
    for module in ("sklearn.utils", "sklearn.utils.validation")
}
