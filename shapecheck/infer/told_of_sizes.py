"""What the interpreter tells of sizes that whole functions have, or must have: further events."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.infer.site import Site

__all__ = ["Forced", "Mended", "Unlike"]


@dataclass(frozen=True, slots=True)
class Unlike:
    """A function ends with an array, and by name its gradient, of other shapes for every value of the symbols.

    Parameters
    ----------
    site : Site
        What the gradient was made by last.
    name, other_name : str
        The gradient, and what it is the gradient of.
    gradient, other : Array
        The two arrays.
    """

    site: Site
    name: str
    gradient: Array
    other_name: str
    other: Array
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None


@dataclass(frozen=True, slots=True)
class Forced:
    """A function fits only where the axes of one of its arrays are equal, and with one change it fits always.

    Parameters
    ----------
    site : Site
        The operation to change.
    array : Array
        The array, with its name and its sizes as they were before anything was asked of them.
    sizes : tuple of Size
        What its sizes must be.
    mend : str
        The operation as it fits always.
    is_program : bool
        Whether it is no function, but the whole program, and the array is data that comes from outside of it.
    """

    site: Site
    array: Array
    sizes: tuple[Size, ...]
    mend: str
    is_program: bool = False
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """What was told of a function is changed in it from here on: nothing that is told then comes of it."""

    site: Site
