"""Repairs of what is around an operation: a loop that goes too far, names that are unpacked in the wrong order."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from shapecheck.core.array import Array
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.site import Site
from shapecheck.infer.tree import nodes_of, once
from shapecheck.language import say
from shapecheck.lint.memory import Memory
from shapecheck.lint.mending.elsewhere import Made
from shapecheck.lint.mending.repair import Kind, Repair
from shapecheck.lint.mending.scope import Scope, around
from shapecheck.lint.mending.variants import numbered, plus, replaced, with_exchanged, with_quotes
from shapecheck.ops.roles import is_sized

__all__ = ["of_keys", "of_loops", "of_targets", "of_truth"]

_MOST_TARGETS = 5


def of_loops(memory: Memory, site: Site, node: ast.AST, made: Made) -> Iterator[Repair]:
    """Yield a loop that ends one turn earlier, or an array with one place more, where an index goes one too far."""
    operation = memory.operation(site, node)
    index = node.slice if isinstance(node, ast.Subscript) else None
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        index = node.targets[0].slice
    if operation is None or index is None:
        return
    for axis, part in enumerate(index.elts if isinstance(index, ast.Tuple) else [index]):
        loop = _loop(site, part)
        if loop is None:
            continue
        call, ahead = loop
        if not ahead and memory.origins is not None and operation.operands:
            yield from _longer(memory, operation.operands[0], axis, site, made)
        last = call.args[-1] if len(call.args) < 3 else call.args[1]
        place = min(len(call.args), 2) - 1
        shorter = [*call.args[:place], plus(last, -max(ahead, 1)), *call.args[place + 1 :]]
        found = made(replace(site, node=call), ast.Call(call.func, shorter, []), None, Kind.LOOP)
        if found is not None:
            yield replace(
                found, reason=say("range: the last turn of {code} goes beyond the end", code=ast.unparse(call))
            )


def _loop(site: Site, index: ast.expr) -> tuple[ast.Call, int] | None:
    """Return the `range` that a number in an index is from, and how far ahead of it the index is."""
    match index:
        case ast.Name(name):
            ahead = 0
        case ast.BinOp(ast.Name(name), ast.Add(), ast.Constant(int() as ahead)):
            pass
        case _:
            return None
    for loop in nodes_of(around(site)):
        if isinstance(loop, ast.For) and loop.lineno <= site.line <= (loop.end_lineno or 0):
            match loop.target, loop.iter:
                case ast.Name(target), ast.Call(ast.Name("range")) as call if target == name and call.args:
                    return call, ahead
    return None


def _longer(memory: Memory, array: Array, axis: int, here: Site, made: Made) -> Iterator[Repair]:
    """Yield the operation that made an array, with one place more on an axis."""
    assert memory.origins is not None
    known = Lineage(memory.origins).made_by(array)
    if known is None or known.told_at.source is not here.source or not is_sized(known.rule):
        return
    call = known.told_at.node
    if not isinstance(call, ast.Call) or not call.args:
        return
    sizes = call.args[0]
    size = sizes.elts[axis] if isinstance(sizes, ast.Tuple) and axis < len(sizes.elts) else sizes
    if isinstance(size, (ast.Tuple, ast.Constant)):
        return
    written = _assigned(known.told_at, size.id) if isinstance(size, ast.Name) else None
    old = size if written is None else written
    new = plus(old, 1)
    if isinstance(old, ast.Tuple):  # `n_h, n_w = X.shape[0] - f, X.shape[1] - f`: both are too small
        new = ast.Tuple([plus(own, 1) for own in old.elts], ast.Load())
    place = replace(known.told_at, node=old)
    found = made(place, new, None, Kind.SIZE)
    if found is not None:
        yield replace(found, reason=say("size: {code} is one too small where it is used", code=place.text))


def _assigned(site: Site, name: str) -> ast.expr | None:
    """Return what a name is assigned in the function of a place, where that is done once."""
    found: list[ast.expr] = []
    for node in nodes_of(around(site)):
        if isinstance(node, ast.Assign):
            match node.targets, node.value:
                case [ast.Name(target)], value if target == name:
                    found.append(value)
                case [ast.Tuple(targets)], ast.Tuple(values) if len(targets) == len(values):
                    alike = len({_behind(value) for value in values}) == 1 and _behind(values[0])
                    found += [
                        node.value if alike else value
                        for target, value in zip(targets, values, strict=True)
                        if isinstance(target, ast.Name) and target.id == name
                    ]
    return found[0] if len(found) == 1 and not isinstance(found[0], ast.Constant) else None


def _behind(node: ast.expr) -> str:
    """Return what is taken off at the end of an expression."""
    return ast.unparse(node.right) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) else ""


def of_targets(site: Site, node: ast.AST, made: Made) -> Iterator[Repair]:
    """Yield unpackings with two names in each other's place, of which one is used where something does not fit."""
    line = next((own for own in nodes_of(around(site)) if isinstance(own, ast.stmt) and _stands_in(node, own)), node)
    names = {own.id for own in ast.walk(line) if isinstance(own, ast.Name)}
    count = 0
    for own in nodes_of(around(site)):
        if not isinstance(own, ast.Assign) or own.lineno > site.line or isinstance(own.value, ast.Tuple):
            continue
        match own.targets:
            case [ast.Tuple(targets) as whole] if 1 < len(targets) <= 4:
                if not all(isinstance(target, ast.Name) for target in targets):
                    continue
                if names.isdisjoint({target.id for target in targets}):  # type: ignore[attr-defined]
                    continue
                for order in _orders(targets):
                    changed = ast.Tuple(order, ast.Store())
                    found = made(replace(site, node=whole), changed, None, Kind.TARGETS)
                    if found is not None and count < _MOST_TARGETS:
                        count += 1
                        reason = say(
                            "unpacking: {names} are in another order than line {line} needs",
                            names=ast.unparse(whole),
                            line=site.line,
                        )
                        yield replace(found, reason=reason)


