"""Where a module is: the files and folders that an import may mean, found by looking at the folders alone."""

import ast
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shapecheck.infer.rooms import door
from shapecheck.infer.roots import is_script, roots_of
from shapecheck.infer.tree import nodes_in, once

if TYPE_CHECKING:
    from shapecheck.infer.libraries import is_inside_library
else:
    is_inside_library = door("libraries", "is_inside_library")

__all__ = ["Search", "file_of", "imports_in", "module_name"]

_OURS = "shapecheck"
_Wanted = tuple[str, int]  # the name of a module, and the dots of a relative import


class Search:
    """Where the modules are looked for that a file imports, and those that these import.

    Parameters
    ----------
    path : str
        The file.
    roots : sequence of str
        Further folders.
    """

    def __init__(self, path: str, roots: Sequence[str]) -> None:
        self.path = path
        self._is_file = path.endswith((".py", ".ipynb"))
        self._folder = (os.path.dirname(path) if self._is_file else "") or "."
        self._is_script = self._is_file and is_script(self._folder)
        self._folders = (*(roots_of(self._folder) if self._is_file else (self._folder,)), *roots)
        self.key = (self._folder if self._is_script else None, self._folders)  # what is the same finds the same
        self._roots: dict[str, tuple[str, ...]] = {}  # of the folders of modules

    def bases(self, name: str, level: int, path: str) -> list[str]:
        """Give the paths without their endings that a module may have, which a file imports, the likeliest first.

        Parameters
        ----------
        name : str
            What is imported.
        level : int
            The dots of a relative import.
        path : str
            The file that imports it.
        """
        parts = name.split(".") if name else []
        folders = dict.fromkeys(self._searched(parts, level, path))
        return [os.path.join(folder, *parts) if parts else folder for folder in folders]

    def found(self, name: str, level: int, path: str) -> str | None:
        """Give the file that an import means; None where it means none, or a folder."""
        for base in self.bases(name, level, path):
            file = file_of(base)
            if file is not None:
                return file
            if is_folder(base, name):
                return None
        return None

    def _searched(self, parts: Sequence[str], level: int, path: str) -> Iterator[str]:
        """Yield the folders in which a module may be."""
        own = os.path.dirname(path) or "."
        if level:
            for _ in range(level - 1):
                own = os.path.normpath(os.path.join(own, os.pardir))
            yield own
            return
        top = parts[0] if parts else ""
        if top == _OURS and module_name(path).partition(".")[0] != _OURS:
            return  # what our own decorators do is known, also beside our own source
        # A script's own folder comes before all else on Python's path; what is built in comes before that.
        first = self._is_script and top not in sys.builtin_module_names
        if first and (not is_library(top) or file_of(os.path.join(self._folder, top)) is not None):
            yield self._folder
        if not is_library(top):
            yield from self._folders
            yield from self._roots_of(own)
            yield own

    def _roots_of(self, folder: str) -> tuple[str, ...]:
        if folder not in self._roots:
            self._roots[folder] = roots_of(folder)
        return self._roots[folder]


def is_library(name: str) -> bool:
    """Tell whether a module is not looked for in packages: Python's own are found before those."""
    return name in sys.stdlib_module_names or name in {"numpy", "scipy", "np"}


def file_of(base: str) -> str | None:
    """Give the file of the module that a path without its ending names, a package's `__init__` first."""
    for path in (os.path.join(base, "__init__.py"), f"{base}.py"):
        if os.path.isfile(path):
            return os.path.normpath(path)
    return None


def is_folder(base: str, name: str) -> bool:
    """Tell whether a path is a package without an `__init__`: it has modules, or folders that do."""
    if base in {"", "."} or not os.path.basename(base).isidentifier() or is_inside_library(name or "__init__"):
        return False
    try:
        entries = os.listdir(base)
    except OSError:
        return False
    return any(entry.endswith(".py") for entry in entries) or any(
        entry.isidentifier() and os.path.isfile(os.path.join(base, entry, "__init__.py")) for entry in entries
    )


def module_name(path: str) -> str:
    """Give the name of a module by the packages that its file is in."""
    folder, file = os.path.split(path)
    parts = [] if file == "__init__.py" else [os.path.splitext(file)[0]]
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder, package = os.path.split(os.path.abspath(folder))
        parts.insert(0, package)
    return ".".join(parts) or "__init__"


@once
def imports_in(tree: ast.Module) -> tuple[_Wanted, ...]:
    """Give what the imports of a file may mean, anywhere in it: modules, and names that may be modules."""
    found: dict[_Wanted, None] = {}
    for node in nodes_in(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.name, 0] = found[alias.name.partition(".")[0], 0] = None
        elif isinstance(node, ast.ImportFrom):
            owner = node.module or ""
            found[owner, node.level] = None
            for alias in node.names:
                if alias.name != "*":
                    found[f"{owner}.{alias.name}" if owner else alias.name, node.level] = None
    return tuple(found)
