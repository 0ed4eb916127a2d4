"""Calls of random sampling. Elements are chosen so that only shapes decide whether NumPy takes a call."""

from functools import partial
from math import prod

import numpy as np
from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes, small_sizes
from calls.creation import mostly, rarely, stretched
from shapecheck.core import Array, Shape
from shapecheck.ops.families import distributions
from shapecheck.ops.values import Dtype

OWNERS = ("numpy.random", "numpy.random.RandomState", "numpy.random.Generator")
LEGACY = OWNERS[:2]
bools = st.booleans()
halves = partial(np.full, fill_value=0.5)
twos = partial(np.full, fill_value=2.0)
sample_sizes = mostly(
    st.one_of(small_sizes, shapes(0, 3), shapes(0, 3).map(list), st.none()),
    st.sampled_from([-1, 2.0, (2, -1), (2.0,), True, ((2, 3),), "a"]),
)
plain_sizes = sample_sizes.filter(lambda size: size is not True)  # of vectors NumPy takes True for 1
# The kinds of parameters that are not 0.5: integers are 0, booleans 1.
KINDS = {"binomial": "if", "triangular": "iff", "hypergeometric": "bbb"}


def _array(shape, kind="f"):
    return Array(Shape(tuple(shape)), kind)


@st.composite
def parameters(draw, kinds):
    """Give parameters that broadcast together and to a size, and the size, as often as not."""
    shape = draw(shapes(0, 3))
    given = []
    for kind in kinds:
        if draw(st.integers(0, 2)) == 0:
            given.append({"f": 0.5, "i": 0, "b": 1}[kind])
        else:
            given.append(_array(stretched(draw, shape).sizes, kind))
    size = draw(st.sampled_from([None, shape, shape, list(shape)]))
    if draw(st.integers(0, 3)) == 0:
        size = draw(sample_sizes)
    if isinstance(size, (tuple, list)) and draw(rarely):
        size = (draw(small_sizes), *size)
    return given, size


@st.composite
def distribution_calls(draw, name: str, names: list[str], required: int):
    short = name.rpartition(".")[2]
    kinds = KINDS.get(short, "f" * len(names))
    if kinds[:1] in {"i", "b"} and short != "triangular" and draw(rarely):
        kinds = "f" + kinds[1:]
    given, size = draw(parameters(kinds))
    fill = halves
    if short == "zipf":
        given = [2 if own == 0.5 else own for own in given]
        fill = twos
    if draw(rarely) and len(given) > required:
        return Call(tuple(given[:required]), {} if size is None else {"size": size}, fill)
    if draw(rarely) and draw(rarely):
        return draw(st.sampled_from([Call((*given, size, 1)), Call(tuple(given), {"count": 2}), Call((None,) * 4)]))
    if draw(bools):
        return Call((*given, size), {}, fill)
    return Call((), {**dict(zip(names, given, strict=True)), "size": size}, fill)


def _distributions():
    for rule in distributions.DISTRIBUTIONS:
        declared = list(rule.function.__signature__.parameters.values())[:-1]
        required = sum(parameter.default is parameter.empty for parameter in declared)
        for name in rule.names:
            yield name, distribution_calls(name, [parameter.name for parameter in declared], required)


dtypes = st.sampled_from([None, Dtype("f"), Dtype("f"), Dtype("i")])


@st.composite
def filled(draw, parameter: bool, method: bool):
    """Give calls of the Generator methods that take `out`."""
    given, size = draw(parameters("f" if parameter else ""))
    keywords = {}
    if draw(bools):
        shape = size if isinstance(size, (tuple, list)) else draw(shapes(0, 2)) if size is None else [size]
        shape = [int(own) for own in shape if isinstance(own, (int, float)) and own >= 0]
        out = draw(arrays(0, 2)) if draw(rarely) else _array(shape, "i" if draw(rarely) else "f")
        keywords["out"] = out
    if draw(rarely):
        keywords["dtype"] = draw(dtypes.filter(lambda dtype: dtype is not None))
    if method and draw(bools):
        keywords["method"] = draw(st.sampled_from(["zig", "inv"]))
    if size is not None or draw(bools):
        keywords["size"] = size
    return Call(tuple(given), keywords, halves)


@st.composite
def integer_calls(draw, generator: bool):
    (low, high), size = draw(parameters("if"))
    high = 2 if high == 0.5 else high
    keywords = {} if size is None and draw(bools) else {"size": size}
    if generator and draw(rarely):
        keywords["endpoint"] = True
    if draw(st.integers(0, 2)) == 0:
        return Call((high,), keywords, twos)
    return Call((low, high), keywords, twos)


@st.composite
def highest_calls(draw):
    (low, high), size = draw(parameters("if"))
    high = 2 if high == 0.5 or draw(bools) else high
    return Call((low, high) if draw(bools) else (high,), {"size": size}, twos)


