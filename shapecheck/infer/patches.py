"""Functions of libraries that a program replaces: `np.linalg.inv = own`, `mock.patch`, pytest's `monkeypatch`.

What is replaced is unknown from there on: to the end of the `with`, of the test, or of the program.
"""

import ast
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from shapecheck.infer.frames import Frame
from shapecheck.infer.full_names import full_name
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import once
from shapecheck.infer.values import Class, Function, Library, Native, Project, Value

__all__ = ["is_patch", "patched", "patches", "put"]

_PATCHING = (".setattr", ".patch", ".patch.object")  # the ends of the names of what replaces something
_OF_NUMPY = ("numpy.", ".np.", ".numpy.")  # in the path of what is replaced: NumPy, as a module of the program has it


def put(machine: Machine, owner: Library, name: str, value: Value) -> None:
    """Note that the program gives a name of a library another value; its own value given back is as before."""
    full = f"{owner.name}.{name}"
    if value == Native(full):
        machine.patched.discard(full)
    else:
        machine.patched.add(full)


def is_patch(node: ast.expr, frame: Frame) -> bool:
    """Tell whether a call replaces something for a while, by the full name of what is called."""
    return isinstance(node, ast.Call) and _replaces(node, frame.source.tree)


@once
def _replaces(node: ast.Call, tree: ast.Module) -> bool:
    return f".{full_name(node, tree)}".endswith(_PATCHING)


def patched(machine: Machine, node: ast.expr, frame: Frame) -> None:
    """Make unknown what a call replaces, if it replaces something."""
    if not isinstance(node, ast.Call) or not node.args or not is_patch(node, frame):
        return
    first, *others = [machine.peek(argument, frame) for argument in node.args[:2]]
    name = others[0] if others and isinstance(others[0], str) else ""
    if isinstance(first, str):
        owner, _, name = first.rpartition(".")
        start = next((first.find(text) for text in _OF_NUMPY if text in first), -1)
        if start < 0:
            found = machine.modules.find(owner, 0, frame) if owner else None
            _replace(machine, found, name)
            return
        rest = first[start:].removeprefix(".").partition(".")[2]
        machine.patched.add(f"numpy.{rest}")
    elif isinstance(first, Library) and name:
        machine.patched.add(f"{first.name}.{name}")
    else:
        _replace(machine, first, name)


def _replace(machine: Machine, owner: Value, name: str) -> None:
    if isinstance(owner, Project) and name in owner.scope.cells:
        machine.journal.write(owner.scope, name, machine.opaque(name=name))
    elif isinstance(owner, Class) and name:
        machine.journal.write(owner, name, machine.opaque(name=name))


def patches(machine: Machine, function: Function) -> AbstractContextManager[None]:
    """Run a function with what its decorators replace; what a test replaces is as before when it is over."""
    node = function.node
    marks = [] if isinstance(node, ast.Lambda) else node.decorator_list
    owners = [] if function.owner is None else function.owner.node.decorator_list
    is_test = function.name.rpartition(".")[2].startswith("test")
    return _patches(machine, function, marks, owners, is_test) if is_test or marks or owners else _NOTHING


_NOTHING: AbstractContextManager[None] = nullcontext()


@contextmanager
def _patches(
    machine: Machine, function: Function, marks: list[ast.expr], owners: list[ast.expr], is_test: bool
) -> Iterator[None]:
    before = machine.patched.copy()
    for mark in (*owners, *marks):
        patched(machine, mark, function.frame)
    try:
        yield
    finally:
        if is_test or any(is_patch(mark, function.frame) for mark in (*owners, *marks)):
            machine.patched = before
