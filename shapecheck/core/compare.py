"""Questions about two sizes, answered for every value of their symbols."""

from functools import reduce
from math import gcd

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero
from shapecheck.core.dim import Dim, Size, terms_of
from shapecheck.core.terms import Kind, Operation, Symbol, Terms
from shapecheck.core.verdict import Verdict

__all__ = ["at_least", "compare"]


def compare(left: Size, right: Size) -> Verdict:
    """Tell whether two sizes are equal.

    Returns
    -------
    Verdict
        YES: equal for every value of the symbols. NO: equal for none. UNKNOWN: equal for some, or not decided.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> n = symbol("n")
    >>> compare(2 * n, n + n), compare(2 * n, 2 * n + 1), compare(n, 3)
    (<Verdict.YES: 'yes'>, <Verdict.NO: 'no'>, <Verdict.UNKNOWN: 'unknown'>)
    """
    if not isinstance(left, Dim) and not isinstance(right, Dim):
        return Verdict.YES if left == right else Verdict.NO
    if left == right:
        return Verdict.YES
    difference = poly.add(_without_modulo(terms_of(left)), _without_modulo(terms_of(right)), -1)
    difference = _without_common_factor(difference)
    if not difference:
        return Verdict.YES
    return Verdict.NO if _never_zero(difference) else Verdict.UNKNOWN


def at_least(left: Size, right: Size) -> Verdict:
    """Tell whether left >= right: YES for every value of the symbols, NO for none, else UNKNOWN."""
    if not isinstance(left, Dim) and not isinstance(right, Dim):
        return Verdict.YES if left >= right else Verdict.NO
    difference = poly.add(terms_of(left), terms_of(right), -1)
    if at_least_zero(difference):
        return Verdict.YES
    if at_least_zero(poly.add(poly.scale(difference, -1), poly.constant(-1))):
        return Verdict.NO
    return Verdict.UNKNOWN


def _never_zero(difference: Terms) -> bool:
    divisor = reduce(gcd, (coefficient for monomial, coefficient in difference if monomial), 0)
    free = sum(coefficient for monomial, coefficient in difference if not monomial)
    if divisor and free % divisor:
        return True
    below = poly.add(difference, poly.constant(-1))
    above = poly.add(poly.scale(difference, -1), poly.constant(-1))
    return at_least_zero(below) or at_least_zero(above)


def _without_common_factor(difference: Terms) -> Terms:
    """Divide by the symbols that every term has and that cannot be 0: n*m = n*k says m = k."""
    if not difference:
        return difference
    common = dict(difference[0][0])
    for monomial, _ in difference[1:]:
        exponents = dict(monomial)
        common = {atom: min(exponent, exponents[atom]) for atom, exponent in common.items() if atom in exponents}
    factors = tuple((a, e) for a, e in common.items() if isinstance(a, Symbol) and not a.may_be_zero)
    if not factors:
        return difference
    return poly.divide_exactly(difference, ((factors, 1),)) or difference


def _without_modulo(terms: Terms) -> Terms:
    """Write a % b as a - b * (a // b), so that the two forms meet."""
    result: Terms = ()
    for monomial, coefficient in terms:
        part = poly.constant(coefficient)
        for atom, exponent in monomial:
            factor = poly.of_atom(atom)
            if isinstance(atom, Operation) and atom.kind is Kind.MODULO:
                dividend, divisor = atom.arguments
                quotient = Operation(Kind.FLOOR_DIVIDE, atom.arguments)
                factor = poly.add(dividend, poly.multiply(divisor, poly.of_atom(quotient)), -1)
            for _ in range(exponent):
                part = poly.multiply(part, factor)
        result = poly.add(result, part)
    return result
