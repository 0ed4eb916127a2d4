"""Calls that select elements."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes, sizes
from calls.elementwise import broadcastable
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
near = st.integers(-4, 3)
modes = st.sampled_from(["raise", "wrap", "clip", "raise", "raise", "bad"])
literals = st.one_of(near, st.lists(near, max_size=4), st.lists(st.lists(near, min_size=2, max_size=2), max_size=2))


@st.composite
def outs(draw, result):
    """Give an array of the result's shape, or now and then of another."""
    if draw(rarely):
        return draw(arrays(0, 3))
    return Array(Shape(tuple(result)), "f")


@st.composite
def takes(draw):
    operand = draw(arrays(0, 4))
    own = operand.shape.before
    keywords = {}
    axis = draw(st.integers(-len(own) - 1 if draw(rarely) else -len(own), max(len(own) - 1, 0)))
    if draw(st.integers(0, 4)):
        keywords["axis"] = axis
    indices = draw(st.one_of(literals, arrays(0, 2, "i")))
    if draw(rarely):
        indices = draw(arrays(0, 2, "f"))
    if draw(rarely):
        keywords["mode"] = draw(modes)
    if keywords.get("mode") == "wrap" and 0 in own:
        del keywords["mode"]  # NumPy 2.4 wraps an index around an axis of size 0 forever
    if draw(rarely):
        middle = indices.shape.before if isinstance(indices, Array) else ()
        at = axis % len(own) if own else 0
        rest = (*own[:at], *middle, *own[at + 1 :]) if "axis" in keywords else middle
        keywords["out"] = draw(outs(rest))
    return Call((operand, indices), keywords)


@st.composite
def along(draw):
    """Give an array and an index array that fits it on all axes but one."""
    own = draw(shapes(0, 4))
    axis = draw(st.integers(-len(own), max(len(own) - 1, 0)))
    index = [1 if draw(rarely) else size for size in own]
    if own:
        index[axis] = draw(sizes)
    if draw(rarely):
        index = draw(shapes(0, 3))
    if draw(rarely):
        axis, index = draw(st.sampled_from([None, axis, 3])), index[:1]
    kind = "f" if draw(rarely) and draw(rarely) else "i"
    return Array(Shape(own), "f"), Array(Shape(tuple(index)), kind), axis


@st.composite
def puts(draw):
    operand, index, axis = draw(along())
    target = index.shape.before
    values = [1 if draw(rarely) else size for size in target[draw(st.integers(0, len(target))) :]]
    return Call((operand, index, draw(arrays(0, 3)) if draw(rarely) else Array(Shape(tuple(values)), "f"), axis))


@st.composite
def choices(draw):
    index, *operands = draw(broadcastable("i" + "f" * draw(st.integers(0, 3))))
    if draw(rarely):
        index = draw(st.one_of(st.lists(st.integers(-1, 2), max_size=3), st.integers(-1, 2), arrays(0, 1, "f")))
    keywords = {}
    if draw(rarely):
        keywords["mode"] = draw(modes)
    if draw(rarely):
        known = [item.shape.before for item in (index, *operands) if isinstance(item, Array)]
        keywords["out"] = draw(outs(max(known, key=len, default=())))
    return Call((index, draw(arrays(0, 3)) if draw(rarely) else operands), keywords)


@st.composite
def compressions(draw, method: bool, flat: bool = False):
    operand = draw(arrays(0, 4))
    own = operand.shape.before
    axis = draw(st.integers(-len(own) - 1 if draw(rarely) else -len(own), max(len(own) - 1, 0)))
    keywords = {"axis": axis} if draw(st.integers(0, 3)) and not flat else {}
    length = own[axis] if keywords and -len(own) <= axis < len(own) else prod(own)
    condition = draw(
        st.one_of(
            st.lists(st.booleans(), max_size=4),
            st.lists(st.booleans(), max_size=min(length, 9)),
            st.integers(0, min(length, 50)).map(lambda size: Array(Shape((size,)), "b")),
            arrays(0, 2, "b"),
        )
    )
    return Call((operand, condition) if method else (condition, operand), keywords)


@st.composite
def selections(draw):
    count = draw(st.integers(0, 3))
    operands = draw(broadcastable("b" * count + "f" * (count + 1)))
    conditions, chosen, default = list(operands[:count]), list(operands[count:-1]), operands[-1]
    if draw(rarely):
        chosen = chosen[1:]
    if draw(rarely) and conditions:
        conditions[0] = Array(conditions[0].shape, "f")
    return Call((conditions, chosen), {"default": default} if draw(st.booleans()) else {})


@st.composite
def meshes(draw):
    one = st.one_of(
        arrays(1, 1, "i"),
        arrays(1, 1, "b"),
        st.lists(st.integers(0, 3), max_size=3),
        st.lists(st.booleans(), max_size=3),
    )
    found = draw(st.lists(one, max_size=4))
    if draw(rarely):
        found.append(draw(arrays(0, 2, "i")))
    return Call(tuple(found))


@st.composite
def wheres(draw):
    operands = draw(broadcastable("bff"))
    return Call(operands[: draw(st.sampled_from([1, 3, 3, 3, 2]))])


KINDS = st.sampled_from([None, "sort", "table", "bad"])
MEMBERS = st.one_of(arrays(0, 2), arrays(0, 2, "i"))
CALLS = {
    "numpy.take": takes(),
    "ndarray.take": takes(),
    "numpy.take_along_axis": along().map(Call),
    "numpy.put_along_axis": puts(),
    "numpy.choose": choices(),
    "ndarray.choose": choices().filter(lambda made: isinstance(made.arguments[0], Array)),
    "numpy.compress": compressions(False),
    "ndarray.compress": compressions(True),
    "numpy.extract": compressions(False, True),
    "numpy.select": selections(),
    "numpy.where": wheres(),
    "numpy.ix_": meshes(),
    "numpy.isin": calls(st.one_of(arrays(0, 3), arrays(0, 3, "i")), MEMBERS, invert=st.booleans(), kind=KINDS),
}
