"""Changes of a program that change nothing of what it does: no finding comes or goes."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from shapecheck.lint.runner import lint_source

HERE = Path(__file__).parent
PARTS = [part for name in ("faults", "fine") for part in (HERE / f"{name}.txt").read_text().split("#### ")[1:]]
PROGRAMS = {part.partition("\n")[0]: part.partition("\n")[2] for part in PARTS}

Edit = tuple[int, int, int, str]  # a line, the bytes from and to, and what stands there then


def edited(text: str, edits: list[Edit]) -> str:
    lines = [line.encode() for line in text.split("\n")]
    for line, start, end, new in sorted(set(edits), reverse=True):
        lines[line - 1] = lines[line - 1][:start] + new.encode() + lines[line - 1][end:]
    return "\n".join(line.decode() for line in lines)


def variables(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    given = {node.arg for node in nodes if isinstance(node, ast.arg)}
    passed = {node.arg for node in nodes if isinstance(node, ast.keyword)}
    bound = {name for node in nodes if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}
    written = {
        node.id
        for part in nodes
        if isinstance(part, ast.JoinedStr)
        for node in ast.walk(part)
        if isinstance(node, ast.Name)
    }
    return (stored | given) - passed - bound - written - {"self", "cls", "_"}


def renamed(text: str) -> str:
    """Give other names to the variables; dX stays the gradient of X."""
    tree = ast.parse(text)
    names = variables(tree)
    roots = sorted(name for name in names if not (name.startswith("d") and name[1:] in names))
    new = {name: f"v{place}_{'outer' if place % 2 else 'newaxis'}" for place, name in enumerate(roots)}

    def of(name: str) -> str:
        return new[name] if name in new else f"d{of(name[1:])}"

    edits: list[Edit] = []
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else None
        if name in names:
            assert name is not None
            edits.append((node.lineno, node.col_offset, node.col_offset + len(name.encode()), of(name)))
    return edited(text, edits)


def aliased(text: str) -> str:
    """Call each function of NumPy's by a name of its own."""
    tree = ast.parse(text)
    found = {
        node: node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np"
    }
    edits = [(node.lineno, node.col_offset, node.end_col_offset or 0, f"a_{name}") for node, name in found.items()]
    assert all(node.end_lineno == node.lineno for node in found)
    changed = edited(text, edits)
    if not found:
        return changed
    imported = ", ".join(f"{name} as a_{name}" for name in sorted(set(found.values())))
    return changed.replace("import numpy as np", f"from numpy import {imported}; import numpy as np", 1)


def spread(text: str) -> str:
    """Write each operation with two operands over lines."""
    edits: list[Edit] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and node.lineno == node.end_lineno:
            value = node.value
            edits.append((value.lineno, value.col_offset, value.col_offset, "(\n"))
            edits.append((value.lineno, value.end_col_offset or 0, value.end_col_offset or 0, "\n)"))
    return edited(text, edits)


def said(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in lint_source(text)]


@pytest.mark.parametrize("change", [renamed, aliased], ids=["renamed", "aliased"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_other_names_change_no_finding(name: str, change: Callable[[str], str]) -> None:
    changed = change(PROGRAMS[name])
    assert said(changed) == said(PROGRAMS[name])


@pytest.mark.parametrize("name", PROGRAMS)
def test_more_lines_change_no_finding(name: str) -> None:
    assert [code for code, _ in said(spread(PROGRAMS[name]))] == [code for code, _ in said(PROGRAMS[name])]


class Extraction(ast.NodeTransformer):
    """Puts what is assigned outside of functions into a function of what it reads."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.functions: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    visit_ClassDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        parts = list(ast.walk(node.value))
        own = (ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp, ast.NamedExpr)
        if isinstance(node.value, (ast.BinOp, ast.Compare, ast.Call)) and not any(
            isinstance(part, own) for part in parts
        ):
            read = sorted({part.id for part in parts if isinstance(part, ast.Name)} & self.names)
            name = f"part_{len(self.functions)}"
            self.functions.append(f"def {name}({', '.join(read)}):\n    return {ast.unparse(node.value)}\n")
            node.value = ast.Call(ast.Name(name), [ast.Name(each) for each in read], [])
        return node


def extracted(text: str) -> str:
    tree = ast.parse(text)
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    extraction = Extraction(stored)
    lines = ast.unparse(extraction.visit(tree)).split("\n")
    imports = [line for line in lines if line.startswith(("import", "from"))]
    return "\n".join((*imports, *extraction.functions, *(line for line in lines if line not in imports)))


@pytest.mark.parametrize("name", PROGRAMS)
def test_functions_of_parts_change_no_finding(name: str) -> None:
    # An update of a variable (SHP202) is then a stretch of both operands (SHP201).
    own, new = ([code[:4] for code, _ in said(text)] for text in (PROGRAMS[name], extracted(PROGRAMS[name])))
    assert sorted(new) == sorted(own)
