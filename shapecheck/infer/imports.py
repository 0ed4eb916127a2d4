"""Import statements: what they bind, and what is unknown afterwards where a module is not found."""

import ast
import builtins

from shapecheck.infer.events import Passed
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import NEXT, Machine
from shapecheck.infer.members import tell_missing
from shapecheck.infer.targets import assign_name
from shapecheck.infer.values import Library, Lost, Value
from shapecheck.language import Phrase
from shapecheck.ops.history import HAVING_NAMES
from shapecheck.ops.namespaces import public_names

__all__ = ["importing", "importing_from"]


def importing(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `import a.b as c`."""
    assert isinstance(node, ast.Import)
    found = []
    for alias in node.names:
        whole = machine.modules.find(alias.name, 0, frame, node)
        found.append(whole)
        if alias.asname is None:
            top = alias.name.partition(".")[0]
            assign_name(machine, top, machine.modules.find(top, 0, frame, node), frame)
        else:
            assign_name(machine, alias.asname, whole, frame)
    if all(map(machine.modules.is_found, found)):
        machine.proved.add(node)
    return NEXT


def importing_from(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `from a import b as c`."""
    assert isinstance(node, ast.ImportFrom)
    module = machine.modules.find(node.module or "", node.level, frame, node)
    for alias in node.names:
        if alias.name == "*":
            _star(machine, module, node, frame)
        else:
            value = machine.modules.member(module, alias.name)
            if isinstance(module, Library) and module.name in HAVING_NAMES:
                tell_missing(machine, f"{module.name}.{alias.name}", node, frame)
            assign_name(machine, alias.asname or alias.name, value, frame)
    return NEXT


def _star(machine: Machine, module: Value, node: ast.ImportFrom, frame: Frame) -> None:
    """Run `from a import *`. Where not all its names are known, any name that is bound may be bound to something else.

    A name of a module stays what it is: whoever binds `np` once more binds it to NumPy.
    """
    found, whole = machine.modules.everything(module)
    if not whole:
        name = "." * node.level + (node.module or "")
        if not machine.modules.is_usual(module):
            machine.notice(
                Passed.UNRESOLVED, Phrase("not all names of `from {name} import *` are known", name=name), node, frame
            )
        machine.gap(f"`from {name} import *`", node, frame)
        machine.modules.note_open(frame)
        shadowed = [key for key, value in frame.scope.cells.items() if not isinstance(value, Library)]
        for key in dict.fromkeys((*shadowed, *_OF_NUMPY)):
            if isinstance(key, str) and not key.startswith("__") and key not in found:
                made = machine.opaque(name=key)
                made.lost = Lost(f"`from {name} import *`")
                assign_name(machine, key, made, frame)
    for key, value in found.items():
        assign_name(machine, key, value, frame)


# Python's own functions that NumPy has as well: a module may hand on those of NumPy.
_OF_NUMPY = tuple(sorted(name for name in (public_names("numpy") or ({}, True))[0] if hasattr(builtins, name)))
