"""Calls of order statistics, weighted means and covariances."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, sizes
from calls.reductions import axes_for, left_over, near, reductions, some
from shapecheck.core import Array, Shape

METHODS = ["linear", "lower", "higher", "midpoint", "nearest", "inverted_cdf", "hazen", "closest_observation", "odd"]


@st.composite
def quantiles(draw, nan=False):
    operand = draw(arrays(0, 4))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own)))
    q = draw(st.one_of(st.sampled_from([0.5, 1, [0.25, 0.5, 1.0], [], Array(Shape((2, 3)), "f")]), arrays(0, 3)))
    if nan and isinstance(axis, tuple) and isinstance(q, Array) and q.shape.rank == 2:
        q = 0.5  # NumPy puts the axes of q in a wrong order
    keywords = {} if axis is None and draw(st.booleans()) else {"axis": axis}
    if draw(st.booleans()):
        keywords["keepdims"] = draw(st.booleans())
    if draw(some) == 0:
        keywords["method"] = draw(st.sampled_from(METHODS))
    if draw(st.integers(0, 9)) == 0:
        keywords["overwrite_input"] = True
    if draw(some) == 0:
        if q == 1:
            q = 0.5  # with an integer NumPy takes an element as it is, and `out` must have just the result's shape
        points = q.shape.sizes if isinstance(q, Array) else (len(q),) if isinstance(q, list) else ()
        keywords["out"] = draw(near((*points, *left_over(operand, axis, keywords.get("keepdims", False)))))
    elif draw(st.integers(0, 4)) == 0:
        # With weights NumPy fails in several ways on arrays without elements.
        operand = Array(Shape(tuple(size or 1 for size in own)), "f")
        own = operand.shape.sizes
        # The functions without NaN take weights of some axes only where the other axes have size 1: a bug of NumPy 2.4.
        keywords["weights"] = draw(near(own) if nan else weights_for(own, axis))
        keywords["method"] = draw(st.sampled_from(["inverted_cdf", "inverted_cdf", "linear"]))
    return Call((operand, q), keywords)


@st.composite
def weights_for(draw, own, axis):
    rank = len(own)
    axes = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    along = tuple(own[entry] for entry in axes if -rank <= entry < rank)
    return draw(near(draw(st.sampled_from([own, along]))))


@st.composite
def averages(draw):
    operand = draw(arrays(0, 4))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own)))
    keywords = {} if axis is None and draw(st.booleans()) else {"axis": axis}
    if draw(some):
        keywords["weights"] = draw(weights_for(own, axis))
    for name in ("returned", "keepdims"):
        if draw(some) == 0:
            keywords[name] = draw(st.booleans())
    return Call((operand,), keywords)


@st.composite
def covariances(draw, *options):
    operand = draw(arrays(0, 2)) if draw(st.integers(0, 9)) else draw(arrays(3, 3))
    own = operand.shape.sizes
    samples = own[-1] if own else 1
    keywords = {}
    if draw(st.booleans()):
        keywords["rowvar"] = draw(st.one_of(st.booleans(), st.sampled_from([0, 1.0, 0.0, "yes"])))
        if not keywords["rowvar"] and len(own) == 2:
            samples = own[0]
    if draw(st.booleans()):
        keywords["y"] = draw(near(draw(st.sampled_from([(samples,), (draw(sizes), samples), (samples, draw(sizes))]))))
    for name in options:
        if draw(some) == 0:
            keywords[name] = draw(near((samples,)))
    return Call((operand,), keywords)


CALLS = {
    "numpy.median": reductions("keepdims", "out"),
    "numpy.nanmedian": reductions("keepdims", "out"),
    "numpy.percentile": quantiles(),
    "numpy.quantile": quantiles(),
    "numpy.nanpercentile": quantiles(nan=True),
    "numpy.nanquantile": quantiles(nan=True),
    "numpy.average": averages(),
    "numpy.cov": covariances("fweights", "aweights"),
    "numpy.corrcoef": covariances(),
}
