"""Calls of set operations."""

from hypothesis import strategies as st

from calls.common import arrays, calls

MEMBERS = st.one_of(arrays(0, 3), arrays(0, 2, "i"), st.sampled_from([1, [1, 2, 2], []]))
UNIQUE = st.just(False)  # what NumPy gives where this is said wrongly is not a set
CALLS = {
    "numpy.union1d": calls(MEMBERS, MEMBERS),
    "numpy.setxor1d": calls(MEMBERS, MEMBERS, assume_unique=UNIQUE),
    "numpy.setdiff1d": calls(MEMBERS, MEMBERS, assume_unique=UNIQUE),
    "numpy.intersect1d": calls(MEMBERS, MEMBERS, assume_unique=UNIQUE, return_indices=st.booleans()),
}
