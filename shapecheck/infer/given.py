"""Names that a program is given: arrays and sizes, under any name that can stand in an expression.

A name may be no identifier, `parameters["W1"]` or `self.W`: where it stands, it is read as one name.
"""

import ast
import builtins
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, symbols_of
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.names import ELEMENTWISE, MODULES, Function, Module, constant
from shapecheck.expressions.source import normal
from shapecheck.infer.events import Operation
from shapecheck.infer.lowering import lift
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import nodes_in
from shapecheck.infer.values import Library, Native, Value
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.table import lookup

__all__ = ["give", "meaning_of", "with_names"]


def with_names(tree: ast.Module, names: Mapping[str, Any]) -> ast.Module:
    """Return a program in which each given name is one node, the program itself where that is so already."""
    given = {normal(name) for name in names if not name.isidentifier()}
    return _with_names(tree, given) if given else tree


def _with_names(node: Any, given: set[str]) -> Any:
    if isinstance(node, list):
        return [_with_names(item, given) for item in node]
    if not isinstance(node, ast.AST):
        return node
    if isinstance(node, (ast.Attribute, ast.Subscript)) and (name := normal(ast.unparse(node))) in given:
        return ast.copy_location(ast.Name(name, node.ctx), node)
    fields = {own: _with_names(value, given) for own, value in ast.iter_fields(node)}
    return ast.copy_location(type(node)(**fields), node)


def give(machine: Machine, tree: ast.Module, names: Mapping[str, Any]) -> dict[str, Value]:
    """Return the values of the names of a program: what is given, and what the other names mean that it does not bind.

    Parameters
    ----------
    machine : Machine
        What will run it.
    tree : ast.Module
        The program.
    names : mapping
        What is given, as the rules take it.
    """
    found = {normal(name): _lifted(machine, value, name) for name, value in names.items()}
    for value in names.values():
        sizes = (*value.shape.before, *value.shape.after) if isinstance(value, Array) else (value,)
        machine.symbols.reserve(own.name for size in sizes if isinstance(size, Dim) for own in symbols_of(size))
    for node in nodes_in(tree):
        if isinstance(node, ast.Name) and node.id not in found:
            meaning = meaning_of(node.id)
            if meaning is not None:
                found[node.id] = meaning
    return found


def _lifted(machine: Machine, value: Any, name: str) -> Value:
    if isinstance(value, Module):
        return Library(value.name)
    return Native(value.name) if isinstance(value, Function) else lift(machine, value, name)


def meaning_of(name: str) -> Value | None:
    """Return what a name means that nothing is said of: a module, a type, a function of NumPy's; None for any other."""
    if name in MODULES or name == "math":
        return Library(MODULES.get(name, name))
    if hasattr(builtins, name):
        return None  # Python's own, not NumPy's of the same name
    if name in ELEMENTWISE:
        return Native(name, run=_Elementwise(name))
    try:
        return constant(name)
    except KeyError:
        return Native(f"numpy.{name}") if lookup(f"numpy.{name}") is not None else None


class _Elementwise:
    """A function that programs define for themselves, such as `sigmoid`: it keeps the shape of what it is given."""

    def __init__(self, name: str) -> None:
        self.rule = Rule((name,), _same_shape, "()->()")

    def __call__(self, machine: Machine, values: tuple[Value, ...], _k: Mapping[str, Value]) -> Value:
        first = values[0] if values else None
        if not isinstance(first, Array) or machine.place is None:
            return machine.opaque()
        node, frame = machine.place
        outcome = apply(self.rule, (first,), {})
        nodes = tuple(node.args[:1]) if isinstance(node, ast.Call) else ()
        name = self.rule.names[0]
        machine.tell(Operation(frame.site(node), name, self.rule, (first,), {}, nodes, outcome, Verdict.YES))
        if isinstance(outcome.result, Array):
            machine.origins.note(outcome.result, name, self.rule, (first,), {}, node, frame)
        return outcome.result


def _same_shape(operand: Array) -> Outcome:
    return Outcome(replace(operand, name=""))
