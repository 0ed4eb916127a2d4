"""Calls of element-wise operations."""

from hypothesis import strategies as st
from oracle import Call, numpy_callable

from calls.common import arrays, shapes
from shapecheck.core import Array, Shape
from shapecheck.ops.families import elementwise

INTEGER_OPERATORS = {"invert", "and_", "or_", "xor", "lshift", "rshift", "iand", "ior", "ixor", "ilshift", "irshift"}
KINDS = {"d": "f", "l": "i", "q": "i", "B": "i", "?": "b"}


def _signature(name: str) -> str:
    """Give the element kinds of a ufunc's operands and result: the first loop in floats, integers or booleans."""
    loops = ["".join(KINDS.get(code, " ") for code in loop.replace("->", "")) for loop in numpy_callable(name).types]
    return next(loop for loop in sorted(loops, key=lambda loop: "fib".find(loop[0])) if " " not in loop)


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
def ufunc_calls(draw, kinds: str):
    *operands, out, where = draw(broadcastable(kinds + "b"))
    keywords = {}
    if draw(st.integers(0, 3)) == 0:
        keywords["out"] = out
    if draw(st.integers(0, 3)) == 0:
        keywords["where"] = where
    return Call(tuple(operands), keywords)


def _operator(name: str) -> st.SearchStrategy[Call]:
    kind = "i" if name.removeprefix("operator.") in INTEGER_OPERATORS else "f"
    return broadcastable(kind if name in elementwise.unary_operator.names else kind * 2).map(Call)


RULES = (*elementwise.UFUNCS, elementwise.unary_operator, elementwise.in_place)
NAMES = [name for rule in RULES for name in rule.names]
CALLS = {name: ufunc_calls(_signature(name)) if name.startswith("numpy.") else _operator(name) for name in NAMES}
CALLS["numpy.where"] = broadcastable("bff").map(Call)
