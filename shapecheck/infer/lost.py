"""What was not understood: the values that it gives remember it, and what is done to arrays among them is counted."""

import ast
from collections.abc import Iterable

from shapecheck.core.array import Array
from shapecheck.infer.events import Unmodelled
from shapecheck.infer.frames import Frame
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.records import MATRIX
from shapecheck.infer.values import FOREIGN, Listing, Lost, Opaque, Value
from shapecheck.language import Phrase

__all__ = ["cause_of", "heir", "lose_array", "lost", "may_be_arrays", "unmodelled"]

_MOST = 16  # items of a list that are asked


def lost(machine: Machine, reason: str, node: ast.AST, frame: Frame, *, of_arrays: bool = False) -> Opaque:
    """Tell that something was not understood, and give what it gives."""
    machine.gap(reason, node, frame)
    made = machine.opaque()
    made.lost = Lost(reason, of_arrays)
    return made


def cause_of(machine: Machine, values: Iterable[Value], depth: int = 0) -> Lost | None:
    """Give what was not understood before, so that one of some values is not known; None where all is understood."""
    for value in values:
        found: Lost | None = None
        if isinstance(value, Opaque):
            found = value.lost
        elif isinstance(value, Array):
            known = machine.lost_arrays.get(id(value))
            found = None if known is None else known[1]
        elif isinstance(value, (tuple, Listing)) and depth < 2:
            items = value if isinstance(value, tuple) else value.contents.items or (value.contents.element,)
            found = cause_of(machine, items[:_MOST], depth + 1)
        if found is not None:
            return found
    return None


def heir(machine: Machine, values: Iterable[Value], kind: str | None = None, name: str = "") -> Opaque:
    """Give an unknown value that came of others: what was not understood of these is the reason for it too."""
    made = machine.opaque(kind, name)
    made.lost = cause_of(machine, values)
    return made


def lose_array(machine: Machine, array: Array, cause: Lost | None) -> None:
    """Remember why the rank of an array is not known."""
    if cause is not None and array.shape.rank is None:
        machine.lost_arrays[id(array)] = array, cause


def may_be_arrays(values: Iterable[Value]) -> bool:
    """Tell whether there is an array of which nothing is known among some values."""
    return any(
        isinstance(value, Opaque)
        and (value.kind in {FOREIGN, MATRIX} or (value.lost is not None and value.lost.of_arrays))
        for value in values
    )


def unmodelled(
    machine: Machine,
    values: Iterable[Value],
    node: ast.AST,
    frame: Frame,
    kind: str | None = None,
    reason: str = Phrase("an operation that is not modelled"),
) -> Opaque:
    """Tell of an operation on arrays of which nothing is known, so that it is counted, and give its result.

    `reason` says why where all of the values are understood. After an error it is the error.
    """
    values = tuple(values)
    made = heir(machine, values, kind)
    if made.lost is None and not any(map(is_faulty, values)):
        machine.gap(reason, node, frame)
        made.lost = Lost(reason, of_arrays=True)
    machine.tell(Unmodelled(frame.site(node), None if made.lost is None else made.lost.reason))
    return made
