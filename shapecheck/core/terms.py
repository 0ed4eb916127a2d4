"""Integer polynomials over symbols and atoms, in one canonical form: plain tuples and the ring operations on them.

A polynomial is a sorted tuple of `(monomial, coefficient)` pairs, a monomial a sorted tuple of `(atom, exponent)`
pairs, so two polynomials that are equal as polynomials are equal as Python values. `Dim` is the face of this module.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

__all__ = [
    "CONSTANT",
    "Atom",
    "Kind",
    "Monomial",
    "Operation",
    "Symbol",
    "Terms",
    "add",
    "constant",
    "constant_value",
    "divide_exactly",
    "multiply",
    "of_atom",
    "scale",
    "split_multiple",
]


class Kind(Enum):
    """The operations that are not polynomial; each is an atom of its own."""

    FLOOR_DIVIDE = "//"
    MODULO = "%"
    MINIMUM = "min"
    MAXIMUM = "max"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A named size, such as `m`, or an indexed one, such as `n[l-1]`.

    Parameters
    ----------
    name : str
        An identifier.
    index : Terms or None
        The index as a polynomial: `n[l-1]` has the index l - 1.
    flexible : bool
        Whether the symbol stands for an inferred size that may be unified silently. A rigid one is named by the user.
    may_be_zero : bool
        Whether 0 is a possible value. A symbol is at least 1 unless this is said.
    """

    name: str
    index: "Terms | None" = None
    flexible: bool = False
    may_be_zero: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on polynomials that gives an atom: floor division, modulo, minimum, maximum, broadcast."""

    kind: Kind
    arguments: "tuple[Terms, ...]"


Atom: TypeAlias = Symbol | Operation
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]
Terms: TypeAlias = tuple[tuple[Monomial, int], ...]

CONSTANT: Monomial = ()  # the monomial of the constant term


@lru_cache(maxsize=65536)
def _atom_key(atom: Atom) -> tuple[object, ...]:
    if isinstance(atom, Symbol):
        index = () if atom.index is None else (_terms_key(atom.index),)
        return (0, atom.name, index, atom.flexible, atom.may_be_zero)
    return (1, atom.kind.value, tuple(_terms_key(argument) for argument in atom.arguments))


def _terms_key(terms: Terms) -> tuple[object, ...]:
    return tuple((_monomial_key(monomial), coefficient) for monomial, coefficient in terms)


def _monomial_key(monomial: Monomial) -> tuple[object, ...]:
    # High degree first, the constant last: the order in which a polynomial is written, and one that division can use.
    degree = sum(exponent for _, exponent in monomial)
    return (-degree, tuple((_atom_key(atom), -exponent) for atom, exponent in monomial))


def _canonical(coefficients: dict[Monomial, int]) -> Terms:
    kept = [item for item in coefficients.items() if item[1]]
    if len(kept) > 1:
        kept.sort(key=lambda item: _monomial_key(item[0]))
    return tuple(kept)


def constant(value: int) -> Terms:
    """Give the polynomial of an integer; zero has no terms."""
    return ((CONSTANT, value),) if value else ()


def constant_value(terms: Terms) -> int | None:
    """Give the integer that a polynomial is, or None when it has a symbol in it."""
    if not terms:
        return 0
    if len(terms) == 1 and terms[0][0] == CONSTANT:
        return terms[0][1]
    return None


def of_atom(atom: Atom) -> Terms:
    """Give the polynomial that is one atom."""
    return ((((atom, 1),), 1),)


def add(left: Terms, right: Terms, factor: int = 1) -> Terms:
    """Give left + factor * right."""
    coefficients = dict(left)
    for monomial, coefficient in right:
        coefficients[monomial] = coefficients.get(monomial, 0) + factor * coefficient
    return _canonical(coefficients)


def scale(terms: Terms, factor: int) -> Terms:
    """Give factor * terms."""
    return tuple((monomial, coefficient * factor) for monomial, coefficient in terms) if factor else ()


def _multiply_monomials(left: Monomial, right: Monomial) -> Monomial:
    if not left:
        return right
    if not right:
        return left
    exponents = dict(left)
    for atom, exponent in right:
        exponents[atom] = exponents.get(atom, 0) + exponent
    return tuple(sorted(exponents.items(), key=lambda item: _atom_key(item[0])))


def multiply(left: Terms, right: Terms) -> Terms:
    """Give left * right."""
    coefficients: dict[Monomial, int] = {}
    for left_monomial, left_coefficient in left:
        for right_monomial, right_coefficient in right:
            monomial = _multiply_monomials(left_monomial, right_monomial)
            coefficients[monomial] = coefficients.get(monomial, 0) + left_coefficient * right_coefficient
    return _canonical(coefficients)


def _divide_monomials(dividend: Monomial, divisor: Monomial) -> Monomial | None:
    exponents = dict(dividend)
    for atom, exponent in divisor:
        left = exponents.get(atom, 0) - exponent
        if left < 0:
            return None
        exponents[atom] = left
    return tuple((atom, exponent) for atom, exponent in exponents.items() if exponent)


def divide_exactly(dividend: Terms, divisor: Terms) -> Terms | None:
    """Give the polynomial q with dividend = q * divisor, or None when there is none with integer coefficients."""
    quotient: Terms = ()
    rest = dividend
    lead, lead_coefficient = divisor[0]
    for _ in range(64):  # a bound on the work, far above what sizes in a program need
        if not rest:
            return quotient
        monomial = _divide_monomials(rest[0][0], lead)
        if monomial is None or rest[0][1] % lead_coefficient:
            return None
        step: Terms = ((monomial, rest[0][1] // lead_coefficient),)
        quotient = add(quotient, step)
        rest = add(rest, multiply(step, divisor), -1)
    return None


def split_multiple(dividend: Terms, divisor: Terms) -> tuple[Terms, Terms]:
    """Give `(q, r)` with dividend = q * divisor + r, where q takes the terms that divide exactly one by one."""
    if len(divisor) != 1:
        whole = divide_exactly(dividend, divisor)
        return ((), dividend) if whole is None else (whole, ())
    lead, lead_coefficient = divisor[0]
    quotient: Terms = ()
    rest: list[tuple[Monomial, int]] = []
    for monomial, coefficient in dividend:
        divided = _divide_monomials(monomial, lead)
        if divided is None or coefficient % lead_coefficient:
            rest.append((monomial, coefficient))
        else:
            quotient = add(quotient, ((divided, coefficient // lead_coefficient),))
    return quotient, tuple(rest)
