"""Errors about shapes that no operation's rule sees: too many names for `X.shape`, an array asked for its truth."""

from __future__ import annotations

import ast
import dis
import re
from collections.abc import Iterator, Mapping
from types import FrameType, TracebackType

from shapecheck.core.array import Array
from shapecheck.core.shape import print_sizes
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.expressions.evaluate import evaluate
from shapecheck.language import say
from shapecheck.runtime.derivatives import entries
from shapecheck.runtime.failing.locate import Located, is_library_file
from shapecheck.runtime.failing.operands import operands, read
from shapecheck.runtime.failing.readable import readable
from shapecheck.runtime.measure import Sizes, sizes_of
from shapecheck.runtime.source_text import Source, read_source

__all__ = ["everyday", "without_source"]

_TRUTH = "The truth value of an array with "
_ONE_ELEMENT = re.compile(r"only (length-1|size-1|0-dimensional) arrays can be converted")
_UNPACKING = re.compile(r"(not enough|too many) values to unpack")
_OF_SHAPES = re.compile(
    r"could not be broadcast|not aligned|matmul: |mismatch in its core dimension|cannot reshape array"
    r"|input array dimensions|same number of dimensions|out of bounds for axis|too many indices for array"
)


def everyday(located: Located, error: BaseException, source: Source) -> Diagnostic | None:
    """Word an error by the shapes of the arrays that its expression reads, or give None for any other error."""
    if _last(error.__traceback__) is not located.frame:
        return None
    message, node, frame = str(error), located.node, located.frame
    match node:
        case ast.Subscript(value=ast.Attribute(value=array, attr="shape")) if message == "tuple index out of range":
            return _axes(_text(node, source), array, frame, source)
        case ast.Tuple() | ast.List() if _UNPACKING.match(message):
            match located.statement:
                case ast.Assign(value=ast.Attribute(value=array, attr="shape")):
                    return _axes(_text(located.statement, source), array, frame, source, len(node.elts))
        case ast.Call(func=ast.Name(id="float" | "int" | "complex" as kind), args=[argument]):
            sizes = _sizes(argument, frame, source) if _ONE_ELEMENT.match(message) else None
            if sizes is not None:
                return _worded(
                    node,
                    frame,
                    source,
                    say("{kind} takes one element (got shape {shape})", kind=kind, shape=print_sizes(sizes)),
                )
        case ast.expr() if message.startswith(_TRUTH):
            sizes = _sizes(node, frame, source)
            return _worded(node, frame, source, _truth(sizes))
    return None


def _truth(sizes: Sizes | None) -> str:
    if sizes is None:
        return say("a truth value must be of one element: is .all() or .any() missing?")
    return say(
        "a truth value must be of one element (got shape {shape}): is .all() or .any() missing?",
        shape=print_sizes(sizes),
    )


def without_source(
    error: BaseException, function: str, traceback: TracebackType | None, values: Mapping[str, object]
) -> Diagnostic | None:
    """Give the arguments' shapes for a shape error in code whose source cannot be read, and what to do about that."""
    if not _OF_SHAPES.search(str(error)):
        return None
    frames: list[tuple[FrameType, int]] = []
    while traceback is not None:
        if not is_library_file(traceback.tb_frame.f_code.co_filename):
            frames.append((traceback.tb_frame, traceback.tb_lasti))
        traceback = traceback.tb_next
    if not frames:
        return None
    frame, instruction = frames[-1]
    code = frame.f_code
    if read_source(code.co_filename, frame.f_globals) is not None or instruction < 0:
        return None
    if dis.opname[code.co_code[instruction]] == "RAISE_VARARGS":
        return None  # the user's own words
    found = [entry for name, value in values.items() for entry in entries(name, value)]
    lines = [OperandLine(entry.text, print_sizes(entry.sizes)) for entry in found]
    problem = say(
        "no explanation: the source of {file} cannot be read; put the function in a file", file=code.co_filename
    )
    return Diagnostic(function, problem, tuple(lines[:8]))


def _last(traceback: TracebackType | None) -> FrameType | None:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return None if traceback is None else traceback.tb_frame


def _text(node: ast.expr | ast.stmt, source: Source) -> str:
    return " ".join(source.segment(node).split())


def _axes(text: str, array: ast.expr, frame: FrameType, source: Source, names: int | None = None) -> Diagnostic | None:
    """Say how many axes an array has."""
    sizes = sizes_of(read(array, frame))
    sizes = _sizes(array, frame, source) if sizes is None else sizes
    if sizes is None:
        return None
    axes = say("1 axis") if len(sizes) == 1 else say("{count} axes", count=len(sizes))
    name, shape = _text(array, source), print_sizes(sizes)
    if names is None:
        return Diagnostic(text, say("{array} is {shape}: {axes}", array=name, shape=shape, axes=axes))
    if names == 1:
        return Diagnostic(text, say("{array} is {shape}: {axes} for 1 name", array=name, shape=shape, axes=axes))
    problem = say("{array} is {shape}: {axes} for {count} names", array=name, shape=shape, axes=axes, count=names)
    return Diagnostic(text, problem)


def _sizes(node: ast.expr, frame: FrameType, source: Source) -> Sizes | None:
    """Give the shape of a value by the rules, running nothing."""
    ready = readable(node, frame)
    try:
        result = evaluate("".join(source.lines), ready.root, ready.names).result
    except (UnsupportedOperation, SpecError):
        return None
    sizes = result.shape.sizes if isinstance(result, Array) else None
    if sizes is None or not all(isinstance(size, int) for size in sizes):
        return None
    return tuple(size for size in sizes if isinstance(size, int))


def _worded(node: ast.expr, frame: FrameType, source: Source, problem: str) -> Diagnostic:
    """Word a problem with the arrays that an expression reads."""
    return Diagnostic(_text(node, source), problem, tuple(_arrays(node, frame)))


def _arrays(node: ast.expr, frame: FrameType) -> Iterator[OperandLine]:
    seen: set[str] = set()
    for operand in operands(node, frame):
        sizes = sizes_of(operand.value)
        if sizes and operand.name not in seen:
            seen.add(operand.name)
            yield OperandLine(operand.name, print_sizes(sizes))
