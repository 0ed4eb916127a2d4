"""Help for an expression that fails: small changes, each tried on the shapes, of which the first that fits is told."""

import ast
from collections.abc import Iterator, Mapping

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.explain.evaluate import evaluate
from shapecheck.explain.source import Node, parse
from shapecheck.ops.values import Value

__all__ = ["mend"]

_PRODUCTS = frozenset({"dot", "matmul", "inner"})
_REDUCTIONS = frozenset("sum mean max min amax amin std var prod median argmax argmin any all nansum nanmean".split())
_JOINS = frozenset({"concatenate", "stack"})


def mend(root: Node, failed: Node, names: Mapping[str, Value]) -> str | None:
    """Give a sentence with a change of the failed part that makes the whole fit, or None when none of ours does."""
    try:
        for candidate in _candidates(failed, names):
            changed = _fits(root, failed, candidate, names)
            if changed is not None:
                return f"`{ast.unparse(candidate)}` fits{changed}"
    except RecursionError:
        return None
    return None


def _fits(root: Node, failed: Node, candidate: Node, names: Mapping[str, Value]) -> str | None:
    """Give the words for what the candidate gives, or None when the whole still fails with it."""
    whole = _replaced(root, failed, candidate)
    source = ast.unparse(whole)
    try:
        tree: Node = parse(source) if isinstance(whole, ast.expr) else _statement(source)
        explanation = evaluate(source, tree, names)
        part = ast.unparse(candidate)
        alone = explanation if part == source else evaluate(part, parse(part), names)
    except (SpecError, UnsupportedOperation):
        return None
    if explanation.verdict is not Verdict.YES or any(step.both_stretched for step in explanation.steps):
        return None
    return f" and gives {alone.result.shape}" if isinstance(alone.result, Array) else ""


def _statement(source: str) -> Node:
    statement = ast.parse(source).body[0]
    assert isinstance(statement, (ast.AugAssign, ast.Assign))
    return statement


def _replaced(root: Node, old: ast.AST, new: ast.AST) -> Node:
    """Give a copy of the tree along the path to `old`, with `new` in its place."""
    parents = {child: node for node in ast.walk(root) for child in ast.iter_child_nodes(node)}
    while old is not root:
        parent = parents[old]
        fields = {
            name: [new if item is old else item for item in value]
            if isinstance(value, list)
            else new
            if value is old
            else value
            for name, value in ast.iter_fields(parent)
        }
        old, new = parent, type(parent)(**fields)
    assert isinstance(new, (ast.expr, ast.AugAssign, ast.Assign))
    return new


def _candidates(node: Node, names: Mapping[str, Value]) -> Iterator[Node]:
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            for pair in _product_pairs(left, right):
                yield ast.BinOp(pair[0], ast.MatMult(), pair[1])
            yield ast.BinOp(left, ast.Mult(), right)
        case ast.BinOp(left, operator, right):
            for pair in _stretch_pairs(left, right, names):
                yield ast.BinOp(pair[0], operator, pair[1])
            if isinstance(operator, ast.Mult):
                for pair in ((left, right), *_product_pairs(left, right)):
                    yield ast.BinOp(pair[0], ast.MatMult(), pair[1])
        case ast.AugAssign(target, operator, value):
            for _, changed in _stretch_pairs(target, value, names):
                yield ast.AugAssign(target, operator, changed)
        case ast.Call(function, [left, right], keywords) if _short(function) in _PRODUCTS:
            for pair in _product_pairs(left, right):
                yield ast.Call(function, list(pair), keywords)
        case ast.Call(ast.Attribute(owner, "dot", context), [right], keywords):
            for pair in _product_pairs(owner, right):
                yield ast.Call(ast.Attribute(pair[0], "dot", context), [pair[1]], keywords)
        case ast.Call(function, _, _) if _short(function) in _REDUCTIONS:
            yield _with_keyword(node, "axis", ast.Constant(-1))
        case ast.Call(function, _, _) if _short(function) in _JOINS:
            for axis in (0, 1, 2, -1):
                yield _with_keyword(node, "axis", ast.Constant(axis))
        case ast.Call(function, _, _) if _short(function) == "reshape":
            yield from _free_sizes(node)
        case ast.Call(function, [left, right], keywords):
            for pair in _stretch_pairs(left, right, names):
                yield ast.Call(function, list(pair), keywords)


