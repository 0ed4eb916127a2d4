"""Shapes: tuples of sizes, with at most one run of unknown axes, or wholly unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shapecheck.core.dim import Dim, Size, product, substitute
from shapecheck.core.terms import Symbol
from shapecheck.language import say

__all__ = ["SCALAR", "UNKNOWN_SHAPE", "Shape", "print_sizes"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an array: `(3, m)`, `(*s, n, m)` with a run of unknown axes, or `(...)`, wholly unknown.

    Parameters
    ----------
    before : tuple of Size
        The sizes in front of the run; all sizes when there is no run.
    run : str, optional
        The name of the run of unknown axes, `"..."` when it has none; None when the rank is known.
    after : tuple of Size
        The sizes behind the run.

    Examples
    --------
    >>> print(Shape((3,)), Shape((2, 3), "s", (4,)), UNKNOWN_SHAPE)
    (3,) (2, 3, *s, 4) (...)
    """

    before: tuple[Size, ...] = ()
    run: str | None = None
    after: tuple[Size, ...] = ()

    def __post_init__(self) -> None:
        for size in self.before + self.after:
            if type(size) is not int and type(size) is not Dim:
                raise TypeError(say("a size must be an int or a Dim (got {kind})", kind=type(size).__name__))

    @property
    def rank(self) -> int | None:
        """How many axes, or None when that is unknown."""
        return len(self.before) if self.run is None else None

    @property
    def least_rank(self) -> int:
        """How many axes there are at least."""
        return len(self.before) + len(self.after)

    @property
    def sizes(self) -> tuple[Size, ...] | None:
        """The sizes of all axes, or None when the rank is unknown."""
        return self.before if self.run is None else None

    @property
    def total(self) -> Size | None:
        """The number of elements, or None when the rank is unknown."""
        return product(self.before) if self.run is None else None

    def axis(self, axis: int) -> Size | None:
        """Give the size of an axis, counted from the end when negative; None when it is unknown or not there."""
        if self.run is None:
            return self.before[axis] if -len(self.before) <= axis < len(self.before) else None
        if axis >= 0:
            return self.before[axis] if axis < len(self.before) else None
        return self.after[axis] if -axis <= len(self.after) else None

    def map(self, change: Callable[[Size], Size]) -> "Shape":
        """Give the shape with each size changed."""
        return Shape(tuple(map(change, self.before)), self.run, tuple(map(change, self.after)))

    def substitute(self, values: Mapping[Symbol | Dim, Size]) -> "Shape":
        """Give the shape with symbols replaced, as `dim.substitute` does."""
        return self.map(lambda size: substitute(size, values))

    def __str__(self) -> str:
        if self.run is None:
            return print_sizes(self.before)
        run = self.run if self.run == "..." else f"*{self.run}"
        return f"({', '.join([*map(str, self.before), run, *map(str, self.after)])})"


SCALAR = Shape()
UNKNOWN_SHAPE = Shape((), "...")


def print_sizes(sizes: tuple[Size, ...]) -> str:
    """Print sizes as NumPy prints a shape: `()`, `(5,)`, `(5, 4)`."""
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(map(str, sizes))})"
