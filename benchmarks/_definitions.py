"""A program without the lines that call its functions: what is left is a module of definitions, as courses have it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from contextlib import suppress

__all__ = ["inside_definitions", "without_calls"]

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


def without_calls(text: str, own_modules: Collection[str] = ()) -> str:
    """Give a program in which every line keeps its number and nothing calls the functions.

    Left out is what stands at its top level from the first statement on that calls a function or class of its own, or
    of one of `own_modules`: functions may have changed what the rest reads. Definitions, imports and constants stay.
    """
    tree = ast.parse(text)
    ours = {name for node in tree.body if isinstance(node, _DEFINITIONS) for name in (node.name,)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").partition(".")[0] in own_modules):
            ours.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            names = (alias.asname or alias.name.partition(".")[0] for alias in node.names)
            ours.update(name for name in names if name in own_modules)
    statements = [node for node in tree.body if not isinstance(node, (*_DEFINITIONS, *_IMPORTS))]
    first = next((at for at, node in enumerate(statements) if ours.intersection(_called(node))), len(statements))
    cut = [node for node in statements[first:] if not _is_constant(node)]
    lines = text.encode().splitlines(keepends=True)
    for node in cut:
        _blank(lines, node)
    return b"".join(lines).decode()


def inside_definitions(text: str, line: int) -> bool:
    """Whether a line stands inside of a function or class."""
    return any(
        node.lineno <= line <= (node.end_lineno or node.lineno)
        for node in ast.parse(text).body
        if isinstance(node, _DEFINITIONS)
    )


def _called(node: ast.stmt) -> Iterator[str]:
    """Give the first names of what is called: `f` of `f(x)`, `model` of `model.fit(x)`; of a decorator too."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            target = inner.func
            while isinstance(target, (ast.Attribute, ast.Subscript)):
                target = target.value
            if isinstance(target, ast.Name):
                yield target.id
            # A function that is handed to another one may be called there.
            for argument in (*inner.args, *(keyword.value for keyword in inner.keywords)):
                if isinstance(argument, ast.Name):
                    yield argument.id


def _is_constant(node: ast.stmt) -> bool:
    """Whether a statement gives names numbers or texts, as it may stand between functions that read them."""
    if not isinstance(node, ast.Assign):
        return False
    with suppress(ValueError):
        ast.literal_eval(node.value)
        return True
    return False


def _blank(lines: list[bytes], node: ast.stmt) -> None:
    """Put `pass` where a statement begins, and nothing where the rest of it is."""
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    start, end = node.col_offset, node.end_col_offset or 0
    behind = lines[last][end:]
    if first == last:
        lines[first] = lines[first][:start] + b"pass".ljust(end - start) + behind
        return
    lines[first] = lines[first][:start] + b"pass" + (behind if behind.lstrip()[:1] == b";" else b"\n")
    for number in range(first + 1, last + 1):
        lines[number] = b"\n"
