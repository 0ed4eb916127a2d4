"""Calls of the reshaping family."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes
from shapecheck.core import Array, Shape

free = st.sampled_from([-1, -1, 0, 1, 2, 3, 6, -2])
targets = st.one_of(st.lists(free, max_size=4).map(tuple), free)


@st.composite
def fitting(draw):
    """Give an array and a target that has as many elements: the target's sizes, regrouped."""
    factors = draw(shapes(0, 4))
    cut = draw(st.integers(0, len(factors)))
    sizes = [prod(factors[:cut]), *factors[cut:]]
    if draw(st.booleans()):
        sizes[draw(st.integers(0, len(sizes) - 1))] = -1
    return Array(Shape(factors), "f"), tuple(draw(st.permutations(sizes)))


CALLS = {
    "numpy.reshape": st.one_of(calls(arrays(0, 4), targets), fitting().map(Call)),
    "ndarray.reshape": st.one_of(
        calls(arrays(0, 4), targets), fitting().map(Call), fitting().map(lambda pair: Call((pair[0], *pair[1])))
    ),
    "numpy.ravel": calls(arrays()),
    "ndarray.ravel": calls(arrays()),
    "ndarray.flatten": calls(arrays()),
}
