"""The changes that people make when shapes do not fit, as syntax trees: transpose, swap, keep the axis, add one, ..."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from inspect import signature
from typing import Any

from shapecheck.core.array import Array
from shapecheck.expressions.source import Node
from shapecheck.ops.roles import Role, broadcasts, is_inner_product, role_of
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import lookup

__all__ = ["candidates", "number", "transposed", "with_keyword"]

_JOINS = ("concatenate", "stack", "column_stack", "hstack", "vstack")
_GREATEST = {"max": "maximum", "min": "minimum"}  # of two
_OTHERWISE = frozenset({"sum"})  # Python's go through rows as NumPy's do not
_NEW_AXIS = ast.Attribute(ast.Name("np", ast.Load()), "newaxis", ast.Load())

Values = Mapping[ast.AST, Any]


def candidates(node: Node, values: Values) -> Iterator[Node]:
    """Give variants of an operation whose shapes do not fit, those that are most often meant first.

    Parameters
    ----------
    node : Node
        The operation.
    values : mapping
        The values of the nodes inside it.
    """
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            yield from _stacked(left, right, values)
            for pair in _product_pairs(left, right, values, batched=True):
                yield ast.BinOp(pair[0], ast.MatMult(), pair[1])
            yield ast.BinOp(left, ast.Mult(), right)
        case ast.BinOp(left, operator, right):
            for pair in _stretch_pairs(left, right, values):
                yield ast.BinOp(pair[0], operator, pair[1])
            if isinstance(operator, ast.Mult) and max(_rank(left, values) or 0, _rank(right, values) or 0) <= 2:
                for pair in ((left, right), *_product_pairs(left, right, values)):
                    yield ast.BinOp(pair[0], ast.MatMult(), pair[1])
        case ast.Compare(left, [operator], [right]):
            for pair in _stretch_pairs(left, right, values):
                yield ast.Compare(pair[0], [operator], [pair[1]])
        case ast.AugAssign(target, operator, value):
            for changed in (*_kept(value), *_widened(value, target, values), *_turned(value, values)):
                yield ast.AugAssign(target, operator, changed)
        case ast.Assign([target], value):
            for changed in (*_kept(value), *_flat(value, values), *_column(value, values), *_turned(value, values)):
                yield ast.Assign([target], changed, lineno=node.lineno)
        case ast.Call():
            yield from _calls(node, values)


def _calls(node: ast.Call, values: Values) -> Iterator[Node]:
    """Give variants of a call by what it calls."""
    name = _short(node.func)
    if _is_pythons(node.func):
        yield from _by_numpy(node, name)
        return
    yield from _respelled(node)
    match node:
        case ast.Call(function, [left, right], keywords) if _is_product(function):
            for pair in _product_pairs(left, right, values, batched=name == "matmul"):
                yield ast.Call(function, list(pair), keywords)
            yield ast.BinOp(left, ast.Mult(), right)
        case ast.Call(ast.Attribute(owner, "dot", context) as function, [right], keywords) if _is_method(function):
            for pair in _product_pairs(owner, right, values):
                yield ast.Call(ast.Attribute(pair[0], "dot", context), [pair[1]], keywords)
        case ast.Call(function, arguments, keywords) if name in {*_JOINS, "append"}:
            yield from _joins(node, name, values)
        case ast.Call() if _reduces(node.func) or name == "squeeze":
            for axis in (-1, 0, 1) if _has_axes(node, values) else ():
                yield with_keyword(node, "axis", number(axis))
        case ast.Call() if name == "reshape":
            yield from _free_sizes(node, values)
        case ast.Call(function, arguments, keywords) if name == "transpose":
            yield ast.Call(function, arguments[: 0 if _is_method(function) else 1], [])
        case ast.Call() if name == "split":
            for axis in (0, 1):
                yield with_keyword(node, "axis", number(axis), 2)
        case ast.Call(function, [ast.List() as rows, *_], keywords) if name == "block":
            for part in [own for own in ast.walk(rows) if isinstance(own, ast.Name) and own.id != "np"]:
                yield ast.Call(function, [_with_part(rows, part, transposed(part))], keywords)
        case ast.Call() if name == "solve":
            yield from _solved(node)
        case ast.Call(function, [left, right], keywords) if _is_elementwise(name):
            for pair in _stretch_pairs(left, right, values):
                yield ast.Call(function, list(pair), keywords)


def _is_pythons(function: ast.expr) -> bool:
    """Tell whether a function is one of Python's own, or of the module `math`, whatever NumPy has under its name."""
    match function:
        case ast.Name(name):
            return hasattr(builtins, name)
        case ast.Attribute(ast.Name("math")):
            return True
    return False


