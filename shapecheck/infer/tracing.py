"""Where rooms tell the trace of a run on layers what a loop does."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from shapecheck.infer.machine import Machine

__all__ = ["end_turn", "traced_loop"]


@contextmanager
def traced_loop(machine: Machine, node: ast.AST) -> Iterator[None]:
    """Run a loop, which is one part of the trace, if one is wanted."""
    trace = None if machine.muted else machine.trace
    if trace is not None:
        trace.begin_loop(node)
    try:
        yield
    finally:
        if trace is not None:
            trace.end_loop()


def end_turn(machine: Machine) -> None:
    """Note that a turn of the innermost loop is over."""
    if machine.trace is not None and not machine.muted:
        machine.trace.end_turn()
