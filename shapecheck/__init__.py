"""shapecheck: a matrix-dimension checker and shape linter for NumPy."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from shapecheck.errors import ShapeError, SpecError, UnsupportedOperation
    from shapecheck.explaining.explanation import explain
    from shapecheck.infer.shapes import Variable
    from shapecheck.lint.api import FixedText, Shapes, find_faults, fix_faults, infer_shapes
    from shapecheck.lint.finding import Finding
    from shapecheck.lint.notice import Notice
    from shapecheck.lint.outcome import Outcome
    from shapecheck.lint.settings import SettingsError
    from shapecheck.runtime.decorator import checked
    from shapecheck.runtime.policy import BroadcastWarning, CoincidenceWarning
    from shapecheck.runtime.recording.tracing import trace
    from shapecheck.runtime.state import disabled

__all__ = [
    "BroadcastWarning",
    "CoincidenceWarning",
    "Finding",
    "FixedText",
    "Notice",
    "Outcome",
    "SettingsError",
    "ShapeError",
    "Shapes",
    "SpecError",
    "UnsupportedOperation",
    "Variable",
    "checked",
    "disabled",
    "explain",
    "find_faults",
    "fix_faults",
    "infer_shapes",
    "trace",
]

# Each name is imported when it is first used, so that the command line starts with what it needs only.
_HOMES = {
    "BroadcastWarning": "shapecheck.runtime.policy",
    "CoincidenceWarning": "shapecheck.runtime.policy",
    "Finding": "shapecheck.lint.finding",
    "FixedText": "shapecheck.lint.api",
    "Notice": "shapecheck.lint.notice",
    "Outcome": "shapecheck.lint.outcome",
    "SettingsError": "shapecheck.lint.settings",
    "ShapeError": "shapecheck.errors",
    "Shapes": "shapecheck.lint.api",
    "SpecError": "shapecheck.errors",
    "UnsupportedOperation": "shapecheck.errors",
    "Variable": "shapecheck.infer.shapes",
    "checked": "shapecheck.runtime.decorator",
    "disabled": "shapecheck.runtime.state",
    "explain": "shapecheck.explaining.explanation",
    "find_faults": "shapecheck.lint.api",
    "fix_faults": "shapecheck.lint.api",
    "infer_shapes": "shapecheck.lint.api",
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
