"""Calls of what runs along one axis: cumulative sums, differences, gradients, integrals."""

from math import prod

from hypothesis import strategies as st
from oracle import Call

from calls.common import arrays, sizes
from calls.reductions import axes_for, named, near, some
from shapecheck.core import Array, Shape


def usable(out, own, fitting):
    """Tell whether an `out` may be tried: NumPy 2.4 dies of one without axes, ignores axes beyond those it needs, and
    along one axis takes an empty one for any result.
    """
    given = out.shape.sizes
    if len(fitting) < 2:
        return len(given) == 1 and 0 not in (*own, *given) and 1 not in (*own, *given)
    return 0 < len(given) <= len(fitting)


@st.composite
def cumulated(draw, *options):
    operand = draw(arrays(0, 4))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own), several=False))
    keywords = {} if axis is None and draw(st.booleans()) else {"axis": axis}
    if "include_initial" in options and draw(st.booleans()):
        keywords["include_initial"] = draw(st.booleans())
    if draw(some) == 0:
        fitting = list(own) if axis is not None or "include_initial" in options else [prod(own)]
        if keywords.get("include_initial") and fitting and draw(st.integers(0, 4)):
            fitting[(axis or 0) % len(fitting)] += 1
        out = draw(near(tuple(fitting)))
        if usable(out, own, fitting):
            keywords["out"] = out
    return Call((operand,), keywords)


@st.composite
def beside(draw, own, axis):
    """Give what can be prepended along the axis: a number, or an array with the other sizes."""
    if draw(st.booleans()) or not own:
        return draw(st.sampled_from([0, Array(Shape(()), "f")]))
    fitting = list(own)
    fitting[axis % len(own)] = draw(sizes)
    return draw(near(tuple(fitting)))


@st.composite
def differences(draw):
    operand = draw(arrays(0, 4))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own), several=False))
    keywords = {} if axis is None else {"axis": axis}
    if draw(st.booleans()):
        keywords["n"] = draw(st.sampled_from([0, 1, 2, 3, 5, -1]))
    for name in ("prepend", "append"):
        if draw(some) == 0:
            keywords[name] = draw(beside(own, axis or -1))
    return Call((operand,), keywords)


@st.composite
def gradients(draw):
    operand = Array(Shape(tuple(draw(st.lists(st.sampled_from([1, 2, 2, 3, 3, 5, 7, 0]), max_size=3)))), "f")
    own = operand.shape.sizes
    axis = draw(axes_for(len(own)))
    keywords = {} if axis is None else {"axis": axis}
    if draw(some) == 0:
        keywords["edge_order"] = draw(st.integers(1, 3))
    distances = ()
    if draw(st.booleans()):
        axes = range(len(own)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        lengths = [own[entry] if -len(own) <= entry < len(own) else 2 for entry in axes]
        distances = tuple(
            draw(st.one_of(st.just(0.5), near((length,)) if length else st.just(1.0))) for length in lengths
        )
        if draw(st.integers(0, 4)) == 0:
            distances = draw(st.sampled_from([(1.0,), (1.0, 2.0), (Array(Shape((2,)), "f"),)]))
    return Call((operand, *distances), keywords)


@st.composite
def integrals(draw):
    operand = draw(arrays(0, 3))
    own = operand.shape.sizes
    axis = draw(axes_for(len(own), several=False))
    keywords = {} if axis is None else {"axis": axis}
    form = draw(st.sampled_from(["", "dx", "line", "array"]))
    if form == "dx":
        keywords["dx"] = draw(st.one_of(st.just(0.5), arrays(0, 2)))
    elif form == "line":
        fits = own and -len(own) <= (axis or -1) < len(own)
        keywords["x"] = draw(near((own[-1 if axis is None else axis],) if fits else (2,)))
    elif form == "array":
        keywords["x"] = draw(near(own))
    return Call((operand,), keywords)


CALLS = {
    **named({"numpy": "cumsum cumprod nancumsum nancumprod", "ndarray": "cumsum cumprod"}, cumulated()),
    **named({"numpy": "cumulative_sum cumulative_prod"}, cumulated("include_initial")),
    "numpy.diff": differences(),
    "numpy.ediff1d": st.builds(
        Call,
        st.tuples(arrays(0, 3)),
        st.fixed_dictionaries({}, optional={"to_end": arrays(0, 2), "to_begin": st.one_of(st.just(0.0), arrays(0, 2))}),
    ),
    "numpy.gradient": gradients(),
    "numpy.trapezoid": integrals(),
}
