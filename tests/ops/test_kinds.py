"""The element kind that a rule gives is that of NumPy's result, or it gives none."""

import pytest
from kinds import other, says_kinds, wrong_kinds
from laws import DISTINCT
from versions import VERSION

pytestmark = pytest.mark.skipif(VERSION < (2, 1), reason="NEP 50 since NumPy 2.0; rounding keeps integers since 2.1")


@pytest.mark.parametrize("first", DISTINCT)
def test_element_kind_is_that_of_numpy(first: str) -> None:
    assert wrong_kinds(first)[:3] == []


@pytest.mark.parametrize("first", DISTINCT)
def test_a_wrong_kind_is_found(first: str) -> None:
    assert bool(wrong_kinds(first, other)) == says_kinds(first)


def test_most_rules_say_a_kind() -> None:
    silent = [first for first in DISTINCT if not says_kinds(first)]
    assert len(silent) <= 0.3 * len(DISTINCT), silent
