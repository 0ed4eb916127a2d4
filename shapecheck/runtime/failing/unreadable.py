"""Errors in code whose source cannot be read: what is known are the arguments."""

from __future__ import annotations

import dis
import re
from collections.abc import Mapping
from types import FrameType, TracebackType

from shapecheck.core.shape import print_sizes
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.language import say
from shapecheck.runtime.derivatives import entries
from shapecheck.runtime.failing.locate import is_library_file
from shapecheck.runtime.source_text import read_source

__all__ = ["without_source"]

_OF_SHAPES = re.compile(
    r"could not be broadcast|not aligned|matmul: |mismatch in its core dimension|cannot reshape array"
    r"|input array dimensions|same number of dimensions|out of bounds for axis|too many indices for array"
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
