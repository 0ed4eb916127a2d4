"""The runs that the contract of a function is read off: begun again with what was learned, at two lengths of lists."""

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from shapecheck.core.notation.forms import Form
from shapecheck.infer.calls import run_function
from shapecheck.infer.derivation import Derivation
from shapecheck.infer.found import Found
from shapecheck.infer.hints import Hints, Learned, Needed, Path
from shapecheck.infer.links import linked_arguments
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.objects import prepare
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.reading import Reader, frozen, says_something
from shapecheck.infer.stated import is_stated, statement
from shapecheck.infer.tree import nodes_in, positional
from shapecheck.infer.uses import supposing
from shapecheck.infer.values import ABSENT, Dictionary, Function, Instance, Listing, Opaque, Value, in_lineage

__all__ = ["COUNTS", "Run", "Runs"]

_STEPS = 12_000  # for one run
_LOOPS = 60_000  # what the steps of a loop in one are measured by
_ROUNDS = 10  # in which it is begun again with what was learned
COUNTS = (4, 6)  # items of what is counted: even numbers, as there may be two for each layer
_CASES = 4  # arguments that are tried as vectors one by one


class Strain(NamedTuple):
    """How much supposed numbers of axes ask of a function: the less the better.

    Parameters
    ----------
    failed : int
        Operations that fail.
    undecided : int
        Operations that are not decided.
    special : int
        Sizes of arguments that must be equal, and products of matrices with themselves.
    part : tuple of Path
        Arguments that have some axes which are known, and others.
    unknown : int
        Arguments and results of which nothing is known.
    """

    failed: int
    undecided: int
    special: int
    part: tuple[Path, ...]
    unknown: int

    def is_less(self, other: "Strain") -> bool:
        """Tell whether a run asks for less than another one, and says as much."""
        return self[:3] < other[:3] and (self.unknown <= other.unknown or self.failed < other.failed)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run has come to.

    Parameters
    ----------
    found : Derivation
        What was supposed, needed and not proved.
    given : mapping of str to Form
        What each parameter was when the function was called.
    result : Form or None
        What it gives; None where it gives nothing.
    left : Form or None
        What the object has at the end that a method was called on.
    needs : tuple of Needed
        The relations of sizes that were not solved.
    strain : Strain
        What may be due to supposed numbers of axes.
    """

    found: Derivation
    given: Mapping[str, Form]
    result: Form | None
    left: Form | None
    needs: tuple[Needed, ...]
    strain: Strain


@dataclass(slots=True)
class Runs:
    """Makes the runs of one function.

    Parameters
    ----------
    machine : Machine
        The analysis.
    beyond : Found
        The objects that methods find.
    functions : sequence of Function
        Those of the file.
    function : Function
        The function.
    stated : bool
        Whether it is run as its docstring states.
    most : int or None
        The steps after which no other numbers of axes are tried.
    """

    machine: Machine
    beyond: Found
    functions: Sequence[Function]
    function: Function
    stated: bool = True
    most: int | None = None

    def made(self) -> list[Run]:
        """Return one run, or two of different lengths where something was counted; none if that takes too long."""
        hints, start = Hints(), self.machine.steps
        first = self._learned(hints, COUNTS[0])
        if first is not None and first.found.failed and is_stated(self.function):
            self.stated = False  # the docstring may be wrong
            other, again = Hints(), first
            first = self._learned(other, COUNTS[0])
            if first is None or len(first.found.failed) >= len(again.found.failed):
                first, self.stated = again, True
            else:
                hints = other
        if first is None:
            return []
        last = None if self.most is None else start + self.most
        first, hints = self._with_other_ranks(first, hints, last)
        second = self._learned(hints, COUNTS[1]) if first.found.has_counted else None
        return [first] if second is None else [first, second]

    def _with_other_ranks(self, first: Run, hints: Hints, last: int | None) -> tuple[Run, Hints]:
        """Return a run with vectors or numbers where two axes were supposed, if it fits better than the first one.

        None is begun after the step `last`.
        """
        found, least = first.found, first.strain
        paths = [path for path, rank in found.supposed.items() if rank > 1] + list(least.part)
        groups = [own for own in dict.fromkeys(found.together) if not set(own).isdisjoint(paths)]
        groups += [(path,) for path in paths if (path,) not in groups]
        groups.reverse()  # of a product the right operand is rather the vector
        best = first, hints
        cases = [(group, 1) for group in (paths, *groups[:_CASES])] + [(group, 0) for group in groups[:_CASES]]
        for group, rank in cases if paths else ():
            if not any(least[:3]) or (last is not None and self.machine.steps >= last):
                break
            tried = Hints(ranks=dict.fromkeys(group, rank))
            other = self._learned(tried, COUNTS[0])
            if other is not None and other.strain.is_less(least):
                best, least = (other, tried), other.strain
        return best

    def _learned(self, hints: Hints, count: int) -> Run | None:
        """Return a run that misunderstands nothing; None where there is none, or it takes too long."""
        for _ in range(_ROUNDS):
            try:
                run = self._run(hints, count)
            except Learned:
                continue
            except BudgetSpent:
                return None
            except Exception as error:  # ours: the other functions must be gone through
                self.machine.failed(error, self.function.node, self.function.frame)
                return None
            if run.found.learn_numbers():
                continue
            stretched = hints.stretched - hints.bounded
            if not stretched or not (run.needs or run.found.failed):
                return run
            hints.bounded |= stretched  # what stretches one operand fits no other
            hints.ranks = {path: rank for path, rank in hints.ranks.items() if path not in stretched}
        return None

    def _run(self, hints: Hints, count: int) -> Run:
        machine, function = self.machine, self.function
        found = Derivation(machine, function, hints, count)
        with supposing(machine, found, _STEPS, loops=_LOOPS):
            first = self._object(found)
            arguments = self._arguments(found, first)
            entry = {name: frozen(machine, value) for name, value in arguments.items()}
            names = [own.arg for own in positional(function.node.args)]
            further = {name: value for name, value in arguments.items() if name not in names}
            result: Value = ABSENT
            with suppress(Raised):
                values = [arguments[name] for name in names]
                # ABSENT is for any others, which `*args` takes
                result = run_function(machine, function, [*values, ABSENT], further, None, None)
            found.conclude()
            return _read(found, entry, result, first if isinstance(first, Instance) else None, _read_by(function))

    def _arguments(self, found: Derivation, first: Value) -> dict[str, Value]:
        """Return what each parameter is given."""
        machine, function = self.machine, self.function
        values = linked_arguments(machine, function, self.functions, first)
        names = [own.arg for own in positional(function.node.args)]
        arguments = dict(zip(names, values, strict=True))
        arguments |= further_arguments(machine, function)
        stated = statement(machine, function, {}) if self.stated else None
        if stated is not None:
            for size, text in stated.resting.sizes.items():
                found.call(size, text)
            arguments |= {name: value for name, value in stated.values.items() if isinstance(arguments[name], Opaque)}
        return arguments

    def _object(self, found: Derivation) -> Value:
        """Return the object that a method is called on: as its class makes it, what other methods fill in open."""
        function, machine = self.function, self.machine
        owner = function.owner
        if owner is None or "staticmethod" in decorators(function):
            return ABSENT
        if "classmethod" in decorators(function):
            return self.beyond.derived(owner)
        made = self.beyond.new(owner)
        found.note_object(made)
        initialise = in_lineage(owner, "__init__")
        if function.name.endswith(".__init__"):
            return made
        if isinstance(initialise, Function):
            values = linked_arguments(machine, initialise, (), made)
            with suppress(Raised):
                run_function(machine, initialise, values, further_arguments(machine, initialise), None, None)
        self._prepare(found, made)
        for name, value in list(made.cells.items()):
            if isinstance(name, str) and not name.startswith("__") and _is_to_be_filled(value):
                opaque = machine.opaque(name=f"self.{name}")
                opaque.rigid = True
                machine.journal.write(made, name, found.attribute(name, opaque))
        return made

    def _prepare(self, found: Derivation, made: Instance) -> None:
        """Let an object have what another method makes of it that this one reads, where that method fits."""
        machine, mark = self.machine, found.mark()
        failed = len(found.failed)
        machine.journal.begin()
        with suppress(Raised):
            makers = prepare(machine, made, self.function, lambda own, first: linked_arguments(machine, own, (), first))
            if len(found.failed) == failed:
                machine.journal.keep()
                found.back_to(mark)
                found.links |= {f"self.{name}": maker for name, maker in makers.items()}
                return
        machine.journal.take_back()
        found.back_to(mark)


def _strain(found: Derivation, forms: Sequence[Form | None]) -> Strain:
    """Return what is wrong, undecided or special in a run, as far as that may be due to supposed numbers of axes."""
    sizes = {path: shape.before for path, shape in found.in_runs() if path in found.supposed and shape.run is None}
    arrays = [sizes[own[0]] for own in dict.fromkeys(found.together) if own and own[0] in sizes]
    special = sum(len(sizes) - len(set(sizes)) for sizes in arrays) + found.squares
    part = tuple(found.partly_open()) if found.doubtful else ()
    undecided = len(found.doubtful) if part or arrays else 0
    unknown = sum(form is not None and not says_something(form) for form in forms)
    return Strain(len(found.failed), undecided, 0 if found.has_followed else special, part, unknown)


def _is_to_be_filled(value: Value) -> bool:
    """Tell whether an attribute is there to be filled by a method: nothing, or an empty container."""
    if isinstance(value, Dictionary):
        return not value.cells
    return value is None or (isinstance(value, Listing) and value.items == ())


def _read(
    found: Derivation, entry: Mapping[str, Value], result: Value, first: Instance | None, wanted: frozenset[str]
) -> Run:
    """Read the forms off a run that is over, before it is taken back."""
    reader = Reader(found, wanted)
    given = {}
    for place, (name, value) in enumerate(entry.items()):
        if not place and first is not None and isinstance(value, Instance):
            later = found.reads.get(id(first), {})
            value.cells.update({key[0]: own for key, own in later.items() if type(key) is tuple})
        given[name] = reader.form(value, given=True)
    left = None if first is None else reader.form(first)
    returned = None if result is ABSENT or result is None else reader.form(result)
    needs = tuple(Needed(found.size(own.left), own.relation, found.size(own.right), own.line) for own in found.needs)
    return Run(found, given, returned, left, needs, _strain(found, [*given.values(), returned]))


def _read_by(function: Function) -> frozenset[str]:
    """Return the attributes that a method reads, itself or by other methods, as far as their text tells."""
    found: set[str] = set()
    waiting, seen = [function], set()
    while waiting:
        own = waiting.pop()
        seen.add(own.node)
        first = next((each.arg for each in positional(own.node.args)), "")
        for node in nodes_in(own.node):
            match node:
                case ast.Attribute(ast.Name(name), attribute, ast.Load()) if name == first:
                    other = ABSENT if own.owner is None else in_lineage(own.owner, attribute)
                    found.add(attribute)
                    if isinstance(other, Function) and other.node not in seen:
                        waiting.append(other)
    return frozenset(found)
