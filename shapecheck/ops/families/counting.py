"""Counting: histograms, bins, and what is not zero. Many of the sizes depend on data."""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, AtLeast, Claim, Depends, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, maximum, minimum, product
from shapecheck.core.judge import decide
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, fraction_kind, fresh_size, integer, same_shape, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def unless_empty(size: Size, claim: Claim, claims: Claims, otherwise: str) -> None:
    """Require a claim that does not matter where the size is 0."""
    some = at_least(size, 1)
    if some is Verdict.YES:
        claims.require(claim)
    elif some is Verdict.UNKNOWN and decide(claim) is not Verdict.YES:
        claims.require(Depends(otherwise))


def picked(operand: Array) -> tuple[Size, Symbol]:
    """Give the number of elements that data picks, at most all of them, and its symbol."""
    count, own = fresh_size("true_count")
    return minimum(count, product(sizes_of(operand))), own


@rule(
    "numpy.nonzero", "ndarray.nonzero", form=Phrase("for each axis an array (k,), where k depends on data"), own=False
)
def nonzero(a: Value) -> Outcome:
    """Rule of `numpy.nonzero(a)`."""
    operand, claims = array(a), Claims()
    claims.require(RankIs(operand, 1))
    count, own = picked(operand)
    return Outcome((Array(Shape((count,)), "i"),) * len(sizes_of(operand)), tuple(claims), (own,))


@rule("numpy.flatnonzero", form=Phrase("(k,), where k depends on data"))
def flatnonzero(a: Value) -> Outcome:
    """Rule of `numpy.flatnonzero(a)`."""
    count, own = picked(array(a))
    return Outcome(Array(Shape((count,)), "i"), (), (own,))


@rule("numpy.argwhere", form=Phrase("(k, ndim), where k depends on data"), own=False)
def argwhere(a: Value) -> Outcome:
    """Rule of `numpy.argwhere(a)`."""
    operand = array(a)
    count, own = picked(operand)
    return Outcome(Array(Shape((count, len(sizes_of(operand)))), "i"), (), (own,))


@rule("numpy.bincount", form=Phrase("(k,), where k depends on data and is at least minlength"))
def bincount(x: Value, /, weights: Value = None, minlength: Value = 0) -> Outcome:
    """Rule of `numpy.bincount(x)`."""
    operand, claims = array(x), Claims()
    claims.require(RankIs(operand, 1, 1))
    if operand.kind in {"f", "c"} and not isinstance(x, (list, tuple)):
        raise Refuted(Valid(Phrase("bincount needs integers")))
    least = integer(minlength, "minlength")
    claims.require(AtLeast(Quantity(least, "minlength"), 0))
    (size,) = sizes_of(operand)
    if weights is not None:
        given = array(weights)
        some = at_least(size, 1)
        if some is Verdict.YES:
            claims.require(RankIs(given, 1, 1))
        if some is not Verdict.NO and given.shape.rank == 1:
            agree = Agree(Axis(operand, 0), Axis(given, 0), Phrase("sizes of array and weights"))
            unless_empty(size, agree, claims, Phrase("the weights are as many as the array's elements, or it is empty"))
    if at_least(0, size) is Verdict.YES:
        return result((least,), claims, "i")
    some = at_least(size, 1)
    count, own = fresh_size("bin_count", may_be_zero=some is not Verdict.YES)
    return Outcome(Array(Shape((maximum(least, count),)), "i" if weights is None else "f"), tuple(claims), (own,))


@rule("numpy.digitize", form=Phrase("the shape of x; bins is (k,)"))
def digitize(x: Value, bins: Value, right: Value = False) -> Outcome:
    """Rule of `numpy.digitize(x, bins)`."""
    operand, claims = array(x), Claims()
    if operand.kind == "c":
        raise Refuted(Valid(Phrase("x must be real numbers")))
    claims.require(RankIs(array(bins), 1, 1))
    return result(operand.shape, claims, "i")


def _edges(a: Value, bins: Value, limits: Value, weights: Value, claims: Claims) -> tuple[Size, tuple[Symbol, ...]]:
    """Give the number of bin edges of a histogram, and its symbol where it depends on data."""
    operand = array(a)
    if weights is not None:
        same_shape(operand, array(weights), claims)
    if isinstance(bins, (Array, list, tuple)) and sizes_of(array(bins)):
        claims.require(RankIs(array(bins), 1, 1))
        return sizes_of(array(bins))[0], ()
    if isinstance(bins, Unknown):
        raise Undetermined
    if isinstance(limits, (list, tuple)) and len(limits) != 2:
        raise Refuted(Valid(Phrase("range must be a pair (got {count} numbers)", count=len(limits))))
    if isinstance(bins, str):
        if weights is not None:
            raise Refuted(Valid(Phrase("the number of bins cannot be estimated for samples with weights")))
        size, own = fresh_size("bin_count", may_be_zero=False)
        return size + 1, (own,)
    count = integer(bins, "bins")
    claims.require(AtLeast(Quantity(count, Phrase("the number of bins")), 1))
    if limits is not None:
        pair = array(limits)
        if pair.shape.rank != 1:
            raise Undetermined  # the edges between two arrays are arrays
        claims.require(Agree(Axis(pair, 0), Quantity(2, Phrase("a pair")), Phrase("sizes of range and a pair")))
    return count + 1, ()


def _edge_kind(a: Value, bins: Value) -> str | None:
    return fraction_kind(array(a)) if isinstance(bins, (int, str)) else None


@rule("numpy.histogram", form=Phrase("(k,) and (k+1,), where k is the number of bins"))
def histogram(a: Value, bins: Value = 10, range: Value = None, density: Value = None, weights: Value = None) -> Outcome:
    """Rule of `numpy.histogram(a)`: counts and bin edges."""
    claims = Claims()
    edges, fresh = _edges(a, bins, range, weights, claims)
    kind = "i" if weights is None and not density else None
    counts = Array(Shape((maximum(edges - 1, 0),)), kind)
    return Outcome((counts, Array(Shape((edges,)), _edge_kind(a, bins))), tuple(claims), fresh)


@rule("numpy.histogram_bin_edges", form=Phrase("(k+1,), where k is the number of bins"))
def histogram_bin_edges(a: Value, bins: Value = 10, range: Value = None, weights: Value = None) -> Outcome:
    """Rule of `numpy.histogram_bin_edges(a)`."""
    claims = Claims()
    edges, fresh = _edges(a, bins, range, weights, claims)
    return Outcome(Array(Shape((edges,)), _edge_kind(a, bins)), tuple(claims), fresh)
