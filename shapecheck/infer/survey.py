"""What the text of a file says before it is run: what its functions change, what is called, what loops carry on."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from shapecheck.infer.tree import nodes_in, once

__all__ = ["Survey", "carried", "survey"]

_MUTATING = frozenset(
    """append extend insert pop remove clear update setdefault add discard sort reverse popitem appendleft
    popleft""".split()
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is found in a file.

    Parameters
    ----------
    attributes : frozenset of str
        The attributes that are assigned or changed outside of `__init__`: a method may find anything in them.
    globals : frozenset of str
        The names of the module that its functions assign or change.
    called : frozenset of str
        The names that something is called by.
    """

    attributes: frozenset[str]
    globals: frozenset[str]
    called: frozenset[str]


def survey(tree: ast.Module) -> Survey:
    """Go over the syntax tree of a file once."""
    attributes: set[str] = set()
    globals_: set[str] = set()
    called: set[str] = set()
    for node, in_function, in_init in _nodes(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                called.add(function.attr)
                if function.attr in _MUTATING:
                    _note(function.value, in_function, in_init, attributes, globals_)
            elif isinstance(function, ast.Name):
                called.add(function.id)
        elif isinstance(node, ast.Attribute):
            if in_function and not in_init and not isinstance(node.ctx, ast.Load):
                attributes.add(node.attr)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load):
                _note(node.value, in_function, in_init, attributes, globals_)
        elif isinstance(node, ast.Global):
            globals_.update(node.names)
    return Survey(frozenset(attributes), frozenset(globals_), frozenset(called))


def _note(owner: ast.expr, in_function: bool, in_init: bool, attributes: set[str], globals_: set[str]) -> None:
    """Note what is changed by writing to an item of it, or by calling a method that changes it."""
    while isinstance(owner, ast.Subscript):
        owner = owner.value
    if isinstance(owner, ast.Attribute) and in_function and not in_init:
        attributes.add(owner.attr)
    elif isinstance(owner, ast.Name) and in_function:
        globals_.add(owner.id)


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, bool, bool]]:
    """Give each node that matters, with whether it is in a function, and whether that is `__init__`."""
    stack: list[tuple[ast.AST, bool, bool]] = [(tree, False, False)]
    while stack:
        entry = stack.pop()
        node, in_function, in_init = entry
        kind = type(node)
        if kind is ast.Name or kind is ast.Constant:
            continue
        yield entry
        if kind is ast.FunctionDef or kind is ast.AsyncFunctionDef:
            in_function, in_init = True, node.name == "__init__"  # type: ignore[attr-defined]
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                stack.extend([(item, in_function, in_init) for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST) and value._fields:
                stack.append((value, in_function, in_init))


@once
def carried(loop: ast.For | ast.AsyncFor | ast.While) -> frozenset[str]:
    """Give the names that a turn of a loop may read as the turn before it left them."""
    return frozenset(_carried(loop))


def _carried(loop: ast.For | ast.AsyncFor | ast.While) -> Iterator[str]:
    if isinstance(loop, ast.While):
        yield from _read(loop.test)
        yield from _read_first(loop.body, set())
    else:
        yield from _read_first(loop.body, _stored(loop.target))


def _read_first(body: list[ast.stmt], own: set[str]) -> Iterator[str]:
    """Give the names that statements may read before they write them; add to `own` those that they surely write."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield from _read(statement) - own
            own.update(*map(_stored, statement.targets))
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            yield from _read(statement.iter) - own
            yield from _read_first(statement.body, own | _stored(statement.target))
            yield from _read_first(statement.orelse, set(own))
        elif isinstance(statement, (ast.If, ast.While)):
            yield from _read(statement.test) - own
            yield from _read_first(statement.body, set(own))
            yield from _read_first(statement.orelse, set(own))
        else:
            yield from _read(statement) - own


def _read(node: ast.AST) -> set[str]:
    """Give the names that are read in a part of a program: those that are not only written."""
    found = set()
    for inner in nodes_in(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Store):
            found.add(inner.id)
        elif isinstance(inner, ast.AugAssign) and isinstance(inner.target, ast.Name):
            found.add(inner.target.id)
    return found


def _stored(target: ast.expr) -> set[str]:
    return {inner.id for inner in nodes_in(target) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}
