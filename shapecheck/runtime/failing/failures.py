"""A NumPy shape error explained after the fact, from the frame where it was raised. Nothing is run again."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import FrameType, TracebackType
from typing import Any

from shapecheck.core.array import Array, Origin
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.errors import ShapeError, SpecError, UnsupportedOperation
from shapecheck.explaining.explanation import explain_node
from shapecheck.expressions.source import Node
from shapecheck.expressions.steps import Explanation
from shapecheck.infer.lines import evaluate, span_of
from shapecheck.language import say
from shapecheck.ops.values import Value
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.complaints import Found
from shapecheck.runtime.failing.locate import Located, failing_node
from shapecheck.runtime.failing.owners import owner_of
from shapecheck.runtime.failing.readable import Readable, readable, root_of
from shapecheck.runtime.failing.unreadable import without_source
from shapecheck.runtime.measure import sizes_of
from shapecheck.runtime.source_text import read_source, short_path

__all__ = ["MARK", "explain_failure"]

_TRUTH = "The truth value of an array with "

MARK = "shapecheck: "
"""How a note begins, by which an error is known to be explained."""

# AxisError and LinAlgError are ValueErrors.
_EXPLAINED = (ValueError, IndexError, TypeError)
_SHAPE = re.compile(r"\((\d*(?:, ?\d+)*),?\)")


def explain_failure(
    error: BaseException, function: Callable[..., Any], boundary: Boundary, values: Mapping[str, object]
) -> None:
    """Add a note that explains an error, if it is a shape error of an operation that has a rule.

    Parameters
    ----------
    error : BaseException
        As it was caught in the wrapper of `function`.
    function : callable
        The decorated function, or the recording one in its place.
    boundary : Boundary
        Of the function.
    values : mapping
        The arguments of the call by name.
    """
    if not isinstance(error, _EXPLAINED) or isinstance(error, ShapeError | SpecError):
        return
    if any(note.startswith(MARK) for note in getattr(error, "__notes__", ())):
        return  # explained already, by a decorated function further in
    # The first entry is the wrapper's own frame, which shows as the user's.
    traceback = None if error.__traceback__ is None else error.__traceback__.tb_next
    # A function of an installed package is looked in only when there is no call of the user's further in.
    located = failing_node(traceback) or failing_node(traceback, getattr(function, "__code__", None))
    if located is None:
        unread = without_source(error, boundary.contract.function, traceback, values)
        if unread is not None:
            error.add_note(f"{MARK}{unread}")
        return
    diagnostic = _explained(located, error, boundary, values)
    if diagnostic is not None:
        error.add_note(f"{MARK}{_place(located)}: {diagnostic}")


def _explained(
    located: Located, error: BaseException, boundary: Boundary, values: Mapping[str, object]
) -> Diagnostic | None:
    """Word the failure of the operation, or give None where the rules see none there."""
    message = str(error)
    source = read_source(located.frame.f_code.co_filename, located.frame.f_globals, refresh=False)
    if source is None:
        return None
    text = "".join(source.lines)
    for root, failing in _roots(located, error):
        ready = readable(root, located.frame)
        names = _with_history(ready.names, located, text)
        try:
            explanation = explain_node(text, ready.root, names)
        except (UnsupportedOperation, SpecError):
            continue
        if explanation.failure is None or not _fails_at(explanation, failing, message):
            continue
        if ready.assumes and not _consistent(explanation, message):
            continue
        lines = tuple(_traced(line, ready, located, boundary, values) for line in explanation.failure.operands)
        return replace(explanation.failure, operands=lines)
    return None


def _roots(located: Located, error: BaseException) -> list[tuple[Node | ast.If, ast.AST]]:
    """Give the trees to evaluate, the whole statement first, so that help is tried on all of it."""
    node, statement = located.node, located.statement
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        fits = isinstance(statement, ast.Assign) and statement.targets == [node]
        return [(statement, node)] if fits and isinstance(statement, ast.Assign) else []
    is_asked = str(error).startswith(_TRUTH)
    if isinstance(node, ast.Tuple | ast.List) or is_asked:
        if _last(error.__traceback__) is not located.frame:
            return []  # somebody else's words
        if not is_asked:
            fits = isinstance(statement, ast.Assign) and statement.targets == [node]
            return [(statement, statement.value)] if fits and isinstance(statement, ast.Assign) else []
    roots: list[tuple[Node | ast.If, ast.AST]] = []
    whole = root_of(statement)
    if whole is not None and any(part is node for part in ast.walk(whole)):
        roots.append((whole, node))
    if isinstance(node, ast.expr | ast.AugAssign) and whole is not node:
        roots.append((node, node))
    if is_asked and isinstance(node, ast.expr):
        test = statement.test if isinstance(statement, ast.If | ast.While) else node
        roots.append((ast.copy_location(ast.If(test, [ast.Pass()], []), test), node))
    return roots


def _last(traceback: TracebackType | None) -> FrameType | None:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return None if traceback is None else traceback.tb_frame


def _fails_at(explanation: Explanation, node: ast.AST, message: str) -> bool:
    """Tell whether it is the operation that raised which fails by the rules; of a truth that is asked, a part of it."""
    if explanation.place is None or not hasattr(node, "lineno"):
        return False
    if isinstance(explanation.failure, Diagnostic) and explanation.failure.operation == "unpack":
        is_of_shape = isinstance(node, ast.Attribute) and node.attr == "shape"  # not of a list that is unpacked
        return (is_of_shape or bool(explanation.failure.operands)) and explanation.place == span_of(node)
    start, end = span_of(node)[:2], span_of(node)[2:]
    if message.startswith(_TRUTH):
        return start <= explanation.place[:2] and explanation.place[2:] <= end
    return explanation.place == (*start, *end)


def _consistent(explanation: Explanation, message: str) -> bool:
    """Tell whether the shapes that NumPy's message shows, if any, are those of the operands."""
    shown = {tuple(int(size) for size in found.split(",") if size.strip()) for found in _SHAPE.findall(message)}
    return shown <= {operand.shape.sizes for operand in explanation.steps[-1].operands}


