"""Calls of NumPy's in a source text, counted without the linter: what it should have seen of a file."""

from __future__ import annotations

import ast
import builtins
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["METHODS", "Call", "Spot", "calls_in", "parsed", "spot_of"]

Spot = tuple[int, int, int, int]

_SCALARS = (str, bytes, int, float, complex, bool)
METHODS = frozenset(dir(np.ndarray)).difference(*map(dir, (*_SCALARS, list, tuple, dict, set, Path, re.Match, type)))
"""Names of methods that arrays have, and no type of Python's own."""

_STARS = frozenset({"numpy", "pylab", "matplotlib.pylab"})  # modules from which a star gives NumPy's names
_NAMES = frozenset(np.__all__) - frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class Call:
    """A call: where it stands, where what is called stands, and that as it is written.

    `method` is whether it is one of a method that arrays have, on whatever object; else it is one of a function of
    NumPy's.
    """

    spot: Spot
    called: Spot
    text: str
    method: bool


def spot_of(node: ast.AST) -> Spot:
    """Tell where a node stands."""
    return (
        getattr(node, "lineno", 0),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", None) or 0,
        getattr(node, "end_col_offset", None) or 0,
    )


def parsed(path: Path) -> list[ast.Module]:
    """Give the syntax trees of a file: of a notebook one for each cell that is Python, magics left out."""
    try:
        if path.suffix != ".ipynb":
            return [ast.parse(path.read_bytes())]
        cells = json.loads(path.read_bytes())["cells"]
    except (SyntaxError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return []
    trees = []
    for cell in cells:
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        if cell.get("cell_type") == "code" and not text.lstrip().startswith("%%"):
            lines = [
                re.sub(r"[%!?].*", "pass", line) if line.lstrip()[:1] in {*"%!?"} else line for line in text.split("\n")
            ]
            try:
                trees.append(ast.parse("\n".join(lines)))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return trees


def calls_in(trees: Iterable[ast.Module]) -> list[Call]:
    """Give the calls of NumPy's functions, and those of methods that arrays have, of one program."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    bound = _imported(nodes)
    modules = _modules(nodes)
    found = []
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        written = _dotted(node.func)
        root, _, rest = written.partition(".")
        of_numpy = f"{bound.get(root, '')}.{rest}".startswith("numpy.")
        method = (
            not of_numpy and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and root not in modules
        )
        if of_numpy or method:
            text = written or f"....{getattr(node.func, 'attr', '')}"
            found.append(Call(spot_of(node), spot_of(node.func), text, method))
    return found


def _imported(nodes: Collection[ast.AST]) -> Mapping[str, str]:
    """Give what imports bind names to, NumPy's functions by star imports included."""
    bound: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                bound[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if alias.name != "*":
                    bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                elif node.module in _STARS:
                    bound.update((name, f"numpy.{name}") for name in _NAMES - _defined(nodes) - bound.keys())
    return bound


def _modules(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Give the names that `import` binds: their attributes are no methods."""
    aliases = (alias for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    return frozenset(alias.asname or alias.name.partition(".")[0] for alias in aliases)


def _defined(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Give the names that a program binds otherwise."""
    names = set()
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return frozenset(names)


def _dotted(node: ast.expr) -> str:
    """Give a name with its attributes, or nothing for what is more than that."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return before and f"{before}.{node.attr}"
    return ""
