"""The public face of the explainer: an expression and shapes in, an explanation out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from shapecheck.core.array import Array, Origin
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.notation.spec import shape_of_spec
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import of_atom
from shapecheck.expressions.evaluate import Evaluation, Failed
from shapecheck.expressions.mend import mend
from shapecheck.expressions.names import is_known
from shapecheck.expressions.source import Node, parse
from shapecheck.expressions.steps import Explanation, Remark, Step
from shapecheck.ops.values import Value
from shapecheck.wording import condition

__all__ = ["Given", "explain", "explain_node", "named_array"]

Given: TypeAlias = "str | tuple[Size, ...] | Shape | Array | int | Dim"

_MOST_MENDED = 5  # remarks for which a change is looked for: each is tried on the whole expression


def explain(expression: str, names: Mapping[str, Given] | None = None, /, **more: Given) -> Explanation:
    """Evaluate a NumPy expression on shapes, step by step.

    Parameters
    ----------
    expression : str
        A Python expression over `np` and the names given.
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
    return explain_node(expression.strip(), parse(expression), {**dict(_sizes_in(known)), **known})


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
    return Array(shape, kind, name, tuple(Origin(f"axis {axis} of {name}") for axis in axes))


def explain_node(source: str, root: Node, names: Mapping[str, Value]) -> Explanation:
    """Evaluate a parsed expression or operation on arrays; where it fails, look for a change that helps."""
    walk = Evaluation(source, names)
    arrays = tuple(replace(value, name=name) for name, value in names.items() if isinstance(value, Array))
    try:
        value = walk.run(root)
    except Failed as failed:
        diagnostic = replace(failed.diagnostic, help=mend(root, failed.node, names, walk.values))
        return Explanation(source, arrays, tuple(walk.steps), Array(UNKNOWN_SHAPE), diagnostic)
    return Explanation(source, arrays, tuple(walk.steps), value, remarks=tuple(_remarks(walk, root, names)))


def _remarks(walk: Evaluation, root: Node, names: Mapping[str, Value]) -> Iterator[Remark]:
    """Give what each step depends on, and warn where both operands are stretched."""
    mended = 0
    open_steps = sum(1 for step in walk.steps if step.undecided)
    for step, node in zip(walk.steps, walk.nodes, strict=True):
        texts = [(condition(claim), False) for claim in step.conditions]
        if step.both_stretched:
            texts.append((_both_stretched(step), True))
        for text, warning in dict.fromkeys(texts):
            mended += 1
            change = mend(root, node, names, walk.values, open_steps - 1) if mended <= _MOST_MENDED else None
            yield Remark(step, text, warning, change)
        if step.title == "index" and isinstance(step.result, Array) and step.result.shape.rank is None:
            for index in step.operands[1:]:
                if index.kind is None and index.shape.rank is not None:
                    hint = f"say {index.name}:int or {index.name}:bool"
                    yield Remark(step, f"what {index.name} holds decides the shape, numbers or a mask: {hint}", False)


def _both_stretched(step: Step) -> str:
    """Word what broadcasting does to two operands at once: `(m, 1)` and `(m,)` give `(m, m)`."""
    repeated = [stretch for stretch in step.stretches if stretch.operand.shape.rank and stretch.axes]
    operands = [f"{stretch.operand.name or 'the other'} {stretch.operand.shape}" for stretch in repeated]
    how = "both operands are" if len(repeated) == 2 else "several operands are each"
    return f"{how} stretched: {' and '.join(operands)} give {repeated[0].result}"
