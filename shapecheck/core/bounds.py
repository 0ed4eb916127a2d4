"""What values a polynomial can take: bounds that hold for every value of its symbols."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from shapecheck.core.terms import (
    Atom,
    Kind,
    Monomial,
    Operation,
    Symbol,
    Terms,
    add,
    constant,
    divide_monomials,
    multiply,
    of_atom,
    rebuild,
)

__all__ = ["Bounds", "at_least_zero", "bounds", "is_positive", "positive_factor"]

Bounds = tuple[int | None, int | None]

_MOST_TERMS = 64  # in a polynomial; past this a closer bound is not worth its cost
_MOST_PRODUCTS = 512  # of terms in one step
_MOST_STEPS = 24  # polynomials looked at in one proof


@lru_cache(maxsize=16384)
def bounds(terms: Terms) -> Bounds:
    """Give `(low, high)` with low <= terms <= high for every value of the symbols; None where no bound is known."""
    low, high = _sum_of_ranges(terms)
    signs = {coefficient > 0 for monomial, coefficient in terms if monomial}
    if len(signs) == 1 and (low if True in signs else high) is not None:
        return low, high  # no two terms work against each other
    closer = _shifted(terms)
    if closer is None:
        return low, high
    shifted_low, shifted_high = _sum_of_ranges(*closer)
    return max(_known((low, shifted_low)), default=None), min(_known((high, shifted_high)), default=None)


def is_positive(terms: Terms) -> bool:
    """Tell whether terms >= 1 is known from the bounds."""
    low, _ = bounds(terms)
    return low is not None and low >= 1


def positive_factor(terms: Terms) -> Monomial:
    """Give the greatest product of positive atoms that divides every term."""
    if not terms:
        return ()
    common = dict(terms[0][0])
    for monomial, _ in terms[1:]:
        if not common:
            return ()
        exponents = dict(monomial)
        common = {atom: min(exponent, exponents[atom]) for atom, exponent in common.items() if atom in exponents}
    return tuple([factor for factor in common.items() if is_positive(of_atom(factor[0]))])


def _sum_of_ranges(terms: Terms, ranges: dict[Atom, Bounds] | None = None) -> Bounds:
    """Bound each term by the ranges of its atoms, and add up."""
    low: int | None = 0
    high: int | None = 0
    for monomial, coefficient in terms:
        least, most = _range(monomial, ranges)
        if coefficient < 0:
            least, most = most, least
        low = None if low is None or least is None else low + coefficient * least
        high = None if high is None or most is None else high + coefficient * most
    return low, high


def _range(monomial: Monomial, ranges: dict[Atom, Bounds] | None) -> Bounds:
    if not monomial:
        return 1, 1
    least: int | None = 1
    most: int | None = 1
    for atom, exponent in monomial:
        low, high = _atom_bounds(atom) if ranges is None else ranges[atom]
        if low is None or low < 0:
            # A product of signs says nothing; alone, the range is the atom's own.
            return (low, high) if len(monomial) == 1 and exponent == 1 else (None, None)
        least = None if least is None else least * low**exponent
        most = None if most is None or high is None else most * high**exponent
    return least, most


def _shifted(terms: Terms) -> tuple[Terms, dict[Atom, Bounds]] | None:
    """Write each atom as its least value plus a rest of at least 0, so that n*m-n-m+1 becomes n*m, and range the rests.

    None where this cannot say more than the atoms' own ranges do.
    """
    degrees = [_degree(monomial) for monomial, _ in terms]
    if (
        len(terms) > _MOST_TERMS
        or max(degrees, default=0) <= 1
        or sum(2**degree for degree in degrees) > _MOST_PRODUCTS
    ):
        return None
    ranges: dict[Atom, Bounds] = {}
    replacements: dict[Atom, Terms] = {}
    for monomial, _ in terms:
        for atom, _ in monomial:
            low, high = _atom_bounds(atom)
            if low is None:
                return None
            ranges[atom] = (0, None if high is None else high - low)
            replacements[atom] = add(of_atom(atom), constant(low))
    return rebuild(terms, replacements.__getitem__), ranges


def _degree(monomial: Monomial) -> int:
    return sum(exponent for _, exponent in monomial)


def _atom_bounds(atom: Atom) -> Bounds:
    if isinstance(atom, Symbol):
        return (0 if atom.may_be_zero else 1), None
    return _operation_bounds(atom)


@lru_cache(maxsize=16384)
def _operation_bounds(atom: Operation) -> Bounds:
    lows, highs = zip(*map(bounds, atom.arguments), strict=True)
    match atom.kind:
        case Kind.MINIMUM:
            return _least(lows), min(_known(highs), default=None)
        case Kind.MAXIMUM:
            return max(_known(lows), default=None), _greatest(highs)
        case Kind.BROADCAST:
            # Where it is defined the result is one of the arguments, and the greatest when none is 0.
            low = _least(lows)
            return (max(lows) if low is not None and low >= 1 else low), _greatest(highs)
    (low, divisor_low), (high, divisor_high) = lows, highs
    if divisor_low is None or divisor_low < 0:
        return None, None
    divisor_low = max(divisor_low, 1)  # there is no quotient by 0
    if atom.kind is Kind.MODULO:
        limits = (None if divisor_high is None else divisor_high - 1, None if low is None or low < 0 else high)
        return 0, min(_known(limits), default=None)
    # Dividing by a larger divisor brings the quotient nearer to 0, or to -1 from below.
    if low is not None:
        low = low // divisor_low if low < 0 else 0 if divisor_high is None else low // divisor_high
    if high is not None:
        high = high // divisor_low if high >= 0 else -1
    return low, high


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def _least(values: tuple[int | None, ...]) -> int | None:
    return None if None in values else min(_known(values))


def _greatest(values: tuple[int | None, ...]) -> int | None:
    return None if None in values else max(_known(values))


@lru_cache(maxsize=16384)
def at_least_zero(terms: Terms) -> bool:
    """Tell whether terms >= 0 is proved for every value of the symbols. False says only: not proved."""
    return _Proof().shows(terms)


class _Proof:
    """A search for a proof that a polynomial is at least 0, of a bounded number of steps."""

    def __init__(self) -> None:
        self.shown: dict[Terms, bool] = {}

    def shows(self, terms: Terms) -> bool:
        """Tell whether terms >= 0 is found; what is asked again on the way to its own answer is not."""
        if terms not in self.shown:
            if len(self.shown) >= _MOST_STEPS:
                return False
            self.shown[terms] = False
            self.shown[terms] = self._search(terms)
        return self.shown[terms]

    def _search(self, terms: Terms) -> bool:
        low, high = bounds(terms)
        if low is not None and low >= 0:
            return True
        if len(terms) > _MOST_TERMS or (high is not None and high < 0):
            return False
        return any(all(map(self.shows, group)) for group in _sufficient(terms))


def _sufficient(terms: Terms) -> Iterator[list[Terms]]:
    """Give groups of polynomials; all of a group being at least 0, so is `terms`."""
    for monomial, coefficient in terms:
        for atom, exponent in monomial:
            if isinstance(atom, Operation) and exponent == 1:
                others = tuple([factor for factor in monomial if factor[0] is not atom])
                least, _ = _range(others, None)
                if least is not None and least >= 0:
                    rest = add(terms, ((monomial, coefficient),), -1)
                    yield from _without(atom, ((others, coefficient),), rest)


def _without(atom: Operation, factor: Terms, rest: Terms) -> Iterator[list[Terms]]:
    """Replace the atom in factor * atom + rest, a factor of one term, by what it is at least, or at most.

    Of a minimum that counts positively all arguments must do; of one that counts negatively one, for -min >= -each.
    """
    positive = factor[0][1] > 0
    if atom.kind in {Kind.FLOOR_DIVIDE, Kind.MODULO}:
        dividend, divisor = atom.arguments
        if is_positive(divisor):
            replace = _without_quotient if atom.kind is Kind.FLOOR_DIVIDE else _without_remainder
            yield from replace(dividend, divisor, factor, rest, positive)
        return
    replaced = [add(rest, multiply(factor, argument)) for argument in atom.arguments]
    if atom.kind is Kind.BROADCAST:
        # The greatest of its arguments when none can be 0; else one of them.
        one = positive and all(map(is_positive, atom.arguments))
    else:
        one = positive is (atom.kind is Kind.MAXIMUM)
    yield from ([each] for each in replaced) if one else [replaced]


def _without_quotient(
    dividend: Terms, divisor: Terms, factor: Terms, rest: Terms, positive: bool
) -> Iterator[list[Terms]]:
    """Use a - b + 1 <= b * (a // b) <= a."""
    bound = add(add(dividend, divisor, -1), constant(1)) if positive else dividend
    if len(divisor) == 1:
        ((monomial, coefficient),) = factor
        ((below, by),) = divisor
        quotient = divide_monomials(monomial, below)
        if quotient is not None and coefficient % by == 0:  # the factor has b in it
            yield [add(rest, multiply(((quotient, coefficient // by),), bound))]
            return
    if len(divisor) * len(rest) <= _MOST_PRODUCTS:
        yield [add(multiply(divisor, rest), multiply(factor, bound))]


def _without_remainder(
    dividend: Terms, divisor: Terms, factor: Terms, rest: Terms, positive: bool
) -> Iterator[list[Terms]]:
    """Use 0 <= a % b <= b - 1, and a % b <= a where a is at least 0."""
    if positive:
        yield [rest]
        return
    yield [add(rest, multiply(factor, add(divisor, constant(-1))))]
    low, _ = bounds(dividend)
    if low is not None and low >= 0:
        yield [add(rest, multiply(factor, dividend))]
