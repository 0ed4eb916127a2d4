"""Calls of products."""

from itertools import pairwise

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, axes, calls, shapes, sizes, small_sizes
from shapecheck.core import Array, Shape

rarely = st.sampled_from([True, False, False, False, False])


OUTERS = shapes(0, 2)


def stretched(draw, outer):
    """Give the sizes with leading axes left out and some sizes 1: still broadcasts with the whole."""
    return [1 if draw(rarely) else size for size in outer[draw(st.integers(0, len(outer))) :]]


@st.composite
def products(draw, lefts=("nk", "k", ""), rights=("km", "k"), outers=OUTERS):
    """Give two operands whose core sizes agree, and whose outer axes broadcast, more often than not."""
    outer = draw(outers)
    core = {label: draw(sizes) for label in "nkm"}
    pair = []
    for labels in (draw(st.sampled_from(lefts)), draw(st.sampled_from(rights))):
        own = [draw(sizes) if draw(rarely) and draw(rarely) else core[label] for label in labels]
        pair.append(Array(Shape((*stretched(draw, outer), *own)), "f"))
    if draw(rarely) and draw(rarely):
        pair.reverse()
    return tuple(pair)


@st.composite
def gufuncs(draw, left, right, result):
    """Give calls with `axes`, `axis`, `keepdims` and `out`, most of them right."""
    outer = draw(shapes(0, 2))
    size = {label: draw(small_sizes) for label in "nkm"}
    keywords, shown, entries = {}, [], []
    where = draw(st.sampled_from(["last", "last", "axes", "axes", "axis" if result == "" else "last"]))
    if draw(rarely) and draw(rarely):
        where = "axis"
    own_axis = draw(st.integers(-2, 1))
    for labels, own_outer in ((left, None), (right, None), (result, outer)):
        own = stretched(draw, outer) if own_outer is None else list(own_outer)
        core = [size[label] for label in labels]
        rank = len(own) + len(core)
        if where == "axes":
            at = draw(st.permutations(range(rank)))[: len(core)]
        elif where == "axis" and len(core) == 1 and -rank <= own_axis < rank:
            at = [own_axis % rank]
        else:
            at = list(range(len(own), rank))
        others = iter(own)
        shown.append([core[at.index(axis)] if axis in at else next(others) for axis in range(rank)])
        entries.append(tuple(axis - draw(st.sampled_from([0, rank])) for axis in at))
    if where == "axes":
        if draw(rarely):
            entries[draw(st.integers(0, 2))] = draw(st.lists(axes, max_size=2).map(tuple) | axes)
        keywords["axes"] = entries[: draw(st.sampled_from([3, 3, 3, 2, 1]))]
    elif where == "axis":
        keywords["axis"] = own_axis
    if draw(st.integers(0, 9 if result else 1)) == 0:
        keywords["keepdims"] = draw(st.booleans())
    if draw(st.integers(0, 2)) == 0:
        out = draw(st.sampled_from([[], [], [1], [2]])) + shown[2]
        if keywords.get("keepdims"):
            out.insert(draw(st.integers(0, len(out))), 1)
        if out and draw(rarely):
            out[draw(st.integers(0, len(out) - 1))] = draw(small_sizes)
        keywords["out"] = Array(Shape(tuple(out)), "f")
    return Call(tuple(Array(Shape(tuple(own)), "f") for own in shown[:2]), keywords)


@st.composite
def dots(draw):
    """Give pairs with one summed axis, the right operand's last but one, and now and then `out`."""
    size = draw(sizes)
    left, right = draw(shapes(0, 2)), draw(shapes(0, 2))
    a = (*left, size) if draw(st.integers(0, 5)) else ()
    b = (*right[:-1], size, *right[-1:]) if draw(st.integers(0, 5)) else ()
    result = left + right if a and b else a + b
    if draw(rarely):
        a = draw(shapes(0, 3))
    pair = Array(Shape(a), "f"), Array(Shape(b), "f")
    if draw(st.integers(0, 3)):
        return Call(pair)
    return Call(pair, {"out": Array(Shape(draw(st.sampled_from([result, result, (*result, 1), result[1:]]))), "f")})


@st.composite
def inners(draw):
    size = draw(sizes)
    pair = [(*draw(shapes(0, 2)), size if draw(st.integers(0, 5)) else draw(sizes)) for _ in "ab"]
    if draw(rarely):
        pair[draw(st.integers(0, 1))] = ()
    return Call(tuple(Array(Shape(own), "f") for own in pair))


@st.composite
def same_totals(draw):
    own = draw(shapes(0, 4))
    other = draw(st.permutations(own)) if draw(st.booleans()) else draw(shapes(0, 3))
    return Call((Array(Shape(own), "f"), Array(Shape(tuple(other)), "f")))


