"""Polynomials up to the names of their symbols: what holds of `(n-1)//2 - n` for all n holds of `(m-1)//2 - m`.

A program makes new names for sizes in each turn of a loop, and asks the same of them.
"""

from shapecheck.core.operations import apply
from shapecheck.core.terms import Atom, Symbol, Terms, of_atom, rebuild

__all__ = ["Renaming"]

_MOST_PARTS = 400  # atoms in a polynomial that is renamed


class Renaming:
    """A polynomial, equal to all that it is with other names: its symbols are numbered in their order in it.

    Parameters
    ----------
    terms : Terms
        The polynomial.

    Attributes
    ----------
    pattern : tuple or None
        What the polynomial is but for the names: equal for two of them only if one is the other with its symbols
        renamed. None for one that is too large.
    """

    __slots__ = ("_numbers", "_terms", "pattern")

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._numbers: dict[Symbol, int] = {}
        parts = sum(atom.parts for monomial, _ in terms for atom, _ in monomial)
        self.pattern: tuple[object, ...] | None = self._of(terms) if parts <= _MOST_PARTS else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Renaming) and self.pattern == other.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    def _of(self, terms: Terms) -> tuple[object, ...]:
        return tuple(
            [
                (coefficient, *[(self._atom(atom), exponent) for atom, exponent in monomial])
                for monomial, coefficient in terms
            ]
        )

    def _atom(self, atom: Atom) -> object:
        if isinstance(atom, Symbol):
            return self._numbers.setdefault(atom, len(self._numbers)), atom.may_be_zero
        return (atom.kind.value, *[self._of(argument) for argument in atom.arguments])

    def renamed(self) -> Terms:
        """Return the polynomial with its symbols named by their numbers: one for all with this pattern."""
        return self._renamed(self._terms)

    def _renamed(self, terms: Terms) -> Terms:
        return rebuild(terms, self._other)

    def _other(self, atom: Atom) -> Terms:
        if isinstance(atom, Symbol):
            return of_atom(Symbol(f"s{self._numbers[atom]:04}", may_be_zero=atom.may_be_zero))
        return apply(atom.kind, tuple([self._renamed(argument) for argument in atom.arguments]))
