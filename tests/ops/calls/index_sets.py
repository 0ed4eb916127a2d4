"""Calls for the index arrays of triangles and diagonals."""

from hypothesis import strategies as st

from calls.common import arrays, calls, sizes
from shapecheck.core import Array, Shape

SIZES = st.sampled_from([0, 1, 2, 3, 5, 7, -1, "2"])
OFFSETS = st.sampled_from([0, 1, -1, 2, -3, 9, -9, "1"])
SQUARES = st.builds(lambda size, rank: Array(Shape((size,) * rank), "f"), sizes, st.integers(1, 4))
CALLS = {
    "numpy.tril_indices": calls(SIZES, k=OFFSETS, m=SIZES),
    "numpy.triu_indices": calls(SIZES, k=OFFSETS, m=SIZES),
    "numpy.tril_indices_from": calls(st.one_of(arrays(2, 2), arrays(1, 3)), k=OFFSETS),
    "numpy.triu_indices_from": calls(st.one_of(arrays(2, 2), arrays(1, 3)), k=OFFSETS),
    "numpy.diag_indices": calls(st.sampled_from([0, 1, 3, -1, 7]), ndim=st.sampled_from([0, 1, 2, 3, -1, 1.5])),
    "numpy.diag_indices_from": st.one_of(calls(SQUARES), calls(arrays(0, 3))),
}
