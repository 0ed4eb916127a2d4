"""Calls of comparisons of whole arrays."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls
from calls.elementwise import broadcastable


@st.composite
def closeness(draw):
    *operands, rtol, atol = draw(broadcastable("ffff"))
    keywords = {"rtol": rtol} if draw(st.integers(0, 3)) == 0 else {}
    if draw(st.integers(0, 3)) == 0:
        keywords["atol"] = draw(st.sampled_from([atol, 0.1]))
    return Call(tuple(operands), keywords)


PAIRS = broadcastable("ff").map(Call)
CALLS = {
    "numpy.isclose": closeness(),
    "numpy.allclose": closeness(),
    "numpy.array_equal": st.one_of(PAIRS, calls(arrays(), arrays(), equal_nan=st.booleans())),
    "numpy.array_equiv": PAIRS,
    "operator.contains": st.one_of(PAIRS, calls(arrays(), st.sampled_from([1, 2.5, [1, 2], [[1.0], [2.0]]]))),
}
