"""Where in a program its analysis is, and how far it may go."""

from typing import TYPE_CHECKING, NamedTuple

from shapecheck.infer.doubt import Condition
from shapecheck.infer.exits import Exits

if TYPE_CHECKING:
    from shapecheck.infer.machine import Machine

__all__ = ["Limits", "Standing", "standing_of"]


class Limits(NamedTuple):
    """Up to which step what is being run may go."""

    hurry: int  # what can be left out is left out behind it
    last: int
    loops: int  # a loop may take a share of so many, before turns stand for all turns

    def later(self, steps: int) -> "Limits":
        """Give the same limits after steps that do not count."""
        return Limits(self.hurry + steps, self.last + steps, self.loops)


class Standing(NamedTuple):
    """Where in a program it is, to go on from there after something was given up in its middle."""

    branches: int  # of the journal
    running: int
    frames: int
    conditions: tuple[Condition, ...]
    expected: frozenset[str]
    guards: int
    exits: Exits
    muted: int
    early: int
    depth: int


def standing_of(machine: "Machine") -> Standing:
    """Give where in a program a machine is now."""
    return Standing(
        machine.journal.depth,
        len(machine.running),
        len(machine.frames),
        machine.conditions,
        machine.expected,
        machine.guards,
        machine.exits.copy(),
        machine.muted,
        machine.early,
        machine.depth,
    )
