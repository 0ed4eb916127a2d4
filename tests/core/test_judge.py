"""The judge is right about every claim whenever it decides, by brute force over small values."""

import sys
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SYMBOLS, Formula, K, M, N, Z, defined, formulas, values_of

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import (
    Agree,
    AtLeast,
    Broadcastable,
    Depends,
    Distinct,
    Divides,
    InRange,
    IsOne,
    RankIs,
    SameRank,
    StretchesTo,
    Valid,
)
from shapecheck.core.judge import decide, decide_all, first_failed
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
GRID = list(values_of(SYMBOLS, 4))


def axes(*sizes):
    array = Array(Shape(sizes))
    return [Axis(array, i) for i in range(len(sizes))]


def number(size):
    return Quantity(size, "a number")


# For each claim on sizes: how it is made of them, and what it says, of plain integers.
MEANING = {
    Agree: (lambda a, b: Agree(*axes(a, b)), lambda a, b: a == b),
    IsOne: (lambda a: IsOne(number(a), "a number is 1"), lambda a: a == 1),
    Broadcastable: (lambda a, b: Broadcastable(*axes(a, b)), lambda a, b: a == b or 1 in (a, b)),
    StretchesTo: (lambda a, b: StretchesTo(*axes(a, b)), lambda a, b: a in (b, 1)),
    InRange: (lambda a, b, c: InRange(a, b, c, "index"), lambda a, b, c: b <= a < c),
    AtLeast: (lambda a, b: AtLeast(number(a), b), lambda a, b: a >= b),
    Distinct: (lambda a, b, c: Distinct((a, b, c), "axes"), lambda a, b, c: len({a, b, c}) == 3),
    Divides: (lambda a, b: Divides(number(a), number(b)), lambda a, b: a != 0 and b % a == 0),
}


def check(make, meaning, sizes):
    verdict = decide(make(*[size.size for size in sizes]))
    for values in GRID:
        numbers = [defined(size, values) for size in sizes]
        if None not in numbers:
            assert verdict is not YES or meaning(*numbers)
            assert verdict is not NO or not meaning(*numbers)


@pytest.mark.parametrize("claim", MEANING)
def test_a_decided_claim_holds_or_fails_for_all_values(claim):
    @given(st.lists(formulas(leaves=4), min_size=3, max_size=3))
    def search(sizes):
        make, meaning = MEANING[claim]
        check(make, meaning, sizes[: meaning.__code__.co_argcount])

    search()


@pytest.mark.parametrize("claim", [Agree, Broadcastable, StretchesTo, InRange, AtLeast, Distinct])
def test_the_brute_force_finds_a_judge_that_takes_unknown_for_yes(claim, monkeypatch):
    judge = sys.modules["shapecheck.core.judge"]
    for name in ("compare", "at_least"):
        real = getattr(judge, name)
        monkeypatch.setattr(judge, name, lambda a, b, real=real: YES if real(a, b) is UNKNOWN else real(a, b))
    make, meaning = MEANING[claim]
    sizes = [Formula(size, itemgetter(size), str(size)) for size in (N, M, K)]
    with pytest.raises(AssertionError):
        check(make, meaning, sizes[: meaning.__code__.co_argcount])


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (Agree(*axes(N, N)), YES),
        (Agree(*axes(N, M)), UNKNOWN),
        (Agree(*axes(N, N + 1)), NO),
        (Broadcastable(*axes(N, 1)), YES),
        (Broadcastable(*axes(N, 3)), UNKNOWN),
        (Broadcastable(*axes(N + 1, 2 * M + N + 1)), NO),
        (Broadcastable(*axes(0, 1)), YES),
        (Broadcastable(*axes(0, 2)), NO),
        (StretchesTo(*axes(1, N)), YES),
        (StretchesTo(*axes(2, 1)), NO),
        (InRange(N - 1, 0, N, "index"), YES),
        (InRange(N, 0, N, "index"), NO),
        (InRange(-1, 0, N, "index"), NO),
        (InRange(2, 0, N, "index"), UNKNOWN),
        (InRange(0, 0, Z, "index"), UNKNOWN),
        (AtLeast(number(N), 1), YES),
        (AtLeast(number(-N), 0), NO),
        (Distinct((0, 1, 2), "axes"), YES),
        (Distinct((0, N, 0), "axes"), NO),
        (Distinct((0, N, M), "axes"), UNKNOWN),
        (Distinct((), "axes"), YES),
        (Divides(number(2), number(4 * N)), YES),
        (Divides(number(2), number(4 * N + 1)), NO),
        (Divides(number(N), number(N * M)), YES),
        (Divides(number(K), number(N)), UNKNOWN),
        (Divides(number(0), number(0)), NO),
        (Valid("a problem"), NO),
        (Depends("a condition on the elements"), UNKNOWN),
    ],
)
def test_a_claim_is_decided(claim, verdict):
    assert decide(claim) is verdict


RUN = Shape((N,), "s", (M,))
SHAPES = st.builds(
    lambda before, run, after: Shape(before, run, after) if run else Shape(before + after),
    st.lists(st.just(1), max_size=2).map(tuple),
    st.sampled_from((None, "s", "...")),
    st.lists(st.just(1), max_size=2).map(tuple),
)


def ranks(shape, named):
    """Give the ranks that instances of the shape have, the run `s` having `named` axes."""
    if shape.run is None:
        return {shape.least_rank}
    return {shape.least_rank + more for more in ([named] if shape.run == "s" else range(6))}


@given(SHAPES, st.integers(0, 4), st.none() | st.integers(0, 4))
def test_a_decision_on_a_rank_holds_for_every_instance(shape, least, most):
    verdict = decide(RankIs(Array(shape), least, most))
    outcomes = {least <= rank and (most is None or rank <= most) for named in range(6) for rank in ranks(shape, named)}
    assert verdict is UNKNOWN or outcomes == {verdict is YES}


@given(SHAPES, SHAPES)
def test_a_decision_on_equal_ranks_holds_for_every_instance(left, right):
    verdict = decide(SameRank(Array(left), Array(right)))
    outcomes = {a == b for named in range(6) for a in ranks(left, named) for b in ranks(right, named)}
    assert verdict is UNKNOWN or outcomes == {verdict is YES}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (RankIs(Array(Shape((2, 3))), 2, 2), YES),
        (RankIs(Array(Shape((2, 3))), 3), NO),
        (RankIs(Array(RUN), 2), YES),
        (RankIs(Array(RUN), 0, 1), NO),
        (RankIs(Array(RUN), 3), UNKNOWN),
        (RankIs(Array(UNKNOWN_SHAPE), 0), YES),
        (SameRank(Array(RUN), Array(RUN)), YES),
        (SameRank(Array(RUN), Array(Shape((), "s", (M,)))), NO),
        (SameRank(Array(RUN), Array(Shape((2,)))), NO),
        (SameRank(Array(RUN), Array(Shape((2, 3)))), UNKNOWN),
        (SameRank(Array(UNKNOWN_SHAPE), Array(UNKNOWN_SHAPE)), UNKNOWN),
    ],
)
def test_ranks_are_decided(claim, verdict):
    assert decide(claim) is verdict


def test_claims_are_decided_together():
    holds, fails, open_ = (Agree(*axes(*pair)) for pair in ((N, N), (N, N + 1), (N, M)))
    assert decide_all([]) is YES
    assert decide_all([holds, open_]) is UNKNOWN
    assert decide_all([open_, fails]) is NO
    assert first_failed([holds, open_]) is None
    assert first_failed([holds, fails, Valid("later")]) is fails
