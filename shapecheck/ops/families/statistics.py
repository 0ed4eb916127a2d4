"""Order statistics, weighted means, covariances, histograms."""

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.claims import Agree, AtLeast, Depends, RankIs, Valid
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict, all_of, any_of
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axes_of,
    filled,
    flag,
    fraction_kind,
    into,
    returned,
    sizes_of,
    stretch,
)
from shapecheck.ops.choices import RESULT
from shapecheck.ops.families.reductions import NOT_EMPTY, REDUCED, reduced, some_along, without
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_METHODS = frozenset(
    """inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull linear
    median_unbiased normal_unbiased lower higher midpoint nearest""".split()
)
# These take elements as they are, and `numpy.take` wants an `out` of just the result's shape.
_TAKING = frozenset({"inverted_cdf", "closest_observation", "lower", "higher", "nearest"})


def _gathered_axes(operand: Array, axis: Value, claims: Claims) -> tuple[int, ...]:
    """Read the axes of an order statistic; NumPy gathers them into one by a reshape, and one axis needs none."""
    axes = axes_of(operand, axis, claims)
    if axis is not None and len(axes) != 1:
        left = product(without(sizes_of(operand), axes, keepdims=False))
        claims.require(AtLeast(Quantity(left, Phrase("the number of elements along the other axes")), 1))
    return axes


def _inside(out: Value, rank: int, axes: tuple[int, ...], claims: Claims) -> Value:
    """Give the part of `out` that is written where the axes are kept: its first place along each of them."""
    if not isinstance(out, Array):
        return out
    claims.require(RankIs(out, rank))
    extra = len(sizes_of(out)) - rank
    shifted = tuple(axis + extra for axis in axes)
    some_along(out, shifted, claims)
    return Array(
        Shape(without(sizes_of(out), shifted, keepdims=False)), out.kind, Phrase("the part of out that is written")
    )


def _assigned(out: Value, sizes: tuple[Size, ...], claims: Claims) -> None:
    """Require that the result can be assigned to `out`."""
    if isinstance(out, Array):
        stretch(Array(Shape(sizes), "f", RESULT), out, claims)


_OF_Q = Phrase("the axes of q in front; {form}", form=REDUCED)
_OF_Q_NOT_EMPTY = Phrase("{left}; {right}", left=_OF_Q, right=NOT_EMPTY)


@rule("numpy.median", form=REDUCED)
def median(
    a: Value, axis: Value = None, out: Value = None, overwrite_input: Value = False, keepdims: Value = False
) -> Outcome:
    """Rule of `numpy.median(a)`."""
    operand, claims = array(a), Claims()
    axes, kind = _gathered_axes(operand, axis, claims), fraction_kind(operand)
    keep = flag(keepdims)
    inner = _inside(out, len(sizes_of(operand)), axes, claims) if keep else out
    filled(inner, Shape(without(sizes_of(operand), axes, keepdims=False)), kind, claims)
    sizes = without(sizes_of(operand), axes, keep)
    return Outcome(returned(out) if isinstance(out, Array) else Array(Shape(sizes), kind), tuple(claims))


@rule("numpy.nanmedian", form=REDUCED)
def nanmedian(
    a: Value, axis: Value = None, out: Value = None, overwrite_input: Value = False, keepdims: Value = False
) -> Outcome:
    """Rule of `numpy.nanmedian(a)`: that of no elements is their mean."""
    operand = array(a)
    return _nan_statistic(operand, (), axis, out, keepdims, fraction_kind(operand))


def _nan_statistic(
    operand: Array, points: tuple[Size, ...], axis: Value, out: Value, keepdims: Value, kind: str | None
) -> Outcome:
    """Give the outcome of an order statistic without NaN; `points` are the axes that come first."""
    if isinstance(out, (Unknown, tuple)):
        raise Undetermined
    empty = at_least(0, product(sizes_of(operand)))
    if empty is Verdict.UNKNOWN:
        raise Undetermined
    if empty is Verdict.YES:  # NumPy then forgets `q`
        return reduced(operand, axis, out, keepdims, kind=kind)
    claims = Claims()
    claims.require(RankIs(Array(Shape(points), name="q"), 0, 2))
    axes = _gathered_axes(operand, axis, claims)
    rank = len(sizes_of(operand))
    keep = flag(keepdims)
    inner = _inside(out, rank, axes, claims) if keep else out
    _assigned(inner, (*points, *without(sizes_of(operand), axes, keepdims=False)), claims)
    sizes = (*points, *without(sizes_of(operand), axes, keep))
    return Outcome(returned(out) if isinstance(out, Array) else Array(Shape(sizes), kind), tuple(claims))


