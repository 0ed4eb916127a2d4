"""Variants of an operation that fits but makes what is not meant: another axis, option, size, key or operand."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.lint.mending.candidates import number, transposed, with_keyword
from shapecheck.lint.mending.copying import quoted
from shapecheck.lint.mending.repair import Kind
from shapecheck.ops.roles import Role, is_sized, role_of
from shapecheck.ops.rule import Rule

__all__ = ["Variant", "plus", "replaced", "variants", "with_exchanged", "with_quotes"]

_MODES = ("same", "full", "valid")
_MOST_LETTERS = 12  # variants of one einsum


class Variant(NamedTuple):
    """An operation as it may have been meant, and what is changed in it."""

    kind: Kind
    node: ast.expr


def variants(node: ast.AST, rule: Rule, values: Mapping[ast.AST, Any]) -> Iterator[Variant]:
    """Yield what may have been meant in place of an operation, that what is most often meant first.

    Parameters
    ----------
    node : ast.AST
        The operation as it is written.
    rule : Rule
        Its rule.
    values : mapping
        The values of the nodes inside it, as far as they are known.
    """
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            for pair in ((left, transposed(right)), (transposed(left), right)):
                yield Variant(Kind.TURNED, ast.BinOp(pair[0], ast.MatMult(), pair[1]))
        case ast.BinOp(left, ast.MatMult() as operator, right):
            yield Variant(Kind.TURNED, ast.BinOp(transposed(left), operator, right))
            yield Variant(Kind.TURNED, ast.BinOp(left, operator, transposed(right)))
        case ast.Subscript(owner, key, context):
            for other in _keys(key, values.get(owner), values.get(key)):
                yield Variant(Kind.KEY, ast.Subscript(owner, other, context))
        case ast.Call():
            yield from _of_call(node, rule)


def _of_call(node: ast.Call, rule: Rule) -> Iterator[Variant]:
    keywords = {own.arg: own.value for own in node.keywords}
    role = role_of(rule)
    if rule.names[0] in {"numpy.cov", "numpy.corrcoef"} and len(node.args) == 1:
        yield Variant(Kind.TURNED, ast.Call(node.func, [transposed(node.args[0])], node.keywords))
        return
    if role is Role.REDUCES:
        if "keepdims" in keywords:
            rest = [own for own in node.keywords if own.arg != "keepdims"]
            yield Variant(Kind.KEEPS_NOT, ast.Call(node.func, node.args, rest))
        return  # its axes are tried where the values of its arguments are known
    axis = keywords.get("axis")
    if axis is not None:
        for other in (0, 1, -1):
            if ast.unparse(axis) != str(other):
                yield Variant(Kind.AXIS, with_keyword(node, "axis", number(other)))
    name = rule.names[0].rpartition(".")[2]
    if name in {"convolve", "correlate"}:
        written = keywords.get("mode", node.args[2] if len(node.args) > 2 else ast.Constant("full"))
        for mode in _MODES:
            if not (isinstance(written, ast.Constant) and written.value == mode) and len(node.args) < 3:
                yield Variant(Kind.OPTION, with_keyword(node, "mode", with_quotes(mode)))
    elif name == "squeeze" and "axis" not in keywords:
        for place in (-1, 0):
            yield Variant(Kind.AXIS, with_keyword(node, "axis", number(place)))
    elif name in {"array", "stack"} and _is_list(node.args):
        for other_name in ("concatenate", "stack"):
            if name != other_name and isinstance(node.func, ast.Attribute):
                function = ast.Attribute(node.func.value, other_name, ast.Load())
                yield Variant(Kind.OPTION, ast.Call(function, node.args, []))
    elif name == "einsum":
        yield from _einsums(node)
    elif name in {"diag", "eye", "tri"} or is_sized(rule):
        yield from _sizes(node)
    elif role is Role.PRODUCTS and len(node.args) == 2:
        left, right = node.args
        for pair in ((left, transposed(right)), (transposed(left), right)):
            yield Variant(Kind.TURNED, ast.Call(node.func, list(pair), node.keywords))
    elif role is Role.PRODUCTS and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
        yield Variant(Kind.TURNED, ast.Call(node.func, [transposed(node.args[0])], node.keywords))
        owner = ast.Attribute(transposed(node.func.value), node.func.attr, ast.Load())
        yield Variant(Kind.TURNED, ast.Call(owner, node.args, node.keywords))
    elif role is Role.TURNS:
        yield from _exchanged(node)
    elif role is Role.RESHAPES:
        yield from _sizes(node)


def _is_list(arguments: Sequence[ast.expr]) -> bool:
    """Tell whether it is one list, of more than numbers that are written there."""
    if len(arguments) != 1 or not isinstance(arguments[0], (ast.List, ast.Tuple, ast.ListComp)):
        return False
    return any(isinstance(own, ast.Name) for own in ast.walk(arguments[0]))


def _keys(key: ast.expr, owner: Any, value: Any) -> Iterator[ast.expr]:
    """Yield an index that stands on the other axis."""
    rank = owner.shape.rank if isinstance(owner, Array) else None
    match key:
        case ast.Tuple([ast.Slice(None, None, None), other]):
            yield other
        case ast.Tuple([other, ast.Slice(None, None, None)]) if not isinstance(other, ast.Slice):
            yield ast.Tuple([ast.Slice(), other], ast.Load())
        case ast.Tuple([ast.Slice() as first, ast.Slice() as second]):
            yield ast.Tuple([second, first], ast.Load())
        case ast.Tuple():
            return
        case _ if rank is not None and rank > 1 and isinstance(value, (Array, slice)):
            yield ast.Tuple([ast.Slice(), key], ast.Load())


def _sizes(node: ast.Call) -> Iterator[Variant]:
    """Yield a maker of an array with other sizes: of the other axis, exchanged, one more or one less."""
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Subscript)
            and isinstance(part.value, ast.Attribute)
            and part.value.attr == "shape"
            and isinstance(part.slice, ast.Constant)
            and part.slice.value in (0, 1)
        ):
            other = ast.Subscript(part.value, ast.Constant(int(part.slice.value == 0)), ast.Load())
            yield Variant(Kind.SIZE, replaced(node, part, other))
    lists = [
        own for own in (*node.args, *(own.value for own in node.keywords)) if isinstance(own, (ast.Tuple, ast.List))
    ]
    for sizes in lists[:1]:
        for one, another in combinations(range(len(sizes.elts)), 2):
            if any(isinstance(sizes.elts[place], ast.Constant) for place in (one, another)):
                continue  # a column is no row, whatever fits
            changed = with_exchanged(sizes.elts, one, another)
            yield Variant(Kind.SIZE, replaced(node, sizes, type(sizes)(changed, ast.Load())))
    if len(node.args) == 1 and isinstance(node.args[0], (ast.Name, ast.BinOp)):
        for step in (-1, 1):
            yield Variant(Kind.SIZE, replaced(node, node.args[0], plus(node.args[0], step)))
    plain = [own for own in node.args if not isinstance(own, (ast.Tuple, ast.List, ast.Constant))]
    if not lists and len(plain) == 2 and len(node.args) == 2:
        yield Variant(Kind.SIZE, ast.Call(node.func, [plain[1], plain[0]], node.keywords))


def _exchanged(node: ast.Call) -> Iterator[Variant]:
    """Yield a transposition in which two axes have changed places."""
    inner = node.args[0] if len(node.args) == 1 and isinstance(node.args[0], ast.Tuple) else None
    axes = node.args if inner is None else inner.elts
    if len(axes) < 3 or not all(isinstance(own, ast.Constant) for own in axes):
        return
    for one, another in combinations(range(len(axes)), 2):
        changed = with_exchanged(axes, one, another)
        arguments: list[ast.expr] = changed if inner is None else [ast.Tuple(changed, ast.Load())]
        yield Variant(Kind.AXIS, ast.Call(node.func, arguments, node.keywords))


def with_exchanged(items: Sequence[ast.expr], one: int, another: int) -> list[ast.expr]:
    """Return items of which two have changed places."""
    changed = list(items)
    changed[one], changed[another] = changed[another], changed[one]
    return changed


def _einsums(node: ast.Call) -> Iterator[Variant]:
    """Yield an `einsum` with two letters of one operand in each other's place."""
    first = node.args[0] if node.args else None
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return
    given, arrow, result = first.value.partition("->")
    operands = given.split(",")
    count = 0
    for place, letters in enumerate(operands):
        for one, another in combinations(range(len(letters)), 2):
            if not (letters[one].isalpha() and letters[another].isalpha()) or letters[one] == letters[another]:
                continue
            changed = list(letters)
            changed[one], changed[another] = changed[another], changed[one]
            text = ",".join([*operands[:place], "".join(changed), *operands[place + 1 :]]) + arrow + result
            yield Variant(Kind.OPTION, ast.Call(node.func, [with_quotes(text), *node.args[1:]], node.keywords))
            count += 1
            if count == _MOST_LETTERS:
                return


