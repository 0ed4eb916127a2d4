"""Trials: a function that nothing calls with known arguments is run on generic ones; told is where that fails."""

import ast
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial

from shapecheck.infer.calls import run_function
from shapecheck.infer.entry import first_of
from shapecheck.infer.events import Forced
from shapecheck.infer.evidence import is_plain
from shapecheck.infer.found import Found
from shapecheck.infer.generic import Equations
from shapecheck.infer.links import linked_arguments
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.mends import changed, changes
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.site import Source
from shapecheck.infer.survey import called_in
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.values import Function

__all__ = ["try_generic"]

_STEPS = 12_000  # for one trial
_MOST = 120_000  # for all of them in a file
_LOOPS = 150_000  # what the steps of a loop in one are measured by
_PRODUCTS = 12  # that are changed
_CASES = 6  # arguments that are tried as vectors one by one


def try_generic(machine: Machine, source: Source, tree: ast.Module, found: Found, reached: Container[ast.AST]) -> None:
    """Try each function of a file on generic arguments, those first that no other one calls, but for those reached."""
    if not is_plain(source):
        return
    entered, machine.entered = machine.entered, set()
    functions = [own for own in machine.functions.values() if own.frame.source is source]
    left = _MOST
    for first in (True, False):
        for function in functions:
            node = function.node
            if node in machine.entered or node in reached or isinstance(node, ast.Lambda) or left <= 0:
                continue
            if node not in machine.promising:
                continue  # nothing in it can fail, nor in what it calls, but what has been told of
            if first and function.name.rpartition(".")[2] in called_in(tree):
                continue
            before = machine.steps
            _try(machine, found, functions, function)
            left -= machine.steps - before
    machine.entered = entered


def _try(machine: Machine, found: Found, functions: Sequence[Function], function: Function) -> None:
    """Try a function on generic arguments; what fails is told if it fails whatever ranks are supposed."""
    with machine.quiet():
        first = _trial(machine, found, functions, function, {})
        if first is None:
            return
        suspects = [] if first.failures else first.suspects
        if not first.failures and not suspects:
            return
        open_ranks = [place for place, least in enumerate(first.least_ranks) if least < 2]
        others = [dict.fromkeys(open_ranks, 1), *({place: 1} for place in open_ranks[:_CASES])]
        for ranks in others if open_ranks else ():
            other = _trial(machine, found, functions, function, ranks, hasty=True)
            if other is not None and not other.failures:
                return
        forced = (
            _forced(function, first, partial(_trial, machine, found, functions, function, {}, hasty=True))
            if suspects
            else None
        )
    if forced is not None:
        machine.tell(forced)
    elif first.failures:
        _trial(machine, found, functions, function, {})


def _forced(function: Function, first: Equations, again: Callable[[], Equations | None]) -> Forced | None:
    """Give the one product with which a function fits for special sizes only, and a change of it that fits always."""
    mends: dict[ast.AST, str] = {}
    for node in list(first.products)[:_PRODUCTS]:
        for operands in changes(node):
            with changed(node, operands):
                other = again()
                text = ast.unparse(node)
            fits = other is not None and not other.failures and not other.suspects
            if fits and other is not None and len(other.made) == len(first.made) and other.freedom > first.freedom:
                mends.setdefault(node, text)
    own = set(nodes_in(function.node))
    if len(mends) > 1:  # what it takes may be made for it otherwise, which is not where to begin
        mends = {node: text for node, text in mends.items() if node in own}
    if len(mends) != 1:
        return None
    ((node, text),) = mends.items()
    return Forced(first.products[node], *first.suspects[0], text)


def _trial(
    machine: Machine,
    found: Found,
    functions: Sequence[Function],
    function: Function,
    ranks: Mapping[int, int],
    *,
    hasty: bool = False,
) -> Equations | None:
    """Run a function on generic arguments; give what was supposed, or None where that does not hold.

    A `hasty` trial ends at the first failure: then it gives None as well.
    """
    generic = Equations(machine, ranks, hasty=hasty)
    quiet = machine.muted
    try:
        first = first_of(found, function)
        machine.allow(_STEPS, loops=_LOOPS)
        machine.generic = generic
        machine.symbols.forget_rigid()
        machine.journal.begin()
        values = linked_arguments(machine, function, functions, first)
        run_function(machine, function, values, further_arguments(machine, function), None, None)
    except Raised:
        pass
    except BudgetSpent:
        return None
    except Exception as error:  # ours
        machine.failed(error, function.node, function.frame)
        return None
    finally:
        generic.conclude()
        machine.reset()
        machine.muted = quiet
        machine.generic = None
        machine.entered.add(function.node)
    return generic
