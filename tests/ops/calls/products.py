"""Calls of products."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import shapes, sizes
from shapecheck.core import Array, Shape


@st.composite
def products(draw):
    """Give two operands whose inner sizes agree as often as not, and whose outer axes broadcast as often as not."""
    outer = draw(shapes(0, 2))
    inner, left, right = draw(sizes), draw(sizes), draw(sizes)
    pair = []
    for core in (
        draw(st.sampled_from([(left, inner), (inner,), ()])),
        draw(st.sampled_from([(inner, right), (inner,)])),
    ):
        own = [1 if draw(st.integers(0, 3)) == 0 else size for size in outer[draw(st.integers(0, len(outer))) :]]
        pair.append(Array(Shape((*own, *core)), "f"))
    if draw(st.integers(0, 4)) == 0:
        pair.reverse()
    return tuple(pair)


CALLS = {"operator.matmul": products().map(Call)}
