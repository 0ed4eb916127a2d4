"""SHP206: a `squeeze()` whose rank depends on a size."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Operation
from shapecheck.infer.written import named_operands
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.ops.roles import drops_ones


def _check(event: Operation, memory: Memory) -> Problem | None:
    if len(event.arguments) != 1 or event.keywords:
        return None
    operands = named_operands(event)
    sizes = operands[0][0].sizes if operands else None
    if sizes is None or 1 not in sizes:
        return None
    varying = [str(size) for size in sizes if _is_named(size) and compare(size, 1) is Verdict.UNKNOWN]
    operand, node = operands[0]
    if not varying:
        return _of_one(event, operand, node, sizes)
    message = say(
        "squeeze: the rank depends on a size: {name} {shape} also loses the axis of size {sizes} where that is 1",
        name=operand.name or say("the array"),
        shape=operand.shape,
        sizes=", ".join(varying),
    )
    return Problem(
        message,
        (operand,),
        () if node is None else ((node, operand),),
    )


def _of_one(event: Operation, operand: Array, node: ast.expr | None, sizes: tuple[Size, ...]) -> Problem | None:
    """Give the problem with a squeeze that drops an axis whose size has a name and is 1, beside one that is always 1.

    Where nothing else is left, one number is what is wanted.
    """
    if event.origins is None or sizes.count(1) < 2 or set(sizes) == {1}:
        return None
    source = event.arguments[0]
    origins = event.origins.trace(source) if isinstance(source, Array) else ()
    if len(origins) != len(sizes):
        return None
    ones = [(axis, origin) for axis, (size, origin) in enumerate(zip(sizes, origins, strict=True)) if size == 1]
    called = [origin.text for _, origin in ones if origin is not None and not origin.text.isdecimal()]
    kept = [axis for axis, origin in ones if origin is not None and origin.text.isdecimal()]
    if not called or len(called) + len(kept) != len(ones) or len(kept) != 1:
        return None
    message = say(
        "squeeze: {name} {shape} also loses the axis of size {sizes}, which is 1 here",
        name=operand.name or say("the array"),
        shape=operand.shape,
        sizes=", ".join(called),
    )
    return Problem(
        message,
        (operand,),
        () if node is None else ((node, operand),),
        help=say("`axis={axis}` drops only the axis that is always 1", axis=kept[0]),
    )


def _is_named(size: Size) -> bool:
    """Tell whether a size is one that the user named, so that it is meant to vary."""
    return isinstance(size, Dim) and not any(symbol.flexible for symbol in symbols_of(size))


RULE = LintRule(
    code="SHP206",
    name="squeeze-without-axis",
    events=(Operation,),
    check=_check,
    concerns=drops_ones,
    what=Phrase(
        "Finds a `squeeze` without an axis of an array in which another size may be 1, or has a name and is 1."
    ),
    why=Phrase(
        "It works until there is only one example: then the axis of the examples is dropped as well, and the "
        "code after it fails or broadcasts in another way."
    ),
    bad="""
import numpy as np


def predict(n):
    scores = np.zeros((n, 1))
    return np.squeeze(scores)
""",
    good="""
import numpy as np


def predict(n):
    scores = np.zeros((n, 1))
    return np.squeeze(scores, axis=1)
""",
)
