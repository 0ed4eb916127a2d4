"""Methods of the binary universal functions: `numpy.add.reduce`, `accumulate`, `reduceat`, `outer`, `at`.

Which functions have an identity, and which may be reduced along several axes, is NumPy's table in
`numpy/_core/code_generators/generate_umath.py`.
"""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import AtLeast, RankIs, Valid
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    broadcast_into,
    into,
    kind_of,
    out_array,
    sizes_of,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.families.counting import unless_empty
from shapecheck.ops.families.cumulative import accumulated_into
from shapecheck.ops.families.elementwise import UFUNCS, outputs
from shapecheck.ops.families.indexing import getitem
from shapecheck.ops.families.reductions import NOT_EMPTY, has_identity, number_initial, reduced, reduced_axes
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, rule
from shapecheck.ops.values import Value

_read = array  # for a rule that has a parameter named `array`

_IDENTITY = """add bitwise_and bitwise_or bitwise_xor gcd hypot logaddexp logaddexp2 logical_and logical_or logical_xor
    multiply"""
_REORDERABLE = "fmax fmin maximum minimum"
_ORDERED = """arctan2 atan2 bitwise_left_shift bitwise_right_shift copysign divide floor_divide float_power fmod
    heaviside lcm left_shift mod nextafter pow power remainder right_shift subtract true_divide"""
# Their result is a boolean, so that only booleans can be reduced.
_TESTS = "equal greater greater_equal less less_equal not_equal"
# Its operands have different kinds, so that it cannot be reduced at all.
_UNREDUCED = "ldexp"
_NOT_EMPTY = Phrase("it may not have size 0")


def _names(functions: str, method: str) -> tuple[str, ...]:
    return tuple(f"numpy.{function}.{method}" for function in sorted(functions.split()))


_REDUCIBLE = " ".join((_IDENTITY, _REORDERABLE, _ORDERED, _TESTS))
_BINARY = f"{_REDUCIBLE} {_UNREDUCED}"


def _reduce(names: tuple[str, ...], identity: bool, reorderable: bool) -> Rule:
    if reorderable:
        form = Phrase("the axes are dropped, axis 0 by default; with keepdims they stay with size 1")
    else:
        form = Phrase("the axis is dropped, axis 0 by default; with keepdims it stays with size 1")
    if not identity:
        form = Phrase("{left}; {right}", left=form, right=NOT_EMPTY if reorderable else _NOT_EMPTY)

    @rule(*names, form=form, own=False)
    def reduce(
        array: Value,
        axis: Value = 0,
        dtype: Value = None,
        out: Value = None,
        keepdims: Value = False,
        initial: Value = ...,
        where: Value = True,
    ) -> Outcome:
        number_initial(initial, kind_of(dtype, _read(array).kind))
        if not reorderable:
            _one_axis(array, axis)
        some = has_identity(initial, identity)
        return reduced(array, axis, out_array(out), keepdims, where=where, identity=some)

    return reduce


def _one_axis(a: Value, axis: Value) -> None:
    operand = array(a)
    if len(reduced_axes(operand, axis, Claims())) > 1:
        raise Refuted(Valid(Phrase("the operation depends on the order of the elements and takes one axis only")))


REDUCE = (
    _reduce(_names(_IDENTITY, "reduce"), True, True),
    _reduce(_names(_REORDERABLE, "reduce"), False, True),
    _reduce(_names(f"{_ORDERED} {_TESTS}", "reduce"), False, False),
)


def _single(operand: Array, axis: Value, claims: Claims) -> int:
    """Read the axis of `accumulate` and `reduceat`: one, alone or in a tuple, or None for the only one."""
    claims.require(RankIs(operand, 1))
    axes = reduced_axes(operand, axis, claims)
    if len(axes) != 1:
        raise Refuted(Valid(Phrase("there must be one axis (got {count})", count=len(axes))))
    return axes[0]


@rule(*_names(_REDUCIBLE, "accumulate"), form=Phrase("the same shape"), own=False)
def accumulate(array: Value, axis: Value = 0, dtype: Value = None, out: Value = None) -> Outcome:
    """Rule of `numpy.add.accumulate(array)`."""
    return _accumulated(array, axis, dtype, out)


