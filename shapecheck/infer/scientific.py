"""Functions of SciPy and its like whose results have known shapes: what the tables of `known` say, put to work."""

import ast
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.known import (
    CONVOLUTIONS,
    DISTRIBUTIONS,
    ELEMENTWISE,
    INTERPOLATORS,
    KEEPING,
    LIKE,
    OF_A_DISTRIBUTION,
    OF_PAIRS,
    SCALERS,
    SYMMETRIC,
    TRANSFORMS,
)
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.records import VALUES, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import Assumed, Library, Listing, Native, Value
from shapecheck.ops.rule import Outcome, Undetermined, result, rule

__all__ = ["SCIENTIFIC"]

_WITHOUT_EFFECT = frozenset(  # on shapes
    """assume_a check_finite driver lapack_driver lower overwrite_a overwrite_b overwrite_x plan workers""".split()
)
_TO_SIZES = frozenset({"n", "output", "s", "shape", "type", "zi"})  # these may change a shape that is kept


def _quiet(machine: Machine, name: str, values: Sequence[Value], node: ast.expr, frame: Frame) -> Value:
    """Give what a function of NumPy's would give, without telling of it."""
    with machine.quiet():
        return apply_ruled(machine, name, values, {}, node, frame)


def _as_array(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> Array | None:
    """Give an argument as an array of NumPy's; None where nothing is known of it."""
    if isinstance(value, Array):
        return value
    if is_table(value):
        found: Array = value.cells[VALUES]
        return found
    if isinstance(value, (bool, int, float, complex, Dim)):
        return Array(SCALAR)
    if isinstance(value, (tuple, Listing)):
        made = _quiet(machine, "numpy.asarray", (value,), node, frame)
        return made if isinstance(made, Array) else None
    return None


def _broadcast(machine: Machine, values: Sequence[Value], node: ast.expr, frame: Frame) -> Value:
    """Give what an element-wise function of some arguments gives."""
    if any(map(is_faulty, values)):
        return machine.opaque("error")
    if len(values) == 1:
        return apply_ruled(machine, "numpy.exp", values, {}, node, frame)
    made = reduce(lambda left, right: _quiet(machine, "numpy.hypot", (left, right), node, frame), values)
    return machine.opaque() if is_faulty(made) else made


def _elementwise(count: int, results: int) -> Builtin:
    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        if len(values) != count or not keywords.keys() <= {"dtype", "casting"}:
            return machine.opaque("error" if any(map(is_faulty, values)) else None)
        made = _broadcast(machine, values, node, frame)
        return made if results == 1 or is_faulty(made) else (made,) * results

    return run


def _like(name: str) -> Builtin:
    """Follow the rule of a function of NumPy's for a matrix; SciPy may do otherwise with anything else."""

    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        first = values[0] if values else None
        is_matrix = isinstance(first, Array) and first.shape.rank == 2
        keywords = {key: value for key, value in keywords.items() if key not in _WITHOUT_EFFECT}
        if any(map(is_faulty, values)):
            return machine.opaque("error")
        if not is_matrix or keywords or len(values) != 1 + name.endswith((".solve", ".lstsq")):
            return machine.opaque()
        return apply_ruled(machine, name, values, {}, node, frame)

    return run


def _transform(name: str) -> Builtin:
    """Follow the rule of one of NumPy's Fourier transforms, which have the same arguments."""

    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        given = {("a" if key == "x" else key): value for key, value in keywords.items() if key not in _WITHOUT_EFFECT}
        if len(values) > 4 or not given.keys() <= {"a", "n", "s", "axis", "axes", "norm", "d"}:
            return machine.opaque("error" if any(map(is_faulty, values)) else None)
        return apply_ruled(machine, name, values, given, node, frame)

    return run


def _keeping(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give an array of the shape of the first argument."""
    if any(map(is_faulty, values)):
        return machine.opaque("error")
    first = _as_array(machine, values[0] if values else keywords.get("input"), node, frame)
    if first is None or isinstance(first, Assumed) or not keywords.keys().isdisjoint(_TO_SIZES) or first.may_be_bare:
        return machine.opaque()
    return Array(first.shape)


def _of_distribution(fixed: int | None) -> Builtin:
    """Give the value of a distribution's function for some points; `fixed` is how many arguments it then has."""

    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        if not values or (fixed is not None and len(values) > fixed):
            return machine.opaque()
        return _broadcast(machine, (*values, *keywords.values()), node, frame)

    return run


def _drawn(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Draw from a distribution: as many as its size says; the size by position is not told from other arguments."""
    size = keywords.get("size")
    if size is None or any(map(is_faulty, (*values, size))):
        return machine.opaque()
    made = apply_ruled(machine, "numpy.empty", (size,), {}, node, frame)
    if type(size) is int and size == 1 and values:
        return machine.opaque()  # of arrays of parameters there are more
    return made


def _frozen(name: str) -> Builtin:
    """Give a distribution with its parameters, where these are numbers."""

    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        numbers = all(isinstance(value, (int, float, Dim)) for value in (*values, *keywords.values()))
        return Library(f"{name}()") if numbers else machine.opaque()

    return run


def _convolved(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Convolve two arrays, with as many axes each: `full` of them, the `same` as the first, or what is `valid`."""
    mode = values[2] if len(values) > 2 else keywords.get("mode", "full")
    sides = [_as_array(machine, value, node, frame) for value in values[:2]]
    if len(sides) != 2 or len(values) > 4 or not keywords.keys() <= {"mode", "method", "axes"} or "axes" in keywords:
        return machine.opaque()
    shapes = [UNKNOWN_SHAPE if side is None else side.shape for side in sides]
    ranks = {shape.rank for shape in shapes} - {None}
    if len(ranks) != 1 or 0 in ranks:  # both have as many axes, or the call fails
        return machine.opaque()
    first, second = shapes
    if first.sizes is None or second.sizes is None:
        return Array(Shape(tuple(machine.symbols.named("size") for _ in range(next(rank for rank in ranks if rank)))))
    if mode == "same" and _are_known((*first.sizes[1:], *second.sizes)):
        return Array(first)
    sizes: list[Size] = []
    for one, other in zip(first.sizes, second.sizes, strict=True):
        known = mode == "full" and _are_known((one, other))
        sizes.append(one + other - 1 if known else machine.symbols.named("size"))
    return Array(Shape(tuple(sizes)))


def _are_known(sizes: Sequence[Size]) -> bool:
    """Tell whether sizes are numbers, and none of them zero: nothing is convolved with nothing otherwise than else."""
    return all(type(size) is int and size > 0 for size in sizes)


def _interpolator(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what interpolates values along one axis: for each point it gives one number."""
    data = _as_array(machine, values[1] if len(values) > 1 else keywords.get("y"), node, frame)
    if data is None or data.likely.rank != 1:
        return machine.opaque()
    is_known = data.shape.rank == 1

    def run(inner: Machine, given: tuple[Value, ...], others: Mapping[str, Value]) -> Value:
        points = _as_array(inner, given[0], node, frame) if len(given) == 1 and not others else None
        if points is None or isinstance(points, Assumed) or points.may_be_bare:
            return inner.opaque()
        return Array(points.shape) if is_known else Array(supposed=None if points.likely.run else points.likely)

    return Native("scipy.interpolate", (), run)


@rule(*sorted(OF_PAIRS), form="(n,k),(m,k)->(n,m)")
def _of_pairs(left: Any, right: Any, *_: Any, **_k: Any) -> Outcome:
    """Give what is computed of all pairs of rows."""
    return result((left.shape.before[0], right.shape.before[0]))


@rule(*sorted(SYMMETRIC), form="(k)->(n,n)")
def _of_each_pair(_a: Any, *_: Any, **_k: Any) -> Outcome:
    """Give a table of all pairs."""
    raise Undetermined


def _distances(name: str) -> Builtin:
    """Give the distances of all pairs of two sets of points, one per row."""

    def run(
        machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        sides = [_as_array(machine, value, node, frame) for value in values[:2]]
        ranks = [None if side is None else side.shape.rank for side in sides]
        if len(sides) != 2 or ranks != [2, 2]:
            return machine.opaque()
        made = Array(Shape(tuple(side.shape.before[0] for side in sides if side is not None)))
        machine.origins.note(made, name, _of_pairs, (*sides, *values[2:]), keywords, node, frame)
        return made

    return run


def _pairs(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], node: ast.expr, frame: Frame) -> Value:
    """Give the distances of the pairs of one set of points, each pair once."""
    points = _as_array(machine, values[0] if values else None, node, frame)
    if points is None or points.shape.rank != 2:
        return machine.opaque()
    count = points.shape.before[0]
    return Array(Shape((count * (count - 1) // 2 if type(count) is int else machine.symbols.named("pairs"),)))


def _square(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Turn the distances of pairs into a table of all, or that table into those of pairs."""
    given = _as_array(machine, values[0] if values else None, node, frame)
    rank = None if given is None or len(values) > 1 or "force" in keywords else given.shape.rank
    if rank == 1:
        size = machine.symbols.named("points")
        made = Array(Shape((size, size)))
        machine.origins.note(made, "scipy.spatial.distance.squareform", _of_each_pair, (given,), {}, node, frame)
        return made
    return Array(Shape((machine.symbols.named("pairs"),))) if rank == 2 else machine.opaque()


def _self(name: str) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        del machine, values, keywords
        return Library(name)

    return run


def _counted(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Give what a histogram shows: how many there are in each bin, where the bins end, and what is drawn."""
    data = values[0] if values else keywords.get("x")
    bins = values[1] if len(values) > 1 else keywords.get("bins")
    if not isinstance(data, Array) or data.shape.rank != 1:
        return machine.opaque()
    size: Size = bins if type(bins) is int and bins > 0 else machine.symbols.named("bins")
    del node, frame
    return Array(Shape((size,))), Array(Shape((size + 1,))), machine.opaque()


def _table() -> Mapping[str, Builtin]:
    found: dict[str, Builtin] = {}
    for (count, results), names in ELEMENTWISE.items():
        found |= {f"scipy.special.{name}": _elementwise(count, results) for name in names.split()}
    for module, functions in LIKE.items():
        found |= {f"{module}.{name}": _like(numpy) for name, numpy in functions.items()}
    for module, names in KEEPING.items():
        found |= {f"{module}.{name}": _keeping for name in names.split()}
    for name in TRANSFORMS.split():
        found[f"scipy.fft.{name}"] = _transform(f"numpy.fft.{name}")
    for name in DISTRIBUTIONS.split():
        full = f"scipy.stats.{name}"
        found[full] = _frozen(full)
        found[f"{full}.rvs"] = found[f"{full}().rvs"] = _drawn
        found |= {f"{full}.{one}": _of_distribution(None) for one in OF_A_DISTRIBUTION.split()}
        found |= {f"{full}().{one}": _of_distribution(1) for one in OF_A_DISTRIBUTION.split()}
    found |= {f"scipy.interpolate.{name}": _interpolator for name in INTERPOLATORS.split()}
    found |= {f"scipy.signal.{name}": _convolved for name in CONVOLUTIONS.split()}
    found |= {name: _distances(name) for name in OF_PAIRS}
    found |= {"scipy.spatial.distance.pdist": _pairs, **dict.fromkeys(SYMMETRIC, _square)}
    for name in SCALERS.split():
        made = f"sklearn.preprocessing.{name}()"
        found[made[:-2]] = found[f"{made}.fit"] = found[f"{made}.partial_fit"] = _self(made)
        found |= {f"{made}.{one}": _keeping for one in ("fit_transform", "transform", "inverse_transform")}
    found["matplotlib.pyplot.hist"] = _counted
    return found


SCIENTIFIC: Mapping[str, Builtin] = _table()
