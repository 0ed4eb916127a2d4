"""Sizes as integer polynomials over symbols: `n[l]`, `2*m+1`, `(n-1)//2`, `min(m,64)`.

A size is an `int` or, when it has a symbol in it, a `Dim`; every operation gives back an `int` as soon as the result
is constant. `==` is structural (equal normal forms); what it means for all values is asked with `compare.compare`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero, bounds
from shapecheck.core.division import floor_divide, modulo
from shapecheck.core.terms import Kind, Operation, Symbol, Terms
from shapecheck.core.text import print_terms

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
    >>> (n * m) // n
    m
    >>> m - m
    0
    """

    __slots__ = ("_hash", "_text", "terms")

    terms: Terms

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._hash = hash(terms)
        self._text: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dim) and self._hash == other._hash and self.terms == other.terms

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type["Dim"], tuple[Terms]]:
        return Dim, (self.terms,)

    def __add__(self, other: "Size") -> "Size":
        return _size(poly.add(self.terms, terms_of(other))) if _is_size(other) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: "Size") -> "Size":
        return _size(poly.add(self.terms, terms_of(other), -1)) if _is_size(other) else NotImplemented

    def __rsub__(self, other: "Size") -> "Size":
        return _size(poly.add(terms_of(other), self.terms, -1)) if _is_size(other) else NotImplemented

    def __neg__(self) -> "Size":
        return _size(poly.scale(self.terms, -1))

    def __mul__(self, other: "Size") -> "Size":
        return _size(poly.multiply(self.terms, terms_of(other))) if _is_size(other) else NotImplemented

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> "Size":
        if type(exponent) is not int or exponent < 0:
            return NotImplemented
        result = poly.constant(1)
        for _ in range(exponent):
            result = poly.multiply(result, self.terms)
        return _size(result)

    def __floordiv__(self, other: "Size") -> "Size":
        return _size(floor_divide(self.terms, terms_of(other))) if _is_size(other) else NotImplemented

    def __rfloordiv__(self, other: "Size") -> "Size":
        return _size(floor_divide(terms_of(other), self.terms)) if _is_size(other) else NotImplemented

    def __mod__(self, other: "Size") -> "Size":
        return _size(modulo(self.terms, terms_of(other))) if _is_size(other) else NotImplemented

    def __rmod__(self, other: "Size") -> "Size":
        return _size(modulo(terms_of(other), self.terms)) if _is_size(other) else NotImplemented

    def __str__(self) -> str:
        if self._text is None:
            text = print_terms(self.terms)
            # A quotient on its own needs no brackets around it.
            alone = len(self.terms) == 1 and text.startswith("(") and text.endswith(")")
            self._text = text[1:-1] if alone and len(self.terms[0][0]) == 1 else text
        return self._text

    def __repr__(self) -> str:
        return str(self)


Size: TypeAlias = int | Dim


def _is_size(value: object) -> bool:
    return type(value) is int or isinstance(value, Dim)


def terms_of(size: Size) -> Terms:
    """Give the polynomial of a size."""
    if isinstance(size, Dim):
        return size.terms
    if type(size) is not int:
        raise TypeError(f"a size must be an int or a Dim (got {type(size).__name__})")
    return poly.constant(size)


def _size(terms: Terms) -> Size:
    value = poly.constant_value(terms)
    return Dim(terms) if value is None else value


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
    if not name.isidentifier():
        raise ValueError(f"a symbol must be an identifier (got {name!r})")
    return Dim(poly.of_atom(Symbol(name, None if index is None else terms_of(index), flexible, may_be_zero)))


def index_of(atom: Symbol) -> Size | None:
    """Give the index of a symbol as a size, or None when it has none."""
    return None if atom.index is None else _size(atom.index)


