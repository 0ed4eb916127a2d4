"""What the text of a file says before it is run: what its functions change, what is called, what loops carry on."""

import ast
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from shapecheck.infer.frames import parameters
from shapecheck.infer.tree import nodes_in, once, positional, root_of

__all__ = [
    "Effects",
    "called_in",
    "carried",
    "effects",
    "filled_from_outside",
    "handed_on",
    "rebound",
    "rewritten",
    "written_from_outside",
]

_MUTATING = frozenset(
    """append extend insert pop remove clear update setdefault add discard sort reverse popitem appendleft
    popleft""".split()
)


@dataclass(frozen=True, slots=True)
class Effects:
    """What a function may change that is older than its call, as far as its text tells.

    Parameters
    ----------
    attributes, globals : frozenset of str
        The attributes, of whatever object, and the names of the module that it assigns or changes.
    calls : frozenset of str
        The last names of what it calls.
    reads : frozenset of str
        The attributes and the names from outside that it reads.
    changes : bool
        Whether it changes anything but what it made itself, or is given.
    fills : bool
        Whether it changes what it is given.
    """

    attributes: frozenset[str]
    globals: frozenset[str]
    calls: frozenset[str]
    reads: frozenset[str]
    changes: bool
    fills: bool

    def __or__(self, other: "Effects") -> "Effects":
        """Give the effects of either of two functions."""
        return Effects(
            self.attributes | other.attributes,
            self.globals | other.globals,
            self.calls | other.calls,
            self.reads | other.reads,
            self.changes or other.changes,
            self.fills or other.fills,
        )

    def with_call(self, other: "Effects") -> "Effects":
        """Give the effects of a function together with those of one that it calls: what that is given may be older."""
        return Effects(
            self.attributes | other.attributes,
            self.globals | other.globals,
            self.calls,
            self.reads | other.reads,
            self.changes or other.changes or other.fills,
            self.fills,
        )


@once
def called_in(tree: ast.AST) -> frozenset[str]:
    """Give the names that something is called by in a file."""
    calls = (node.func for node in nodes_in(tree) if isinstance(node, ast.Call))
    return frozenset(name for name in map(_last_name, calls) if name)


@once
def filled_from_outside(tree: ast.Module) -> frozenset[str]:
    """Give the attributes whose items are written, or taken away, other than through a method's own object.

    An item that is written with an operator, `net.params["W"] -= step`, stays an array of its shape, if it is one.
    """
    found: set[str] = set()
    updated: set[ast.AST] = set()
    for node, own in _with_objects(tree, ""):
        place = _changed(node)
        if isinstance(node, ast.AugAssign):
            updated.add(node.target)
        if place is not None and node not in updated:
            while isinstance(place, ast.Subscript):
                place = place.value
            if isinstance(place, ast.Attribute) and not (isinstance(place.value, ast.Name) and place.value.id == own):
                found.add(place.attr)
    return frozenset(found)


@once
def written_from_outside(tree: ast.Module) -> frozenset[str]:
    """Give the attributes that are written other than through a method's own object, their items included."""
    found: set[str] = set()
    updated: set[ast.AST] = set()
    for node, own in _with_objects(tree, ""):
        if isinstance(node, ast.AugAssign):
            updated.add(node.target)
        is_own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == own
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and not is_own and node not in updated:
            found.add(node.attr)
    return filled_from_outside(tree) | found


def _with_objects(node: ast.AST, own: str, *, of_class: bool = False) -> Iterator[tuple[ast.AST, str]]:
    """Give each node of a tree, with the name that the object has in the method that it is in."""
    stack = [(node, own, of_class)]
    while stack:
        inner, own, of_class = stack.pop()
        yield inner, own
        if of_class and isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            own = next((parameter.arg for parameter in positional(inner.args)), "")
        of_class = isinstance(inner, ast.ClassDef)
        if type(inner) is not ast.Name and type(inner) is not ast.Constant:
            stack.extend((part, own, of_class) for part in ast.iter_child_nodes(inner))


def _changed(node: ast.AST) -> ast.expr | None:
    """Give what a node changes in place: what has the item that is written, or the method that is called."""
    match node:
        case ast.Subscript(place, ctx=ast.Store() | ast.Del()):
            return place
        case ast.Call(ast.Attribute(place, name)) if name in _MUTATING:
            return place
    return None


@once
def effects(function: ast.FunctionDef | ast.AsyncFunctionDef, makers: frozenset[str]) -> Effects:
    """Give what a function may change; functions in it are taken to be run by it.

    `makers` are the names from outside whose calls give new values: those of libraries and types.
    """
    attributes: set[str] = set()
    globals_: set[str] = set()
    calls: set[str] = set()
    reads: set[str] = set()
    nodes = list(nodes_in(*function.body))
    bound, fresh = _bindings(function, nodes, makers)
    given = {parameter.arg for parameter in parameters(function.args)} - _stored_in(nodes)
    changes = fills = False
    for node in nodes:
        place: ast.expr | None = None
        kind = type(node)
        if kind is ast.Name:
            if node.id not in bound:  # type: ignore[attr-defined]
                reads.add(node.id)  # type: ignore[attr-defined]
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Load):
                reads.add(node.attr)
            else:
                attributes.add(node.attr)
                changes = True
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            globals_.update(node.names)
            changes = True
        elif isinstance(node, ast.AugAssign):
            if isinstance(node.target, ast.Name) and not _is_new(node.value, bound, makers):
                place = node.target  # a list may grow so
        elif kind is ast.Call or kind is ast.Subscript:
            place = _changed(node)
            if kind is ast.Call:
                calls.add(_last_name(node.func))  # type: ignore[attr-defined]
        if place is not None:
            while isinstance(place, ast.Subscript):
                place = place.value
            if isinstance(place, ast.Attribute):
                attributes.add(place.attr)
            elif isinstance(place, ast.Name) and place.id not in bound:
                globals_.add(place.id)
            if isinstance(place, ast.Name) and place.id in given:
                fills = True
            elif not (isinstance(place, ast.Name) and place.id in fresh):
                changes = True
    return Effects(frozenset(attributes), frozenset(globals_), frozenset(calls), frozenset(reads), changes, fills)