def _by_numpy(node: ast.Call, name: str) -> Iterator[ast.Call]:
    """Give the function of NumPy's that does for arrays what one of Python's does for numbers."""
    if name in _GREATEST and len(node.args) == 2:
        name = _GREATEST[name]
    if name not in _OTHERWISE and lookup(f"numpy.{name}") is not None:
        yield ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), node.args, node.keywords)


def _rule(function: ast.expr) -> Rule | None:
    """Give the rule of what is called by its last name: a method, or a function of NumPy's."""
    name = _short(function)
    if _is_method(function):
        return lookup(f"ndarray.{name}")
    return lookup(f"numpy.{name}") or lookup(f"numpy.linalg.{name}")


def _is_product(function: ast.expr) -> bool:
    return is_inner_product(f"numpy.{_short(function)}") and not _is_method(function)


def _reduces(function: ast.expr) -> bool:
    rule = _rule(function)
    return rule is not None and role_of(rule) is Role.REDUCES


def _respelled(node: ast.Call) -> Iterator[ast.Call]:
    """Give a call with a keyword that the function does not have replaced by the closest one that it has."""
    rule = _rule(node.func)
    if rule is None:
        return
    known = list(signature(rule.function).parameters)
    for place, keyword in enumerate(node.keywords):
        close = get_close_matches(keyword.arg, known, 1) if keyword.arg and keyword.arg not in known else []
        if close:
            changed = ast.keyword(close[0], keyword.value)
            yield ast.Call(node.func, node.args, [*node.keywords[:place], changed, *node.keywords[place + 1 :]])


