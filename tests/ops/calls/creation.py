"""Calls of creation: new arrays, sequences, and arrays built around others."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, calls, shapes, sizes
from shapecheck.core import Array, Shape
from shapecheck.ops.values import Dtype

bools = st.booleans()
dtypes = st.sampled_from([None, *map(Dtype, "bifc")])
rarely = st.integers(0, 5).map(lambda number: number == 0)
odd = st.sampled_from([-1, 2.0, None, True, "a"])
offsets = st.integers(-8, 8)


def mostly(usual: st.SearchStrategy, unusual: st.SearchStrategy = odd) -> st.SearchStrategy:
    """Give the usual, and one time in six the unusual, which NumPy refuses more often than not."""
    return rarely.flatmap(lambda rare: unusual if rare else usual)


new_shapes = mostly(
    st.one_of(sizes, shapes(0, 4), shapes(0, 3).map(list)),
    st.one_of(odd, st.lists(st.one_of(sizes, odd), max_size=3).map(tuple), st.lists(shapes(0, 2), min_size=1)),
)
array_likes = st.one_of(arrays(), st.sampled_from([1.0, 2, [1, 2, 3], [[1.0], [2.0]], [], [[], []], [[1, 2], [3]]]))


def stretched(draw, shape):
    """Give an array that broadcasts to the shape, most often."""
    own = [1 if draw(st.integers(0, 3)) == 0 else size for size in shape[draw(st.integers(0, len(shape))) :]]
    own = [1] * draw(st.sampled_from([0, 0, 0, 1])) + own
    return draw(arrays(0, 3)) if draw(rarely) else Array(Shape(tuple(own)), "f")


@st.composite
def fills(draw, like: bool):
    shape = draw(shapes(0, 4))
    value = draw(st.just(1.0)) if draw(rarely) else stretched(draw, shape)
    keywords = {"dtype": draw(st.sampled_from([None, Dtype("f"), Dtype("i")]))}
    if not like:
        return Call((shape, value), keywords)
    if draw(bools):
        return Call((draw(arrays(0, 3)), value), {**keywords, "shape": shape})
    return Call((Array(Shape(shape), "f"), value), keywords)


@st.composite
def targets(draw):
    shape = draw(shapes(0, 4))
    return Call((stretched(draw, shape), draw(new_shapes) if draw(rarely) else shape))


@st.composite
def ends(draw, count: int, most: int = 3):
    shape = draw(shapes(0, most))
    return tuple(2.0 if draw(bools) else stretched(draw, shape) for _ in range(count))


counts = mostly(st.integers(0, 7))


def samples(count: int, **keywords: st.SearchStrategy) -> st.SearchStrategy[Call]:
    shared = st.fixed_dictionaries(
        {}, optional={"num": counts, "endpoint": bools, "dtype": st.just(Dtype("f")), "axis": st.integers(-3, 3)}
    )
    return st.builds(
        lambda operands, first, second: Call(operands, {**first, **second}),
        ends(count),
        shared,
        st.fixed_dictionaries({}, optional=keywords),
    )


@st.composite
def logspaces(draw):
    start, stop, base = draw(ends(3))
    made = draw(samples(2))
    return Call((start, stop), {**made.keywords, **({"base": base} if draw(bools) else {})})


whole_numbers = st.integers(-9, 9)
fractions = st.sampled_from([-2.5, -1.0, -0.3, 0.0, 0.1, 0.7, 1.0, 3.5, 7.0])
bounds = mostly(st.one_of(whole_numbers, whole_numbers, fractions), st.sampled_from([None, "a", True, 0]))
array_bounds = arrays(0, 1).filter(lambda operand: operand.sizes in [(), (2,)])  # one element is deprecated
steps = mostly(st.one_of(st.integers(1, 4), st.integers(-4, -1), fractions), st.sampled_from([None, 0, 0.0]))
aranges = st.one_of(
    calls(bounds, dtype=st.sampled_from([None, *map(Dtype, "if")])),
    calls(bounds, bounds, dtype=st.sampled_from([None, *map(Dtype, "if")])),
    calls(bounds, bounds, steps),
    calls(whole_numbers, st.integers(-9, 9), step=st.integers(-3, 3)),
    calls(st.integers(0, 4), dtype=st.just(Dtype("b"))),
    calls(bounds, array_bounds),
    calls(stop=bounds),
)

copies = st.sampled_from([True, False, None])
vectors = mostly(arrays(1, 1), arrays(0, 3))
several = st.lists(array_likes, max_size=4)


@st.composite
def broadcast_groups(draw):
    shape = draw(shapes(0, 4))
    count = draw(st.integers(0, 4))
    return Call(tuple(draw(arrays(0, 3)) if draw(rarely) else stretched(draw, shape) for _ in range(count)))


def as_sizes(operand: Array):
    return operand.sizes[0] if len(operand.sizes) == 1 else operand.sizes


CALLS = {
    **{name: calls(new_shapes, dtype=dtypes) for name in ("numpy.zeros", "numpy.ones", "numpy.empty")},
    "numpy.full": st.one_of(fills(False), calls(new_shapes, st.just(1.0))),
    "numpy.full_like": st.one_of(fills(True), calls(array_likes, st.just(1.0), shape=new_shapes)),
    "numpy.zeros_like": calls(array_likes, dtype=dtypes, shape=new_shapes),
    "numpy.ones_like": calls(array_likes, dtype=dtypes, shape=new_shapes),
    "numpy.empty_like": calls(array_likes, dtype=dtypes, shape=new_shapes),
    # Whether NumPy takes a fractional k depends on its value.
    "numpy.eye": st.one_of(calls(counts, M=counts, k=offsets), calls(counts, counts, offsets)),
    "numpy.identity": calls(counts),
    "numpy.arange": aranges,
    "numpy.linspace": samples(2, retstep=bools),
    "numpy.logspace": logspaces(),
    "numpy.geomspace": samples(2),
    "numpy.array": calls(
        array_likes, dtype=dtypes, copy=copies, ndmin=mostly(st.integers(-1, 6), st.sampled_from([65, 64, 2.0, None]))
    ),
    "numpy.asarray": calls(array_likes, dtype=dtypes, copy=copies),
    "numpy.asanyarray": calls(array_likes, dtype=dtypes, copy=copies),
    "numpy.ascontiguousarray": calls(array_likes, dtype=dtypes),
    "numpy.asfortranarray": calls(array_likes, dtype=dtypes),
    "numpy.copy": calls(array_likes, order=st.sampled_from("CFAK")),
    "ndarray.copy": calls(arrays(), order=st.sampled_from("CFAK")),
    "ndarray.astype": calls(arrays(), dtypes, copy=bools),
    "numpy.astype": calls(arrays(), dtypes, copy=bools),
    "numpy.diag": st.one_of(calls(array_likes, mostly(offsets)), calls(arrays(2, 2), k=offsets)),
    "numpy.diagflat": calls(mostly(arrays(0, 2), array_likes), k=mostly(offsets)),
    "numpy.tri": calls(st.one_of(sizes, bounds), M=bounds, k=offsets),
    "numpy.tril": calls(array_likes, k=offsets),
    "numpy.triu": calls(array_likes, k=offsets),
    "numpy.vander": calls(vectors, N=counts, increasing=bools),
    "numpy.meshgrid": st.builds(
        lambda operands, keywords: Call(tuple(operands), keywords),
        st.lists(st.one_of(arrays(1, 1), arrays(0, 2), st.just(1.0)), max_size=4),
        st.fixed_dictionaries(
            {}, optional={"sparse": bools, "copy": bools, "indexing": st.sampled_from(["xy", "ij", "xy", "ij", "a"])}
        ),
    ),
    # With `sparse` NumPy takes negative sizes.
    "numpy.indices": st.one_of(
        calls(new_shapes), calls(st.one_of(sizes, shapes(0, 4)), sparse=bools, dtype=st.just(Dtype("i")))
    ),
    **{f"numpy.atleast_{rank}d": several.map(lambda items: Call(tuple(items))) for rank in (1, 2, 3)},
    "numpy.broadcast_to": targets(),
    "numpy.broadcast_arrays": broadcast_groups(),
    "numpy.broadcast_shapes": st.one_of(
        broadcast_groups().map(lambda made: Call(tuple(map(as_sizes, made.arguments)))), calls(new_shapes, new_shapes)
    ),
}
