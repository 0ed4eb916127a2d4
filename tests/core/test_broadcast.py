"""Broadcasting against NumPy: the result, whether it raises, what becomes of each axis; symbols and unknown axes."""

import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import K, M, N, Z, broadcast_values, concrete_shapes

from shapecheck.core.array import Array, Axis
from shapecheck.core.broadcast import Fate, broadcast, fates, stretched_axes
from shapecheck.core.claims import Broadcastable
from shapecheck.core.dim import broadcast_sizes, evaluate, symbol
from shapecheck.core.judge import decide, decide_all
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
SIZES = (0, 1, 2, 3, 5, 7)


def arrays(*shapes):
    return [Array(shape if isinstance(shape, Shape) else Shape(shape)) for shape in shapes]


@st.composite
def nearly_broadcastable(draw, most=3):
    """Shapes that broadcast, or miss it in one place: independent ones seldom broadcast."""
    full = draw(concrete_shapes)
    shapes = []
    for _ in range(draw(st.integers(1, most))):
        kept = full[draw(st.integers(0, len(full))) :]
        shapes.append(tuple(draw(st.sampled_from((size, size, 1))) for size in kept))
    if draw(st.booleans()):
        which = draw(st.integers(0, len(shapes) - 1))
        if shapes[which]:
            place = draw(st.integers(0, len(shapes[which]) - 1))
            changed = list(shapes[which])
            changed[place] = draw(st.sampled_from(SIZES))
            shapes[which] = tuple(changed)
    return shapes


# Numbers.


def check_numbers(shapes):
    result, claims = broadcast(arrays(*shapes))
    try:
        expected = np.broadcast_shapes(*shapes)
    except ValueError:
        assert decide_all(claims) is NO
    else:
        assert decide_all(claims) is YES
        assert result == Shape(expected)


@given(nearly_broadcastable() | st.lists(concrete_shapes, min_size=1, max_size=3))
def test_broadcasting_agrees_with_numpy(shapes):
    check_numbers(shapes)


@pytest.mark.parametrize("shapes", [[(0,), (1,)], [(2,), (3,)]])
def test_the_oracle_finds_broadcasting_by_maximum(shapes, monkeypatch):
    def by_maximum(operands, axis, claims):
        return max(operand.shape.axis(axis) for operand in operands)

    monkeypatch.setattr(sys.modules["shapecheck.core.broadcast"], "_one_axis", by_maximum)
    with pytest.raises(AssertionError):
        check_numbers(shapes)


@given(nearly_broadcastable())
def test_the_fate_of_each_axis_is_what_the_strides_say(shapes):
    try:
        expected = np.broadcast_shapes(*shapes)
    except ValueError:
        assume(False)
    assume(0 not in expected)  # an array without elements has no telling strides
    check_fates(shapes, expected)


def check_fates(shapes, expected):
    for shape in shapes:
        found = fates(Shape(shape), Shape(expected))
        # One element more on each axis of the base, so that an axis of size 1 has a stride of its own.
        base = np.zeros([size + 1 for size in shape])[tuple(slice(size) for size in shape)]
        strides = np.broadcast_to(base, expected).strides
        assert len(found) == len(expected)
        for axis, (fate, stride) in enumerate(zip(found, strides, strict=True)):
            if axis < len(expected) - len(shape):
                assert (fate, stride) == (Fate.ADDED, 0)
            elif expected[axis] == 1:
                assert fate is Fate.KEPT
            else:
                assert fate is (Fate.KEPT if stride else Fate.STRETCHED)
        repeated = tuple(axis for axis, fate in enumerate(found) if fate in {Fate.ADDED, Fate.STRETCHED})
        assert stretched_axes(Shape(shape), Shape(expected)) == repeated


def test_the_stride_oracle_finds_an_added_axis_taken_for_kept(monkeypatch):
    monkeypatch.setitem(globals(), "fates", lambda own, result: (Fate.KEPT,) * len(result.sizes))
    with pytest.raises(AssertionError):
        check_fates([(3,)], (2, 3))


def test_the_claims_name_the_axes_of_the_operands():
    first, second, third = arrays((4, 1, 3), (5, 2), (2,))
    result, claims = broadcast([first, second, third])
    assert result.axis(0) == 4
    assert result.axis(1) == 5
    assert claims == (Broadcastable(Axis(first, 2), Axis(second, 1)),)  # and 3 against 2 only once
    assert decide_all(claims) is NO


