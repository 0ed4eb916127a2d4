"""Every ruled callable against NumPy on generated calls; every rule with symbols, and with a fault planted in it."""

import pytest
from calls import CALLS
from hypothesis import given, settings
from laws import DISTINCT, EXAMPLES, FAULTS, faults_found, symbols_say
from oracle import disagreement, exists

from shapecheck.ops.table import RULES


@pytest.mark.parametrize("name", CALLS)
def test_rule_agrees_with_numpy(name: str) -> None:
    @settings(max_examples=EXAMPLES // 2)
    @given(CALLS[name])
    def compare(made):
        assert disagreement(name, made) is None

    compare()


def test_every_generated_name_is_ruled() -> None:
    assert set(CALLS) == set(filter(exists, RULES))


@pytest.mark.parametrize("each_axis", [False, True], ids=["by size", "by axis"])
@pytest.mark.parametrize("first", DISTINCT)
def test_rule_with_symbols_agrees_with_numpy(first: str, each_axis: bool) -> None:
    symbols_say(first, each_axis=each_axis)


def test_few_rules_know_nothing_of_symbols() -> None:
    silent = [first for first in DISTINCT if not symbols_say(first, each_axis=True)]
    assert len(silent) <= 0.05 * len(DISTINCT), silent


@pytest.mark.parametrize("first", DISTINCT)
def test_faults_planted_in_a_rule_are_found(first: str) -> None:
    found = faults_found(first)
    assert all(found.values()), found
    assert found["a claim is added that fails"]


@pytest.mark.parametrize("fault", FAULTS)
def test_most_rules_show_each_fault(fault: str) -> None:
    shown = [first for first in DISTINCT if fault in faults_found(first)]
    assert len(shown) >= 0.75 * len(DISTINCT), sorted(set(DISTINCT) - set(shown))
