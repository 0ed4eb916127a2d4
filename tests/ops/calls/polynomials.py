"""Calls of polynomials."""

import numpy as np
from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes, sizes
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
SMALL = arrays(0, 1)
WIDE = st.one_of(arrays(0, 1), arrays(0, 1), arrays(0, 2))
ORDERS = st.sampled_from([0, 1, 2, 3, -1])


def points(shape: tuple[int, ...]) -> np.ndarray:
    """Give elements that all differ: no two equations are the same."""
    return np.random.default_rng(0).random(shape)


@st.composite
def evaluations(draw):
    """Give coefficients, one for each power or an array for each, and points that broadcast with them."""
    own = draw(shapes(0, 3))
    powers = () if draw(st.booleans()) else own[draw(st.integers(0, len(own))) :]
    coefficients = () if draw(rarely) else (draw(sizes), *powers)
    where = draw(shapes(0, 3)) if draw(rarely) else own
    return Call((Array(Shape(coefficients), "f"), Array(Shape(where), "f")))


@st.composite
def fits(draw):
    count = draw(st.sampled_from([1, 2, 3, 5, 7, 7, 0]))
    many = (draw(st.sampled_from([1, 2, 3])),) if draw(st.booleans()) else ()
    x, y = Array(Shape((count,)), "f"), Array(Shape((count, *many)), "f")
    if draw(rarely):
        x = draw(arrays(0, 2))
    if draw(rarely):
        y = draw(arrays(0, 3))
    keywords = {}
    if draw(st.integers(0, 2)) == 0:
        keywords["w"] = draw(arrays(0, 2)) if draw(rarely) else Array(Shape((count,)), "f")
    if draw(st.integers(0, 2)) == 0:
        keywords["full"] = draw(st.booleans())
    if draw(st.integers(0, 2)) == 0:
        keywords["cov"] = draw(st.sampled_from([False, True, "unscaled"]))
    degree = draw(st.sampled_from([0, 1, 2, 0, 1, 3, -1, 2.0, "1"]))
    if keywords.get("cov") == "unscaled" and isinstance(degree, (int, float)) and x.shape.total <= degree:
        del keywords["cov"]  # too few points give a singular matrix, of which rounding decides whether it is refused
    return Call((x, y, degree), keywords, points)


CALLS = {
    "numpy.polyadd": calls(SMALL, SMALL),
    "numpy.polysub": calls(SMALL, SMALL),
    "numpy.polymul": calls(WIDE, WIDE),
    "numpy.polydiv": calls(SMALL, SMALL),
    "numpy.polyder": calls(SMALL, m=ORDERS),
    "numpy.polyint": calls(SMALL, m=ORDERS, k=st.one_of(st.none(), SMALL)),
    "numpy.polyval": evaluations(),
    "numpy.poly": st.one_of(calls(arrays(0, 2)), calls(sizes.map(lambda size: Array(Shape((size, size)), "f")))),
    "numpy.roots": calls(arrays(0, 2)),
    "numpy.polyfit": fits(),
}
