"""Calls of norms, ranks, diagonals and traces."""

from math import inf

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls
from calls.linalg import MATRICES, filled, squares, tolerances
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
orders = st.sampled_from([None, "fro", "nuc", 1, -1, 2, -2, inf, -inf, 0, 3, "bad"])
near = st.integers(-4, 3)
norm_axes = st.one_of(
    st.none(), near, st.tuples(near), st.tuples(near, near), st.tuples(near, near, near), st.just([0])
)
offsets = st.sampled_from([0, 0, 1, -1, 2, -3, 9, -9])
planes = {"axis1": st.integers(-3, 2), "axis2": st.integers(-3, 2)}


@st.composite
def norms(draw):
    """Give calls whose axes and order suit each other more often than not."""
    operand = draw(arrays(0, 4))
    keywords = {}
    rank = operand.shape.rank
    if rank and draw(st.integers(0, 2)):
        found = tuple(draw(st.permutations(range(-rank, 0)))[: draw(st.sampled_from([1, 2]))])
        keywords["axis"] = found[0] if len(found) == 1 and draw(st.booleans()) else found
        if draw(st.booleans()):
            keywords["ord"] = draw(st.sampled_from([None, 1, -1, 2, -2, inf, -inf]))
    if draw(rarely):
        keywords["axis"] = draw(norm_axes)
    if draw(rarely):
        keywords["ord"] = draw(orders)
    if draw(st.booleans()):
        keywords["keepdims"] = draw(st.booleans())
    return Call((operand,), keywords)


@st.composite
def traces(draw, keywords):
    operand = draw(arrays(2, 4)) if draw(st.integers(0, 5)) else draw(arrays(0, 4))
    given = {name: draw(keywords[name]) for name in keywords if draw(st.integers(0, 2)) == 0}
    if draw(rarely):
        rest = draw(st.sampled_from([operand.shape.before[2:], (*operand.shape.before[2:], 1)]))
        given["out"] = Array(Shape(rest), "f")
    return Call((operand,), given)


ALONG = {"offset": offsets, **planes}
CALLS = {
    "numpy.linalg.norm": filled(norms()),
    "numpy.linalg.matrix_norm": filled(calls(MATRICES, keepdims=st.booleans(), ord=orders)),
    "numpy.linalg.vector_norm": filled(calls(arrays(0, 4), axis=norm_axes, keepdims=st.booleans(), ord=orders)),
    "numpy.linalg.cond": filled(st.one_of(calls(squares(), p=orders), calls(MATRICES, p=orders))),
    "numpy.linalg.matrix_rank": filled(tolerances(["tol", "rtol"])),
    "numpy.diagonal": calls(arrays(1), **ALONG),
    "ndarray.diagonal": calls(arrays(1), **ALONG),
    "numpy.linalg.diagonal": calls(arrays(1), offset=offsets),
    "numpy.trace": traces(ALONG),
    "ndarray.trace": traces(ALONG),
    "numpy.linalg.trace": calls(arrays(1), offset=offsets),
}
