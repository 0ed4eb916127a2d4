"""Unpacking: what is told where a value has another number of items than there are targets."""

import ast

from shapecheck.core.array import Array
from shapecheck.infer.events import Unpacked
from shapecheck.infer.failures import fail
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.paths import read_path, shape_path
from shapecheck.infer.values import Assumed, Value

__all__ = ["tell_unpacked"]


def tell_unpacked(
    machine: Machine,
    value: Value,
    value_node: ast.expr | None,
    wanted: int,
    starred: bool,
    given: int | None,
    whole: ast.expr,
    frame: Frame,
) -> None:
    """Tell that a value has another number of items than there are targets, and go to the handler of that."""
    if machine.generic is not None:
        machine.generic.refuse(wanted)
    path = shape_path(value_node)
    of = None if path is None else read_path(machine, path, frame)
    known = of if isinstance(of, Array) else None
    if isinstance(value, Assumed) or isinstance(known, Assumed):
        return
    if isinstance(known, Array) and path is not None:
        plain, known = known, Array(known.shape, known.kind, frame.source.segment(path), machine.origins.trace(known))
        machine.origins.hand_on(plain, known)
    error = "ValueError" if given is not None else "TypeError"
    node = value_node if value_node is not None else whole
    guarded = machine.is_guarded or error in machine.expected
    machine.tell(Unpacked(frame.site(node), value, wanted, starred, given, known, guarded, machine.doubt))
    fail(machine, frozenset({error}), node)
