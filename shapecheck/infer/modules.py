"""Modules: files of the project are read and run once, everything else is a library."""

import ast
import os
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shapecheck.infer.budget import run_parts, sheltered
from shapecheck.infer.events import Passed
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.identity import changes_shapes
from shapecheck.infer.known import MODULES as WITHIN
from shapecheck.infer.libraries import is_inside_library
from shapecheck.infer.machine import Machine
from shapecheck.infer.members import library_member
from shapecheck.infer.roots import is_script, roots_of
from shapecheck.infer.site import Source
from shapecheck.infer.tree import parse
from shapecheck.infer.values import ABSENT, Library, Listing, Project, Value
from shapecheck.ops.namespaces import is_submodule, numpy_name, public_names

__all__ = ["Modules", "read_text"]

_STEPS = 16_000  # for the top level of a module, besides those for its length
_LARGEST = 2_000_000  # characters of a file that is imported
_MOST = 1_000_000  # characters of all files that are imported for one; the rest is not known


@lru_cache(maxsize=64)
def _text_of(path: str, changed: float) -> str | None:
    """Give the text of a module, which many files may import; `changed` tells its states apart."""
    del changed
    try:
        text = read_text(path)
    except (OSError, SyntaxError, ValueError):
        return None
    return text if len(text) <= _LARGEST else None


def read_text(path: str) -> str:
    """Give the text of a Python file, decoded as Python decodes it."""
    import tokenize

    with tokenize.open(path) as file:
        return file.read()


