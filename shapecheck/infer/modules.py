"""Modules: files of the project are read and run once, everything else is a library."""

import ast
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shapecheck.infer.adoption import Adoption, NotShared
from shapecheck.infer.budget import run_parts, sheltered
from shapecheck.infer.events import Event, Passed
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.identity import changes_shapes
from shapecheck.infer.known import MODULES as WITHIN
from shapecheck.infer.machine import Machine
from shapecheck.infer.rooms import door
from shapecheck.infer.search import Search, file_of, is_folder, module_name
from shapecheck.infer.site import Source
from shapecheck.infer.units import Query, Shared, Unit, tree_of
from shapecheck.infer.values import ABSENT, Library, Listing, Project, Value
from shapecheck.language import Phrase
from shapecheck.ops.namespaces import is_submodule, numpy_name, public_names

if TYPE_CHECKING:
    from shapecheck.infer.derived import Derived, Home
    from shapecheck.infer.members import library_member
else:
    library_member = door("members", "library_member")

__all__ = ["Modules"]

_STEPS = 80_000  # for the top level of a module, besides those for its length: as for the file that is linted


class Modules:
    """The modules of one analysis.

    Parameters
    ----------
    machine : Machine
        What runs them, where they are not shared.
    path : str
        The file that is run; empty for a machine that runs modules alone.
    search : Search
        Where modules are looked for.
    shared : Shared
        Those that were run for others.
    another : callable
        Makes one more machine, which tells the given function.
    inside : sequence of str
        The files of modules that are run by this machine itself.
    """

    def __init__(
        self,
        machine: Machine,
        path: str,
        search: Search,
        shared: Shared,
        another: Callable[[Callable[[Event], None]], Machine],
        inside: Sequence[str] = (),
    ) -> None:
        self._machine = machine
        self._search = search
        self._shared = shared
        self._another = another
        self._inside = frozenset(inside)
        self.adoption = Adoption(machine)
        # What imports the file that is being run finds a part of it, or runs it anew.
        self._own = Project(machine.journal.birth(), os.path.splitext(path)[0], Scope(0, None, Names()))
        self._found: dict[str, Project | None] = {os.path.abspath(path): self._own} if path else {}
        self._missing: set[str] = set()  # where there is no module
        self._open = {self._own}  # modules that may have names which are not known
        self._adopted: dict[Unit, None] = {}
        self._changed_by: dict[Machine, set[Machine]] = {}  # for each unit's machine those of units that wrote to it
        self._run_here: list[str] = []  # files of modules
        self._queries: dict[Query, None] = {}
        self._is_whole = True  # whether no module was met that another machine was running

    @cached_property
    def derived(self) -> "Derived":
        """The contracts of the functions that the machine knows."""
        from shapecheck.infer.derived import Derived  # it takes time to load, and a line of code has no functions

        return Derived(self._home)

    def find(self, name: str, level: int, frame: Frame, node: ast.AST | None = None) -> Value:
        """Give the module of an import; `level` counts the dots of a relative one."""
        path = frame.source.path
        for base in self._search.bases(name, level, path):
            found = self._load(base, name or "__init__", node, frame)
            if found is self._own and frame.module == "__main__":
                continue  # a file that has the name of what it imports
            if found is not None:
                self._queries[name, level, path, file_of(base)] = None
                return found
        self._queries[name, level, path, None] = None
        return Library("." * level + name)

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

    def module_at(self, path: str) -> Project | None:
        """Give the module of a file, if there is one here."""
        return self._found.get(os.path.abspath(path))

    def is_open(self, module: Project) -> bool:
        """Tell whether a module may have names which are not known."""
        return module in self._open

    def put(self, path: str, module: Project, *, is_open: bool) -> None:
        """Take over a module that another machine has run."""
        self._found.setdefault(os.path.abspath(path), module)
        if is_open:
            self._open.add(module)

    def at_hand(self, module: Project) -> Project | None:
        """Give what a folder of modules is here, which another machine has met; None for any other module."""
        if file_of(module.name) is not None or not os.path.isdir(module.name):
            return None
        return self._folder(module.name)

    def adopt(self, unit: Unit) -> None:
        """Take over all modules of a unit, and those that they import.

        Raises
        ------
        NotShared
            When something in it cannot be taken over.
        """
        if unit in self._adopted:
            return
        if not unit.is_shared or any(self.module_at(path) is not None for path in unit.paths):
            raise NotShared
        for known in unit.units:
            self.adopt(known)
        self._require_unchanged(unit)
        touched = set(self._machine.journal.touched)
        try:
            unit.give(self._machine)
        except NotShared:
            unit.is_shared = False
            raise
        finally:
            written = self._machine.journal.touched - touched
            self._machine.journal.touched = touched
        for owner in written:
            giver = self.adoption.givers.get(owner)
            if giver is not None:
                self._changed_by.setdefault(giver, set()).add(unit.machine)
        self._adopted[unit] = None
        for event in unit.events if not self._inside else ():
            self._machine.listener(event)

    def _home(self, source: Source) -> "Home | None":
        """Give where contracts of the functions of a file are derived: where it was run for all, else anew."""
        for unit in self._adopted:
            if source.path in unit.paths:
                project = unit.machine.modules.module_at(source.path)
                return None if project is None else unit.home(source, project.scope)
        if self._inside:
            return None  # a module that is being run for others
        from shapecheck.infer.derived import definitions

        machine = self._another(lambda _: None)
        machine.modules = Modules(machine, source.path, self._search, self._shared, self._another)
        machine.modules.derived = self.derived
        return definitions(machine, source)

    def _require_unchanged(self, unit: Unit) -> None:
        """Refuse a unit that would find the modules that it imports otherwise here than where it was run."""
        machine = self._machine
        theirs = {known.machine for known in unit.units}
        touched = {self.adoption.givers.get(owner) for owner in machine.journal.touched}
        changed = any(not self._changed_by.get(known, theirs) <= theirs for known in theirs)
        if changed or not theirs.isdisjoint(touched) or not machine.patched <= unit.machine.patched:
            raise NotShared

    def _load(self, base: str, name: str, node: ast.AST | None, frame: Frame | None) -> Project | None:
        """Give the module that a path without its ending names, or None where there is none."""
        if base in self._missing:
            return None
        path = file_of(base)
        if path is not None:
            key = os.path.abspath(path)
            if key not in self._found:
                self._found[key] = self._module(path, name, node, frame)
            return self._found[key]
        if os.path.abspath(f"{base}.py") == os.path.abspath(self._search.path):
            return self._own  # the file that is linted is nowhere else
        if is_folder(base, name):
            return self._folder(base)
        self._missing.add(base)
        return None

    def _folder(self, base: str) -> Project | None:
        """Give what a folder of modules is."""
        key = os.path.abspath(base)
        if key not in self._found:
            scope = Scope(self._machine.journal.birth(), None, Names())
            self._found[key] = Project(self._machine.journal.birth(), base, scope)
        return self._found[key]

    def _module(self, path: str, name: str, node: ast.AST | None, frame: Frame | None) -> Project | None:
        """Give the module of a file: as others have it, else as it is run here."""
        if not self._shared.follows(path):
            made = self._made(path)
            self._open.add(made)
            return made
        if path in self._inside or tree_of(path) is None:
            return self._run(path, name, node, frame)
        if path in self._shared.running:  # by a name that no import has
            self._is_whole = False
            made = self._made(path)
            self._open.add(made)
            return made
        unit = self._shared.unit(path, self._search, self._run_unit)
        try:
            self.adopt(unit)
        except NotShared:
            return self._run(path, name, node, frame)
        return self.module_at(path)

    def _run_unit(self, paths: tuple[str, ...]) -> Unit:
        """Run modules that import each other, by a machine of their own."""
        events: list[Event] = []
        machine = self._another(events.append)
        modules = machine.modules = Modules(machine, "", self._search, self._shared, self._another, paths)
        nowhere = Source("", "", ast.Module([], []))
        scope = Scope(machine.journal.birth(), None, Names())
        frame = Frame(nowhere, "", scope, scope, body=nowhere.tree)
        machine.frames.append(frame)
        machine.journal.begin()
        for path in paths:
            if modules.module_at(path) is None:
                modules._found[os.path.abspath(path)] = modules._run(path, module_name(path), None, frame)
        written = machine.journal.keep()
        units = list(modules._adopted)
        for unit in units:
            machine.origins.leave_out(unit.machine.origins)
            for known in unit.machine.functions:
                machine.functions.pop(known, None)
        return Unit(
            machine,
            tuple(dict.fromkeys((*paths, *modules._run_here))),
            events,
            units,
            {cell: values[-1] for cell, values in written.items() if cell[0].born < 0},
            length=sum(len(found[0]) for found in map(tree_of, paths) if found is not None),
            queries=tuple(modules._queries),
            is_kept=modules._is_whole,
        )

    def _made(self, path: str) -> Project:
        folder = os.path.dirname(path) if os.path.basename(path) == "__init__.py" else os.path.splitext(path)[0]
        scope = Scope(self._machine.journal.birth(), None, Names())
        return Project(self._machine.journal.birth(), folder, scope)

    def _run(self, path: str, name: str, node: ast.AST | None, frame: Frame | None) -> Project:
        machine = self._machine
        made = self._made(path)
        found = tree_of(path)
        if found is None:
            self._open.add(made)
            if node is not None and frame is not None:
                why = Phrase("the module `{name}` cannot be read: its names are unknown", name=name)
                machine.notice(Passed.UNRESOLVED, why, node, frame)
            return made
        text, tree = found
        self._run_here.append(path)
        self._found[os.path.abspath(path)] = made  # modules may import each other
        machine.merger.tells_apart = machine.merger.tells_apart or changes_shapes(tree)
        inner = Frame(Source(path, text, tree), name, made.scope, made.scope, body=tree)
        with sheltered(machine), machine.quiet():
            run_parts(machine, tree.body, inner, _STEPS)
        return made


def _of_library(full: str) -> Value:
    owner, dot, name = full.rpartition(".")
    return library_member(owner, name) if dot else Library(full)


def _is_there(name: str) -> bool:
    return name == "numpy" or is_submodule(name) or _top(name) in sys.stdlib_module_names


def _top(name: str) -> str:
    return name.partition(".")[0]