def _short(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _transposed(node: ast.expr) -> ast.expr:
    """Give `X.T` for X, and X for `X.T`."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _product_pairs(left: ast.expr, right: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    yield _transposed(left), right
    yield left, _transposed(right)
    yield right, left
    yield _transposed(left), _transposed(right)
    yield right, _transposed(left)
    yield _transposed(right), left


def _stretch_pairs(left: ast.expr, right: ast.expr, names: Mapping[str, Value]) -> Iterator[tuple[ast.expr, ast.expr]]:
    for changed in _stretch_changes(right, names):
        yield left, changed
    for changed in _stretch_changes(left, names):
        yield changed, right


def _stretch_changes(node: ast.expr, names: Mapping[str, Value]) -> Iterator[ast.expr]:
    """Give variants of an operand that may broadcast where it does not."""
    if isinstance(node, ast.Call) and _short(node.func) in _REDUCTIONS:
        keywords = {keyword.arg for keyword in node.keywords}
        if "keepdims" not in keywords:
            yield _with_keyword(node, "keepdims", ast.Constant(True))
        for axis in (0, 1):
            yield _with_keyword(_with_keyword(node, "axis", ast.Constant(axis)), "keepdims", ast.Constant(True))
    # `1/m * np.sum(...)`: the operand that lacks its axis is inside
    if isinstance(node, ast.BinOp):
        for changed in _stretch_changes(node.left, names):
            yield ast.BinOp(changed, node.op, node.right)
        for changed in _stretch_changes(node.right, names):
            yield ast.BinOp(node.left, node.op, changed)
        return
    yield _transposed(node)
    key = ast.Tuple([ast.Slice(), ast.Attribute(ast.Name("np", ast.Load()), "newaxis", ast.Load())], ast.Load())
    yield ast.Subscript(node, key, ast.Load())


def _with_keyword(call: ast.Call, name: str, value: ast.expr) -> ast.Call:
    """Give the call with one keyword set, in place of a positional axis where it has one."""
    arguments = list(call.args)
    position = 0 if isinstance(call.func, ast.Attribute) and _is_method(call.func) else 1
    if name == "axis" and len(arguments) > position:
        arguments[position] = value
        return ast.Call(call.func, arguments, call.keywords)
    others = [keyword for keyword in call.keywords if keyword.arg != name]
    at = next((i for i, keyword in enumerate(call.keywords) if keyword.arg == name), len(others))
    return ast.Call(call.func, arguments, [*others[:at], ast.keyword(name, value), *others[at:]])


def _is_method(function: ast.Attribute) -> bool:
    return not (isinstance(function.value, ast.Name) and function.value.id in {"np", "numpy"})


def _free_sizes(call: ast.Call) -> Iterator[ast.Call]:
    """Give variants of a reshape with one of its sizes left to NumPy."""
    method = isinstance(call.func, ast.Attribute) and _is_method(call.func)
    arguments = list(call.args)
    first = 0 if method else 1
    shape = arguments[first] if len(arguments) > first else None
    sizes = list(shape.elts) if isinstance(shape, ast.Tuple) else arguments[first:]
    free: ast.expr = ast.UnaryOp(ast.USub(), ast.Constant(1))
    for axis in reversed(range(len(sizes))):
        changed = [*sizes[:axis], free, *sizes[axis + 1 :]]
        new = [ast.Tuple(changed, ast.Load())] if isinstance(shape, ast.Tuple) else changed
        yield ast.Call(call.func, [*arguments[:first], *new], call.keywords)
