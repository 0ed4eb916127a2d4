"""Histograms of several variables."""

from collections.abc import Sequence

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, AtLeast, Claim, RankIs, Valid
from shapecheck.core.dim import Size
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, if_some, int_of, integer, sequence, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import Unknown, Value


def _edges(bins: Value, claims: Claims) -> Size:
    """Give the number of bin edges along one axis, for a number of bins or for the edges themselves."""
    if isinstance(bins, Unknown):
        raise Undetermined
    given = array(bins)
    claims.require(RankIs(given, 0, 1))
    if sizes_of(given):
        return sizes_of(given)[0]
    count = integer(bins, Phrase("the number of bins"))
    claims.require(AtLeast(Quantity(count, Phrase("the number of bins")), 1))
    return count + 1


def _counts(samples: Quantity, bins: Sequence[Value], limits: Value, weights: Value, claims: Claims) -> list[Array]:
    """Give the histogram and the edges of each axis."""
    if isinstance(limits, (list, tuple)) and any(isinstance(item, Array) and item.shape != SCALAR for item in limits):
        raise Undetermined
    if isinstance(limits, (list, tuple)) and len(limits) != len(bins):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be a range for each axis (got {count} for {wanted})",
                    count=len(limits),
                    wanted=len(bins),
                )
            )
        )
    edges = [_edges(one, claims) for one in bins]
    if weights is not None:
        given = array(weights)
        wanted: list[Claim] = [RankIs(given, 1, 1)]
        if sizes_of(given):
            wanted.append(Agree(Axis(given, 0), samples, Phrase("numbers of weights and samples")))
        if_some(samples.size, claims, wanted, Phrase("there are as many weights as samples, or no samples"))
    for count in edges:
        claims.require(AtLeast(Quantity(count, Phrase("bin edges")), 1))
    shape = Shape(tuple(count - 1 for count in edges))
    return [Array(shape, "f"), *(Array(Shape((count,)), None) for count in edges)]


@rule("numpy.histogram2d", form=Phrase("(p),(p)->(k,l),(k+1),(l+1), where k and l are the numbers of bins"))
def histogram2d(
    x: Value, y: Value, bins: Value = 10, range: Value = None, density: Value = None, weights: Value = None
) -> Outcome:
    """Rule of `numpy.histogram2d(x, y)`: counts, and the edges of both axes."""
    first, second = array(x), array(y)
    claims = Claims()
    claims.require(RankIs(first, 1, 1))
    claims.require(RankIs(second, 1, 1))
    claims.require(Agree(Axis(first, 0), Axis(second, 0), Phrase("sizes")))
    both: Sequence[Value] = (bins, bins)
    if isinstance(bins, (list, tuple, Array)) and sizes_of(
        array(bins) if isinstance(bins, Array) else Array(Shape((len(bins),)))
    ):
        listed = sequence(bins) if not isinstance(bins, Array) else None
        if listed is not None and len(listed) == 1:
            raise Refuted(
                Valid(Phrase("bins must be a number, edges, or one of them for each axis (got one in a list)"))
            )
        if listed is not None and len(listed) == 2:
            both = listed
        elif isinstance(bins, Array):
            count = int_of(sizes_of(bins)[0], "bins")
            if count in (1, 2):
                both = sequence(bins)
    if len(both) != 2:
        raise Refuted(Valid(Phrase("bins must be a number, edges, or one of them for each axis")))
    samples = Quantity(sizes_of(first)[0], Phrase("samples"))
    return Outcome(tuple(_counts(samples, both, range, weights, claims)), tuple(claims))


@rule("numpy.histogramdd", form=Phrase("(p,d)->(k1,...,kd), and (k+1) for each axis"))
def histogramdd(
    sample: Value, bins: Value = 10, range: Value = None, density: Value = None, weights: Value = None
) -> Outcome:
    """Rule of `numpy.histogramdd(sample)`: counts, and a list of the edges of each axis."""
    operand = array(sample)
    claims = Claims()
    claims.require(RankIs(operand, 0, 2))
    sizes = sizes_of(operand)
    rows, columns = sizes if len(sizes) == 2 else (*(sizes or (1,)), 1)
    if not isinstance(sample, Array) and len(sizes) == 2:
        rows, columns = columns, rows
    count = int_of(columns, Phrase("the number of axes"))
    claims.require(AtLeast(Quantity(count, Phrase("axes of the samples")), 1))
    if isinstance(bins, Unknown):
        raise Undetermined
    each: Sequence[Value] = (bins,) * count
    if isinstance(bins, (list, tuple)) or (isinstance(bins, Array) and sizes_of(bins)):
        each = sequence(bins)
    if len(each) != count:
        raise Refuted(
            Valid(
                Phrase("there must be bins for each of the {count} axes (got {wanted})", count=count, wanted=len(each))
            )
        )
    counts, *edges = _counts(Quantity(rows, Phrase("samples")), each, range, weights, claims)
    return Outcome((counts, tuple(edges)), tuple(claims))
