"""Floor division and modulo of polynomials, in Python's sense (towards minus infinity).

What divides exactly is taken out and common factors are cancelled; the rest stays as an atom. A division by 0 raises,
so a quotient is what it is where its divisor is not 0: `z // z` is 1 for a `z` that may be 0, and `(k * z) // z` is k.
"""

from collections.abc import Mapping
from math import gcd

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero, is_positive, positive_factor
from shapecheck.core.terms import Atom, Kind, Operation, Symbol, Terms
from shapecheck.language import say

__all__ = ["floor_divide", "modulo"]


def floor_divide(dividend: Terms, divisor: Terms) -> Terms:
    """Give dividend // divisor, whole multiples taken out."""
    left, right = poly.constant_value(dividend), poly.constant_value(divisor)
    if right is not None:
        if right == 0:
            raise ZeroDivisionError(say("a size divided by zero"))
        if left is not None:
            return poly.constant(left // right)
        if right < 0:
            return floor_divide(poly.scale(dividend, -1), poly.constant(-right))
    if not is_positive(divisor):
        twins = _positive_twins(divisor)
        if twins:
            return _back(floor_divide(_replaced(dividend, twins), _replaced(divisor, twins)), twins)
        quotient, rest = poly.split_multiple(dividend, divisor)
        return poly.add(quotient, poly.of_atom(Operation(Kind.FLOOR_DIVIDE, (rest, divisor)))) if rest else quotient
    quotient, rest = poly.split_multiple(dividend, divisor)
    if _is_remainder(rest, divisor):
        return quotient
    factor, above, below, _ = _cancel(rest, divisor)
    part = _merge_quotients(rest, divisor) if factor == poly.constant(1) else floor_divide(above, below)
    return poly.add(quotient, part)


def modulo(dividend: Terms, divisor: Terms) -> Terms:
    """Give dividend % divisor, whole multiples taken out."""
    left, right = poly.constant_value(dividend), poly.constant_value(divisor)
    if right is not None:
        if right == 0:
            raise ZeroDivisionError(say("a size modulo zero"))
        if left is not None:
            return poly.constant(left % right)
        if right < 0:
            return poly.scale(modulo(poly.scale(dividend, -1), poly.constant(-right)), -1)
    if not is_positive(divisor):
        twins = _positive_twins(divisor)
        if twins:
            return _back(modulo(_replaced(dividend, twins), _replaced(divisor, twins)), twins)
        _, rest = poly.split_multiple(dividend, divisor)
        return poly.of_atom(Operation(Kind.MODULO, (rest, divisor))) if rest else ()
    _, rest = poly.split_multiple(dividend, divisor)
    if right is not None:
        rest = tuple((monomial, coefficient % right) for monomial, coefficient in rest)
    if _is_remainder(rest, divisor):
        return rest
    factor, above, below, added = _cancel(rest, divisor)
    if factor == poly.constant(1):
        return poly.of_atom(Operation(Kind.MODULO, (rest, divisor)))
    return poly.add(poly.multiply(factor, modulo(above, below)), added)


def _positive_twins(divisor: Terms) -> dict[Atom, Atom]:
    """Give for each symbol that the divisor has as a factor, and that may be 0, one that stands for it and may not.

    None where the divisor may have another sign, or be 0 for another reason.
    """
    if len(divisor) != 1 or divisor[0][1] < 0:
        return {}
    factors = [atom for atom, _ in divisor[0][0]]
    twins: dict[Atom, Atom] = {
        atom: Symbol(f"{atom.name}'", atom.index, atom.flexible)
        for atom in factors
        if isinstance(atom, Symbol) and atom.may_be_zero
    }
    return twins if all(atom in twins or is_positive(poly.of_atom(atom)) for atom in factors) else {}


def _replaced(terms: Terms, names: Mapping[Atom, Atom]) -> Terms:
    """Replace atoms, inside operations too, which stay the operations that they are."""

    def replace(atom: Atom) -> Terms:
        if isinstance(atom, Operation):
            own = tuple([_replaced(argument, names) for argument in atom.arguments])
            return poly.of_atom(atom if own == atom.arguments else Operation(atom.kind, own))
        return poly.of_atom(names.get(atom, atom))

    return poly.rebuild(terms, replace)


def _back(terms: Terms, twins: Mapping[Atom, Atom]) -> Terms:
    return _replaced(terms, {twin: atom for atom, twin in twins.items()})


def _is_remainder(rest: Terms, divisor: Terms) -> bool:
    """Tell whether 0 <= rest < divisor is proved."""
    if not at_least_zero(rest):
        return False
    return at_least_zero(poly.add(poly.add(divisor, rest, -1), poly.constant(-1)))


def _cancel(dividend: Terms, divisor: Terms) -> tuple[Terms, Terms, Terms, Terms]:
    """Give `(g, a, b, c)` with dividend = g * a + c and divisor = g * b, where g is positive and 0 <= c < g.

    Then dividend // divisor = a // b and dividend % divisor = g * (a % b) + c, because b is a positive integer.
    """
    common = positive_factor((*dividend, *divisor))
    if common:
        dividend, divisor = (poly.split_multiple(terms, ((common, 1),))[0] for terms in (dividend, divisor))
    number = gcd(poly.content(divisor), *(coefficient for monomial, coefficient in dividend if monomial))
    added = sum(coefficient for monomial, coefficient in dividend if not monomial) % number
    if number > 1:
        dividend = poly.split_multiple(poly.add(dividend, poly.constant(-added)), poly.constant(number))[0]
        divisor = poly.split_multiple(divisor, poly.constant(number))[0]
    return ((common, number),), dividend, divisor, poly.scale(((common, 1),), added)


def _merge_quotients(dividend: Terms, divisor: Terms) -> Terms:
    """Give the quotient, with (a // b + c) // d written as (a + b * c) // (b * d) for positive b and d."""
    alone = len(dividend) == 1
    for term in dividend:
        inner = poly.only_atom((term,))
        if not isinstance(inner, Operation) or inner.kind is not Kind.FLOOR_DIVIDE:
            continue
        above, below = inner.arguments
        # With symbols below, a sum would only become longer.
        simple = alone or None not in (poly.constant_value(below), poly.constant_value(divisor))
        if simple and is_positive(below):
            others = poly.add(dividend, (term,), -1)
            return floor_divide(poly.add(above, poly.multiply(below, others)), poly.multiply(below, divisor))
    return poly.of_atom(Operation(Kind.FLOOR_DIVIDE, (dividend, divisor)))
