"""The reference network under the decorator: every recorded shape is the derived one, and a wrong one is seen."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapecheck import demo
from shapecheck.architecture import parse_architecture
from shapecheck.demo import run_demo


@settings(max_examples=15)
@given(st.lists(st.sampled_from([1, 2, 3, 5, 7]), min_size=2, max_size=6), st.sampled_from([1, 2, 7]))
def test_every_recorded_shape_is_the_derived_one(dims: list[int], batch: int) -> None:
    result = run_demo(parse_architecture(",".join(map(str, dims))), batch)
    assert [item for item in result.compared if not item.equal] == []
    derived = {quantity.name for quantity in result.table.quantities}
    # dA[L] is not computed: the network starts the way back with dZ[L] = A[L] - Y.
    assert {item.quantity.name for item in result.compared} == derived - {f"dA[{len(dims) - 1}]"}


def test_every_derivative_check_that_ran_holds() -> None:
    report = run_demo(parse_architecture("2,3,5,1"), 7).report
    assert {str(pair.verdict) for pair in report.pairs} == {"yes"}


def test_the_network_is_left_as_it_was() -> None:
    model = import_module("shapecheck.network.model")
    before = dict(vars(model))
    run_demo(parse_architecture("2,1"), 3)
    assert dict(vars(model)) == before


def test_a_wrong_shape_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: with the table of another architecture, the recorded shapes are not the derived ones."""
    other = demo.build_table
    monkeypatch.setattr(demo, "build_table", lambda _, *rest: other(parse_architecture("2,5,1"), *rest))
    result = run_demo(parse_architecture("2,3,1"), 7)
    wrong = {item.quantity.name for item in result.compared if not item.equal}
    assert wrong >= {"W[1]", "b[1]", "Z[1]", "A[1]", "W[2]", "dA[1]", "dZ[1]", "dW[1]", "dW[2]", "db[1]"}
    assert not result.equal
