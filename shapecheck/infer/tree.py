"""Syntax trees: parsed, kept for a while, and walked over in a third of the time that `ast` takes."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Concatenate, ParamSpec, TypeVar

__all__ = [
    "Unreadable",
    "first_line",
    "function_around",
    "named_after",
    "nodes_in",
    "once",
    "parse",
    "positional",
    "private",
    "returns_in",
    "root_of",
    "source_of",
    "statements_in",
]

_KEPT = 1_000_000  # characters of the files whose trees are kept, so that they are bounded in memory
_Node = TypeVar("_Node", bound=ast.AST)
_More = ParamSpec("_More")
_Found = TypeVar("_Found")

_LEAVES = frozenset({ast.Name, ast.Constant, ast.Pass, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.alias})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")


class Unreadable(Exception):
    """A file that cannot be parsed."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message


_trees: dict[str, ast.Module] = {}  # of the files that were parsed last, by their texts


def parse(text: str) -> ast.Module:
    """Give the syntax tree of a file, the same one each time: what is linted may be imported by what follows.

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        When Python can't parse it.
    """
    tree = _trees.pop(text, None)
    if tree is None:
        tree = _parsed(text)
    _trees[text] = tree
    while sum(map(len, _trees)) > _KEPT and len(_trees) > 1:
        del _trees[next(iter(_trees))]
    return tree


def _parsed(text: str) -> ast.Module:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    if "__" in text:
        _mangle(tree)
    return tree


def once(function: Callable[Concatenate[_Node, _More], _Found]) -> Callable[Concatenate[_Node, _More], _Found]:
    """Let a function of a node be asked once for each node; the answer is kept for as long as that lives.

    With other arguments behind the node than the last time it is asked anew.
    """
    key = f"{function.__module__}.{function.__qualname__}"  # no name of a field

    def asked(node: _Node, /, *more: _More.args, **named: _More.kwargs) -> _Found:
        kept = node.__dict__
        found: tuple[object, object, _Found] | None = kept.get(key)
        if found is None or found[0] != more or found[1] != named:
            found = kept[key] = more, named, function(node, *more, **named)
        return found[2]

    asked.__doc__ = function.__doc__
    return asked


def nodes_in(*roots: ast.AST) -> Iterator[ast.AST]:
    """Give all nodes of trees but contexts and operators, the roots included."""
    stack = list(roots)
    while stack:
        node = stack.pop()
        yield node
        if type(node) in _LEAVES:
            continue
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                stack.extend([item for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST) and value._fields:
                stack.append(value)


def statements_in(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Give all statements of a body, those inside of others and in functions included, with handlers and cases."""
    stack = list(body)
    while stack:
        node = stack.pop()
        yield node
        for name in _BLOCKS:
            stack.extend(getattr(node, name, ()))


def positional(arguments: ast.arguments) -> list[ast.arg]:
    """Give the parameters of a function that may be passed by position."""
    return [*arguments.posonlyargs, *arguments.args]


def root_of(node: ast.expr) -> str | None:
    """Return the name at the root of an expression, `x` of `x.W[0]`; None where there is none.

    Examples
    --------
    >>> [root_of(ast.parse(text, mode="eval").body) for text in ("x", "x.W[0].T", "f(x).W")]
    ['x', 'x', None]
    """
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def returns_in(function: ast.AST) -> Iterator[ast.Return]:
    """Give the `return` statements of a function in their order, those of functions in it left out."""
    pending: list[ast.AST] = list(getattr(function, "body", ()))
    while pending:
        inner = pending.pop(0)
        if isinstance(inner, ast.Return):
            yield inner
        elif not isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.expr)):
            pending[:0] = ast.iter_child_nodes(inner)


def function_around(tree: ast.Module, line: int) -> ast.AST:
    """Give the innermost function that a line of a file is in, or the file."""
    found: ast.AST = tree
    for node in _functions_in(tree):
        if node.lineno <= line <= (node.end_lineno or 0):
            found = node
    return found


@once
def nodes_of(root: ast.AST) -> tuple[ast.AST, ...]:
    """Return what `nodes_in` gives; for a tree that is asked about often."""
    return tuple(nodes_in(root))


@once
def _functions_in(tree: ast.Module) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, ...]:
    return tuple(node for node in nodes_in(tree) if isinstance(node, _FUNCTIONS))


@once
def named_after(tree: ast.Module) -> Mapping[ast.AST, str]:
    """Return the variables that values are assigned to, by each node that such a value is read from.

    Of `X = np.array(file["x"][:])` these are the call, `file["x"][:]` and `file["x"]`.
    """
    found: dict[ast.AST, str] = {}
    for statement in statements_in(tree.body):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            continue
        pairs = [(statement.targets[0], statement.value)]
        match statement.targets[0], statement.value:
            case ast.Tuple(targets), ast.Tuple(values) if len(targets) == len(values):
                pairs = list(zip(targets, values, strict=True))
        for target, value in pairs:
            if isinstance(target, ast.Name):
                found |= dict.fromkeys(_read_from(value), target.id)
    return found


def _read_from(node: ast.expr) -> Iterator[ast.expr]:
    """Give a value and what it is read from."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        match node:
            case ast.Call(ast.Attribute(inner, "array" | "asarray"), [first, *_]):
                pending += [inner, first]
            case ast.Call(ast.Attribute(inner)) | ast.Attribute(inner) | ast.Subscript(inner):
                pending.append(inner)


def first_line(node: ast.stmt) -> int:
    """Return the line in which a statement begins, that of its first decorator where it has one."""
    marks: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(mark.lineno for mark in marks)])


def source_of(text: str, statements: Iterable[ast.stmt]) -> str:
    """Return a source with only some of its statements, each in its line."""
    kept: set[int] = set()
    for node in statements:
        kept.update(range(first_line(node), (node.end_lineno or node.lineno) + 1))
    return "".join(line if at in kept else "\n" for at, line in enumerate(text.splitlines(keepends=True), 1))


def _mangle(tree: ast.Module) -> None:
    """Give each attribute and name `__name` in a class the name that Python gives it there: `_Class__name`.

    A function or class keeps its own name, which is said of it; what it is assigned to is `private`.
    """
    classes = [node for node in statements_in(tree.body) if isinstance(node, ast.ClassDef)]
    for class_ in reversed(classes):  # a class inside of another one before that
        for node in nodes_in(*class_.body):
            for field in _NAMES.get(type(node), ()):
                name = getattr(node, field)
                if isinstance(name, str):
                    setattr(node, field, private(name, class_.name))
                elif isinstance(name, list):
                    setattr(node, field, [private(part, class_.name) for part in name])


_NAMES: Mapping[type[ast.AST], tuple[str, ...]] = {
    ast.Attribute: ("attr",), ast.Name: ("id",), ast.arg: ("arg",), ast.keyword: ("arg",), ast.Global: ("names",),
    ast.Nonlocal: ("names",), ast.ExceptHandler: ("name",), ast.MatchAs: ("name",), ast.MatchStar: ("name",),
}  # fmt: skip


def private(name: str, class_: str | None) -> str:
    """Give the name that a name has in the body of a class, or in a function there."""
    plain = "" if class_ is None else class_.lstrip("_")
    return f"_{plain}{name}" if plain and name.startswith("__") and not name.endswith("__") else name
