"""Functions that nothing calls are run once, with arguments of which nothing is known but what their text says."""

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress

from shapecheck.core.array import Array
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.infer.calls import run_function
from shapecheck.infer.frames import Scope
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.site import Source
from shapecheck.infer.survey import survey
from shapecheck.infer.values import Class, Function, Instance, Value

__all__ = ["run_unreached"]

_STEPS = 12_000  # for one function that nothing calls
_KINDS = frozenset({"int", "float", "str", "bool", "list", "dict", "tuple"})


def run_unreached(machine: Machine, source: Source, tree: ast.Module, top: Scope) -> bool:
    """Run each function of a file that was not run yet; tell whether all could be run to their ends."""
    complete = True
    found = survey(tree)
    elsewhere, called = found.attributes, found.called
    _forget_globals(machine, found.globals, top)
    for first in (True, False):
        for node, function in list(machine.functions.items()):
            if node in machine.entered or function.frame.source is not source or isinstance(node, ast.Lambda):
                continue
            if first and function.name.rpartition(".")[2] in called:
                continue  # it is reached from another one, with what that knows
            complete = _run(machine, function, elsewhere) and complete
    for node, function in list(machine.functions.items()):
        if node not in machine.entered and function.frame.source is source:
            complete = _run(machine, function, elsewhere) and complete
    return complete


def _run(machine: Machine, function: Function, elsewhere: frozenset[str]) -> bool:
    machine.limit = machine.steps + _STEPS
    machine.journal.begin()
    try:
        values = _arguments(machine, function, elsewhere)
        machine.limit = machine.steps + _STEPS
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


def _arguments(machine: Machine, function: Function, elsewhere: frozenset[str]) -> list[Value]:
    """Give a value for each positional parameter."""
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[Value] = [None] * (len(positional) - len(function.defaults)) + list(function.defaults)
    has_default = [False] * (len(positional) - len(function.defaults)) + [True] * len(function.defaults)
    values: list[Value] = []
    for place, parameter in enumerate(positional):
        if place == 0 and function.owner is not None and "staticmethod" not in decorators(function):
            is_class = "classmethod" in decorators(function)
            values.append(function.owner if is_class else _object(machine, function, function.owner, elsewhere))
        else:
            values.append(_unknown(machine, parameter, defaults[place] if has_default[place] else None))
    return values


def _keyword_only(machine: Machine, function: Function) -> Mapping[str, Value]:
    return {
        parameter.arg: _unknown(machine, parameter, function.keyword_defaults.get(parameter.arg))
        for parameter in function.node.args.kwonlyargs
    }


def _unknown(machine: Machine, parameter: ast.arg, default: Value) -> Value:
    """Give what may be passed for a parameter: a number where its default is one, an array where it is said so."""
    kind = None
    annotation = parameter.annotation
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        name = annotation.value.rpartition(".")[2]
    else:
        name = annotation.attr if isinstance(annotation, ast.Attribute) else getattr(annotation, "id", "")
    if name == "ndarray":
        return Array(UNKNOWN_SHAPE, name=parameter.arg)
    if name in _KINDS:
        kind = name
    elif isinstance(default, float):
        kind = "number"
    made = machine.opaque(kind, parameter.arg)
    made.rigid = True
    return made


def _object(machine: Machine, function: Function, class_: Class, elsewhere: frozenset[str]) -> Value:
    """Give an object of a class as a method may find it: made with unknown arguments, used since then."""
    made = Instance(machine.journal.birth(), class_)
    if isinstance(function.node, ast.FunctionDef) and function.node.name == "__init__":
        return made
    initialise = next((base.cells["__init__"] for base in class_.lineage() if "__init__" in base.cells), None)
    if isinstance(initialise, Function):
        values: Sequence[Value] = (
            [made, *_arguments(machine, initialise, elsewhere)[1:]] if initialise.node.args.args else []
        )
        with machine.quiet_unless(initialise.node not in machine.entered), suppress(Raised):
            run_function(machine, initialise, values, _keyword_only(machine, initialise), None, None)
    for name, value in list(made.cells.items()):
        if name in elsewhere or value is None:
            machine.journal.write(made, name, machine.opaque(name=f"self.{name}"))
    return made


def _forget_globals(machine: Machine, changed: frozenset[str], top: Scope) -> None:
    """Forget globals that functions assign or change: another function may find anything in them."""
    for name in changed:
        if name in top.cells and not isinstance(top.cells[name], (Function, Class)):
            machine.journal.write(top, name, machine.opaque(name=name))
