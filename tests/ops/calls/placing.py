"""Calls of what writes into an array."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes
from calls.reductions import masks, near, some
from calls.selecting import literals
from shapecheck.core import Array, Shape

rarely = st.integers(0, 5).map(lambda number: number == 0)
modes = st.sampled_from(["raise", "wrap", "clip", "raise", "raise", "bad"])
values = st.one_of(st.sampled_from([1.0, 2, [1, 2], [], [[1.0], [2.0]]]), arrays(0, 2))


@st.composite
def puts(draw):
    target = draw(arrays(0, 4)) if draw(some) else draw(arrays(0, 3, "i"))
    if draw(rarely):
        target = draw(st.sampled_from([[1.0, 2.0], 3.0, target]))
    index = draw(st.one_of(literals, literals, arrays(0, 2, "i")))
    if draw(rarely):
        index = draw(arrays(0, 2, "f"))
    keywords = {"mode": draw(modes)} if draw(rarely) else {}
    return Call((target, index, draw(values)), keywords)


@st.composite
def places(draw):
    target = draw(arrays(0, 3))
    own = target.shape.sizes
    mask = draw(near(own, "b")) if draw(some) else draw(st.sampled_from([Array(Shape((prod(own),)), "b"), True]))
    return Call((target, mask, draw(values)))


@st.composite
def copies(draw):
    target = draw(arrays(0, 4, draw(st.sampled_from("ffi"))))
    keywords = {}
    if draw(some) == 0:
        written = st.sampled_from([1, 0.0, [1, 0], [[True], [2]], (0, 1, 1), [0.5]])
        keywords["where"] = draw(st.one_of(masks(target.shape.sizes, draw(st.sampled_from("bbbi"))), written))
        if isinstance(keywords["where"], Array) and not keywords["where"].shape.sizes:
            keywords["where"] = 0  # NumPy refuses an array without axes, and takes a scalar of its own
    if draw(some) == 0:
        keywords["casting"] = draw(st.sampled_from(["same_kind", "unsafe", "bad"]))
    return Call((target, draw(st.one_of(masks(target.shape.sizes, "f"), st.just(2.0)))), keywords)


@st.composite
def diagonals(draw):
    size = draw(st.sampled_from([0, 1, 2, 3, 5]))
    equal = (size,) * draw(st.integers(0, 4))
    own = draw(st.one_of(st.just(equal), shapes(0, 4)))
    return Call((Array(Shape(own), "f"), draw(values)), draw(st.sampled_from([{}, {"wrap": True}])))


# An array of one element as the value of `fill` is deprecated in some versions and refused in others.
NUMBERS = st.one_of(st.sampled_from([1, 2.0, True]), arrays(0, 2).filter(lambda a: not a.sizes or prod(a.sizes) != 1))
CALLS = {
    "numpy.put": puts(),
    "ndarray.put": puts().filter(lambda made: isinstance(made.arguments[0], Array)),
    "numpy.place": places(),
    "numpy.putmask": places(),
    "numpy.copyto": copies(),
    "numpy.fill_diagonal": diagonals(),
    "ndarray.fill": calls(arrays(), NUMBERS),
}
