"""Operations on values that are known, done by their rules alone: that tells of most changes whether they fit.

What is said of plain arrays and numbers is what the interpreter says of them, without starting it.
"""

import ast
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.core.verdict import Verdict
from shapecheck.infer.operators import NAMES
from shapecheck.ops.kept import judged
from shapecheck.ops.operands import operands_of
from shapecheck.ops.roles import broadcasts, goes_through_parts, makes_parts
from shapecheck.ops.table import lookup

__all__ = ["Alone", "alone"]

_MODULES = {"np", "numpy"}
_NUMBERS = (int, float, complex)
_PLAIN = (*_NUMBERS, str, type(None), type(...))
_ELEMENTS = frozenset("biufc")  # kinds of elements that are numbers
_DEEPEST = 20


class Alone(NamedTuple):
    """What an operation comes to: whether it fits, and the array that it gives."""

    fits: bool
    result: Array | None = None


class _Refused(Exception):
    """Signal: an operation fails for all sizes."""


class _Unclear(Exception):
    """Signal: it takes the interpreter to tell."""


def alone(node: ast.AST, values: Mapping[ast.AST, Any], names: Mapping[str, Any]) -> Alone | None:
    """Return what an operation comes to by rules alone; None where it takes the interpreter to tell.

    Parameters
    ----------
    node : ast.AST
        The operation.
    values : mapping
        The values of the nodes inside it, as far as they are known.
    names : mapping
        The values of its names.
    """
    if any(name in names and isinstance(names[name], Array) for name in _MODULES):
        return None
    known = _Known(values, names)
    try:
        if isinstance(node, ast.AugAssign):
            result = known.in_place(node)
        elif isinstance(node, ast.expr):
            result = known.of(node, 0)
        else:
            return None
    except _Refused:
        return Alone(False)
    except (_Unclear, ArithmeticError, TypeError, ValueError, NotImplementedError):
        return None
    return Alone(True, result) if isinstance(result, Array) else None


