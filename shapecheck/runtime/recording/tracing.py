"""`trace`: what the decorated functions called in a block assign, recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from shapecheck.language import say
from shapecheck.runtime.recording.records import Report
from shapecheck.runtime.state import STATE, State

__all__ = ["trace"]

_CHOICES = "'log', 'warn', 'raise'"


@contextmanager
def trace(
    *, broadcast: Literal["log", "warn", "raise"] = "log", coincidence: Literal["log", "warn", "raise"] = "log"
) -> Iterator[Report]:
    """Record the shapes of what functions decorated with `checked` assign, in the calls inside the block.

    Parameters
    ----------
    broadcast : {"log", "warn", "raise"}
        What to do when an operator stretches both of its operands, as `(n, 1) + (n,)` does: note it in the report,
        warn as well, or raise a `ShapeError`.
    coincidence : {"log", "warn", "raise"}
        What to do when an assignment is right only because sizes of different names are equal here.

    Yields
    ------
    Report
        Which fills as calls end; also when an exception leaves the block. Blocks may be nested: each report has all.

    Notes
    -----
    A thread that is started inside the block is recorded only if it is run in a copy of the context; an asyncio task
    is recorded.

    Examples
    --------
    >>> import numpy as np
    >>> from shapecheck.runtime.decorator import checked
    >>> @checked("W: n[l] n[l-1], A_prev: n[l-1] m -> n[l] m")
    ... def linear(W, A_prev):
    ...     Z = W @ A_prev
    ...     return Z
    >>> with trace() as report:
    ...     A = linear(np.ones((5, 3)), np.ones((3, 7)))
    >>> [(record.variable, record.shape, str(record.symbolic)) for record in report]
    [('Z', (5, 7), '(n[l], m)')]
    """
    if broadcast not in ("log", "warn", "raise"):
        raise ValueError(_refused("broadcast", broadcast))
    if coincidence not in ("log", "warn", "raise"):
        raise ValueError(_refused("coincidence", coincidence))
    report = Report()
    outer = STATE.get()
    reports = (*(outer.reports if outer is not None else ()), report)
    token = STATE.set(State(reports=reports, broadcast=broadcast, coincidence=coincidence))
    try:
        yield report
    finally:
        STATE.reset(token)


def _refused(name: str, got: object) -> str:
    return say("{name} must be one of {choices} (got {got})", name=name, choices=_CHOICES, got=repr(got))
