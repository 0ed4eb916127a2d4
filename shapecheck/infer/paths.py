"""Reading and writing what a plain path names, without effects: `X`, `self.X`, `cache["X"]`, `layers[0].W`."""

import ast

from shapecheck.infer.frames import Frame, find
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import ABSENT, Dictionary, Instance, Listing, Opaque, Project, Value

__all__ = ["read_path", "shape_path", "write_path"]


def read_path(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Give what a path stands for, or ABSENT where it is no plain path."""
    found = _read(machine, node, frame)
    return machine.identities.current(found) if machine.identities.cells else found


def _read(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    match node:
        case ast.Name(name):
            return find(frame, name)
        case ast.Attribute(inner, name):
            owner = read_path(machine, inner, frame)
            if isinstance(owner, (Instance, Opaque)):
                return owner.cells.get(_attribute(owner, name), ABSENT)
            return owner.scope.cells.get(name, ABSENT) if isinstance(owner, Project) else ABSENT
        case ast.Subscript(inner, ast.Constant(key)) if isinstance(key, (str, int)):
            owner = read_path(machine, inner, frame)
            if isinstance(owner, Listing) and isinstance(key, int) and owner.items is not None:
                return owner.items[key] if -len(owner.items) <= key < len(owner.items) else ABSENT
            return owner.cells.get(key, ABSENT) if isinstance(owner, (Dictionary, Opaque)) else ABSENT
    return ABSENT


def write_path(machine: Machine, node: ast.expr, value: Value, frame: Frame) -> None:
    """Write what is now known of what a path stands for; where it is no plain path, nothing is kept."""
    match node:
        case ast.Name(name):
            scope: object = frame.scope
            while scope is not None and name not in scope.cells:  # type: ignore[attr-defined]
                scope = scope.parent  # type: ignore[attr-defined]
            if scope is not None:
                machine.journal.write(scope, name, value)  # type: ignore[arg-type]
        case ast.Attribute(inner, name):
            owner = read_path(machine, inner, frame)
            if isinstance(owner, (Instance, Opaque)):
                machine.journal.write(owner, _attribute(owner, name), value)
        case ast.Subscript(inner, ast.Constant(key)) if isinstance(key, (str, int)):
            owner = read_path(machine, inner, frame)
            if isinstance(owner, (Dictionary, Opaque)):
                machine.journal.write(owner, key, value)


def _attribute(owner: Instance | Opaque, name: str) -> object:
    """Give the cell of an attribute: what is unknown may have an item of the same name."""
    return (name,) if isinstance(owner, Opaque) else name


def shape_path(node: ast.expr | None) -> ast.expr | None:
    """Give X for `X.shape` and `np.shape(X)`."""
    match node:
        case ast.Attribute(path, "shape"):
            return path
        case ast.Call(ast.Attribute(_, "shape"), [path], []):
            return path
    return None
