"""Every public name of the NumPy installed is ruled, or refused with a reason."""

import operator
import warnings
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest
from oracle import exists

from shapecheck.ops.refused import GIVING_ARRAYS, REFUSED
from shapecheck.ops.table import RULES

OWNERS = {
    "numpy": np,
    "numpy.linalg": np.linalg,
    "numpy.fft": np.fft,
    "numpy.lib.stride_tricks": np.lib.stride_tricks,
    "numpy.random": np.random,
    "numpy.random.Generator": np.random.Generator,
    "numpy.random.RandomState": np.random.RandomState,
    "ndarray": np.ndarray,
    "operator": operator,
}
METHODS = ("accumulate", "at", "outer", "reduce", "reduceat")
# Names that some NumPy from 1.26 on has and others do not.
UNTIL_2 = """float_ cfloat clongfloat complex_ longcomplex longfloat singlecomplex alltrue asfarray cumproduct
    msort product round_ sometrue ndarray.ptp in1d trapz"""
UNTIL_2_5 = "row_stack"
SINCE_2 = """acos acosh asin asinh astype atan atan2 atanh bitwise_count bitwise_invert bitwise_left_shift
    bitwise_right_shift bool concat cumulative_prod cumulative_sum isdtype long matrix_transpose matvec permute_dims
    pow trapezoid ulong unique_all unique_counts unique_inverse unique_values unstack vecdot vecmat linalg.cross
    linalg.diagonal linalg.matmul linalg.matrix_norm linalg.matrix_transpose linalg.outer linalg.svdvals
    linalg.tensordot linalg.trace linalg.vecdot linalg.vector_norm ndarray.device ndarray.mT ndarray.to_device
    __array_namespace_info__"""
ON_SOME_PLATFORMS = "complex256 float128"
# Refused names, or groups of them, that went with NumPy 2.
REFUSED_UNTIL_2 = """ALLOW_THREADS AxisError BUFSIZE CLIP ComplexWarning DataSource ERR_CALL ERR_DEFAULT
    ERR_IGNORE ERR_LOG ERR_PRINT ERR_RAISE ERR_WARN FLOATING_POINT_SUPPORT FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW
    FPE_UNDERFLOW Inf Infinity MAXDIMS MAY_SHARE_BOUNDS MAY_SHARE_EXACT ModuleDeprecationWarning NAN NINF NZERO NaN
    PINF PZERO RAISE RankWarning SHIFT_DIVIDEBYZERO SHIFT_INVALID SHIFT_OVERFLOW SHIFT_UNDERFLOW TooHardError
    UFUNC_BUFSIZE_DEFAULT UFUNC_PYVALS_NAME VisibleDeprecationWarning WRAP add_docstring add_newdoc add_newdoc_ufunc
    byte_bounds cast chararray compare_chararrays deprecate deprecate_with_doc disp fastCopyAndTranspose
    find_common_type format_parser get_array_wrap geterrobj infty issctype issubclass_ issubsctype kernel_version
    lookfor mat maximum_sctype nbytes numarray obj2sctype oldnumeric recfromcsv recfromtxt safe_eval sctype2char
    sctypes set_numeric_ops set_string_function seterrobj source string_ tracemalloc_domain unicode_ who
    ndarray.itemset ndarray.newbyteorder ndarray.tostring"""


def _full(names: str) -> set[str]:
    return {name if name.startswith("ndarray.") else f"numpy.{name}" for name in names.split()}


NOT_IN_ALL = _full(" ".join((UNTIL_2, UNTIL_2_5, SINCE_2, ON_SOME_PLATFORMS, REFUSED_UNTIL_2)))


def _public(owner: str) -> Iterator[str]:
    """Give the names of an owner that users may use; modules have owners of their own, or are no part of this."""
    source = OWNERS[owner]
    names = set(getattr(source, "__all__", ())) | {name for name in dir(source) if not name.startswith("_")}
    for name in sorted(names):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = getattr(source, name, None)
        if not isinstance(found, ModuleType) and not (name.startswith("_") and not name.startswith("__")):
            yield f"{owner}.{name}"


def _methods() -> Iterator[str]:
    for name, value in sorted(vars(np).items()):
        if isinstance(value, np.ufunc):
            yield from (f"numpy.{name}.{method}" for method in METHODS)


PUBLIC = sorted({*(name for owner in OWNERS for name in _public(owner)), *_methods()})


def forgotten(public, ruled, refused) -> list[str]:
    return [name for name in public if name not in ruled and name not in refused]


def test_every_public_name_is_ruled_or_refused() -> None:
    assert forgotten(PUBLIC, RULES, REFUSED) == []


@pytest.mark.parametrize("name", ["numpy.dot", "ndarray.reshape", "numpy.add.reduce", "operator.matmul", "numpy.load"])
def test_a_name_that_is_taken_out_is_found(name: str) -> None:
    ruled, refused = ({key for key in table if key != name} for table in (RULES, REFUSED))
    assert forgotten(PUBLIC, ruled, refused) == [name]


def test_no_name_is_both_ruled_and_refused() -> None:
    assert set(RULES) & set(REFUSED) == set()


def test_every_name_exists_in_a_supported_numpy() -> None:
    missing = {name for name in (*RULES, *REFUSED) if not exists(name)}
    owned = {name for name in missing if name in NOT_IN_ALL or name.rpartition(".")[0] in NOT_IN_ALL}
    assert missing - owned == set()


def test_names_that_some_numpy_lacks_are_in_the_tables() -> None:
    assert NOT_IN_ALL - {*RULES, *REFUSED} == set()


def test_reasons_are_clauses() -> None:
    assert all(reason and not reason.endswith(".") for reason in REFUSED.values())


def test_nearly_all_that_gives_arrays_is_ruled() -> None:
    own = ("operator", "ndarray")
    ruled = [name for name in RULES if not name.endswith(METHODS) and name.partition(".")[0] not in own]
    refused = [name for name in GIVING_ARRAYS if name.partition(".")[0] not in own]
    assert len(ruled) >= 0.95 * (len(ruled) + len(refused)), refused
