"""What the callers of a function call an array: `parameters["W2"]` for the `W` that they passed."""

from __future__ import annotations

from collections.abc import Iterator
from types import FrameType

from shapecheck.language import say
from shapecheck.runtime.measure import DICTS
from shapecheck.runtime.source_text import key_text
from shapecheck.runtime.wrapper import WRAPPER

__all__ = ["owner_of"]

_MOST_FRAMES = 8
_MOST_ITEMS = 256


def owner_of(array: object, name: str, frame: FrameType) -> str | None:
    """Tell where the very array is held under a more telling name, in the frame or in those of its callers.

    A key in a dict is the most telling, `parameters["W2"] in L_model_forward`; then a caller's own name for it; then a
    place in a list or tuple of the frame itself. None where nothing but `name` is found. Only names, plain containers
    and the attributes of `self` are looked into.
    """
    best: tuple[int, str] | None = None
    current: FrameType | None = frame
    for depth in range(_MOST_FRAMES):
        if current is None:
            break
        if WRAPPER not in current.f_globals:
            where = "" if depth == 0 else f" in {_function(current)}"
            for rank, text in _holders(array, current):
                telling = rank in {0, 1 if depth else 2}
                if text != name and telling and (best is None or rank < best[0]):
                    best = rank, f"{text}{where}"
        if best is not None and best[0] == 0:
            break
        current = current.f_back
    return None if best is None else best[1]


def _function(frame: FrameType) -> str:
    return say("the module") if frame.f_code.co_name == "<module>" else frame.f_code.co_name


def _holders(array: object, frame: FrameType) -> Iterator[tuple[int, str]]:
    """Give the names and items of a frame that are the array, each with a rank, the most telling one 0."""
    for name, value in list(frame.f_locals.items())[:_MOST_ITEMS]:
        if value is array:
            yield 1, name
        elif type(value) in DICTS:
            for key, item in list(value.items())[:_MOST_ITEMS]:
                text = key_text(key)
                if item is array and text is not None:
                    yield 0, f"{name}[{text}]"
        elif isinstance(value, tuple | list):
            fields = getattr(value, "_fields", None)
            for i, item in enumerate(value[:_MOST_ITEMS]):
                if item is array:
                    yield 2, f"{name}.{fields[i]}" if isinstance(fields, tuple) else f"{name}[{i}]"
        elif name == "self" and isinstance(getattr(value, "__dict__", None), dict):
            for attribute, item in list(vars(value).items())[:_MOST_ITEMS]:
                if item is array:
                    yield 0, f"self.{attribute}"
