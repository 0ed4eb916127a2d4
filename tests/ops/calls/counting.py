"""Calls of histograms and counts."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls
from calls.reductions import near, some

edges = st.one_of(
    st.integers(-1, 5), st.sampled_from(["auto", "sqrt", [0, 1, 2], [1.0], [], 2.5]), arrays(0, 2), arrays(1, 1)
)


@st.composite
def histograms(draw, *options):
    operand = draw(arrays(0, 3))
    keywords = {}
    if draw(some):
        keywords["bins"] = draw(edges)
    if draw(some) == 0:
        keywords["weights"] = draw(near(operand.shape.sizes))
    if draw(some) == 0:
        keywords["range"] = draw(st.one_of(st.sampled_from([None, (0, 1), (0.5, 2.0), (1, 2, 3)]), arrays(1, 1)))
    if "density" in options and draw(some) == 0:
        keywords["density"] = draw(st.booleans())
    return Call((operand,), keywords)


@st.composite
def bin_counts(draw):
    operand = draw(arrays(1, 1, "i")) if draw(some) else draw(arrays(0, 2, draw(st.sampled_from("ifb"))))
    keywords = {}
    if draw(some) == 0:
        keywords["minlength"] = draw(st.integers(-1, 4))
    if draw(some) == 0:
        keywords["weights"] = draw(near(operand.shape.sizes))
    return Call((operand,), keywords)


CALLS = {
    "numpy.nonzero": calls(arrays()),
    "ndarray.nonzero": calls(arrays()),
    "numpy.flatnonzero": calls(arrays()),
    "numpy.argwhere": calls(arrays()),
    "numpy.bincount": bin_counts(),
    "numpy.digitize": calls(
        arrays(0, 4), st.one_of(arrays(1, 1), arrays(0, 2), st.just([1, 2, 3])), right=st.booleans()
    ),
    "numpy.histogram": histograms("density"),
    "numpy.histogram_bin_edges": histograms(),
}
