"""Calls of indexing: reading and assigning."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, sizes
from shapecheck.core import Array, Shape

bounds = st.one_of(st.none(), st.integers(-4, 8))
slices = st.builds(slice, bounds, bounds, st.one_of(st.none(), st.sampled_from([1, 2, 3, -1, -2])))
indices = st.integers(-4, 4)


@st.composite
def keys(draw, operand):
    own = operand.shape.sizes
    entries, axis = [], 0
    for _ in range(draw(st.integers(0, len(own) + 1))):
        entry = draw(st.sampled_from(["slice", "slice", "int", "none", "ellipsis", "list", "array", "mask"]))
        if entry == "slice":
            entries.append(draw(slices))
        elif entry == "int":
            entries.append(draw(indices))
        elif entry == "none":
            entries.append(None)
            continue
        elif entry == "ellipsis":
            entries.append(...)
            axis += draw(st.integers(0, 2))
            continue
        elif entry == "list":
            entries.append(draw(st.lists(indices, max_size=3)))
        elif entry == "array":
            entries.append(Array(Shape(draw(st.lists(st.sampled_from([1, 2, 3]), max_size=2).map(tuple))), "i"))
        else:
            rank = draw(st.integers(1, 2))
            mask = (
                own[axis : axis + rank]
                if draw(st.integers(0, 4))
                else draw(st.lists(sizes, min_size=rank, max_size=rank))
            )
            entries.append(Array(Shape(tuple(mask)), "b"))
            axis += rank - 1
        axis += 1
    return entries[0] if len(entries) == 1 and not isinstance(entries[0], tuple) else tuple(entries)


@st.composite
def reads(draw):
    operand = draw(arrays(0, 4))
    return Call((operand, draw(keys(operand))))


@st.composite
def writes(draw):
    made = draw(reads())
    value = draw(st.one_of(arrays(0, 3), st.just(Array(Shape((1, 1)), "f"))))
    return Call((*made.arguments, value))


CALLS = {"ndarray.__getitem__": reads(), "ndarray.__setitem__": writes()}
