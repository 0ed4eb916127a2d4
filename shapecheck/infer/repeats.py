"""What is done any number of times, or none: until it finds nothing new."""

from collections.abc import Callable

from shapecheck.infer.frames import Scope
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import ABSENT

__all__ = ["ROUNDS", "WIDENED", "many_times"]

ROUNDS = 6  # turns that stand for all; after the last, all that they wrote is given up as unknown
WIDENED = 3  # turns after which what still changes is given up


def many_times(machine: Machine, run: Callable[[], object], local: Scope | None = None) -> None:
    """Do what stands for any number of times, or none, until it finds nothing new; what still changes is given up.

    The names of `local` are those of each time alone.
    """
    machine.choices += 1
    for number in range(ROUNDS):
        machine.journal.begin()
        try:
            run()
        finally:
            written = machine.journal.keep()
        changed = False
        for cell, values in written.items():
            owner, key = cell
            if owner is local:
                continue
            machine.settle(cell, values)
            now = owner.cells.get(key, ABSENT)
            if not machine.merger.same(values[0], now):
                changed = True
                if number >= WIDENED:
                    machine.widen(cell, now)
        if not changed:
            return
