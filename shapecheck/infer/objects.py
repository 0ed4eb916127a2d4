"""Objects in trials: made by their own constructors, and used as the method that is tried needs them.

A method that reads `self.x` which the constructor does not make is one that is called after another one: after
`forward`, or `fit`. The one method that makes such an attribute is run before, on the same object.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.infer.calls import run_function
from shapecheck.infer.generic import Abandoned
from shapecheck.infer.machine import BudgetSpent, Machine
from shapecheck.infer.members import WITHOUT_OBJECT, decorators
from shapecheck.infer.parameters import further_arguments
from shapecheck.infer.survey import written_from_outside
from shapecheck.infer.tree import nodes_in, once, positional
from shapecheck.infer.values import Class, Dictionary, Function, Instance, Value

__all__ = ["prepare", "prepared_object"]

_DEEPEST = 4  # methods that are run for what the next one reads
_OWN = WITHOUT_OBJECT | {"property"}

Arguments = Callable[[Function, Value], Sequence[Value]]
"""Gives the values of a call of a method on an object."""


@dataclass(frozen=True, slots=True)
class _Uses:
    """What a method does with attributes of its object, as far as its text tells.

    Parameters
    ----------
    reads : frozenset of str
        The attributes that it reads before it makes them, items by a key included: `cache[x]`.
    makes : frozenset of str
        The attributes that it assigns.
    calls : frozenset of str
        The methods of its object that it calls.
    """

    reads: frozenset[str]
    makes: frozenset[str]
    calls: frozenset[str]


def prepared_object(machine: Machine, function: Function, arguments: Arguments) -> Value:
    """Return an object on which a method is called: made, and with what other methods make of it that it reads.

    What has taken a whole trial is not run again for another method.
    """
    class_ = function.owner
    assert class_ is not None

    def given(own: Function, first: Value) -> Sequence[Value]:
        if own.node in machine.too_long:
            raise BudgetSpent
        return arguments(own, first)

    methods = _methods(class_)
    made = Instance(machine.journal.birth(), class_)
    initialise = methods.get("__init__")
    if initialise is not None and initialise is not function:
        _run(machine, initialise, made, given)
        _forget(machine, made, function, methods)
    _prepare(machine, made, function, methods, given, (function,))
    return made


def prepare(machine: Machine, made: Instance, function: Function, arguments: Arguments) -> dict[str, str]:
    """Run on an object the methods that make what a method reads; return these attributes, each with its method."""
    before = dict(made.cells)
    methods = {name: own for name, own in _methods(made.type).items() if name != "__init__"}
    _prepare(machine, made, function, methods, arguments, (function,))
    new = [name for name, value in made.cells.items() if isinstance(name, str) and before.get(name) is not value]
    reads = _with_called(function, methods)[0]
    return {
        name: maker
        for name in new
        if name in reads
        for maker in [next((short for short, own in methods.items() if name in _uses(own.node).makes), "")]
        if maker not in {"", "__init__"}
    }


def _forget(machine: Machine, made: Instance, function: Function, methods: Mapping[str, Function]) -> None:
    """Forget what another method of an object, or who has the object, may have put others in the place of before."""
    others = [_uses(own.node) for name, own in methods.items() if name != "__init__" and own is not function]
    class_ = made.type
    elsewhere = set(written_from_outside(function.frame.source.tree))
    for own in machine.functions.values():
        if own.owner is not None and own.owner is not class_ and class_ in own.owner.lineage():
            elsewhere |= _uses(own.node).makes
    for name, value in list(made.cells.items()):
        is_made = isinstance(value, Array) and any(name in own.makes and name not in own.reads for own in others)
        if is_made or (name in elsewhere and isinstance(value, (Array, Dictionary))):
            machine.journal.write(made, name, machine.opaque())


def _methods(class_: Class) -> Mapping[str, Function]:
    """Return the methods of a class and its bases by name, without those that are no plain methods."""
    found: dict[str, Function] = {}
    for base in class_.lineage():
        for name, value in base.cells.items():
            if isinstance(value, Function) and isinstance(name, str):
                found.setdefault(name, value)
    return {name: own for name, own in found.items() if _OWN.isdisjoint(decorators(own))}


def _prepare(
    machine: Machine,
    made: Instance,
    function: Function,
    methods: Mapping[str, Function],
    arguments: Arguments,
    running: tuple[Function, ...],
) -> None:
    """Run the methods that make the attributes which a method reads and the object does not have."""
    if len(running) > _DEEPEST:
        return
    reads, _, calls = _with_called(function, methods)
    for name in sorted(reads):
        if _has(made, name) or any(name in base.cells for base in made.type.lineage()):
            continue
        makers = {own for short, own in methods.items() if short != "__init__" and name in _uses(own.node).makes}
        if not makers or function in makers or any(own.name.rpartition(".")[2] in calls for own in makers):
            continue
        first = {_first_caller(own, methods) for own in makers}
        if len(first) != 1 or not first.isdisjoint(running):
            continue
        (maker,) = first
        _prepare(machine, made, maker, methods, arguments, (*running, maker))
        _run(machine, maker, made, arguments)


def _has(made: Instance, name: str) -> bool:
    """Tell whether an object has an attribute, or a dictionary with a key: `cache[x]`."""
    name, _, key = name.removesuffix("]").partition("[")
    value = made.cells.get(name)
    return value is not None and (not key or not isinstance(value, Dictionary) or key in value.known)


def _first_caller(function: Function, methods: Mapping[str, Function]) -> Function:
    """Return the method that is called from outside so that a method is run: the one that calls it, if one does."""
    seen = {function}
    while True:
        short = function.name.rpartition(".")[2]
        callers = {own for own in methods.values() if short in _uses(own.node).calls and own not in seen}
        if len(callers) != 1:
            return function
        (function,) = callers
        if function.name.endswith(".__init__"):
            return function
        seen.add(function)


def _run(machine: Machine, function: Function, made: Instance, arguments: Arguments) -> None:
    values = arguments(function, made)
    try:
        run_function(machine, function, values, further_arguments(machine, function), None, None)
    except BudgetSpent as end:
        if not isinstance(end, Abandoned):  # what is supposed does not hold, which says nothing of other trials
            machine.too_long.add(function.node)
        raise


def _with_called(function: Function, methods: Mapping[str, Function]) -> tuple[set[str], set[str], set[str]]:
    """Return what a method reads, makes and calls, together with the methods that it calls."""
    reads: set[str] = set()
    makes: set[str] = set()
    calls: set[str] = set()
    waiting = [function]
    seen = {function.node}
    while waiting:
        uses = _uses(waiting.pop(0).node)
        reads |= uses.reads - makes
        makes |= uses.makes
        calls |= uses.calls
        for name in sorted(uses.calls):
            other = methods.get(name)
            if other is not None and other.node not in seen:
                seen.add(other.node)
                waiting.append(other)
    return reads, makes, calls


@once
def _uses(node: ast.AST) -> _Uses:
    arguments = positional(node.args) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []
    if not arguments:
        return _Uses(frozenset(), frozenset(), frozenset())
    own = arguments[0].arg
    first: dict[str, tuple[int, int]] = {}
    reads: dict[str, tuple[int, int]] = {}
    calls: set[str] = set()
    in_place = {part.target for part in nodes_in(node) if isinstance(part, ast.AugAssign)}
    for part in nodes_in(node):
        if isinstance(part, ast.Call) and _is_of(part.func, own):
            calls.add(part.func.attr)  # type: ignore[attr-defined]
        match part:
            case ast.Attribute(ast.Name(name), attribute) if name == own:
                path = attribute
            case ast.Subscript(ast.Attribute(ast.Name(name), attribute), ast.Constant(str() as key)) if name == own:
                path = f"{attribute}[{key}]"
            case _:
                continue
        found = first if isinstance(part.ctx, ast.Store) and part not in in_place else reads
        place = (part.lineno, part.col_offset)
        found[path] = min(place, found.get(path, place))
    # On the line that makes it an attribute is read before.
    before = {name for name, place in reads.items() if name not in first or place[0] <= first[name][0]}
    return _Uses(frozenset(before - calls), frozenset(first), frozenset(calls))


def _is_of(node: ast.AST, own: str) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == own
