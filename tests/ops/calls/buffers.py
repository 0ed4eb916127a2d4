"""Calls of arrays made of items, bytes or text."""

from hypothesis import strategies as st

from calls.common import arrays, calls
from calls.creation import new_shapes
from shapecheck.ops.values import Dtype

ITEMS = st.one_of(arrays(1, 1), arrays(1, 1), arrays(0, 2), st.sampled_from([[1, 2, 3], [], (1.0,), 3]))
FLOATS = st.just(Dtype("f"))
COUNTS = st.integers(-1, 5)
BYTES = st.sampled_from([b"", b"12345678", b"1234567812345678", b"123"])
TEXTS = st.sampled_from(["1 2 3", "", "4"])
CALLS = {
    "numpy.fromiter": calls(ITEMS, FLOATS, count=COUNTS),
    "numpy.frombuffer": calls(BYTES, dtype=FLOATS, count=COUNTS),
    "numpy.fromstring": calls(TEXTS, dtype=FLOATS, count=COUNTS, sep=st.sampled_from([" ", ","])),
    "numpy.ndarray": calls(new_shapes, dtype=FLOATS, order=st.sampled_from(["C", "F", None])),
}
