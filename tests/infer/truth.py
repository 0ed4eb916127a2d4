"""What shapes the variables of a program really have: the program is run, and each assignment tells what it assigned.

`record(file)` runs a program as `python file` would, its own modules beside it included, with a recording call put
after each assignment by rewriting the syntax tree. `python tests/infer/truth.py FILE` prints what was recorded.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import importlib.machinery
import io
import operator
import os
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["PROGRAMS", "Fault", "Place", "Truth", "files_of", "idioms", "programs", "record", "wrong_programs"]

PROGRAMS = Path(__file__).resolve().parent / "programs"
RECORD, INNER, CALLED = "__record_shape__", "__record_inner__", "__called__"
ARRAY_LIKE = (np.ndarray, np.flatiter, list, tuple, range)
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "Pow": operator.pow,
    "BitAnd": operator.and_,
    "BitOr": operator.or_,
    "BitXor": operator.xor,
    "LShift": operator.lshift,
    "RShift": operator.rshift,
    "MatMult": operator.matmul,
    "Gt": operator.gt,
    "Lt": operator.lt,
    "GtE": operator.ge,
    "LtE": operator.le,
    "Eq": operator.eq,
    "NotEq": operator.ne,
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a variable is assigned: `function` is a qualified name or `<module>`.

    `name` is as the source writes it, but for the key of an item, which is what it was; `written` has that as written.
    """

    path: str
    function: str
    line: int
    name: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a program ended: the exception, and the innermost line of the program's own files it came through."""

    kind: str
    message: str
    path: str
    line: int
    source: str = ""


@dataclass(slots=True)
class Truth:
    """The shapes of arrays, by place, and the fault that ended the program, if one did.

    `others` are the places that were also given something that is no array. `output` is what it printed. `inner` are
    the shapes that operators and calls gave, by line, and `stretched` the lines where an operator stretched both of its
    operands; their places have no name.
    """

    shapes: dict[Place, set[tuple[int, ...]]] = field(default_factory=dict)
    inner: dict[Place, set[tuple[int, ...]]] = field(default_factory=dict)
    stretched: set[Place] = field(default_factory=set)
    others: set[Place] = field(default_factory=set)
    fault: Fault | None = None
    output: str = ""


def programs() -> list[Path]:
    """Give the working programs; of a project of several files its `main.py`."""
    files = [*PROGRAMS.glob("*.py"), *(file for file in PROGRAMS.glob("*/main.py") if file.parent.name != "wrong")]
    return sorted(files)


def wrong_programs() -> list[Path]:
    """Give the programs with one mistake each."""
    return sorted((PROGRAMS / "wrong").glob("*.py"))


def idioms() -> list[Path]:
    """Give the working programs in the manner of courses, one for each idiom: what they do is done in functions."""
    return sorted((PROGRAMS.parent / "idioms").glob("*.py"))


def files_of(program: Path) -> list[Path]:
    """Give the files of a program: itself, or all of its project."""
    return sorted(program.parent.rglob("*.py")) if program.name == "main.py" else [program]