class _Known:
    """Gives the values of nodes; raises `_Unclear` for all that is not an operation of NumPy's on plain values."""

    def __init__(self, values: Mapping[ast.AST, Any], names: Mapping[str, Any]) -> None:
        self.values = values
        self.names = names

    def of(self, node: ast.expr, depth: int) -> Any:
        if depth > _DEEPEST:
            raise _Unclear
        depth += 1
        if node in self.values and not any(map(_may_stretch, ast.walk(node))):
            return _plain(self.values[node])
        match node:
            case ast.Constant(value):
                return _plain(value)
            case ast.Name(name) if name in self.names:
                return _plain(self.names[name])
            case ast.Attribute(ast.Name(module), "newaxis") if module in _MODULES:
                return None
            case ast.Attribute(owner, name):
                return self._attribute(self.of(owner, depth), name)
            case ast.BinOp(left, operator, right) | ast.Compare(left, [operator], [right]) if type(operator) in NAMES:
                return self._operated(f"operator.{NAMES[type(operator)]}", self.of(left, depth), self.of(right, depth))
            case ast.Subscript(owner, key):
                array = self.of(owner, depth)
                if not isinstance(array, Array):
                    raise _Unclear
                return _ruled("ndarray.__getitem__", (array, self._key(key, depth)))
            case ast.UnaryOp(ast.USub(), inner):
                return self._negative(self.of(inner, depth))
            case ast.Tuple(items) | ast.List(items) if not any(isinstance(own, ast.Starred) for own in items):
                parts = (self.of(own, depth) for own in items)
                return tuple(parts) if isinstance(node, ast.Tuple) else list(parts)
            case ast.Call():
                return self._called(node, depth)
        raise _Unclear

    def in_place(self, node: ast.AugAssign) -> Any:
        """Return the array that is changed."""
        left = self.of(node.target, 0)
        if not isinstance(left, Array) or not left.shape.rank:
            raise _Unclear
        self._operated(f"operator.i{NAMES[type(node.op)].rstrip('_')}", left, self.of(node.value, 0))
        return left

    def _attribute(self, owner: Any, name: str) -> Any:
        if name == "T" and type(owner) in _NUMBERS:
            raise _Refused  # a number has none
        rule = lookup(f"ndarray.{name}") if isinstance(owner, Array) else None
        if rule is None or not rule.attribute:
            raise _Unclear
        return _ruled(f"ndarray.{name}", (owner,))

    def _negative(self, value: Any) -> Any:
        if isinstance(value, Array):
            return _ruled("operator.neg", (value,))
        if type(value) in _NUMBERS:
            return -value
        raise _Unclear

    def _operated(self, name: str, left: Any, right: Any) -> Any:
        if not (isinstance(left, Array) or isinstance(right, Array)):
            raise _Unclear
        if not all(isinstance(own, Array) or type(own) in _NUMBERS for own in (left, right)):
            raise _Unclear
        return _ruled(name, (left, right))

    def _key(self, key: ast.expr, depth: int) -> Any:
        match key:
            case ast.Tuple(items):
                return tuple(self._key(own, depth) for own in items)
            case ast.Slice(lower, upper, step):
                parts = [None if part is None else self.of(part, depth) for part in (lower, upper, step)]
                if not all(part is None or type(part) is int for part in parts):
                    raise _Unclear
                return slice(*parts)
        return self.of(key, depth)

    def _called(self, call: ast.Call, depth: int) -> Any:
        if any(isinstance(own, ast.Starred) for own in call.args):
            raise _Unclear
        owner: tuple[Any, ...] = ()
        match call.func:
            case ast.Attribute(ast.Name(module), name) if module in _MODULES:
                name = f"numpy.{name}"
            case ast.Attribute(ast.Attribute(ast.Name(module), "linalg"), name) if module in _MODULES:
                name = f"numpy.linalg.{name}"
            case ast.Attribute(inner, name):
                owner = (self.of(inner, depth),)
                if not isinstance(owner[0], Array):
                    raise _Unclear
                name = f"ndarray.{name}"
            case _:
                raise _Unclear
        arguments = [self.of(own, depth) for own in call.args]
        keywords: dict[str, Any] = {}
        for own in call.keywords:
            if own.arg is None or own.arg in {"dtype", "out", "where"}:
                raise _Unclear
            keywords[own.arg] = self.of(own.value, depth)
        rule = lookup(name)
        if rule is None or rule.attribute or makes_parts(name):
            raise _Unclear
        if goes_through_parts(name) and not all(isinstance(own, (tuple, list)) for own in arguments[:1]):
            raise _Unclear
        if not any(isinstance(own, Array) for own in _items((*owner, *arguments))):
            raise _Unclear  # it is made of sizes
        return _ruled(name, (*owner, *arguments), keywords)


def _may_stretch(node: ast.AST) -> bool:
    """Tell whether an operation has several operands: it is looked at again how these meet."""
    if isinstance(node, ast.Call):
        return len(node.args) > 1
    return isinstance(node, (ast.BinOp, ast.Compare))


def _items(values: Sequence[Any]) -> Sequence[Any]:
    return [item for own in values for item in (own if isinstance(own, (tuple, list)) else (own,))]


def _plain(value: Any) -> Any:
    """Return a value of which the interpreter knows no more than its rules."""
    if type(value) is tuple or type(value) is list:
        return type(value)(map(_plain, value))
    if type(value) is Array:
        if value.shape.rank is None or value.supposed is not None or value.kind not in {None, *_ELEMENTS}:
            raise _Unclear
        return value
    if type(value) in _PLAIN or type(value) is bool or isinstance(value, Dim):
        return value
    for own in (str, int, float):  # with the quotes that its author wrote
        if isinstance(value, own):
            return own(value)
    raise _Unclear


def _ruled(name: str, arguments: tuple[Any, ...], keywords: Mapping[str, Any] | None = None) -> Any:
    rule = lookup(name)
    if rule is None:
        raise _Unclear
    outcome, failed, verdict = judged(rule, arguments, keywords or {})
    if failed is not None:
        raise _Refused
    result = outcome.result
    if verdict is not Verdict.YES or outcome.fresh or not isinstance(result, Array) or result.shape.rank is None:
        raise _Unclear
    if broadcasts(rule.form):  # where several are stretched, it depends on how they are written whether that is meant
        operands = operands_of(rule, (*arguments, *(keywords or {}).values()))
        if sum(own.shape.rank not in {None, 0} and own.shape != result.shape for own in operands) > 1:
            raise _Unclear
    return result
