"""What applies to the calls of decorated functions here and now: switched off, or recorded.

Held in a context variable, so that threads and asyncio tasks do not disturb one another: a task inherits what its
creator had, a new thread starts with nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapecheck.runtime.recording.records import Report

__all__ = ["STATE", "SWITCHED_OFF", "State", "disabled"]


@dataclass(frozen=True, slots=True)
class State:
    """What is other than usual: checks are off, or calls are recorded in reports."""

    off: bool = False
    reports: tuple[Report, ...] = ()
    broadcast: str | None = None
    coincidence: str | None = None


# None is the usual case, so that a call asks one question only.
STATE: ContextVar[State | None] = ContextVar("shapecheck.state", default=None)

SWITCHED_OFF = os.environ.get("SHAPECHECK_DISABLE", "").strip().lower() not in {"", "0", "false", "no"}
"""Whether `SHAPECHECK_DISABLE=1` was set at the import: `checked` then gives functions back as they are."""


@contextmanager
def disabled() -> Iterator[None]:
    """Switch the checks of decorated functions off for the calls inside the block.

    To have not even the wrapper's cost, set the environment variable `SHAPECHECK_DISABLE=1` before the import.

    Examples
    --------
    >>> import numpy as np
    >>> from shapecheck.runtime.decorator import checked
    >>> @checked("X: n m")
    ... def rank(X):
    ...     return X.ndim
    >>> with disabled():
    ...     rank(np.zeros(3))
    1
    """
    token = STATE.set(State(off=True))
    try:
        yield
    finally:
        STATE.reset(token)
