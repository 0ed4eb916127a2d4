"""Questions about two sizes, answered for every value of their symbols."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero, bounds, is_positive, positive_factor
from shapecheck.core.dim import Size, terms_of
from shapecheck.core.division import floor_divide
from shapecheck.core.operations import apply
from shapecheck.core.renaming import Renaming
from shapecheck.core.terms import Atom, Kind, Operation, Terms
from shapecheck.core.verdict import Verdict
from shapecheck.errors import UnsupportedOperation

__all__ = ["at_least", "compare", "never_zero"]

_REMEMBERED = 16384  # answers: a program asks the same again in each turn of its loops


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
    if type(left) is int and type(right) is int:
        return Verdict.YES if left == right else Verdict.NO
    return _compared(left, right)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _compared(left: Size, right: Size) -> Verdict:
    left_terms, right_terms = terms_of(left), terms_of(right)
    if left_terms == right_terms:
        return Verdict.YES
    difference = poly.add(left_terms, right_terms, -1)
    if not _has_operation(difference):
        return Verdict.NO if never_zero(_without_common_factor(difference)) else Verdict.UNKNOWN
    return _whatever_the_names(_is_zero, difference)


def _is_zero(difference: Terms) -> Verdict:
    for form in _forms(difference):
        if not form:
            return Verdict.YES
        if never_zero(form) or _positive(form) or _negative(form):
            return Verdict.NO
        if at_least_zero(form) and at_least_zero(poly.scale(form, -1)):
            return Verdict.YES
    return Verdict.UNKNOWN


def at_least(left: Size, right: Size) -> Verdict:
    """Tell whether left >= right: YES for every value of the symbols, NO for none, else UNKNOWN."""
    if type(left) is int and type(right) is int:
        return Verdict.YES if left >= right else Verdict.NO
    return _ordered(left, right)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _ordered(left: Size, right: Size) -> Verdict:
    difference = poly.add(terms_of(left), terms_of(right), -1)
    return (
        _whatever_the_names(_is_at_least_zero, difference)
        if _has_operation(difference)
        else _is_at_least_zero(difference)
    )


def _is_at_least_zero(terms: Terms) -> Verdict:
    for difference in _forms(terms):
        if at_least_zero(difference):
            return Verdict.YES
        if _negative(difference):
            return Verdict.NO
    return Verdict.UNKNOWN


def _whatever_the_names(ask: Callable[[Terms], Verdict], terms: Terms) -> Verdict:
    """Ask of a polynomial what does not depend on the names of its symbols."""
    renaming = Renaming(terms)
    return ask(terms) if renaming.pattern is None else _asked(ask, renaming)


@lru_cache(maxsize=_REMEMBERED)
def _asked(ask: Callable[[Terms], Verdict], renaming: Renaming) -> Verdict:
    try:
        terms = renaming.renamed()
    except (UnsupportedOperation, ZeroDivisionError):
        return Verdict.UNKNOWN  # it grows too large when it is written out
    return ask(terms)


def never_zero(difference: Terms) -> bool:
    """Tell whether a polynomial is certainly not 0.

    Its bounds leave 0 out, or a divisor of all terms but the constant one does not divide that.
    """
    low, high = bounds(difference)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return True
    free = poly.constant_value(difference[-1:])
    return free is not None and free % poly.content(difference[:-1] or difference) != 0


def _positive(terms: Terms) -> bool:
    return at_least_zero(poly.add(terms, poly.constant(-1)))


def _negative(terms: Terms) -> bool:
    return at_least_zero(poly.add(poly.scale(terms, -1), poly.constant(-1)))


def _has_operation(terms: Terms) -> bool:
    return any(isinstance(atom, Operation) for monomial, _ in terms for atom, _ in monomial)


def _forms(difference: Terms) -> Iterator[Terms]:
    """Give polynomials that have the sign of the difference, whatever the values: each may show what another hides."""
    yield difference
    if not _has_operation(difference):
        return
    try:
        plain = _without_common_factor(_plain(difference))
    except (UnsupportedOperation, ZeroDivisionError):
        return
    if plain != difference:
        yield plain


def _without_common_factor(difference: Terms) -> Terms:
    """Divide by what every term has and is at least 1: n*m = n*k says m = k."""
    factor = positive_factor(difference)
    return poly.split_multiple(difference, ((factor, 1),))[0] if factor else difference


def _plain(terms: Terms) -> Terms:
    """Rewrite operations by identities, so that different forms of one value meet."""
    return poly.rebuild(terms, _plain_atom)


def _plain_atom(atom: Atom) -> Terms:
    if not isinstance(atom, Operation):
        return poly.of_atom(atom)
    arguments = tuple([_plain(argument) for argument in atom.arguments])
    if atom.kind is Kind.MODULO:
        # a % b = a - b * (a // b)
        return poly.add(arguments[0], poly.multiply(arguments[1], _plain_quotient(*arguments)), -1)
    if atom.kind is Kind.FLOOR_DIVIDE:
        return _plain_quotient(*arguments)
    if atom.kind is Kind.MINIMUM and len(arguments) == 2:
        return _plain_minimum(*arguments)
    if atom.kind is Kind.MAXIMUM and len(arguments) == 2:
        # max(a, b) = a + b - min(a, b)
        return poly.add(poly.add(*arguments), _plain_minimum(*arguments), -1)
    return apply(atom.kind, arguments)


def _plain_minimum(left: Terms, right: Terms) -> Terms:
    """Give a + g * min(0, d) for b = a + g * d, so that a common term and a common factor are outside."""
    difference = poly.add(right, left, -1)
    if _preference(difference)[0]:
        left, difference = right, poly.scale(difference, -1)
    factor: Terms = ((positive_factor(difference), poly.content(difference)),)
    rest = poly.split_multiple(difference, factor)[0]
    return poly.add(left, poly.multiply(factor, apply(Kind.MINIMUM, ((), rest))))


def _plain_quotient(dividend: Terms, divisor: Terms) -> Terms:
    """Choose between a // b and -1 - (-1 - a) // b, which are equal for a positive b; whole multiples taken out.

    So `-(-n // b)` and `(n + b - 1) // b`, the two ways to round up, become one.
    """
    if not is_positive(divisor):
        return floor_divide(dividend, divisor)
    whole, rest = _reduced(dividend, divisor)
    mirrored_whole, mirrored = _reduced(poly.add(poly.scale(dividend, -1), poly.constant(-1)), divisor)
    if _preference(rest) <= _preference(mirrored):
        return poly.add(whole, floor_divide(rest, divisor))
    above = poly.add(mirrored_whole, floor_divide(mirrored, divisor))
    return poly.scale(poly.add(above, poly.constant(1)), -1)


def _reduced(dividend: Terms, divisor: Terms) -> tuple[Terms, Terms]:
    """Give `(q, r)` with dividend = q * divisor + r; for an integer b the coefficients of r are from 0 to b - 1."""
    number = poly.constant_value(divisor)
    if number is None:
        return poly.split_multiple(dividend, divisor)
    parts = [(monomial, divmod(coefficient, number)) for monomial, coefficient in dividend]
    quotient = tuple([(monomial, whole) for monomial, (whole, _) in parts if whole])
    return quotient, tuple([(monomial, rest) for monomial, (_, rest) in parts if rest])


def _preference(terms: Terms) -> tuple[bool, tuple[int, ...]]:
    """Give a key that is less for the one of two forms to choose: first, that the leading coefficient is positive."""
    coefficients = tuple([coefficient for _, coefficient in terms])
    return bool(coefficients) and coefficients[0] < 0, coefficients
