"""Products element by element as the matrix products that may have been meant."""

import ast

from shapecheck.core.array import Array
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Operation
from shapecheck.infer.site import Site
from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES

__all__ = ["factor", "product", "product_giving"]

_PRODUCT, _TURNED = RULES["operator.matmul"], RULES["ndarray.T"]


def factor(site: Site, node: ast.expr) -> str:
    """Give an operand as it is written in a product, in brackets where it needs them."""
    text = site.source.segment(node)
    return f"({text})" if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.Lambda)) else text


def product(left: Array, right: Array) -> Array | None:
    """Give the matrix product of two arrays, if it is possible for all sizes."""
    outcome = apply(_PRODUCT, (left, right), {})
    result = outcome.result
    return result if decide_all(outcome.claims) is Verdict.YES and isinstance(result, Array) else None


def product_giving(event: Operation, wanted: Shape) -> bool:
    """Tell whether a matrix product of two matrices, turned where needed, has a shape."""
    operands = event.operands
    if len(operands) != 2 or len(event.nodes[:2]) != 2 or any(operand.shape.rank != 2 for operand in operands):
        return False
    left, right = operands
    turned = _turned(left), _turned(right)
    pairs = (left, right), (left, turned[1]), (turned[0], right), (turned[1], left), (right, turned[0])
    made = (product(*pair) for pair in pairs)
    return any(result is not None and result.shape == wanted for result in made)


def _turned(array: Array) -> Array:
    result = apply(_TURNED, (array,), {}).result
    assert isinstance(result, Array)
    return result
