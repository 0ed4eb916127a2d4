"""Repairs of what is of another turn of a loop: `parameters["W" + str(1)]` where the turn is that of layer l."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.infer.tree import nodes_in, nodes_of
from shapecheck.language import say
from shapecheck.lint.mending.elsewhere import Made
from shapecheck.lint.mending.repair import Kind, Repair
from shapecheck.lint.mending.scope import Scope, around
from shapecheck.lint.mending.variants import numbered, plus, replaced, with_quotes

__all__ = ["of_turns"]

_STEPS = (0, 1, -1)  # from the number of the turn to that of the item
_MOST = 8


def of_turns(scope: Scope, node: ast.AST, made: Made) -> Iterator[Repair]:
    """Yield the item of this turn of a loop, where an operation has one that is the same in each turn.

    What is the same is a number, or the number of a loop around this one.
    """
    site, values = scope.site, scope.values
    loop = _innermost(scope)
    if loop is None:
        return
    body, turn = loop
    count = 0
    for name, item in _items(scope, node, body):
        key = item.slice
        if _reads(key, turn) or isinstance(values.get(ast.unparse(item.value)), Array):
            continue
        number = _number(key, values)
        if number is None:
            continue
        part, own = number
        for step in _STEPS:
            if own == values[turn] + step:
                continue  # it is of this turn, so far
            new = _with_number(scope, key, part, plus(ast.Name(turn, ast.Load()), step))
            repair = None if new is None else made(replace(site, node=item), replaced(item, key, new), None, Kind.KEY)
            if repair is not None and count < _MOST:
                count += 1
                text = site.source.segment(item)
                fields = {"turn": turn, "own": own - step, "now": values[turn], "text": text}
                yield replace(repair, reason=_said(name, fields))


def _said(name: str, fields: Mapping[str, object]) -> str:
    """Return of which turn an item is, that may have been given to a name."""
    if not name:
        return say("`{text}` is that of {turn} = {own}, in the turn of {turn} = {now}", **fields)
    return say("{name} is that of {turn} = {own}, in the turn of {turn} = {now}: `{text}`", name=name, **fields)


def _innermost(scope: Scope) -> tuple[ast.For, str] | None:
    """Return the innermost loop around a place that counts, with the name of its number."""
    line, found = scope.site.line, None
    for own in nodes_of(around(scope.site)):
        if isinstance(own, ast.For) and own.lineno <= line <= (own.end_lineno or 0):
            names = [part.id for part in nodes_in(own.target) if isinstance(part, ast.Name)]
            numbers = [name for name in names if type(scope.values.get(name)) is int]
            if numbers and (found is None or own.lineno > found[0].lineno):
                found = own, numbers[0]
    return found


def _items(scope: Scope, node: ast.AST, loop: ast.For) -> Iterator[tuple[str, ast.Subscript]]:
    """Yield the items of containers in an operation, and those that its names are given in a loop, with these."""
    names = {own.id for own in ast.walk(node) if isinstance(own, ast.Name)}
    yield from (("", own) for own in ast.walk(node) if isinstance(own, ast.Subscript))
    for own in nodes_in(*loop.body):
        match own:
            case ast.Assign([ast.Name(name)], ast.Subscript() as item) if (
                name in names and own.lineno < scope.site.line
            ):
                yield name, item


def _reads(key: ast.AST, name: str) -> bool:
    return any(isinstance(own, ast.Name) and own.id == name for own in ast.walk(key))


def _number(key: ast.expr, values: Mapping[str, Any]) -> tuple[ast.expr, int] | None:
    """Return what the number of a key is written as, and which one it is: 1 of `"W" + str(1)`, `f"W{1}"` and `"W1"`."""
    match key:
        case ast.Constant(int() as number) if type(number) is int and number >= 0:
            return key, number
        case ast.Constant(str() as text) if (parts := numbered(text)) is not None:
            return key, parts[1]
        case ast.Name(name) if type(values.get(name)) is int:
            return key, values[name]
        case ast.BinOp(_, ast.Add(), ast.Call(ast.Name("str"), [inner])) | ast.JoinedStr(
            [_, ast.FormattedValue(inner)]
        ):
            return _number(inner, values)
    return None


def _with_number(scope: Scope, key: ast.expr, part: ast.expr, new: ast.expr) -> ast.expr | None:
    """Return a key with another number, None where that cannot be written."""
    match key, part:
        case ast.JoinedStr(), _:
            # The places inside of an f-string are known from Python 3.12 on.
            text, old = scope.site.source.segment(key), f"{{{ast.unparse(part)}}}"
            changed = text.replace(old, f"{{{ast.unparse(new)}}}")
            return ast.Name(changed, ast.Load()) if text.count(old) == 1 else None  # printed as it is
        case ast.Constant(str() as text), _ if (parts := numbered(text)) is not None:
            quote = scope.site.source.segment(key)[:1]
            called = ast.Call(ast.Name("str", ast.Load()), [new], [])
            return ast.BinOp(with_quotes(parts[0], quote), ast.Add(), called)
    return replaced(key, part, new)
