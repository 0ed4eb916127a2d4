"""Hypothesis strategies that several tests share: formulas that know their value by plain Python integers.

`tests/conftest.py` puts this folder on the import path: `from strategies import formulas`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from shapecheck.core.dim import Dim, Size, broadcast_sizes, maximum, minimum, symbol

N, M, K = symbol("n"), symbol("m"), symbol("k")
Z = symbol("z", may_be_zero=True)
SYMBOLS = (N, M, K, Z)

Values = Mapping[Dim, int]


class Undefined(Exception):
    """The formula has no value there: a division by zero, or sizes that do not broadcast."""


@dataclass(frozen=True)
class Formula:
    """A size, and its value for given values of the symbols, worked out without the engine."""

    size: Size
    value: Callable[[Values], int]
    text: str

    def __repr__(self) -> str:
        return f"<{self.text} as {self.size}>"


def values_of(symbols: tuple[Dim, ...], most: int) -> Iterator[dict[Dim, int]]:
    """Give every assignment of small values: from 0 for a symbol that may be 0, else from 1."""
    ranges = [range(0 if s.terms[0][0][0][0].may_be_zero else 1, most + 1) for s in symbols]
    return (dict(zip(symbols, chosen, strict=True)) for chosen in product(*ranges))


def defined(formula: Formula, values: Values) -> int | None:
    """Give the formula's value, or None where it has none."""
    try:
        return formula.value(values)
    except Undefined:
        return None


def constants(low: int = -4, high: int = 6) -> st.SearchStrategy[Formula]:
    return st.integers(low, high).map(lambda c: Formula(c, lambda values: c, str(c)))


def atoms(symbols: tuple[Dim, ...] = SYMBOLS) -> st.SearchStrategy[Formula]:
    return st.sampled_from(symbols).map(lambda s: Formula(s, lambda values: values[s], str(s)))


def _binary(
    mark: str, on_sizes: Callable[[Size, Size], Size], on_values: Callable[[int, int], int]
) -> Callable[[tuple[Formula, Formula]], Formula | None]:
    def build(pair: tuple[Formula, Formula]) -> Formula | None:
        left, right = pair
        try:
            size = on_sizes(left.size, right.size)
        except ZeroDivisionError:
            return None

        text = f"({left.text} {mark} {right.text})"
        return Formula(size, lambda values: on_values(left.value(values), right.value(values)), text)

    return build


def _divided(left: int, right: int) -> int:
    if right == 0:
        raise Undefined
    return left // right


def _remainder(left: int, right: int) -> int:
    if right == 0:
        raise Undefined
    return left % right


def broadcast_values(left: int, right: int) -> int:
    """NumPy's rule for two sizes, in its own words: equal, or one of them is 1."""
    if right in (left, 1):
        return left
    if left == 1:
        return right
    raise Undefined


RING = [
    _binary("+", lambda a, b: a + b, lambda a, b: a + b),
    _binary("-", lambda a, b: a - b, lambda a, b: a - b),
    _binary("*", lambda a, b: a * b, lambda a, b: a * b),
]
DIVISION = [
    _binary("//", lambda a, b: a // b, _divided),
    _binary("%", lambda a, b: a % b, _remainder),
]
CHOICE = [_binary("min", minimum, min), _binary("max", maximum, max)]
BROADCAST = [_binary("broadcast", broadcast_sizes, broadcast_values)]


def polynomials(symbols: tuple[Dim, ...] = SYMBOLS, leaves: int = 6) -> st.SearchStrategy[Formula]:
    """Sums and products only."""
    return _built(symbols, RING, leaves)


def formulas(symbols: tuple[Dim, ...] = SYMBOLS, leaves: int = 6, broadcast: bool = True) -> st.SearchStrategy[Formula]:
    """Sums, products and every other operation; arguments of a broadcast may be anything, negative values too."""
    return _built(symbols, RING + DIVISION + CHOICE + (BROADCAST if broadcast else []), leaves)


def _built(symbols: tuple[Dim, ...], operations: list[Callable], leaves: int) -> st.SearchStrategy[Formula]:
    def extend(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        pairs = st.tuples(inner, inner)
        return st.one_of(*[pairs.map(build).filter(lambda made: made is not None) for build in operations])

    return st.recursive(atoms(symbols) | constants(), extend, max_leaves=leaves)


concrete_shapes = st.lists(st.sampled_from((0, 1, 2, 3, 5, 7)), max_size=5).map(tuple)