def _orders(targets: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """Yield other orders of some names: two of them exchanged, then the last one first, the first one last."""
    for one, another in combinations(range(len(targets)), 2):
        yield with_exchanged(targets, one, another)
    if len(targets) > 2:
        yield [targets[-1], *targets[:-1]]
        yield [*targets[1:], targets[0]]


def _stands_in(node: ast.AST, statement: ast.stmt) -> bool:
    return any(own is node for own in ast.walk(statement)) and not hasattr(statement, "body")


def of_truth(site: Site, node: ast.AST, made: Made) -> Iterator[Repair]:
    """Yield a condition on all elements of an array in place of one that is an array, `and` element by element."""
    for own in nodes_of(around(site)):
        match own:
            case ast.BoolOp(operator, [left, right]) if node is left or node is right:
                name, values = f"logical_{type(operator).__name__.lower()}", [left, right]
            case ast.UnaryOp(ast.Not(), inner) if node is inner:
                name, values = "logical_not", [inner]
            case _:
                continue
        function = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
        found = made(replace(site, node=own), ast.Call(function, values, []), None, Kind.PLACE)
        if found is not None:
            yield found
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return
    method = "any" if isinstance(node.ops[0], (ast.Gt, ast.GtE, ast.NotEq)) else "all"
    for own in nodes_of(around(site)):
        if isinstance(own, (ast.While, ast.If)) and own.test is node:
            changed = ast.Call(ast.Attribute(node, method, ast.Load()), [], [])
            found = made(replace(site, node=node), changed, None, Kind.PLACE)
            if found is not None:
                yield found


_MARKS = ("", "%d", "%i", "%s", "{}")  # where a number is put into a text


def _has_key(tree: ast.AST, stem: str, number: int) -> bool:
    """Tell whether a file has a key with a number, or makes such keys: `"W" + str(l)`, `"W%d" % l`."""
    texts = _texts_in(tree)
    return not texts.isdisjoint({f"{stem}{number}", *(f"{stem}{mark}" for mark in _MARKS)})


@once
def _texts_in(tree: ast.AST) -> frozenset[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def of_keys(scope: Scope, node: ast.AST, made: Made) -> Iterator[Repair]:
    """Yield an operation with the key of another layer: `parameters["W1"]` for W2, the next item of a cache."""
    if not isinstance(node, ast.expr):
        return
    site, values = scope.site, scope.values
    line = site.source.lines[site.line - 1]
    found: list[tuple[bool, Repair]] = []
    for part in ast.walk(node):
        if isinstance(part, ast.Subscript) and isinstance(values.get(ast.unparse(part.value)), Array):
            continue
        match part:
            case ast.Subscript(ast.Name() | ast.Attribute(), ast.Constant(str() as key) as constant) if (
                parts := numbered(key)
            ) is not None:
                stem, number = parts
                for other in (number + 1, number - 1):
                    if other >= 0 and _has_key(site.source.tree, stem, other):
                        changed = replaced(
                            node, constant, with_quotes(f"{stem}{other}", site.source.segment(constant)[:1])
                        )
                        repair = made(replace(site, node=node), changed, None, Kind.KEY)
                        if repair is not None:
                            found.append((str(other) in line, repair))
            case ast.Subscript(ast.Name() | ast.Attribute(), ast.Name(name) as index) if isinstance(
                values.get(name), int
            ):
                for new in (
                    ast.BinOp(ast.Name(name, ast.Load()), sign(), ast.Constant(1)) for sign in (ast.Add, ast.Sub)
                ):
                    repair = made(replace(site, node=node), replaced(node, index, new), None, Kind.KEY)
                    if repair is not None:
                        found.append((False, repair))
    yield from [own for _, own in sorted(found, key=lambda own: not own[0])][:3]
