"""Products of vectors and matrices."""

from shapecheck.core.shape import Shape
from shapecheck.ops.arguments import array, into
from shapecheck.ops.rule import Claims, Outcome, rule
from shapecheck.ops.signature import apply_signature, parse_signature
from shapecheck.ops.values import Value

_MATMUL = "(n?,k),(k,m?)->(n?,m?)"


def _matmul(x1: Value, x2: Value, out: Value) -> Outcome:
    claims = Claims()
    (sizes,) = apply_signature(parse_signature(_MATMUL), (array(x1), array(x2)), claims, "inner sizes")
    return Outcome(into(out, Shape(sizes), None, claims), tuple(claims))


@rule("operator.matmul", form=_MATMUL)
def matmul_operator(left: Value, right: Value, /) -> Outcome:
    """Rule of `a @ b`."""
    return _matmul(left, right, None)
