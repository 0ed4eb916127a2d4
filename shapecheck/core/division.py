"""Floor division and modulo of polynomials, in Python's sense (towards minus infinity).

What divides exactly is taken out; the rest stays as an atom. A divisor that may be 0 takes nothing out.
"""

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero, bounds
from shapecheck.core.terms import Kind, Operation, Terms

__all__ = ["floor_divide", "modulo"]


def _positive(terms: Terms) -> bool:
    low, _ = bounds(terms)
    return low is not None and low >= 1


def _is_remainder(rest: Terms, divisor: Terms) -> bool:
    """Tell whether 0 <= rest < divisor is proved."""
    if not _positive(divisor) or not at_least_zero(rest):
        return False
    return at_least_zero(poly.add(poly.add(divisor, rest, -1), poly.constant(-1)))


def floor_divide(dividend: Terms, divisor: Terms) -> Terms:
    """Give dividend // divisor, whole multiples taken out."""
    left, right = poly.constant_value(dividend), poly.constant_value(divisor)
    if right == 0:
        raise ZeroDivisionError("a size divided by zero")
    if left is not None and right is not None:
        return poly.constant(left // right)
    if right is None and not _positive(divisor):
        return poly.of_atom(Operation(Kind.FLOOR_DIVIDE, (dividend, divisor)))
    quotient, rest = poly.split_multiple(dividend, divisor)
    return poly.add(quotient, _floor_divide_rest(rest, divisor))


def _floor_divide_rest(rest: Terms, divisor: Terms) -> Terms:
    if not rest:
        return ()
    left, right = poly.constant_value(rest), poly.constant_value(divisor)
    if left is not None and right is not None:
        return poly.constant(left // right)
    if (
        _positive(divisor)
        and at_least_zero(rest)
        and at_least_zero(poly.add(poly.add(divisor, rest, -1), poly.constant(-1)))
    ):
        return ()
    if len(rest) == 1 and rest[0][1] == 1 and len(rest[0][0]) == 1:
        ((atom, exponent),) = rest[0][0]
        # (a // b) // c = a // (b * c) for positive b and c
        if exponent == 1 and isinstance(atom, Operation) and atom.kind is Kind.FLOOR_DIVIDE:
            inner, by = atom.arguments
            if _positive(by) and _positive(divisor):
                return floor_divide(inner, poly.multiply(by, divisor))
    return poly.of_atom(Operation(Kind.FLOOR_DIVIDE, (rest, divisor)))


def modulo(dividend: Terms, divisor: Terms) -> Terms:
    """Give dividend % divisor, whole multiples taken out."""
    right = poly.constant_value(divisor)
    if right == 0:
        raise ZeroDivisionError("a size modulo zero")
    if right is None and not _positive(divisor):
        return poly.of_atom(Operation(Kind.MODULO, (dividend, divisor)))
    _, rest = poly.split_multiple(dividend, divisor)
    if right is not None:
        rest = tuple((monomial, coefficient % right) for monomial, coefficient in rest)
    left = poly.constant_value(rest)
    if left is not None and right is not None:
        return poly.constant(left % right)
    if not rest or (
        _positive(divisor)
        and at_least_zero(rest)
        and at_least_zero(poly.add(poly.add(divisor, rest, -1), poly.constant(-1)))
    ):
        return rest
    return poly.of_atom(Operation(Kind.MODULO, (rest, divisor)))
