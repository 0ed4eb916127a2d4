"""Modules: files of the project are read and run once, everything else is a library."""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shapecheck.infer.budget import run_parts, sheltered
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.identity import changes_shapes
from shapecheck.infer.machine import Machine
from shapecheck.infer.members import library_member
from shapecheck.infer.site import Source
from shapecheck.infer.tree import parse
from shapecheck.infer.values import ABSENT, Library, Project, Value
from shapecheck.ops.table import RULES

__all__ = ["Modules", "read_text"]

_LARGEST = 2_000_000  # characters of a file that is imported
_MOST = 1_000_000  # characters of all files that are imported for one; the rest is not known
_STEPS = 40_000  # for the top level of a module, besides those for its length


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
        folder = os.path.dirname(path) if path.endswith((".py", ".ipynb")) else ""
        self._folders = [folder or ".", *roots]
        self._found: dict[str, Project | None] = {os.path.abspath(path): None}
        self._missing: set[str] = set()  # where there is no module
        self._left = _MOST

    def find(self, name: str, level: int, frame: Frame) -> Value:
        """Give the module of an import statement; `level` counts the dots of a relative one."""
        if level == 0 and _is_library(name):
            return Library(name)
        parts = name.split(".") if name else []
        if level:
            folder = os.path.dirname(frame.source.path) or "."
            for _ in range(level - 1):
                folder = os.path.join(folder, "..")
            folders = [folder]
        else:
            folders = [os.path.dirname(frame.source.path) or ".", *self._folders, *self._above(frame.source.path)]
        for folder in dict.fromkeys(folders):
            found = self._load(os.path.join(folder, *parts) if parts else folder, name or "__init__")
            if found is not None:
                return found
        return Library(name or "")

    def member(self, module: Value, name: str) -> Value:
        """Give a name of a module."""
        if isinstance(module, Library):
            return library_member(module.name, name) if module.name else self._machine.opaque(name=name)
        if isinstance(module, Project):
            found = module.scope.cells.get(name, ABSENT)
            if found is not ABSENT:
                return found
            inner = self._load(os.path.join(module.name, name), name)
            return self._machine.opaque(name=name) if inner is None else inner
        return self._machine.opaque(name=name)

    def everything(self, module: Value) -> Iterator[tuple[str, Value]]:
        """Give the public names of a module, as `from module import *` does."""
        if isinstance(module, Project):
            for name, value in list(module.scope.cells.items()):
                if not name.startswith("_"):
                    yield name, value
        elif isinstance(module, Library) and module.name in {"numpy", "math"}:
            names = (
                {full.split(".")[1] for full in RULES if full.startswith("numpy.")} if module.name == "numpy" else ()
            )
            for name in sorted(names):
                yield name, library_member(module.name, name)

    @staticmethod
    def _above(path: str) -> list[str]:
        """Give the folders above a file up to the project's root, from which packages are imported."""
        folder = os.path.dirname(os.path.abspath(path))
        found = []
        for _ in range(4):
            folder = os.path.dirname(folder)
            found.append(folder)
            if os.path.exists(os.path.join(folder, ".git")) or os.path.exists(os.path.join(folder, "pyproject.toml")):
                break
        return found

    def _load(self, base: str, name: str) -> Project | None:
        """Give the module that a path without its ending names, or None where there is none."""
        if base in self._missing:
            return None
        for path in (f"{base}.py", os.path.join(base, "__init__.py")):
            key = os.path.abspath(path)
            if key in self._found:
                return self._found[key]
            if os.path.isfile(path):
                self._found[key] = None  # while it is run: modules may import each other
                self._found[key] = self._run(os.path.normpath(path), name)
                return self._found[key]
        if os.path.isdir(base) and base not in {"", "."} and os.path.basename(base).isidentifier():
            key = os.path.abspath(base)
            if key not in self._found:
                has_python = any(entry.endswith(".py") for entry in os.listdir(base))
                scope = Scope(self._machine.journal.birth(), None, Names())
                self._found[key] = Project(self._machine.journal.birth(), base, scope) if has_python else None
            return self._found[key]
        self._missing.add(base)
        return None

    def _run(self, path: str, name: str) -> Project | None:
        machine = self._machine
        state = os.stat(path)
        self._left -= state.st_size
        text = _text_of(path, state.st_mtime) if self._left >= 0 else None
        if text is None:
            return None
        try:
            tree = parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        source = Source(path, text, tree)
        machine.merger.tells_apart = machine.merger.tells_apart or changes_shapes(tree)
        scope = Scope(machine.journal.birth(), None, Names())
        folder = os.path.dirname(path) if os.path.basename(path) == "__init__.py" else os.path.splitext(path)[0]
        made = Project(machine.journal.birth(), folder, scope)
        self._found[os.path.abspath(path)] = made
        frame = Frame(source, name, scope, scope)
        with sheltered(machine), machine.quiet():
            run_parts(machine, tree.body, frame, _STEPS)
        return made


def _is_library(name: str) -> bool:
    top = name.partition(".")[0]
    return top in {
        "numpy",
        "scipy",
        "math",
        "typing",
        "collections",
        "itertools",
        "functools",
        "copy",
        "os",
        "sys",
        "np",
    }
