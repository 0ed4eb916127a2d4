"""Calls of transforms, convolution and interpolation."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, calls, sizes
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])
norms = st.sampled_from([None, "ortho", "forward", "backward", "ortho", "bad"])
counts = st.sampled_from([1, 2, 3, 4, 5, 8, 1, 2, 3, 4, 5, 8, 2, 4, 0, -1])


@st.composite
def operands(draw, least: int, most: int, complex_too: bool):
    """Give arrays, most of which have elements and enough axes."""
    kind = "c" if complex_too and draw(rarely) else "f"
    if draw(rarely):
        return draw(arrays(0, most, kind))
    own = draw(st.lists(st.sampled_from([1, 2, 3, 5, 7, 2, 3, 5]), min_size=least, max_size=most))
    return Array(Shape(tuple(own)), kind)


def kind_of(name: str) -> str:
    """Give the kind of the result, which `out` must have."""
    return "f" if name in {"irfft", "hfft", "irfft2", "irfftn"} else "c"


@st.composite
def given_out(draw, name: str, shape: list[int]):
    """Give an array for `out`: as the operand, with some sizes changed as the transform does."""
    own = [draw(st.sampled_from([size, size, size, size // 2 + 1, 2 * max(size - 1, 0), 1, 3])) for size in shape]
    return Array(Shape(tuple(own[1:] if draw(rarely) and draw(rarely) else own)), kind_of(name))


@st.composite
def single(draw, name: str):
    operand = draw(operands(1, 4, name not in {"rfft", "ihfft"} or draw(rarely)))
    rank = operand.shape.rank
    keywords = {}
    if draw(st.booleans()):
        keywords["axis"] = draw(axes) if draw(rarely) else draw(st.integers(-rank, max(rank - 1, 0)))
    if draw(st.booleans()):
        keywords["n"] = draw(counts)
    if draw(rarely):
        keywords["norm"] = draw(norms)
    if draw(rarely):
        keywords["out"] = draw(given_out(name, list(operand.shape.before)))
    return Call((operand,), keywords)


@st.composite
def several(draw, name: str):
    operand = draw(operands(2 if name.endswith("2") else 1, 3, name not in {"rfft2", "rfftn"} or draw(rarely)))
    rank = operand.shape.rank
    keywords = {}
    count = draw(st.integers(min(rank, 1), rank))
    if draw(st.booleans()):
        found = [at - draw(st.sampled_from([0, rank])) for at in draw(st.permutations(range(rank)))[:count]]
        if draw(rarely):
            found = draw(st.lists(st.integers(-3, 2), max_size=3))
        keywords["axes"] = draw(st.sampled_from([tuple(found), found, None, 0] if draw(rarely) else [tuple(found)]))
    if draw(st.booleans()):
        axes_given = keywords.get("axes")
        expected = len(axes_given) if isinstance(axes_given, (tuple, list)) else 2 if name.endswith("2") else count
        length = draw(st.integers(0, 3)) if draw(rarely) else expected
        keywords["s"] = draw(st.lists(counts, min_size=length, max_size=length).map(tuple))
    if draw(rarely):
        keywords["norm"] = draw(norms)
    if draw(rarely):
        keywords["out"] = draw(given_out(name, list(operand.shape.before)))
    return Call((operand,), keywords)


@st.composite
def interpolations(draw):
    size = draw(sizes)
    points, values = (
        draw(arrays(0, 2)) if draw(rarely) else Array(Shape((size,)), draw(st.sampled_from(["f", "f", "i"])))
        for _ in "ab"
    )
    keywords = {"period": draw(st.sampled_from([1.0, 360, 0]))} if draw(rarely) else {}
    return Call((draw(arrays(0, 4)), points, values), keywords)


SHIFT = st.one_of(st.none(), axes, st.lists(st.integers(-2, 2), max_size=3), st.lists(axes, max_size=2).map(tuple))
VECTORS = st.one_of(arrays(1, 1), arrays(1, 1), arrays(0, 2))
SLIDING = st.sampled_from(["full", "same", "valid", "bad", 0, 1, 2])
SPACING = st.one_of(st.sampled_from([0.5, 2, 0, 1.0]), arrays(0, 1))
CALLS = {
    **{f"numpy.fft.{name}": single(name) for name in "fft ifft rfft irfft hfft ihfft".split()},
    **{f"numpy.fft.{name}": several(name) for name in "fft2 ifft2 fftn ifftn rfft2 rfftn irfft2 irfftn".split()},
    "numpy.fft.fftshift": calls(arrays(), axes=SHIFT),
    "numpy.fft.ifftshift": calls(arrays(), axes=SHIFT),
    "numpy.fft.fftfreq": calls(st.sampled_from([1, 2, 3, 5, 7, 0, -1, -2, 2.0]), d=SPACING),
    "numpy.fft.rfftfreq": calls(st.sampled_from([1, 2, 3, 5, 7, 0, -1, -2, 2.0]), d=SPACING),
    "numpy.convolve": calls(VECTORS, VECTORS, mode=SLIDING),
    "numpy.correlate": calls(VECTORS, VECTORS, mode=SLIDING),
    "numpy.interp": interpolations(),
}
