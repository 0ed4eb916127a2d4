"""Every ruled callable against NumPy, on generated calls over its signature."""

import pytest
from calls import CALLS
from hypothesis import given
from oracle import agree, judge, ruled

from shapecheck.ops.rule import apply
from shapecheck.ops.table import RULES


@pytest.mark.parametrize("name", RULES)
def test_rule_agrees_with_numpy(name: str) -> None:
    @given(CALLS[name])
    def compare(made):
        said = ruled(apply(RULES[name], made.arguments, made.keywords))
        happened = judge(name, made)
        assert agree(said, happened), f"{made}: rule {said}, NumPy {happened}"

    compare()


def test_every_generated_name_is_ruled() -> None:
    assert set(CALLS) == set(RULES)