def test_nothing_and_one_operand_broadcast_to_themselves():
    assert broadcast([]) == (SCALAR, ())
    for shape in (SCALAR, Shape((0, 1)), Shape((N,)), UNKNOWN_SHAPE, Shape((2,), "s", (M,))):
        assert broadcast(arrays(shape)) == (shape, ())


# Symbols.

SYMBOLIC = st.lists(st.sampled_from((0, 1, 2, 3, N, M, Z, N + 1, 2 * M)), max_size=3).map(tuple)
ASSIGNED = st.fixed_dictionaries({N: st.integers(1, 3), M: st.integers(1, 3), Z: st.integers(0, 3)})


@given(st.lists(SYMBOLIC, min_size=1, max_size=3), ASSIGNED)
def test_symbolic_broadcasting_agrees_with_numpy_for_every_value(shapes, values):
    result, claims = broadcast(arrays(*shapes))
    concrete = [tuple(evaluate(size, values) for size in shape) for shape in shapes]
    try:
        expected = np.broadcast_shapes(*concrete)
    except ValueError:
        assert decide_all(claims) is not YES
        assert any(not holds(claim, values) for claim in claims)
    else:
        assert decide_all(claims) is not NO
        assert all(holds(claim, values) for claim in claims)
        assert tuple(evaluate(size, values) for size in result.sizes) == expected
        for shape, numbers in zip(shapes, concrete, strict=True):
            for fate, exact in zip(fates(Shape(shape), result), fates(Shape(numbers), Shape(expected)), strict=True):
                # An axis of size 1 against a symbol is called stretched, though the symbol may be 1 as well.
                assert fate in {exact, Fate.UNKNOWN} or (fate is Fate.STRETCHED and exact is Fate.KEPT)


def holds(claim, values):
    left, right = (evaluate(axis.size, values) for axis in (claim.left, claim.right))
    return left == right or 1 in (left, right)


@pytest.mark.parametrize(
    ("shapes", "result", "verdicts"),
    [
        ([(N, M), (N, M)], (N, M), []),
        ([(N, M), (N, 1)], (N, M), []),
        ([(N, M), (M,)], (N, M), []),
        ([(N, M), (N,)], (N, broadcast_sizes(M, N)), [UNKNOWN]),
        ([(N, M), (3, 1)], (3, M), [UNKNOWN]),
        ([(N + 1,), (N + 2,)], None, [NO]),
        ([(2 * N,), (1,), (N + N,)], (2 * N,), []),
        ([(N,), (M,), (K,)], (broadcast_sizes(K, M, N),), [UNKNOWN] * 3),
    ],
)
def test_symbolic_broadcasting_asks_only_what_it_must(shapes, result, verdicts):
    found, claims = broadcast(arrays(*shapes))
    assert [decide(claim) for claim in claims] == verdicts
    assert result is None or found == Shape(result)


@given(st.lists(st.sampled_from((0, 1, 2, 3, N, M, Z)), max_size=3), ASSIGNED)
def test_the_broadcast_of_sizes_is_numpys(sizes, values):
    numbers = [evaluate(size, values) for size in sizes]
    try:
        (expected,) = np.broadcast_shapes((1,), *[(number,) for number in numbers])
    except ValueError:
        return
    assert evaluate(broadcast_sizes(*sizes), values) == expected
    if len(numbers) == 2:
        assert broadcast_values(*numbers) == expected


# Fates of symbols.


def test_what_becomes_of_symbolic_axes():
    assert fates(Shape((N, 1)), Shape((K, N, M))) == (Fate.ADDED, Fate.KEPT, Fate.STRETCHED)
    assert fates(Shape((N,)), Shape((broadcast_sizes(N, M),))) == (Fate.UNKNOWN,)
    assert fates(Shape((1,)), Shape((1,))) == (Fate.KEPT,)
    assert fates(Shape((1,)), Shape((0,))) == (Fate.STRETCHED,)
    assert fates(Shape((N,)), Shape((N + 1,))) == (Fate.STRETCHED,)  # n is 1, or they do not broadcast
    assert fates(UNKNOWN_SHAPE, Shape((2,))) == ()
    assert fates(Shape((2,)), UNKNOWN_SHAPE) == ()


def test_an_operand_of_higher_rank_than_the_result_is_refused():
    for own in ((2, 3), (2, 3, 4)):
        with pytest.raises(ValueError, match="does not broadcast"):
            fates(Shape(own), Shape((3,)))


# Unknown axes.

