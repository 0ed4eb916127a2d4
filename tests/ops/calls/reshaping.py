"""Calls of the reshaping family."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, calls, shapes
from shapecheck.core import Array, Shape

free = st.sampled_from([-1, -1, 0, 1, 2, 3, 6, -2])
targets = st.one_of(st.lists(free, max_size=4).map(tuple), free)
rarely = st.sampled_from([True, False, False, False, False])
ORDERS = {"order": st.sampled_from(["C", "F", "A", "c", "C", "X"])}
FLAT_ORDERS = {"order": st.sampled_from(["C", "F", "A", "K", None, "flat", 1])}


@st.composite
def fitting(draw):
    """Give an array and a target that has as many elements: the target's sizes, regrouped."""
    factors = draw(shapes(0, 4))
    cut = draw(st.integers(0, len(factors)))
    sizes = [prod(factors[:cut]), *factors[cut:]]
    if draw(st.booleans()):
        sizes[draw(st.integers(0, len(sizes) - 1))] = -1
    return Array(Shape(factors), "f"), tuple(draw(st.permutations(sizes)))


@st.composite
def resizes(draw):
    """Give in-place calls; without the check of references, which is not about shapes."""
    sizes = st.sampled_from([[0, 1, 2, 3, 5], [1, 2, 3, -1]])  # NumPy takes (0, -1): it looks no further than the 0
    target = draw(sizes.flatmap(lambda known: st.lists(st.sampled_from(known), max_size=3)))
    arguments = draw(st.sampled_from([tuple(target), (tuple(target),), (target,), (), (None,)]))
    return Call((draw(arrays(0, 3)), *arguments), {"refcheck": False})


@st.composite
def items(draw):
    operand = draw(st.one_of(arrays(0, 3), arrays(0, 2, "i")))
    sizes = operand.shape.before
    indices = tuple(draw(st.integers(-size - 1 if draw(rarely) else -size, max(size - 1, 0))) for size in sizes)
    if draw(rarely):
        indices = draw(st.lists(st.integers(-3, 3), max_size=3).map(tuple))
    total = prod(sizes)
    flat = draw(st.integers(-total - 1, total))
    if draw(rarely):
        operand = Array(Shape((1,) * len(sizes)), "f")
    return Call((operand, *draw(st.sampled_from([indices, (indices,), (flat,), (), (True,)]))))


# What takes one element takes an array without axes; whether one of another rank depends on the version.
numbers = arrays(0, 2).filter(lambda array: not array.shape.before or prod(array.shape.before) != 1)


def ordered(strategy: st.SearchStrategy[Call]) -> st.SearchStrategy[Call]:
    return st.builds(
        lambda made, order: Call(made.arguments, order), strategy, st.fixed_dictionaries({}, optional=ORDERS)
    )


size_axes = st.one_of(st.none(), st.integers(-3, 3), st.lists(axes, max_size=2), st.lists(axes, max_size=2).map(tuple))
ANY = calls(arrays())
NUMBERS = st.one_of(arrays(), arrays(kind="c"), arrays(kind="b"))
CALLS = {
    "numpy.reshape": ordered(st.one_of(calls(arrays(0, 4), targets), fitting().map(Call))),
    "ndarray.reshape": ordered(
        st.one_of(
            calls(arrays(0, 4), targets),
            fitting().map(Call),
            fitting().map(lambda pair: Call((pair[0], *pair[1]))),
            calls(arrays(0, 1), st.none()),
        )
    ),
    "numpy.ravel": calls(arrays(), **FLAT_ORDERS),
    "ndarray.ravel": calls(arrays(), **FLAT_ORDERS),
    "ndarray.flatten": calls(arrays(), **FLAT_ORDERS),
    "ndarray.flat": ANY,
    "ndarray.resize": resizes(),
    "ndarray.item": items(),
    "numpy.real": calls(NUMBERS),
    "numpy.imag": calls(NUMBERS),
    "ndarray.real": calls(NUMBERS),
    "ndarray.imag": calls(NUMBERS),
    "ndarray.view": ANY,
    "numpy.size": calls(arrays(), axis=size_axes),
    "ndarray.size": ANY,
    "numpy.shape": ANY,
    "ndarray.shape": ANY,
    "numpy.ndim": ANY,
    "ndarray.ndim": ANY,
    "ndarray.__bool__": calls(arrays(0, 2)),
    "ndarray.__complex__": calls(numbers),
    "ndarray.__float__": calls(numbers),
    "ndarray.__int__": calls(numbers),
    "ndarray.__len__": calls(arrays(0, 2)),
}
