"""Comparisons of whole arrays: close, equal, contained."""

from shapecheck.core.array import Array, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.shape import SCALAR
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array
from shapecheck.ops.rule import Claims, Outcome, Undetermined, result, rule
from shapecheck.ops.values import Value


def _close(*values: Value) -> Outcome:
    claims = Claims()
    shape, pending = broadcast([array(value) for value in values])
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, "b")


def _one_truth(found: Outcome) -> Outcome:
    return Outcome(Array(SCALAR, "b"), found.claims)


@rule("numpy.isclose", form=Phrase("(),(),(),()->(): a, b and the tolerances broadcast"))
def isclose(a: Value, b: Value, rtol: Value = 1e-5, atol: Value = 1e-8, equal_nan: Value = False) -> Outcome:
    """Rule of `numpy.isclose(a, b)`."""
    return _close(a, b, rtol, atol)


@rule("numpy.allclose", form=Phrase("one truth value; a, b and the tolerances broadcast"), bare=Bare.NUMBER)
def allclose(a: Value, b: Value, rtol: Value = 1e-5, atol: Value = 1e-8, equal_nan: Value = False) -> Outcome:
    """Rule of `numpy.allclose(a, b)`."""
    return _one_truth(_close(a, b, rtol, atol))


@rule("numpy.array_equal", form=Phrase("one truth value, False where the shapes differ"), bare=Bare.NUMBER)
def array_equal(a1: Value, a2: Value, equal_nan: Value = False) -> Outcome:
    """Rule of `numpy.array_equal(a, b)`, which takes any two shapes."""
    return result(SCALAR, (), "b")


@rule("numpy.array_equiv", form=Phrase("one truth value, False where the shapes do not broadcast"), bare=Bare.NUMBER)
def array_equiv(a1: Value, a2: Value) -> Outcome:
    """Rule of `numpy.array_equiv(a, b)`, which takes any two shapes."""
    return result(SCALAR, (), "b")


@rule(
    "operator.contains", form=Phrase("one truth value; the array and what it may contain broadcast"), bare=Bare.NUMBER
)
def contains(a: Value, b: Value, /) -> Outcome:
    """Rule of `b in a`, which is `(a == b).any()`."""
    if not isinstance(a, Array):
        raise Undetermined  # a list looks for an item that is equal
    return _one_truth(_close(a, b))
