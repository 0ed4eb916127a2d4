"""Reductions along axes: sums, means, extremes, tests.

References: NumPy C-API, `ufunc.reduce`, which most of them call.
"""

from shapecheck.core.array import Array, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import AtLeast, Depends, Valid
from shapecheck.core.dim import Size
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axes_of, broadcast_into, filled, flag, int_of, kind_of, sizes_of, stretch
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Value

# `...` as a default value stands for "not given", where None is itself a value.


def reduced_axes(operand: Array, axis: Value, claims: Claims) -> tuple[int, ...]:
    """Read the `axis` of a reduction by a ufunc: None, an integer or a tuple; a number has the axes 0 and -1 too."""
    if isinstance(axis, list):
        raise Refuted(Valid(Phrase("axis must be an integer or a tuple of integers (got list)")))
    if axis is not None and not isinstance(axis, tuple) and not sizes_of(operand) and int_of(axis, "axis") in {0, -1}:
        return ()
    return axes_of(operand, axis, claims)


def without(sizes: tuple[Size, ...], axes: tuple[int, ...], keepdims: bool) -> tuple[Size, ...]:
    """Give the sizes that a reduction along the axes leaves."""
    if keepdims:
        return tuple(1 if axis in axes else size for axis, size in enumerate(sizes))
    return tuple(size for axis, size in enumerate(sizes) if axis not in axes)


def some_along(operand: Array, axes: tuple[int, ...], claims: Claims) -> None:
    """Require an element along each axis: without an identity there is no result of none."""
    for axis in axes:
        size = sizes_of(operand)[axis]
        claims.require(
            AtLeast(
                Quantity(
                    size,
                    Phrase("the size of axis {axis} of {name}", axis=axis, name=operand.name or Phrase("the array")),
                ),
                1,
            )
        )


def reduced(
    a: Value,
    axis: Value,
    out: Value,
    keepdims: Value,
    *,
    kind: str | None = None,
    where: Value = True,
    identity: bool = True,
    strict: bool = False,
) -> Outcome:
    """Give the outcome of a reduction.

    `identity` says whether there is a result of no elements; `strict` refuses the axes 0 and -1 of a number, as NumPy
    does where it counts the elements by the sizes, not by a mask.
    """
    operand = array(a)
    claims = Claims()
    keep = flag(keepdims)
    if operand.shape.run is not None and axis is None and not keep and out is None and where is True:
        return result(SCALAR, () if identity else (Depends(Phrase("the array has an element")),), kind)
    axes = (_plain_axes if strict and where is True else reduced_axes)(operand, axis, claims)
    if where is not True:
        if not identity:
            raise Refuted(Valid(Phrase("a mask needs an initial value, as the operation has no identity")))
        broadcast_into(array(where), operand, claims)
    if not identity:
        some_along(operand, axes, claims)
    return Outcome(filled(out, Shape(without(sizes_of(operand), axes, keep)), kind, claims), tuple(claims))


def _plain_axes(operand: Array, axis: Value, claims: Claims) -> tuple[int, ...]:
    if isinstance(axis, list):
        raise Refuted(Valid(Phrase("axis must be an integer or a tuple of integers (got list)")))
    return axes_of(operand, axis, claims)


def has_identity(initial: Value, identity: bool) -> bool:
    """Tell whether there is a result of no elements: `initial=None` takes the identity away, a value gives one."""
    return identity if initial is ... else initial is not None


def number_initial(initial: Value, kind: str | None) -> None:
    """Refuse an initial value that is no number, where the elements, of that kind, are numbers.

    Of a list for booleans NumPy takes the truth.
    """
    if kind not in {"O", "b", None} and initial is not ... and array(initial).shape.least_rank:
        raise Refuted(Valid(Phrase("initial must be a number")))


def sum_kind(a: Value, dtype: Value = None) -> str | None:
    """Give the kind of a sum: booleans are counted."""
    own = array(a).kind
    return kind_of(dtype, "i" if own == "b" else own)


