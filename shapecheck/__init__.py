"""shapecheck: a matrix-dimension checker and shape linter for NumPy."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from shapecheck.errors import ShapeError, SpecError, UnsupportedOperation
    from shapecheck.expressions.explanation import explain
    from shapecheck.runtime.decorator import checked
    from shapecheck.runtime.policy import BroadcastWarning, CoincidenceWarning
    from shapecheck.runtime.recording.tracing import trace
    from shapecheck.runtime.state import disabled

__all__ = [
    "BroadcastWarning",
    "CoincidenceWarning",
    "ShapeError",
    "SpecError",
    "UnsupportedOperation",
    "checked",
    "disabled",
    "explain",
    "trace",
]

# Each name is imported when it is first used, so that the command line starts with what it needs only.
_HOMES = {
    "BroadcastWarning": "shapecheck.runtime.policy",
    "CoincidenceWarning": "shapecheck.runtime.policy",
    "ShapeError": "shapecheck.errors",
    "SpecError": "shapecheck.errors",
    "UnsupportedOperation": "shapecheck.errors",
    "checked": "shapecheck.runtime.decorator",
    "disabled": "shapecheck.runtime.state",
    "explain": "shapecheck.expressions.explanation",
    "trace": "shapecheck.runtime.recording.tracing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
