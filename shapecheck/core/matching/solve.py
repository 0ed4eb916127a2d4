"""Solves one equation between two sizes for one of its symbols."""

from collections.abc import Iterator

from shapecheck.core import terms as poly
from shapecheck.core.compare import never_zero
from shapecheck.core.dim import Dim, Size, symbols_of, terms_of
from shapecheck.core.terms import Atom, Monomial, Symbol, Terms
from shapecheck.errors import UnsupportedOperation

__all__ = ["occurs", "solve"]


def solve(left: Size, right: Size) -> Iterator[tuple[Symbol, Size]]:
    """Give for each symbol that can be isolated what it must be for left = right, flexible symbols first.

    A symbol can be isolated when it occurs linearly, in no operation and no index, its factor is never 0, and the rest
    is a multiple of the factor. Each solution is necessary and sufficient: 2*n + m = 10 gives m, and n for a known m.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> [(name.name, size) for name, size in solve(2 * n + m, 10)]
    [('m', 10-2*n)]
    >>> [(name.name, size) for name, size in solve(n * m + m, 4 * m)]
    [('n', 3)]
    """
    difference = poly.add(terms_of(left), terms_of(right), -1)
    names = symbols_of(Dim(difference))
    for name in sorted(names, key=lambda name: not name.flexible):  # stable: canonical order within each kind
        try:
            solution = _isolate(difference, name)
        except UnsupportedOperation:  # too large to divide
            continue
        if solution is not None:
            yield name, solution


def _isolate(difference: Terms, name: Symbol) -> Size | None:
    factor: Terms = ()
    rest: Terms = ()
    for monomial, coefficient in difference:
        exponents = dict(monomial)
        power = exponents.pop(name, 0)
        others: Monomial = tuple(exponents.items())
        if power > 1 or any(_inside(atom, name) for atom in exponents):
            return None
        if power:
            factor = poly.add(factor, ((others, coefficient),))
        else:
            rest = poly.add(rest, ((others, -coefficient),))
    if not (factor and never_zero(factor)):
        return None
    quotient = poly.divide_exactly(rest, factor)
    if quotient is None:
        return None
    value = poly.constant_value(quotient)
    return Dim(quotient) if value is None else value


def occurs(name: Symbol, terms: Terms) -> bool:
    """Tell whether a symbol is anywhere in a polynomial, in operations and indices too."""
    return any(atom == name or _inside(atom, name) for monomial, _ in terms for atom, _ in monomial)


def _inside(atom: Atom, name: Symbol) -> bool:
    if isinstance(atom, Symbol):
        return atom.index is not None and occurs(name, atom.index)
    return any(occurs(name, argument) for argument in atom.arguments)
