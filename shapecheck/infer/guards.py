"""What the usual guards ask of a value, decided where it is known: `isinstance`, `hasattr`, `np.isscalar`.

Each answer is True, False, or None where it is not known: one shape `()` has an array, a scalar of NumPy's and a number
of Python's, and a value that was only used like an array may be one of another library.
"""

import ast
import builtins
import collections.abc
import numbers
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType

from shapecheck.core.array import Array, Bare
from shapecheck.core.dim import Dim
from shapecheck.infer.element_types import ABSTRACT, ELEMENT_TYPES, kind_of_type
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.sequences import fields_of
from shapecheck.infer.values import (
    Assumed,
    Bound,
    Class,
    Dictionary,
    Function,
    Instance,
    Listing,
    Native,
    Opaque,
    Rest,
    Span,
    Value,
    members_of_union,
)
from shapecheck.ops.refused import REFUSED
from shapecheck.ops.table import lookup
from shapecheck.ops.values import Flat

__all__ = ["GUARDS", "has_attribute", "is_of_any"]

# What NumPy has told Python's `numbers` of its scalars, and which of its scalars are of Python's types too.
_REGISTERED: Mapping[type, str] = {
    numbers.Number: "iufc", numbers.Complex: "iufc", numbers.Real: "iuf", numbers.Rational: "iu",
    numbers.Integral: "iu",
}  # fmt: skip
_DERIVED: Mapping[type, str] = {
    float: "f", complex: "c", str: "U", bytes: "S",
}  # fmt: skip
_KINDS = "biufc"  # of which the answers are known
_NUMBERS: Mapping[str, object] = {"b": True, "i": 1, "u": 1, "f": 1.0, "c": 1j}
_OTHERS = frozenset({list, tuple, dict, set, frozenset, range, slice, NoneType, bytearray})
_LISTS: Mapping[str, object] = {"list": [], "tuple": ()}
_NO_SET = frozenset({list, tuple, dict, range, slice, NoneType, *_REGISTERED, *_DERIVED, int, bool})


def is_of_any(value: Value, kinds: Value) -> bool | None:
    """Tell what `isinstance(value, kinds)` is."""
    types = kinds if isinstance(kinds, tuple) else members_of_union(kinds) or (kinds,)
    answers = [is_of_any(value, kind) if isinstance(kind, tuple) else _is_of(value, kind) for kind in types]
    return True if True in answers else None if None in answers else False


def _is_of(value: Value, kind: Value) -> bool | None:
    if isinstance(value, Opaque) or isinstance(kind, Opaque):
        return None
    if isinstance(value, Instance):
        return _is_object_of(value, kind)
    if isinstance(kind, Class):
        return False if isinstance(value, (Array, Listing, Dictionary)) or _exemplar(value) is not None else None
    name = kind.name if isinstance(kind, Native) and not kind.owner else "builtins.NoneType" if kind is None else ""
    if isinstance(value, Flat):
        return None if name == "numpy.flatiter" else False
    if isinstance(value, Array):
        answers = {_is_array_of(bare, value, name) for bare in _forms(value)}
        return answers.pop() if len(answers) == 1 and not isinstance(value, Assumed) else None
    example, type_ = _exemplar(value), _python_type(name)
    if example is None:
        known = isinstance(value, (Listing, Function, Class, Bound))
        return False if known and (type_ in _NO_SET or name == "numpy.ndarray") else None
    if type_ is not None:
        return isinstance(example[0], type_)
    return False if (name.startswith("numpy.") and lookup(name) is not None) or name in _NUMPY_TYPES else None


_NUMPY_TYPES = frozenset(f"numpy.{name}" for name in ABSTRACT)


def _forms(value: Array) -> Iterator[Bare]:
    """Give what an array may be: with axes it is always an array."""
    if not value.may_be_bare:
        yield Bare.ARRAY
        return
    if value.shape.rank is None:
        yield Bare.ARRAY
    yield from (bare for bare in Bare if bare & value.bare)


def _is_array_of(bare: Bare, value: Array, name: str) -> bool | None:
    type_ = _python_type(name)
    if bare is Bare.ARRAY:
        if name == "numpy.ndarray":
            return True
        of_elements = name.startswith("numpy.") and (name in _NUMPY_TYPES or lookup(name) is not None)
        return False if of_elements or type_ in _OTHERS or type_ in {*_REGISTERED, *_DERIVED, int, bool} else None
    if name == "numpy.ndarray" or type_ in _OTHERS:
        return False
    kind = value.kind
    if kind is None or kind not in _KINDS:
        return None
    if bare is Bare.NUMBER:
        return isinstance(_NUMBERS[kind], type_) if type_ is not None else False if name in _NUMPY_TYPES else None
    if name in _NUMPY_TYPES:
        return kind in ABSTRACT[name.removeprefix("numpy.")]
    if type_ is not None and type_ in _REGISTERED:
        return kind in _REGISTERED[type_]
    if type_ is not None and type_ in _DERIVED:
        return None if kind in _DERIVED[type_] else False
    if type_ in {int, bool}:
        return False
    own = kind_of_type(Native(name)) if name.startswith("numpy.") else None
    return (
        None if own is None else False if own != kind and {own, kind} != {"i", "u"} else True if kind == "b" else None
    )