def _points(q: Value, operand: Array, method: Value, weights: Value, axis: Value, claims: Claims) -> tuple[Size, ...]:
    """Give the sizes of `q`; require what all the quantile functions do."""
    if operand.kind == "c":
        raise Refuted(Valid(Phrase("quantiles need real numbers")))
    if isinstance(method, str) and method not in _METHODS:
        raise Refuted(Valid(Phrase("{method!r} is not a method of numpy.quantile", method=method)))
    if weights is not None:
        if isinstance(method, str) and method != "inverted_cdf":
            raise Refuted(Valid(Phrase("weights need the method 'inverted_cdf'")))
        weighted_along(operand, array(weights), axis, claims)
    points = array(q)
    if len(sizes_of(points)) != 1:  # NumPy asks for the least of them, but along one axis reads them one by one
        claims.require(AtLeast(Quantity(product(sizes_of(points)), Phrase("the number of quantiles")), 1))
    return sizes_of(points)


@rule("numpy.percentile", "numpy.quantile", form=_OF_Q_NOT_EMPTY)
def percentile(
    a: Value,
    q: Value,
    axis: Value = None,
    out: Value = None,
    overwrite_input: Value = False,
    method: Value = "linear",
    keepdims: Value = False,
    *,
    weights: Value = None,
) -> Outcome:
    """Rule of `numpy.percentile(a, q)`; an `out` in a tuple comes back in it."""
    if isinstance(out, tuple):
        raise Undetermined
    operand, claims = array(a), Claims()
    points = _points(q, operand, method, weights, axis, claims)
    claims.require(RankIs(array(q), 0, 2))
    axes = _gathered_axes(operand, axis, claims)
    some_along(operand, axes, claims)
    keep = flag(keepdims)
    inner = _inside(out, len(sizes_of(operand)), axes, claims) if keep else out
    left = (*points, *without(sizes_of(operand), axes, keepdims=False))
    if weights is not None or method in _TAKING:
        filled(inner, Shape(left), "f", claims)
    else:
        into(inner, Shape(left), "f", claims)
    sizes = (*points, *without(sizes_of(operand), axes, keep))
    return Outcome(
        returned(out) if isinstance(out, Array) else Array(Shape(sizes), _quantile_kind(operand)), tuple(claims)
    )


def _quantile_kind(operand: Array) -> str | None:
    """Give the kind of quantiles: some methods take an integer as it is, and some make a float of it."""
    return "f" if operand.kind == "f" else None


@rule("numpy.nanpercentile", "numpy.nanquantile", form=_OF_Q)
def nanpercentile(
    a: Value,
    q: Value,
    axis: Value = None,
    out: Value = None,
    overwrite_input: Value = False,
    method: Value = "linear",
    keepdims: Value = False,
    *,
    weights: Value = None,
) -> Outcome:
    """Rule of `numpy.nanpercentile(a, q)`."""
    operand, claims = array(a), Claims()
    if weights is None and at_least(0, product(sizes_of(operand))) is Verdict.YES:
        method = "linear"  # without elements NumPy does not look at the method
    points = _points(q, operand, method, weights, axis, claims)
    found = _nan_statistic(operand, points, axis, out, keepdims, _quantile_kind(operand))
    return Outcome(found.result, (*claims, *found.claims))


def weighted_along(operand: Array, weights: Array, axis: Value, claims: Claims) -> bool:
    """Require that weights fit the array: its shape, or that of its axes in the order given.

    Gives whether they have the array's shape.
    """
    own, given = sizes_of(operand), sizes_of(weights)
    axes = () if axis is None else axes_of(operand, axis, claims)
    if len(own) == len(given):
        same = all_of(compare(a, b) for a, b in zip(own, given, strict=True))
        if same is Verdict.UNKNOWN and len(axes) == len(own) and list(axes) != sorted(axes):
            raise Undetermined
        if same is not Verdict.NO or len(axes) != len(own):
            for i, size in enumerate(given):
                if size != own[i]:
                    claims.require(Agree(Axis(weights, i), Axis(operand, i), Phrase("sizes of weights and array")))
            return True
    if axis is None:
        raise Refuted(Valid(Phrase("weights of another shape than the array's need an axis")))
    claims.require(RankIs(weights, len(axes), len(axes)))
    for i, at in enumerate(axes):
        claims.require(Agree(Axis(weights, i), Axis(operand, at), Phrase("sizes of weights and array")))
    return False


