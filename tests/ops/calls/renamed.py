"""Calls of operations under other names."""

from hypothesis import strategies as st

from calls import cumulative, indexing, reductions, rounding, selecting
from calls.common import arrays, calls
from calls.creation import array_likes
from shapecheck.ops.values import Dtype

OLD = {
    "numpy.product": reductions.CALLS["numpy.prod"],
    "numpy.cumproduct": cumulative.CALLS["numpy.cumprod"],
    "numpy.alltrue": reductions.CALLS["numpy.all"],
    "numpy.sometrue": reductions.CALLS["numpy.any"],
    "ndarray.ptp": reductions.CALLS["numpy.ptp"],
    "numpy.round_": rounding.CALLS["numpy.round"],
    "numpy.trapz": cumulative.CALLS["numpy.trapezoid"],
    "numpy.in1d": selecting.CALLS["numpy.isin"],
    "numpy.asfarray": calls(array_likes, dtype=st.sampled_from([Dtype("f"), Dtype("i")])),
    "numpy.msort": calls(arrays()),
}
CALLS = {
    **OLD,
    "operator.getitem": indexing.CALLS["ndarray.__getitem__"],
    "operator.setitem": indexing.CALLS["ndarray.__setitem__"],
}
