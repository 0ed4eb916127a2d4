"""Calls of window functions."""

from hypothesis import strategies as st

from calls.common import arrays, calls

POINTS = st.one_of(
    st.integers(-2, 9), st.sampled_from([0.5, 1.0, 2.5, 3.2, 4.0, -1.5, True, None, "a", [3], [1, 2]]), arrays(1, 2)
)
WINDOWS = calls(POINTS)
CALLS = {
    **{f"numpy.{name}": WINDOWS for name in "bartlett blackman hamming hanning".split()},
    "numpy.kaiser": calls(POINTS, st.one_of(st.sampled_from([5, 14.0, 0, True]), arrays(0, 1))),
}
