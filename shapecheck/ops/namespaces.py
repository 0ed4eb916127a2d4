"""NumPy's compatible namespaces: which of their names follow the rules of NumPy's, and which do not.

That a namespace lacks a name of NumPy's is not told here, as no working code has it. Methods of arrays are not either:
`x.at[i].set(y)` of JAX is no name of a namespace.

References: the API documentation of JAX, CuPy, Dask and array-api-compat.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType

from shapecheck.ops.history import VERSIONS, versions_with
from shapecheck.ops.refused import GIVING_ARRAYS, REFUSED
from shapecheck.ops.table import RULES

__all__ = [
    "DIFFERENT",
    "NAMESPACES",
    "canonical",
    "clamps_indices",
    "common",
    "computes_as_numpy",
    "difference",
    "gives_arrays",
    "has_own_arrays",
    "is_submodule",
    "numpy_name",
    "public_names",
]

NAMESPACES = (
    "array_api_compat.cupy",
    "array_api_compat.dask.array",
    "array_api_compat.numpy",
    "array_api_compat.torch",
    "autograd.numpy",
    "cupy",
    "dask.array",
    "jax.numpy",
    "mxnet.np",
    "mxnet.numpy",
)

_METHODS = ("accumulate", "at", "outer", "reduce", "reduceat")
_DATA = """argwhere compress extract flatnonzero intersect1d nonzero setdiff1d setxor1d trim_zeros union1d unique
    unique_all unique_counts unique_inverse unique_values"""
_WRITING = "copyto fill_diagonal place put put_along_axis putmask"
_MAKING = "frombuffer fromiter fromstring ndarray"

# The namespace, names of it (or an owner of names), and why they do not follow NumPy's rules.
_DIFFERENT: tuple[tuple[str, str, str], ...] = (
    ("jax.numpy", "choose take take_along_axis", "an index out of range gives some element or NaN, and is no error"),
    ("jax.numpy", _WRITING, "arrays cannot be written: a copy that has the change is returned"),
    ("jax.numpy", f"{_DATA} where", "the argument size, which jit asks for, decides the size of the result"),
    ("jax.numpy", "bincount repeat", "an argument that jit asks for decides the size of the result"),
    ("jax.numpy", _MAKING, "it is another function, or not there"),
    ("jax.numpy", "random", "random numbers need a key: they are in jax.random"),
    ("dask.array", f"{_DATA} where", "the sizes of the result are not known: they are NaN in its shape"),
    ("dask.array", f"{_WRITING} partition sort", "arrays are not written where they are"),
    ("dask.array", "argpartition histogram histogram2d histogramdd median percentile quantile", "its arguments differ"),
    ("dask.array", "reshape", "it needs chunks that fit, and has arguments for them"),
    ("dask.array", f"{_MAKING} linalg.lstsq linalg.qr linalg.svd", "it is another function, or not there"),
    ("mxnet.np", f"{_DATA} {_WRITING} {_MAKING} random where", "it is another function, or not there"),
    ("mxnet.numpy", f"{_DATA} {_WRITING} {_MAKING} random where", "it is another function, or not there"),
    ("cupy", f"{_MAKING} place", "it is another function, or not there"),
)  # fmt: skip

_CLAMPING = ("jax.numpy.",)

# Of PyTorch only what the array API standard defines with positional arguments alike is taken.
_OF_TORCH = frozenset(
    """abs acos acosh add asin asinh atan atan2 atanh bitwise_and bitwise_or bitwise_xor broadcast_arrays broadcast_to
    ceil concat cos cosh divide equal exp expand_dims expm1 floor floor_divide greater greater_equal isfinite
    isinf isnan less less_equal log log10 log1p log2 logaddexp logical_and logical_not logical_or logical_xor
    matmul matrix_transpose multiply negative not_equal permute_dims positive pow remainder sign sin sinh sqrt
    square stack subtract tan tanh tensordot trunc vecdot zeros_like ones_like""".split()
)


def _different() -> Mapping[str, str]:
    reasons = {f"{space}.{name}": reason for space, names, reason in _DIFFERENT for name in names.split()}
    # What wraps another namespace has its differences.
    for wrapped in ("cupy", "dask.array"):
        own = {name: reason for name, reason in reasons.items() if name.startswith(f"{wrapped}.")}
        reasons |= {f"array_api_compat.{name}": reason for name, reason in own.items()}
    return MappingProxyType(reasons)


DIFFERENT: Mapping[str, str] = _different()


def numpy_name(name: str) -> str:
    """Give the NumPy name that a name of a compatible namespace is spelled like; any other name as it is.

    Examples
    --------
    >>> numpy_name("jax.numpy.linalg"), numpy_name("math.sqrt")
    ('numpy.linalg', 'math.sqrt')
    """
    for space in NAMESPACES:
        if name == space or name.startswith(f"{space}."):
            return f"numpy{name.removeprefix(space)}"
    return name


def difference(name: str) -> str | None:
    """Give the reason why a name of a compatible namespace does not follow NumPy's rule, or None."""
    parts = name.split(".")
    for end in range(len(parts), 1, -1):
        reason = DIFFERENT.get(".".join(parts[:end]))
        if reason is not None:
            return reason
    if numpy_name(name) != name and parts[-1] in _METHODS and len(parts) > 3:
        return "the methods of universal functions are not the same everywhere"
    if name.startswith("array_api_compat.torch.") and name.removeprefix("array_api_compat.torch.") not in _OF_TORCH:
        return "PyTorch's own arguments differ"
    return None


