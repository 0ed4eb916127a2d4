"""Strategies that all families use: sizes 0, 1 and small primes, shapes, arrays, axes."""

from hypothesis import strategies as st
from oracle import Call

from shapecheck.core import Array, Shape

sizes = st.sampled_from([0, 1, 2, 3, 5, 7])
small_sizes = st.sampled_from([0, 1, 2, 3])


def shapes(least: int = 0, most: int = 5) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(sizes, min_size=least, max_size=most).map(tuple)


def arrays(least: int = 0, most: int = 5, kind: str = "f") -> st.SearchStrategy[Array]:
    return shapes(least, most).map(lambda sizes: Array(Shape(sizes), kind))


axes = st.integers(-6, 5)


def calls(*arguments: st.SearchStrategy, **keywords: st.SearchStrategy) -> st.SearchStrategy[Call]:
    """Give calls with the positional arguments, and with any of the keywords."""
    return st.builds(Call, st.tuples(*arguments), st.fixed_dictionaries({}, optional=keywords))
