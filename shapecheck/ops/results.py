"""Which operations do not give one array, but several in a tuple or a list, or nothing as they change an argument.

Where their shapes are not known, nothing is known of the result: that it is an array is known of all others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from shapecheck.core.array import Array

__all__ = ["FIELDS", "gives_one_array", "may_keep_list"]

# By the first name of the rule.
_OTHERS = frozenset(
    (
        "ndarray.__setitem__ ndarray.fill ndarray.partition ndarray.put ndarray.resize ndarray.shape ndarray.sort "
        "numpy.abs.at numpy.add.at numpy.array_split numpy.atleast_1d numpy.atleast_2d numpy.atleast_3d "
        "numpy.broadcast_arrays numpy.broadcast_shapes numpy.copyto numpy.diag_indices numpy.diag_indices_from "
        "numpy.divmod numpy.divmod.outer numpy.dsplit numpy.fill_diagonal numpy.frexp numpy.gradient numpy.histogram "
        "numpy.histogram2d numpy.histogramdd numpy.hsplit numpy.index_exp.__getitem__ numpy.ix_ numpy.linalg.eig "
        "numpy.linalg.eigh numpy.linalg.lstsq numpy.linalg.qr numpy.linalg.slogdet numpy.linalg.svd numpy.meshgrid "
        "numpy.modf numpy.nonzero numpy.ogrid.__getitem__ numpy.place numpy.polydiv numpy.put numpy.put_along_axis "
        "numpy.putmask numpy.random.Generator.shuffle numpy.random.shuffle numpy.s_.__getitem__ numpy.shape "
        "numpy.split numpy.tril_indices numpy.tril_indices_from numpy.triu_indices numpy.triu_indices_from "
        "numpy.unique_all numpy.unique_counts numpy.unique_inverse numpy.unravel_index numpy.unstack numpy.vsplit "
        "operator.setitem"
    ).split()
)
# Those that do so if one of these arguments is given, and not as False: its place, and its name.
_ASKED: Mapping[str, Mapping[str, int]] = {
    "numpy.average": {"returned": 3},
    "numpy.indices": {"sparse": 2},
    "numpy.intersect1d": {"return_indices": 3},
    "numpy.linspace": {"retstep": 4},
    "numpy.polyfit": {"full": 4, "cov": 6},
    "numpy.unique": {"return_index": 1, "return_inverse": 2, "return_counts": 3},
}
# The names of the fields of those that give a named tuple.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "numpy.linalg.eig": ("eigenvalues", "eigenvectors"),
    "numpy.linalg.eigh": ("eigenvalues", "eigenvectors"),
    "numpy.linalg.qr": ("Q", "R"),
    "numpy.linalg.slogdet": ("sign", "logabsdet"),
    "numpy.linalg.svd": ("U", "S", "Vh"),
    "numpy.unique_all": ("values", "indices", "inverse_indices", "counts"),
    "numpy.unique_counts": ("values", "counts"),
    "numpy.unique_inverse": ("values", "inverse_indices"),
}
_WHERE = 3  # arguments with which `numpy.where` chooses; with one it gives indices


_KEEPING_LISTS = frozenset({"numpy.trim_zeros"})


def may_keep_list(name: str, arguments: Sequence[Any]) -> bool:
    """Tell whether an operation, by the first name of its rule, may give a list as it is given one."""
    return name in _KEEPING_LISTS and not (arguments and isinstance(arguments[0], Array))


def gives_one_array(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Tell whether a call of an operation, by the first name of its rule, gives one array whatever its shapes are."""
    if name == "numpy.where":
        return len(arguments) >= _WHERE
    if may_keep_list(name, arguments):
        return False
    asked = _ASKED.get(name, {})
    given = (arguments[at] if at < len(arguments) else keywords.get(key, False) for key, at in asked.items())
    return name not in _OTHERS and all(value is False for value in given)