def clamps_indices(name: str) -> bool:
    """Tell whether a name is of a namespace where an index out of range is no error: it gives some element.

    Examples
    --------
    >>> clamps_indices("jax.numpy.zeros"), clamps_indices("cupy.zeros")
    (True, False)
    """
    return name.startswith(_CLAMPING)


def canonical(name: str) -> str | None:
    """Give the ruled NumPy name whose rule a name of NumPy or of a compatible namespace follows, or None.

    Examples
    --------
    >>> canonical("jax.numpy.dot"), canonical("cupy.linalg.inv"), canonical("jax.numpy.put")
    ('numpy.dot', 'numpy.linalg.inv', None)
    """
    plain = numpy_name(name)
    return plain if plain in RULES and difference(name) is None else None


def common(left: str, right: str) -> str | None:
    """Give the namespace of which each name follows the same rule as in both of two, or None.

    Examples
    --------
    >>> common("numpy", "cupy"), common("numpy.linalg", "cupy.linalg"), common("numpy", "math")
    ('cupy', 'cupy.linalg', None)
    """
    if left == right:
        return left
    plain = numpy_name(left)
    if plain != numpy_name(right) or plain.partition(".")[0] != "numpy":
        return None
    if plain in {left, right}:
        return right if plain == left else left
    return None


# Libraries with arrays of their own

_AS_NUMPY = "cupy dask jax jaxlib torch"  # whose arrays have operators that do what NumPy's do
_TENSORS = "mxnet paddle tensorflow"  # whose functions give tensors
_OTHERS = """awkward cudf cvxpy geopandas h5py keras modin pandas pint polars pyspark sparse sympy theano vaex xarray
    zarr"""
_MODULES = ("scipy.sparse",)  # with arrays of their own, in a library whose others are NumPy's
_COMPUTING = frozenset({"numpy", *_AS_NUMPY.split()})
_GIVING = frozenset({*_AS_NUMPY.split(), *_TENSORS.split()})
_OWNING = _GIVING | frozenset(_OTHERS.split())


def has_own_arrays(name: str) -> bool:
    """Tell whether a module is of a library that has arrays, tensors or tables of its own.

    Examples
    --------
    >>> has_own_arrays("torch.nn"), has_own_arrays("scipy.sparse.linalg"), has_own_arrays("scipy.linalg")
    (True, True, False)
    """
    return _is_of(name, _OWNING) or any(name == own or name.startswith(f"{own}.") for own in _MODULES)


