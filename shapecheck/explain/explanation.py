"""The public face of the explainer: an expression and shapes in, an explanation out."""

from collections.abc import Mapping
from dataclasses import replace

from shapecheck.core.array import Array, Origin
from shapecheck.core.parse_spec import parse_spec
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.spec import shape_of_spec
from shapecheck.explain.evaluate import Evaluation, Failed
from shapecheck.explain.mend import mend
from shapecheck.explain.source import Node, parse
from shapecheck.explain.steps import Explanation
from shapecheck.ops.values import Value

__all__ = ["explain", "explain_node", "named_array"]


def explain(expression: str, /, **shapes: "str | tuple[int, ...] | Shape") -> Explanation:
    """Evaluate a NumPy expression on shapes, step by step.

    Parameters
    ----------
    expression : str
        A Python expression over `np` and the names given.
    **shapes : str or tuple or Shape
        The shape of each array: `"3,2"`, `"n[l] m"`, `(3, 2)`.

    Returns
    -------
    Explanation
        The steps, the result, and the failure, if any, with a help line where a change was found that fits.

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
    names = {name: named_array(name, shape) for name, shape in shapes.items()}
    return explain_node(expression.strip(), parse(expression), names)


def named_array(name: str, shape: "str | tuple[int, ...] | Shape") -> Array:
    """Give the array of a name, each of its sizes coming from its own axis."""
    if isinstance(shape, str):
        shape = shape_of_spec(parse_spec(shape))
    elif not isinstance(shape, Shape):
        shape = Shape(tuple(shape))
    axes = range(len(shape.before)) if shape.run is None else ()
    return Array(shape, None, name, tuple(Origin(f"axis {axis} of {name}") for axis in axes))


def explain_node(source: str, root: Node, names: Mapping[str, Value]) -> Explanation:
    """Evaluate a parsed expression or operation on arrays; where it fails, look for a change that helps."""
    walk = Evaluation(source, names)
    arrays = tuple(value for value in names.values() if isinstance(value, Array))
    try:
        value = walk.run(root)
    except Failed as failed:
        diagnostic = replace(failed.diagnostic, help=mend(root, failed.node, names))
        return Explanation(source, arrays, tuple(walk.steps), Array(UNKNOWN_SHAPE), diagnostic)
    return Explanation(source, arrays, tuple(walk.steps), value)
