"""A piece of the user's source made ready for the explainer: what its names stand for, NumPy's by any alias."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from shapecheck.expressions.names import ELEMENTWISE, MODULES, Function, Module
from shapecheck.expressions.source import Node
from shapecheck.ops.values import UNKNOWN
from shapecheck.runtime.failing.operands import Operand, operands, read
from shapecheck.runtime.measure import value_of

__all__ = ["Readable", "readable", "root_of"]

# Modules whose functions follow NumPy's rules under NumPy's names.
_LIKE_NUMPY = frozenset({"numpy", "autograd.numpy", "cupy", "dask.array", "jax.numpy"})
_NUMPY_MODULES = ("numpy", "numpy.linalg")


@dataclass(frozen=True, slots=True, eq=False)
class Readable:
    """What the explainer needs, and what it was made from.

    Attributes
    ----------
    root : ast.expr or ast.AugAssign or ast.Assign
        The tree.
    names : dict of str to Value
        What is known of each name in it, whatever the user calls NumPy.
    operands : tuple of Operand
        The values that the names stand for.
    assumes : bool
        Whether a function of the user's is taken to work element by element because of its name, such as `relu`.
    """

    root: Node | ast.If
    names: dict[str, Any]
    operands: tuple[Operand, ...]
    assumes: bool


def readable(root: Node | ast.If, frame: FrameType, found: tuple[Operand, ...] | None = None) -> Readable:
    """Read what the names in a tree stand for in a frame, running nothing of the user's; `found` are its operands."""
    found = tuple(operands(root, frame)) if found is None else found
    names: dict[str, Any] = {operand.text: value_of(operand.value, operand.name) for operand in found}
    assumes = False
    for name in _functions_and_modules(root, {operand.text for operand in found}):
        value = read(ast.Name(name, ast.Load()), frame)
        if value is None:
            continue  # a builtin
        full = _full_name(value)
        if full is not None:
            if full != MODULES.get(name):
                names[name] = Module(full) if isinstance(value, ModuleType) else Function(full)
        elif name in ELEMENTWISE and callable(value):
            assumes = True
        else:
            names[name] = UNKNOWN
    return Readable(root, names, found, assumes)


def root_of(statement: ast.stmt | ast.expr | None) -> Node | None:
    """Give the part of a statement that computes: its value, or the whole where storing is an operation of its own."""
    match statement:
        case ast.Assign(targets=[ast.Name() | ast.Attribute() | ast.Subscript()], value=value):
            return value
        case ast.AnnAssign(value=ast.expr() as value) | ast.Return(value=ast.expr() as value):
            return value
        case ast.Expr(value=ast.NamedExpr(value=value)) | ast.NamedExpr(value=value) | ast.Expr(value=value):
            return value
        case ast.Assign(value=value):
            return value
        case ast.AugAssign() | ast.expr():
            return statement
    return None


def _functions_and_modules(root: Node | ast.If, known: set[str]) -> Iterator[str]:
    """Give the names in a tree that are no operands: of functions that are called, and of modules."""
    for node in ast.walk(root):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
            yield node.id


def _full_name(value: object) -> str | None:
    """Give NumPy's own name of a module or a function of NumPy, such as `numpy.linalg.inv`."""
    if isinstance(value, ModuleType):
        if value.__name__ in _LIKE_NUMPY:
            return "numpy"
        return value.__name__ if value.__name__ in _NUMPY_MODULES else None
    for module in _NUMPY_MODULES:
        name = getattr(value, "__name__", "")
        if isinstance(name, str) and name and getattr(sys.modules.get(module), name, None) is value:
            return f"{module}.{name}"
    return None
