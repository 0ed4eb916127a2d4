"""What speaks for a value being an array of NumPy's, and what against it.

That something has a shape of so many axes says nothing of whose array it is: `b, n, d = x.shape` is written of tensors
and tables too. What has only been used so is `Assumed`; findings about it are told in files in which there is no other
library of arrays, of operations that all such libraries have as NumPy has them.
"""

import ast
from collections.abc import Iterable

from shapecheck.infer.frames import Frame
from shapecheck.infer.records import TABLE
from shapecheck.infer.site import Source
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import FOREIGN, Assumed, Instance, Listing, Native, Opaque, Tensor, Value
from shapecheck.ops.namespaces import has_own_arrays

__all__ = ["answers", "is_certain", "is_doubtful", "is_foreign", "is_plain", "may_be_of_matrices"]

# Python's own and NumPy's: a type of one of them as an annotation says nothing against an array.
_SAYS_NOTHING = frozenset({"abc", "builtins", "collections", "numbers", "numpy", "typing", "typing_extensions"})
_MATRIX_PRODUCTS = frozenset({"mul", "pow", "imul", "ipow"})  # of matrices and sparse arrays these are other operations
_MOST, _DEEPEST = 32, 2  # items of a list of operands that are looked at, and lists inside each other


def is_plain(source: Source) -> bool:
    """Tell whether a file imports no library that has arrays of its own, but NumPy."""
    return _is_plain(source.tree)


@once
def _is_plain(tree: ast.Module) -> bool:
    return not any(map(has_own_arrays, _imported(tree)))


def _imported(tree: ast.Module) -> Iterable[str]:
    for node in nodes_in(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def is_foreign(type_: Value) -> bool:
    """Tell whether a type, given as an annotation or to `isinstance`, is one of another library."""
    return isinstance(type_, Native) and bool(type_.name) and type_.name.partition(".")[0] not in _SAYS_NOTHING


def is_certain(value: Value, depth: int = 0) -> bool:
    """Tell whether a value, and what is in it, is known to be no object of another library."""
    if isinstance(value, Opaque):
        return value.kind not in {None, FOREIGN, TABLE, "list", "tuple", "dict"}
    if isinstance(value, (tuple, Listing)):
        items = value if isinstance(value, tuple) else value.items
        return depth < _DEEPEST and items is not None and all(is_certain(item, depth + 1) for item in items[:_MOST])
    return not isinstance(value, Assumed)


def answers(value: Value, *, own: bool) -> bool:
    """Tell whether an object of the program's decides what an operation of NumPy's gives.

    Where NumPy makes the result itself, that is by `__array_function__`; else by its operators or methods too.
    """
    if not isinstance(value, Instance):
        return False
    asked = any("__array_function__" in base.cells for base in value.type.lineage())
    return not own or asked or not value.type.is_whole


def is_doubtful(name: str, values: Iterable[Value], frame: Frame) -> bool:
    """Tell whether an operation may be another library's, so that nothing is told of it."""
    given = tuple(values)
    if any(isinstance(value, Tensor) or (isinstance(value, Opaque) and value.kind == FOREIGN) for value in given):
        return True
    if not any(map(_is_guessed, given)):
        return False
    if not is_plain(frame.source):
        return True
    family, _, short = name.partition(".")
    of_owner = family == "ndarray" and not short.startswith("__")
    return of_owner or _is_of_matrices(name)


def may_be_of_matrices(name: str, values: Iterable[Value]) -> bool:
    """Tell whether an operator is another one if values are matrices that were only used like arrays."""
    return _is_of_matrices(name) and any(map(_is_guessed, values))


def _is_of_matrices(name: str) -> bool:
    family, _, short = name.partition(".")
    return family == "operator" and short in _MATRIX_PRODUCTS


def _is_guessed(value: Value, depth: int = 0) -> bool:
    if isinstance(value, (tuple, Listing)):
        items = value if isinstance(value, tuple) else value.items or ()
        return depth < _DEEPEST and any(_is_guessed(item, depth + 1) for item in items[:_MOST])
    return isinstance(value, Assumed)
