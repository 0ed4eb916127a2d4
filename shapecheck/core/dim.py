"""Sizes as integer polynomials over symbols: `n[l]`, `2*m+1`, `(n-1)//2`, `min(m,64)`.

A size is an `int` or, when it has a symbol in it, a `Dim`; every operation gives back an `int` as soon as the result
is constant. `==` is structural (equal normal forms); what it means for all values is asked with `compare.compare`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NoReturn, TypeAlias

from shapecheck.core import terms as poly
from shapecheck.core.division import floor_divide, modulo
from shapecheck.core.operations import apply, broadcast, extreme
from shapecheck.core.terms import Atom, Kind, Operation, Symbol, Terms
from shapecheck.core.text import print_terms
from shapecheck.language import say

__all__ = [
    "Dim",
    "Size",
    "broadcast_sizes",
    "evaluate",
    "index_of",
    "maximum",
    "minimum",
    "product",
    "substitute",
    "symbol",
    "symbol_in",
    "symbols_of",
]


class Dim:
    """A size with at least one symbol in it: an immutable polynomial with integer coefficients.

    Build one from `symbol` with the operators `+ - * ** // %`, or with `minimum`, `maximum` and `broadcast_sizes`.

    Examples
    --------
    >>> n, m = symbol("n"), symbol("m")
    >>> n * m + 2 * n - n
    m*n+n
    >>> (n * m) // n, n // n
    (m, 1)
    >>> m - m
    0
    """

    __slots__ = ("_hash", "_text", "terms")

    terms: Terms
    _hash: int
    _text: str

    def __init__(self, terms: Terms) -> None:
        _set_terms(self, terms)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(say("a size cannot be changed (attribute {name})", name=name))

    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dim) and self.terms == other.terms)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:  # computed once, when it is first asked for
            object.__setattr__(self, "_hash", hash(self.terms))
            return self._hash

    def __reduce__(self) -> tuple[type["Dim"], tuple[Terms]]:
        return Dim, (self.terms,)

    def __add__(self, other: "Size") -> "Size":
        return _size(poly.add(self.terms, terms_of(other))) if type(other) in _SIZES else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: "Size") -> "Size":
        return _size(poly.add(self.terms, terms_of(other), -1)) if type(other) in _SIZES else NotImplemented

    def __rsub__(self, other: "Size") -> "Size":
        return _size(poly.add(terms_of(other), self.terms, -1)) if type(other) in _SIZES else NotImplemented

    def __neg__(self) -> "Size":
        return _size(poly.scale(self.terms, -1))

    def __mul__(self, other: "Size") -> "Size":
        return _size(poly.multiply(self.terms, terms_of(other))) if type(other) in _SIZES else NotImplemented

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> "Size":
        if type(exponent) is not int or exponent < 0:
            return NotImplemented
        return _size(poly.power(self.terms, exponent))

    def __floordiv__(self, other: "Size") -> "Size":
        return _size(floor_divide(self.terms, terms_of(other))) if type(other) in _SIZES else NotImplemented

    def __rfloordiv__(self, other: "Size") -> "Size":
        return _size(floor_divide(terms_of(other), self.terms)) if type(other) in _SIZES else NotImplemented

    def __mod__(self, other: "Size") -> "Size":
        return _size(modulo(self.terms, terms_of(other))) if type(other) in _SIZES else NotImplemented

    def __rmod__(self, other: "Size") -> "Size":
        return _size(modulo(terms_of(other), self.terms)) if type(other) in _SIZES else NotImplemented

    def __str__(self) -> str:
        try:
            return self._text
        except AttributeError:
            object.__setattr__(self, "_text", _print_alone(self.terms))
            return self._text

    def __repr__(self) -> str:
        return str(self)


# The way around `__setattr__`, looked up once: sizes are made often.
_set_terms = Dim.__dict__["terms"].__set__

Size: TypeAlias = int | Dim
_SIZES = frozenset({int, Dim})  # of these types exactly: a bool is no size


def terms_of(size: Size) -> Terms:
    """Give the polynomial of a size."""
    if isinstance(size, Dim):
        return size.terms
    if type(size) is not int:
        raise TypeError(say("a size must be an int or a Dim (got {kind})", kind=type(size).__name__))
    return poly.constant(size)


def _print_alone(terms: Terms) -> str:
    """Print a polynomial; a quotient on its own needs no brackets around it."""
    text = print_terms(terms)
    atom = poly.only_atom(terms)
    return text[1:-1] if isinstance(atom, Operation) and atom.kind in {Kind.FLOOR_DIVIDE, Kind.MODULO} else text


def _size(terms: Terms) -> Size:
    if len(terms) > 1 or (terms and terms[0][0]):
        return Dim(terms)
    return terms[0][1] if terms else 0


def symbol(name: str, index: Size | None = None, *, flexible: bool = False, may_be_zero: bool = False) -> Dim:
    """Give the size named `name`, or `name[index]`.

    Parameters
    ----------
    name : str
        An identifier.
    index : int or Dim, optional
        The index, itself a polynomial: `symbol("n", symbol("l") - 1)` is `n[l-1]`.
    flexible : bool
        An inferred size, which may be unified silently; not one the user named.
    may_be_zero : bool
        Whether 0 is a possible value; a symbol is at least 1 unless this is said.
    """
    return _symbol(name, None if index is None else terms_of(index), flexible, may_be_zero)


@lru_cache(maxsize=4096)
def _symbol(name: str, index: Terms | None, flexible: bool, may_be_zero: bool) -> Dim:
    if not name.isidentifier():
        raise ValueError(say("a symbol must be an identifier (got {name!r})", name=name))
    return Dim(poly.of_atom(Symbol(name, index, flexible, may_be_zero)))


def symbol_in(size: Size) -> Symbol | None:
    """Give the symbol that a size is, or None when it is anything else."""
    atom = poly.only_atom(terms_of(size))
    return atom if isinstance(atom, Symbol) else None


def index_of(atom: Symbol) -> Size | None:
    """Give the index of a symbol as a size, or None when it has none."""
    return None if atom.index is None else _size(atom.index)


def minimum(first: Size, *others: Size) -> Size:
    """Give the least of the sizes."""
    return _size(extreme(Kind.MINIMUM, tuple(map(terms_of, (first, *others)))))


def maximum(first: Size, *others: Size) -> Size:
    """Give the greatest of the sizes."""
    return _size(extreme(Kind.MAXIMUM, tuple(map(terms_of, (first, *others)))))


def broadcast_sizes(*sizes: Size) -> Size:
    """Give the size that the sizes broadcast to.

    Where they do not broadcast the answer means nothing: the claim that they do travels beside it and fails.
    """
    if sizes and all(size == sizes[0] for size in sizes[1:]):
        return sizes[0]
    return _size(broadcast(tuple(map(terms_of, sizes))))


def product(sizes: tuple[Size, ...]) -> Size:
    """Give the product of the sizes: the number of elements of an array of that shape."""
    result = poly.constant(1)
    for size in sizes:
        result = poly.multiply(result, terms_of(size))
    return _size(result)


def cancelled(left: Size, right: Size) -> tuple[Size, Size]:
    """Give two sizes without what both have: that those are equal says that these are, where no size is 0.

    Examples
    --------
    >>> c, k, n = symbol("c"), symbol("k"), symbol("n")
    >>> tuple(map(str, cancelled(c * k**2, n * k**2))), tuple(map(str, cancelled(n + c, k + c + 1)))
    (('c', 'n'), ('n', 'k+1'))
    """
    difference = poly.add(terms_of(left), terms_of(right), -1)
    if not difference:
        return 0, 0
    shared = dict(difference[0][0])
    for monomial, _ in difference[1:]:
        own = dict(monomial)
        shared = {atom: min(exponent, own[atom]) for atom, exponent in shared.items() if atom in own}
    difference = poly.split_multiple(difference, ((tuple(shared.items()), poly.content(difference)),))[0]
    positive = tuple((monomial, factor) for monomial, factor in difference if factor > 0)
    negative = tuple((monomial, -factor) for monomial, factor in difference if factor < 0)
    return _size(positive), _size(negative)


def substitute(size: Size, values: "Mapping[Symbol | Dim, Size]") -> Size:
    """Replace symbols by sizes, in sizes and in indices.

    A symbol found as it stands is replaced; otherwise its index is replaced, and the result is looked up once more:
    with `{l: 3, n[2]: 5}`, `n[l-1]` becomes 5.

    Raises
    ------
    ZeroDivisionError
        When a divisor becomes zero.
    """
    if not isinstance(size, Dim):
        return _size(terms_of(size))
    lookup = {_as_symbol(key): terms_of(value) for key, value in values.items()}
    return _size(_substituted(size.terms, lookup))


def _as_symbol(key: "Symbol | Dim") -> Symbol:
    found = key if isinstance(key, Symbol) else symbol_in(key)
    if found is None:
        raise ValueError(say("only a symbol can be substituted (got {key})", key=key))
    return found


def _substituted(terms: Terms, lookup: Mapping[Symbol, Terms]) -> Terms:
    def replace(atom: Atom) -> Terms:
        if isinstance(atom, Symbol):
            return _replaced(atom, lookup)
        return apply(atom.kind, tuple([_substituted(argument, lookup) for argument in atom.arguments]))

    return poly.rebuild(terms, replace)


def _replaced(atom: Symbol, lookup: Mapping[Symbol, Terms]) -> Terms:
    found = lookup.get(atom)
    if found is None and atom.index is not None:
        index = _substituted(atom.index, lookup)
        if index != atom.index:
            atom = Symbol(atom.name, index, atom.flexible, atom.may_be_zero)
            found = lookup.get(atom)
    return poly.of_atom(atom) if found is None else found


def evaluate(size: Size, values: "Mapping[Symbol | Dim, int]") -> int:
    """Give the number a size is when each of its symbols has the given value.

    Raises
    ------
    KeyError
        When a symbol has no value; it carries the first one's name.
    """
    result = substitute(size, values)
    if isinstance(result, Dim):
        raise KeyError(str(Dim(poly.of_atom(next(symbols_of(result))))))
    return result


def symbols_of(size: Size) -> Iterator[Symbol]:
    """Give each symbol of a size once, in canonical order; those of indices do not count."""
    seen: dict[Symbol, None] = {}
    _collect(terms_of(size), seen)
    return iter(seen)


def _collect(terms: Terms, seen: dict[Symbol, None]) -> None:
    for monomial, _ in terms:
        for atom, _ in monomial:
            if isinstance(atom, Symbol):
                seen[atom] = None
            else:
                for argument in atom.arguments:
                    _collect(argument, seen)
