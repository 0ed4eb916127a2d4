"""Calls of joining, splitting, padding, repeating, inserting, deleting and moving."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, calls, shapes, sizes, small_sizes
from calls.creation import array_likes, mostly, rarely
from shapecheck.core import Array, Shape
from shapecheck.ops.values import Dtype

bools = st.booleans()
few = st.integers(0, 2)


def _array(shape, kind="f"):
    return Array(Shape(tuple(shape)), kind)


@st.composite
def groups(draw, least: int = 0, most: int = 4, free: bool = True, axis: int | None = None):
    """Give arrays that agree on all axes but one, as often as not, and that axis."""
    shape = draw(st.lists(small_sizes, min_size=least, max_size=most))
    position = min(axis, len(shape) - 1) if axis is not None else draw(st.integers(0, max(len(shape) - 1, 0)))
    group = []
    odd = draw(st.integers(0, 2)) == 0
    for _ in range(draw(st.integers(0, 4)) if draw(rarely) else draw(st.integers(1, 4))):
        own = list(shape)
        if own and free:
            own[position] = draw(small_sizes)
        if odd and draw(bools):
            own = draw(st.lists(small_sizes, max_size=3))
        group.append(1.0 if draw(rarely) and draw(rarely) else _array(own))
    if draw(rarely):
        return draw(st.one_of(arrays(0, 3), st.just(3))), position
    return draw(st.sampled_from([tuple, list]))(group), position


@st.composite
def joined(draw, free: bool, axis_none: bool):
    group, position = draw(groups(free=free))
    keywords = {}
    listed = isinstance(group, (list, tuple))
    if draw(bools):
        rank = max((item.shape.rank for item in group if isinstance(item, Array)), default=1) if listed else 1
        rank += 0 if free else 1
        keywords["axis"] = draw(st.sampled_from([position, position - rank]))
    if draw(rarely):
        keywords["axis"] = draw(st.one_of(axes, st.none() if axis_none else axes))
    if draw(rarely):
        keywords["dtype"] = Dtype("f")
    if draw(rarely):
        keywords["out"] = draw(arrays(0, 3))
    return Call((group,), keywords)


@st.composite
def with_out(draw, axis: int | None):
    """Give arrays of one shape, and an `out` for the result of joining them along the axis, as often as not."""
    shape = draw(st.lists(small_sizes, min_size=1, max_size=3))
    count = draw(st.integers(1, 3))
    out = [prod(shape) * count] if axis is None else [count * shape[0], *shape[1:]]
    out = draw(st.lists(small_sizes, max_size=3)) if draw(rarely) else out
    return Call(([_array(shape)] * count,), {"axis": axis, "out": _array(out)})


@st.composite
def stacked_out(draw):
    shape = draw(st.lists(small_sizes, max_size=3))
    axis = draw(st.integers(-len(shape) - 1, len(shape)))
    out = list(shape)
    out.insert(axis % (len(shape) + 1), 2)
    return Call(([_array(shape)] * 2,), {"axis": axis, "out": draw(arrays(0, 3)) if draw(rarely) else _array(out)})


def stacks(axis: int, free_rank: int) -> st.SearchStrategy[Call]:
    """Give calls of the stacks with names, mostly of arrays that fit: of few axes, or agreeing on all but one."""
    return st.one_of(
        groups(axis=axis).map(lambda made: Call((made[0],))),
        groups(1, free_rank, axis=axis).map(lambda made: Call((made[0],))),
        groups(most=1, free=False).map(lambda made: Call((made[0],))),
    )


@st.composite
def blocks(draw):
    """Give nested lists of arrays that fit, as often as not."""
    depth = draw(st.integers(0, 3))
    rows, columns = draw(st.lists(small_sizes, min_size=1, max_size=3)), draw(st.lists(small_sizes, min_size=1))
    lead = draw(shapes(0, 1))

    def leaf(row, column):
        if draw(rarely) and draw(rarely):
            return draw(st.one_of(arrays(0, 3), st.just(1.0)))
        if depth == 1:
            return _array([*lead, rows[0], column] if lead else [column])
        return _array([*lead, row, column])

    if depth == 0:
        return Call((draw(array_likes),))
    if depth == 1:
        made = [leaf(rows[0], column) for column in columns[:3]]
    else:
        made = [[leaf(row, column) for column in columns[:3]] for row in rows]
        if depth == 3:
            made = [made] * draw(st.integers(1, 2))
    if draw(rarely):
        made.append(draw(st.sampled_from([[], 1.0, [1.0], (1.0,)])))
    return Call((made,))


@st.composite
def splits(draw, named: bool, least: int, axis: int):
    operand = draw(arrays(least if draw(st.integers(0, 4)) else 0, 4))
    rank = operand.shape.rank
    place = draw(st.integers(-rank, rank - 1)) if rank and not named else axis
    if draw(rarely):
        place = draw(axes) if not named else place
    size = operand.sizes[place] if -rank <= place < rank else 1
    divisors = [count for count in range(1, size + 1) if size % count == 0] or [1, 2]
    sections = draw(
        st.one_of(
            st.sampled_from(divisors),
            st.integers(-1, 8),
            st.lists(st.integers(-4, 9), max_size=4),
            st.lists(st.integers(0, 9), max_size=4).map(lambda points: tuple(sorted(points))),
            st.sampled_from([2.0, None, [1.0], _array((2,), "i"), 1]),
        )
    )
    return Call((operand, sections) if named else (operand, sections, place))


vectors = st.sampled_from([(), (1,), (2,), (3,)])


@st.composite
def located(draw, least: int = 0, most: int = 4):
    """Give an array, an axis of it or None, and the size that the operation finds there."""
    operand = draw(arrays(least, most))
    if draw(st.integers(0, 9)) == 0:
        return operand, draw(axes), 2
    rank = operand.shape.rank
    if not rank or draw(st.integers(0, 3)) == 0:
        return operand, None, prod(operand.sizes)
    axis = draw(st.integers(-rank, rank - 1))
    return operand, axis, operand.sizes[axis]


@st.composite
def repeats(draw):
    operand, axis, size = draw(located())
    count = size if size < 40 else 2
    own = draw(
        st.one_of(
            st.integers(-1, 4),
            st.lists(st.integers(0, 3), min_size=count, max_size=count),
            st.lists(st.integers(-1, 3), max_size=4),
            st.just(_array((count,), "i")),
            st.sampled_from([_array((), "i"), _array((1,), "i"), _array((2, 1), "i"), _array((2,)), 2.0, None, True]),
        )
    )
    return Call((operand, own), {} if axis is None and draw(bools) else {"axis": axis})


@st.composite
def tilings(draw):
    operand = draw(st.one_of(arrays(0, 3), array_likes))
    least = -1 if isinstance(operand, Array) and 0 not in operand.sizes else 0  # an empty array's depend on more
    counts = st.integers(0, 3) if draw(bools) else st.integers(least, 3)
    reps = draw(st.one_of(counts, st.lists(counts, max_size=4), st.lists(counts, max_size=4).map(tuple)))
    return Call((operand, draw(st.sampled_from([2.0, None, [1, 2.5]])) if draw(rarely) else reps))


@st.composite
def insertions(draw):
    operand, axis, size = draw(located(most=3))
    rank = 1 if axis is None else operand.shape.rank
    low, high = max(-size, -4), min(size, 9)
    inside = st.integers(low, high)
    bad = draw(rarely)
    if bad:
        inside = st.integers(low, high + 3)  # NumPy takes some of several indices below the first
    index = draw(
        st.one_of(
            inside,
            st.lists(inside, max_size=4),
            st.lists(inside, min_size=1, max_size=1),
            st.builds(slice, few, st.integers(0, 6), st.sampled_from([None, 1, 2, -1])),
            st.sampled_from([_array((), "i"), _array((1,), "i"), _array((3,), "i"), _array((0,), "i")]),
            st.sampled_from([_array((2, 1), "i"), [[1]], 1.0, [1.0, 0.0], _array((2,)), None]) if bad else inside,
        )
    )
    if bad and draw(bools):
        index = draw(st.sampled_from([_array((size,), "b"), _array((2,), "b"), st.integers(-12, -5)]))
        index = draw(index) if isinstance(index, st.SearchStrategy) else index
    if not rank:
        return Call((operand, index, 1.0, axis))
    # Values of the inserted part's shape: with one number for an index, the axis counts from the first.
    target = [2] if axis is None else list(operand.sizes)
    place = 0 if axis is None or not -rank <= axis < rank else axis % rank
    count = len(index) if isinstance(index, (list, tuple)) and len(index) != 1 else draw(st.integers(0, 3))
    if isinstance(index, Array) and index.shape.rank == 1 and index.sizes != (1,):
        count = index.sizes[0]
    if isinstance(index, slice):
        count = len(range(*index.indices(size)))
    target[place] = count
    own = [1 if draw(rarely) else part for part in target]
    if isinstance(index, int):
        own.insert(0, own.pop(place))
    values = draw(
        st.sampled_from([1.0, _array(own), _array(own), _array(own[min(1, len(own)) :]), _array((2, *own[1:]))])
    )
    return Call((operand, index, values), {} if axis is None and draw(bools) else {"axis": axis})


@st.composite
def deletions(draw):
    operand, axis, size = draw(located(most=3))
    inside = st.integers(max(-size, -4), max(min(size, 9) - 1, 0))
    if draw(rarely):
        inside = st.integers(-size - 2, size + 2)
    index = draw(
        st.one_of(
            inside,
            st.lists(inside, max_size=4),
            st.lists(st.lists(inside, min_size=2, max_size=2), max_size=2),
            st.builds(slice, *[st.one_of(st.none(), st.integers(-4, 8))] * 2, st.sampled_from([None, 1, 2, -1, -3])),
            st.lists(bools, min_size=min(size, 30), max_size=min(size, 30)),
            st.just(_array((size,), "b")),
            st.sampled_from([_array(shape, "i") for shape in [(), (1,), (3,), (0,), (2, 2)]]),
            st.sampled_from([_array((2,), "b"), True, 1.0, [1.0], _array((2,)), None, _array((0,))]),
        )
    )
    return Call((operand, index), {} if axis is None and draw(bools) else {"axis": axis})


modes = "empty edge wrap linear_ramp maximum mean median minimum reflect symmetric constant".split()
widths = mostly(st.integers(0, 3), st.sampled_from([-1, 2.0]))


@st.composite
def paddings(draw):
    operand = draw(arrays(0, 3) if draw(rarely) else shapes(0, 3).map(lambda own: _array(own)))
    rank = operand.shape.rank
    each = rank if draw(st.integers(0, 4)) else draw(st.integers(0, 3))
    pair = st.tuples(widths, widths)
    width = draw(
        st.one_of(
            widths,
            pair,
            st.lists(widths, min_size=1, max_size=1),
            st.lists(pair, min_size=1, max_size=1),
            st.lists(pair, min_size=each, max_size=each),
            st.lists(st.tuples(widths), min_size=each, max_size=each).map(tuple),
            st.dictionaries(
                st.integers(-rank, max(rank - 1, 0)) if rank else few, st.one_of(st.integers(-1, 3), pair), max_size=2
            ),
            st.sampled_from([None, True, [[[1]]], [1, 2, 3], [], "a", {3: 1}, {0: (1, 2)}]),
            st.sampled_from([_array(shape, "i") for shape in [(), (2,), (1, 2), (3,), (2, 2), (3, 1)]]),
        )
    )
    if isinstance(width, dict) and any(isinstance(own, tuple) and 2.0 in own for own in width.values()):
        width = 1  # NumPy raises AssertionError there
    keywords = {}
    if draw(bools):
        keywords["mode"] = mode = draw(st.sampled_from(modes) if draw(st.integers(0, 9)) else st.just("other"))
        numbers = st.sampled_from([1, 2, (1, 2), [(1, 2)], ((1, 2),) * rank, [1, 2, 3]])
        if draw(rarely):
            keywords[draw(st.sampled_from(["constant_values", "stat_length", "end_values", "reflect_type"]))] = 1
        elif mode in {"constant", "linear_ramp"}:
            keywords["constant_values" if mode == "constant" else "end_values"] = draw(numbers)
        elif mode in {"maximum", "mean", "median", "minimum"}:
            keywords["stat_length"] = draw(st.one_of(numbers, st.none()))
        elif mode in {"reflect", "symmetric"}:
            keywords["reflect_type"] = draw(st.sampled_from(["even", "odd"]))
    return Call((operand, width), keywords)


shifts = st.one_of(
    st.integers(-4, 4), st.sampled_from([1.5, [], [1], [1, 2], (1, 2, 3), [[1]], None, _array((2,), "i")])
)


@st.composite
def rolls(draw):
    operand = draw(st.one_of(arrays(0, 4), array_likes))
    rank = operand.shape.rank if isinstance(operand, Array) else 1
    inside = st.integers(-rank, rank - 1) if rank and draw(st.integers(0, 4)) else st.integers(-3, 3)
    axis = draw(st.one_of(st.none(), inside, st.lists(inside, max_size=3).map(tuple)))
    shift = draw(shifts) if axis != () else 1  # without an axis NumPy does not look at what the shift is
    return Call((operand, shift), {"axis": axis} if axis is not None or draw(bools) else {})


planes = mostly(
    st.sampled_from([(0, 1), (1, 0), [0, -1], (0, 2), (-2, -1)]),
    st.sampled_from([(0, 0), (1, -1), (0,), (0, 1, 2), (0, 5), (2, -1)]),
)
several_axes = st.one_of(st.none(), axes, st.lists(st.integers(-3, 2), max_size=3).map(tuple))
unstacked = st.builds(
    lambda operand, axis: Call((operand,), {} if axis is None else {"axis": axis}),
    arrays(0, 3),
    st.one_of(st.none(), st.integers(-3, 3)),
)
new_sizes = mostly(st.one_of(sizes, shapes(0, 4)), st.sampled_from([-1, (2, -1), 2.0, None, (2, 2.0)]))

CALLS = {
    "numpy.concatenate": st.one_of(joined(True, True), with_out(0), with_out(None)),
    "numpy.concat": st.one_of(joined(True, True), with_out(0), with_out(None)),
    "numpy.stack": st.one_of(joined(False, False), joined(False, False), stacked_out()),
    "numpy.hstack": stacks(1, 4),
    "numpy.vstack": stacks(0, 4),
    "numpy.row_stack": stacks(0, 4),
    "numpy.dstack": stacks(2, 4),
    "numpy.column_stack": stacks(1, 2),
    "numpy.append": st.one_of(
        calls(arrays(), array_likes),
        groups(least=1).map(lambda made: Call((made[0], made[0]), {"axis": made[1]})),
        st.builds(
            lambda own, size, axis: Call((_array(own), _array([size, *own[1:]])), {"axis": axis}),
            shapes(1, 3),
            sizes,
            st.sampled_from([0, 0, None, -1, 3]),
        ),
    ),
    "numpy.block": blocks(),
    "numpy.unstack": unstacked,
    "numpy.split": splits(False, 1, 0),
    "numpy.array_split": splits(False, 1, 0),
    "numpy.hsplit": splits(True, 1, 1),
    "numpy.vsplit": splits(True, 2, 0),
    "numpy.dsplit": splits(True, 3, 2),
    "numpy.repeat": repeats(),
    "ndarray.repeat": repeats(),
    "numpy.tile": tilings(),
    "numpy.resize": calls(array_likes, new_sizes),
    "numpy.insert": insertions(),
    "numpy.delete": deletions(),
    "numpy.pad": paddings(),
    "numpy.roll": rolls(),
    "numpy.flip": calls(st.one_of(arrays(), array_likes), axis=several_axes),
    "numpy.fliplr": calls(array_likes),
    "numpy.flipud": calls(array_likes),
    "numpy.rot90": calls(arrays(1, 4), k=st.integers(-5, 5), axes=planes),
}
