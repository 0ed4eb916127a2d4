"""The public face of the explainer: an expression and shapes in, an explanation out."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from shapecheck.core.array import Array, Origin
from shapecheck.core.claims import Depends
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import shape_of_spec
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import of_atom
from shapecheck.diagnostics import Diagnostic
from shapecheck.expressions.evaluate import Evaluation, Failed
from shapecheck.expressions.mend import mend
from shapecheck.expressions.names import is_known
from shapecheck.expressions.source import Node, normal, parse_line
from shapecheck.expressions.steps import Explanation, Remark, Step
from shapecheck.ops.values import Value
from shapecheck.wording import condition, unpacking

__all__ = ["Given", "explain", "explain_node", "named_array"]

Given: TypeAlias = "str | tuple[Size, ...] | Shape | Array | int | Dim"

_MOST_MENDED = 5  # remarks for which a change is looked for: each is tried on the whole expression


def explain(expression: str, names: Mapping[str, Given] | None = None, /, **more: Given) -> Explanation:
    """Evaluate a NumPy expression on shapes, step by step.

    Parameters
    ----------
    expression : str
        A Python expression over `np` and the names given, or one assignment: what it computes is explained, and
        where it is unpacked, whether there are as many values as names.
    names : mapping, optional
        What is known of names that are no identifiers, as in `{'parameters["W1"]': "3,2"}`.
    **more : str or tuple or Shape or Array or int
        The shape of each array, `"3,2"`, `"n[l] m"`, `(3, 2)`, or the number that a name stands for, `m=7`. Sizes that
        stand in a shape, as `m` in `"2,m"`, are known in the expression.

    Returns
    -------
    Explanation
        The steps, the result, remarks, and the failure, if any, with a help line where a change was found that fits.

    Raises
    ------
    SpecError
        When the expression or a shape cannot be read, or a name has no shape.
    UnsupportedOperation
        When the expression has something that is not modelled.

    Examples
    --------
    >>> print(explain("np.dot(W, A) + b", W="3,2", A="2,m", b="3,1").result.shape)
    (3, m)
    """
    known: dict[str, Value] = {}
    for name, given in (*(names or {}).items(), *more.items()):
        known[name] = given if isinstance(given, (int, Dim, Array)) else named_array(name, given)
    statement = parse_line(expression)
    found = explain_node(expression.strip(), _computed(statement, known), {**dict(_sizes_in(known)), **known})
    match statement:
        case ast.Assign([ast.Tuple(targets) | ast.List(targets)], value) if found.failure is None:
            problem = _unpacking_problem(targets, ast.unparse(value), found.result)
            if problem is not None:
                return replace(found, failure=Diagnostic("unpack", problem), remarks=(), result=Array(UNKNOWN_SHAPE))
    return found


def _computed(statement: ast.stmt, known: Mapping[str, Value]) -> Node:
    """Give the part of a line that computes; of `Z[Z < 0] = 0` that is the whole, if Z is an array."""
    match statement:
        case ast.Assign([ast.Subscript(owner) as target]):
            names = {normal(name) for name in known}
            whole, base = normal(ast.unparse(target)), normal(ast.unparse(owner))
            return statement if base in names and whole not in names else statement.value
        case ast.AugAssign():
            return statement
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) | ast.Expr(value=value):
            return value
    raise AssertionError(statement)


def _unpacking_problem(targets: Sequence[ast.expr], text: str, value: Value) -> str | None:
    """Say why a value cannot be unpacked into so many names, or give None when it can or nothing is known."""
    if isinstance(value, Array):
        if value.shape.rank == 0:
            return f"{text} is a number, which has no axis to unpack"
        count = value.shape.before[0] if value.shape.before else None
    else:
        count = len(value) if isinstance(value, (tuple, list)) else None
    if not isinstance(count, int):
        return None
    starred = any(isinstance(target, ast.Starred) for target in targets)
    if count == len(targets) or (starred and count >= len(targets) - 1):
        return None
    return unpacking(text, count, len(targets) - starred, starred=starred)


def _sizes_in(known: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Give the symbols of all shapes by name: `1/m` knows the m of `A : (n, m)`."""
    for value in known.values():
        if isinstance(value, Array):
            for size in (*value.shape.before, *value.shape.after):
                for found in symbols_of(size):
                    symbol = Dim(of_atom(found))
                    if not is_known(str(symbol)):
                        yield str(symbol), symbol


def named_array(name: str, shape: str | tuple[Size, ...] | Shape, kind: str | None = None) -> Array:
    """Give the array of a name, each of its sizes coming from its own axis."""
    if isinstance(shape, str):
        shape = shape_of_spec(parse_spec(shape))
    elif not isinstance(shape, Shape):
        shape = Shape(tuple(shape))
    axes = range(len(shape.before)) if shape.run is None else ()
    return Array(shape, kind, name, tuple(Origin.of_axis(axis, name) for axis in axes))


def explain_node(source: str, root: Node, names: Mapping[str, Value]) -> Explanation:
    """Evaluate a parsed expression or operation on arrays; where it fails, look for a change that helps."""
    walk = Evaluation(source, names)
    arrays = tuple(replace(value, name=name) for name, value in names.items() if isinstance(value, Array))
    try:
        value = walk.run(root)
    except Failed as failed:
        diagnostic = replace(failed.diagnostic, help=mend(root, failed.node, names, walk.values))
        return Explanation(source, arrays, tuple(walk.steps), Array(UNKNOWN_SHAPE), diagnostic)
    if isinstance(root, ast.Assign) and isinstance(root.targets[0], ast.Subscript):
        value = walk.values[root.targets[0].value]  # the array that is written to
    return Explanation(source, arrays, tuple(walk.steps), value, remarks=tuple(_remarks(walk, root, names)))


def _remarks(walk: Evaluation, root: Node, names: Mapping[str, Value]) -> Iterator[Remark]:
    """Give what each step depends on, and warn where both operands are stretched."""
    mended = 0
    said: set[tuple[str, bool]] = set()
    open_steps = sum(1 for step in walk.steps if step.undecided)
    for step, node in zip(walk.steps, walk.nodes, strict=True):
        asked = list(_kinds_asked(step))
        texts = [(condition(claim), False) for claim in step.conditions if not (asked and isinstance(claim, Depends))]
        if step.both_stretched:
            texts.append((step.stretched_text, True))
        for text, warning in dict.fromkeys(texts):
            if (text, warning) in said and not warning:
                continue
            said.add((text, warning))
            mended += 1
            change = mend(root, node, names, walk.values, open_steps - 1) if mended <= _MOST_MENDED else None
            yield Remark(step, text, warning, change)
        for text in asked:
            yield Remark(step, text, False)


def _kinds_asked(step: Step) -> Iterator[str]:
    """Ask what an index array holds, where that decides the shape."""
    if step.title == "index" and isinstance(step.result, Array) and step.result.shape.rank is None:
        for index in step.operands[1:]:
            if index.kind is None and index.shape.rank is not None:
                hint = f"say {index.name}:int or {index.name}:bool"
                yield f"what {index.name} holds decides the shape, numbers or a mask: {hint}"
