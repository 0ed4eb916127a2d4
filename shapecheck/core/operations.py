"""The operations that are not polynomial, on polynomials: each gives the simplest form that is found cheaply."""

from functools import lru_cache
from typing import assert_never

from shapecheck.core import terms as poly
from shapecheck.core.bounds import at_least_zero, bounds
from shapecheck.core.division import floor_divide, modulo
from shapecheck.core.terms import Kind, Operation, Terms

__all__ = ["apply", "broadcast", "extreme"]

_MOST_COMPARED = 8  # arguments of a minimum or maximum that are compared pair by pair


def apply(kind: Kind, arguments: tuple[Terms, ...]) -> Terms:
    """Give the result of the operation of that kind.

    Raises
    ------
    ZeroDivisionError
        When a divisor is zero.
    """
    match kind:
        case Kind.FLOOR_DIVIDE:
            return floor_divide(*arguments)
        case Kind.MODULO:
            return modulo(*arguments)
        case Kind.MINIMUM | Kind.MAXIMUM:
            return extreme(kind, arguments)
        case Kind.BROADCAST:
            return broadcast(arguments)
        case _:
            assert_never(kind)


@lru_cache(maxsize=16384)
def extreme(kind: Kind, arguments: tuple[Terms, ...]) -> Terms:
    """Give the minimum or the maximum of the arguments, without those that are always beyond another."""
    choose = min if kind is Kind.MINIMUM else max
    # Among arguments that differ by a constant only one can be the result.
    constants: dict[Terms, int] = {}
    for terms in _flatten(kind, arguments):
        rest, free = (terms[:-1], terms[-1][1]) if terms and not terms[-1][0] else (terms, 0)
        constants[rest] = choose(constants.get(rest, free), free)
    kept = [poly.add(rest, poly.constant(free)) for rest, free in constants.items()]
    if len(kept) <= _MOST_COMPARED:
        for candidate in tuple(kept):
            others = [other for other in kept if other is not candidate]
            if any(_beyond(kind, candidate, other) for other in others):
                kept = others
    return kept[0] if len(kept) == 1 else _operation(kind, kept)


def _beyond(kind: Kind, candidate: Terms, other: Terms) -> bool:
    difference = poly.add(candidate, other, -1)
    return at_least_zero(difference if kind is Kind.MINIMUM else poly.scale(difference, -1))


def broadcast(arguments: tuple[Terms, ...]) -> Terms:
    """Give the size that the arguments broadcast to, where they do."""
    one = poly.constant(1)
    kept = [terms for terms in _flatten(Kind.BROADCAST, arguments) if terms != one]
    if len(kept) <= 1:
        return kept[0] if kept else one
    # A size that is never 1 is the result; a number says most.
    sure = sorted(
        filter(_never_one, kept), key=lambda terms: (poly.constant_value(terms) is None, poly.sort_key(terms))
    )
    return sure[0] if sure else _operation(Kind.BROADCAST, kept)


def _never_one(terms: Terms) -> bool:
    low, high = bounds(terms)
    return (low is not None and low > 1) or (high is not None and high < 1)


def _flatten(kind: Kind, arguments: tuple[Terms, ...]) -> dict[Terms, None]:
    """Give the arguments, those of nested operations of the same kind among them, each once."""
    found: dict[Terms, None] = {}
    for terms in arguments:
        atom = poly.only_atom(terms)
        nested = atom.arguments if isinstance(atom, Operation) and atom.kind is kind else (terms,)
        found.update(dict.fromkeys(nested))
    return found


def _operation(kind: Kind, arguments: list[Terms]) -> Terms:
    return poly.of_atom(Operation(kind, tuple(sorted(arguments, key=poly.sort_key))))