def _gather(kind: Kind, sizes: tuple[Size, ...]) -> list[Terms]:
    """Give the arguments, those of nested operations of the same kind among them, each once and in canonical order."""
    found: dict[Terms, None] = {}
    for size in sizes:
        terms = terms_of(size)
        atom = terms[0][0][0][0] if len(terms) == 1 and terms[0][1] == 1 and len(terms[0][0]) == 1 else None
        nested = isinstance(atom, Operation) and atom.kind is kind and terms[0][0][0][1] == 1
        for argument in atom.arguments if nested and isinstance(atom, Operation) else (terms,):
            found[argument] = None
    return sorted(found, key=print_terms)


def minimum(*sizes: Size) -> Size:
    """Give the least of the sizes."""
    return _extreme(Kind.MINIMUM, sizes)


def maximum(*sizes: Size) -> Size:
    """Give the greatest of the sizes."""
    return _extreme(Kind.MAXIMUM, sizes)


def _extreme(kind: Kind, sizes: tuple[Size, ...]) -> Size:
    kept = _gather(kind, sizes)
    for candidate in list(kept):
        others = [other for other in kept if other is not candidate]
        # Superfluous if another argument is always beyond it.
        if any(
            at_least_zero(poly.add(*((candidate, o) if kind is Kind.MINIMUM else (o, candidate)), -1)) for o in others
        ):
            kept = others
    return _size(kept[0] if len(kept) == 1 else poly.of_atom(Operation(kind, tuple(kept))))


def broadcast_sizes(*sizes: Size) -> Size:
    """Give the size that the sizes broadcast to.

    Where they do not broadcast the answer means nothing: the claim that they do travels beside it and fails.
    """
    kept = [terms for terms in _gather(Kind.BROADCAST, sizes) if terms != poly.constant(1)]
    if not kept:
        return 1
    for terms in kept:
        if len(kept) == 1 or _never_one(terms):
            return _size(terms)
    return _size(poly.of_atom(Operation(Kind.BROADCAST, tuple(kept))))


def _never_one(terms: Terms) -> bool:
    low, high = bounds(terms)
    return (low is not None and low > 1) or (high is not None and high < 1)


def product(sizes: tuple[Size, ...]) -> Size:
    """Give the product of the sizes: the number of elements of an array of that shape."""
    result: Size = 1
    for size in sizes:
        result = result * size
    return result


def _rebuild(terms: Terms, replace_symbol: Callable[[Symbol], Size]) -> Size:
    """Build the polynomial anew with each symbol replaced."""
    total: Size = 0
    for monomial, coefficient in terms:
        part: Size = coefficient
        for atom, exponent in monomial:
            value = replace_symbol(atom) if isinstance(atom, Symbol) else _rebuild_operation(atom, replace_symbol)
            part = part * value**exponent
        total = total + part
    return total


def _rebuild_operation(atom: Operation, replace_symbol: Callable[[Symbol], Size]) -> Size:
    arguments = tuple(_rebuild(argument, replace_symbol) for argument in atom.arguments)
    if atom.kind is Kind.FLOOR_DIVIDE:
        return arguments[0] // arguments[1]
    if atom.kind is Kind.MODULO:
        return arguments[0] % arguments[1]
    if atom.kind is Kind.MINIMUM:
        return minimum(*arguments)
    if atom.kind is Kind.MAXIMUM:
        return maximum(*arguments)
    return broadcast_sizes(*arguments)


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
        return size
    lookup = {_as_symbol(key): value for key, value in values.items()}
    return _rebuild(size.terms, lambda atom: _replace(atom, lookup))


def _as_symbol(key: "Symbol | Dim") -> Symbol:
    if isinstance(key, Symbol):
        return key
    atoms = list(symbols_of(key))
    if len(atoms) != 1 or key.terms != poly.of_atom(atoms[0]):
        raise ValueError(f"only a symbol can be substituted (got {key})")
    return atoms[0]


def _replace(atom: Symbol, lookup: Mapping[Symbol, Size]) -> Size:
    found = lookup.get(atom)
    if found is None and atom.index is not None:
        index = _rebuild(atom.index, lambda inner: _replace(inner, lookup))
        atom = Symbol(atom.name, terms_of(index), atom.flexible, atom.may_be_zero)
        found = lookup.get(atom)
    return Dim(poly.of_atom(atom)) if found is None else found


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
