"""Units: modules that import each other are run together, once a call of the linter, for all who import them.

The imports in the texts of the files make a graph. A unit is a module, or all of those that import each other, and has
a machine of its own: so nothing that an importer does is seen by another one, and what a unit is does not depend on who
asks for it first, or on how the files are shared among processes.
"""

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from shapecheck.infer.events import Event
from shapecheck.infer.frames import Scope
from shapecheck.infer.journal import Cell
from shapecheck.infer.machine import Machine
from shapecheck.infer.search import Search, imports_in
from shapecheck.infer.site import Source
from shapecheck.infer.tree import parse
from shapecheck.infer.values import ABSENT, Project, Value

if TYPE_CHECKING:
    from shapecheck.infer.derived import Home

__all__ = ["Shared", "Unit", "forget_all", "of_this_process", "read_text", "tree_of"]

_LARGEST = 2_000_000  # characters of a file that is imported
_MOST = 20_000_000  # characters of the units that are kept

Query = tuple[str, int, str, str | None]  # what is imported, by which file, and the file that it means


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


def tree_of(path: str) -> tuple[str, ast.Module] | None:
    """Give the text and the tree of a module; None where it cannot be read."""
    try:
        text = _text_of(path, os.stat(path).st_mtime)
        return None if text is None else (text, parse(text))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@dataclass(slots=True, eq=False)
class Unit:
    """Modules that were run together.

    Parameters
    ----------
    machine : Machine
        What has run them.
    paths : tuple of str
        Their files.
    events : list of Event
        What was noticed on the way.
    units : list of Unit
        Those that they import.
    written : dict
        What they wrote to these.
    is_shared : bool
        Whether another machine can be given what is in it; else it is run by each importer anew.
    is_kept : bool
        Whether it is the same whoever asks for it.
    length : int
        The characters of its files.
    queries : tuple of Query
        What its imports mean.
    """

    machine: Machine
    paths: tuple[str, ...]
    events: list[Event] = field(default_factory=list)
    units: "list[Unit]" = field(default_factory=list)
    written: dict[Cell, Value] = field(default_factory=dict)
    is_shared: bool = True
    is_kept: bool = True
    length: int = 0
    queries: tuple[Query, ...] = ()
    _homes: dict[str, "Home"] = field(default_factory=dict)  # where contracts are derived, by file

    def home(self, source: Source, top: Scope) -> "Home":
        """Give where the contracts of the functions of one of its files are derived, once for all importers."""
        if source.path not in self._homes:
            from shapecheck.infer.derived import Home

            self._homes[source.path] = Home(self.machine, source, top)
        return self._homes[source.path]

    def holds_for(self, search: Search, seen: "set[int]") -> bool:
        """Tell whether its imports mean the same files for another search."""
        if id(self) in seen:
            return True
        seen.add(id(self))
        return all(search.found(*query[:3]) == query[3] for query in self.queries) and all(
            own.holds_for(search, seen) for own in self.units
        )

    def give(self, machine: Machine) -> None:
        """Give its modules to a machine, which has those that it imports.

        Raises
        ------
        NotShared
            When something in it cannot be given.
        """
        modules = machine.modules
        own, take = self.machine, machine.modules.adoption.take
        for path in self.paths:
            project = own.modules.module_at(path)
            if isinstance(project, Project):
                modules.put(path, take(own, project), is_open=own.modules.is_open(project))
        for node, function in own.functions.items():
            if node not in machine.functions:
                machine.functions[node] = take(own, function)
        for (owner, key), now in self.written.items():
            cell = take(own, owner), take(own, key)
            machine.journal.put(cell, take(own, now))
        for name, given in own.given.items():
            for (class_, in_place), value in given.items():
                at = (None if class_ is None else take(own, class_)), in_place
                known = machine.given.setdefault(name, {})
                known[at] = machine.merger.join(known.get(at, ABSENT), take(own, value))
        machine.patched |= own.patched
        machine.journal.take_over(own.journal, lambda value: take(own, value))
        machine.identities.take_over(own.identities, lambda value: take(own, value))
        machine.merger.take_over(own.merger, lambda value: take(own, value))
        machine.lost_arrays.update(own.lost_arrays)
        machine.origins.take_over(own.origins)
        machine.symbols.take_over(own.symbols)
        machine.unfinished = machine.unfinished or own.unfinished


