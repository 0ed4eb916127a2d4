"""Calls of reductions: over axes of every kind, kept or not, masked, with an output that fits as often as not."""

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, sizes
from shapecheck.core import Array, Shape

some = st.integers(0, 3)


@st.composite
def axes_for(draw, rank, *, several=True):
    """Give an axis argument: mostly one that the array has, now and then one that it lacks."""
    form = draw(st.integers(0, 9 if several else 6))
    if form == 0:
        return None
    if form == 1 or not rank:
        return draw(st.integers(-6, 5))
    if form < 7:
        return draw(st.integers(-rank, rank - 1))
    if form < 9:
        chosen = draw(st.lists(st.integers(0, rank - 1), max_size=rank, unique=True))
        return tuple(axis - rank if draw(st.booleans()) else axis for axis in chosen)
    return tuple(draw(st.lists(st.integers(-rank, rank), max_size=3)))


def left_over(operand, axis, keepdims):
    """Give the shape of the result, for an `out` that fits; any shape where the axis is wrong."""
    own = operand.shape.sizes
    rank = len(own)
    chosen = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = {entry % rank for entry in chosen} if rank else set()
    return tuple(1 if i in axes else size for i, size in enumerate(own) if keepdims or i not in axes)


@st.composite
def near(draw, shape, kind="f"):
    """Give an array of the shape, or of one that differs a little."""
    own = list(shape)
    if own and draw(some) == 0:
        own[draw(st.integers(0, len(own) - 1))] = draw(sizes)
    elif draw(st.integers(0, 5)) == 0:
        own.insert(0, draw(st.sampled_from([1, 1, 2])))
    return Array(Shape(tuple(own)), kind)


@st.composite
def masks(draw, shape, kind="b"):
    """Give an array that is stretched to the shape: axes of 1, leading ones left out; now and then it is not."""
    own = [1 if draw(some) == 0 else size for size in shape[draw(st.integers(0, len(shape))) :]]
    if draw(st.integers(0, 4)) == 0:
        return draw(near(tuple(own), kind))
    return Array(Shape(tuple(own)), kind)


@st.composite
def reductions(draw, *options, kinds="f", out="f", least=0, several=True):
    """Give calls `f(a, axis, **options)`, the axis by position or by name."""
    operand = draw(arrays(least, 4, draw(st.sampled_from(kinds))))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own), several=several))
    keywords = {}
    if "keepdims" in options and draw(st.booleans()):
        keywords["keepdims"] = draw(st.booleans())
    if "initial" in options and draw(some) == 0:
        keywords["initial"] = draw(st.sampled_from([0, 1.0, None, 2]))
    if "where" in options and draw(some) == 0:
        keywords["where"] = draw(st.one_of(st.just(True), masks(own)))
        if "initial" in options and draw(st.booleans()):
            keywords["initial"] = 0
    if "mean" in options and draw(some) == 0:
        keywords["mean"] = draw(masks(own, "f"))
    if "ddof" in options and draw(some) == 0:
        keywords["ddof"] = draw(st.sampled_from([0, 1, 2, 0.5, None]))
    if "correction" in options and draw(some) == 0:
        keywords["correction"] = draw(st.integers(0, 2))
    if "out" in options and draw(some) == 0:
        keywords["out"] = draw(near(left_over(operand, axis, keywords.get("keepdims", False)), out))
    arguments = (operand,)
    if draw(st.booleans()):
        keywords["axis"] = axis
    elif axis is not None or draw(st.booleans()):
        arguments = (operand, axis)
    if draw(st.integers(0, 30)) == 0:
        keywords["keep_dims"] = True
    return Call(arguments, keywords)


def named(names, strategy):
    return {f"{owner}.{name}": strategy for owner, group in names.items() for name in group.split()}


CALLS = {
    **named(
        {"numpy": "sum prod nansum nanprod", "ndarray": "sum prod"}, reductions("keepdims", "out", "initial", "where")
    ),
    **named(
        {"numpy": "max min amax amin nanmax nanmin", "ndarray": "max min"},
        reductions("keepdims", "out", "initial", "where"),
    ),
    **named({"numpy": "all any", "ndarray": "all any"}, reductions("keepdims", "out", "where", kinds="bf", out="b")),
    **named({"numpy": "mean", "ndarray": "mean"}, reductions("keepdims", "out", "where", kinds="fi")),
    "numpy.nanmean": reductions("keepdims", "out", "where", kinds="ffi"),
    **named({"numpy": "std var"}, reductions("keepdims", "out", "where", "mean", "ddof", "correction", kinds="ffi")),
    **named({"ndarray": "std var"}, reductions("keepdims", "out", "where", "mean", "ddof", "correction", kinds="ffi")),
    **named(
        {"numpy": "nanstd nanvar"}, reductions("keepdims", "out", "where", "mean", "ddof", "correction", kinds="fffi")
    ),
    "numpy.count_nonzero": reductions("keepdims"),
    "numpy.ptp": reductions("keepdims", "out"),
}
