"""What a function's body says of names, read from its syntax tree when it is decorated: never a guess.

A name that could mean something else in some call (bound twice, bound in a branch, handed to a function that may change
it) is left out, and nothing is compared under it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from shapecheck.core.notation.paths import Key, Path
from shapecheck.expressions.names import MODULES
from shapecheck.ops.roles import shortens
from shapecheck.runtime.derivatives import variable_of
from shapecheck.runtime.recording.rewrite import definition_of
from shapecheck.runtime.returned import returned_in

__all__ = ["Body", "Update", "read_body"]

_COPIES = frozenset({"copy", "deepcopy", "dict"})
_CHANGERS = frozenset(
    {"append", "clear", "extend", "insert", "pop", "popitem", "remove", "resize", "reverse", "setdefault", "sort"}
    | {"update"}
)
_READERS = _COPIES | {"enumerate", "isinstance", "len", "list", "print", "range", "sorted", "str", "zip"}
_READING = frozenset({"copy", *MODULES})  # modules whose functions change nothing that they are handed
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Targets = ast.Tuple | ast.List


@dataclass(frozen=True, slots=True)
class Update:
    """A parameter that is changed by steps only, `b = b - alpha * db`, and so keeps its shape.

    Attributes
    ----------
    name : str
        The parameter.
    text : str
        The first step as a message shows it: `b = b - alpha * db, line 9`; empty where there is none.
    own : bool
        Whether a step is by its own derivative, so that the parameter surely is what `db` is the derivative by.
    """

    name: str
    text: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What names mean in a function.

    Attributes
    ----------
    returned : tuple of str
        As `returned_names` gives them.
    parts : tuple of (str, Path)
        Names bound once to a part of an argument: `W` is `cache[1]` after `A_prev, W, b = cache`.
    updates : tuple of Update
        The returned parameters that keep their shapes.
    assigned, stepped : frozenset of str
        The attributes of `self` that every call assigns anew; those that it changes by a step.
    """

    returned: tuple[str, ...] = ()
    parts: tuple[tuple[str, Path], ...] = ()
    updates: tuple[Update, ...] = ()
    assigned: frozenset[str] = frozenset()
    stepped: frozenset[str] = frozenset()


def read_body(function: Callable[..., Any]) -> Body:
    """Read the body of a function; nothing is known where there is no source.

    Examples
    --------
    >>> def linear_backward(dZ, cache):
    ...     A_prev, W, b = cache
    ...     return W.T @ dZ, dZ @ A_prev.T
    >>> [f"{name} is {path}" for name, path in read_body(linear_backward).parts]
    ['A_prev is cache[0]', 'W is cache[1]', 'b is cache[2]']
    """
    definition = definition_of(function) if isinstance(function, FunctionType) else None
    if definition is None:
        return Body()
    return _Reader(definition).body()


class _Reader:
    """Reads one definition."""

    def __init__(self, definition: _Function) -> None:
        self.definition = definition
        given = definition.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        self.parameters = [argument.arg for argument in every]
        self.nodes = [node for statement in definition.body for node in ast.walk(statement)]
        self.stores = Counter(name for node in self.nodes for name in _bound(node))

    def body(self) -> Body:
        """Give all that is known."""
        returned = returned_in(self.definition)
        updates = [update for name in returned if name in self.parameters if (update := self._update(name))]
        assigned, stepped = self._attributes() if self.parameters[:1] == ["self"] else ([], [])
        return Body(returned, tuple(self._parts()), tuple(updates), frozenset(assigned), frozenset(stepped))

    def _always(self) -> Iterator[ast.stmt]:
        """Give the statements that every call which returns has run."""
        pending = list(reversed(self.definition.body))
        while pending:
            statement = pending.pop()
            if isinstance(statement, ast.With | ast.AsyncWith):
                pending += reversed(statement.body)
            elif any(isinstance(node, ast.Return) for node in ast.walk(statement)):
                return
            else:
                yield statement

    def _parts(self) -> Iterator[tuple[str, Path]]:
        known = {name: Path(name) for name in self.parameters if not self.stores[name]}
        for statement in self._always():
            if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
                continue
            for name, path in _unpacked(statement.targets[0], statement.value, known):
                if self.stores[name] == 1 and name not in self.parameters:
                    known[name] = path
                    yield name, path

    def _attributes(self) -> tuple[list[str], list[str]]:
        if self.stores["self"]:
            return [], []
        assigned, stepped = [], []
        for statement in self._always():
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            if isinstance(statement, ast.Assign) and any(shortens(f"numpy.{name}") for name in _names(statement.value)):
                continue  # `dx` is a step of `x`, one fewer
            for leaf in [leaf for target in targets for leaf in _leaves(target)]:
                match leaf:
                    case ast.Attribute(value=ast.Name(id="self"), attr=name):
                        assigned.append(name)
            match statement:
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name) as target], value=value):
                    if _is_step(target, value) and _descends(value):
                        stepped.append(name)
        return assigned, stepped

    def _update(self, name: str) -> Update | None:
        """Give how a parameter is changed where that surely keeps its shapes, else None."""
        if any(self._may_change(node, name) for node in self.nodes):
            return None
        steps: list[ast.stmt] = []
        bound = 0
        for node in self.nodes:
            for target, value in _stored(node):
                if _root(target) != name:
                    continue
                bound += isinstance(target, ast.Name)
                if value is None or self._holds(target, value) or (_is_step(target, value) and _descends(value)):
                    assert isinstance(node, ast.stmt)
                    steps.append(node)
                elif not _is_copy(name, value):
                    return None
        if bound != self.stores[name] or _elements_stored(self.nodes, name) != sum(
            _root(target) == name and not isinstance(target, ast.Name)
            for node in self.nodes
            for target, _ in _stored(node)
        ):
            return None
        own = any(f"d{name}" in _names(step) for step in steps)
        text = f"{ast.unparse(steps[0])}, line {steps[0].lineno}" if steps else ""
        return Update(name, text if len(text) <= 80 else "", own)

    def _holds(self, target: ast.expr, value: ast.expr) -> bool:
        """Tell whether what is stored is what was taken from the very place, changed by steps only."""
        if isinstance(target, ast.Name):
            return isinstance(value, ast.Dict) and all(
                key is not None and self._holds(ast.Subscript(target, key, ast.Load()), item)
                for key, item in zip(value.keys, value.values, strict=True)
            )
        if not isinstance(value, ast.Name) or value.id in self.parameters:
            return False
        found = [pair for node in self.nodes for pair in _stored(node) if _is_name(pair[0], value.id)]
        if not found or len(found) != self.stores[value.id] or found[0][1] is None:
            return False
        first = _uncopied(found[0][1])
        return ast.unparse(first) == ast.unparse(target) and all(
            step is None or _is_step(name, step) for name, step in found[1:]
        )

    def _may_change(self, node: ast.AST, name: str) -> bool:
        """Tell whether a node may do more to a container than store items in it."""
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=method), args=arguments) if _root(owner) == name:
                return method in _CHANGERS or any(_is_name(argument, name) for argument in arguments)
            case ast.Call(func=function, args=arguments, keywords=keywords):
                handed = [*arguments, *(keyword.value for keyword in keywords)]
                return any(_is_name(value, name) for value in handed) and not (
                    (isinstance(function, ast.Name) and function.id in _READERS)
                    or (isinstance(function, ast.Attribute) and _root(function) in _READING)
                )
            case ast.Assign(value=value) | ast.NamedExpr(value=value):
                return _is_name(value, name)
            case ast.Delete(targets=targets):
                return any(_root(target) == name for target in targets)
        return False


