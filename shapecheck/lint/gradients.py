"""The law that dX is the gradient of X, by name: the one place where a name says what an array is."""

import re
from typing import TypeAlias

from shapecheck.lint.memory import Run

__all__ = ["Scope", "is_gradient", "is_of_vector", "parameter_of", "plain", "scope_of"]

_PARAMETER = re.compile(r"[WUV]\w*|b\w{0,3}|(?:beta|gamma|theta|weight|bias|kernel)\w*")
_GRADIENT = re.compile(rf"d(?P<name>{_PARAMETER.pattern})")
_OF_VECTORS = re.compile(r"b\d+|(?:beta|gamma|bias)\w*")  # parameters that are vectors, and no path in time
# The last key or attribute in a name: `dW1` of `grads["dW1"]` and of `self.dW1`.
_LAST = re.compile(r"""\[["'](?P<key>\w+)["']\]$|\.(?P<attribute>\w+)$""")

Scope: TypeAlias = tuple[str, ...] | Run  # where a name stands for one thing


def parameter_of(name: str) -> str | None:
    """Give the name of the parameter that a name is the gradient of: `W1` for `dW1`; None for any other name."""
    found = _GRADIENT.fullmatch(name)
    return None if found is None else found["name"]


def is_gradient(name: str, of: str) -> bool:
    """Tell whether a name is that of the gradient of another one, whoever owns them."""
    return parameter_of(plain(name)) == plain(of)


def is_of_vector(parameter: str, scope: Scope) -> bool:
    """Tell whether a parameter is one of those that are vectors; alone, `db` may be decibels."""
    return _OF_VECTORS.fullmatch(parameter) is not None or (parameter == "b" and not isinstance(scope[-1], int))


def plain(name: str) -> str:
    """Give a name without its owner: `W1` for `parameters["W1"]` and for `self.W1`."""
    found = _LAST.search(name)
    return name if found is None else found["key"] or found["attribute"]


def scope_of(run: Run, name: str) -> tuple[Scope, str]:
    """Give where a name stands for one thing, and the name without its owner.

    A plain name has one run of a function, an attribute its class, and the item of a dict with a key such as `dW1` its
    file.
    """
    path, function, _ = run
    found = _LAST.search(name)
    if found is None:
        return run, name
    return (path,) if found["key"] else (path, function.rpartition(".")[0]), plain(name)
