"""What a derivation of a contract says of the arguments of a function: where they come in, and what it has learned."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of, terms_of
from shapecheck.core.notation.contract import Need, Relation
from shapecheck.core.terms import Atom, Kind, Operation, Symbol, Terms, constant, constant_value, of_atom, rebuild
from shapecheck.core.verdict import Verdict
from shapecheck.infer.machine import BudgetSpent
from shapecheck.infer.symbols import Symbols

__all__ = [
    "Doubtful",
    "Hints",
    "Learned",
    "Needed",
    "Path",
    "attribute_of",
    "grown",
    "name_of",
    "plain_name",
    "plain_need",
    "plain_needs",
    "reduced",
    "solution",
    "steady",
    "text_of",
]

_NUMBER = re.compile(r"_\d+$")
Path: TypeAlias = tuple[object, ...]
"""A parameter and the keys by which a value is read out of it: `("cache", 0)`; an attribute is a key in a tuple."""


class Learned(BudgetSpent):
    """Signal: an argument is something else than it was taken as; the run is begun again with the hint."""


@dataclass(slots=True)
class Hints:
    """What runs have learned of the arguments of a function.

    Parameters
    ----------
    integers : set of Path
        Those that are used as sizes.
    scalars : set of Path
        Those that are beside arrays of shapes which nothing but a number fits.
    arrays : set of Path
        Those that are counted or gone through, and are arrays all the same.
    ranks : dict of Path to int
        Numbers of axes to suppose; two where it is left out.
    stretched : set of Path
        Those that may stretch the array beside them.
    bounded : set of Path
        Those of which that does not fit: they broadcast to it.
    factors : dict of Path to set of Path
        Those that are taken as numbers, as they multiply several others that nothing else may tie, with these.
    """

    integers: set[Path] = field(default_factory=set)
    scalars: set[Path] = field(default_factory=set)
    arrays: set[Path] = field(default_factory=set)
    ranks: dict[Path, int] = field(default_factory=dict)
    stretched: set[Path] = field(default_factory=set)
    bounded: set[Path] = field(default_factory=set)
    factors: dict[Path, set[Path]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Needed:
    """A relation that was not solved, with its line: `left relation right`."""

    left: Size
    relation: Relation
    right: Size
    line: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What was not proved: a line of a file, and what is there."""

    line: int
    what: str
    path: str = ""


def name_of(path: Path) -> str:
    """Return how the function itself calls what comes in somewhere; what another one takes has its name there."""
    return text_of((str(path[0]).rpartition(".")[2], *path[1:]))


def text_of(path: Path) -> str:
    """Return a path as the source has it: `cache[0]`, `self.W`."""
    text = str(path[0])
    for key in path[1:]:
        attribute = attribute_of(key)
        if attribute is not None:
            text += f".{attribute}"
        else:
            text += f"[{key!r}]" if isinstance(key, (str, int)) else "[...]"
    return text


def steady(key: object) -> object:
    """Return a key as it is in each run: a size in it is called otherwise in the next one."""
    if isinstance(key, Dim):
        return frozenset(plain_name(own) for own in symbols_of(key))
    return tuple(map(steady, key)) if type(key) is tuple else key


def attribute_of(key: object) -> str | None:
    """Return the attribute that a key of a path stands for; None for that of an item, known or not."""
    return key[0] if type(key) is tuple and len(key) == 1 and isinstance(key[0], str) else None


def plain_name(own: Symbol) -> str:
    """Return the name of a size as the program has it, without what tells it from others of that name."""
    return _NUMBER.sub("", own.name).removeprefix("self_")


def solution(left: Size, right: Size) -> tuple[Symbol, Size] | None:
    """Return a symbol that may be unified, and what it must be for two sizes to be equal; None where there is none."""
    for one, other in ((left, right), (right, left)):
        own = symbol_in(one)
        if own is not None and own.flexible and own not in symbols_of(other):
            return own, other
    difference = left - right
    for own in symbols_of(difference):
        try:
            rest = substitute(difference, {own: 0})
        except ZeroDivisionError:
            continue
        for factor in (1, -1):
            if own.flexible and difference == factor * Symbols.size(own) + rest and own not in symbols_of(rest):
                return own, rest * -factor
    return None


def plain_need(left: Size, relation: Relation, right: Size) -> Need | None:
    """Return a relation with what is subtracted on its other side; None where it always holds.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> m, k = symbol("m"), symbol("k")
    >>> print(plain_need(1, "<", m, ), plain_need(m - k, ">=", 0), plain_need(m, ">=", 1))
    m >= 2 m >= k None
    """
    if relation == "=":
        left, right = _without_common(left, right)
        return None if compare(left, right) is Verdict.YES else Need(left, relation, right)
    difference = left - right if relation == ">=" else right - left - 1
    if at_least(difference, 0) is Verdict.YES:
        return None
    sides: list[Size] = [0, 0]
    for monomial, coefficient in terms_of(difference):
        sides[coefficient < 0] += Dim(((monomial, abs(coefficient)),)) if monomial else abs(coefficient)
    more, less = sides
    return Need(more, ">=", less)


def plain_needs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return relations without those that others imply: `n + 1 >= k` where `n >= k`.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> n, k = symbol("n"), symbol("k")
    >>> print(*plain_needs((Need(n + 1, ">=", k), Need(n, ">=", k), Need(2 * n + 1, ">=", 2 * k))), sep=", ")
    n >= k
    """
    kept = list(dict.fromkeys(needs))
    for need in list(kept):
        others = [own for own in kept if own is not need and own.relation == need.relation == ">="]
        room = need.left - need.right
        if any(at_least(room - times * (own.left - own.right), 0) is Verdict.YES for own in others for times in (1, 2)):
            kept.remove(need)
    return tuple(kept)


def _without_common(left: Size, right: Size) -> tuple[Size, Size]:
    """Return two sizes without factors that both have."""
    for own in symbols_of(left):
        factor = Symbols.size(own)
        while own in symbols_of(right) and all((size // factor) * factor == size for size in (left, right)):
            left, right = left // factor, right // factor
    return left, right


def grown(size: Size) -> Size:
    """Return what a size is where arrays are long enough for what is cut off them: `max(0, n - 2)` is `n - 2`.

    Examples
    --------
    >>> from shapecheck.core.dim import maximum, minimum, symbol
    >>> n = symbol("n")
    >>> grown(maximum(0, n - 2)), grown(n - minimum(n, 2))
    (n-2, n-2)
    """

    def replace(atom: Atom) -> Terms:
        if not isinstance(atom, Operation):
            return of_atom(atom)
        sides = {rebuild(argument, replace) for argument in atom.arguments}
        numbers = {side for side in sides if constant_value(side) is not None}
        if atom.kind is Kind.MAXIMUM and len(sides) == 2 and constant(0) in sides:
            (side,) = sides - {constant(0)}
            return side
        if atom.kind is Kind.MINIMUM and len(sides) == 2 and len(numbers) == 1:
            return numbers.pop()
        if atom.kind is Kind.BROADCAST and len(sides) == 1:
            return sides.pop()
        return of_atom(atom)

    if not isinstance(size, Dim):
        return size
    terms = rebuild(size.terms, replace)
    known = constant_value(terms)
    return Dim(terms) if known is None else known


def reduced(size: Size) -> Size:
    """Return a size without factors that are never 0, to be compared with 0."""
    for own in symbols_of(size):
        factor = Symbols.size(own)
        if (size // factor) * factor == size:
            size = size // factor
    return size
