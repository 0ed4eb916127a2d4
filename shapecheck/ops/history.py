"""Which versions of NumPy have a name, and which take a call that the rules refuse.

The rules are those of the newest version here. What is written down is what differs between versions, from 1.26 on.

References: the release notes of NumPy; the tests ask the NumPy that is installed for every name.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.ops.refused import REFUSED
from shapecheck.ops.table import RULES

__all__ = ["HAVING_NAMES", "NEWEST", "VERSIONS", "Version", "nearest", "taking", "versions_with"]

Version: TypeAlias = tuple[int, int]

VERSIONS: tuple[Version, ...] = ((1, 26), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4))
NEWEST: tuple[Version, ...] = tuple(version for version in VERSIONS if version >= (2, 0))
"""The versions that are meant where nobody says which."""

HAVING_NAMES = ("numpy", "numpy.fft", "numpy.linalg", "numpy.random")
"""The namespaces of which all names are known."""

# Names of `numpy` by the version that had them first.
_SINCE: Mapping[Version, str] = {
    (2, 0): """acos acosh asin asinh astype atan atan2 atanh bitwise_count bitwise_invert bitwise_left_shift
        bitwise_right_shift bool concat f2py isdtype long matrix_transpose permute_dims pow strings trapezoid typing
        ulong unique_all unique_counts unique_inverse unique_values vecdot linalg.cross linalg.diagonal linalg.matmul
        linalg.matrix_norm linalg.matrix_transpose linalg.outer linalg.svdvals linalg.tensordot linalg.trace
        linalg.vecdot linalg.vector_norm""",
    (2, 1): "cumulative_prod cumulative_sum unstack",
    (2, 2): "matvec vecmat",
}
# And by the version that has them no more.
_UNTIL: Mapping[Version, str] = {
    (2, 0): """ALLOW_THREADS AxisError BUFSIZE CLIP ComplexWarning DataSource ERR_CALL ERR_DEFAULT ERR_IGNORE ERR_LOG
        ERR_PRINT ERR_RAISE ERR_WARN FLOATING_POINT_SUPPORT FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW FPE_UNDERFLOW Inf
        Infinity MAXDIMS MAY_SHARE_BOUNDS MAY_SHARE_EXACT ModuleDeprecationWarning NAN NINF NZERO NaN PINF PZERO RAISE
        RankWarning SHIFT_DIVIDEBYZERO SHIFT_INVALID SHIFT_OVERFLOW SHIFT_UNDERFLOW TooHardError UFUNC_BUFSIZE_DEFAULT
        UFUNC_PYVALS_NAME VisibleDeprecationWarning WRAP add_docstring add_newdoc add_newdoc_ufunc alltrue asfarray
        byte_bounds cast cfloat clongfloat compare_chararrays compat complex_ cumproduct deprecate deprecate_with_doc
        disp fastCopyAndTranspose find_common_type float_ format_parser get_array_wrap geterrobj infty issctype
        issubclass_ issubsctype kernel_version longcomplex longfloat lookfor mat maximum_sctype msort nbytes numarray
        obj2sctype oldnumeric product recfromcsv recfromtxt round_ safe_eval sctype2char sctypes set_numeric_ops
        set_string_function seterrobj singlecomplex sometrue source string_ tracemalloc_domain unicode_ who""",
    (2, 4): "in1d trapz linalg.linalg fft.helper",
}
_MODULES = """char compat core ctypeslib dtypes emath exceptions f2py fft fft.helper lib linalg linalg.linalg ma
    polynomial random random.bit_generator random.mtrand rec strings testing typing version"""
# What to write in place of names that are gone.
_RENAMED: Mapping[str, str] = {
    "Inf": "inf", "Infinity": "inf", "NAN": "nan", "NINF": "-np.inf", "NaN": "nan", "PINF": "inf", "alltrue": "all",
    "cfloat": "complex128", "complex_": "complex128", "cumproduct": "cumprod", "float_": "float64", "in1d": "isin",
    "infty": "inf", "mat": "asmatrix", "product": "prod", "round_": "round", "row_stack": "vstack",
    "singlecomplex": "complex64", "sometrue": "any", "string_": "bytes_", "trapz": "trapezoid", "unicode_": "str_",
}  # fmt: skip
_OF_PYTHON = frozenset({"bool", "complex", "float", "int", "long", "object", "str", "unicode"})  # aliases until 1.23


def _table(named: Mapping[Version, str]) -> Mapping[str, Version]:
    return MappingProxyType({f"numpy.{name}": version for version, names in named.items() for name in names.split()})


_FIRST, _GONE = _table(_SINCE), _table(_UNTIL)


@lru_cache(maxsize=1)
def _all_names() -> frozenset[str]:
    own = {name for name in (*RULES, *REFUSED) if name.rpartition(".")[0] in HAVING_NAMES}
    return frozenset(own | {f"numpy.{name}" for name in _MODULES.split()})


def versions_with(name: str) -> tuple[Version, ...]:
    """Return the versions of NumPy that have a name of one of the namespaces in `HAVING_NAMES`.

    Examples
    --------
    >>> versions_with("numpy.product"), versions_with("numpy.is_close")
    (((1, 26),), ())
    """
    if name.rpartition(".")[2].startswith("_"):
        return VERSIONS
    if name not in _all_names():
        return ()
    first, gone = _FIRST.get(name, VERSIONS[0]), _GONE.get(name)
    return tuple(version for version in VERSIONS if first <= version and (gone is None or version < gone))


def nearest(name: str) -> str | None:
    """Return what may be meant by a name that NumPy has no more, or never had: an expression on `np`, or Python's name.

    Examples
    --------
    >>> nearest("numpy.is_close"), nearest("numpy.product"), nearest("numpy.int"), nearest("numpy.rand")
    ('np.isclose', 'np.prod', 'int', 'np.random.rand')
    """
    from difflib import get_close_matches  # for a finding only: `table` starts without it

    owner, _, short = name.rpartition(".")
    if owner == "numpy" and short in _OF_PYTHON:
        return {"long": "int", "unicode": "str"}.get(short, short)
    renamed = _RENAMED.get(short)
    if renamed is not None:
        return renamed if renamed.startswith("-") else f"np.{renamed}"
    current = [full for full in _all_names() if VERSIONS[-1] in versions_with(full)]
    same = sorted(full for full in current if full.rpartition(".")[2] == short)
    plain = short.replace("_", "").lower()
    folded = sorted(full for full in current if full.rpartition(".")[2].replace("_", "").lower() == plain)
    close = get_close_matches(name, sorted(full for full in current if full.rpartition(".")[0] == owner), 1, 0.8)
    found = next(iter((*same, *folded, *close)), None)
    return None if found is None else f"np{found.removeprefix('numpy')}"


def taking(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> tuple[Version, ...]:
    """Return the versions that take a call although the rules refuse it, as they read it otherwise."""
    del keywords
    if name == "numpy.linalg.solve" and len(arguments) == 2:
        a, b = arguments
        if isinstance(a, Array) and isinstance(b, Array) and a.shape.rank and b.shape.rank == a.shape.rank - 1:
            return ((1, 26),)  # b was a stack of vectors
    return ()
