"""The handlers of a `try`: which exceptions they take, and which of them expect an operation to fail.

An error is expected where the handler that takes it goes on: quietly, with another item, with something else in its
place. A handler that raises again or ends the program protects nothing, and neither does one that only prints what
happened, or logs it at the program's end: unless the body is one operation, shown to fail, or says that it must fail.
"""

import ast
import builtins
from collections.abc import Iterator, Sequence

from shapecheck.infer.failures import ERRORS_OF_NAMES, ERRORS_OF_SHAPES
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import Bound, Class, Function, Library, Native, Opaque, Value

__all__ = ["ENDING", "OPERATIONS", "Names", "expected_by", "kinds_of", "may_take", "surely_takes"]

ENDING = frozenset(
    {"sys.exit", "os._exit", "builtins.exit", "builtins.quit", "os.abort", "pytest.fail", "pytest.skip", "pytest.xfail"}
)
_PRINTING = frozenset(
    """builtins.print sys.stderr.write sys.stdout.write traceback.print_exc traceback.print_exception
    traceback.print_stack""".split()
)
_WAITING = frozenset({"builtins.input", "pdb.post_mortem", "pdb.set_trace", "sys.stderr.flush", "sys.stdout.flush"})
_LOGGING = frozenset("critical debug error exception fatal info log print warn warning".split())
# NumPy's own exceptions, by the built-in ones that they are.
_OF_NUMPY = {"LinAlgError": (ValueError,), "AxisError": (ValueError, IndexError)}

OPERATIONS = (ast.Call, ast.BinOp, ast.Subscript, ast.UnaryOp, ast.Compare)

Names = frozenset[str]


def kinds_of(machine: Machine, handler: ast.ExceptHandler, frame: Frame) -> Iterator[type[BaseException] | None]:
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


def may_take(machine: Machine, handler: ast.ExceptHandler, names: Names | None, frame: Frame) -> bool:
    """Tell whether a handler may be reached by what a body raises."""
    if names is None:
        return True
    kinds = list(kinds_of(machine, handler, frame))
    return bool(names) and (None in kinds or any(_is_taken(name, kinds) for name in names))


def surely_takes(machine: Machine, handler: ast.ExceptHandler, names: Names | None, frame: Frame) -> bool:
    """Tell whether a handler takes whatever a body raises."""
    return names is not None and all(_is_taken(name, list(kinds_of(machine, handler, frame))) for name in names)


def _is_taken(name: str, kinds: Sequence[type[BaseException] | None]) -> bool:
    raised: type[BaseException] = getattr(builtins, name)
    return any(kind is not None and issubclass(raised, kind) for kind in kinds)


# Which of them expect an operation to fail


_TOLD = ERRORS_OF_SHAPES | ERRORS_OF_NAMES  # what the linter tells of


def expected_by(machine: Machine, node: ast.Try | ast.TryStar, frame: Frame) -> Iterator[Names]:
    """Yield for each handler the errors of wrong shapes that it takes and goes on quietly.

    One that raises another exception in their place hands them on to whoever expects that. An exception of the program
    is expected by the name of its class.
    """
    for handler in node.handlers:
        if _ends(machine, handler.body, frame) and not _is_handed_on(machine, handler, frame):
            continue
        kinds = list(kinds_of(machine, handler, frame))
        for_it = Exception not in kinds and BaseException not in kinds  # whoever takes a kind expects it
        if (
            _only_says(machine, handler, node, frame)
            and not _must_fail(machine, [*node.body, *node.orelse], frame)
            and not _is_shown(machine, node.body, frame, for_it)
        ):
            continue
        told = _TOLD if None in kinds else frozenset(name for name in _TOLD if _is_taken(name, kinds))
        yield told | {one.__name__ for one in kinds if one is not None} | set(_own_kinds(machine, handler, frame))


def ended_by(machine: Machine, node: ast.Try | ast.TryStar, frame: Frame) -> Iterator[Names]:
    """Yield for each handler the errors of wrong shapes that nobody further out is given, as it ends the program.

    It may do so by an exception in their place that nobody expects.
    """
    for handler in node.handlers:
        last = handler.body[-1]
        again = isinstance(last, ast.Raise) and not isinstance(last.exc, ast.Call)  # perhaps the same exception
        kinds = list(kinds_of(machine, handler, frame))
        ends = not again and None not in kinds and _ends(machine, handler.body, frame)
        if ends and not _is_handed_on(machine, handler, frame):
            yield frozenset(name for name in _TOLD if _is_taken(name, kinds))


def _own_kinds(machine: Machine, handler: ast.ExceptHandler, frame: Frame) -> Iterator[str]:
    """Yield the exceptions of the program's own that a handler takes, by name."""
    for part in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
        value = None if part is None else machine.peek(part, frame)
        if isinstance(value, Class):
            yield _name_of_own(value)


def _name_of_own(kind: Class) -> str:
    return f"{kind.name} at {id(kind.node)}"


def _is_handed_on(machine: Machine, handler: ast.ExceptHandler, frame: Frame) -> bool:
    """Tell whether a handler ends by raising an exception that somebody further out expects, or one not known."""
    last = handler.body[-1]
    kind = last.exc if isinstance(last, ast.Raise) else None
    found = None if kind is None else machine.peek(kind.func if isinstance(kind, ast.Call) else kind, frame)
    if isinstance(found, Opaque):
        return bool(machine.expected)
    names: set[str] = set()
    for own in found.lineage() if isinstance(found, Class) else ():
        names.add(_name_of_own(own))
        names.update(name for base in own.bases if isinstance(base, Native) for name in _names_of(base))
    return not machine.expected.isdisjoint(names | set(_names_of(found)))


def _names_of(kind: Value) -> Iterator[str]:
    """Yield the names of a built-in exception and of those that it is one of."""
    found = getattr(builtins, kind.name.rpartition(".")[2], None) if isinstance(kind, Native) else None
    yield from (one.__name__ for one in found.__mro__ if found is not object) if isinstance(found, type) else ()


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
        inner = [part for part in nodes_in(statement) if isinstance(part, OPERATIONS)]
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