def replaced(root: ast.expr, old: ast.AST, new: ast.AST) -> ast.expr:
    """Return a copy of an expression with another part; parts that stay are the same nodes."""
    if root is old:
        assert isinstance(new, ast.expr)
        return new

    def copied(value: Any) -> Any:
        if value is old:
            return new
        if isinstance(value, list):
            return [copied(item) for item in value]
        if isinstance(value, ast.AST) and any(own is old for own in ast.walk(value)):
            return type(value)(**{name: copied(own) for name, own in ast.iter_fields(value)})
        return value

    return type(root)(**{name: copied(own) for name, own in ast.iter_fields(root)})


def plus(node: ast.expr, count: int) -> ast.expr:
    """Return a sum of an expression and a number, which may be none any more."""
    match node:
        case ast.BinOp(left, (ast.Add() | ast.Sub()) as operator, ast.Constant(int() as number)):
            count += number if isinstance(operator, ast.Add) else -number
            node = left
        case ast.Constant(int() as number):
            return ast.Constant(number + count)
    if not count:
        return node
    return ast.BinOp(node, ast.Add() if count > 0 else ast.Sub(), ast.Constant(abs(count)))


def numbered(text: str) -> tuple[str, int] | None:
    """Return the words of a key and the number behind them, of `"W1"`; None where it ends with no number.

    >>> numbered("W12"), numbered("W"), numbered("x\u00b2")
    (('W', 12), None, None)
    """
    words = text.rstrip("0123456789")
    return (words, int(text[len(words) :])) if words != text else None


def with_quotes(text: str, sign: str = '"') -> ast.Constant:
    """Return a text that prints with these quotes."""
    return ast.Constant(quoted(text, f"{sign}{text}{sign}"))
