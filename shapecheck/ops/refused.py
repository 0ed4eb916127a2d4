"""Public NumPy names without a rule, each with the reason why: what is neither ruled nor here has been forgotten."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from shapecheck.ops.families.elementwise import UFUNCS

__all__ = ["GIVING_ARRAYS", "MATRICES", "REFUSED", "gives_no_array"]

_MAKERS_OF_MATRICES = "asmatrix bmat mat matrix"
# Names of `numpy`, unless another owner comes in front of a colon. First those that give arrays all the same.
_GIVING_ARRAYS: Mapping[str, str] = {
    "a Python function decides the shape": """apply_along_axis apply_over_axes fromfunction frompyfunc mask_indices
        vectorize""",
    "a file or another library decides the shape": """fromfile fromregex from_dlpack genfromtxt load loadtxt memmap
        recfromcsv recfromtxt""",
    "matrices have rules of their own: they never have fewer than two axes": _MAKERS_OF_MATRICES,
    "records have named fields, which are not modelled": "recarray",
    "dates and their calendars are not modelled": "busday_count busday_offset datetime_as_string is_busday",
    "text as elements is not modelled": "chararray compare_chararrays",
    "it copies and transposes in one, and exists for NumPy's own use": "fastCopyAndTranspose",
    "the exact element type decides which bytes are read": "ndarray: getfield newbyteorder",
}

_OTHERS: Mapping[str, str] = {
    "it writes to a file or to the screen": """disp save savetxt savez savez_compressed show_config show_runtime source
        who | ndarray: dump tofile""",
    "it gives bytes, text or nested lists, not an array": """array2string array_repr array_str base_repr binary_repr
        format_float_positional format_float_scientific | ndarray: dumps tobytes tolist tostring
        | numpy.random: bytes | numpy.random.Generator: bytes | numpy.random.RandomState: bytes""",
    "it is about the machine memory of an array": """byte_bounds may_share_memory shares_memory
        | ndarray: base ctypes data device flags setflags setfield""",
    "the number of bytes depends on the exact element type": "nbytes | ndarray: itemsize nbytes strides",
    "it writes one element, as an index does": "ndarray: itemset",
    "it is about element types, not shapes": """can_cast cast common_type datetime_data dtype find_common_type finfo
        format_parser iinfo iscomplexobj isdtype isfortran isrealobj isscalar issctype issubclass_ issubdtype
        issubsctype iterable maximum_sctype min_scalar_type mintypecode obj2sctype promote_types result_type
        sctype2char sctypeDict sctypes typecodes typename ScalarType""",
    "it is an element type, of which there is no number to convert to": """bytes_ character complexfloating datetime64
        flexible floating generic inexact integer number object_ record signedinteger str_ string_ timedelta64 unicode_
        unsignedinteger void""",
    "it is a setting, not an operation": """errstate geterr geterrcall geterrobj get_printoptions getbufsize
        printoptions set_numeric_ops set_printoptions set_string_function setbufsize seterr seterrcall seterrobj""",
    "it is about NumPy itself": """__array_namespace_info__ __version__ add_docstring add_newdoc add_newdoc_ufunc
        deprecate deprecate_with_doc get_array_wrap get_include info kernel_version little_endian lookfor numarray
        oldnumeric safe_eval test tracemalloc_domain | numpy.fft: test | numpy.linalg: test | numpy.random: test""",
    "it plans an operation and computes nothing": "einsum_path",
    "it is an iterator or an object that is not an array": """DataSource broadcast busdaycalendar flatiter ndenumerate
        ndindex nditer nested_iters poly1d ufunc""",
    "it is about the state of a random generator": """| numpy.random: BitGenerator Generator MT19937 PCG64 PCG64DXSM
        Philox RandomState SFC64 SeedSequence default_rng get_bit_generator get_state seed set_bit_generator set_state
        | numpy.random.Generator: bit_generator spawn | numpy.random.RandomState: get_state seed set_state""",
    "it is a constant": """False_ Inf Infinity NAN NINF NZERO NaN PINF PZERO True_ e euler_gamma inf infty nan newaxis
        pi ALLOW_THREADS BUFSIZE CLIP ERR_CALL ERR_DEFAULT ERR_IGNORE ERR_LOG ERR_PRINT ERR_RAISE ERR_WARN
        FLOATING_POINT_SUPPORT FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW FPE_UNDERFLOW MAXDIMS MAY_SHARE_BOUNDS
        MAY_SHARE_EXACT RAISE SHIFT_DIVIDEBYZERO SHIFT_INVALID SHIFT_OVERFLOW SHIFT_UNDERFLOW UFUNC_BUFSIZE_DEFAULT
        UFUNC_PYVALS_NAME WRAP""",
    "it is an error or a warning": """AxisError ComplexWarning ModuleDeprecationWarning RankWarning TooHardError
        VisibleDeprecationWarning | numpy.linalg: LinAlgError""",
    "it takes an index: see its __getitem__": "c_ index_exp mgrid ogrid r_ s_",
    "an array takes no part in it as an array": """| operator: attrgetter call concat countOf delitem iconcat index
        indexOf inv is_ is_not itemgetter length_hint methodcaller not_ truth""",
}

_UNARY = [name for rule in UFUNCS if rule.form.startswith("()->") for name in rule.names]
_METHODS = "accumulate at outer reduce reduceat"


def _methods() -> Iterator[tuple[str, str]]:
    """Give the methods that a universal function has, but that NumPy refuses to call."""
    for name in (*_UNARY, "numpy.isnat"):
        for method in ("accumulate", "outer", "reduce", "reduceat"):
            yield f"{name}.{method}", "NumPy refuses it: the function takes one operand"
    for name in ("frexp", "modf", "isnat"):
        yield f"numpy.{name}.at", "NumPy refuses it: the results do not fit the array"
    for method in ("accumulate", "at", "reduce", "reduceat"):
        yield f"numpy.divmod.{method}", "NumPy refuses it: the function has two results"
    for method in ("accumulate", "reduce", "reduceat"):
        yield f"numpy.ldexp.{method}", "its operands have different kinds: only some integers can be reduced"
    for name in ("matmul", "matvec", "vecdot", "vecmat"):
        for method in _METHODS.split():
            yield f"numpy.{name}.{method}", "NumPy refuses it: the operands are vectors and matrices, not numbers"


def _named(reasons: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for reason, groups in reasons.items():
        for group in groups.split("|"):
            owner, colon, names = group.rpartition(":")
            for name in names.split():
                yield f"{owner.strip() if colon else 'numpy'}.{name}", reason


GIVING_ARRAYS: frozenset[str] = frozenset(name for name, _ in _named(_GIVING_ARRAYS))
MATRICES: frozenset[str] = frozenset(f"numpy.{name}" for name in _MAKERS_OF_MATRICES.split())
REFUSED: Mapping[str, str] = MappingProxyType(dict(sorted((*_named(_GIVING_ARRAYS), *_named(_OTHERS), *_methods()))))


def gives_no_array(name: str) -> bool:
    """Tell whether it is known of a function that it gives no array: one of Python's, or of NumPy's with a reason.

    Examples
    --------
    >>> gives_no_array("builtins.print"), gives_no_array("numpy.random.seed"), gives_no_array("scipy.stats.norm.pdf")
    (True, True, False)
    """
    return name.partition(".")[0] == "builtins" or (name in REFUSED and name not in GIVING_ARRAYS)
