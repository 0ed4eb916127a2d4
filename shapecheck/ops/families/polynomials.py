"""Polynomials as vectors of coefficients, the highest power first.

References: NumPy reference, "Polynomials (legacy)"; leading zeros that are dropped are a matter of elements.
"""

from shapecheck.core.array import ANY, Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, AtLeast, RankIs
from shapecheck.core.compare import compare
from shapecheck.core.dim import Size, maximum, minimum
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, flag, fraction_kind, fresh_size, sizes_of, whole_number
from shapecheck.ops.rule import Claims, Outcome, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def _coefficients(value: Value, claims: Claims, least: int = 0) -> Size:
    """Give the size of a vector of coefficients; a number counts as a vector of one where `least` is 0."""
    operand = array(value)
    claims.require(RankIs(operand, least, 1))
    sizes = sizes_of(operand)
    return sizes[0] if sizes else 1


@rule("numpy.polyadd", "numpy.polysub", form="(n),(m)->(max(n,m))")
def polyadd(a1: Value, a2: Value) -> Outcome:
    """Rule of `numpy.polyadd(a1, a2)`."""
    if any(len(sizes_of(array(operand))) > 1 for operand in (a1, a2)):
        raise Undetermined  # not polynomials; whether NumPy takes them depends on which is longer
    return result((maximum(_coefficients(a1, Claims()), _coefficients(a2, Claims())),))


@rule("numpy.polymul", form=Phrase("(n),(m)->(at most n+m-1)"))
def polymul(a1: Value, a2: Value) -> Outcome:
    """Rule of `numpy.polymul(a1, a2)`, which first drops leading zeros."""
    claims = Claims()
    for operand in (a1, a2):
        _coefficients(operand, claims)
    count, fresh = fresh_size("coefficients")
    return Outcome(Array(Shape((count,))), tuple(claims), (fresh,))


@rule("numpy.polydiv", form=Phrase("(n),(m)->(max(n-m+1,1)),(at most n)"))
def polydiv(u: Value, v: Value) -> Outcome:
    """Rule of `numpy.polydiv(u, v)`: the quotient, and the remainder without leading zeros."""
    claims = Claims()
    if any(len(sizes_of(array(operand))) > 1 for operand in (u, v)):
        raise Undetermined  # not polynomials
    n, m = _coefficients(u, claims), _coefficients(v, claims)
    for size, what in ((n, "u"), (m, "v")):
        claims.require(AtLeast(Quantity(size, Phrase("coefficients of {what}", what=what)), 1))
    count, fresh = fresh_size("coefficients")
    arrays = Array(Shape((maximum(n - m + 1, 1),))), Array(Shape((count,)))
    return Outcome(arrays, tuple(claims), (fresh,))


@rule("numpy.polyder", form="(n)->(max(n-m,0))")
def polyder(p: Value, m: Value = 1) -> Outcome:
    """Rule of `numpy.polyder(p, m)`: the derivative of order m."""
    claims = Claims()
    if len(sizes_of(array(p))) > 1:
        raise Undetermined  # no polynomial, but NumPy may reckon with it
    size = _coefficients(p, claims, 1)
    order = whole_number(m, Phrase("the order"))
    claims.require(AtLeast(Quantity(order, Phrase("the order")), 0))
    return result((maximum(size - order, 0),), claims)


@rule("numpy.polyint", form="(n)->(n+m)", bare=Bare.ARRAY)
def polyint(p: Value, m: Value = 1, k: Value = None) -> Outcome:
    """Rule of `numpy.polyint(p, m, k)`: the integral of order m, with a constant for all steps or one for each."""
    claims = Claims()
    order = whole_number(m, Phrase("the order"))
    claims.require(AtLeast(Quantity(order, Phrase("the order")), 0))
    if order == 0:
        return result(array(p).shape, claims)
    if len(sizes_of(array(p))) > 1:
        raise Undetermined
    size = _coefficients(p, claims, 1)
    if k is not None:
        constants = _coefficients(k, claims)
        if constants != 1:
            claims.require(AtLeast(Quantity(constants, Phrase("constants")), order))
    return result((size + order,), claims)


