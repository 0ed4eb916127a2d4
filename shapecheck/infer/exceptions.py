"""`try`: what a body may raise, and each way out of it; `finally`."""

import ast
import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shapecheck.infer.failures import ERRORS_OF_NAMES
from shapecheck.infer.frames import Frame
from shapecheck.infer.handlers import OPERATIONS, Names, ended_by, expected_by, kinds_of, may_take, surely_takes
from shapecheck.infer.machine import NEXT, RAISE, Machine, Raised
from shapecheck.infer.targets import assign
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.values import Native, Opaque
from shapecheck.ops.table import lookup

__all__ = ["try_"]

_IMPORTS = (ast.Import, ast.ImportFrom)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Pass, *_IMPORTS)
_PARTS = (ast.Name, ast.alias, ast.Constant, ast.Attribute, ast.Tuple, ast.List, ast.keyword, ast.Slice, *_SIMPLE)


def try_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `try`: each way out of it goes through `finally` with what is known on that way."""
    assert isinstance(node, (ast.Try, ast.TryStar))
    if not node.finalbody:
        return _try_and_handle(machine, node, frame)
    given = len(frame.returns)
    machine.journal.begin()
    try:
        ends = _try_and_handle(machine, node, frame)
    finally:
        written = machine.journal.keep()
    inside = len(frame.returns)
    last = NEXT
    raises = bool(written) and _raising(machine, node.body, frame, machine.proved) != _Raising(frozenset())
    if ends != NEXT or raises:  # it may be left from anywhere
        machine.journal.begin()
        try:
            machine.weaken(written)
            last = machine.execute(node.finalbody, frame)
        except Raised:
            last = RAISE
        finally:
            machine.journal.take_back()
    if ends & NEXT:
        del frame.returns[inside:]
        last = machine.execute(node.finalbody, frame)
    if not last & NEXT:
        del frame.returns[given:inside]  # what it returns itself is returned in place of all else
        return last
    return ends | last


@dataclass(frozen=True, slots=True)
class _Raising:
    """What a body may raise: the names of exceptions, None for any; `exact` where it raises at one place only."""

    names: Names | None
    exact: bool = False


def _try_and_handle(machine: Machine, node: ast.Try | ast.TryStar, frame: Frame) -> int:
    expected = frozenset().union(*expected_by(machine, node, frame))
    ended = frozenset().union(*ended_by(machine, node, frame)) - expected
    outer, machine.proved = machine.proved, set()
    machine.journal.begin()
    try:
        with machine.expecting(expected, ended), machine.exits.handling(bool(node.handlers)):
            flow = machine.execute(node.body, frame)
    except Raised:
        flow = RAISE
    finally:
        written = machine.journal.take_back()
        proved, machine.proved = machine.proved, outer
        machine.proved |= proved
    raising = _raising(machine, node.body, frame, proved)
    if flow == RAISE and not raising.exact:
        raising = _Raising(None)  # whatever its text says
    handlers = [handler for handler in node.handlers if may_take(machine, handler, raising.names, frame)]
    taken = any(surely_takes(machine, handler, raising.names, frame) for handler in handlers)

    def completed() -> int:
        for cell, values in written.items():
            machine.journal.put(cell, values[-1])
        if not flow & NEXT:
            return flow & ~RAISE if taken or (handlers and raising.names is None) else flow
        return (flow & ~NEXT) | machine.execute(node.orelse, frame)

    def handled(handler: ast.ExceptHandler) -> int:
        if raising.exact:
            for cell, values in written.items():
                machine.journal.put(cell, values[-1])
        else:
            machine.weaken(written)
        if handler.name:
            assign(machine, ast.Name(handler.name, ast.Store()), machine.opaque(), None, frame)
        with machine.expecting(_of_versions(machine, handler, frame)):
            return run(handler)

    def run(handler: ast.ExceptHandler) -> int:
        if raising.names is not None or not flow & ~RAISE:
            return machine.execute(handler.body, frame)
        # Whether the body raises may depend on what its operands are: on others than are known here, perhaps.
        asked = ast.copy_location(ast.Tuple(_expressions(node.body), ast.Load()), node)
        return machine.under(asked, True, frame, lambda: machine.execute(handler.body, frame))

    runs: list[Callable[[], int]] = [completed]
    runs.extend(lambda handler=handler: handled(handler) for handler in handlers)  # type: ignore[misc]
    return completed() if not handlers else machine.fork(runs)


def _of_versions(machine: Machine, handler: ast.ExceptHandler, frame: Frame) -> Names:
    """Return the errors of names that a version does not have, where a handler is for them: its names are another's."""
    kinds = [kind for kind in kinds_of(machine, handler, frame) if kind is not None]
    missing = any(issubclass(kind, (AttributeError, ImportError)) for kind in kinds)
    return ERRORS_OF_NAMES if missing else frozenset()


def _expressions(body: Sequence[ast.stmt]) -> list[ast.expr]:
    return [part for statement in body for part in ast.iter_child_nodes(statement) if isinstance(part, ast.expr)]


# What a body may raise


def _raising(machine: Machine, body: Sequence[ast.stmt], frame: Frame, proved: set[ast.AST]) -> _Raising:
    """Return what a body that was run may raise: nothing, where all that it does is known to succeed."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            kind = _kind_of_raise(machine, statement, frame)
            return _Raising(None if kind is None else frozenset({kind}), kind is not None)
        if not isinstance(statement, _SIMPLE) or not all(
            _succeeds(machine, part, frame, proved) for part in nodes_in(statement)
        ):
            return _Raising(None)
    return _Raising(frozenset())


def _succeeds(machine: Machine, node: ast.AST, frame: Frame, proved: set[ast.AST]) -> bool:
    """Tell whether a part of a body is known to raise nothing; the parts of it are asked apart."""
    is_unpacked = isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)
    if is_unpacked or isinstance(node, (*OPERATIONS, *_IMPORTS)):
        return node in proved
    if isinstance(node, ast.Attribute):
        if node in proved:
            return True
        found = machine.peek(node, frame)
        return isinstance(node.ctx, ast.Load) and isinstance(found, Native) and lookup(found.name) is not None
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return not isinstance(machine.peek(node, frame), Opaque)
    return isinstance(node, _PARTS)


def _kind_of_raise(machine: Machine, node: ast.Raise, frame: Frame) -> str | None:
    """Return the name of the built-in exception that a statement raises; None for any other one."""
    kind = node.exc
    if isinstance(kind, ast.Call):
        if not all(isinstance(part, ast.Constant) for part in kind.args) or kind.keywords:
            return None
        kind = kind.func
    found = None if kind is None else machine.peek(kind, frame)
    name = found.name.removeprefix("builtins.") if isinstance(found, Native) else ""
    return name if isinstance(getattr(builtins, name, None), type) else None