def _is_object_of(value: Instance, kind: Value) -> bool | None:
    if isinstance(kind, Class):
        if kind in value.type.lineage():
            return True
        derived = any(kind.node is base.node for base in value.type.lineage())  # what stands for all that are derived
        return None if derived or not value.type.is_whole else False
    plain = isinstance(kind, Native) and (_python_type(kind.name) in _PLAIN or kind.name == "numpy.ndarray")
    return False if plain and value.type.is_whole and fields_of(value) is None else None


_PLAIN = {*_OTHERS, *_REGISTERED, *_DERIVED, int, bool}


def _python_type(name: str) -> type | None:
    """Give the type of Python's that has a full name."""
    module, _, short = name.rpartition(".")
    if name == "builtins.NoneType":
        return NoneType
    owner = {"builtins": builtins, "numbers": numbers, "collections.abc": collections.abc}.get(module)
    found = getattr(owner, short, None)
    return found if isinstance(found, type) else None


def _exemplar(value: Value) -> tuple[object] | None:
    """Give, in a tuple, an object of Python's that is of the same types as the value; None where there is none."""
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes, range, slice)):
        return (value,)
    if isinstance(value, tuple):
        return ((),)
    if isinstance(value, Dim):
        return (1,)
    if isinstance(value, Span):
        return (range(0),)
    if isinstance(value, Dictionary):
        return ({},)
    if isinstance(value, Listing) and value.kind in _LISTS:
        return (_LISTS[value.kind],)
    return None


def has_attribute(value: Value, name: str) -> bool | None:
    """Tell whether a value has an attribute."""
    if isinstance(value, Instance):
        if name in value.cells:
            return None if Rest in value.cells else True
        if any(name in base.cells for base in value.type.lineage()):
            return True
        asked = any("__getattr__" in base.cells for base in value.type.lineage())
        may_have = Rest in value.cells or not value.type.is_whole or asked
        return None if may_have else False
    if isinstance(value, Flat):
        return None
    if isinstance(value, Array):
        answers = {_has_array(bare, value, name) for bare in _forms(value)}
        return answers.pop() if len(answers) == 1 and not isinstance(value, Assumed) else None
    if isinstance(value, (Function, Class, Native)) and name == "__name__":
        return True
    example = _exemplar(value)
    return (
        None if example is None or (isinstance(value, Listing) and value.kind != "list") else hasattr(example[0], name)
    )


def _has_array(bare: Bare, value: Array, name: str) -> bool | None:
    if bare is Bare.NUMBER:
        return hasattr(_NUMBERS[value.kind], name) if value.kind is not None and value.kind in _NUMBERS else None
    if name in {"__len__", "__iter__"}:
        return bare is Bare.ARRAY
    if name.startswith("_"):
        return True if name in {"__array__", "__array_interface__"} else None
    known = lookup(f"ndarray.{name}") is not None
    if bare is Bare.ARRAY:
        return known or f"ndarray.{name}" in REFUSED
    if known or f"ndarray.{name}" in REFUSED:
        return True if name in _OF_SCALARS else None
    number = _NUMBERS.get(value.kind or "")
    return None if number is None or hasattr(number, name) else False


_OF_SCALARS = frozenset(
    {"T", "all", "any", "astype", "dtype", "item", "max", "mean", "min", "ndim", "shape", "size", "sum"}
)


def _is_scalar(value: Value) -> bool | None:
    """Tell what `np.isscalar(value)` is."""
    if isinstance(value, Array):
        if not value.may_be_bare:
            return None if isinstance(value, Assumed) else False
        answers = {bare is not Bare.ARRAY for bare in _forms(value)}
        return answers.pop() if len(answers) == 1 and not isinstance(value, Assumed) else None
    if isinstance(value, Opaque):
        return True if value.kind in {"int", "float", "bool", "str"} and not value.rigid else None
    if isinstance(value, Dim):
        return True
    example = _exemplar(value)
    if example is not None:
        return isinstance(example[0], (numbers.Number, str, bytes))
    return False if isinstance(value, (Listing, Function, Class, Bound)) else None


def _is_iterable(value: Value) -> bool | None:
    """Tell what `np.iterable(value)` is."""
    if isinstance(value, Array):
        if isinstance(value, Assumed) or (value.may_be_bare and value.shape.rank is None):
            return None
        return True if not value.may_be_bare else None if value.kind is None or value.kind not in _KINDS else False
    if isinstance(value, Listing):
        return True
    example = _exemplar(value)
    return None if example is None else isinstance(example[0], collections.abc.Iterable)


def _is_sparse(value: Value) -> bool | None:
    """Tell what `scipy.sparse.issparse(value)` is."""
    if isinstance(value, Array):
        return None if isinstance(value, Assumed) else False
    return False if isinstance(value, (Listing, Dictionary, Dim)) or _exemplar(value) is not None else None


def _asks(question: Callable[[Value], bool | None]) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        answer = question(values[0]) if len(values) == 1 else None
        return machine.opaque("bool") if answer is None else answer

    return run


GUARDS: Mapping[str, Builtin] = {
    **ELEMENT_TYPES,
    "numpy.isscalar": _asks(_is_scalar), "numpy.iterable": _asks(_is_iterable),
    **{f"scipy.sparse.{name}": _asks(_is_sparse) for name in ("issparse", "isspmatrix")},
}  # fmt: skip
