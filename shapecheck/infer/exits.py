"""Ways out of what is being run: signals that end it, and exits that were not decided.

What is run behind an exit that was not decided may not be reached at all. A loop that `break`s by an element of an
array may be over before its index runs out: what fails in a later turn only is
not certain. So it is with a generator that may not be asked for another item, and with what `any` goes through.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from shapecheck.infer.frames import Frame

__all__ = ["BudgetSpent", "Exits", "Raised"]


class BudgetSpent(Exception):
    """Signal: as many steps were made as one part of a program may take; what follows stays unknown."""


class Raised(Exception):
    """Signal: the program raises here, on every path; `name` is that of the exception, where it is known."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.name = name


@dataclass(slots=True)
class Exits:
    """What is known of the exits before the present place.

    Parameters
    ----------
    passed : int
        How many exits were passed that were not decided: what is run may have ended there.
    handlers : int
        The `try` statements around, to which what is raised may lead.
    uncertain : int
        How many reasons there are why what is run now may not be reached, but that a condition on the way says so.
    stops : bool
        Whether what is gone through now may be left at any of its items.
    later : tuple of (ast.AST, Frame)
        The loops around, with their bodies, that are in a turn which does not stand for the first one.
    quits : bool
        Whether `sys.exit` or its like was called on some path.
    ended : bool
        Whether the top level ends by an exception that nobody takes: what it has called, nobody calls afterwards.
    """

    passed: int = 0
    handlers: int = 0
    uncertain: int = 0
    stops: bool = False
    later: tuple[tuple[ast.AST, Frame], ...] = ()
    quits: bool = False
    ended: bool = False

    def copy(self) -> "Exits":
        """Give what is known now, to go back to it."""
        return replace(self)

    def pass_raise(self) -> None:
        """Note that something was raised on some path: that is an exit where somebody may handle it."""
        self.passed += self.handlers > 0

    def pass_yield(self) -> None:
        """Note that a generator gave an item to somebody who may not ask for another one."""
        self.passed += 1
        self.uncertain += 1

    @contextmanager
    def handling(self, handled: bool) -> Iterator[None]:
        """Run the body of a `try`: what is raised in it goes to its handlers, and leads no further."""
        passed = self.passed
        self.handlers += handled
        try:
            yield
        finally:
            self.handlers -= handled
            if handled:
                self.passed = passed

    @contextmanager
    def behind(self, may_be_over: bool) -> Iterator[None]:
        """Run something that is not reached where an exit before was taken."""
        self.uncertain += may_be_over
        try:
            yield
        finally:
            self.uncertain -= may_be_over

    @contextmanager
    def in_turn(self, loop: ast.AST, frame: Frame, *, later: bool, may_be_over: bool) -> Iterator[None]:
        """Run one turn of a loop."""
        before = self.later
        if later:
            self.later = (*before, (loop, frame))
        try:
            with self.behind(may_be_over):
                yield
        finally:
            self.later = before

    @contextmanager
    def stopping(self, stops: bool) -> Iterator[None]:
        """Go through something that may be left at any of its items, or not."""
        before, self.stops = self.stops, stops
        try:
            yield
        finally:
            self.stops = before

    @contextmanager
    def of_call(self) -> Iterator[None]:
        """Run the body of a generator: what ends it does not end who goes through it."""
        before = self.copy()
        self.stops, self.later = False, ()
        try:
            yield
        finally:
            self.passed, self.uncertain = before.passed, before.uncertain
            self.stops, self.later = before.stops, before.later
