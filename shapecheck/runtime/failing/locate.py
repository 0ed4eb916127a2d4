"""Which expression of the user's source raised, found from code positions (PEP 657); nothing is run again.

Every instruction carries the span of the expression it was compiled from. The traceback says which instruction was
running, and the tree of the file says which node has that span.

References
----------
PEP 657, "Include Fine Grained Error Locations in Tracebacks".
"""

from __future__ import annotations

import ast
import dis
import os
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import CodeType, FrameType, TracebackType

from shapecheck.runtime.failing.operands import operand_values
from shapecheck.runtime.source_text import Source, column_in_characters, read_source

__all__ = ["Located", "failing_node", "is_library_file", "operand_values"]

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Module
Span = tuple[int, int, int, int]

_OPERATIONS = (ast.BinOp, ast.AugAssign, ast.Call, ast.Subscript, ast.Compare, ast.UnaryOp)
_SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """An operation of the user's source that raised.

    Attributes
    ----------
    frame : frame
        Where it ran. It keeps every local alive: use it and let it go.
    node : ast.expr or ast.stmt
        The innermost node with the span of the instruction: a `Call` for a call, a `BinOp` for `W @ A`, the
        `AugAssign` statement for `W -= dW`, a `Subscript` to be stored for `grads[0] = ...`, the `Tuple` of
        targets for an unpacking, the tested expression where its truth was asked. Shared: not to be changed.
    source_segment : str
        The text of the node as written, line ends included.
    line, column : int
        Where it begins: the line from 1, the column from 0 in characters.
    statement : ast.stmt or None
        The innermost statement around the node; None in a lambda of a decorator or the like.
    function_ast : ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda or ast.Module
        The innermost function around the node, or the module.
    module_ast : ast.Module
        The file.
    """

    frame: FrameType
    node: ast.expr | ast.stmt
    source_segment: str
    line: int
    column: int
    statement: ast.stmt | None
    function_ast: Scope
    module_ast: ast.Module


def failing_node(traceback: TracebackType | None, code: CodeType | None = None) -> Located | None:
    """Give the operation that raised, in the user's own code.

    Parameters
    ----------
    traceback : traceback or None
        The exception's `__traceback__`.
    code : code object, optional
        Look in the deepest call of this function (for one made by `recording`, its new `__code__`) or of what is
        defined inside it. If left out: in the deepest call that is of no library and has a source.

    Returns
    -------
    Located or None
        None where it is not known: no such call, no source, a source edited since, or, under
        `python -X no_debug_ranges`, more than one candidate on the line. Never a guess.

    Examples
    --------
    >>> failing_node(None) is None
    True
    """
    codes = None if code is None else set(_codes_within(code))
    for frame, instruction in reversed(list(_calls(traceback))):
        if frame.f_code not in codes if codes is not None else is_library_file(frame.f_code.co_filename):
            continue
        source = read_source(frame.f_code.co_filename, frame.f_globals)
        if source is not None:
            return _located(frame, instruction, source)
        if codes is not None:
            return None
    return None


def is_library_file(filename: str) -> bool:
    """Tell whether a file is not the user's: of an installed package, the standard library, or this folder."""
    if filename.startswith("<frozen ") or filename == "<__array_function__ internals>":
        return True
    path = os.path.normcase(os.path.abspath(filename))
    parts = path.split(os.sep)
    return "site-packages" in parts or "dist-packages" in parts or path.startswith(_LIBRARY_FOLDERS)


def _library_folders() -> tuple[str, ...]:
    """Give the folders of the standard library, and this one, whose wrappers stand between the user's calls."""
    paths = sysconfig.get_paths()
    folders = {paths["stdlib"], paths["platstdlib"], os.path.dirname(os.path.dirname(__file__))}
    return tuple(sorted(os.path.normcase(os.path.abspath(folder)) + os.sep for folder in folders))


_LIBRARY_FOLDERS = _library_folders()


