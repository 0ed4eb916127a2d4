"""Generator functions: a call makes an iterator, and the body is run when that is gone through.

A `for` or a `with` takes turns with the body; whoever else goes through it is given its items all at once.
"""

import ast
from collections.abc import Callable
from typing import TypeAlias

from shapecheck.infer.binding import takes_turns
from shapecheck.infer.budget import is_followed
from shapecheck.infer.frames import Frame, Lasts, Leaving, Receiver, Suspended
from shapecheck.infer.iterators import lazily
from shapecheck.infer.machine import NEXT, RAISE, RETURN, Machine, Raised
from shapecheck.infer.members import decorators
from shapecheck.infer.values import Contents, Function, Value

__all__ = ["gather", "iterator"]

Body: TypeAlias = Callable[[Leaving, Receiver], object]
"""Runs the body of a generator function in a frame of its own."""


def iterator(machine: Machine, function: Function, body: Body, node: ast.AST, frame: Frame) -> Value:
    """Give the iterator that a call of a generator function gives."""
    if node in machine.suspended and takes_turns(function.node):
        made = machine.stream(machine.opaque(), None, "generator")
        made.cells["suspended"] = Suspended(lambda take: _run(machine, function, body, Receiver(take)))
        return made

    def make() -> Contents:
        if not is_followed(machine, function, node, frame):
            return machine.stream(machine.opaque(), None).contents
        receiver = Receiver(None, machine.exits.stops)
        ends = _run(machine, function, body, receiver)
        if not ends & (NEXT | RETURN) and not receiver.stops:
            raise Raised
        if receiver.items is not None:
            return Contents(tuple(receiver.items))
        return machine.stream(receiver.element, None).contents

    return lazily(machine, make, lasts=Lasts.UNCHANGED)


def _run(machine: Machine, function: Function, body: Body, receiver: Receiver) -> int:
    """Run the body of a generator; tell how it ends."""
    machine.journal.begin()
    leaving = Leaving(machine.journal.depth)
    machine.running.append(function.node)
    machine.chosen.append(machine.choices)
    try:
        with machine.exits.of_call():
            body(leaving, receiver)
    except Raised:
        receiver.ends = RAISE
    finally:
        written = machine.journal.keep()
        machine.running.pop()
        machine.chosen.pop()
    if leaving.early:
        machine.weaken(written)
    return receiver.ends


def gather(machine: Machine, function: Function, frame: Frame, receiver: Receiver, *, exact: bool) -> None:
    """Note what the body of a generator gave: item by item where it was run without a choice."""
    if exact or "contextmanager" in decorators(function):
        receiver.items = frame.yields
    receiver.element = machine.any_of(frame.yields)
