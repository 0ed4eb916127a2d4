"""What the parameters of a function stand for in a call: each value is bound to one of them, the rest to defaults."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.infer.frames import Frame, Scope, names_in
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import nodes_in, once, positional
from shapecheck.infer.values import ABSENT, Function, Rest, Value

__all__ = ["bind", "leave_open", "takes_turns"]


def bind(
    machine: Machine, function: Function, values: Sequence[Value], keywords: Mapping[str, Value], frame: Frame
) -> bool:
    """Give the parameters their values; tell whether the call fits them. An ABSENT one at the end is for any others."""
    arguments = function.node.args
    if values and values[-1] is ABSENT:
        values = values[:-1]
        leave_open(machine, arguments, frame.scope)
    by_position = positional(arguments)
    cells = frame.scope.cells
    for parameter, value in zip(by_position, values, strict=False):
        cells[parameter.arg] = value
    if len(values) > len(by_position):
        if arguments.vararg is None:
            return False
        cells[arguments.vararg.arg] = tuple(values[len(by_position) :])
    elif arguments.vararg is not None:
        cells.setdefault(arguments.vararg.arg, ())
    names = {parameter.arg for parameter in (*arguments.args, *arguments.kwonlyargs)}
    others: dict[Value, Value] = {}
    for name, value in keywords.items():
        if name in names:
            cells[name] = value
        elif arguments.kwarg is None:
            return False
        else:
            others[name] = value
    if arguments.kwarg is not None:
        cells.setdefault(arguments.kwarg.arg, machine.dictionary(others))
    for parameter, default in zip(reversed(by_position), reversed(function.defaults), strict=False):
        cells.setdefault(parameter.arg, default)
    for name, default in function.keyword_defaults.items():
        cells.setdefault(name, default)
    return all(parameter.arg in cells for parameter in (*by_position, *arguments.kwonlyargs))


def leave_open(machine: Machine, arguments: ast.arguments, scope: Scope) -> None:
    """Let a function that nothing calls have any further arguments that it takes."""
    if arguments.vararg is not None:
        scope.cells[arguments.vararg.arg] = machine.opaque("tuple", arguments.vararg.arg)
    if arguments.kwarg is not None:
        scope.cells[arguments.kwarg.arg] = machine.dictionary({Rest: machine.opaque()})


@once
def takes_turns(node: ast.AST) -> bool:
    """Tell whether a function is a generator whose `yield`s its caller may go on at: none is within loops in loops.

    The turns of such loops would multiply with those of the caller's.
    """
    names = names_in(node)
    if not names.generates or names.delegates:
        return False
    loops = [inner for inner in nodes_in(node) if isinstance(inner, (ast.For, ast.While))]
    inner = [loop for outer in loops for loop in nodes_in(outer) if loop in loops and loop is not outer]
    return not any(isinstance(part, ast.Yield) for loop in inner for part in nodes_in(loop))