class Modules:
    """The modules of one analysis."""

    def __init__(self, machine: Machine, path: str, roots: Sequence[str]) -> None:
        self._machine = machine
        self._is_file = path.endswith((".py", ".ipynb"))
        self._folder = (os.path.dirname(path) if self._is_file else "") or "."
        self._is_script = is_script(self._folder)
        self._folders = [*(roots_of(self._folder) if self._is_file else (self._folder,)), *roots]
        # What imports the file that is being run finds a part of it, or runs it anew.
        self._own = Project(machine.journal.birth(), os.path.splitext(path)[0], Scope(0, None, Names()))
        self._found: dict[str, Project | None] = {os.path.abspath(path): self._own}
        self._missing: set[str] = set()  # where there is no module
        self._open = {self._own}  # modules that may have names which are not known
        self._left = _MOST
        self._roots: dict[str, tuple[str, ...]] = {}  # of the folders of modules

    def find(self, name: str, level: int, frame: Frame, node: ast.AST | None = None) -> Value:
        """Give the module of an import; `level` counts the dots of a relative one."""
        parts = name.split(".") if name else []
        for folder in dict.fromkeys(self._searched(parts, level, frame.source.path)):
            found = self._load(os.path.join(folder, *parts) if parts else folder, name or "__init__", node, frame)
            if found is self._own and frame.module == "__main__":
                continue  # a file that has the name of what it imports
            if found is not None:
                return found
        return Library("." * level + name)

    def _searched(self, parts: Sequence[str], level: int, path: str) -> Iterator[str]:
        """Yield the folders in which a module may be."""
        own = os.path.dirname(path) or "."
        if level:
            for _ in range(level - 1):
                own = os.path.normpath(os.path.join(own, os.pardir))
            yield own
            return
        top = parts[0] if parts else ""
        # A script's own folder comes before all else on Python's path; what is built in comes before that.
        first = self._is_file and self._is_script and top not in sys.builtin_module_names
        if first and (not _is_library(top) or _is_regular(os.path.join(self._folder, top))):
            yield self._folder
        if not _is_library(top):
            yield from self._folders
            yield from self._roots_of(own)
            yield own

    def _roots_of(self, folder: str) -> tuple[str, ...]:
        if folder not in self._roots:
            self._roots[folder] = roots_of(folder)
        return self._roots[folder]

    def member(self, module: Value, name: str) -> Value:
        """Give a name of a module."""
        if isinstance(module, Library):
            if module.name.strip("."):
                return library_member(module.name, name)
        elif isinstance(module, Project):
            found = module.scope.cells.get(name, ABSENT)
            if found is not ABSENT:
                return found
            inner = self._load(os.path.join(module.name, name), name, None, None)
            if inner is not None:
                return inner
        return self._machine.opaque(name=name)

    def everything(self, module: Value) -> tuple[dict[str, Value], bool]:
        """Give what `from module import *` binds, and whether that is all."""
        if isinstance(module, Project):
            cells = module.scope.cells
            whole = module not in self._open
            names = [name for name in cells if not name.startswith("_")]
            public = cells.get("__all__", ABSENT)
            if public is not ABSENT:
                items = public if isinstance(public, tuple) else public.items if isinstance(public, Listing) else None
                if items is not None and all(isinstance(item, str) for item in items):
                    return {item: self.member(module, item) for item in items}, True
                whole = False
            return {name: cells[name] for name in names}, whole
        if isinstance(module, Library):
            if module.name in WITHIN:  # of their modules, and of little else
                inner = WITHIN[module.name].split()
                return {name: Library(f"{module.name}.{name}") for name in inner}, module.name == "scipy"
            found = public_names(numpy_name(module.name))
            if found is not None:
                return {name: _of_library(full) for name, full in found[0].items()}, found[1]
        return {}, False

    def is_found(self, module: Value) -> bool:
        """Tell whether importing a module succeeds wherever its file does: it is the project's, Python's or NumPy's."""
        return isinstance(module, Project) or (isinstance(module, Library) and _is_there(module.name))

    def is_usual(self, module: Value) -> bool:
        """Tell whether a module whose names are not known is no surprise: it is Python's, or the file itself."""
        return module is self._own or (isinstance(module, Library) and _top(module.name) in sys.stdlib_module_names)

    def note_open(self, frame: Frame) -> None:
        """Note that a module may have names which are not known."""
        self._open.update(own for own in self._found.values() if own is not None and own.scope is frame.top)

    def _load(self, base: str, name: str, node: ast.AST | None, frame: Frame | None) -> Project | None:
        """Give the module that a path without its ending names, or None where there is none."""
        if base in self._missing:
            return None
        for path in (os.path.join(base, "__init__.py"), f"{base}.py"):
            key = os.path.abspath(path)
            if key in self._found:
                return self._found[key]
            if os.path.isfile(path):
                self._found[key] = None  # while it is run: modules may import each other
                self._found[key] = self._run(os.path.normpath(path), name, node, frame)
                return self._found[key]
        if base not in {"", "."} and os.path.basename(base).isidentifier() and not is_inside_library(name):
            key = os.path.abspath(base)
            if key not in self._found:
                scope = Scope(self._machine.journal.birth(), None, Names())
                made = Project(self._machine.journal.birth(), base, scope)
                self._found[key] = made if _has_python(base) else None
            if self._found[key] is not None:
                return self._found[key]
        self._missing.add(base)
        return None

    def _run(self, path: str, name: str, node: ast.AST | None, frame: Frame | None) -> Project:
        machine = self._machine
        scope = Scope(machine.journal.birth(), None, Names())
        folder = os.path.dirname(path) if os.path.basename(path) == "__init__.py" else os.path.splitext(path)[0]
        made = Project(machine.journal.birth(), folder, scope)
        state = os.stat(path)
        self._left -= state.st_size
        text = _text_of(path, state.st_mtime) if self._left >= 0 else None
        try:
            tree = None if text is None else parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            tree = None
        if text is None or tree is None:
            self._open.add(made)
            if node is not None and frame is not None:
                why = "cannot be read" if self._left >= 0 else "is not read, as so much is imported before"
                machine.notice(Passed.UNRESOLVED, f"the module `{name}` {why}: its names are unknown", node, frame)
            return made
        self._found[os.path.abspath(path)] = made
        machine.merger.tells_apart = machine.merger.tells_apart or changes_shapes(tree)
        inner = Frame(Source(path, text, tree), name, scope, scope, body=tree)
        with sheltered(machine), machine.quiet():
            run_parts(machine, tree.body, inner, _STEPS)
        return made


def _of_library(full: str) -> Value:
    owner, dot, name = full.rpartition(".")
    return library_member(owner, name) if dot else Library(full)


def _is_library(name: str) -> bool:
    """Tell whether a module is not looked for in packages: Python's own are found before those."""
    return name in sys.stdlib_module_names or name in {"numpy", "scipy", "np"}


def _is_there(name: str) -> bool:
    return name == "numpy" or is_submodule(name) or _top(name) in sys.stdlib_module_names


def _top(name: str) -> str:
    return name.partition(".")[0]


def _is_regular(base: str) -> bool:
    """Tell whether a path without its ending names a module or a package, and not only a folder."""
    return os.path.isfile(f"{base}.py") or os.path.isfile(os.path.join(base, "__init__.py"))


def _has_python(folder: str) -> bool:
    """Tell whether a folder is a package without an `__init__`: it has modules, or folders that do."""
    try:
        entries = os.listdir(folder)
    except OSError:
        return False
    return any(entry.endswith(".py") for entry in entries) or any(
        entry.isidentifier() and os.path.isfile(os.path.join(folder, entry, "__init__.py")) for entry in entries
    )
