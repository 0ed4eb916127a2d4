"""`try`: what a body may raise, which handlers take it, which of them expect an operation to fail; `finally`.

An error is expected where the handler that takes it goes on: quietly, with another item, with something else in its
place. A handler that raises again or ends the program protects nothing, and neither does one that only prints what
happened, or logs it at the program's end: unless the body is one operation, shown to fail, or says that it must fail.
"""

import ast
import builtins
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shapecheck.infer.failures import ERRORS_OF_NAMES, ERRORS_OF_SHAPES
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import NEXT, RAISE, Machine, Raised
from shapecheck.infer.targets import assign
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import Bound, Class, Function, Library, Native, Opaque, Value
from shapecheck.ops.table import lookup

__all__ = ["ENDING", "try_"]

ENDING = frozenset(
    {"sys.exit", "os._exit", "builtins.exit", "builtins.quit", "os.abort", "pytest.fail", "pytest.skip", "pytest.xfail"}
)
_PRINTING = frozenset(
    """builtins.print sys.stderr.write sys.stdout.write traceback.print_exc traceback.print_exception
    traceback.print_stack""".split()
)
_WAITING = frozenset({"builtins.input", "pdb.post_mortem", "pdb.set_trace", "sys.stderr.flush", "sys.stdout.flush"})
_LOGGING = frozenset("critical debug error exception fatal info log print warn warning".split())
_IMPORTS = (ast.Import, ast.ImportFrom)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Pass, *_IMPORTS)
_PARTS = (ast.Name, ast.alias, ast.Constant, ast.Attribute, ast.Tuple, ast.List, ast.keyword, ast.Slice, *_SIMPLE)
_OPERATIONS = (ast.Call, ast.BinOp, ast.Subscript, ast.UnaryOp, ast.Compare)
# NumPy's own exceptions, by the built-in ones that they are.
_OF_NUMPY = {"LinAlgError": (ValueError,), "AxisError": (ValueError, IndexError)}

Names = frozenset[str]


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
    expected = frozenset().union(*_expected(machine, node, frame))
    outer, machine.proved = machine.proved, set()
    machine.journal.begin()
    try:
        with machine.expecting(expected), machine.exits.handling(bool(node.handlers)):
            flow = machine.execute(node.body, frame)
    except Raised:
        flow = RAISE
    finally:
        written = machine.journal.take_back()
        proved, machine.proved = machine.proved, outer
        machine.proved |= proved
    raising = _raising(machine, node.body, frame, proved)
    handlers = [handler for handler in node.handlers if _may_take(machine, handler, raising.names, frame)]
    taken = any(_surely_takes(machine, handler, raising.names, frame) for handler in handlers)

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
    kinds = [kind for kind in _kinds(machine, handler, frame) if kind is not None]
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
    if isinstance(node, (*_OPERATIONS, *_IMPORTS)):
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


# Which handlers take it


def _kinds(machine: Machine, handler: ast.ExceptHandler, frame: Frame) -> Iterator[type[BaseException] | None]:
    """Yield the built-in exceptions that a handler takes; None for one that is not known."""
    if handler.type is None:
        yield BaseException
        return
    for part in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
        value = machine.peek(part, frame)
        name = value.name.rpartition(".")[2] if isinstance(value, Native) else ""
        if name in _OF_NUMPY:
            yield from _OF_NUMPY[name]
            continue
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            yield found
        elif not isinstance(value, Class):  # what NumPy raises is of no class of the program
            yield None


def _may_take(machine: Machine, handler: ast.ExceptHandler, names: Names | None, frame: Frame) -> bool:
    """Tell whether a handler may be reached by what a body raises."""
    if names is None:
        return True
    kinds = list(_kinds(machine, handler, frame))
    return bool(names) and (None in kinds or any(_is_taken(name, kinds) for name in names))


def _surely_takes(machine: Machine, handler: ast.ExceptHandler, names: Names | None, frame: Frame) -> bool:
    return names is not None and all(_is_taken(name, list(_kinds(machine, handler, frame))) for name in names)


def _is_taken(name: str, kinds: Sequence[type[BaseException] | None]) -> bool:
    raised: type[BaseException] = getattr(builtins, name)
    return any(kind is not None and issubclass(raised, kind) for kind in kinds)


# Which of them expect an operation to fail


_TOLD = ERRORS_OF_SHAPES | ERRORS_OF_NAMES  # what the linter tells of


def _expected(machine: Machine, node: ast.Try | ast.TryStar, frame: Frame) -> Iterator[Names]:
    """Yield for each handler the errors of wrong shapes that it takes and goes on quietly."""
    for handler in node.handlers:
        if _ends(machine, handler.body, frame):
            continue
        kinds = list(_kinds(machine, handler, frame))
        for_it = Exception not in kinds and BaseException not in kinds  # whoever takes a kind expects it
        if (
            _only_says(machine, handler, node, frame)
            and not _must_fail(machine, [*node.body, *node.orelse], frame)
            and not _is_shown(machine, node.body, frame, for_it)
        ):
            continue
        yield _TOLD if None in kinds else frozenset(name for name in _TOLD if _is_taken(name, kinds))


def _ends(machine: Machine, body: Sequence[ast.stmt], frame: Frame) -> bool:
    """Tell whether statements always raise or end the program."""
    for statement in body:
        match statement:
            case ast.Raise():
                return True
            case ast.Expr(ast.Call(function)) if _name_of(machine, function, frame) in ENDING:
                return True
            case ast.If(_, then, otherwise) if _ends(machine, then, frame) and _ends(machine, otherwise, frame):
                return True
            case _ if any(isinstance(part, (ast.Return, ast.Continue, ast.Break)) for part in nodes_in(statement)):
                return False  # it goes on from some errors
    return False


