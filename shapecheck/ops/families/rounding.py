"""Clipping and rounding: element-wise functions whose signature is not that of a universal function."""

from shapecheck.core.array import Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, Valid
from shapecheck.core.dim import product
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, integer, into, kind_of, sizes_of
from shapecheck.ops.families.elementwise import promoted
from shapecheck.ops.rule import Claims, Outcome, Refuted, rule
from shapecheck.ops.values import Value


def _clipped(a: Value, bounds: tuple[Value, Value], out: Value, where: Value, dtype: Value) -> Outcome:
    operand, claims = array(a), Claims()
    operands = [operand, *(array(bound) for bound in bounds if bound is not None)]
    if where is not True:
        operands.append(array(where))
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    return Outcome(
        into(out, shape, kind_of(dtype, promoted(tuple(operands[: 1 + len(bounds)]), "b")), claims), tuple(claims)
    )


@rule("numpy.clip", form="(),(),()->()", own=False)
def clip(
    a: Value,
    a_min: Value = ...,
    a_max: Value = ...,
    out: Value = None,
    *,
    min: Value = ...,
    max: Value = ...,
    where: Value = True,
    casting: Value = "same_kind",
    order: Value = "K",
    dtype: Value = None,
    subok: Value = True,
    signature: Value = None,
    sig: Value = None,
) -> Outcome:
    """Rule of `numpy.clip(a, a_min, a_max)`: a bound of None is none."""
    if a_min is ... and a_max is ...:
        a_min, a_max = (None if bound is ... else bound for bound in (min, max))
    elif a_min is ... or a_max is ...:
        raise Refuted(Valid(Phrase("a_min and a_max must be given together")))
    elif min is not ... or max is not ...:
        raise Refuted(Valid(Phrase("min and max must not be given beside a_min and a_max")))
    return _clipped(a, (a_min, a_max), out, where, dtype)


@rule("ndarray.clip", form="(),(),()->()")
def clip_method(
    a: Value,
    /,
    min: Value = None,
    max: Value = None,
    out: Value = None,
    *,
    where: Value = True,
    casting: Value = "same_kind",
    order: Value = "K",
    dtype: Value = None,
    subok: Value = True,
    signature: Value = None,
    sig: Value = None,
) -> Outcome:
    """Rule of `a.clip(min, max)`."""
    return _clipped(a, (min, max), out, where, dtype)


@rule("numpy.round", "numpy.around", "ndarray.round", form="()->()", own=False)
def round_(a: Value, decimals: Value = 0, out: Value = None) -> Outcome:
    """Rule of `numpy.round(a)`: `out` has no more elements than the array."""
    operand, claims = array(a), Claims()
    integer(decimals, "decimals")
    kind = None if operand.kind == "b" else operand.kind
    given = into(out, Shape(sizes_of(operand)), kind, claims)
    if given.shape != operand.shape:
        elements = Quantity(product(sizes_of(operand)), Phrase("elements of the array"))
        claims.require(
            Agree(
                Quantity(product(sizes_of(given)), Phrase("elements of out")), elements, Phrase("numbers of elements")
            )
        )
    return Outcome(given, tuple(claims))
