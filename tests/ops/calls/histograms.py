"""Calls of histograms of several variables."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, sizes
from calls.creation import rarely
from calls.reductions import near
from shapecheck.core import Array, Shape

numbers = st.sampled_from([1, 2, 3, 5, 1, 2, 0, -1, 2.5])
edges = st.one_of(numbers, st.sampled_from([[0.0, 1.0, 2.0], [0, 1], [3.0]]), arrays(1, 1))
ranges = st.sampled_from([None, [(0, 1), (0, 2)], [(0, 1)]])


def options(draw, count):
    keywords = {}
    if draw(rarely):
        keywords["weights"] = draw(near((count,)))
    if draw(rarely):
        keywords["density"] = draw(st.booleans())
    return keywords


@st.composite
def planes(draw):
    size = draw(sizes)
    pair = tuple(draw(near((size,))) if draw(rarely) else Array(Shape((size,)), "f") for _ in "xy")
    keywords = options(draw, size)
    if draw(st.integers(0, 4)):
        keywords["bins"] = draw(st.one_of(numbers, st.lists(edges, min_size=1, max_size=2), edges))
    if draw(rarely):
        keywords["range"] = draw(ranges)
    return Call(pair, keywords)


@st.composite
def spaces(draw):
    count, axes = draw(sizes), draw(st.integers(1, 3))
    sample = draw(arrays(0, 3)) if draw(rarely) else Array(Shape((count, axes)), "f")
    if draw(rarely):
        sample = [Array(Shape((count,)), "f")] * axes
    if isinstance(sample, Array) and sample.shape.rank == 2 and sample.shape.sizes[1] > 3:
        sample = Array(Shape((count, axes)), "f")  # not too many bins in all
    keywords = options(draw, count)
    if draw(st.integers(0, 4)):
        keywords["bins"] = draw(st.one_of(numbers, st.lists(edges, min_size=axes, max_size=axes), st.lists(numbers)))
    else:
        keywords["bins"] = 2
    return Call((sample,), keywords)


CALLS = {"numpy.histogram2d": planes(), "numpy.histogramdd": spaces()}
