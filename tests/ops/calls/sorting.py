"""Calls of sorting, searching and what is unique."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls
from calls.reductions import axes_for, near, reductions, some
from shapecheck.core import Array, Shape


@st.composite
def sorts(draw):
    operand = draw(arrays(0, 4))
    keywords = {} if draw(some) == 0 else {"axis": draw(axes_for(operand.shape.rank, several=False))}
    if draw(some) == 0:
        keywords["stable"] = True
    return Call((operand,), keywords)


places = st.integers(-3, 3)


@st.composite
def partitions(draw):
    operand = draw(arrays(0, 4))
    kth = draw(
        st.one_of(
            places,
            st.lists(places, min_size=1, max_size=2),
            st.sampled_from([1.0, [], Array(Shape((2,)), "i"), Array(Shape((1, 1)), "i"), Array(Shape(()), "i")]),
        )
    )
    return Call((operand, kth), {} if draw(some) == 0 else {"axis": draw(axes_for(operand.shape.rank, several=False))})


@st.composite
def searches(draw):
    operand = draw(arrays(1, 1)) if draw(some) else draw(arrays(0, 2))
    keywords = {}
    if draw(st.booleans()):
        keywords["sorter"] = draw(near(operand.shape.sizes, "i"))
    if draw(some) == 0:
        keywords["side"] = draw(st.sampled_from(["left", "right", "middle"]))
    return Call((operand, draw(arrays(0, 3))), keywords)


@st.composite
def uniques(draw):
    operand = draw(arrays(0, 4))
    names = ("return_index", "return_inverse", "return_counts")
    keywords = {name: True for name in names if draw(st.booleans())}
    if draw(st.booleans()):
        keywords["axis"] = draw(axes_for(operand.shape.rank, several=False))
    if draw(some) == 0:
        keywords["equal_nan"] = False
    return Call((operand,), keywords)


@st.composite
def lexical_sorts(draw):
    operand = draw(arrays(0, 3))
    return Call((operand,), {} if draw(st.booleans()) else {"axis": draw(st.integers(-3, 2))})


extremes = reductions("keepdims", "out", out="i", several=False)
CALLS = {
    **{f"numpy.{name}": extremes for name in ("argmax", "argmin", "nanargmax", "nanargmin")},
    **{f"ndarray.{name}": extremes for name in ("argmax", "argmin")},
    **{f"{owner}.{name}": sorts() for owner in ("numpy", "ndarray") for name in ("sort", "argsort")},
    **{f"{owner}.{name}": partitions() for owner in ("numpy", "ndarray") for name in ("partition", "argpartition")},
    **{f"{owner}.searchsorted": searches() for owner in ("numpy", "ndarray")},
    "numpy.lexsort": lexical_sorts(),
    "numpy.unique": uniques(),
    **{f"numpy.unique_{name}": calls(arrays(0, 3)) for name in ("values", "counts", "inverse", "all")},
}