def _with_history(names: dict[str, Value], located: Located, text: str) -> dict[str, Value]:
    """Give local arrays the origins that the statement which made them gives, where there is only one such."""
    stores = _stores(located.function_ast)
    result = dict(names)
    for name, value in names.items():
        made = stores.get(name, [])
        if not isinstance(value, Array) or len(made) != 1 or made[0].lineno >= located.line:
            continue
        root = root_of(made[0])
        if root is None:
            continue
        ready = readable(root, located.frame)
        if any(len(stores.get(operand.text, [])) > 1 for operand in ready.operands):
            continue
        try:
            found = evaluate(text, ready.root, ready.names)
        except (UnsupportedOperation, SpecError):
            continue
        if isinstance(found.result, Array) and found.failure is None and found.result.shape == value.shape:
            result[name] = replace(value, origins=_at_line(found.result, located, made[0].lineno) or value.origins)
    return result


def _at_line(made: Array, located: Located, line: int) -> tuple[Origin | None, ...]:
    path = short_path(located.frame.f_code.co_filename)
    return tuple(None if origin is None else replace(origin, path=path, line=line) for origin in made.origins)


def _stores(function: ast.AST) -> dict[str, list[ast.stmt]]:
    """Give the statements that assign each name, a name in a loop's or a comprehension's target several times."""
    found: dict[str, list[ast.stmt]] = {}
    pending: list[tuple[ast.AST, ast.stmt | None, bool]] = [(function, None, False)]
    while pending:
        node, statement, repeated = pending.pop()
        if isinstance(node, ast.stmt):
            statement = node
        repeated = repeated or isinstance(node, ast.For | ast.AsyncFor | ast.While | ast.comprehension)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) and statement is not None:
            found.setdefault(node.id, []).extend([statement] * (2 if repeated else 1))
        elif isinstance(node, ast.arg):
            found.setdefault(node.arg, []).extend([] if statement is None else [statement])
        pending += [(child, statement, repeated) for child in ast.iter_child_nodes(node)]
    return found


def _traced(
    line: OperandLine, ready: Readable, located: Located, boundary: Boundary, values: Mapping[str, object]
) -> OperandLine:
    """Say of an operand's line which argument it is, and what the callers call it."""
    parts = [line.origin] if line.origin else []
    for operand in ready.operands:
        whole = line.name in (operand.name, operand.text)
        if not (whole or re.match(rf"{re.escape(operand.text)}[.\[]", line.name)) or not sizes_of(operand.value):
            continue
        for found in boundary.known(values).arrays:
            if values.get(found.name) is operand.value and whole:
                parts.insert(0, f"{found.spec}" if found.name == line.name else _of_argument(found))
        owner = owner_of(operand.value, operand.name, located.frame)
        if owner is not None:
            parts.append(owner if whole else say("{name} is {owner}", name=operand.name, owner=owner))
        break
    return OperandLine(line.name, line.shape, "   ".join(parts))


def _of_argument(found: Found) -> str:
    return say("argument {name}: {spec}", name=found.name, spec=found.spec)


def _place(located: Located) -> str:
    return f"{short_path(located.frame.f_code.co_filename)}:{located.line}:{located.column + 1}"