@rule("numpy.polyval", form=Phrase("the shape of x"))
def polyval(p: Value, x: Value) -> Outcome:
    """Rule of `numpy.polyval(p, x)`; coefficients with more axes broadcast with x."""
    coefficients, points = array(p), array(x)
    claims = Claims()
    claims.require(RankIs(coefficients, 1))
    sizes = sizes_of(coefficients)
    if len(sizes) == 1:
        # Without coefficients the result is a new array of zeros.
        some = compare(sizes[0], 0)
        bare = {Verdict.YES: Bare.ARRAY, Verdict.NO: Bare.SCALAR, Verdict.UNKNOWN: ANY}[some]
        return result(points.shape, claims, bare=bare)
    some = compare(sizes[0], 0)
    if some is Verdict.UNKNOWN:
        raise Undetermined
    if some is Verdict.YES:
        return result(points.shape, claims, bare=Bare.ARRAY)
    shape, pending = broadcast((Array(Shape(sizes[1:]), name=Phrase("the coefficients of one power")), points))
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, bare=ANY)


@rule("numpy.poly", form="(n)->(n+1); (n,n)->(n+1)", bare=Bare.NUMBER)
def poly(seq_of_zeros: Value) -> Outcome:
    """Rule of `numpy.poly(roots)` and `numpy.poly(matrix)`; of no roots it gives a number."""
    operand = array(seq_of_zeros)
    claims = Claims()
    claims.require(RankIs(operand, 1, 2))
    sizes = sizes_of(operand)
    if len(sizes) == 2:
        claims.require(Agree(Axis(operand, 0), Axis(operand, 1), Phrase("rows and columns")))
        claims.require(AtLeast(Quantity(sizes[0], Phrase("rows")), 1))
        return result((sizes[0] + 1,), claims)
    none = compare(sizes[0], 0)
    if none is Verdict.UNKNOWN:
        raise Undetermined
    return result(() if none is Verdict.YES else (sizes[0] + 1,), claims)


@rule("numpy.roots", form=Phrase("(n)->(at most n-1)"))
def roots(p: Value) -> Outcome:
    """Rule of `numpy.roots(p)`, which drops leading zeros."""
    claims = Claims()
    if _coefficients(p, claims, 1) == 0:
        return result((0,), claims)
    count, fresh = fresh_size("roots")
    return Outcome(Array(Shape((count,))), tuple(claims), (fresh,))


@rule(
    "numpy.polyfit",
    form=Phrase("(m),(m)->(deg+1), or (m),(m,k)->(deg+1,k); with cov also (deg+1,deg+1), or with k behind"),
)
def polyfit(
    x: Value, y: Value, deg: Value, rcond: Value = None, full: Value = False, w: Value = None, cov: Value = False
) -> Outcome:
    """Rule of `numpy.polyfit(x, y, deg)`."""
    points, values = array(x), array(y)
    claims = Claims()
    claims.require(RankIs(points, 1, 1))
    claims.require(RankIs(values, 1, 2))
    (count,) = sizes_of(points)
    claims.require(AtLeast(Quantity(count, Phrase("points")), 1))
    claims.require(Agree(Axis(points, 0), Axis(values, 0), Phrase("points and values")))
    degree = int(deg) if isinstance(deg, float) else whole_number(deg, "deg")
    claims.require(AtLeast(Quantity(degree, "deg"), 0))
    if w is not None:
        weights = array(w)
        claims.require(RankIs(weights, 1, 1))
        claims.require(Agree(Axis(weights, 0), Axis(values, 0), Phrase("weights and values")))
    order = degree + 1
    others = sizes_of(values)[1:]
    kind = fraction_kind(points, values)
    found = Array(Shape((order, *others)), kind)
    if flag(full):
        residuals, fresh = fresh_size("residuals")
        sizes: tuple[tuple[Size, ...], ...] = ((residuals,), (), (minimum(count, order),), ())
        return Outcome((found, *(Array(Shape(own)) for own in sizes)), tuple(claims), (fresh,))
    if isinstance(cov, (Unknown, Array)):
        raise Undetermined
    if not cov:
        return Outcome(found, tuple(claims))
    if not isinstance(cov, str):
        claims.require(AtLeast(Quantity(count, Phrase("points to scale the covariance with")), order + 1))
    elif cov != "unscaled":
        raise Undetermined
    else:
        others = (1,) * len(others)  # one covariance for all
    return Outcome((found, Array(Shape((order, order, *others)))), tuple(claims))