class Recorder(ast.NodeTransformer):
    """Puts a recording call after each assignment; a comprehension's is a condition that holds."""

    def __init__(self, path: str, places: list[Place], inner: bool) -> None:
        self.path = path
        self.places = places
        self.inner = inner
        self.scope: list[str] = []
        self.called = 0

    def _place(self, line: int, name: str) -> ast.Constant:
        function = ".".join(self.scope).removesuffix(".<locals>") or "<module>"
        self.places.append(Place(self.path, function, line, name))
        return ast.Constant(len(self.places) - 1)

    def _call(self, target: ast.expr, *values: ast.expr) -> ast.Call:
        place = self._place(target.lineno, ast.unparse(as_written(target)))
        return ast.Call(ast.Name(RECORD, ast.Load()), [place, *values], [])

    def _inner(self, node: ast.expr, *values: ast.expr) -> ast.expr:
        call = ast.Call(ast.Name(INNER, ast.Load()), [self._place(node.lineno, ""), *values], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        return self._inner(node, node) if self.inner else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        name = type(node.op).__name__
        return (
            self._inner(node, node.left, ast.Constant(name), node.right) if self.inner and name in OPERATORS else node
        )

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        name = type(node.ops[0]).__name__
        if not self.inner or len(node.ops) > 1 or name not in OPERATORS:
            return node
        return self._inner(node, node.left, ast.Constant(name), node.comparators[0])

    def _records(self, target: ast.expr, at: ast.stmt) -> Iterator[ast.stmt]:
        match target:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    yield from self._records(part, at)
                return
            case ast.Starred(value=inner):
                yield from self._records(inner, at)
                return
        values = [loaded(target)]
        if isinstance(target, ast.Subscript):
            values.append(loaded(target.value))  # an item of an array is not a variable: the call looks at this
            if not any(isinstance(node, ast.Slice) for node in ast.walk(target.slice)):
                values += [ast.Constant(ast.unparse(as_written(target.value))), loaded(target.slice)]
        statement = ast.Expr(self._call(target, *values))
        yield ast.fix_missing_locations(ast.copy_location(statement, at))

    def _once(self, target: ast.expr) -> ast.expr:
        """Keep what calls in a target give, so that the record does not call them again."""

        def keep(node: ast.Call) -> ast.expr:
            self.called += 1
            return ast.NamedExpr(ast.Name(f"{CALLED}{self.called}", ast.Store()), node)

        return ast.fix_missing_locations(Replaced(ast.Call, keep).visit(target))

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        self.generic_visit(node)
        node.targets = [self._once(target) for target in node.targets]
        return [node, *(record for target in node.targets for record in self._records(target, node))]

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        self.generic_visit(node)
        node.target = self._once(node.target)
        return [node, *self._records(node.target, node)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        self.generic_visit(node)
        return [node] if node.value is None else [node, *self._records(node.target, node)]

    def visit_For(self, node: ast.For) -> ast.stmt:
        node.target = self._once(node.target)
        records = list(self._records(node.target, node))
        self.generic_visit(node)
        node.body[:0] = records
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
        records = [record for target in targets for record in self._records(target, node)]
        self.generic_visit(node)
        node.body[:0] = records
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        statement = ast.copy_location(ast.Pass(), node.target)
        for record in self._records(node.target, statement):
            assert isinstance(record, ast.Expr)
            kept = ast.Subscript(ast.Tuple([ast.Constant(True), record.value], ast.Load()), ast.Constant(0), ast.Load())
            node.ifs.insert(0, ast.fix_missing_locations(ast.copy_location(kept, node.target)))
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        self.generic_visit(node)
        return ast.fix_missing_locations(ast.copy_location(self._call(node.target, node), node))

    def _within(self, node: Any, *names: str) -> Any:
        self.scope.extend(names)
        self.generic_visit(node)
        del self.scope[len(self.scope) - len(names) :]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        return self._within(node, node.name, "<locals>")

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.stmt:
        return self._within(node, node.name, "<locals>")

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        return self._within(node, "<lambda>", "<locals>")

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        return self._within(node, node.name)


class Replaced(ast.NodeTransformer):
    """Puts something else in the place of each node of a kind, of those that are in no other of them."""

    def __init__(self, kind: type[ast.expr], change: Callable[[Any], ast.expr]) -> None:
        self.kind = kind
        self.change = change

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.change(node), node) if isinstance(node, self.kind) else self.generic_visit(node)


def loaded(target: ast.expr) -> ast.expr:
    """Give the expression that reads what a target is."""
    value = copy.deepcopy(target)
    if hasattr(value, "ctx"):
        value.ctx = ast.Load()
    return Replaced(ast.NamedExpr, lambda node: loaded(node.target)).visit(value)


def as_written(target: ast.expr) -> ast.expr:
    """Give a target as it was before calls in it were kept."""
    return Replaced(ast.NamedExpr, lambda node: node.value).visit(copy.deepcopy(target))


class Finder(MetaPathFinder):
    """Finds the modules of the project in a folder, to be compiled with records."""

    def __init__(self, folder: str, compiled: Callable[[str], types.CodeType]) -> None:
        self.folder = folder
        self.compiled = compiled

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(name, [self.folder] if path is None else path)
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(self.folder):
            return None
        spec.loader = Loader(name, spec.origin, self.compiled)
        return spec


class Loader(importlib.machinery.SourceFileLoader):
    """Compiles a module with records, past any compiled file."""

    def __init__(self, name: str, path: str, compiled: Callable[[str], types.CodeType]) -> None:
        super().__init__(name, path)
        self.compiled = compiled

    def get_code(self, name: str) -> types.CodeType:
        return self.compiled(self.path)


@contextlib.contextmanager
def sandbox(finder: Finder, main: types.ModuleType) -> Iterator[io.StringIO]:
    """Run with the modules, warnings, output and random numbers of a fresh process, and put all back."""
    own = {file.stem for file in Path(finder.folder).glob("*.py")} | {
        file.parent.name for file in Path(finder.folder).glob("*/__init__.py")
    }
    hidden = {name: module for name, module in sys.modules.items() if name.split(".")[0] in {*own, "__main__"}}
    arguments, random = sys.argv, np.random.get_state()  # noqa: NPY002
    for name in hidden:
        del sys.modules[name]
    sys.modules["__main__"] = main
    sys.argv = [str(main.__file__)]
    sys.meta_path.insert(0, finder)
    output = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            np.printoptions(),
        ):
            warnings.simplefilter("ignore")
            yield output
    finally:
        sys.meta_path.remove(finder)
        sys.argv = arguments
        np.random.set_state(random)  # noqa: NPY002
        for name in [name for name in sys.modules if name.split(".")[0] in {*own, "__main__"}]:
            del sys.modules[name]
        sys.modules.update(hidden)