@st.composite
def choices(draw, axes: bool):
    population = draw(st.integers(-1 if draw(rarely) else 0, 5))
    keywords = {}
    if draw(bools):
        own = draw(st.lists(small_sizes, max_size=2 if axes else 0))
        axis = draw(st.integers(0, len(own)))
        own.insert(axis, max(population, 0))
        a = draw(arrays(0, 3)) if draw(rarely) else _array(own)
        if axes:
            keywords["axis"] = draw(st.sampled_from([axis, axis - len(own), axis, draw(st.integers(-3, 3))]))
    else:
        a = draw(st.sampled_from([population, population, population, 2.0, [1, 2, 3], _array(()), None]))
        population = 3 if isinstance(a, list) else population
        if axes and draw(rarely):
            keywords["axis"] = draw(st.integers(-1, 1))
    size = draw(sample_sizes)
    if isinstance(size, (tuple, list)) and draw(bools) and prod(map(int, _flat(size))) > 5:
        size = 2
    if draw(st.integers(0, 3)) == 0:
        # Probabilities of the population, or of one more; an empty list of them has no sum of 1.
        count = max(population, 1) + draw(rarely)
        keywords["p"] = draw(st.sampled_from([[[1.0]], 1.0])) if draw(rarely) else [1 / count] * count
    if draw(bools):
        keywords["replace"] = draw(bools)
    if axes and draw(rarely):
        keywords["shuffle"] = draw(bools)
    return Call((a, size) if size is not None or draw(bools) else (a,), keywords)


def _flat(size):
    return [leaf for item in size for leaf in _flat(item)] if isinstance(size, (tuple, list)) else [size]


items = mostly(
    st.one_of(arrays(1, 4), arrays(1, 1), st.integers(-2, 7), st.sampled_from([[1, 2, 3], [], [[1, 2], [3, 4]]])),
    st.sampled_from([_array(()), 2.5, None, "a"]),
)
shuffled = mostly(
    st.one_of(arrays(1, 4), st.sampled_from([[1, 2, 3], [], (1,)])), st.sampled_from([_array(()), 3, 2.5, (1, 2), None])
)
own_axes = mostly(st.integers(-2, 1), st.sampled_from([4, -4, 1.0, None, (0, 1)]))
# NumPy says NotImplementedError where a list is to be shuffled along another axis.
along = calls(shuffled.filter(lambda own: not isinstance(own, (list, tuple))), axis=own_axes)


@st.composite
def permuted(draw):
    x = draw(arrays(0, 3))
    keywords = {}
    if draw(bools):
        keywords["axis"] = draw(own_axes)
    if draw(bools):
        keywords["out"] = draw(arrays(0, 3)) if draw(rarely) else x
    return Call((x,), keywords)


@st.composite
def normals(draw, generator: bool):
    n = draw(st.sampled_from([0, 1, 2, 3, 5, 1, 2, 3]))
    mean = draw(arrays(0, 2)) if draw(rarely) else _array((n,))
    cov = draw(arrays(0, 3)) if draw(rarely) else _array((n, n))
    size = draw(sample_sizes)
    keywords = {"size": size} if size is not None else {}
    if draw(rarely):
        keywords["check_valid"] = "ignore"
    if generator and draw(rarely):
        keywords["method"] = draw(st.sampled_from(["svd", "eigh"]))
    # The spread is all ones: a valid covariance.
    return Call((mean, cov), keywords)


@st.composite
def multinomials(draw):
    (trials, chances), size = draw(parameters("ii"))
    if isinstance(chances, Array) or draw(bools):
        outer = chances.sizes if isinstance(chances, Array) else ()
        chances = _array((*outer, draw(small_sizes)), "i")
    return Call((trials, chances), {} if size is None or size is True else {"size": size})


vectors = mostly(arrays(1, 1), st.one_of(arrays(0, 3), st.sampled_from([1.0, [1.0, 2.0], None])))
counts = mostly(st.just(0), st.sampled_from([_array((2,), "i"), 0.5, None]))
zeros = mostly(arrays(1, 1, "i"), arrays(0, 3, "i"))
sized = calls(sample_sizes)
each = mostly(st.integers(0, 4), st.sampled_from([-1, 2.0, (2, 3), None, True]))


def legacy(name: str, strategy: st.SearchStrategy) -> dict[str, st.SearchStrategy]:
    return {f"{owner}.{name}": strategy for owner in LEGACY}


CALLS = {
    **dict(_distributions()),
    "numpy.random.ranf": sized,
    "numpy.random.sample": sized,
    "numpy.random.RandomState.tomaxint": sized,
    **legacy("rand", st.lists(each, max_size=4).map(lambda sizes: Call(tuple(sizes)))),
    **legacy("randn", st.lists(each, max_size=4).map(lambda sizes: Call(tuple(sizes)))),
    **legacy("randint", integer_calls(False)),
    **legacy("random_integers", highest_calls()),
    **legacy("choice", choices(False)),
    **legacy("permutation", calls(items)),
    **legacy("shuffle", calls(shuffled)),
    **legacy("multivariate_normal", normals(False)),
    **legacy("dirichlet", calls(vectors, plain_sizes)),
    **legacy("multinomial", calls(counts, zeros, plain_sizes)),
    "numpy.random.Generator.random": filled(False, False),
    "numpy.random.Generator.standard_normal": filled(False, False),
    "numpy.random.Generator.standard_exponential": filled(False, True),
    "numpy.random.Generator.standard_gamma": filled(True, False),
    "numpy.random.Generator.integers": integer_calls(True),
    "numpy.random.Generator.choice": choices(True),
    "numpy.random.Generator.permutation": calls(items, axis=own_axes),
    "numpy.random.Generator.shuffle": st.one_of(calls(shuffled), along),
    "numpy.random.Generator.permuted": permuted(),
    "numpy.random.Generator.multivariate_normal": normals(True),
    "numpy.random.Generator.dirichlet": calls(vectors, plain_sizes),
    "numpy.random.Generator.multinomial": multinomials(),
    "numpy.random.Generator.multivariate_hypergeometric": st.one_of(
        calls(zeros, counts, plain_sizes), calls(zeros, st.just(0), method=st.just("count"))
    ),
}
