"""Calls of packed bits, and of positions."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes
from calls.creation import rarely
from calls.elementwise import broadcastable
from calls.reductions import axes_for, some
from shapecheck.core import Array

ORDERS = st.sampled_from(["C", "F", "C", "F", "bad"])


@st.composite
def bits(draw, kinds, *options):
    operand = draw(arrays(0, 3, draw(st.sampled_from(kinds))))
    keywords = {} if draw(st.booleans()) else {"axis": draw(axes_for(operand.shape.rank, several=False))}
    if draw(some) == 0:
        keywords["bitorder"] = draw(st.sampled_from(["big", "little", "x"]))
    if "count" in options and draw(st.booleans()):
        keywords["count"] = draw(st.one_of(st.none(), st.integers(-20, 20)))
    return Call((operand,), keywords)


near = st.integers(-1, 5)
positions = st.one_of(near, st.lists(near, min_size=1, max_size=3), arrays(0, 3, "i"), arrays(0, 2, "f"))
new_shapes = st.one_of(shapes(0, 3), st.sampled_from([3, 7]))


@st.composite
def multiple(draw):
    sizes = draw(st.lists(st.sampled_from([1, 2, 3, 5, 7, 0]), min_size=1, max_size=3))
    if draw(st.booleans()):
        parts = draw(broadcastable("i" * len(sizes)))
    else:
        parts = tuple(draw(st.integers(-1 if draw(rarely) else 0, max(size - 1, 0))) for size in sizes)
    if draw(rarely):
        parts = parts[1:] or (draw(arrays(0, 1, "f")),)
    keywords = {}
    if draw(rarely):
        keywords["mode"] = draw(st.sampled_from(["raise", "wrap", "clip", "bad", ("clip",) * len(sizes)]))
    if draw(rarely):
        keywords["order"] = draw(ORDERS)
    if 0 in sizes and (keywords or not all(isinstance(part, Array) for part in parts)):
        sizes = [size or 1 for size in sizes]  # an index of an axis of size 0 is wrapped around or clipped to none
    return Call((parts, tuple(sizes)), keywords)


CALLS = {
    "numpy.packbits": bits("bbiif"),
    "numpy.unpackbits": bits("uuuuf", "count"),
    "numpy.unravel_index": calls(positions, new_shapes, order=ORDERS),
    "numpy.ravel_multi_index": multiple(),
}
