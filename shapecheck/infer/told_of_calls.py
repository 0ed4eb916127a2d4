"""What the interpreter tells of calls that are no operations of NumPy's: further events."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shapecheck.infer.site import Site

__all__ = ["Named", "Zipped"]


@dataclass(frozen=True, slots=True)
class Named:
    """A value has a name without an assignment, as a parameter, or an array under a key of a dictionary written out.

    Of parameters is told only where a function may make gradients of them, by their names; `node` is what stands
    behind a key.
    """

    site: Site
    name: str
    value: Any
    node: ast.expr | None = None
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None


@dataclass(frozen=True, slots=True)
class Zipped:
    """Several values of known lengths are gone through side by side, as `zip` does.

    Parameters
    ----------
    site : Site
        Where; its node is the call.
    values : tuple
        The values: arrays, tuples, lists, texts.
    nodes : tuple of ast.expr
        What they are written as.
    lengths : tuple of int
        How many items each of them has.
    """

    site: Site
    values: tuple[Any, ...]
    nodes: tuple[ast.expr, ...]
    lengths: tuple[int, ...]
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None
