"""Functions that nothing calls are run once, with arguments of which nothing is known but what their text says."""

import ast
from collections.abc import Mapping
from contextlib import suppress

from shapecheck.core.array import Array, Bare
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.infer.budget import Pool
from shapecheck.infer.calls import run_function
from shapecheck.infer.contracts import declared
from shapecheck.infer.evidence import is_foreign
from shapecheck.infer.frames import Scope
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.site import Source
from shapecheck.infer.survey import survey
from shapecheck.infer.values import (
    ABSENT,
    FOREIGN,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Listing,
    Native,
    Value,
)

__all__ = ["run_unreached"]

_STEPS = 24_000  # for all functions that nothing calls, besides those for the file's length
_SHARE = 16  # one of them may take one part in so many of what is left
_LOOPS = 3_000  # what the steps of a loop in it are measured by
_KINDS = frozenset({"int", "float", "str", "bool", "list", "dict", "tuple"})


def run_unreached(machine: Machine, source: Source, tree: ast.Module, top: Scope) -> bool:
    """Run each function of a file that was not run yet; tell whether all could be run to their ends."""
    complete = True
    found = survey(tree)
    _forget_globals(machine, found.globals, top)
    entry = _Entry(machine, found.attributes, Pool(machine, source, _STEPS, share=_SHARE, loops=_LOOPS))
    for first in (True, False):
        for node, function in list(machine.functions.items()):
            if node in machine.entered or function.frame.source is not source or isinstance(node, ast.Lambda):
                continue
            if first and function.name.rpartition(".")[2] in found.called:
                continue  # it is reached from another one, with what that knows
            complete = entry.run(function) and complete
    for node, function in list(machine.functions.items()):
        if node not in machine.entered and function.frame.source is source:
            complete = entry.run(function) and complete
    return complete


class _Entry:
    """Runs functions that nothing calls; what one of them writes, the next does not see."""

    def __init__(self, machine: Machine, elsewhere: frozenset[str], pool: Pool) -> None:
        self._machine = machine
        self._pool = pool
        self._elsewhere = elsewhere  # attributes that are written outside of `__init__`
        self._objects: dict[Class, Instance] = {}

    def run(self, function: Function) -> bool:
        """Run a function; tell whether it could be run to its end."""
        machine = self._machine
        try:
            with self._pool.part(function.node):
                values = self._arguments(function)
            with self._pool.part(function.node):
                machine.journal.begin()
                run_function(machine, function, values, _keyword_only(machine, function), None, None)
        except Raised:
            pass
        except BudgetSpent:
            machine.reset()
            return False
        finally:
            if machine.journal.is_open:
                machine.journal.take_back()
            machine.entered.add(function.node)
        return True

    def _arguments(self, function: Function) -> list[Value]:
        """Give a value for each positional parameter."""
        first: list[Value] = []
        if function.owner is not None and "staticmethod" not in decorators(function):
            of_class = "classmethod" in decorators(function)
            first = [function.owner if of_class else self._object(function, function.owner)]
        return [*first, *_unknown_values(self._machine, function)[len(first) :]]

    def _object(self, function: Function, class_: Class) -> Instance:
        """Give an object of a class as a method may find it: made with unknown arguments, used since then."""
        machine = self._machine
        if isinstance(function.node, ast.FunctionDef) and function.node.name == "__init__":
            return Instance(machine.journal.birth(), class_)
        if class_ not in self._objects:
            made = self._objects[class_] = Instance(machine.journal.birth(), class_)
            initialise = next((base.cells["__init__"] for base in class_.lineage() if "__init__" in base.cells), None)
            if isinstance(initialise, Function):
                values = [made, *_unknown_values(machine, initialise)[1:]]
                with machine.quiet_unless(initialise.node not in machine.entered), suppress(Raised):
                    run_function(machine, initialise, values, _keyword_only(machine, initialise), None, None)
            for name, value in list(made.cells.items()):
                if name in self._elsewhere or value is None or _is_empty(value):
                    machine.journal.write(made, name, machine.opaque(name=f"self.{name}"))
                elif isinstance(value, Instance):
                    self._use(value)
        return self._objects[class_]

    def _use(self, part: Instance) -> None:
        """Let what an object has in it be used: what was there to be filled may have anything in it."""
        for name, value in list(part.cells.items()):
            if value is None or _is_empty(value):
                self._machine.journal.write(part, name, self._machine.opaque(name=name))


def _is_empty(value: Value) -> bool:
    """Tell whether a value is a list or dictionary that is there to be filled."""
    if isinstance(value, Dictionary):
        return not value.cells
    return isinstance(value, Listing) and value.items == ()


def _unknown_values(machine: Machine, function: Function) -> list[Value]:
    """Give an unknown value for each positional parameter."""
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[Value] = [ABSENT] * (len(positional) - len(function.defaults)) + list(function.defaults)
    stated = declared(machine, function)
    return [
        stated[parameter.arg] if parameter.arg in stated else _unknown(machine, function, parameter, default)
        for parameter, default in zip(positional, defaults, strict=True)
    ]


def _keyword_only(machine: Machine, function: Function) -> Mapping[str, Value]:
    return {
        parameter.arg: _unknown(machine, function, parameter, function.keyword_defaults.get(parameter.arg, ABSENT))
        for parameter in function.node.args.kwonlyargs
    }


def _unknown(machine: Machine, function: Function, parameter: ast.arg, default: Value) -> Value:
    """Give what may be passed for a parameter: a number where its default is one, an array where it is said so."""
    kind = None
    annotation = None if default is None else parameter.annotation  # where None is possible, it is not that type
    type_ = None if annotation is None else _type_of(machine, function, annotation)
    if type_ in (Native("numpy.ndarray"), Native("numpy.typing.NDArray")):
        return Array(UNKNOWN_SHAPE, name=parameter.arg, bare=Bare.ARRAY)
    if isinstance(default, Library):
        return default  # another module in its place has the same functions
    if isinstance(type_, Native) and type_.name.removeprefix("builtins.") in _KINDS:
        kind = type_.name.removeprefix("builtins.")
    elif is_foreign(type_) or isinstance(type_, Class):
        kind = FOREIGN
    elif isinstance(default, float):
        kind = "number"
    made = machine.opaque(kind, parameter.arg)
    made.rigid = True
    return made


def _type_of(machine: Machine, function: Function, annotation: ast.expr) -> Value:
    """Give the type that an annotation names, also as a text or with arguments: `npt.NDArray[np.float64]`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    with_arguments = isinstance(annotation, ast.Subscript)
    if isinstance(annotation, ast.Subscript):
        annotation = annotation.value
    if not isinstance(annotation, (ast.Name, ast.Attribute)):
        return None
    with machine.taken_back():
        found = machine.evaluate(annotation, function.frame)
    if not isinstance(found, (Native, Class)):
        return None
    of_items = isinstance(found, Native) and found.name.rpartition(".")[2] in _GENERIC
    return None if with_arguments and not of_items else found


_GENERIC = frozenset({"NDArray", "ndarray", "list", "dict", "tuple"})  # whose arguments say what is in them


def _forget_globals(machine: Machine, changed: frozenset[str], top: Scope) -> None:
    """Forget globals that functions assign or change: another function may find anything in them."""
    for name in changed:
        if name in top.cells and not isinstance(top.cells[name], (Function, Class)):
            machine.journal.write(top, name, machine.opaque(name=name))
