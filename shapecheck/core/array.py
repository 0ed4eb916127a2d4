"""What is known of an array: its shape, the kind of its elements, its name, and where each of its sizes comes from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Flag
from typing import Final, Self

from shapecheck.core.dim import Size
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.language import Phrase, said

__all__ = ["ANY", "Array", "Axis", "Bare", "Origin", "Place", "Quantity", "UnknownSizeError"]


class Bare(Flag):
    """What a value without axes may be: the three have the shape `()`, and `isinstance` tells them apart."""

    ARRAY = 1  # a 0-d `numpy.ndarray`: `np.array(3.0)`
    SCALAR = 2  # a `numpy.generic`: `x[0, 0]`, `x.sum()`
    NUMBER = 4  # one of Python's: `x.item()`, `np.random.rand()`


ANY: Final = Bare.ARRAY | Bare.SCALAR | Bare.NUMBER


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a size comes from: `layer_dims[1]`, `axis 1 of the argument X`, a literal on a line of a file."""

    text: str
    path: str | None = None
    line: int | None = None
    cell: int | None = None  # of a notebook, whose stored output shows the size

    @classmethod
    def of_axis(cls, axis: int, name: str) -> Self:
        """Return the origin of what is the size of an axis of the array of that name."""
        return cls(Phrase("axis {axis} of {name}", axis=axis, name=name))

    @property
    def words(self) -> str:
        """What it is and where, to be said in any language."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return Phrase("{text} at {place}", text=self.text, place=place) if place else self.text

    def __str__(self) -> str:
        return str(said(self.words))


@dataclass(frozen=True, slots=True)
class Array:
    """An array operand as the rules see it.

    Parameters
    ----------
    shape : Shape
        What is known of its shape.
    kind : str, optional
        The kind of its elements as `numpy.dtype.kind` has it (`"b"`, `"i"`, `"f"`, `"c"`), as far as shapes need it.
    name : str
        How the user calls it; empty when it has no name.
    origins : tuple of Origin or None
        Where each size comes from, an entry an axis; may be shorter than the shape.
    bare : Bare
        What it may be if it has no axes; with axes it is an array in any case.
    supposed : Shape, optional
        The shape that it has if what was supposed holds, as that `n` in `np.ones(n)` is an integer. Nothing is decided
        or reported because of it; without it the rank is not known.
    """

    shape: Shape = UNKNOWN_SHAPE
    kind: str | None = None
    name: str = ""
    origins: tuple[Origin | None, ...] = ()
    bare: Bare = ANY
    supposed: Shape | None = None

    @property
    def likely(self) -> Shape:
        """Its shape, or where the rank is not known the one that is supposed, as long as that is possible."""
        supposed = self.supposed
        if supposed is None or self.shape.rank is not None or len(supposed.before) < self.shape.least_rank:
            return self.shape
        return supposed

    def map(self, change: Callable[[Size], Size]) -> Self:
        """Give the array with each of its sizes changed."""
        supposed = None if self.supposed is None else self.supposed.map(change)
        shape = self.shape.map(change)
        if shape == self.shape and supposed == self.supposed:
            return self
        return replace(self, shape=shape, supposed=supposed)

    @property
    def may_be_bare(self) -> bool:
        """Whether it may have no axes."""
        return not self.shape.before and not self.shape.after

    @property
    def may_be_number(self) -> bool:
        """Whether it may be a number of Python's."""
        return self.may_be_bare and Bare.NUMBER in self.bare

    @property
    def sizes(self) -> tuple[Size, ...] | None:
        """The sizes of all axes, or None when the rank is unknown."""
        return self.shape.sizes

    def origin(self, axis: int) -> Origin | None:
        """Where the size of an axis comes from, if that is known."""
        return self.origins[axis] if -len(self.origins) <= axis < len(self.origins) else None


class UnknownSizeError(ValueError):
    """The size of an axis is asked for, and the rank of its array is not known."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of an operand: a size that cannot lose its place.

    Parameters
    ----------
    operand : Array
        The array.
    axis : int
        Which axis, counted from 0.
    """

    operand: Array
    axis: int

    @property
    def size(self) -> Size:
        """The size of the axis."""
        size = self.operand.shape.axis(self.axis)
        if size is None:
            raise UnknownSizeError(f"axis {self.axis} of {self.operand.shape} is not known")
        return size


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is not the size of one axis: `6` (elements of W), `3` (sections)."""

    size: Size
    what: str


Place = Axis | Quantity
