"""Element types as values: `x.dtype == "float64"`, `x.dtype.kind`, `np.issubdtype(x.dtype, np.floating)`.

Of an element type its kind is known, not how many bytes it has: two of one kind may be equal, two of different kinds
never.
"""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.values import Native, Value
from shapecheck.ops.dtypes import KINDS, kind_of_text
from shapecheck.ops.values import Dtype

__all__ = ["ABSTRACT", "ELEMENT_TYPES", "are_equal", "kind_of_type", "member"]

# NumPy's abstract element types, with the kinds of elements that are of them.
ABSTRACT: Mapping[str, str] = {
    "generic": "biufcUSOV", "number": "iufc", "integer": "iu", "inexact": "fc", "floating": "f",
    "complexfloating": "c", "flexible": "USV", "character": "US",
}  # fmt: skip
_ONE_TYPE = frozenset({"b", "O"})  # kinds of which there is one element type only
_WITHOUT_FIELDS = frozenset("biufcUSOMm")


def kind_of_type(value: Value) -> str | None:
    """Give the kind of elements of an element type, however the program names it; None where that is not known."""
    if isinstance(value, Dtype):
        return value.kind
    if isinstance(value, str):
        return kind_of_text(value)
    return KINDS.get(value.name.removeprefix("builtins.").removeprefix("numpy.")) if isinstance(value, Native) else None


def are_equal(left: Value, right: Value) -> bool | None:
    """Tell whether two element types, of which one is a `dtype`, are equal."""
    kinds = [kind_of_type(left), kind_of_type(right)]
    if None in kinds or left is None or right is None:
        return None
    one, other = ("i" if kind == "u" else kind for kind in kinds)
    if one != other:
        return False
    return True if one in _ONE_TYPE else None


def member(machine: Machine, owner: Dtype, name: str) -> Value:
    """Give an attribute of an element type."""
    kind = owner.kind
    if name in {"names", "fields", "subdtype"} and kind is not None and kind in _WITHOUT_FIELDS:
        return None
    if name == "kind":
        return machine.opaque("str") if kind is None or kind in "iu" else kind
    if name == "hasobject" and kind is not None:
        return kind == "O"
    return machine.opaque({"itemsize": "int", "name": "str", "char": "str", "str": "str"}.get(name), name)


def _issubdtype(machine: Machine, values: Sequence[Value], _k: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    if len(values) == 2 and isinstance(values[1], Native):
        kind, kinds = kind_of_type(values[0]), ABSTRACT.get(values[1].name.removeprefix("numpy."))
        if kind is not None and kinds is not None:
            return kind in kinds
    return machine.opaque("bool")


ELEMENT_TYPES: Mapping[str, Builtin] = {"numpy.issubdtype": _issubdtype}
