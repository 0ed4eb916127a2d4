"""Objects of the program's classes: what `__new__` makes, `__init__` fills, and the fields of data classes."""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import ABSENT, Class, Instance, Opaque, Value, method_of

__all__ = ["made_of"]


def made_of(
    machine: Machine,
    class_: Class,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> Value:
    """Make an object of a class of the program."""
    makers = [base.cells["__new__"] for base in class_.lineage() if "__new__" in base.cells]
    made: Value = Instance(machine.journal.birth(), class_)
    if makers:
        found = machine.call(makers[0], (class_, *values), keywords, node, frame)
        if isinstance(found, Opaque):
            initialise = method_of(made, "__init__")
            if initialise is not None:
                machine.perhaps(lambda: machine.call(initialise, values, keywords, node, frame))
            return found
        made = found
    if not isinstance(made, Instance) or class_ not in made.type.lineage():
        return made  # which its class is not asked to fill
    initialise = method_of(made, "__init__")
    if initialise is not None:
        machine.call(initialise, values, keywords, node, frame)
    elif any(base.is_data for base in class_.lineage()):
        _fill(machine, made, values, keywords, node, frame)
    return made


def _fill(
    machine: Machine,
    made: Instance,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> None:
    """Give the fields of a data class their values."""
    # A field that is defined anew keeps its place.
    bases = [base for base in reversed(made.type.lineage()) if base.is_data]
    fields = list(
        dict.fromkeys(name for base in bases for name in base.cells.get("__data__", ()) if isinstance(name, str))
    )
    given = {**dict(zip(fields, values, strict=False)), **keywords}
    passed: dict[Value, Value] = {name: None for base in bases for name in base.cells.get("__passed__", ())}
    for name in fields:
        value = given.get(name, ABSENT)
        if value is ABSENT:
            value = next(
                (base.cells[name] for base in reversed(bases) if name in base.cells), machine.opaque(name=name)
            )
            if isinstance(value, Opaque):
                factory = value.cells.get(("factory", "()"), ABSENT)
                value = machine.opaque(name=name) if factory is ABSENT else machine.call(factory, (), {}, node, frame)
        (passed if name in passed else made.cells)[name] = value
    after = method_of(made, "__post_init__")
    if after is not None:
        machine.call(after, tuple(passed.values()), {}, node, frame)
