"""What one recorded assignment says: its symbolic shape by the rules, what it broadcast, what it relied on."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import FrameType

from shapecheck.core.array import Array
from shapecheck.core.claims import Agree, Broadcastable, StretchesTo
from shapecheck.core.dim import Dim, Size, evaluate, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Kind, Operation, Symbol, Terms
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.expressions.source import Node
from shapecheck.expressions.steps import Explanation
from shapecheck.infer.lines import evaluate as evaluated
from shapecheck.language import say
from shapecheck.ops.values import UNKNOWN, Value
from shapecheck.runtime.failing.operands import Operand
from shapecheck.runtime.failing.readable import readable, root_of
from shapecheck.runtime.measure import Sizes, is_foreign, sizes_of
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.records import Stretched

__all__ = ["Before", "Derived", "Known", "Number", "Plan", "derive", "plan_of", "state_of"]


_CHOICES = frozenset({Kind.BROADCAST, Kind.MINIMUM, Kind.MAXIMUM})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An array of a call that runs: its shape, and its shape in the names of the spec. One object for each such two."""

    sizes: Sizes
    symbolic: Shape


@dataclass(frozen=True, slots=True)
class Number:
    """An integer of a call that runs, and the size that it is in the names of the spec: `m = X.shape[1]`."""

    value: int
    symbolic: Dim


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """What was found out about an assignment; `symbolic` is None where the rules do not give its shape, or its size."""

    symbolic: Shape | Dim | None = None
    stretched: tuple[Stretched, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The statement of a site, read once.

    Attributes
    ----------
    text : str
        What the tree's places refer to.
    root : Node or None
        The tree to evaluate for the value assigned; None where there is none.
    item : int or None
        Which item of the value, where a tuple is unpacked.
    stored : frozenset of str
        The names that the statement stores: when it is recorded, these have their new values already.
    reads : tuple of str or None
        The names that it reads; None where there are others inside it, in a comprehension or a lambda. Where all of
        them stand for arrays and numbers that are known, no item of a container is read.
    """

    text: str
    root: Node | None = None
    item: int | None = None
    stored: frozenset[str] = frozenset()
    reads: tuple[str, ...] | None = None


@lru_cache(maxsize=4096)
def plan_of(site: Site) -> Plan:
    """Read the statement of a site."""
    text = textwrap.dedent(site.statement)
    try:
        statement: ast.stmt = ast.parse(text).body[0]
    except (SyntaxError, IndexError, ValueError, RecursionError, MemoryError):
        # The header of a loop, or a walrus, which is only an expression within brackets.
        text = f"({text})"
        try:
            statement = ast.parse(text).body[0]
        except (SyntaxError, IndexError, ValueError, RecursionError, MemoryError):
            return Plan(text)
    root = root_of(statement)
    item: int | None = None
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=targets)]):
            at = next((i for i, target in enumerate(targets) if ast.unparse(target) == site.target), None)
            if at is None or any(isinstance(target, ast.Starred | ast.Tuple | ast.List) for target in targets):
                return Plan(text)
            item = at
            if isinstance(statement.value, ast.Tuple) and len(statement.value.elts) == len(targets):
                root, item = statement.value.elts[at], None
        case ast.Return(value=ast.Name()):
            return Plan(text)
    if root is None:
        return Plan(text)
    stored = frozenset(
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    return Plan(text, root, item, stored, _names_read(root))


def _names_read(root: Node) -> tuple[str, ...] | None:
    """Give the names that are read, functions and modules left out; None where a part of it has names of its own."""
    found: dict[str, None] = {}
    pending: list[ast.AST] = [root]
    while pending:
        node = pending.pop()
        match node:
            case ast.Lambda() | ast.ListComp() | ast.GeneratorExp() | ast.DictComp() | ast.SetComp():
                return None
            case ast.Call(func=ast.Name()):
                pending += [*node.args, *node.keywords]
                continue
            case ast.Attribute(value=ast.Name(id="np" | "numpy")):
                continue
            case ast.Name(id=name):
                found[name] = None
        pending += ast.iter_child_nodes(node)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What was known before a statement.

    Attributes
    ----------
    names : mapping
        What was recorded under each name.
    held : mapping
        The arrays that live as long as the call, by identity.
    values : mapping
        The sizes that the names of the spec stand for in this call.
    """

    names: Mapping[str, Known | Number | Value]
    held: Mapping[int, Known]
    values: Mapping[Symbol | Dim, int]


def derive(
    plan: Plan, seen: Sizes | int, found: tuple[Operand, ...], before: Before, frame: FrameType
) -> Derived | None:
    """Evaluate a statement on the shapes of what it read, as integers and in the names of the spec.

    Parameters
    ----------
    plan : Plan
        Of the statement, with a root.
    seen : tuple of int, or int
        The shape that was assigned, or the integer; what is derived must be this.
    found : tuple of Operand
        What the statement reads.
    before : Before
        What was known of that.
    frame : frame
        Where the statement ran, just after it.

    Returns
    -------
    Derived or None
        None where the rules do not give what was assigned.
    """
    assert plan.root is not None
    ready = readable(plan.root, frame, found)
    concrete, symbolic = dict(ready.names), dict(ready.names)
    for operand in found:
        now = state_of(operand, plan, before)
        if isinstance(now, Known):
            kind = getattr(ready.names.get(operand.text), "kind", None)
            concrete[operand.text] = Array(Shape(now.sizes), kind, operand.name)
            symbolic[operand.text] = Array(now.symbolic, kind, operand.name)
        elif isinstance(now, Number):
            concrete[operand.text], symbolic[operand.text] = now.value, now.symbolic
        elif operand.text in plan.stored:
            if now is UNKNOWN:
                return None
            concrete[operand.text] = symbolic[operand.text] = now
    try:
        numbers = evaluated(plan.text, ready.root, concrete)
    except (UnsupportedOperation, SpecError):
        return None
    if numbers.failure is not None or _result(numbers, plan) != seen:
        return None
    stretched = tuple(_stretched(numbers))
    try:
        letters = evaluated(plan.text, ready.root, symbolic)
    except (UnsupportedOperation, SpecError):
        return Derived(None, stretched)
    result = _result(letters, plan) if letters.failure is None else None
    conditions = tuple(_conditions(letters, before.values))
    match result, seen:
        case Dim(), int() if isinstance(size := _named(result, seen, before.values), Dim):
            return Derived(size, stretched, conditions)
        case tuple(), tuple() if len(result) == len(seen):
            named = tuple(_named(size, number, before.values) for size, number in zip(result, seen, strict=True))
            return Derived(Shape(named), stretched, conditions)
    return Derived(None, stretched)


def state_of(operand: Operand, plan: Plan, before: Before) -> Known | Number | Value:
    """Give what is known of an operand before its statement: by name, else by identity; `UNKNOWN` where nothing is."""
    if is_foreign(operand.value):
        return UNKNOWN
    found = before.names.get(operand.name, before.names.get(operand.text, UNKNOWN))
    if operand.text in plan.stored:
        return found  # the frame has the new value already
    if isinstance(found, Known) and found.sizes == sizes_of(operand.value):
        return found
    if isinstance(found, Number) and type(operand.value) is int and found.value == operand.value:
        return found
    return before.held.get(id(operand.value), UNKNOWN)


def _result(explanation: Explanation, plan: Plan) -> tuple[Size, ...] | Size | None:
    """Give the shape of what is assigned, or the size that it is."""
    value = explanation.result
    if plan.item is not None:
        value = value[plan.item] if isinstance(value, tuple) and plan.item < len(value) else None
    if isinstance(value, Array):
        return value.shape.sizes
    return value if isinstance(value, int | Dim) and not isinstance(value, bool) else None


def _named(size: Size, number: int, values: Mapping[Symbol | Dim, int]) -> Size:
    """Give the size that was derived if it has the value that was seen and is no choice of two, else the number."""
    return size if _value(size, values) == number and not _chooses(size) else number


def _value(size: Size, values: Mapping[Symbol | Dim, int]) -> int | None:
    try:
        return evaluate(size, values) if isinstance(size, Dim) else size
    except (LookupError, ValueError, ZeroDivisionError, UnsupportedOperation):
        return None


def _chooses(size: Size) -> bool:
    """Tell whether a size is one of two, by a rule that asks which is the greater: `X[:, :2]` has min(m, 2) columns."""
    pending: list[Terms] = [size.terms] if isinstance(size, Dim) else []
    while pending:
        for monomial, _ in pending.pop():
            for atom, _ in monomial:
                if isinstance(atom, Operation):
                    if atom.kind in _CHOICES:
                        return True
                    pending += atom.arguments
    return False


def _stretched(explanation: Explanation) -> list[Stretched]:
    """Give the operands that were repeated; a scalar is meant to be, and is left out."""
    found: list[Stretched] = []
    for step in explanation.steps:
        for stretch in step.stretches:
            sizes = stretch.operand.shape.sizes
            if sizes and stretch.axes:
                shape, result = _integers(stretch.operand.shape), _integers(stretch.result)
                found.append(
                    Stretched(step.title, stretch.operand.name, shape, result, stretch.axes, step.both_stretched)
                )
    return found


def _integers(shape: Shape) -> Sizes:
    return tuple(size for size in shape.before if isinstance(size, int))


def _conditions(explanation: Explanation, values: Mapping[Symbol | Dim, int]) -> list[str]:
    """Word what holds only because two names have the same value."""
    found: dict[str, None] = {}
    for step in explanation.steps:
        for claim in step.conditions:
            match claim:
                case Agree(left_place, right_place) | Broadcastable(left_place, right_place):
                    left, right = left_place.size, right_place.size
                case StretchesTo(source, target):
                    left, right = source.size, target.size
                case _:
                    continue
            if isinstance(left, Dim) and isinstance(right, Dim) and _plain(left) and _plain(right):
                value = _value(left, values)
                if value is not None and value == _value(right, values):
                    equation = f"{left} = {right} = {value}"
                    found[say("{operation} fits only because {equation}", operation=step.title, equation=equation)] = (
                        None
                    )
    return list(found)


def _plain(size: Dim) -> bool:
    return len(list(symbols_of(size))) == 1 and not _chooses(size)
