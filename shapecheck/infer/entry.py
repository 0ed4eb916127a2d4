"""Every function of a file is run once with arguments of which nothing is known but what their text says."""

import ast
from contextlib import nullcontext
from dataclasses import dataclass, field

from shapecheck.infer.budget import TRIAL, Pool
from shapecheck.infer.calls import run_function
from shapecheck.infer.found import Found
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.parameters import further_arguments, unknown_arguments
from shapecheck.infer.promised import check_attributes
from shapecheck.infer.site import Source
from shapecheck.infer.stated import asks_of_arrays, check_returned, is_stated, rest_on, statement
from shapecheck.infer.survey import called_in, rebound, rewritten
from shapecheck.infer.testing import Fixtures
from shapecheck.infer.values import ABSENT, Class, Function, Instance, Library, Native, Value
from shapecheck.language import Phrase

__all__ = ["first_of", "run_unreached"]

_STEPS = 40_000  # for all functions, besides those for the file's length
_SHARE = 16  # one of many may take one part in so many of what is left; of a few, one in as many as there are
_LOOPS = 3_000  # what the steps of a loop in it are measured by


def run_unreached(machine: Machine, source: Source, tree: ast.Module, found: Found) -> bool:
    """Run each function of a file, called or not, as anybody may call it; tell whether all could be run to their ends.

    Those that the program calls come last: of them is told what is not reached by its calls, and what is wrong. Nobody
    calls these once more where the program always ends by an exception.
    """
    complete = True
    reached, ended = set(machine.entered), machine.exits.ended
    found.settle()
    own = [function for function in machine.functions.values() if function.frame.source is source]
    pool = Pool(machine, source, _STEPS, share=max(2, min(_SHARE, len(own))), loops=_LOOPS)
    callers = _Callers(machine, found, Fixtures(machine, own), pool, tree)
    for first in (True, False):
        for node, function in list(machine.functions.items()):
            if node in machine.entered or function.frame.source is not source or isinstance(node, ast.Lambda):
                continue
            if first and function.name.rpartition(".")[2] in called_in(tree):
                continue  # it is reached from another one, with what that knows
            complete = callers.run(function) and complete
    for node, function in list(machine.functions.items()):
        if node not in machine.entered and function.frame.source is source:
            complete = callers.run(function) and complete
    for node, function in list(machine.functions.items()):
        if function.frame.source is not source or "<locals>" in function.name or isinstance(node, ast.Lambda):
            continue
        if (node in reached and not ended) or node not in callers.ran | reached:
            callers.run_again(function, changed=node in reached)
    return complete


@dataclass(slots=True)
class _Callers:
    """Runs functions as anybody may call them; what one writes, the next one does not see.

    Parameters
    ----------
    machine : Machine
        What runs them.
    found : Found
        The objects and globals that they find.
    fixtures : Fixtures
        What tests are given.
    pool : Pool
        The steps that they share.
    tree : ast.Module
        The file.
    """

    machine: Machine
    found: Found
    fixtures: Fixtures
    pool: Pool
    tree: ast.Module
    ran: set[ast.AST] = field(default_factory=set)  # functions that were run so

    def run(self, function: Function) -> bool:
        """Run a function for the first time; tell whether it could be run to its end.

        It is run as its docstring states. Where it may do otherwise for other arguments, or something is wrong, it is
        run without that as well.
        """
        self.ran.add(function.node)
        if not is_stated(function):
            return self._run(function)
        whole = self._run(function, stated=True)
        if self.machine.at_odds or asks_of_arrays(function):
            self._again(function)
        return whole

    def run_again(self, function: Function, *, changed: bool) -> None:
        """Run a function that others have called; of one that the top level did, much has `changed` since."""
        if is_stated(function):
            self._again(function, stated=True, changed=changed)
        if changed:
            self._again(function, changed=True)

    def _again(self, function: Function, *, stated: bool = False, changed: bool = False) -> None:
        """Run a function once more: what is told is only what is new, and what is wrong."""
        machine = self.machine
        before, machine.again = machine.unfinished, True
        whole = self._run(function, stated=stated, changed=changed)
        machine.again = False
        if not whole or (machine.unfinished and not before):
            machine.unfinished = before  # what it does was told
            machine.gap(Phrase("function as anybody may call it: too many steps"), function.node, function.frame)

    def _run(self, function: Function, *, stated: bool = False, changed: bool = False) -> bool:
        """Run a function, as its docstring states if that is wanted; tell whether it could be run to its end."""
        machine = self.machine
        machine.at_odds, start = False, machine.steps
        try:
            first = first_of(self.found, function)
            with self.pool.part(function.node, function.frame):
                machine.journal.begin()
                if changed:
                    _forget_what_changes(machine, function, first, self.tree)
                given = self.fixtures.of(function)
                said = statement(machine, function, given) if stated else None
                with nullcontext() if said is None else rest_on(machine, said.resting):
                    known = given if said is None else {**said.values, **given}
                    values = unknown_arguments(machine, function, first, known)
                    result = run_function(
                        machine, function, values, further_arguments(machine, function, known), None, None
                    )
                    check_returned(machine, function, result)
                    check_attributes(machine, function, first)
        except Raised:
            pass
        except BudgetSpent:
            machine.reset()
            return False
        except Exception as error:  # ours: the other functions must be gone through
            machine.promising.add(function.node)
            machine.reset()
            machine.failed(error, function.node, function.frame)
        finally:
            if machine.journal.is_open:
                machine.journal.take_back()
            machine.entered.add(function.node)
            if machine.steps - start > TRIAL:
                machine.too_long.add(function.node)
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
