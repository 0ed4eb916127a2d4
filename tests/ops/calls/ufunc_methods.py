"""Calls of the methods of universal functions."""

from hypothesis import strategies as st
from oracle import Call, exists, numpy_callable

from calls.common import arrays
from calls.cumulative import usable
from calls.indexing import keys
from calls.reductions import axes_for, masks, near, reductions, some
from shapecheck.ops.families import ufunc_methods


def _kind(name: str) -> str:
    """Give a kind that the function takes for all its operands and its result."""
    function = numpy_callable(name.rpartition(".")[0])
    loops = {loop.replace("->", "") for loop in function.types}
    return next(kind for code, kind in (("ddd", "f"), ("lll", "i"), ("???", "b")) if code in loops)


def _operand_kinds(name: str) -> tuple[str, str]:
    function = numpy_callable(name.rpartition(".")[0])
    codes = {loop.partition("->")[0] for loop in function.types}
    pairs = (("dd", "ff"), ("dl", "fi"), ("ll", "ii"))
    return next((kinds[0], kinds[1]) for code, kinds in pairs if code in codes)


@st.composite
def accumulations(draw, kind):
    operand = draw(arrays(0, 4, kind))
    own = operand.shape.sizes
    keywords = {} if draw(some) == 0 else {"axis": draw(axes_for(len(own)))}
    if draw(some) == 0:
        out = draw(near(own, kind))
        if usable(out, own, own):
            keywords["out"] = out
    return Call((operand,), keywords)


@st.composite
def pieces(draw, kind):
    operand = draw(arrays(0, 3, kind))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own)))
    fits = isinstance(axis, int) and -len(own) <= axis < len(own)
    size = own[axis] if fits else 2
    indices = draw(
        st.one_of(
            st.lists(st.integers(0, max(size - 1, 0)), max_size=3),
            st.lists(st.integers(-1, 7), max_size=2),
            arrays(1, 1, "i"),
            arrays(0, 2, "i"),
        )
    )
    return Call((operand, indices), {} if draw(some) == 0 else {"axis": axis})


@st.composite
def outers(draw, kinds, *options):
    left, right = draw(arrays(0, 3, kinds[0])), draw(arrays(0, 2, kinds[1]))
    shape = left.shape.sizes + right.shape.sizes
    keywords = {}
    if "out" in options and draw(some) == 0:
        keywords["out"] = draw(near(shape))
    if draw(some) == 0:
        keywords["where"] = draw(masks(shape))
    return Call((left, right), keywords)


@st.composite
def additions(draw, kinds):
    operand = draw(arrays(0, 3, kinds[0]))
    key = draw(keys(operand))
    arguments = (operand, key)
    if draw(st.integers(0, 9)):
        arguments += (draw(values(operand, key, kinds[1])),)
    return Call(arguments)


@st.composite
def values(draw, operand, key, kind):
    found = ufunc_methods.getitem(operand, key)
    sizes = found.result.shape.sizes or ()
    known = all(isinstance(size, int) for size in sizes)
    given = draw(masks(sizes, kind) if known and draw(some) else arrays(0, 2, kind))
    # With an array behind a slice in the index, NumPy 2.4 reads beyond its memory if b has more axes than a[indices].
    return 1 if isinstance(key, tuple) and given.shape.rank > len(sizes) else given


def _unary_kind(name: str) -> str:
    return "f" if "d->d" in numpy_callable(name.rpartition(".")[0]).types else "i"


@st.composite
def changes(draw, kind):
    operand = draw(arrays(0, 3, kind))
    return Call((operand, draw(keys(operand))))


def _named(make, *rules):
    return {name: make(name) for rule in rules for name in rule.names if exists(name)}


CALLS = {
    **_named(
        lambda name: reductions("keepdims", "out", "initial", "where", kinds=_kind(name), out=_kind(name)),
        *ufunc_methods.REDUCE,
    ),
    **_named(lambda name: accumulations(_kind(name)), ufunc_methods.accumulate),
    **_named(lambda name: pieces(_kind(name)), ufunc_methods.reduceat),
    **_named(lambda name: outers(_operand_kinds(name), "out"), ufunc_methods.outer),
    "numpy.divmod.outer": outers("ii"),
    **_named(lambda name: additions(_operand_kinds(name)), ufunc_methods.at),
    **_named(lambda name: changes(_unary_kind(name)), ufunc_methods.unary_at),
}
