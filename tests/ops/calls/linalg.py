"""Calls of linear algebra, on matrices that are not singular."""

from math import prod

import numpy as np
from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes, sizes
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
flags = st.booleans()


def regular(shape: tuple[int, ...]) -> np.ndarray:
    """Give random elements, with a strong diagonal in the last two axes: not singular, and positive definite."""
    elements = np.random.default_rng(0).random(shape)
    return elements + 10 * np.eye(*shape[-2:]) if len(shape) > 1 else elements


def filled(strategy: st.SearchStrategy[Call]) -> st.SearchStrategy[Call]:
    return strategy.map(lambda made: Call(made.arguments, made.keywords, regular))


@st.composite
def squares(draw):
    """Give stacks of square matrices, and now and then anything."""
    if draw(st.integers(0, 2)) == 0:
        return draw(arrays(0, 3))
    size = draw(sizes)
    return Array(Shape((*draw(shapes(0, 3)), size, size)), "f")


@st.composite
def solves(draw):
    """Give a stack of square matrices and right-hand sides: a vector, matrices, or a stack of either."""
    outer, size = draw(shapes(0, 2)), draw(sizes)
    own = [1 if draw(rarely) else other for other in outer[draw(st.integers(0, len(outer))) :]]
    right = draw(st.sampled_from([(size,), (*own, size, draw(sizes)), (*own, size), (*draw(shapes(0, 2)), size)]))
    left = (*outer, size, draw(sizes) if draw(rarely) else size)
    return Call((Array(Shape(left), "f"), draw(arrays(0, 2)) if draw(rarely) else Array(Shape(right), "f")))


@st.composite
def least_squares(draw):
    rows, columns = draw(sizes), draw(sizes)
    right = (draw(sizes) if draw(rarely) else rows, draw(sizes))[: draw(st.sampled_from([1, 2]))]
    pair = [Array(Shape((rows, columns)), "f"), Array(Shape(right), "f")]
    if draw(rarely):
        pair[draw(st.integers(0, 1))] = draw(arrays(0, 3))
    return Call(tuple(pair))


@st.composite
def tolerances(draw, names):
    """Give matrices, and a tolerance for each of the stack or for all."""
    outer = draw(shapes(0, 2))
    core = draw(st.sampled_from([(3, 3), (2, 3), (5, 2), (0, 3), (2, 0), (1, 1)]))
    keywords = {}
    for name in names:
        if draw(st.integers(0, 2)) == 0:
            own = [1 if draw(rarely) else size for size in outer[draw(st.integers(0, len(outer))) :]]
            wild = draw(shapes(0, 2))
            keywords[name] = draw(st.sampled_from([1e-9, Array(Shape(tuple(own)), "f"), Array(Shape(wild), "f")]))
    if draw(rarely):
        keywords["hermitian"] = draw(flags)
    return Call((draw(arrays(0, 2)) if draw(rarely) else Array(Shape((*outer, *core)), "f"),), keywords)


@st.composite
def inverted_tensors(draw):
    first = draw(shapes(0, 2))
    last = draw(st.one_of(st.permutations(first).map(tuple), st.just((prod(first),)), shapes(0, 2)))
    keywords = {"ind": len(first)} if draw(st.integers(0, 3)) else draw(st.sampled_from([{}, {"ind": 0}, {"ind": 3}]))
    return Call((Array(Shape((*first, *last)), "f"),), keywords)


@st.composite
def solved_tensors(draw):
    solved = draw(shapes(0, 2))
    right = draw(st.one_of(st.permutations(solved).map(tuple), st.just((prod(solved),)), shapes(0, 2)))
    left = right + solved
    keywords = {}
    if draw(st.integers(0, 2)) == 0 and left:
        first = draw(st.permutations(range(len(left))))[: draw(st.integers(0, len(left)))]
        rest = [axis for axis in range(len(left)) if axis not in first]
        order = rest + list(first)
        left = tuple(left[order.index(axis)] for axis in range(len(left)))
        keywords["axes"] = tuple(first)
    if draw(rarely):
        keywords["axes"] = draw(st.lists(st.integers(-2, 4), max_size=3).map(tuple))
    return Call((Array(Shape(left), "f"), Array(Shape(right), "f")), keywords)


MATRICES = st.one_of(arrays(2, 4), arrays(0, 3))
MODES = st.sampled_from(["reduced", "complete", "r", "raw", "economic", "full", "bad"])
UPLO = st.sampled_from(["L", "U", "l", "bad"])
SQUARE = {name: calls(squares()) for name in ("inv", "det", "slogdet", "eig", "eigvals")}
PLAIN = {
    **SQUARE,
    "eigh": calls(squares(), UPLO=UPLO),
    "eigvalsh": calls(squares(), UPLO=UPLO),
    "cholesky": calls(squares(), upper=flags),
    "matrix_power": calls(squares(), st.sampled_from([-2, -1, 0, 1, 2, 3, 5, 1.5])),
    "solve": solves(),
    "lstsq": least_squares(),
    "svd": st.one_of(
        calls(MATRICES, full_matrices=flags, compute_uv=flags),
        calls(squares(), full_matrices=flags, compute_uv=flags, hermitian=flags),
    ),
    "svdvals": calls(MATRICES),
    "qr": calls(MATRICES, mode=MODES),
    "pinv": tolerances(["rcond", "rtol"]),
    "tensorinv": inverted_tensors(),
    "tensorsolve": solved_tensors(),
}
CALLS = {f"numpy.linalg.{name}": filled(strategy) for name, strategy in PLAIN.items()}
