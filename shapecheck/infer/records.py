"""Arrays of records: where the element type has fields, a tuple among the items is one element, not a row."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeGuard

from shapecheck.infer.values import Dictionary, Listing, Native, Opaque, Value
from shapecheck.ops.rule import Rule
from shapecheck.ops.values import Dtype

__all__ = ["FIELDS", "MATRIX", "RECORDS", "TABLE", "VALUES", "are_records", "has_tuple", "is_table"]

MATRIX = "matrix"
"""The kind of an unknown value that is a `numpy.matrix`, or what came of one: it keeps two axes where arrays do not."""

RECORDS = "records"
"""The kind of an unknown value that is an element type with fields, or of arrays."""

TABLE = "table"
"""The kind of an unknown value that is a table of pandas."""

VALUES: Final = ("as an array",)
"""The cell of such a table that has the array which NumPy makes of it."""

FIELDS: Final = ("fields",)
"""The cell of an unknown value that is an array of such elements: what is written to a field fills it."""


_PLAIN = re.compile(r"[<>=|]?[?A-Za-z_]\w*")  # as in "f8" and "float64", but not "i4,f8" or "(2,)f8"
_OTHER = frozenset({"O", "object", "c", "V"})  # with one letter of a text, or a list, for an element
_OF_RECORDS = frozenset({"numpy.void", "numpy.record"})
_MOST = 32  # items that are looked at


def are_records(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> bool:
    """Tell whether a call may make an array of records, or of arrays, of which the rules know nothing.

    An element type that is not known may have fields; that matters only where there is a tuple in the data.
    """
    at = rule.dtype_at
    dtype = arguments[at] if at is not None and at < len(arguments) else keywords.get("dtype")
    if dtype is None:
        return False
    if isinstance(dtype, (list, tuple, Listing, Dictionary)):
        return True
    if isinstance(dtype, str):
        return dtype in _OTHER or _PLAIN.fullmatch(dtype.partition("[")[0]) is None
    if isinstance(dtype, Opaque) and dtype.kind == RECORDS:
        return True
    if isinstance(dtype, Native):
        return dtype.name in _OF_RECORDS
    unknown = isinstance(dtype, Opaque) or (isinstance(dtype, Dtype) and dtype.kind is None)
    return unknown and any(map(has_tuple, _data(rule, arguments)))


def is_table(value: object) -> TypeGuard[Opaque]:
    """Tell whether a value is a table whose shape is known."""
    return isinstance(value, Opaque) and value.kind == TABLE and VALUES in value.cells


def _data(rule: Rule, arguments: Sequence[Value]) -> Sequence[Value]:
    """Give the arguments that become elements: not a shape, of which a tuple says nothing."""
    code = rule.function.__code__
    names = code.co_varnames[: code.co_argcount]
    return [value for name, value in zip(names, arguments[:2], strict=False) if name != "shape"]


def has_tuple(value: Value, depth: int = 0) -> bool:
    """Tell whether there is a tuple in a value, or whether there may be one."""
    if isinstance(value, tuple):
        return True
    if not isinstance(value, Listing) or depth > 3:
        return False
    contents = value.contents
    items = (contents.element,) if contents.items is None else contents.items[:_MOST]
    return any(has_tuple(item, depth + 1) for item in items)
