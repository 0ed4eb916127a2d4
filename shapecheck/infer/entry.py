"""Every function of a file is run once with arguments of which nothing is known but what their text says."""

import ast

from shapecheck.infer.budget import Pool
from shapecheck.infer.calls import run_function
from shapecheck.infer.found import Found
from shapecheck.infer.frames import Scope
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.parameters import further_arguments, unknown_arguments
from shapecheck.infer.site import Source
from shapecheck.infer.survey import called_in, rebound, rewritten
from shapecheck.infer.testing import Fixtures
from shapecheck.infer.values import ABSENT, Class, Function, Instance, Library, Native, Value

__all__ = ["first_of", "run_unreached"]

_STEPS = 40_000  # for all functions, besides those for the file's length
_SHARE = 16  # one of many may take one part in so many of what is left; of a few, one in as many as there are
_LOOPS = 3_000  # what the steps of a loop in it are measured by


def run_unreached(machine: Machine, source: Source, tree: ast.Module, top: Scope) -> bool:
    """Run each function of a file, called or not, as anybody may call it; tell whether all could be run to their ends.

    Those that the program calls come last: of them is told what is not reached by its calls, and what is wrong.
    """
    complete = True
    reached = set(machine.entered)
    found = Found(machine, source, top)
    found.settle()
    own = [function for function in machine.functions.values() if function.frame.source is source]
    fixtures = Fixtures(machine, own)
    pool = Pool(machine, source, _STEPS, share=max(2, min(_SHARE, len(own))), loops=_LOOPS)
    for first in (True, False):
        for node, function in list(machine.functions.items()):
            if node in machine.entered or function.frame.source is not source or isinstance(node, ast.Lambda):
                continue
            if first and function.name.rpartition(".")[2] in called_in(tree):
                continue  # it is reached from another one, with what that knows
            complete = _run(machine, found, fixtures, pool, function) and complete
    for node, function in list(machine.functions.items()):
        if node not in machine.entered and function.frame.source is source:
            complete = _run(machine, found, fixtures, pool, function) and complete
    for node in reached:
        again = machine.functions.get(node)
        if (
            again is None
            or again.frame.source is not source
            or "<locals>" in again.name
            or isinstance(node, ast.Lambda)
        ):
            continue
        before, machine.again = machine.unfinished, True
        whole = _run(machine, found, fixtures, pool, again, tree)
        machine.again = False
        if not whole or (machine.unfinished and not before):
            machine.unfinished = before  # what its own calls do was told
            machine.gap("function as anybody may call it: too many steps", node, again.frame)
    return complete


def _run(
    machine: Machine,
    found: Found,
    fixtures: Fixtures,
    pool: Pool,
    function: Function,
    called_in_file: ast.Module | None = None,
) -> bool:
    """Run a function; what it writes, the next one does not see. Tell whether it could be run to its end.

    `called_in_file` is the file's tree for a function that its own calls have reached, with what was there then.
    """
    try:
        first = first_of(found, function)
        with pool.part(function.node, function.frame):
            machine.journal.begin()
            if called_in_file is not None:
                _forget_what_changes(machine, function, first, called_in_file)
            given = fixtures.of(function)
            values = unknown_arguments(machine, function, first, given)
            run_function(machine, function, values, further_arguments(machine, function, given), None, None)
    except Raised:
        pass
    except BudgetSpent:
        machine.reset()
        return False
    except Exception as error:  # ours: the other functions must be gone through
        machine.reset()
        machine.failed(error, function.node, function.frame)
    finally:
        if machine.journal.is_open:
            machine.journal.take_back()
        machine.entered.add(function.node)
    return True


def _forget_what_changes(machine: Machine, function: Function, first: Value, tree: ast.Module) -> None:
    """Forget what is something else at the end than when the file's own calls reached a function."""
    top = function.frame.top
    for name in rebound(tree) & top.cells.keys():
        value = top.cells[name]
        if isinstance(value, Class):
            for key, held in list(value.cells.items()):
                if not isinstance(held, Function):
                    machine.journal.write(value, key, machine.opaque(name=str(key)))
        elif not isinstance(value, (Function, Library, Native)):
            machine.journal.write(top, name, machine.opaque(name=name))
    if isinstance(first, Instance):
        methods = [own for base in first.type.lineage() for own in base.cells.values() if isinstance(own, Function)]
        for name in {name for method in methods for name in rewritten(method.node)} & first.cells.keys():
            machine.journal.write(first, name, machine.opaque(name=f"self.{name}"))


def first_of(found: Found, function: Function) -> Value:
    """Give the object that a method is one of, or its class; ABSENT for any other function."""
    if function.owner is None or "staticmethod" in decorators(function):
        return ABSENT
    if "classmethod" in decorators(function):
        return found.derived(function.owner)
    return found.new(function.owner) if function.name.endswith(".__init__") else found.used(function.owner)
