"""Element types by what they are called: their kinds, as `numpy.dtype.kind` has them.

References: NumPy reference, "Array-protocol type strings" and "Array scalars".
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from shapecheck.ops.values import Dtype

__all__ = ["KINDS", "dtype_of_text", "kind_of_text"]

# The names of element types, of Python's and of `numpy`.
_NAMES: Mapping[str, str] = {
    "b": "bool bool_",
    "i": "int int8 int16 int32 int64 int_ intc intp byte short long longlong",
    "u": "uint uint8 uint16 uint32 uint64 uintc uintp ubyte ushort ulong ulonglong",
    "f": "float float16 float32 float64 float128 float_ half single double longdouble",
    "c": "complex complex64 complex128 complex256 complex_ csingle cdouble clongdouble",
    "O": "object object_",
    "U": "str str_",
    "S": "bytes bytes_",
    "M": "datetime64",
    "m": "timedelta64",
}
KINDS: Mapping[str, str] = MappingProxyType({name: kind for kind, names in _NAMES.items() for name in names.split()})

# The letters of single characters and of type strings, where they are not kinds themselves.
_LETTERS: Mapping[str, str] = {
    **dict.fromkeys("?", "b"),
    **dict.fromkeys("bhilqnp", "i"),
    **dict.fromkeys("BHILQNPu", "u"),
    **dict.fromkeys("efdg", "f"),
    **dict.fromkeys("FDGc", "c"),
    **{letter: letter for letter in "OUSMm"},
    "a": "S",
}
_CODE = re.compile(r"[<>=|]?([?A-Za-z])(\d*)(\[\w+\])?")


def kind_of_text(text: str) -> str | None:
    """Give the kind of the elements that a text asks for as an element type; None for fields and for what is none.

    Examples
    --------
    >>> kind_of_text("float32"), kind_of_text("<i8"), kind_of_text("M8[ns]"), kind_of_text("i4,f8")
    ('f', 'i', 'M', None)
    """
    plain, _, unit = text.partition("[")
    if plain in KINDS and (not unit or KINDS[plain] in "Mm"):
        return KINDS[plain]
    code = _CODE.fullmatch(text)
    if code is None:
        return None
    letter, size, unit = code.groups()
    if letter == "b" and size:
        return "b" if size == "1" else None
    if letter == "c" and not size:
        return "S"  # of one character
    return _LETTERS.get(letter)


def dtype_of_text(text: str) -> Dtype:
    """Give the element type of a text, its kind None where that is not known."""
    return Dtype(kind_of_text(text))
