"""Scalar, 0-d array, number of Python's: what a rule says that a result without axes is, it is in NumPy."""

import pytest
from bares import other, says_bares, wrong_bares
from laws import DISTINCT
from versions import VERSION

pytestmark = pytest.mark.skipif(VERSION < (2, 1), reason="some functions gave scalars where newer ones give arrays")


@pytest.mark.parametrize("first", DISTINCT)
def test_result_without_axes_is_what_the_rule_says(first: str) -> None:
    assert wrong_bares(first)[:3] == []


@pytest.mark.parametrize("first", DISTINCT)
def test_a_result_that_is_something_else_is_found(first: str) -> None:
    assert bool(wrong_bares(first, other)) == says_bares(first)


def test_most_rules_with_results_without_axes_say_what_they_are() -> None:
    assert sum(map(says_bares, DISTINCT)) >= 0.5 * len(DISTINCT)
