"""Calls of functions of one array, and of scalar types."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls
from calls.creation import array_likes, dtypes
from calls.elementwise import ufunc_calls
from calls.reductions import axes_for, near, some
from shapecheck.core import Array
from shapecheck.ops.families import special

anything = st.one_of(array_likes, *(arrays(0, 4, kind) for kind in "bic"))


@st.composite
def with_out(draw, kind):
    operand = draw(arrays(0, 4, draw(st.sampled_from("fffffic"))))
    return Call((operand,), {"out": draw(near(operand.shape.sizes, kind))} if draw(some) else {})


@st.composite
def unwraps(draw):
    operand = draw(arrays(0, 4, draw(st.sampled_from("fi"))))
    keywords = {} if draw(some) == 0 else {"axis": draw(axes_for(operand.shape.rank, several=False))}
    if keywords.get("axis", 0) is None:
        keywords["axis"] = -1  # NumPy fails in more than one way
    if draw(some) == 0:
        keywords["period"] = draw(st.sampled_from([6.28, 4]))
    return Call((operand,), keywords)


@st.composite
def pieces(draw):
    operand = draw(arrays(1, 3))
    count = draw(st.integers(1, 3))
    conditions = [Array(operand.shape, "b")] * count
    if draw(some) == 0:
        conditions = [draw(near(operand.shape.sizes, "b")) for _ in range(count)]
    functions = [draw(st.sampled_from([1.0, 0, -2])) for _ in range(draw(st.sampled_from([0, 1, 2, 3])) + count - 1)]
    return Call((operand, conditions, functions))


@st.composite
def trims(draw):
    operand = draw(arrays(1, 3))
    keywords = {"trim": draw(st.sampled_from(["f", "b", "fb", "B", "x"]))} if draw(some) else {}
    if draw(some) == 0:
        keywords["axis"] = draw(st.integers(-operand.shape.rank, operand.shape.rank))
    return Call((operand,), keywords)


@st.composite
def complex_numbers(draw):
    part = st.one_of(arrays(0, 0, "f"), st.sampled_from([1, 2.5, True, [1, 2], [[1], [2]]]))
    return draw(st.one_of(st.lists(part, max_size=3), st.lists(arrays(0, 2, "i"), max_size=1)).map(tuple).map(Call))


numbers = st.sampled_from([0.0, 1, -2.5])
ONE = st.one_of(anything, anything, st.sampled_from([[[1, 2], [3]]]))
CALLS = {
    **{f"numpy.{name}": calls(ONE) for name in "sinc iscomplex isreal".split()},
    "numpy.i0": calls(ONE),
    "numpy.angle": calls(ONE, deg=st.booleans()),
    "numpy.nan_to_num": calls(ONE, copy=st.just(True), nan=numbers, posinf=numbers, neginf=numbers),
    "numpy.real_if_close": calls(ONE, tol=st.sampled_from([100, 0])),
    "numpy.fix": with_out("f"),
    "numpy.isneginf": with_out("b"),
    "numpy.isposinf": with_out("b"),
    "numpy.sort_complex": calls(ONE),
    "numpy.unwrap": unwraps(),
    "numpy.piecewise": pieces(),
    "numpy.trim_zeros": trims(),
    "numpy.require": calls(
        array_likes, dtype=dtypes, requirements=st.sampled_from([None, "C", ["F", "A"], ["C", "F"]])
    ),
    "numpy.asarray_chkfinite": calls(array_likes, dtype=dtypes, order=st.sampled_from([None, "C", "F"])),
    "ndarray.conj": calls(st.one_of(arrays(), arrays(0, 3, "c"))),
    "ndarray.conjugate": calls(st.one_of(arrays(), arrays(0, 3, "i"))),
    "ndarray.byteswap": calls(arrays(), inplace=st.booleans()),
    "ndarray.to_device": calls(arrays(), st.sampled_from(["cpu", "cpu", "gpu"]), stream=st.sampled_from([None, 1])),
    "ndarray.dtype": calls(st.one_of(arrays(), arrays(0, 2, "i"))),
    "numpy.isnat": ufunc_calls("numpy.isnat"),
    **{
        name: calls(st.one_of(arrays(0, 3, "f"), arrays(0, 3, "i"), st.sampled_from([1, 2.5, [1, 2], [[1], [2, 3]]])))
        for rule in special.SCALAR_TYPES
        for name in rule.names
    },
    **{name: complex_numbers() for name in special.complex_number.names},
}
