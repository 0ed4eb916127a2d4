"""Makes a program that shows a problem smaller: statements are left out, then parts of them, as long as it shows it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

__all__ = ["shrunk"]

MOST = 400  # programs that are tried


def shrunk(text: str, shows: Callable[[str], bool], most: int = MOST) -> str:
    """Give a smaller program for which `shows` holds, or the same one."""
    tried = 0
    smaller = True
    while smaller and tried < most:
        smaller = False
        for candidate in candidates(text):
            tried += 1
            if tried > most:
                break
            if shows(candidate):
                text, smaller = candidate, True
                break
    return text


def candidates(text: str) -> Iterator[str]:
    """Give programs with a part left out, large parts first."""
    tree = ast.parse(text)
    for edit in _edits(tree):
        other = deepcopy(tree)
        nodes = dict(zip(ast.walk(tree), ast.walk(other), strict=True))
        edit(nodes)
        try:
            candidate = ast.unparse(ast.fix_missing_locations(other)) + "\n"
            ast.parse(candidate)
        except (SyntaxError, ValueError, TypeError, AttributeError, MemoryError):
            continue
        if candidate != text and len(candidate) <= len(text):
            yield candidate


Edit = Callable[[dict[ast.AST, ast.AST]], None]


def _edits(tree: ast.Module) -> Iterator[Edit]:
    bodies = [
        (node, name)
        for node in ast.walk(tree)
        for name in ("body", "orelse", "finalbody", "handlers")
        if isinstance(getattr(node, name, None), list)
    ]
    for size in (16, 8, 4, 2, 1):
        for node, name in bodies:
            body = getattr(node, name)
            if len(body) < size:
                continue
            for at in range(len(body) - size, -1, -size):
                yield _without(node, name, at, at + size)
    for node, name in bodies:
        for at, statement in enumerate(getattr(node, name)):
            for inner in ("body", "orelse", "finalbody"):
                if isinstance(getattr(statement, inner, None), list) and isinstance(statement, ast.stmt):
                    yield _instead(node, name, at, inner)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for at in range(len(node.keywords)):
                yield _dropped(node, "keywords", at)
            for at in range(len(node.args)):
                yield _dropped(node, "args", at)
        for name in ("elts", "generators", "decorator_list", "bases"):
            for at in range(len(getattr(node, name, None) or ())):
                yield _dropped(node, name, at)
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                for part in ast.iter_child_nodes(value):
                    if isinstance(part, ast.expr):
                        yield _replaced(node, name, part)


def _without(node: ast.AST, name: str, start: int, end: int) -> Edit:
    def edit(nodes: dict[ast.AST, ast.AST]) -> None:
        body = getattr(nodes[node], name)
        del body[start:end]
        if not body and name == "body" and not isinstance(node, ast.Module):
            body.append(ast.Pass())

    return edit


def _instead(node: ast.AST, name: str, at: int, inner: str) -> Edit:
    def edit(nodes: dict[ast.AST, ast.AST]) -> None:
        body = getattr(nodes[node], name)
        body[at : at + 1] = getattr(body[at], inner)

    return edit


def _dropped(node: ast.AST, name: str, at: int) -> Edit:
    def edit(nodes: dict[ast.AST, ast.AST]) -> None:
        del getattr(nodes[node], name)[at]

    return edit


def _replaced(node: ast.AST, name: str, part: ast.expr) -> Edit:
    def edit(nodes: dict[ast.AST, ast.AST]) -> None:
        setattr(nodes[node], name, nodes[part])

    return edit