def record(file: Path, overrides: Mapping[str, str] | None = None, *, inner: bool = False) -> Truth:
    """Run a program and give the shapes of what it assigned.

    Parameters
    ----------
    file : Path
        The program; modules are looked for beside it first.
    overrides : mapping of str to str, optional
        Other texts for some of its files, by resolved path.
    inner : bool
        Whether to record `inner` and `stretched` too.

    Returns
    -------
    Truth
        Shapes of `numpy.ndarray` and NumPy scalars only. An exception ends the run and is its `fault`; one that is
        no `Exception`, as a timeout may be, is passed on, except for `SystemExit`.
    """
    file = file.resolve()
    texts = overrides or {}
    places: list[Place] = []
    truth = Truth()

    def compiled(path: str) -> types.CodeType:
        text = texts.get(path)
        tree = ast.parse(Path(path).read_text(encoding="utf-8") if text is None else text, path)
        return compile(Recorder(path, places, inner).visit(tree), path, "exec", dont_inherit=True)

    def take(index: int, value: Any, container: Any = None, name: str = "", key: Any = None) -> Any:
        if isinstance(container, (np.ndarray, np.flatiter)):
            return value
        place = places[index]
        if name:
            place = replace(place, name=f"{name}[{key!r}]", written=place.name)
        if isinstance(value, (np.ndarray, np.generic)):
            truth.shapes.setdefault(place, set()).add(value.shape)
        else:
            truth.others.add(place)
        return value

    def take_inner(index: int, value: Any, name: str = "", right: Any = None) -> Any:
        left = value
        if name:
            value = OPERATORS[name](left, right)
        if isinstance(value, (np.ndarray, np.generic)):
            truth.inner.setdefault(places[index], set()).add(value.shape)
            operands = [np.shape(one) for one in (left, right) if isinstance(one, ARRAY_LIKE)]
            if name and name != "MatMult" and len(operands) == 2 and value.shape not in operands:
                truth.stretched.add(places[index])
        return value

    main = types.ModuleType("__main__")
    main.__file__ = str(file)
    setattr(builtins, RECORD, take)
    setattr(builtins, INNER, take_inner)
    try:
        with sandbox(Finder(str(file.parent), compiled), main) as output:
            try:
                exec(compiled(str(file)), main.__dict__)
            except (Exception, SystemExit) as error:
                truth.fault = fault_of(error, file.parent, texts)
            truth.output = output.getvalue()
    finally:
        delattr(builtins, RECORD)
        delattr(builtins, INNER)
    return truth


def fault_of(error: BaseException, folder: Path, texts: Mapping[str, str]) -> Fault | None:
    """Give what ended a program, with the innermost line in its own files; None for a normal exit."""
    if isinstance(error, SystemExit) and not error.code:
        return None
    path, line = "", 0
    if isinstance(error, SyntaxError):
        path, line = error.filename or "", error.lineno or 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if Path(name).is_relative_to(folder) and os.path.exists(name) and name != __file__:
            path, line = name, number
    source = ""
    if path:
        lines = (texts[path] if path in texts else Path(path).read_text(encoding="utf-8")).splitlines()
        source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Fault(type(error).__name__, str(error), path, line, source)


def main() -> None:
    """Print what was recorded of each file that is named."""
    for name in sys.argv[1:]:
        truth = record(Path(name))
        for place, shapes in sorted(truth.shapes.items()):
            print(f"{Path(place.path).name}:{place.line}: {place.function}: {place.name} {sorted(shapes)}")
        if truth.fault:
            print(f"{truth.fault.path}:{truth.fault.line}: {truth.fault.kind}: {truth.fault.message}")


if __name__ == "__main__":
    main()
