"""The three answers and how they combine."""

import itertools

import pytest

from shapecheck.core.verdict import Verdict, all_of, any_of

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_refuses_to_be_read_as_yes_or_no(verdict):
    with pytest.raises(TypeError, match="a Verdict has three values"):
        bool(verdict)
    with pytest.raises(TypeError):
        not verdict  # noqa: B018


def test_a_verdict_prints_as_its_word():
    assert [str(verdict) for verdict in Verdict] == ["yes", "no", "unknown"]


def _possible(verdict):
    return {YES: {True}, NO: {False}, UNKNOWN: {True, False}}[verdict]


def _judged(outcomes):
    return UNKNOWN if len(outcomes) == 2 else YES if True in outcomes else NO


@pytest.mark.parametrize(("combine", "on_bools"), [(all_of, all), (any_of, any)])
def test_verdicts_combine_as_what_they_leave_possible(combine, on_bools):
    for count in range(4):
        for verdicts in itertools.product(Verdict, repeat=count):
            outcomes = {on_bools(chosen) for chosen in itertools.product(*map(_possible, verdicts))}
            assert combine(iter(verdicts)) is _judged(outcomes), verdicts