def computes_as_numpy(name: str) -> bool:
    """Tell whether a module is of a library whose arrays have operators that do what NumPy's do.

    Examples
    --------
    >>> computes_as_numpy("numpy"), computes_as_numpy("jaxlib.xla_extension"), computes_as_numpy("pandas.core.frame")
    (True, True, False)
    """
    return _is_of(name, _COMPUTING)


def gives_arrays(name: str) -> bool:
    """Tell whether a function without a rule gives arrays, or objects of a library of arrays.

    Examples
    --------
    >>> gives_arrays("numpy.loadtxt"), gives_arrays("torch.nn.Linear"), gives_arrays("numpy.seterr")
    (True, True, False)
    """
    return name in GIVING_ARRAYS or _is_of(name, _GIVING)


def _is_of(name: str, libraries: frozenset[str]) -> bool:
    return name.partition(".")[0] in libraries


# What `from numpy import *` binds

_SUBMODULES = """
    char core ctypeslib dtypes emath exceptions f2py fft lib linalg ma polynomial random rec strings testing typing
"""
# Names that NumPy has, and a star import does not bind; those of older versions are in `history`.
_NOT_HANDED_ON = """chararray fft.test linalg.test random.get_bit_generator random.set_bit_generator random.test"""
# Modules of Python's library that are small, and do nothing but define what they have.
_OF_PYTHON = """cmath collections copy datetime decimal fractions functools itertools math operator os random statistics
    string time typing"""
_STARRED = ("numpy", "numpy.fft", "numpy.linalg", "numpy.random")
_PYLAB = ("numpy", "numpy.fft", "numpy.random", "numpy.linalg")  # in the order in which pylab takes them over
_BUILTIN_IN_PYLAB = "abs bool bytes max min pow round"  # pylab gives back Python's own
_MODULES_IN_PYLAB = {"np": "numpy", "ma": "numpy.ma", "plt": "matplotlib.pyplot", "mpl": "matplotlib"}


@lru_cache(maxsize=64)
def public_names(module: str) -> tuple[Mapping[str, str], bool] | None:
    """Give what `from module import *` binds: full names by their short ones, and whether that is all of it.

    None for a module of which that is not known.

    Examples
    --------
    >>> names, whole = public_names("numpy")
    >>> names["sum"], names["linalg"], whole
    ('numpy.sum', 'numpy.linalg', True)
    """
    if module in {"pylab", "matplotlib.pylab"}:
        found = {name: full for space in _PYLAB for name, full in _handed_on(space)}
        found |= {name: f"builtins.{name}" for name in _BUILTIN_IN_PYLAB.split()} | _MODULES_IN_PYLAB
        return MappingProxyType(found), False
    if module in _STARRED:
        return MappingProxyType(dict(_handed_on(module))), True
    if module in _OF_PYTHON.split():
        own = import_module(module)
        names = getattr(own, "__all__", None) or [name for name in dir(own) if not name.startswith("_")]
        return MappingProxyType({name: f"{module}.{name}" for name in names}), True
    return None


def _handed_on(module: str) -> Iterator[tuple[str, str]]:
    without = {f"numpy.{name}" for name in _NOT_HANDED_ON.split()}
    for full in (*RULES, *REFUSED):
        owner, _, name = full.rpartition(".")
        if owner == module and full not in without and VERSIONS[-1] in versions_with(full):
            yield name, full
    if module == "numpy":
        yield from ((name, f"numpy.{name}") for name in _SUBMODULES.split())


def is_submodule(name: str) -> bool:
    """Tell whether a full name is that of a module in NumPy."""
    owner, _, last = name.rpartition(".")
    return owner == "numpy" and last in _SUBMODULES.split()
