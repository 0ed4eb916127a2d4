"""Calls of NumPy's generalized universal functions with all their keywords: `out`, `axes`, `axis`, `keepdims`.

References: NumPy reference, "Universal functions (ufunc)", optional keyword arguments.
"""

from collections.abc import Sequence

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, Distinct, RankIs, Valid
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    common_kind,
    flag,
    int_of,
    out_array,
    sizes_of,
    stretch,
)
from shapecheck.ops.choices import RESULT, axis_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined
from shapecheck.ops.signature import Signature, apply_signature, parse_signature, present_labels
from shapecheck.ops.values import Unknown, Value

__all__ = ["CORE_OF_RESULT", "NOT_GIVEN", "call_gufunc"]

# What `axis` and `keepdims` have when they are left out: NumPy refuses None, and False too where it cannot keep axes.
NOT_GIVEN = ...
CORE_OF_RESULT = Phrase("a core size of the result")


def call_gufunc(
    text: str,
    operands: Sequence[Array],
    claims: Claims,
    *,
    out: Value = None,
    axes: Value = NOT_GIVEN,
    axis: Value = NOT_GIVEN,
    keepdims: Value = NOT_GIVEN,
    what: str = Phrase("core sizes"),
) -> Outcome:
    """Give the outcome of a function with one result and the signature `text`.

    `what` names the core sizes in the claim that they agree: `inner sizes`.
    """
    signature = parse_signature(text)
    if out is None and axes is NOT_GIVEN and axis is NOT_GIVEN and keepdims is NOT_GIVEN:
        (sizes,) = apply_signature(signature, operands, claims, what)
        return Outcome(Array(Shape(sizes), common_kind(*operands)), tuple(claims))
    inputs, output = _core_labels(signature, operands, claims)
    kept = keepdims is not NOT_GIVEN and _keepdims(text, signature, keepdims)
    if kept:
        output = inputs[0]
    if axis is not NOT_GIVEN:
        if axes is not NOT_GIVEN:
            raise Refuted(Valid(Phrase("axis and axes cannot both be given")))
        axes = _axes_of_axis(text, signature, axis, kept)
    target = out_array(out)
    if axes is NOT_GIVEN:
        cores, places = None, None
    else:
        *values, last = _entries(axes, len(operands), len(output), bool(signature.outputs[0]))
        cores = [_core_axes(*pair, claims) for pair in zip(values, operands, map(len, inputs), strict=True)]
        places = last
    (sizes,) = apply_signature(signature, operands, claims, what, cores)
    loop = sizes if kept else sizes[: len(sizes) - len(output)]
    core: tuple[Size, ...] = (1,) * len(output) if kept else sizes[len(loop) :]
    kind = common_kind(*operands)
    result = Array(Shape((*loop, *core)), kind, RESULT) if target is None else target
    claims.require(RankIs(result, len(core)))
    at = tuple(range(len(sizes_of(result)) - len(core), len(sizes_of(result))))
    if places is not None:
        at = _core_axes(places, result, len(core), claims)
    if target is None:
        return Outcome(Array(Shape(_placed(loop, core, at)), kind), tuple(claims))
    _fill(target, loop, core, at, claims)
    return Outcome(target, tuple(claims))


def _core_labels(
    signature: Signature, operands: Sequence[Array], claims: Claims
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Give the labels of the core axes that each operand and the result have."""
    absent: set[str] = set()
    inputs = []
    for labels, operand in zip(signature.inputs, operands, strict=True):
        inputs.append(present_labels(labels, len(sizes_of(operand)), absent))
        claims.require(RankIs(operand, len(inputs[-1])))
    return inputs, tuple(label for label in signature.outputs[0] if label not in absent)


def _keepdims(text: str, signature: Signature, keepdims: Value) -> bool:
    if signature.outputs[0] or len({len(labels) for labels in signature.inputs}) > 1:
        raise Refuted(Valid(Phrase("keepdims cannot be given with the signature {text}", text=text)))
    return flag(keepdims)


def _axes_of_axis(text: str, signature: Signature, axis: Value, kept: bool) -> Value:
    labels = {label for labels in (*signature.inputs, *signature.outputs) for label in labels}
    if len(labels) > 1:
        raise Refuted(Valid(Phrase("axis cannot be given with the signature {text}", text=text)))
    own = (int_of(axis, "axis"),)
    return [*(own for _ in signature.inputs), own if kept else ()]


def _entries(axes: Value, count: int, kept: int, has_core: bool) -> list[Value]:
    """Give the entry of `axes` for each operand and the result; that of a result without core axes may be left out."""
    if isinstance(axes, Unknown):
        raise Undetermined
    if not isinstance(axes, list):
        raise Refuted(Valid(Phrase("axes must be a list")))
    if len(axes) == count and not has_core:
        return [*axes, tuple(range(-kept, 0))]
    if len(axes) != count + 1:
        raise Refuted(
            Valid(
                Phrase(
                    "axes must have an entry for each of {count} operands and the result (got {wanted})",
                    count=count,
                    wanted=len(axes),
                )
            )
        )
    return axes


def _core_axes(entry: Value, operand: Array, count: int, claims: Claims) -> tuple[int, ...]:
    """Read the core axes of one operand: as many as it has, or an integer for one."""
    if isinstance(entry, Unknown):
        raise Undetermined
    if isinstance(entry, list) or (not isinstance(entry, tuple) and count != 1):
        raise Refuted(Valid(Phrase("an entry of axes must be a tuple of {count} axes", count=count)))
    values = entry if isinstance(entry, tuple) else (entry,)
    if len(values) != count:
        raise Refuted(
            Valid(Phrase("an entry of axes must have {count} axes (got {wanted})", count=count, wanted=len(values)))
        )
    rank = len(sizes_of(operand))
    found = []
    for value in values:
        axis = int_of(value, "axis")
        claims.require(axis_within(axis, rank, operand))
        found.append(axis % rank)
    claims.require(Distinct(tuple(found), Phrase("axes")))
    return tuple(found)


def _placed(loop: tuple[Size, ...], core: tuple[Size, ...], at: tuple[int, ...]) -> tuple[Size, ...]:
    """Put the core sizes at their axes among the others."""
    others = iter(loop)
    cores = dict(zip(at, core, strict=True))
    return tuple(cores[axis] if axis in cores else next(others) for axis in range(len(loop) + len(core)))


def _fill(target: Array, loop: tuple[Size, ...], core: tuple[Size, ...], at: tuple[int, ...], claims: Claims) -> None:
    """Require that the result fits `out`: the core sizes agree, the other axes are stretched."""
    for axis, size in zip(at, core, strict=True):
        if target.shape.axis(axis) != size:
            claims.require(Agree(Axis(target, axis), Quantity(size, CORE_OF_RESULT), Phrase("sizes of out")))
    rest = tuple(size for axis, size in enumerate(sizes_of(target)) if axis not in at)
    stretch(Array(Shape(loop), name=RESULT), Array(Shape(rest), name="out"), claims)
