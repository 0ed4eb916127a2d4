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
from shapecheck.wording import fits

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


def product_giving(event: Operation, wanted: Shape) -> str | None:
    """Give a sentence with the matrix product of two operands, turned where needed, that has a shape; None for none."""
    nodes, operands = event.nodes[:2], event.operands
    if len(operands) != 2 or len(nodes) != 2 or any(operand.shape.rank != 2 for operand in operands):
        return None
    sides = [(operand, factor(event.site, node)) for operand, node in zip(operands, nodes, strict=True) if node]
    if len(sides) != 2:
        return None
    (left, text), (right, other) = sides
    for first, second in (
        ((left, text), (right, other)),
        ((left, text), (_turned(right), f"{other}.T")),
        ((_turned(left), f"{text}.T"), (right, other)),
    ):
        result = product(first[0], second[0])
        if result is not None and result.shape == wanted:
            return fits(f"{first[1]} @ {second[1]}", result.shape)
    return None


def _turned(array: Array) -> Array:
    result = apply(_TURNED, (array,), {}).result
    assert isinstance(result, Array)
    return result
