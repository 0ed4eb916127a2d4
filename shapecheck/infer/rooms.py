"""Rooms that are loaded when something in them is first called.

A line of code, or the table of a network, needs few rooms of the interpreter, and to load all of them takes longer than
to go through the line. Whole programs need nearly all: `load_all` loads them at once, where nothing is being run yet
and before processes are forked off.

Only functions, and classes that are only called, are put off. Beside each one that another room names, its import
stands under TYPE_CHECKING, so that its type and its floor are checked as those of any other.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["Door", "door", "load_all", "opened"]


class Door:
    """A function of a room that may not be loaded yet, to be called as the function itself.

    Parameters
    ----------
    room : str
        The module, one of `shapecheck.infer`.
    name : str
        The function.
    """

    __slots__ = ("_function", "name", "room")

    def __init__(self, room: str, name: str) -> None:
        self.room = room
        self.name = name
        self._function: Callable[..., Any] | None = None

    def __call__(self, *values: Any, **keywords: Any) -> Any:
        """Call the function; its room is loaded first where it is not."""
        function = self._function
        return (self.open() if function is None else function)(*values, **keywords)

    @property
    def is_open(self) -> bool:
        """Whether the room is loaded."""
        return self._function is not None

    def open(self) -> Callable[..., Any]:
        """Return the function, with its room loaded."""
        if self._function is None:
            self._function = getattr(import_module(f"shapecheck.infer.{self.room}"), self.name)
        return self._function


_DOORS: list[Door] = []


def door(room: str, name: str) -> Any:
    """Return a function of a room that is loaded when the function is first called."""
    made = Door(room, name)
    _DOORS.append(made)
    return made


def opened(function: Any) -> Any:
    """Return the function that a door leads to, where its room is loaded; all else as it is."""
    return function.open() if isinstance(function, Door) and function.is_open else function


def load_all() -> None:
    """Load all rooms: what they lead to as well."""
    for known in _DOORS:  # it grows while it is gone through
        known.open()
