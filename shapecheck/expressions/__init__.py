"""Expressions explained step by step on shapes alone: what each part gives, what broadcasts, what fails and why."""

from importlib import import_module
from typing import TYPE_CHECKING

from shapecheck.explain.steps import Explanation, Remark, Step, Stretch

if TYPE_CHECKING:
    from shapecheck.explain.explanation import explain
    from shapecheck.explain.given import parse_given

__all__ = ["Explanation", "Remark", "Step", "Stretch", "explain", "parse_given"]

# Imported when first used: the dimension table evaluates its formulas without them.
_HOMES = {"explain": "shapecheck.explain.explanation", "parse_given": "shapecheck.explain.given"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found
