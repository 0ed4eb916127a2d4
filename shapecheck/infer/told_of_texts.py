"""What the interpreter tells of what is said of functions, by their texts or their bodies: further events."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.verdict import Verdict
from shapecheck.infer.site import Site

__all__ = ["Called", "CalledOtherwise", "Commented", "Refused", "Returned"]


@dataclass(frozen=True, slots=True)
class Called:
    """A function was called with arrays that do not fit its spec, whatever their sizes are.

    Parameters
    ----------
    site : Site
        Where; its node is the call.
    name : str
        The function, by its qualified name.
    spec : str
        Its spec, as it is written.
    failed : Claim
        What fails, of arguments that are named as the parameters.
    operands : tuple of Array
        These arguments.
    """

    site: Site
    name: str
    spec: str
    failed: Claim
    operands: tuple[Array, ...]
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None
    verdict: Verdict = Verdict.NO


@dataclass(frozen=True, slots=True)
class Refused:
    """A function was called with arrays that fail in its body, whatever its other arguments are.

    Parameters
    ----------
    site : Site
        Where; its node is the call.
    contract : str
        What the body takes and gives.
    operands : tuple of Array
        The arguments that are known, named as the parameters.
    failing : Site
        The operation that fails.
    supposed : tuple of str
        The arguments that are supposed to have at most four axes.
    """

    site: Site
    contract: str
    operands: tuple[Array, ...]
    failing: Site
    supposed: tuple[str, ...] = ()
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None
    verdict: Verdict = Verdict.NO


@dataclass(frozen=True, slots=True)
class CalledOtherwise:
    """A function was called with arrays that are for certain not what its docstring says of them.

    Parameters
    ----------
    site : Site
        Where; its node is the call.
    name : str
        The function, by its qualified name.
    failed : Claim
        What fails, of arguments that are named as the parameters.
    operand : Array
        The argument that is another one.
    path : str
        The file of the function.
    line : int
        Where its docstring says so.
    """

    site: Site
    name: str
    failed: Claim
    operand: Array
    path: str
    line: int
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None


@dataclass(frozen=True, slots=True)
class Commented:
    """A variable was given an array that is for certain not of the shape which the comment beside it says.

    Parameters
    ----------
    site : Site
        The assignment.
    name : str
        The variable.
    value : Array
        What it was given.
    stated : tuple of (int, str or None)
        The sizes that the comment says.
    fits_elsewhere : callable
        Tells whether another array that was given there has that shape.
    """

    site: Site
    name: str
    value: Array
    stated: tuple[int | str | None, ...]
    fits_elsewhere: Callable[[], bool]
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A function gives an array on all its paths that is for certain not of the shape that its docstring states.

    So too a method that leaves its object an attribute of another shape than the docstring of the class states.

    Parameters
    ----------
    site : Site
        Where; its node is the last `return`.
    value : Array
        What is returned.
    stated : tuple of (int, str or None)
        The sizes that are stated: numbers, names or expressions of names, None for any.
    line : int
        Where that is.
    place : int, optional
        Which of several results it is, from 1.
    is_attribute : bool
        Whether it is an attribute, by which name the site calls its function.
    """

    site: Site
    value: Array
    stated: tuple[int | str | None, ...]
    line: int
    place: int | None = None
    is_attribute: bool = False
    guarded: bool = False
    doubt: Callable[[ast.AST], bool] | None = None
