"""Integer polynomials over symbols and atoms, in one canonical form: plain tuples and the ring operations on them.

A polynomial is a sorted tuple of `(monomial, coefficient)` pairs, a monomial a sorted tuple of `(atom, exponent)`
pairs, so two polynomials that are equal as polynomials are equal as Python values. `Dim` is the face of this module.

Work is bounded: what nests too deep or grows too large is refused with `UnsupportedOperation`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import gcd
from typing import Any, TypeAlias

from shapecheck.errors import Unsupported, UnsupportedOperation
from shapecheck.language import Phrase

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
    "content",
    "divide_exactly",
    "divide_monomials",
    "multiply",
    "of_atom",
    "only_atom",
    "power",
    "rebuild",
    "scale",
    "sort_key",
    "split_multiple",
]

_MOST_NESTED = 40  # atoms inside one another: each costs a few frames of recursion in printing and substitution
_MOST_PARTS = 20_000  # atoms in an atom, repeated ones each time: shared parts double at every step
_MOST_PRODUCTS = 100_000  # products of terms in one multiplication
_MOST_BITS = 10_000  # in a coefficient that comes from a power
_MOST_FACTORS = 64  # in a power of a sum

_Key: TypeAlias = tuple[Any, ...]


class Kind(Enum):
    """The operations that are not polynomial; each is an atom of its own."""

    FLOOR_DIVIDE = "//"
    MODULO = "%"
    MINIMUM = "min"
    MAXIMUM = "max"
    BROADCAST = "broadcast"


class _Atom:
    """What symbols and operations share: a place in the canonical order and a hash, both computed once."""

    __slots__ = ("_hash", "key", "nested", "parts")
    __match_args__: tuple[str, ...]

    _hash: int
    key: _Key
    nested: int
    parts: int

    def _fix(self, key: _Key, hashed: object, inside: Iterable["Terms"]) -> None:
        nested = parts = 1
        for terms in inside:
            for monomial, _ in terms:
                for atom, _ in monomial:
                    nested = max(nested, atom.nested + 1)
                    parts += atom.parts
        if nested > _MOST_NESTED:
            raise _too_large(Phrase("more than {most} operations inside one another", most=_MOST_NESTED))
        if parts > _MOST_PARTS:
            raise _too_large(Phrase("more than {most} parts in one operation", most=_MOST_PARTS))
        for name, value in (("key", key), ("_hash", hash(hashed)), ("nested", nested), ("parts", parts)):
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, _Atom) and self._hash == other._hash and self.key == other.key)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        # Built anew when unpickled: the hash of a text differs between processes.
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)


@dataclass(frozen=True, slots=True, eq=False)
class Symbol(_Atom):
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

    def __post_init__(self) -> None:
        index = () if self.index is None else (sort_key(self.index),)
        self._fix(
            (0, self.name, index, self.flexible, self.may_be_zero),
            (self.name, self.index, self.flexible, self.may_be_zero),
            () if self.index is None else (self.index,),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Operation(_Atom):
    """An operation on polynomials that gives an atom: floor division, modulo, minimum, maximum, broadcast."""

    kind: Kind
    arguments: "tuple[Terms, ...]"

    def __post_init__(self) -> None:
        self._fix(
            (1, self.kind.value, tuple(map(sort_key, self.arguments))),
            (self.kind.value, self.arguments),
            self.arguments,
        )


Atom: TypeAlias = Symbol | Operation
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]
Terms: TypeAlias = tuple[tuple[Monomial, int], ...]

CONSTANT: Monomial = ()  # the monomial of the constant term


def _too_large(reason: str) -> UnsupportedOperation:
    return UnsupportedOperation(Unsupported(Phrase("arithmetic on sizes"), reason))


def sort_key(terms: Terms) -> _Key:
    """Give a key by which polynomials sort; equal keys mean equal polynomials."""
    return tuple((_monomial_key(monomial), coefficient) for monomial, coefficient in terms)


@lru_cache(maxsize=16384)
def _monomial_key(monomial: Monomial) -> _Key:
    # High degree first, the constant last: the order in which a polynomial is written, and one that division can use.
    degree = 0
    factors = []
    for atom, exponent in monomial:
        degree += exponent
        factors.append((atom.key, -exponent))
    return (-degree, tuple(factors))


def _term_key(term: tuple[Monomial, int]) -> _Key:
    return _monomial_key(term[0])


def _factor_key(factor: tuple[Atom, int]) -> _Key:
    return factor[0].key


def _canonical(coefficients: dict[Monomial, int]) -> Terms:
    kept = [item for item in coefficients.items() if item[1]]
    kept.sort(key=_term_key)
    return tuple(kept)


def constant(value: int) -> Terms:
    """Give the polynomial of an integer; zero has no terms."""
    return ((CONSTANT, value),) if value else ()


def constant_value(terms: Terms) -> int | None:
    """Give the integer that a polynomial is, or None when it has a symbol in it."""
    if not terms:
        return 0
    if len(terms) == 1 and not terms[0][0]:
        return terms[0][1]
    return None


def of_atom(atom: Atom) -> Terms:
    """Give the polynomial that is one atom."""
    return ((((atom, 1),), 1),)


def only_atom(terms: Terms) -> Atom | None:
    """Give the atom that a polynomial is, or None when it is anything else."""
    if len(terms) != 1 or terms[0][1] != 1 or len(terms[0][0]) != 1:
        return None
    ((atom, exponent),) = terms[0][0]
    return atom if exponent == 1 else None


def content(terms: Terms) -> int:
    """Give the greatest integer that divides every coefficient; 0 for the zero polynomial."""
    return gcd(*(coefficient for _, coefficient in terms))


def add(left: Terms, right: Terms, factor: int = 1) -> Terms:
    """Give left + factor * right."""
    if factor != 1:
        right = scale(right, factor)
    if len(left) < len(right):
        left, right = right, left
    if not right:
        return left
    if len(right) == 1 and not right[0][0]:
        total = right[0][1]
        if not left[-1][0]:  # the constant term is the last one
            total += left[-1][1]
            left = left[:-1]
        return (*left, (CONSTANT, total)) if total else left
    if len(right) <= 4 and len(left) >= 32:
        # A long sum that grows term by term: sorting it each time would cost far more than its length.
        for term in right:
            left = _insert(left, term)
        return left
    coefficients = dict(left)
    for monomial, coefficient in right:
        coefficients[monomial] = coefficients.get(monomial, 0) + coefficient
    if len(coefficients) == len(left):
        return tuple([item for item in coefficients.items() if item[1]])
    return _canonical(coefficients)


def _insert(terms: Terms, term: tuple[Monomial, int]) -> Terms:
    place = bisect_left(terms, _term_key(term), key=_term_key)
    if place == len(terms) or terms[place][0] != term[0]:
        return (*terms[:place], term, *terms[place:])
    total = terms[place][1] + term[1]
    return (*terms[:place], *(((term[0], total),) if total else ()), *terms[place + 1 :])


def scale(terms: Terms, factor: int) -> Terms:
    """Give factor * terms."""
    if factor == 1:
        return terms
    return tuple([(monomial, coefficient * factor) for monomial, coefficient in terms]) if factor else ()


def _multiply_monomials(left: Monomial, right: Monomial) -> Monomial:
    if len(left) < len(right):
        left, right = right, left
    if not right:
        return left
    factors = list(left)
    for atom, exponent in right:
        place = bisect_left(factors, atom.key, key=_factor_key)
        if place < len(factors) and factors[place][0] == atom:
            factors[place] = (atom, factors[place][1] + exponent)
        else:
            factors.insert(place, (atom, exponent))
    return tuple(factors)


def multiply(left: Terms, right: Terms) -> Terms:
    """Give left * right."""
    if len(left) < len(right):
        left, right = right, left
    if not right:
        return ()
    if len(right) == 1:
        # The order of terms is kept when each is multiplied by the same one.
        factor, by = right[0]
        if not factor:
            return scale(left, by)
        return tuple([(_multiply_monomials(monomial, factor), coefficient * by) for monomial, coefficient in left])
    if len(left) * len(right) > _MOST_PRODUCTS:
        raise _too_large(Phrase("a product of {left} and {right} terms", left=len(left), right=len(right)))
    coefficients: dict[Monomial, int] = {}
    for left_monomial, left_coefficient in left:
        for right_monomial, right_coefficient in right:
            monomial = _multiply_monomials(left_monomial, right_monomial)
            coefficients[monomial] = coefficients.get(monomial, 0) + left_coefficient * right_coefficient
    return _canonical(coefficients)


def power(terms: Terms, exponent: int) -> Terms:
    """Give terms ** exponent, for an exponent of at least 0."""
    if exponent == 0:
        return constant(1)
    if exponent == 1 or not terms:
        return terms
    if len(terms) == 1:
        monomial, coefficient = terms[0]
        if abs(coefficient) != 1 and coefficient.bit_length() * exponent > _MOST_BITS:
            raise _too_large(
                Phrase("the power {exponent} of {coefficient}", exponent=exponent, coefficient=coefficient)
            )
        return ((tuple([(atom, own * exponent) for atom, own in monomial]), coefficient**exponent),)
    if exponent > _MOST_FACTORS:
        raise _too_large(Phrase("the power {exponent} of a sum", exponent=exponent))
    result = terms
    for _ in range(exponent - 1):
        result = multiply(result, terms)
    return result


def rebuild(terms: Terms, replace: "Callable[[Atom], Terms]") -> Terms:
    """Give the polynomial with each atom replaced by a polynomial."""
    total: Terms = ()
    for monomial, coefficient in terms:
        part = constant(coefficient)
        for atom, exponent in monomial:
            part = multiply(part, power(replace(atom), exponent))
        total = add(total, part)
    return total


def divide_monomials(dividend: Monomial, divisor: Monomial) -> Monomial | None:
    """Give the quotient, or None where the divisor has more of an atom than the dividend."""
    if not divisor:
        return dividend
    exponents = dict(dividend)
    for atom, exponent in divisor:
        left = exponents.get(atom, 0) - exponent
        if left < 0:
            return None
        exponents[atom] = left
    return tuple([(atom, exponent) for atom, exponent in exponents.items() if exponent])


def divide_exactly(dividend: Terms, divisor: Terms) -> Terms | None:
    """Give the polynomial q with dividend = q * divisor, or None when there is none with integer coefficients."""
    quotient: Terms = ()
    rest = dividend
    lead, lead_coefficient = divisor[0]
    for _ in range(64):  # a bound on the work, far above what sizes in a program need
        if not rest:
            return quotient
        monomial = divide_monomials(rest[0][0], lead)
        if monomial is None or rest[0][1] % lead_coefficient:
            return None
        step: Terms = ((monomial, rest[0][1] // lead_coefficient),)
        quotient = add(quotient, step)
        rest = add(rest, multiply(divisor, step), -1)
    return None


def split_multiple(dividend: Terms, divisor: Terms) -> tuple[Terms, Terms]:
    """Give `(q, r)` with dividend = q * divisor + r, where q takes the terms that divide exactly one by one."""
    if len(divisor) != 1:
        whole = divide_exactly(dividend, divisor)
        return ((), dividend) if whole is None else (whole, ())
    lead, lead_coefficient = divisor[0]
    quotient: list[tuple[Monomial, int]] = []
    rest: list[tuple[Monomial, int]] = []
    for monomial, coefficient in dividend:
        divided = divide_monomials(monomial, lead)
        if divided is None or coefficient % lead_coefficient:
            rest.append((monomial, coefficient))
        else:
            quotient.append((divided, coefficient // lead_coefficient))
    return tuple(quotient), tuple(rest)
