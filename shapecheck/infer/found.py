"""What a function finds whose caller is not known: objects on which any methods were called before, in any order."""

import ast
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from shapecheck.core.array import Array
from shapecheck.infer.calls import run_function
from shapecheck.infer.effects import with_called
from shapecheck.infer.frames import Scope
from shapecheck.infer.journal import Written
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.merging import NUMBERS, kind_of
from shapecheck.infer.parameters import further_arguments, unknown_arguments
from shapecheck.infer.site import Source
from shapecheck.infer.survey import filled_from_outside
from shapecheck.infer.values import (
    ABSENT,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Object,
    Opaque,
    Project,
    Rest,
    Value,
    is_descriptor,
)
from shapecheck.language import Phrase

__all__ = ["Found"]

_ROUNDS = 4  # in which functions are run again, as they read what another one has changed
_STEPS = 600  # for one run of a function
_LOOPS = 1_500  # what the steps of a loop in it are measured by
_MOST_STEPS = 60_000  # for all of them in a file
_MOST_PARTS = 200  # objects that are looked at in what an object has
_TOO_LONG = Phrase("what a function changes: too many steps")
_EVERYTHING = "*"  # read by every function
_DEFINED = (Function, Class, Native, Library, Project)
_PLAIN = frozenset({"bool", "int", "float", "str"})  # kinds of a class's attributes that a derived class keeps

_Definition = ast.FunctionDef | ast.AsyncFunctionDef
_Work = tuple[Function, Class | None]
_Name = tuple[Class | None, str]  # what has changed, and whose it is, if it is an object's of this class alone