def _float_kind(a: Value, dtype: Value = None) -> str | None:
    own = array(a).kind
    return kind_of(dtype, "f" if own in {"b", "i", "u"} else own)


REDUCED = Phrase("the axes are dropped, all by default; with keepdims they stay with size 1")
NOT_EMPTY = Phrase("none of them may have size 0")


@rule(
    "numpy.sum", "numpy.prod", "numpy.nansum", "numpy.nanprod", "ndarray.sum", "ndarray.prod", form=REDUCED, own=False
)
def sum_(
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
    initial: Value = ...,
    where: Value = True,
) -> Outcome:
    """Rule of `numpy.sum(a)` and of the other reductions whose result of no elements is known."""
    kind = sum_kind(a, dtype)
    number_initial(initial, kind)
    identity = has_identity(initial, True)
    return reduced(a, axis, out, keepdims, kind=kind, where=where, identity=identity)


@rule(
    *("numpy.max", "numpy.min", "numpy.amax", "numpy.amin", "numpy.nanmax", "numpy.nanmin"),
    *("ndarray.max", "ndarray.min"),
    form=Phrase("{left}; {right}", left=REDUCED, right=NOT_EMPTY),
    own=False,
)
def max_(
    a: Value,
    axis: Value = None,
    out: Value = None,
    keepdims: Value = False,
    initial: Value = ...,
    where: Value = True,
) -> Outcome:
    """Rule of `numpy.max(a)`: no elements have no greatest one."""
    number_initial(initial, array(a).kind)
    identity = has_identity(initial, False)
    return reduced(a, axis, out, keepdims, kind=array(a).kind, where=where, identity=identity)


@rule("numpy.all", "numpy.any", form=REDUCED, own=False)
def all_(a: Value, axis: Value = None, out: Value = None, keepdims: Value = False, *, where: Value = True) -> Outcome:
    """Rule of `numpy.all(a)`; of objects it gives one of them."""
    return reduced(a, axis, out, keepdims, kind=_truth_kind(a), where=where)


@rule("ndarray.all", "ndarray.any", form=REDUCED, own=False)
def all_method(
    a: Value,
    /,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
    *,
    where: Value = True,
) -> Outcome:
    """Rule of `a.all()`, where the element type stands in front of the output."""
    return reduced(a, axis, out, keepdims, kind=kind_of(dtype, _truth_kind(a)), where=where)


def _truth_kind(a: Value) -> str | None:
    return "O" if array(a).kind == "O" else "b"


@rule("numpy.count_nonzero", form=REDUCED)
def count_nonzero(a: Value, axis: Value = None, *, keepdims: Value = False) -> Outcome:
    """Rule of `numpy.count_nonzero(a)`."""
    return reduced(a, axis, None, keepdims, kind="i")


@rule("numpy.ptp", form=Phrase("{left}; {right}", left=REDUCED, right=NOT_EMPTY))
def ptp(a: Value, axis: Value = None, out: Value = None, keepdims: Value = False) -> Outcome:
    """Rule of `numpy.ptp(a)`: the greatest less the least."""
    return reduced(a, axis, out, keepdims, kind=array(a).kind, identity=False)


@rule("numpy.mean", "ndarray.mean", form=REDUCED, own=False)
def mean(
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
    *,
    where: Value = True,
) -> Outcome:
    """Rule of `numpy.mean(a)`."""
    return reduced(a, axis, out, keepdims, kind=_float_kind(a, dtype), where=where, strict=True)


@rule("numpy.nanmean", form=REDUCED)
def nanmean(
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
    *,
    where: Value = True,
) -> Outcome:
    """Rule of `numpy.nanmean(a)`: for floats a sum and a count, which take axis 0 of a number; else the mean."""
    strict = array(a).kind in {"b", "i", "u"}
    return reduced(a, axis, out, keepdims, kind=_float_kind(a, dtype), where=where, strict=strict)


