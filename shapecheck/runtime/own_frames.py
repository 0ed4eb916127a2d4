"""Tracebacks of the user's errors without the entries of this package."""

from __future__ import annotations

import os
from types import TracebackType
from typing import TypeVar

__all__ = ["without_own_frames"]

E = TypeVar("E", bound=BaseException)

_OWN = os.path.dirname(os.path.abspath(__file__)) + os.sep


def without_own_frames(error: E) -> E:
    """Give an error, the entries of its traceback that are of this folder left out, none of the user's."""
    entries: list[TracebackType] = []
    traceback = error.__traceback__
    while traceback is not None:
        entries.append(traceback)
        traceback = traceback.tb_next
    kept: TracebackType | None = None
    for entry in reversed(entries):
        # A wrapper's own entry has the user's file, and stays: it shows the decorator's line.
        if not entry.tb_frame.f_code.co_filename.startswith(_OWN):
            kept = TracebackType(kept, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return error.with_traceback(kept)
