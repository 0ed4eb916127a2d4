"""Names of gradients as the source writes them, `grads["dW1"]`, and where a name stands for one thing."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from shapecheck.infer.laws import parameter_of
from shapecheck.infer.site import Site
from shapecheck.infer.tree import once
from shapecheck.lint.memory import Memory, Run
from shapecheck.ops.roles import Role, role_of

__all__ = ["Scope", "is_gradient", "is_of_callee", "mentions", "plain", "scope_of", "terms"]

# The last key or attribute in a name: `dW1` of `grads["dW1"]` and of `self.dW1`.
_LAST = re.compile(r"""\[["'](?P<key>\w+)["']\]$|\.(?P<attribute>\w+)$""")

Scope: TypeAlias = tuple[str, ...] | Run  # where a name stands for one thing


def is_gradient(name: str, of: str) -> bool:
    """Tell whether a name is that of the gradient of another one, whoever owns them."""
    return parameter_of(plain(name)) == plain(of)


def plain(name: str) -> str:
    """Give a name without its owner: `W1` for `parameters["W1"]` and for `self.W1`."""
    found = _LAST.search(name)
    return name if found is None else found["key"] or found["attribute"]


def is_of_callee(given: ast.expr | None, tree: ast.Module, parameter: str) -> bool:
    """Tell whether what is assigned is what a function of the file gives that has something by that name itself.

    `dx` is the gradient of the function's own `x` then: of a parameter, or of what its class keeps as `self.x`.
    """
    match given:
        case ast.Call(func=ast.Name(name)) | ast.Call(func=ast.Attribute(attr=name)):
            return parameter in _names(tree).get(name, ())
    return False


def mentions(tree: ast.Module, function: str, name: str) -> bool:
    """Tell whether a function of a file, by its qualified name, has a name in it: else no global is meant by it."""
    return name in _names(tree).get(function.rpartition(".")[2], ())


@once
def _names(tree: ast.Module) -> Mapping[str, set[str]]:
    """Return the names that each function of a file has for itself, with the attributes that its class has."""
    found: dict[str, set[str]] = {}
    for home in ast.walk(tree):
        if not isinstance(home, (ast.Module, ast.ClassDef)):
            continue
        kept = {part.attr for part in ast.walk(home) if isinstance(part, ast.Attribute)}
        for function in home.body:
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                own = found.setdefault(function.name, set())
                own |= kept if isinstance(home, ast.ClassDef) else set()
                own |= {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
                own |= {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
    return found


def scope_of(run: Run, name: str) -> tuple[Scope, str]:
    """Give where a name stands for one thing, and the name without its owner.

    A plain name has one run of a function, an attribute its class, and the item of a dict with a key such as `dW1` its
    file.
    """
    path, function, _ = run
    found = _LAST.search(name)
    if found is None:
        return run, name
    return (path,) if found["key"] else (path, function.rpartition(".")[0]), plain(name)


def terms(site: Site, node: ast.AST, memory: Memory) -> Iterator[ast.AST]:
    """Yield the operations of an update element by element: what is in another one is not what is subtracted."""
    yield node
    inner: Sequence[ast.AST] = ()
    if isinstance(node, ast.BinOp):
        inner = (node.left, node.right)
    elif isinstance(node, ast.UnaryOp):
        inner = (node.operand,)
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and node.value is not None:
        inner = (node.value,)
    elif isinstance(node, ast.Call):
        known = memory.operation(site, node)
        inner = node.args if known is not None and role_of(known.rule) is Role.ELEMENTWISE else ()
    for part in inner:
        if isinstance(part, (ast.BinOp, ast.UnaryOp, ast.Call)):
            yield from terms(site, part, memory)
