"""Names of gradients as the source writes them, `grads["dW1"]`, and where a name stands for one thing."""

import re
from typing import TypeAlias

from shapecheck.infer.laws import parameter_of
from shapecheck.lint.memory import Run

__all__ = ["Scope", "is_gradient", "plain", "scope_of"]

# The last key or attribute in a name: `dW1` of `grads["dW1"]` and of `self.dW1`.
_LAST = re.compile(r"""\[["'](?P<key>\w+)["']\]$|\.(?P<attribute>\w+)$""")

Scope: TypeAlias = tuple[str, ...] | Run  # where a name stands for one thing


def is_gradient(name: str, of: str) -> bool:
    """Tell whether a name is that of the gradient of another one, whoever owns them."""
    return parameter_of(plain(name)) == plain(of)


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
