"""SHP205: a product element by element where only the matrix product fits."""

from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.claims import Broadcastable, Claim
from shapecheck.core.dim import symbol_in
from shapecheck.core.judge import decide
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Operation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.products import factor, product
from shapecheck.lint.quadratic import quadratic, quadratics
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import crossed, problem
from shapecheck.ops.roles import multiplies
from shapecheck.wording import fits


def _check(event: Assigned | Operation, memory: Memory) -> Problem | None:
    if isinstance(event, Assigned):
        return _of_old_shape(event, memory)
    return _of_matrices(event, memory) or quadratic(event, memory)


def _of_old_shape(event: Assigned, memory: Memory) -> Problem | None:
    """Give the problem with a product that changes the shape a name had, as in `x = A * x`, where `@` keeps it."""
    before, after = event.before, event.value
    if not isinstance(before, Array) or not isinstance(after, Array) or before.shape == after.shape:
        return None
    node = memory.assigned_node(event) if before.shape.rank and after.shape.rank else None
    operation = None if node is None else memory.operation(event.site, node)
    if operation is None or not multiplies(operation.name) or len(operation.operands) != 2:
        return None
    result = product(*operation.operands)
    if result is None or result.shape != before.shape:
        return None
    message = say(
        "multiply: {name} {before} becomes {after}, and `@` keeps its shape",
        name=event.name,
        before=before.shape,
        after=after.shape,
    )
    return replace(_mended(operation, message, result), site=operation.site)


def _of_matrices(event: Operation, memory: Memory) -> Problem | None:
    """Give the problem with a product of two matrices."""
    if not multiplies(event.name) or len(event.operands) != 2:
        return None
    left, right = event.operands
    stretched = crossed(event)
    if stretched is not None:
        what = stretched.step.stretched_text
    elif any(map(_by_chance, event.outcome.claims)):
        what = say(
            "{left} and {right} broadcast only where sizes happen to be equal", left=left.shape, right=right.shape
        )
    else:
        return None
    fits = _summed(left, right)
    if fits is None or (stretched is not None and stretched.is_meant()):
        return None
    return _mended(event, say("multiply: {problem}, and `@` fits", problem=what), fits)


def _mended(event: Operation, message: str, made: Array) -> Problem:
    """Give a problem whose help is the matrix product."""
    found = problem(event, message)
    written = " @ ".join(factor(event.site, node) for node in event.nodes[:2] if node is not None)
    return replace(found, help=fits(written, made.shape)) if " @ " in written else found


def _by_chance(claim: Claim) -> bool:
    """Tell whether two axes with sizes of different names broadcast where these are equal by chance."""
    if not isinstance(claim, Broadcastable) or decide(claim) is not Verdict.UNKNOWN:
        return False
    return symbol_in(claim.left.size) is not None and symbol_in(claim.right.size) is not None


def _summed(left: Array, right: Array) -> Array | None:
    """Give the matrix product of two matrices, if it is possible for all sizes and sums over more than one element."""
    if left.shape.rank != 2 or right.shape.rank != 2 or left.shape.before[1] == 1:
        return None
    return product(left, right)


RULE = LintRule(
    code="SHP205",
    name="product-for-matmul",
    events=(Assigned, Operation),
    check=_check,
    at_end=quadratics,
    concerns=lambda operation: any(map(multiplies, operation.names)),
    what=Phrase(
        "Finds an element-wise product of two matrices that stretches both, or is possible only where sizes "
        "happen to be equal, while the matrix product fits as they are; `x = A * x` that changes the shape of "
        "x, where `@` would keep it; and `w.T * S * w` with a column of weights that sum up to 1, or that is "
        "used in matrix products, or with a covariance."
    ),
    why=Phrase(
        "In NumPy `*` is element-wise. A row times a column, `(1, n) * (n, 1)`, is silently an `(n, n)` "
        "matrix, where the inner product is a number."
    ),
    bad="""
import numpy as np

w = np.zeros((4, 1))
x = np.zeros((4, 1))
score = w.T * x
""",
    good="""
import numpy as np

w = np.zeros((4, 1))
x = np.zeros((4, 1))
score = w.T @ x
""",
)