def _var(a: Value, axis: Value, out: Value, keepdims: Value, where: Value, mean: Value) -> Outcome:
    """Give the outcome of a variance; a mean that is given broadcasts with the array before it is reduced."""
    if mean is ... or mean is None:
        return reduced(a, axis, out, keepdims, kind="f", where=where, strict=True)
    operand, claims = array(a), Claims()
    keep = flag(keepdims)
    axes = (_plain_axes if where is True else reduced_axes)(operand, axis, claims)
    shape, pending = broadcast((operand, array(mean)))
    for claim in pending:
        claims.require(claim)
    differences = Array(shape, "f", Phrase("the array less the mean"))
    left = without(sizes_of(differences), reduced_axes(differences, axis, claims), keep)
    given = filled(out, Shape(left), "f", claims)
    if where is not True:
        broadcast_into(array(where), operand, claims)
        counts = Array(Shape(without(sizes_of(operand), axes, keep)), "i", Phrase("the counts"))
        stretch(counts, given, claims)
    return Outcome(given, tuple(claims))


def _require_ddof(ddof: Value, correction: Value = ...) -> None:
    """Refuse degrees of freedom that are no number, or given under both names."""
    for degrees in (ddof, correction):
        if isinstance(degrees, (list, tuple)) or (isinstance(degrees, Array) and degrees.shape != SCALAR):
            raise Undetermined
    if ddof is None or correction is None or isinstance(ddof, str):
        raise Refuted(Valid(Phrase("ddof must be a number")))
    if correction is not ... and isinstance(ddof, (int, float)) and ddof != 0:
        raise Refuted(Valid(Phrase("ddof and correction are the same and must not both be given")))


@rule("numpy.std", "numpy.var", form=REDUCED, own=False)
def std(
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    ddof: Value = 0,
    keepdims: Value = False,
    *,
    where: Value = True,
    mean: Value = ...,
    correction: Value = ...,
) -> Outcome:
    """Rule of `numpy.std(a)`."""
    _require_ddof(ddof, correction)
    return _var(a, axis, out, keepdims, where, mean)


@rule("ndarray.std", "ndarray.var", form=REDUCED)
def std_method(
    a: Value,
    /,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    ddof: Value = 0,
    keepdims: Value = False,
    *,
    where: Value = True,
    mean: Value = None,
) -> Outcome:
    """Rule of `a.std()`, which has no `correction`."""
    _require_ddof(ddof)
    return _var(a, axis, out, keepdims, where, mean)


@rule("numpy.nanstd", "numpy.nanvar", form=REDUCED)
def nanstd(
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    ddof: Value = 0,
    keepdims: Value = False,
    *,
    where: Value = True,
    mean: Value = ...,
    correction: Value = ...,
) -> Outcome:
    """Rule of `numpy.nanstd(a)`: for floats a mean that is given is stretched to the array."""
    operand = array(a)
    # Where there are no results, NumPy has nothing from which to take what is no number.
    of_none = operand.kind not in {"b", "i", "u"} and (ddof is None or correction is None)
    if not of_none:
        _require_ddof(ddof, correction)
    if operand.kind in {"b", "i", "u"}:
        return _var(operand, axis, out, keepdims, where, mean)
    claims = Claims()
    if mean is not ...:
        try:
            broadcast_into(array(mean), operand, claims)
        except Refuted:
            if operand.kind is not None:
                raise
            raise Undetermined from None  # of integers it is a mean for `var`
        if operand.kind is None and decide_all(claims) is not Verdict.YES:
            raise Undetermined
    found = reduced(operand, axis, out, keepdims, kind="f", where=where)
    if of_none and isinstance(found.result, Array) and 0 not in sizes_of(found.result):
        raise Refuted(Valid(Phrase("ddof must be a number")))
    return Outcome(found.result, (*claims, *found.claims))
