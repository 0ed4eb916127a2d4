"""Going on behind a statement that was given up in its middle: what it may have done is unknown, and that is told.

A program may take too many steps, and shapecheck may fail in what it did not foresee. Neither costs more than the
statement: what comes behind it is gone through.
"""

import ast

from shapecheck.core.array import Array
from shapecheck.infer.frames import Frame, find, names_in
from shapecheck.infer.machine import NEXT, RETURN, Machine
from shapecheck.infer.standing import Standing
from shapecheck.infer.values import ABSENT

__all__ = ["go_back", "go_on", "left_open"]

_ELSEWHERE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)  # what is in them is not done here
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def go_on(machine: Machine, error: Exception, statement: ast.stmt, frame: Frame, standing: Standing) -> int:
    """Go on behind a statement in which shapecheck itself failed; tell how it can end.

    Where it may be left in a way that only what is around it can follow, the error is raised again: that is given up
    as well.
    """
    go_back(machine, standing)
    returns, leaves = _ways_out(statement)
    if leaves:
        raise error
    machine.failed(error, statement, frame)
    left_open(machine, statement, frame)
    if not returns or isinstance(frame.body, ast.Module):
        return NEXT
    frame.returns.append(machine.opaque())
    frame.leaving.early = True
    return RETURN if isinstance(statement, ast.Return) else NEXT | RETURN


def go_back(machine: Machine, standing: Standing) -> None:
    """Leave what is being run inside of a statement."""
    while machine.journal.depth > standing.branches:
        machine.journal.take_back()
    del machine.running[standing.running :], machine.chosen[standing.running :]
    del machine.frames[standing.frames :]
    machine.conditions, machine.expected = standing.conditions, standing.expected
    machine.cut.intersection_update(machine.running)
    machine.guards, machine.muted = standing.guards, standing.muted
    machine.exits = standing.exits.copy()
    machine.early, machine.depth = standing.early, standing.depth


def left_open(machine: Machine, statement: ast.stmt, frame: Frame) -> None:
    """Write down that nothing is known of what a statement may have done."""
    names = names_in(ast.Module([statement], []))
    reached = [value for value in (find(frame, name) for name in names.free) if value is not ABSENT]
    held = [*frame.scope.cells.values(), *reached]
    machine.give_up(*held)
    for value in held if machine.merger.tells_apart else ():
        if isinstance(value, Array):
            machine.identities.change(value, machine.opaque())
    for name in names.local:
        machine.journal.write(frame.home(name), name, machine.opaque(name=name))


def _ways_out(statement: ast.stmt) -> tuple[bool, bool]:
    """Tell whether a function, and whether a loop around or a generator, may be left from inside a statement."""
    returns = leaves = False
    waiting: list[tuple[ast.AST, bool]] = [(statement, False)]
    while waiting:
        node, in_loop = waiting.pop()
        if isinstance(node, _ELSEWHERE):
            continue
        returns = returns or isinstance(node, ast.Return)
        leaves = leaves or isinstance(node, (ast.Yield, ast.YieldFrom))
        leaves = leaves or (isinstance(node, (ast.Break, ast.Continue)) and not in_loop)
        for name, value in ast.iter_fields(node):
            inside = in_loop or (isinstance(node, _LOOPS) and name == "body")
            waiting += [(part, inside) for part in (value if isinstance(value, list) else [value]) if _is_node(part)]
    return returns, leaves


def _is_node(value: object) -> bool:
    return isinstance(value, ast.AST)
