"""Calls of clipping and rounding."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays
from calls.reductions import masks, named, near, some


@st.composite
def clips(draw, *bounds):
    operand = draw(arrays(0, 4))
    own = operand.shape.sizes
    bound = st.one_of(st.sampled_from([None, 0, 1.5]), masks(own, "f"))
    arguments, keywords = (operand,), {}
    given = draw(st.integers(0, 2))
    if draw(st.booleans()):
        arguments += tuple(draw(bound) for _ in range(given))
    else:
        keywords = {name: draw(bound) for name in bounds if draw(some)}
    if draw(some) == 0:
        keywords["where"] = draw(masks(own))
    if draw(some) == 0:
        keywords["out"] = draw(near(own))
    return Call(arguments, keywords)


@st.composite
def roundings(draw):
    operand = draw(arrays(0, 4))
    keywords = {}
    if draw(some) == 0:
        keywords["decimals"] = draw(st.sampled_from([0, 2, -1, 1.5]))
    if draw(st.booleans()):
        keywords["out"] = draw(near(operand.shape.sizes))
    return Call((operand,), keywords)


CALLS = {
    "numpy.clip": st.one_of(clips("a_min", "a_max"), clips("min", "max"), clips("a_min", "a_max", "max")),
    "ndarray.clip": clips("min", "max"),
    **named({"numpy": "round around", "ndarray": "round"}, roundings()),
}
