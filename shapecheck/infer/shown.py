"""Shapes that the stored outputs of a notebook show: what is not known of an array is taken from them.

An output may be older than the code. So a program is gone through without them first, and all that rests on them is a
warning that says so.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shapecheck.core.array import Array, Bare, Origin
from shapecheck.core.shape import Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.paths import read_path, write_path
from shapecheck.infer.records import TABLE, VALUES, is_table
from shapecheck.infer.tree import nodes_in, root_of
from shapecheck.infer.values import ABSENT, Assumed, Opaque, Value
from shapecheck.language import Phrase

__all__ = ["Shown", "by_statement", "take_over"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A shape that an output shows.

    Parameters
    ----------
    path : str
        The expression of the array: `X`, `data.images`, `gradients["dW"]`.
    line : int
        Where the statement begins whose output it is, in the text of the whole notebook.
    shape : tuple of int
        The shape.
    cell : int
        The number of the cell.
    since : int
        The line behind which the array must have been bound: what was bound before may be another one by then.
    """

    path: str
    line: int
    shape: tuple[int, ...]
    cell: int
    since: int = 0

    @property
    def text(self) -> str:
        """What is said of it."""
        return Phrase(
            "the stored output of cell {cell} shows {path}.shape as {shape}",
            cell=self.cell,
            path=self.path,
            shape=self.shape,
        )


def by_statement(body: Sequence[ast.stmt], shown: Sequence[Shown]) -> Mapping[ast.stmt, tuple[Shown, ...]]:
    """Return what is shown by the statements of a program behind which it holds: those that bind the arrays last."""
    found: dict[ast.stmt, tuple[Shown, ...]] = {}
    bound = {statement: _bound(statement) for statement in body} if shown else {}
    for own in shown:
        root = root_of(ast.parse(own.path, mode="eval").body)
        before = [statement for statement in body if statement.lineno < own.line and root in bound[statement]]
        if before and before[-1].lineno > own.since:
            found[before[-1]] = (*found.get(before[-1], ()), own)
    return found


def _bound(statement: ast.stmt) -> frozenset[str]:
    """Return the names that a statement binds, or writes something to an item or attribute of."""
    found: set[str] = set()
    for node in nodes_in(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            found.update(filter(None, [root_of(node)]))
    return frozenset(found)


def take_over(machine: Machine, shown: Sequence[Shown], frame: Frame) -> None:
    """Let arrays that are not known have the shapes that are shown, or tell who has `asked` of these."""
    for own in shown:
        path = ast.parse(own.path, mode="eval").body
        try:
            value = read_path(machine, path, frame)
            value = machine.peek(path, frame) if value is ABSENT else value
        except RecursionError:
            continue
        made = _made(value, own, frame)
        if made is None:
            continue
        if machine.asked is not None:
            machine.asked(own)
        elif isinstance(value, Opaque) and value.kind == TABLE:
            machine.journal.write(value, VALUES, made)
        else:
            write_path(machine, path, made, frame)


def _made(value: Value, shown: Shown, frame: Frame) -> Array | None:
    """Return an array of the shape that is shown; None where more is known, or something else."""
    origin = Origin(
        Phrase("the stored output of cell {cell}", cell=shown.cell), frame.source.path, shown.line, shown.cell
    )
    shape, origins = Shape(shown.shape), (origin,) * len(shown.shape)
    if is_table(value):
        value = value.cells[VALUES]
    elif isinstance(value, Opaque) and value.kind is None:
        return Assumed(shape, name=value.name, origins=origins)
    if not isinstance(value, Array):
        return None
    known = value.shape.sizes
    if known is None and value.shape.least_rank > len(shown.shape):
        return None
    if known is not None and (len(known) != len(shown.shape) or all(type(size) is int for size in known)):
        return None
    if any(type(own) is int and own != size for own, size in zip(known or (), shown.shape, strict=False)):
        return None
    return replace(value, shape=shape, origins=origins, supposed=None, bare=Bare.ARRAY)