def _stored(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Give what a plain assignment stores where; None for the value of `X -= ...`, which keeps the shape or raises."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            yield from zip(targets, values, strict=True)
        case ast.Assign(targets=[target], value=value):
            yield target, value
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub()):
            yield target, None


def _elements_stored(nodes: list[ast.AST], name: str) -> int:
    """Count the items and attributes of a name that are stored in any way."""
    return sum(
        isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store) and _root(node) == name
        for node in nodes
    )


def _is_step(target: ast.expr, value: ast.expr) -> bool:
    """Tell whether a value is what it is assigned to, less or more something: `b - alpha * db` for `b`."""
    match value:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub()):
            # `b - alpha * db - decay * b` is a step from a step.
            return ast.unparse(left) == ast.unparse(target) or _is_step(target, left)
    return False


def _descends(value: ast.expr) -> bool:
    """Tell whether a step mentions a derivative, by its name or its key: `dW`, `grads["db" + str(l)]`."""
    keys = {node.value for node in ast.walk(value) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return any(variable_of(name) or "grad" in name for name in _names(value) | keys)


def _is_copy(name: str, value: ast.expr) -> bool:
    return _uncopied(value) is not value and _is_name(_uncopied(value), name)


def _uncopied(value: ast.expr) -> ast.expr:
    """Give what is copied by `copy.deepcopy(X)`, `np.copy(X)`, `dict(X)` or `X.copy()`; else the value itself."""
    match value:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[copied], keywords=[]) if name in _COPIES:
            return copied
        case ast.Call(func=ast.Attribute(value=copied, attr="copy"), args=[], keywords=[]):
            return copied
    return value


def _unpacked(target: ast.expr, value: ast.expr, known: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Give the names of a target, each with the part of an argument that it is bound to."""
    if isinstance(target, _Targets) and isinstance(value, _Targets):
        if len(target.elts) == len(value.elts):
            for each, part in zip(target.elts, value.elts, strict=True):
                yield from _unpacked(each, part, known)
        return
    path = _path(value, known)
    pending = [] if path is None else [(target, path)]
    while pending:
        each, path = pending.pop(0)
        if isinstance(each, ast.Name):
            yield each.id, path
        elif isinstance(each, _Targets) and not any(isinstance(element, ast.Starred) for element in each.elts):
            pending += [(e, Path(path.root, (*path.steps, Key(i)))) for i, e in enumerate(each.elts)]


def _path(value: ast.expr, known: dict[str, Path]) -> Path | None:
    match value:
        case ast.Name(id=name):
            return known.get(name)
        case ast.Subscript(value=owner, slice=ast.Constant(value=int(key))) if not isinstance(key, bool):
            return _below(_path(owner, known), key)
        case ast.Subscript(value=owner, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(key)))):
            return _below(_path(owner, known), -key)
    return None


def _below(path: Path | None, key: int) -> Path | None:
    return None if path is None else Path(path.root, (*path.steps, Key(key)))


def _bound(node: ast.AST) -> Iterator[str]:
    """Give the names that a node binds, in whatever way."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name.partition(".")[0]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name


def _leaves(target: ast.expr) -> list[ast.expr]:
    return [leaf for e in target.elts for leaf in _leaves(e)] if isinstance(target, _Targets) else [target]


def _names(node: ast.AST) -> set[str]:
    """Give the names and attributes in a tree."""
    return {
        part.id if isinstance(part, ast.Name) else part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Name | ast.Attribute)
    }


def _root(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
