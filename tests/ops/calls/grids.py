"""Calls of arrays that are written as an index."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, small_sizes
from calls.creation import rarely
from calls.indexing import keys
from shapecheck.core import Array, Shape

ends = st.integers(-3, 7)
fractions = st.sampled_from([0.5, 2.0, 3.5])
steps = st.sampled_from([None, None, 1, 2, -1, 5j, 1j, 0.5])
starts = st.one_of(st.none(), ends)
ranges = st.builds(slice, starts, st.one_of(ends, fractions), steps)
rising = st.builds(
    lambda start, size, step: slice(start, start + size, step),
    ends,
    st.integers(0, 7),
    steps.filter(lambda step: step != -1),
)
zero_step = st.just(slice(0, 3, 0))


@st.composite
def grids(draw):
    if draw(rarely):
        return Call((draw(zero_step),))
    if draw(rarely):
        return Call((draw(rising),))
    parts = ranges.filter(lambda part: part.stop is not None) if draw(rarely) else rising
    return Call((tuple(draw(st.lists(parts, min_size=1, max_size=3))),))


@st.composite
def joined(draw, rank):
    shape = draw(st.lists(small_sizes, min_size=0, max_size=rank + 1))
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        own = list(shape)
        if own and draw(st.booleans()):
            own[0 if rank == 1 else -1] = draw(small_sizes)
        parts.append(draw(arrays(0, 2)) if draw(rarely) else Array(Shape(tuple(own)), "f"))
    if len(shape) < 2:
        parts += draw(st.lists(st.one_of(ranges, st.sampled_from([1, 2.5, [1, 2]])), max_size=2))
    return Call((parts[0] if len(parts) == 1 and draw(st.booleans()) else tuple(parts),))


INDICES = arrays(1, 3).flatmap(keys).map(lambda key: Call((key,)))
CALLS = {
    "numpy.mgrid.__getitem__": grids(),
    "numpy.ogrid.__getitem__": grids(),
    "numpy.r_.__getitem__": joined(1),
    "numpy.c_.__getitem__": joined(2),
    "numpy.s_.__getitem__": INDICES,
    "numpy.index_exp.__getitem__": INDICES,
}
