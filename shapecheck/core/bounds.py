"""What values a polynomial can take: bounds that hold for every value of its symbols."""

from functools import lru_cache

from shapecheck.core.terms import (
    Atom,
    Kind,
    Operation,
    Symbol,
    Terms,
    add,
    constant,
    constant_value,
    multiply,
    of_atom,
    scale,
)

__all__ = ["Bounds", "at_least_zero", "bounds"]

Bounds = tuple[int | None, int | None]

_MOST_TERMS = 64  # past this a bound is not worth its cost, and "no bound" is a true answer
_MOST_CASES = 6  # how many nested minimum, maximum or floor-division atoms are replaced in one proof


@lru_cache(maxsize=16384)
def bounds(terms: Terms) -> Bounds:
    """Give `(low, high)` with low <= terms <= high for every value of the symbols; None where no bound is known."""
    shifted = _shift(terms)
    if shifted is None:
        return None, None
    polynomial, highs = shifted
    low: int | None = 0
    high: int | None = 0
    for monomial, coefficient in polynomial:
        top: int | None = 1
        for atom, exponent in monomial:
            most = highs.get(atom)
            top = None if top is None or most is None else top * most**exponent
        if coefficient > 0:
            high = None if high is None or top is None else high + coefficient * top
            low = low if monomial or low is None else low + coefficient
        else:
            low = None if low is None or top is None else low + coefficient * top
            high = high if monomial or high is None else high + coefficient
    return low, high


def _shift(terms: Terms) -> tuple[Terms, dict[Atom, int | None]] | None:
    """Write each atom as its least value plus a variable that is at least 0; give these variables' greatest values."""
    highs: dict[Atom, int | None] = {}
    replacements: dict[Atom, Terms] = {}
    for monomial, _ in terms:
        for atom, exponent in monomial:
            low, high = _atom_bounds(atom)
            if low is None or exponent > 6:
                return None
            highs[atom] = None if high is None else high - low
            replacements[atom] = add(of_atom(atom), constant(low))
    shifted: Terms = ()
    for monomial, coefficient in terms:
        product = constant(coefficient)
        for atom, exponent in monomial:
            for _ in range(exponent):
                product = multiply(product, replacements[atom])
                if len(product) > _MOST_TERMS:
                    return None
        shifted = add(shifted, product)
    return shifted, highs


@lru_cache(maxsize=16384)
def _atom_bounds(atom: Atom) -> Bounds:
    if isinstance(atom, Symbol):
        return (0 if atom.may_be_zero else 1), None
    ranges = [bounds(argument) for argument in atom.arguments]
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    if atom.kind is Kind.MINIMUM:
        return (min(lows) if len(lows) == len(ranges) else None), (min(highs) if highs else None)
    if atom.kind is Kind.MAXIMUM:
        return (max(lows) if lows else None), (max(highs) if len(highs) == len(ranges) else None)
    if atom.kind is Kind.BROADCAST:
        # The result is one of the arguments, or 1 when all are.
        return (min(lows) if len(lows) == len(ranges) else None), (max(highs) if len(highs) == len(ranges) else None)
    (low, high), (divisor_low, divisor_high) = ranges
    if divisor_low is None or divisor_low < 1:
        return None, None
    if atom.kind is Kind.MODULO:
        return 0, (None if divisor_high is None else divisor_high - 1)
    # Dividing by a larger divisor brings the quotient nearer to 0 (or to -1, from below).
    least = (
        None
        if low is None
        else (low // divisor_low if low < 0 else (0 if divisor_high is None else low // divisor_high))
    )
    most = None if high is None else (high // divisor_low if high >= 0 else -1)
    return least, most


def at_least_zero(terms: Terms, cases: int = _MOST_CASES) -> bool:
    """Tell whether terms >= 0 is proved for every value of the symbols. False says only: not proved."""
    low, high = bounds(terms)
    if low is not None and low >= 0:
        return True
    if cases == 0 or (high is not None and high < 0):
        return False
    for monomial, coefficient in terms:
        if len(monomial) != 1 or monomial[0][1] != 1:
            continue
        atom = monomial[0][0]
        if isinstance(atom, Symbol):
            continue
        rest = add(terms, ((monomial, coefficient),), -1)
        candidates = [add(rest, scale(argument, coefficient)) for argument in atom.arguments]
        if atom.kind is Kind.FLOOR_DIVIDE:
            if _floor_bound_proves(atom, coefficient, rest, cases):
                return True
            continue
        if atom.kind is Kind.MODULO:
            # a % b <= a where a >= 0 and b >= 1
            if coefficient < 0 and at_least_zero(atom.arguments[0], 0) and at_least_zero(candidates[0], cases - 1):
                return True
            continue
        # c * max is at least c * each argument for c > 0, and c * min likewise for c < 0: one case is enough.
        enough = any if (atom.kind is Kind.MAXIMUM) == (coefficient > 0) and atom.kind is not Kind.BROADCAST else all
        if enough(at_least_zero(candidate, cases - 1) for candidate in candidates):
            return True
    return False


def _floor_bound_proves(atom: Operation, coefficient: int, rest: Terms, cases: int) -> bool:
    """Use (a - b + 1) / b <= a // b <= a / b for a positive integer b, after multiplying the whole by b."""
    dividend, divisor = atom.arguments
    size = constant_value(divisor)
    if size is None or size < 1:
        return False
    bound = dividend if coefficient < 0 else add(dividend, constant(1 - size))
    return at_least_zero(add(scale(rest, size), scale(bound, coefficient)), cases - 1)
