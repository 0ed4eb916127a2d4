"""Calls of views with other strides."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, small_sizes

windows = st.integers(-1, 4)


@st.composite
def sliding(draw):
    operand = draw(arrays(0, 4))
    rank = operand.shape.rank
    which = draw(st.integers(0, 3))
    if which == 0:
        window = draw(windows | st.lists(windows, min_size=rank, max_size=rank).map(tuple))
        return Call((operand, window), draw(st.sampled_from([{}, {"axis": None}])))
    if which == 1 and rank:
        found = draw(st.lists(st.integers(-rank, rank - 1), max_size=3))
        window = draw(st.lists(windows, min_size=len(found), max_size=len(found)))
        return Call((operand, draw(st.sampled_from([tuple(window), window])), tuple(found)))
    if which == 2:
        return Call((operand, draw(windows)), {"axis": draw(axes)})
    return Call((operand, draw(st.lists(windows, max_size=3).map(tuple)), draw(st.lists(axes, max_size=3))))


@st.composite
def strided(draw):
    operand = draw(arrays(0, 3))
    shape = draw(st.none() | st.lists(small_sizes, max_size=3).map(tuple) | st.lists(st.integers(-1, 3), max_size=3))
    keywords = {}
    if draw(st.booleans()):
        count = operand.shape.rank if shape is None else len(shape)
        # No steps, so that what is looked at lies within the array, if it has an element.
        keywords["strides"] = (0,) * draw(st.sampled_from([count, count, count, 1]))
    return Call((operand, shape), keywords)


CALLS = {
    "numpy.lib.stride_tricks.sliding_window_view": sliding(),
    "numpy.lib.stride_tricks.as_strided": strided(),
}