def _only_says(machine: Machine, handler: ast.ExceptHandler, node: ast.Try | ast.TryStar, frame: Frame) -> bool:
    """Tell whether a handler says what happened and does no more: it prints it, or logs it where the program ends.

    In a loop it goes on with the next turn.
    """
    prints = logs = False
    for statement in handler.body:
        match statement:
            case ast.Pass() | ast.Return(None) | ast.Return(ast.Constant(None)):
                pass
            case ast.Assign([ast.Name(name)]) if not _is_read_elsewhere(frame.body, handler, name):
                pass
            case ast.Expr(ast.Call(function) as call):
                owner, _, last = _name_of(machine, function, frame).rpartition(".")
                if _says(machine, call, frame):
                    prints = True
                elif last in _LOGGING and owner.startswith("logging"):
                    logs = True
                elif f"{owner}.{last}" not in _WAITING:
                    return False
            case ast.Expr(ast.Constant()):
                pass
            case _:
                return False
    return (prints and not frame.loops) or (logs and _ends_program(machine, node, frame))


def _is_read_elsewhere(body: ast.AST, handler: ast.ExceptHandler, name: str) -> bool:
    inside = {part for part in nodes_in(handler) if isinstance(part, ast.Name) and part.id == name}
    return any(isinstance(part, ast.Name) and part.id == name and part not in inside for part in nodes_in(body))


def _ends_program(machine: Machine, node: ast.stmt, frame: Frame) -> bool:
    """Tell whether nothing is run behind a statement: in its body, in that which calls it, and so on."""
    at = next((at for at, own in enumerate(machine.frames) if own.leaving is frame.leaving), None)
    if at is None or node not in _last_in(frame.body):
        return False
    if isinstance(frame.body, ast.Module):
        return True
    caller = frame.caller
    return (
        caller is not None
        and at > 0
        and any(
            isinstance(last, (ast.Expr, ast.Return))
            and caller.node in nodes_in(last)
            and _ends_program(machine, last, machine.frames[at - 1])
            for last in _last_in(machine.frames[at - 1].body)
        )
    )


@once
def _last_in(body: ast.AST) -> frozenset[ast.stmt]:
    """Return the statements of a body behind which nothing of it is run, those inside of others included."""
    found: set[ast.stmt] = set()
    waiting: list[ast.AST] = [body]
    while waiting:
        node = waiting.pop()
        for block in ("body", "orelse", "finalbody"):
            inner = getattr(node, block, None)
            if isinstance(inner, list) and inner:
                found.add(inner[-1])
                if isinstance(inner[-1], (ast.If, ast.With, ast.Try)):
                    waiting.append(inner[-1])
    return frozenset(found)


def _must_fail(machine: Machine, body: Sequence[ast.stmt], frame: Frame) -> bool:
    """Tell whether a body that is gone through to its end says that this is wrong: `raise AssertionError`."""
    match body[-1]:
        case ast.Raise(kind):
            return kind is None or not any(getattr(part, "id", "") == "SystemExit" for part in nodes_in(kind))
        case ast.Assert(ast.Constant(value)):
            return not value
        case ast.Expr(ast.Call(function, arguments)):
            name = _name_of(machine, function, frame)
            if name in {"pytest.fail", "unittest.TestCase.fail"} or getattr(function, "attr", "") == "fail":
                return True
            return name in ENDING and any(isinstance(part, ast.Constant) and part.value for part in arguments)
    return False


def _is_shown(machine: Machine, body: Sequence[ast.stmt], frame: Frame, for_it: bool) -> bool:
    """Tell whether a body is one operation, besides what prints: a demonstration of an error.

    What makes arrays of plain numbers is none `for_it`, where the handler takes a kind of error.
    """
    count = 0
    for statement in body:
        inner = [part for part in nodes_in(statement) if isinstance(part, _OPERATIONS)]
        if for_it:
            inner = [part for part in inner if not _is_plain(part)]
        for part in inner:
            if isinstance(part, ast.Call) and isinstance(
                machine.peek(part.func, frame), (Function, Bound, Class, Opaque)
            ):
                return False
        prints = {part for part in inner if isinstance(part, ast.Call) and _says(machine, part, frame)}
        count += len(inner) > len(prints)
    return count <= 1


def _is_plain(node: ast.AST) -> bool:
    """Tell whether a call is given plain numbers and texts only."""
    given = [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else [node]
    return isinstance(node, (ast.Call, ast.UnaryOp)) and all(
        isinstance(part, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context))
        for one in given
        for part in ast.walk(one)
    )


def _says(machine: Machine, call: ast.Call, frame: Frame) -> bool:
    return _name_of(machine, call.func, frame) in _PRINTING


def _name_of(machine: Machine, function: ast.expr, frame: Frame) -> str:
    """Return the full name of a function that is not of the program, as far as it is known."""
    found: Value = machine.peek(function, frame)
    if isinstance(found, Native):
        return found.name
    owner = machine.peek(function.value, frame) if isinstance(function, ast.Attribute) else None
    if isinstance(owner, (Native, Library)) and isinstance(function, ast.Attribute):
        return f"{owner.name}.{function.attr}"  # of an object of another library
    return found.name if isinstance(found, Opaque) else ""