@st.composite
def outers(draw):
    pair = draw(arrays(0, 2)), draw(arrays(0, 2))
    if draw(st.integers(0, 2)):
        return Call(pair)
    result = tuple(array.shape.total for array in pair)
    out = draw(st.sampled_from([result, (2, *result), (1, *result), result[1:], (*result, 1)]))
    return Call(pair, {"out": Array(Shape(out), "f")})


@st.composite
def tensordots(draw):
    """Give two arrays that share axes, and the axes as an integer, two integers or two sequences."""
    shared, left, right = draw(shapes(0, 3)), draw(shapes(0, 2)), draw(shapes(0, 2))
    a, b = left + shared, shared + right
    count = len(shared)
    form = draw(st.sampled_from(["count", "pair", "pair", "wild"]))
    if form == "count":
        found = count if draw(st.integers(0, 4)) else draw(st.integers(-2, 6))
    elif form == "pair":
        order_a, order_b = draw(st.permutations(range(len(a)))), draw(st.permutations(range(len(b))))
        first = [order_a.index(len(left) + i) - draw(st.sampled_from([0, len(a)])) for i in range(count)]
        second = [order_b.index(i) - draw(st.sampled_from([0, len(b)])) for i in range(count)]
        a, b = tuple(a[i] for i in order_a), tuple(b[i] for i in order_b)
        found = (first[0], second[0]) if count == 1 and draw(st.booleans()) else (first, tuple(second))
    else:
        entry = st.lists(axes, max_size=3) | axes
        found = draw(st.tuples(entry, entry) | st.tuples(entry))
    return (Array(Shape(a), "f"), Array(Shape(b), "f")), found


@st.composite
def chains(draw):
    bounds = draw(st.lists(sizes, min_size=2, max_size=6))
    shapes_of = [list(pair) for pair in pairwise(bounds)]
    if draw(rarely):
        shapes_of[0] = shapes_of[0][1:]
    if draw(rarely):
        shapes_of[-1] = shapes_of[-1][:1]
    if draw(rarely):
        shapes_of[draw(st.integers(0, len(shapes_of) - 1))] = list(draw(shapes(0, 3)))
    keywords = {}
    if draw(st.integers(0, 3)) == 0:
        out = draw(st.sampled_from([(bounds[0], bounds[-1]), (bounds[0],), (1, bounds[-1]), (bounds[0], 1)]))
        keywords["out"] = Array(Shape(out), "f")
    return Call(([Array(Shape(tuple(own)), "f") for own in shapes_of],), keywords)


@st.composite
def crosses(draw, vector_sizes=(2, 3, 3), keywords=("axisa", "axisb", "axisc", "axis")):
    outer = draw(shapes(0, 3))
    pair = []
    given = {name: draw(st.integers(-3, 2)) for name in keywords if draw(rarely)}
    for which in ("axisa", "axisb"):
        own = stretched(draw, outer) if draw(rarely) else list(outer)
        at = given.get("axis", given.get(which, -1))
        at = at % (len(own) + 1)
        own.insert(at, draw(st.sampled_from([*vector_sizes * 5, 1, 5])))
        pair.append(Array(Shape(tuple(own)), "f"))
    if draw(rarely) and draw(rarely):
        pair[0] = Array(Shape(), "f")
    return Call(tuple(pair), given)


CALLS = {
    "operator.matmul": products().map(Call),
    "numpy.linalg.matmul": products().map(Call),
    "operator.imatmul": st.one_of(
        products(("nk", "k", ""), ("kk", "kk", "k", "km"), shapes(0, 1)).map(Call),
        products(("nk", "k"), ("kk",), st.sampled_from([(), (1,)])).map(Call),
    ),
    "numpy.matmul": st.one_of(
        gufuncs("nk", "km", "nm"), gufuncs("k", "km", "m"), gufuncs("nk", "k", "n"), gufuncs("k", "k", "")
    ),
    "numpy.vecdot": gufuncs("k", "k", ""),
    "numpy.matvec": gufuncs("nk", "k", "n"),
    "numpy.vecmat": gufuncs("k", "km", "m"),
    "numpy.linalg.vecdot": st.builds(
        lambda made: Call(made.arguments, {key: made.keywords[key] for key in made.keywords if key == "axis"}),
        gufuncs("k", "k", ""),
    ),
    "numpy.dot": dots(),
    "ndarray.dot": dots(),
    "numpy.inner": inners(),
    "numpy.vdot": same_totals(),
    "numpy.outer": outers(),
    "numpy.linalg.outer": st.one_of(calls(arrays(1, 1), arrays(1, 1)), calls(arrays(0, 2), arrays(0, 2))),
    "numpy.tensordot": st.builds(lambda made: Call(made[0], {"axes": made[1]}), tensordots()),
    "numpy.linalg.tensordot": st.builds(lambda made: Call(made[0], {"axes": made[1]}), tensordots()),
    "numpy.linalg.multi_dot": chains(),
    "numpy.kron": calls(arrays(0, 3), arrays(0, 3)),
    "numpy.cross": crosses(),
    "numpy.linalg.cross": crosses((3,), ("axis",)),
}
