"""Calls that move, add and drop axes."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, calls, sizes
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
several = st.lists(axes, max_size=4).map(tuple) | st.lists(axes, max_size=3) | axes


def signed(draw, axis: int, rank: int) -> int:
    """Give the axis counted from the front or from the end."""
    return axis - draw(st.sampled_from([0, rank]))


@st.composite
def permutations(draw, method: bool):
    operand = draw(arrays())
    rank = operand.shape.rank
    order = [signed(draw, axis, rank) for axis in draw(st.permutations(range(rank)))]
    if draw(st.integers(0, 2)) == 0:
        order = draw(st.lists(axes, max_size=5))
    if method and draw(st.booleans()):
        return Call((operand, *order))
    if draw(rarely):
        return Call((operand, *draw(st.sampled_from([(), (None,)]))))
    return Call((operand, draw(st.sampled_from([tuple(order), order]))))


@st.composite
def some_axes(draw, rank: int):
    """Give some of the axes of an array, each once: one integer, or several in a list or tuple."""
    found = [signed(draw, axis, rank) for axis in draw(st.permutations(range(rank)))[: draw(st.integers(0, rank))]]
    return found[0] if len(found) == 1 and draw(st.booleans()) else draw(st.sampled_from([tuple(found), found]))


@st.composite
def moves(draw):
    operand = draw(arrays())
    rank = operand.shape.rank
    source = draw(some_axes(rank))
    destination = draw(some_axes(rank))
    if isinstance(source, (tuple, list)) and isinstance(destination, (tuple, list)) and draw(st.integers(0, 3)):
        count = min(len(source), len(destination))
        source, destination = source[:count], destination[:count]
    if draw(rarely):
        source = draw(several)
    if draw(rarely):
        destination = draw(several)
    return Call((operand, source, destination))


@st.composite
def expansions(draw):
    operand = draw(arrays(0, 4))
    count = draw(st.integers(0, 3))
    rank = operand.shape.rank + count
    axis = [signed(draw, at, rank) for at in draw(st.permutations(range(rank)))[:count]]
    return Call(
        (operand, draw(several) if draw(st.integers(0, 2)) == 0 else draw(st.sampled_from([axis, tuple(axis)])))
    )


@st.composite
def squeezes(draw):
    own = draw(st.lists(st.just(1) | sizes, max_size=5).map(tuple))
    keywords = {}
    if draw(st.integers(0, 3)):
        ones = [at for at, size in enumerate(own) if size == 1]
        axis = tuple(signed(draw, at, len(own)) for at in ones[: draw(st.integers(0, 3))])
        axis = axis[0] if len(axis) == 1 and draw(st.booleans()) else axis
        keywords["axis"] = draw(several) if draw(st.integers(0, 2)) == 0 else axis
    return Call((Array(Shape(own), "f"),), keywords)


CALLS = {
    "numpy.transpose": permutations(False),
    "numpy.permute_dims": permutations(False),
    "ndarray.transpose": permutations(True),
    "ndarray.T": calls(arrays()),
    "ndarray.mT": calls(arrays()),
    "numpy.matrix_transpose": calls(arrays()),
    "numpy.linalg.matrix_transpose": calls(arrays()),
    "numpy.swapaxes": calls(arrays(2), st.integers(-3, 2), st.integers(-3, 2)),
    "ndarray.swapaxes": calls(arrays(2), st.integers(-3, 2), st.integers(-3, 2)),
    "numpy.moveaxis": moves(),
    "numpy.rollaxis": calls(arrays(1), st.integers(-4, 3), start=st.integers(-5, 5)),
    "numpy.expand_dims": expansions(),
    "numpy.squeeze": squeezes(),
    "ndarray.squeeze": squeezes(),
}
