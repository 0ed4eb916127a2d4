"""What the text of a file says before it is run: what its functions change, and what is called."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Survey", "survey"]

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
        yield entry
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            in_function, in_init = True, node.name == "__init__"
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                stack.extend((item, in_function, in_init) for item in value if isinstance(item, ast.AST))
            elif isinstance(value, ast.AST) and not isinstance(value, (ast.expr_context, ast.operator)):
                stack.append((value, in_function, in_init))
