"""Which functions of NumPy's return an argument itself, so that neither of the two is ever changed alone."""

from collections.abc import Mapping
from typing import Any

from shapecheck.ops.table import RULES

__all__ = ["gives_itself", "gives_out"]

_ALWAYS = frozenset({"numpy.asanyarray", "numpy.asarray"})  # unless the element type is another one
_MAYBE = frozenset(
    f"numpy.{name}"
    for name in """array asarray_chkfinite ascontiguousarray asfortranarray atleast_1d atleast_2d atleast_3d real
    real_if_close require squeeze""".split()
) | frozenset(f"ndarray.{name}" for name in "__array__ astype conj conjugate real squeeze".split())

# Element types as functions: `numpy.float64(x)` gives an array of that type itself.
_TYPES = frozenset(
    name for one in "bool_ clongdouble complex128 float64 int64".split() for name in RULES[f"numpy.{one}"].names
)


def gives_itself(name: str, keywords: Mapping[str, Any]) -> bool | None:
    """Tell whether an operation whose result has the shape of an argument gives that very array.

    Returns
    -------
    bool or None
        True: it is the argument itself. False: it is another array, a view or a copy. None: that depends on sizes, on
        memory order, on the element type or on `copy=`.
    """
    if name in _ALWAYS:
        return None if keywords else True
    if name in {"numpy.array", "ndarray.astype"}:
        return None if "copy" in keywords else False
    return None if name in _MAYBE or name in _TYPES else False


_NOT_OUT = frozenset(f"numpy.fft.{name}" for name in "hfft ifft2 irfft2".split())  # NumPy 2.0 to 2.4 pay no heed to it


def gives_out(name: str) -> bool:
    """Tell whether an operation that is given `out=` gives that very array."""
    return name not in _NOT_OUT