def _short(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _is_method(function: ast.expr) -> bool:
    """Tell whether a function is an array's: it is not a plain name, `np.name` or `np.linalg.name`."""
    root = function
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(function, ast.Attribute) and not (isinstance(root, ast.Name) and root.id in {"np", "numpy"})


def _is_elementwise(name: str) -> bool:
    rule = lookup(f"numpy.{name}")
    return rule is not None and broadcasts(rule.form)


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if not isinstance(function, ast.Attribute):
        return ast.Name(name, ast.Load())
    owner = ast.Name("np", ast.Load()) if name == "array_split" else function.value
    return ast.Attribute(owner, name, ast.Load())


def number(value: int) -> ast.expr:
    """Give a number, with its sign, as a syntax tree."""
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _rank(node: ast.expr, values: Values) -> int | None:
    value = values.get(node)
    return value.shape.rank if isinstance(value, Array) else None


def _has_axes(call: ast.Call, values: Values) -> bool:
    """Tell whether what is reduced has axes to choose from: a vector has one, and another one was meant."""
    function = call.func
    reduced = function.value if isinstance(function, ast.Attribute) and _is_method(function) else None
    if reduced is None and call.args:
        reduced = call.args[0]
    return reduced is None or _rank(reduced, values) not in {0, 1}


def transposed(node: ast.expr) -> ast.expr:
    """Give `X.T` for X, and X for `X.T`."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _product_pairs(
    left: ast.expr, right: ast.expr, values: Values, batched: bool = False
) -> Iterator[tuple[ast.expr, ast.expr]]:
    ranks = _rank(left, values) or 0, _rank(right, values) or 0
    if max(ranks) > 2:
        if min(ranks) > 2 and batched:
            yield left, _last_swapped(right)
            yield _last_swapped(left), right
        if ranks[0] == 2:
            yield transposed(left), right
        if ranks[1] == 2:
            yield left, transposed(right)
        return
    # Operands that change places would give something else, whatever the shapes are.
    turned = [
        pair
        for pair, own in (((transposed(left), right), left), ((left, transposed(right)), right))
        if not (isinstance(own, ast.BinOp) and isinstance(own.op, ast.MatMult))
    ]
    yield from reversed(turned) if _contracts_second(left, right, values) else turned


def _stacked(left: ast.expr, right: ast.expr, values: Values) -> Iterator[ast.expr]:
    """Give the product of a stack of matrices with one vector for each of them."""
    one, other = values.get(left), values.get(right)
    if not (isinstance(one, Array) and isinstance(other, Array)) or (other.shape.rank or 0) < 2:
        return
    if one.shape.run is None and one.shape.before[:-1] == other.shape.before:
        column = ast.Subscript(right, ast.Tuple([ast.Constant(...), _NEW_AXIS], ast.Load()), ast.Load())
        product = ast.BinOp(left, ast.MatMult(), column)
        yield ast.Subscript(product, ast.Tuple([ast.Constant(...), number(0)], ast.Load()), ast.Load())


def _with_part(node: ast.expr, old: ast.expr, new: ast.expr) -> ast.expr:
    """Give nested lists with another part."""
    if node is old:
        return new
    if isinstance(node, (ast.List, ast.Tuple)):
        return type(node)([_with_part(own, old, new) for own in node.elts], ast.Load())
    return node


def _last_swapped(node: ast.expr) -> ast.expr:
    """Give `K.swapaxes(-1, -2)` for K and for `K.T`, which from three axes up reverses them all."""
    array = node.value if isinstance(node, ast.Attribute) and node.attr == "T" else node
    return ast.Call(ast.Attribute(array, "swapaxes", ast.Load()), [number(-1), number(-2)], [])


def _contracts_second(left: ast.expr, right: ast.expr, values: Values) -> bool:
    """Tell whether axis 1 of two operands of equal shapes is the one to sum over: the longer one, or the examples."""
    shapes = [value.shape for value in (values.get(left), values.get(right)) if isinstance(value, Array)]
    if len(shapes) < 2 or shapes[0] != shapes[1] or shapes[0].rank != 2:
        return False
    first, second = shapes[0].before
    if isinstance(first, int) and isinstance(second, int):
        return second > first
    return str(first) != "m"


def _stretch_pairs(left: ast.expr, right: ast.expr, values: Values) -> Iterator[tuple[ast.expr, ast.expr]]:
    for changed in (*_kept(right), *_widened(right, left, values)):
        yield left, changed
    for changed in (*_kept(left), *_widened(left, right, values)):
        yield changed, right
    for changed in _turned(right, values):
        yield left, changed
    for changed in _turned(left, values):
        yield changed, right


def _kept(node: ast.expr) -> Iterator[ast.expr]:
    """Give a reduction that keeps its axis, or goes along another one."""
    if isinstance(node, ast.Call) and _reduces(node.func):
        if "keepdims" not in {keyword.arg for keyword in node.keywords}:
            yield with_keyword(node, "keepdims", ast.Constant(True))
        for axis in (0, 1):
            yield with_keyword(node, "axis", number(axis))
            yield with_keyword(with_keyword(node, "axis", number(axis)), "keepdims", ast.Constant(True))
    elif isinstance(node, ast.BinOp):
        # `1/m * np.sum(...)`: the reduction that lacks its axis is inside
        for changed in _kept(node.left):
            yield ast.BinOp(changed, node.op, node.right)
        for changed in _kept(node.right):
            yield ast.BinOp(node.left, node.op, changed)


def _widened(node: ast.expr, other: ast.expr, values: Values) -> Iterator[ast.expr]:
    """Give an operand that has fewer axes than the other one with new last axes.

    A vector goes along the one axis that has its size; where several have it, none is more probable than another.
    """
    rank, most = _rank(node, values), _rank(other, values)
    if not rank or not most or rank >= most:
        return
    new = most - rank
    if rank == 1:
        (size,), sizes = values[node].shape.before, values[other].shape.before
        places = [axis for axis, length in enumerate(sizes) if length == size]
        if len(places) > 1:
            return
        new = most - 1 - places[0] if places else new
    first: ast.expr = ast.Slice() if rank == 1 else ast.Constant(...)
    if new:
        yield ast.Subscript(node, ast.Tuple([first, *[_NEW_AXIS] * new], ast.Load()), ast.Load())


def _turned(node: ast.expr, values: Values) -> Iterator[ast.expr]:
    """Give the operand transposed; from three axes up that reverses them all, which nobody means."""
    if _rank(node, values) in {None, 2}:
        yield transposed(node)


def _flat(node: ast.expr, values: Values) -> Iterator[ast.expr]:
    """Give a column without its last axis."""
    value = values.get(node)
    if isinstance(value, Array) and value.shape.rank == 2 and value.shape.before[1:] == (1,):
        key = ast.Tuple([ast.Slice(), number(0)], ast.Load())
        yield ast.Subscript(node, key, ast.Load())


def _column(node: ast.expr, values: Values) -> Iterator[ast.expr]:
    """Give a vector as a column."""
    if _rank(node, values) == 1:
        yield ast.Subscript(node, ast.Tuple([ast.Slice(), _NEW_AXIS], ast.Load()), ast.Load())


def _joins(node: ast.Call, name: str, values: Values) -> Iterator[ast.Call]:
    """Give variants of a concatenation: in brackets, along another axis, with equal ranks, by another function."""
    if name == "append":
        parts, rest = node.args[:2], node.args[2:]
    elif not node.args:
        return
    elif len(node.args) > 1 and all(_rank(argument, values) is not None for argument in node.args):
        yield ast.Call(node.func, [ast.Tuple(node.args, ast.Load())], node.keywords)
        return
    elif isinstance(node.args[0], (ast.Tuple, ast.List)):
        parts, rest = node.args[0].elts, node.args[1:]
    else:
        parts, rest = [], []

    def joined(arrays: list[ast.expr]) -> ast.Call:
        arguments = arrays if name == "append" else [ast.Tuple(arrays, ast.Load())]
        return ast.Call(node.func, [*arguments, *rest], node.keywords)

    if name in {"concatenate", "stack", "append"}:
        for axis in (0, 1, -1):
            yield with_keyword(node, "axis", number(axis), 2 if name == "append" else 1)
    ranks = [_rank(part, values) for part in parts]
    most = max((rank for rank in ranks if rank is not None), default=0)
    for place in (1, 0):  # behind, then in front
        new: list[ast.expr] = [ast.Slice(), _NEW_AXIS] if place else [_NEW_AXIS, ast.Slice()]
        key = ast.Tuple(new, ast.Load())
        changed = [
            ast.Subscript(part, key, ast.Load()) if rank == 1 and most == 2 else part
            for part, rank in zip(parts, ranks, strict=True)
        ]
        if parts:
            yield joined(changed)
    if name != "append":
        for other in _JOINS:
            if other != name:
                yield ast.Call(_renamed(node.func, other), node.args[:1], [])


def _solved(node: ast.Call) -> Iterator[ast.Call]:
    """Give `solve(A, b)` with b transposed."""
    if len(node.args) == 2:
        yield ast.Call(node.func, [node.args[0], transposed(node.args[1])], node.keywords)


def with_keyword(call: ast.Call, name: str, value: ast.expr, position: int = 1) -> ast.Call:
    """Give the call with one keyword set, in place of a positional axis where it has one."""
    arguments = list(call.args)
    position -= _is_method(call.func)
    if name == "axis" and len(arguments) > position:
        arguments[position] = value
        return ast.Call(call.func, arguments, call.keywords)
    others = [keyword for keyword in call.keywords if keyword.arg != name]
    at = next((i for i, keyword in enumerate(call.keywords) if keyword.arg == name), len(others))
    return ast.Call(call.func, arguments, [*others[:at], ast.keyword(name, value), *others[at:]])


def _free_sizes(call: ast.Call, values: Values) -> Iterator[ast.Call]:
    """Give variants of a reshape with one of its sizes left to NumPy."""
    arguments = list(call.args)
    first = 0 if _is_method(call.func) else 1
    shape = arguments[first] if len(arguments) > first else None
    sizes = list(shape.elts) if isinstance(shape, ast.Tuple) else arguments[first:]
    if shape is not None and isinstance(values.get(shape), tuple) and not isinstance(shape, ast.Tuple):
        return  # `Y.reshape(A.shape)`: so many axes are asked for
    for axis in reversed(range(len(sizes))):
        changed = [*sizes[:axis], number(-1), *sizes[axis + 1 :]]
        new = [ast.Tuple(changed, ast.Load())] if isinstance(shape, ast.Tuple) else changed
        yield ast.Call(call.func, [*arguments[:first], *new], call.keywords)