def _stored_in(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _bindings(
    function: ast.FunctionDef | ast.AsyncFunctionDef, nodes: Iterable[ast.AST], makers: Container[str]
) -> tuple[set[str], set[str]]:
    """Give the names that a function and those in it bind, and those of them that stand for nothing but new values."""
    bound = {parameter.arg for parameter in parameters(function.args)}
    old = set(bound)
    stored: list[ast.Name] = []
    assigned: list[ast.Assign] = []
    neutral: set[ast.AST] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                stored.append(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            names = {parameter.arg for parameter in parameters(node.args)}
            bound |= names
            old |= names
        elif isinstance(node, ast.Assign):
            assigned.append(node)
        elif isinstance(node, ast.AugAssign):
            neutral.add(node.target)  # what it stands for is said where it is assigned
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            old.update(node.names)
    bound.update(name.id for name in stored)
    for node in assigned:
        if _is_new(node.value, bound, makers):
            neutral.update(node.targets)
    old.update(name.id for name in stored if name not in neutral)
    return bound, bound - old


_NEW = (
    ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.BinOp, ast.Compare, ast.Constant,
    ast.JoinedStr, ast.UnaryOp,
)  # fmt: skip


def _is_new(node: ast.expr, bound: Container[str], makers: Container[str]) -> bool:
    """Tell whether an expression gives a value that nothing else has."""
    if isinstance(node, ast.Call):
        root: ast.expr = node.func
        while isinstance(root, ast.Attribute):
            root = root.value
        return isinstance(root, ast.Name) and root.id not in bound and root.id in makers
    return isinstance(node, _NEW)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@once
def carried(loop: ast.For | ast.AsyncFor | ast.While) -> frozenset[str]:
    """Give the names that a turn of a loop may read as the turn before it left them."""
    return frozenset(_carried(loop))


@once
def handed_on(loop: ast.For | ast.AsyncFor | ast.While) -> frozenset[str]:
    """Give the names that a turn of a loop may read as the turn before left them, and what those are made of.

    That is what is combined with others element by element: `dA` in `dZ = dA * (Z > 0)` where the next turn reads `dZ`.
    """
    found = set(carried(loop))
    for node in nodes_in(loop):
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id in found for to in node.targets):
            found.update(_combined(node.value))
    return frozenset(found)


def _combined(value: ast.expr) -> Iterator[str]:
    """Give the names that are operands, element by element, of an expression."""
    if isinstance(value, ast.BinOp) and not isinstance(value.op, ast.MatMult):
        for operand in (value.left, value.right):
            if isinstance(operand, ast.Name):
                yield operand.id
            yield from _combined(operand)


def _carried(loop: ast.For | ast.AsyncFor | ast.While) -> Iterator[str]:
    if isinstance(loop, ast.While):
        yield from _read(loop.test)
        yield from _read_first(loop.body, set())
    else:
        yield from _read_first(loop.body, _stored(loop.target))


def _read_first(body: list[ast.stmt], own: set[str]) -> Iterator[str]:
    """Give the names that statements may read before they write them; add to `own` those that they surely write."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield from _read(statement) - own
            own.update(*map(_stored, statement.targets))
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            yield from _read(statement.iter) - own
            yield from _read_first(statement.body, own | _stored(statement.target))
            yield from _read_first(statement.orelse, set(own))
        elif isinstance(statement, (ast.If, ast.While)):
            yield from _read(statement.test) - own
            yield from _read_first(statement.body, set(own))
            yield from _read_first(statement.orelse, set(own))
        else:
            yield from _read(statement) - own


def _read(node: ast.AST) -> set[str]:
    """Give the names that are read in a part of a program: those that are not only written."""
    found = set()
    for inner in nodes_in(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Store):
            found.add(inner.id)
        elif isinstance(inner, ast.AugAssign) and isinstance(inner.target, ast.Name):
            found.add(inner.target.id)
    return found


def _stored(target: ast.expr) -> set[str]:
    return {inner.id for inner in nodes_in(target) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}


@once
def rebound(tree: ast.Module) -> frozenset[str]:
    """Return the names that the top level of a file binds more than once, or writes into after they were bound.

    A function that is called in between never finds what they are at the end.
    """
    counts: Counter[str] = Counter()
    pending: list[tuple[ast.AST, int]] = [(statement, 1) for statement in tree.body]
    while pending:
        node, times = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            counts[node.id] += times
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            owner = root_of(node)
            if owner is not None:
                counts[owner] += 2
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            times = 2  # each turn binds anew
        pending.extend((inner, times) for inner in ast.iter_child_nodes(node))
    return frozenset(name for name, count in counts.items() if count > 1)


@once
def rewritten(method: ast.AST) -> frozenset[str]:
    """Return the attributes that a method writes more than once: what it calls in between finds others."""
    counts = Counter(
        node.attr
        for node in nodes_in(method)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    return frozenset(name for name, count in counts.items() if count > 1)