def _accumulated(a: Value, axis: Value, dtype: Value, out: Value) -> Outcome:
    operand, claims = array(a), Claims()
    _single(operand, axis, claims)
    return Outcome(accumulated_into(out_array(out), sizes_of(operand), None, claims), tuple(claims))


@rule(
    *_names(_REDUCIBLE, "reduceat"),
    form=Phrase("the axis gets as many as there are indices, each of them in range"),
    own=False,
)
def reduceat(array: Value, indices: Value, axis: Value = 0, dtype: Value = None, out: Value = None) -> Outcome:
    """Rule of `numpy.add.reduceat(array, indices)`."""
    return _reduced_at(array, indices, axis, dtype, out)


def _reduced_at(a: Value, indices: Value, axis: Value, dtype: Value, out: Value) -> Outcome:
    operand, claims = array(a), Claims()
    at = _single(operand, axis, claims)
    chosen = array(indices)
    claims.require(RankIs(chosen, 1, 1))
    (count,) = sizes_of(chosen)
    place = Axis(operand, at)
    if isinstance(indices, (list, tuple)):
        for value in indices:
            if not isinstance(value, (int, Dim)):
                raise Undetermined
            claims.require(index_within(value, 0, place.size, place))
    else:
        some = AtLeast(Quantity(place.size, Phrase("the size of axis {axis}", axis=at)), 1)
        unless_empty(count, some, claims, Phrase("there is an element for each index"))
    sizes: tuple[Size, ...] = (*sizes_of(operand)[:at], count, *sizes_of(operand)[at + 1 :])
    return Outcome(accumulated_into(out_array(out), sizes, None, claims), tuple(claims))


@rule(*_names(_BINARY, "outer"), form=Phrase("the axes of A, then those of B"), own=False)
def outer(
    A: Value,
    B: Value,
    /,
    *outs: Value,
    out: Value = ...,
    where: Value = True,
    casting: Value = "same_kind",
    order: Value = "K",
    dtype: Value = None,
    subok: Value = True,
    signature: Value = None,
    sig: Value = None,
) -> Outcome:
    """Rule of `numpy.add.outer(A, B)`: as the function itself on `A` with an axis of size 1 for each axis of `B`."""
    left, right = array(A), array(B)
    (target,) = outputs(outs, out, 1)
    claims = Claims()
    ones = (1,) * len(sizes_of(right))
    operands = [Array(Shape((*sizes_of(left), *ones)), name=left.name, origins=left.origins), right]
    if where is not True:
        operands.append(array(where))
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    return Outcome(into(target, shape, None, claims), tuple(claims))


@rule("numpy.divmod.outer", form=Phrase("the axes of A, then those of B: quotients and remainders"), own=False)
def divmod_outer(
    A: Value,
    B: Value,
    /,
    *outs: Value,
    out: Value = ...,
    where: Value = True,
    casting: Value = "same_kind",
    order: Value = "K",
    dtype: Value = None,
    subok: Value = True,
    signature: Value = None,
    sig: Value = None,
) -> Outcome:
    """Rule of `numpy.divmod.outer(A, B)`."""
    if any(target is not None for target in outputs(outs, out, 2)):
        raise Undetermined
    found = outer.function(A, B, where=where)
    return Outcome((found.result, found.result), found.claims)


@rule(*_names(_BINARY, "at"), form=Phrase("in place: b is stretched to a[indices]; returns None"), own=False)
def at(a: Value, indices: Value, b: Value = ..., /) -> Outcome:
    """Rule of `numpy.add.at(a, indices, b)`: gives None."""
    if b is ...:
        raise Refuted(Valid(Phrase("the second operand is missing")))
    found = getitem.function(a, indices)
    claims = Claims(found.claims)
    broadcast_into(array(b), Array(array(found.result).shape, name="a[indices]"), claims)
    return Outcome(None, tuple(claims), found.fresh)


_UNARY = [name for ufunc in UFUNCS if ufunc.form == "()->()" for name in ufunc.names]


@rule(*(f"{name}.at" for name in _UNARY), form=Phrase("in place on a[indices]; returns None"), own=False)
def unary_at(a: Value, indices: Value, /) -> Outcome:
    """Rule of `numpy.negative.at(a, indices)`: gives None."""
    found = getitem.function(a, indices)
    return Outcome(None, found.claims, found.fresh)
