"""Full names: what a name in a file stands for by the file's imports, `numba.jit` for `compiled` as it may be.

Nothing is run for it: a name that the file itself defines has none, and one that nothing binds is itself.
"""

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping

from shapecheck.infer.tree import once

__all__ = ["full_name", "is_failing", "is_one_of", "marks_of"]

_LONGEST = 50  # attributes and calls of a name
_BODIES = ("body", "orelse", "finalbody")


def full_name(node: ast.expr, tree: ast.Module) -> str:
    r"""Return the full name of what an expression in a file names; empty for what the file itself defines.

    Parameters
    ----------
    node : ast.expr
        A name, or attributes of one; of a call that is what is called.
    tree : ast.Module
        The file.

    Examples
    --------
    >>> tree = ast.parse("from pytest import raises as expect, mark\ndef jit(f): return f")
    >>> [full_name(ast.parse(text, mode="eval").body, tree) for text in ("expect(E)", "mark.skip", "len", "jit")]
    ['pytest.raises', 'pytest.mark.skip', 'builtins.len', '']
    """
    attributes: list[str] = []
    for _ in range(_LONGEST):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        else:
            break
    if not isinstance(node, ast.Name):
        return ""
    found = _bound(tree).get(node.id)
    if found is None:
        found = f"builtins.{node.id}" if hasattr(builtins, node.id) else node.id
    return ".".join([found, *reversed(attributes)]) if found else ""


@once
def _bound(tree: ast.Module) -> Mapping[str, str]:
    """Return the full names of what the top level of a file binds, and of what is imported anywhere in it."""
    found: dict[str, str] = {}
    for statement, certain in _statements(tree.body, True):
        match statement:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                if certain or name not in found:  # else it stands in for what cannot be imported
                    found[name] = ""
            case ast.Assign([ast.Name(name)], ast.Name() | ast.Attribute() as value):
                found[name] = _of(value, found)
            case ast.Assign(targets):
                found.update((part.id, "") for target in targets for part in ast.walk(target) if _is_stored(part))  # type: ignore[attr-defined]
            case ast.Import(names):
                for alias in names:
                    found[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            case ast.ImportFrom(module, names, level):
                owner = "." * (level or 0) + (module or "")
                for alias in names:
                    found[alias.asname or alias.name] = f"{owner}.{alias.name}"
    return found


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _of(node: ast.expr, bound: Mapping[str, str]) -> str:
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    owner = bound.get(node.id, f"builtins.{node.id}") if isinstance(node, ast.Name) else ""
    return ".".join((owner, *reversed(attributes))) if owner else ""


def _statements(body: list[ast.stmt], certain: bool) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield the statements of the top level, and whether they are surely run; of functions the imports alone."""
    for statement in body:
        yield statement, certain
        inside = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if inside:
            imports = (part for part in ast.walk(statement) if isinstance(part, (ast.Import, ast.ImportFrom)))
            yield from ((part, False) for part in imports)
            continue
        for name in _BODIES:
            yield from _statements(getattr(statement, name, []), False)
        for handler in getattr(statement, "handlers", ()):
            yield from _statements(handler.body, False)


def is_one_of(name: str, names: frozenset[str]) -> bool:
    """Tell whether a full name is one of some; of a library that is not Python's the last part alone may say it.

    Examples
    --------
    >>> names = frozenset({"functools.cached_property", "pytest.mark.skip"})
    >>> is_one_of("functools.cached_property", names), is_one_of("sklearn.utils.cached_property", names)
    (True, True)
    >>> is_one_of("", names), is_one_of("string.skip", names)
    (False, False)
    """
    return name in names or (bool(name) and _is_of_others(name) and name.rpartition(".")[2] in _last(names))


def _is_of_others(name: str) -> bool:
    root = name.partition(".")[0]
    return root != "builtins" and root not in sys.stdlib_module_names


def _last(names: frozenset[str]) -> frozenset[str]:
    found = _lasts.get(names)
    if found is None:
        found = _lasts[names] = frozenset(name.rpartition(".")[2] for name in names)
    return found


_lasts: dict[frozenset[str], frozenset[str]] = {}

# What a decorator may be that the interpreter knows.
_MARKS = frozenset(
    """abc.abstractmethod abc.abstractproperty builtins.classmethod builtins.property builtins.staticmethod
    contextlib.asynccontextmanager contextlib.contextmanager dataclasses.dataclass functools.cache
    functools.cached_property functools.lru_cache functools.total_ordering functools.wraps joblib.memoize
    numba.guvectorize numba.jit numba.njit pytest.fixture pytest.mark.skip pytest.mark.skipif pytest.mark.xfail
    shapecheck.checked typing.final typing.overload typing.override unittest.expectedFailure unittest.skip
    unittest.skipIf unittest.skipUnless""".split()
)


@once
def _marked(tree: ast.Module) -> Mapping[ast.AST, frozenset[str]]:
    """Return the known decorators of each function and class of a file, by their last names."""
    found: dict[ast.AST, frozenset[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list:
            names = {_mark(mark, tree) for mark in node.decorator_list}
            if not names.isdisjoint({"cached_property", "getter", "abstractproperty"}):
                names.add("property")
            found[node] = frozenset(names - {""})
    return found


def _mark(node: ast.expr, tree: ast.Module) -> str:
    """Return the last name of a decorator, if it is a known one."""
    if isinstance(node, ast.Attribute) and node.attr in {"getter", "setter", "deleter"}:
        return node.attr  # of a property of the class
    name = full_name(node, tree)
    return name.rpartition(".")[2] if is_one_of(name, _MARKS) else ""


def marks_of(node: ast.AST, tree: ast.Module) -> frozenset[str]:
    r"""Return the decorators of a function or a class that are known, by the last parts of their full names.

    Examples
    --------
    >>> tree = ast.parse("from functools import cached_property as once\nclass A:\n    @once\n    def b(self): ...")
    >>> sorted(marks_of(tree.body[1].body[0], tree))
    ['cached_property', 'property']
    """
    return _marked(tree).get(node, frozenset())


# The marks of tests that are not run, or that must fail.
_FAILING = frozenset(
    """pytest.mark.skip pytest.mark.skipif pytest.mark.xfail unittest.expectedFailure unittest.skip unittest.skipIf
    unittest.skipUnless""".split()
)


@once
def is_failing(node: ast.AST, owner: ast.ClassDef | None, tree: ast.Module) -> bool:
    """Tell whether a function of a class, or of none, is a test that is not run, or that must fail."""
    marks = marks_of(node, tree) | (frozenset() if owner is None else marks_of(owner, tree))
    if not marks.isdisjoint(_last(_FAILING)):
        return True
    if not getattr(node, "name", "").startswith("test"):
        return False
    return _is_marked(tree.body, tree) or (owner is not None and _is_marked(owner.body, tree))


def _is_marked(body: list[ast.stmt], tree: ast.Module) -> bool:
    """Tell whether the tests of a module or a class are not run, or must fail, by their `pytestmark`."""
    for statement in body:
        match statement:
            case ast.Assign([ast.Name("pytestmark")], value):
                marks = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
                if any(is_one_of(full_name(mark, tree), _FAILING) for mark in marks):
                    return True
    return False