class Found:
    """Makes objects and globals what they may be after any calls.

    Each function is run on them, and what it leaves is joined with what was there, until nothing new is found.
    """

    def __init__(self, machine: Machine, source: Source, top: Scope) -> None:
        self._machine = machine
        self._source = source
        self._top = top
        self._objects: dict[Class, Instance] = {}
        self._derived_from: dict[Class, Class] = {}
        self._bases: dict[Object, Class] = {}  # of those
        self._left = _MOST_STEPS
        self._given_up: set[_Work] = set()  # those that take too long
        self._given: dict[tuple[int, str], Value] = {}  # what was written from elsewhere, as far as it was joined
        known = [function for function in machine.functions.values() if _is_defined(function)]
        own = [function for function in known if function.frame.source is source and "<locals>" not in function.name]
        owners = [function.owner for function in own if function.owner is not None]
        self._classes = list(dict.fromkeys(owners))
        self._functions = [function for function in own if function.owner is None]
        self._members = _members(self._classes, known)
        members = [member for found in self._members.values() for member in found]
        self._effects = with_called([*own, *members], known)

    def settle(self) -> None:
        """Find what objects and globals may be."""
        entered = set(self._machine.entered)
        for owner in self._classes:
            self._objects[owner] = self._made(owner)
        work = list(self._work())
        self._join_given()
        changes: list[set[_Name]] = []  # of each run, in their order
        before: dict[_Work, int] = {}  # how many there were when a function was last run: it has found them
        for _ in range(_ROUNDS):
            for item in work:
                before[item] = len(changes)
                changes.append(self._run(*item))
            changes.append(self._join_given())
            work = [
                item
                for item in work
                if item not in self._given_up and self._is_concerned(item, changes[before[item] :])
            ]
            if not work:
                break
        else:
            for item in work:
                self._give_up(*item)
        for instance in list(self._instances()):
            self._let_be_filled(instance)
        self._machine.entered = entered

    def new(self, class_: Class) -> Instance:
        """Give an object of a class, or of one that is derived from it, that is not yet initialised."""
        made = Instance(self._machine.journal.birth(), class_)
        made.cells.update(self._overridden(class_))
        made.cells["__class__"] = self.derived(class_)
        made.cells[Rest] = self._machine.opaque()
        return made

    def derived(self, class_: Class) -> Class:
        """Give what stands for a class and those that are derived from it."""
        if class_ not in self._derived_from:
            birth = self._machine.journal.birth()
            made = Class(birth, class_.node, class_.name, (class_,), class_.frame, class_.is_data)
            made.cells.update(self._overridden(class_))
            self._derived_from[class_] = made
            self._bases[made] = class_
        return self._derived_from[class_]

    def used(self, class_: Class) -> Instance:
        """Give an object of a class, or of one that is derived from it, as a method may find it."""
        if class_ not in self._objects:
            self._objects[class_] = self._made(class_)
            self._let_be_filled(self._objects[class_])
        return self._objects[class_]

    def _work(self) -> Iterator[_Work]:
        """Give the functions and methods that may change something that is older than their calls."""
        filled = {name for name, value in self._top.cells.items() if isinstance(value, (Listing, Dictionary, Instance))}
        named = {name for instance in self._instances() for name in instance.cells}
        held = {name for name, value in self._top.cells.items() if isinstance(value, (Class, Opaque))}
        for function in self._functions:
            found = self._effects[function.node]
            of_objects = found.changes and (found.reads & filled or found.attributes & named)
            if found.globals or of_objects or (found.attributes and found.reads & held):
                yield function, None
        for class_ in self._classes:
            seen: set[str] = {"__init__"}
            for base in class_.lineage():
                members = [member for member in self._members[base] if _name(member) not in seen]
                seen.update(map(_name, members))
                yield from ((member, class_) for member in members if self._changes(member))

    def _changes(self, function: Function) -> bool:
        found = self._effects.get(function.node)
        return found is not None and found.changes

    def _is_concerned(self, item: _Work, changes: Iterable[set[_Name]]) -> bool:
        """Tell whether a function may read what has changed."""
        function, class_ = item
        reads = self._effects[function.node].reads
        return any(
            of in {None, class_} and (name in reads or name == _EVERYTHING)
            for changed in changes
            for of, name in changed
        )

    def _made(self, class_: Class) -> Instance:
        """Give an object that was made with unknown arguments."""
        machine = self._machine
        made = self.new(class_)
        lineage = class_.lineage()
        initialise = next((base.cells["__init__"] for base in lineage if "__init__" in base.cells), None)
        if isinstance(initialise, Function):
            if self._call(initialise, made, keep=True) is None:
                for name in self._effects[initialise.node].attributes if initialise.node in self._effects else ():
                    made.cells[name] = machine.opaque(name=name)
        else:
            for base in reversed(lineage):
                for name in base.cells.get("__data__", ()):
                    made.cells[name] = machine.opaque(name=name)
        for name in self._written_in_derived(class_):
            made.cells[name] = machine.opaque(name=f"self.{name}")
        for name, value in list(made.cells.items()):
            if value is None:
                made.cells[name] = machine.opaque(name=f"self.{name}")
        return made

    def _overridden(self, class_: Class) -> Iterator[tuple[str, Value]]:
        """Give the attributes of a class that one that is derived from it may have otherwise."""
        derived = self._derived(class_)
        for base in class_.lineage():
            for name, value in list(base.cells.items()):
                others = [other.cells[name] for other in derived if name in other.cells]
                if not isinstance(name, str) or name.startswith("__"):
                    continue
                if others and isinstance(value, Function):
                    yield name, self._machine.opaque(name=f"self.{name}")
                if isinstance(value, _DEFINED) or is_descriptor(value) or isinstance(value, Instance):
                    continue
                kind = kind_of(value)
                if value is None or kind in _PLAIN or _is_empty(value):
                    if kind not in _PLAIN or not all(kind_of(item) == kind for item in others):
                        kind = None
                    yield name, self._machine.opaque(kind, f"self.{name}")
                elif others:
                    yield name, self._machine.any_of([value, *others])

    def _derived(self, class_: Class) -> list[Class]:
        return [other for other in self._classes if other is not class_ and class_ in other.lineage()]

    def _written_in_derived(self, class_: Class) -> Iterator[str]:
        """Give the attributes that the methods of derived classes write, as far as their text tells."""
        for other in self._derived(class_):
            for member in list(other.cells.values()):
                if isinstance(member, Function) and member.node in self._effects:
                    yield from self._effects[member.node].attributes

    def _call(self, function: Function, first: Value, *, keep: bool = False) -> Written | None:
        """Run a function without telling of it; give what it wrote, or None where it could not be run to its end."""
        machine = self._machine
        if self._left <= 0:
            return None
        before, unfinished = machine.steps, machine.unfinished
        machine.allow(_STEPS, loops=_LOOPS)
        written: Written = {}
        try:
            with machine.quiet():
                machine.journal.begin()
                try:
                    values = unknown_arguments(machine, function, first)
                    run_function(machine, function, values, further_arguments(machine, function), None, None)
                finally:
                    written = machine.journal.keep() if keep else machine.journal.take_back()
        except Raised:
            pass
        except BudgetSpent:
            machine.reset()
            return None
        except Exception as error:  # ours: the other functions must be gone through
            machine.reset()
            machine.failed(error, function.node, function.frame)
            return None
        finally:
            self._left -= machine.steps - before
            if machine.unfinished and not unfinished:
                machine.unfinished = False  # what it may change is unknown; it is run and told of later
                machine.gap(_TOO_LONG, function.node, function.frame)
        return written

    def _run(self, function: Function, class_: Class | None) -> set[_Name]:
        """Run a function, and join what it leaves with what was there; give the names of what has changed."""
        first: Value = ABSENT
        if class_ is not None and "staticmethod" not in decorators(function):
            first = self.derived(class_) if "classmethod" in decorators(function) else self.used(class_)
        written = self._call(function, first)
        if written is None:
            return self._give_up(function, class_)
        changed: set[_Name] = set()
        for (changes, key), values in written.items():
            owner = self._bases.get(changes, changes)
            now, then = owner.cells.get(key, ABSENT), values[-1]
            if now is then or then is values[0] or self._machine.merger.same(now, then):
                continue
            if isinstance(owner, Opaque):
                if now is not ABSENT:
                    self._machine.journal.erase(owner, key)
                continue
            if isinstance(owner, Listing) and key != "contents":
                self._machine.lose(owner)
            elif then is ABSENT and isinstance(owner, (Scope, Instance)):
                continue  # who reads it finds it
            else:
                self._machine.settle((owner, key), [now, then])
                if self._machine.merger.same(now, owner.cells.get(key, ABSENT)):
                    self._machine.journal.put((owner, key), now)
                    continue
            changed |= self._names_of(owner, key, class_)
        return changed

    def _names_of(self, owner: Object, key: object, class_: Class | None) -> set[_Name]:
        """Give the names that what has changed is read by, each with the class that has it, if only its methods do."""
        if isinstance(key, str) and owner is self._objects.get(class_):  # type: ignore[arg-type]
            return {(class_, key)}
        if isinstance(key, str) and isinstance(owner, (Scope, Class, Instance)):
            return {(None, key)}
        holders = [(None, self._top), *((class_, own) for class_, own in self._objects.items())]
        names = {
            (of, name)
            for of, holder in holders
            for name, value in holder.cells.items()
            if value is owner and isinstance(name, str)
        }
        return names or {(None, _EVERYTHING)}

    def _give_up(self, function: Function, class_: Class | None) -> set[_Name]:
        """Let all that a function may write be unknown; give the names of what has changed."""
        machine, found = self._machine, self._effects[function.node]
        self._given_up.add((function, class_))
        machine.gap(_TOO_LONG, function.node, function.frame)
        objects = self._objects.values() if class_ is None else [self._objects[class_]]
        cells: list[tuple[Object, str]] = [(made, name) for made in objects for name in found.attributes]
        for instance in list(self._instances(class_)):
            cells.extend((instance, name) for name in found.attributes & instance.cells.keys())
        for name in found.globals & self._top.cells.keys():
            if not isinstance(self._top.cells[name], _DEFINED):
                cells.append((self._top, name))
        for owner, name in cells:
            machine.journal.write(owner, name, machine.opaque(name=name))
        return {(class_, name) for _, name in cells}

    def _join_given(self) -> set[_Name]:
        """Join what was given to attributes from outside of their classes; give the names of what has changed."""
        machine = self._machine
        changed: set[_Name] = set()
        filled = filled_from_outside(self._source.tree)
        for instance in list(self._instances()):
            for name, value in list(instance.cells.items()):
                for (class_, in_place), given in list(machine.given.get(name, {}).items()):
                    before = instance.cells[name]
                    if class_ is None or class_ in instance.type.lineage() or instance.type in class_.lineage():
                        kept = in_place and kind_of(before) not in NUMBERS
                        after = before if kept else machine.merger.join(before, machine.opaque() if in_place else given)
                        if not machine.merger.same(before, after):
                            machine.journal.write(instance, name, after)
                            changed.add((None, name))
                if name in filled and not isinstance(value, Array) and (id(instance), name) not in self._given:
                    self._given[id(instance), name] = instance
                    machine.lose(value)
                    machine.journal.write(instance, name, machine.opaque(name=name))
                    changed.add((None, name))
        return changed

    def _instances(self, class_: Class | None = None) -> Iterator[Instance]:
        """Give the objects that functions find, or those of one class, with those in them."""
        seen: dict[int, Value] = {}
        made = self._objects.values() if class_ is None else [self._objects[class_]]
        waiting = deque[Value]([*made, *self._top.cells.values()])
        while waiting and len(seen) < _MOST_PARTS:
            value = waiting.popleft()
            if id(value) in seen or not isinstance(value, (Instance, Listing, Dictionary)):
                continue
            seen[id(value)] = value
            if isinstance(value, Instance):
                yield value
            elif isinstance(value, Listing):
                waiting.extend(value.items if value.items is not None else (value.contents.element,))
                continue
            waiting.extend(value.cells.values())

    def _let_be_filled(self, part: Instance) -> None:
        """Let what an object has in it be used: what is still there to be filled may have anything in it."""
        for name, value in list(part.cells.items()):
            if value is None or _is_empty(value):
                self._machine.journal.write(part, name, self._machine.opaque(name=f"self.{name}"))


def _is_defined(function: Function) -> bool:
    return not isinstance(function.node, ast.Lambda)


def _name(function: Function) -> str:
    return "" if isinstance(function.node, ast.Lambda) else function.node.name


def _members(classes: Iterable[Class], known: Iterable[Function]) -> Mapping[Class, list[Function]]:
    """Give the methods of classes and their bases, those behind unknown decorators included."""
    found: dict[Class, dict[Function, None]] = {base: {} for class_ in classes for base in class_.lineage()}
    for base, members in found.items():
        values = base.cells.values()
        members.update((member, None) for member in values if isinstance(member, Function) and _is_defined(member))
    for function in known:
        if function.owner in found:
            found[function.owner][function] = None
    return {base: list(members) for base, members in found.items()}


def _is_empty(value: Value) -> bool:
    """Tell whether a value is a list or dictionary that is there to be filled."""
    if isinstance(value, Dictionary):
        return not value.cells
    return isinstance(value, Listing) and value.items == ()
