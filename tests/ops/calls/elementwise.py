"""Calls of element-wise operations."""

from hypothesis import strategies as st
from oracle import Call, numpy_callable

from calls.common import arrays, shapes
from shapecheck.core import Array, Shape
from shapecheck.ops.families import elementwise

INTEGER_OPERATORS = {"invert", "and_", "or_", "xor", "lshift", "rshift", "iand", "ior", "ixor", "ilshift", "irshift"}
KINDS = {"d": "f", "l": "i", "i": "i", "B": "i", "?": "b", "D": "c", "M": "M"}


def _loops(name: str) -> list[str]:
    """Give the element kinds of operands and results for each of a ufunc's loops that has only kinds of ours."""
    loops = ["".join(KINDS.get(code, " ") for code in loop.replace("->", "")) for loop in numpy_callable(name).types]
    return [loop for loop in loops if " " not in loop]


@st.composite
def broadcastable(draw, kinds: str):
    """Give operands of one result shape with some axes set to 1 or left out, and now and then one that does not fit."""
    result = draw(shapes(0, 4))
    operands = []
    for kind in kinds:
        own = [1 if draw(st.integers(0, 3)) == 0 else size for size in result[draw(st.integers(0, len(result))) :]]
        operands.append(draw(arrays(0, 4, kind)) if draw(st.integers(0, 5)) == 0 else Array(Shape(tuple(own)), kind))
    return tuple(operands)


@st.composite
def ufunc_calls(draw, name: str):
    count = numpy_callable(name).nin
    *arrays_, where = draw(broadcastable(draw(st.sampled_from(_loops(name))) + "b"))
    out = tuple(arrays_[count:])
    keywords = {}
    if draw(st.integers(0, 3)) == 0:
        keywords["out"] = out if len(out) > 1 or draw(st.booleans()) else out[0]
    if draw(st.integers(0, 3)) == 0:
        keywords["where"] = where
    return Call(tuple(arrays_[:count]), keywords)


def _operator(name: str) -> st.SearchStrategy[Call]:
    kind = "i" if name.removeprefix("operator.") in INTEGER_OPERATORS else "f"
    unary = (*elementwise.unary_operator.names, *elementwise.absolute_operator.names)
    return broadcastable(kind if name in unary else kind * 2).map(Call)


RULES = (
    *elementwise.UFUNCS,
    *elementwise.OPERATORS,
    elementwise.absolute_operator,
    elementwise.unary_operator,
    elementwise.in_place,
)
NAMES = [name for rule in RULES for name in rule.names]
CALLS = {name: ufunc_calls(name) if name.startswith("numpy.") else _operator(name) for name in NAMES}
