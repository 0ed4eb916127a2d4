"""The values that a call can have as arguments and results, as far as shapes need them."""

from dataclasses import dataclass
from enum import Enum
from types import EllipsisType
from typing import Any, Final, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.shape import Shape

__all__ = ["UNKNOWN", "Dtype", "Flat", "Many", "Sizes", "Unknown", "Value"]


class Unknown(Enum):
    """A value of which nothing is known, not even whether it is an array."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Dtype:
    """An element type, known by its kind as `numpy.dtype.kind` has it, or None."""

    kind: str | None


@dataclass(frozen=True, slots=True)
class Flat(Array):
    """What `a.flat` gives: an iterator that is indexed like an array. What is written to it is cut or cycled.

    Where it `is_begun`, some of its elements, or all, were gone through already.
    """

    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A tuple of nobody knows how many items, each of them like this one: what `np.nonzero(x)` gives."""

    item: Any


@dataclass(frozen=True, slots=True)
class Sizes:
    """A tuple of sizes, some of them not known, nor how many there are: `x.shape + (3,)`. Rules are not given it."""

    shape: Shape


# Plain Python values stand for themselves, an array is an `Array`, an integer with a symbol in it a `Dim`.
# `list` and `tuple` are kept apart, since an index tells them apart.
Value: TypeAlias = (
    Array
    | Dim
    | Dtype
    | Many
    | Sizes
    | Unknown
    | bool
    | int
    | float
    | complex
    | str
    | bytes
    | slice
    | EllipsisType
    | tuple[Any, ...]
    | list[Any]
    | dict[Any, Any]
    | None
)