def _calls(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    """Walk a traceback from the outermost call in, with the offset of the instruction in each."""
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lasti
        traceback = traceback.tb_next


def _codes_within(code: CodeType) -> Iterator[CodeType]:
    """Give a code object and those of the functions and comprehensions in it."""
    pending = [code]
    while pending:
        yield (inner := pending.pop())
        pending += [constant for constant in inner.co_consts if isinstance(constant, CodeType)]


def _located(frame: FrameType, instruction: int, source: Source) -> Located | None:
    """Find the node of an instruction in the tree of its file."""
    if instruction < 0:
        return None
    code = frame.f_code
    # An instruction is two bytes, and there is one position for each.
    line, end_line, column, end_column = next(islice(code.co_positions(), instruction // 2, None), (None,) * 4)
    if line is None:
        return None
    if end_line is None or column is None or end_column is None:
        found = _only_candidate(source.tree, code, instruction, line)
    else:
        found = _with_span(source.tree, (line, column, end_line, end_column))
    if found is None:
        return None
    node, path = found
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        # Python 3.11 gives the question whether a test is true the span of the whole statement.
        path, node = [*path, node], node.test
    scopes = [n for n in path if isinstance(n, Scope | ast.ClassDef) and _holds(n, node)]
    if not _agrees(scopes[-1], node, code, instruction):
        return None
    functions = [scope for scope in scopes if isinstance(scope, Scope)]
    statements = [n for n in [*path, node] if isinstance(n, ast.stmt)]
    return Located(
        frame=frame,
        node=node,
        source_segment=source.segment(node),
        line=node.lineno,
        column=column_in_characters(source, node.lineno, node.col_offset),
        statement=statements[-1] if statements else None,
        function_ast=functions[-1],
        module_ast=source.tree,
    )


def _holds(scope: Scope | ast.ClassDef, node: ast.expr | ast.stmt) -> bool:
    """Tell whether a node is in the body of a scope, and not in its decorators, defaults or bases."""
    match scope:
        case ast.Module():
            return True
        case ast.Lambda(body=body):
            return (node.lineno, node.col_offset) >= (body.lineno, body.col_offset)
    return (node.lineno, node.col_offset) >= _start(scope.body[0])


def _start(statement: ast.stmt) -> tuple[int, int]:
    """Give the line and column where a statement begins, with its decorators."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([(statement.lineno, statement.col_offset), *((d.lineno, 0) for d in decorators)])


def _agrees(scope: Scope | ast.ClassDef, node: ast.expr | ast.stmt, code: CodeType, instruction: int) -> bool:
    """Tell whether a node can be what was compiled: a file that was edited since may have another in its place."""
    match scope:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            # A comprehension is a code object of its own before Python 3.12, with a name in angle brackets.
            if not code.co_name.startswith("<") and (code.co_name, code.co_firstlineno) != (name, _start(scope)[0]):
                return False
    current = next((i for i in dis.get_instructions(code) if i.offset == instruction), None)
    if current is None or current.opname != "BINARY_OP" or isinstance(node, ast.Subscript):
        return True
    return _performs(current, node)


def _with_span(tree: ast.Module, span: Span) -> tuple[ast.expr | ast.stmt, list[ast.AST]] | None:
    """Give the innermost node whose instructions have exactly this span, and the nodes around it."""
    best: tuple[ast.expr | ast.stmt, list[ast.AST]] | None = None
    for node, path in _walk(tree, span[0], span[2]):
        if span in _spans(node):
            best = node, path  # a walk meets what is inside later
    return best


def _spans(node: ast.expr | ast.stmt) -> list[Span]:
    """Give the spans that the instructions of a node may have."""
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    spans = [(node.lineno, node.col_offset, *end)]
    attribute = node.func if isinstance(node, ast.Call) else node
    if isinstance(attribute, ast.Attribute) and attribute.end_lineno != attribute.lineno:
        # In a chain of methods written over several lines, Python points at the name of the method.
        line, column = attribute.end_lineno or 0, attribute.end_col_offset or 0
        spans.append((line, column - len(attribute.attr.encode()), *end))
    return spans


def _only_candidate(
    tree: ast.Module, code: CodeType, instruction: int, line: int
) -> tuple[ast.expr | ast.stmt, list[ast.AST]] | None:
    """Give the one operation of the instruction's kind that begins on a line, where Python was told to keep no more."""
    current = next((i for i in dis.get_instructions(code) if i.offset == instruction), None)
    if current is None:
        return None
    candidates = [
        (node, path)
        for node, path in _walk(tree, line, line)
        if node.lineno == line and isinstance(node, _OPERATIONS) and _performs(current, node)
    ]
    return candidates[0] if len(candidates) == 1 else None


def _performs(instruction: dis.Instruction, node: ast.expr | ast.stmt) -> bool:
    """Tell whether an instruction is one that a node is compiled to."""
    name, symbol = instruction.opname, instruction.argrepr
    match node:
        case ast.BinOp():
            return name == "BINARY_OP" and symbol == _SYMBOLS[type(node.op)]
        case ast.AugAssign():
            return name == "BINARY_OP" and symbol == _SYMBOLS[type(node.op)] + "="
        case ast.Call():
            return name.startswith("CALL")
        case ast.Subscript():
            return "SUBSCR" in name or "SLICE" in name or symbol.startswith("[]")
        case ast.Compare():
            return name in {"COMPARE_OP", "CONTAINS_OP"}
        case ast.UnaryOp():
            return name.startswith("UNARY")
    return False


def _walk(tree: ast.Module, line: int, end_line: int) -> Iterator[tuple[ast.expr | ast.stmt, list[ast.AST]]]:
    """Walk the nodes that reach over some lines, each before those in it, with the nodes around it from outside in.

    A stack takes the place of recursion, and whole statements of other lines are passed over.
    """
    stack: list[tuple[ast.AST, list[ast.AST]]] = [(child, [tree]) for child in tree.body]
    while stack:
        node, path = stack.pop()
        inside = path
        if isinstance(node, ast.expr | ast.stmt):
            first = _start(node)[0] if isinstance(node, ast.stmt) else node.lineno
            if first > line or (node.end_lineno or node.lineno) < end_line:
                continue
            yield node, path
            inside = [*path, node]
        stack += [(child, inside) for child in ast.iter_child_nodes(node)]