RUNS = st.builds(
    Shape,
    st.lists(st.sampled_from(SIZES), max_size=1).map(tuple),
    st.sampled_from((None, "...", "s", "t")),
    st.lists(st.sampled_from(SIZES), max_size=2).map(tuple),
).map(lambda shape: Shape(shape.before + shape.after) if shape.run is None else shape)


def matches(shape, sizes, named):
    """Tell whether a concrete shape is an instance of a symbolic one, whose named runs have these sizes."""
    if shape.run is None:
        return shape.before == sizes
    if len(sizes) < shape.least_rank:
        return False
    middle = sizes[len(shape.before) : len(sizes) - len(shape.after)]
    ends = sizes[: len(shape.before)], sizes[len(sizes) - len(shape.after) :]
    return ends == (shape.before, shape.after) and (shape.run == "..." or named[shape.run] == middle)


@given(st.lists(RUNS, min_size=1, max_size=3), st.data())
def test_every_instance_of_unknown_axes_agrees_with_numpy(shapes, data):
    drawn = st.lists(st.sampled_from((1, 1, 2, 3)), max_size=2).map(tuple)
    named = {name: data.draw(drawn) for name in ("s", "t")}
    concrete = []
    for shape in shapes:
        run = () if shape.run is None else named[shape.run] if shape.run in named else data.draw(drawn)
        concrete.append(shape.before + run + shape.after)
    check_runs(shapes, concrete, named)


def check_runs(shapes, concrete, named):
    assert all(matches(shape, sizes, named) for shape, sizes in zip(shapes, concrete, strict=True))
    result, claims = broadcast(arrays(*shapes))
    try:
        expected = np.broadcast_shapes(*concrete)
    except ValueError:
        return  # claims about unknown axes cannot be made
    assert decide_all(claims) is not NO
    assert matches(result, expected, named)


def test_the_run_oracle_finds_two_unnamed_runs_taken_for_one(monkeypatch):
    monkeypatch.setattr(sys.modules["shapecheck.core.broadcast"], "_run_stays", lambda shapes, runs: True)
    with pytest.raises(AssertionError):
        check_runs([Shape((3,), "..."), Shape((1,), "...")], [(3,), (1, 3)], {})


@pytest.mark.parametrize(
    ("shapes", "result", "verdict"),
    [
        ([Shape((), "s", (N,)), Shape((N,))], "(*s, n)", YES),
        ([Shape((), "s", (N,)), Shape((), "s", (1,))], "(*s, n)", YES),
        ([Shape((K,), "s", (N,)), Shape((1,), "s", (N,))], "(k, *s, n)", YES),
        ([Shape((), "s", (N,)), SCALAR], "(*s, n)", YES),
        ([UNKNOWN_SHAPE, SCALAR], "(...)", YES),
        ([UNKNOWN_SHAPE, Shape((1, 1))], "(...)", YES),
        ([Shape((), "s", (N,)), Shape((), "s")], "(...)", UNKNOWN),
        ([Shape((), "...", (N,)), Shape((), "...", (N,))], "(..., n)", UNKNOWN),
        ([Shape((), "s", (4,)), Shape((2, 3, 4))], "(..., 2, 3, 4)", UNKNOWN),
        ([Shape((), "s", (4,)), Shape((2, 1, 4))], "(..., 4)", UNKNOWN),
        ([Shape((), "s", (4,)), Shape((1, 1, 4))], "(..., 4)", YES),
        ([Shape((), "s", (4,)), Shape((2, M, 4))], "(..., 4)", UNKNOWN),
        ([UNKNOWN_SHAPE, Shape((M + 1,))], "(..., m+1)", UNKNOWN),
    ],
)
def test_what_is_known_beside_unknown_axes(shapes, result, verdict):
    found, claims = broadcast(arrays(*shapes))
    assert str(found) == result
    assert decide_all(claims) is verdict


def test_an_array_of_unknown_shape_broadcasts_with_itself():
    one, other = arrays(UNKNOWN_SHAPE, UNKNOWN_SHAPE)
    assert decide_all(broadcast([one, one])[1]) is YES
    assert decide_all(broadcast([one, other])[1]) is UNKNOWN


def test_known_operands_are_checked_against_each_other_beside_an_unknown_one():
    _, claims = broadcast(arrays(UNKNOWN_SHAPE, (2, 3), (5, 3)))
    assert decide_all(claims) is NO


def test_a_claim_on_an_axis_behind_a_run_counts_from_the_end():
    run, known = arrays(Shape((), "s", (4,)), (symbol("q"), 3))
    _, claims = broadcast([run, known])
    assert claims[0] == Broadcastable(Axis(run, -1), Axis(known, 1))