class Shared:
    """The units of one call of the linter, in one process.

    Parameters
    ----------
    followed : frozenset of str, optional
        The modules that are gone through, by their absolute paths; all of them where it is left out.
    """

    def __init__(self, followed: frozenset[str] | None = None) -> None:
        self._followed = followed
        self._units: dict[str, list[Unit]] = {}  # of each file, as different searches find it
        self._parts: dict[object, dict[str, tuple[str, ...]]] = {}  # for each search the unit of each file
        self._length = 0  # characters of the units that are kept
        self._held: dict[tuple[int, object], bool] = {}  # by the identity of a unit that is kept
        self.running: set[str] = set()  # files

    def follows(self, path: str) -> bool:
        """Tell whether a module is gone through."""
        return self._followed is None or os.path.abspath(path) in self._followed

    def follow(self, followed: frozenset[str] | None) -> None:
        """Go through these modules alone, before any was asked for."""
        self._followed = followed

    def unit(self, path: str, search: Search, run: Callable[[tuple[str, ...]], Unit]) -> Unit:
        """Give the unit that a file is in; it is run where that was not done yet."""
        for known in self._units.get(path, ()):
            at = id(known), search.key
            if at not in self._held:
                self._held[at] = known.holds_for(search, set())
            if self._held[at]:
                return known
        paths = self.part(path, search)
        self.running.update(paths)
        try:
            made = run(paths)
        finally:
            self.running.difference_update(paths)
        if made.is_kept:
            self._keep(made, search)
        return made

    def _keep(self, made: Unit, search: Search) -> None:
        """Keep a unit, and no more than so much: what is let go is run once more if it is needed."""
        self._length += made.length
        if self._length > _MOST:
            self._units.clear()
            self._held.clear()
            self._length = made.length
        for path in made.paths:
            self._units.setdefault(path, []).append(made)
        self._held[id(made), search.key] = True

    def part(self, path: str, search: Search) -> tuple[str, ...]:
        """Give the files that import each other, one of them given; the one that is run first is the first.

        Packages come before their modules, as Python runs them.
        """
        known = self._parts.setdefault(search.key, {})
        if path not in known:
            for part in _parts(path, lambda own: list(filter(self.follows, _imported(own, search))), known):
                files = tuple(sorted(part, key=lambda own: (os.path.basename(own) != "__init__.py", own)))
                known.update(dict.fromkeys(files, files))
        return known[path]


@cache
def of_this_process() -> Shared:
    """Give the units of the call of the linter for which this process works."""
    return Shared()


def forget_all() -> None:
    """Begin another call of the linter."""
    of_this_process.cache_clear()


def _imported(path: str, search: Search) -> list[str]:
    found = tree_of(path)
    if found is None:
        return []
    files = [search.found(name, level, path) for name, level in imports_in(found[1])]
    return list(dict.fromkeys(file for file in files if file is not None))


def _parts(
    root: str, imported: Callable[[str], Sequence[str]], known: "dict[str, tuple[str, ...]]"
) -> Iterator[list[str]]:
    """Give the strongly connected parts of what a file leads to, those that others import first (Tarjan)."""
    order: dict[str, int] = {root: 0}
    lowest: dict[str, int] = {root: 0}
    pending = [root]
    on_way = {root}
    work = [(root, iter(imported(root)))]
    while work:
        path, rest = work[-1]
        following = next(rest, None)
        if following is None:
            work.pop()
            if work:
                lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[path])
            if lowest[path] == order[path]:
                at = pending.index(path)
                part = pending[at:]
                del pending[at:]
                on_way.difference_update(part)
                yield part
        elif following in on_way:
            lowest[path] = min(lowest[path], order[following])
        elif following not in order and following not in known:
            order[following] = lowest[following] = len(order)
            pending.append(following)
            on_way.add(following)
            work.append((following, iter(imported(following))))