@rule("numpy.average", form=Phrase("{form}; the weights have the array's shape, or its axes'", form=REDUCED))
def average(
    a: Value, axis: Value = None, weights: Value = None, returned: Value = False, *, keepdims: Value = False
) -> Outcome:
    """Rule of `numpy.average(a)`; with `returned` also the sums of the weights."""
    operand, claims = array(a), Claims()
    axes = axes_of(operand, axis, claims)
    left = without(sizes_of(operand), axes, flag(keepdims))
    if weights is None:
        claims.require(AtLeast(Quantity(product(left), Phrase("the number of means")), 1))
    else:
        same = weighted_along(operand, array(weights), axis, claims)
        # Sums of no weights are 0, and NumPy divides by none of these; it takes no sums at all as well.
        along = tuple(sizes_of(operand)[i] for i in axes)
        none = at_least(0, product(left)) if same else Verdict.NO
        some = at_least(product(along), 1)
        if none is Verdict.NO:
            some_along(operand, axes, claims)
        elif any_of((none, some)) is Verdict.UNKNOWN:
            claims.require(Depends(Phrase("there are weights for each mean")))
    mean = Array(Shape(left), fraction_kind(operand) if weights is None else None)
    return Outcome((mean, mean) if flag(returned) else mean, tuple(claims))


def _covariance(m: Value, y: Value, rowvar: Value, weights: tuple[tuple[Value, str], ...] = ()) -> Outcome:
    """Give the outcome of a covariance: a matrix of variables by variables, of which a single one is a number."""
    operand, claims = array(m), Claims()
    kind = fraction_kind(operand) if y is None else fraction_kind(operand, array(y))
    if isinstance(rowvar, (Unknown, Array, Dim)):
        raise Undetermined
    by_rows = bool(rowvar)
    claims.require(RankIs(operand, 0, 2))
    others = None if y is None else array(y)
    if others is not None:
        claims.require(RankIs(others, 0, 2))
    variables, samples = _matrix(sizes_of(operand), by_rows or len(sizes_of(operand)) == 1)
    # Without variables NumPy looks at nothing else.
    nothing = at_least(0, variables)
    if nothing is Verdict.YES:
        return result((0, 0), claims, "f")
    if nothing is Verdict.UNKNOWN:
        return Outcome(Array(UNKNOWN_SHAPE), (*claims, Depends(Phrase("there are variables"))))
    if others is not None:
        rows, columns = _matrix(sizes_of(others), True)
        if not by_rows:
            single = compare(rows, 1)
            if single is Verdict.UNKNOWN:
                return Outcome(Array(UNKNOWN_SHAPE), (*claims, Depends(Phrase("y has as many samples"))))
            if single is Verdict.NO:
                rows, columns = columns, rows
        of = Quantity(columns, Phrase("samples of y"))
        claims.require(Agree(Quantity(samples, Phrase("samples of m")), of, Phrase("numbers of samples")))
        variables = variables + rows
    for value, name in weights:
        given = array(value)
        claims.require(RankIs(given, 1, 1))
        claims.require(
            Agree(
                Axis(given, 0), Quantity(samples, Phrase("samples")), Phrase("sizes of {name} and samples", name=name)
            )
        )
        claims.require(AtLeast(Quantity(samples, Phrase("the number of samples")), 1))
    single = compare(variables, 1)
    if single is Verdict.UNKNOWN:
        return Outcome(Array(UNKNOWN_SHAPE, kind), tuple(claims))
    return result(() if single is Verdict.YES else (variables, variables), claims, kind)


def _matrix(sizes: tuple[Size, ...], by_rows: bool) -> tuple[Size, Size]:
    """Give the numbers of variables and of samples of an array of up to two axes."""
    rows = sizes[0] if len(sizes) == 2 else 1
    columns = sizes[-1] if sizes else 1
    return (rows, columns) if by_rows else (columns, rows)


@rule("numpy.cov", form=Phrase("(n,m)->(n,n); a number for one variable"), bare=Bare.ARRAY)
def cov(
    m: Value,
    y: Value = None,
    rowvar: Value = True,
    bias: Value = False,
    ddof: Value = None,
    fweights: Value = None,
    aweights: Value = None,
    *,
    dtype: Value = None,
) -> Outcome:
    """Rule of `numpy.cov(m)`."""
    named = ((fweights, "fweights"), (aweights, "aweights"))
    return _covariance(m, y, rowvar, tuple((value, name) for value, name in named if value is not None))


@rule("numpy.corrcoef", form=Phrase("(n,m)->(n,n); a number for one variable"))
def corrcoef(x: Value, y: Value = None, rowvar: Value = True, *, dtype: Value = None) -> Outcome:
    """Rule of `numpy.corrcoef(x)`."""
    return _covariance(x, y, rowvar)
