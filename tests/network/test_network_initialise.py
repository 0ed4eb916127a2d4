"""Initialisation: shapes, spread, seeds, and what is refused."""

import re
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.network import INITIALISERS, initialise_parameters


@given(n=st.lists(st.integers(1, 13), min_size=2, max_size=6), method=st.sampled_from(sorted(INITIALISERS)))
def test_shapes_are_those_of_the_lesson(n, method):
    parameters = initialise_parameters(n, method, seed=1)
    expected = {}
    for l in range(1, len(n)):
        expected |= {f"W{l}": (n[l], n[l - 1]), f"b{l}": (n[l], 1)}
    assert {name: array.shape for name, array in parameters.items()} == expected
    assert all((array == 0).all() for name, array in parameters.items() if name.startswith("b"))


@pytest.mark.parametrize(
    ("method", "deviation"),
    [("he", sqrt(2 / 199)), ("xavier", sqrt(2 / (199 + 211))), ("scaled", 0.01)],
)
def test_weights_have_the_deviation_of_their_method(method, deviation):
    W1 = initialise_parameters([199, 211], method, seed=7)["W1"]
    assert W1.std() == pytest.approx(deviation, rel=0.02)
    assert abs(W1.mean()) < 0.02 * deviation


def test_a_seed_gives_the_same_network_and_a_generator_goes_on():
    first, second = (initialise_parameters([3, 5, 2], seed=11) for _ in range(2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    generator = np.random.default_rng(11)
    third, fourth = (initialise_parameters([3, 5, 2], seed=generator) for _ in range(2))
    assert np.array_equal(first["W1"], third["W1"])
    assert not np.array_equal(third["W1"], fourth["W1"])


def test_the_float_types_differ_by_rounding_only():
    wide, narrow = (initialise_parameters([3, 5, 2], seed=11, dtype=dtype) for dtype in (np.float64, np.float32))
    for name in wide:
        assert narrow[name].dtype == np.float32
        np.testing.assert_array_equal(narrow[name], wide[name].astype(np.float32))


def test_sizes_may_be_integers_of_numpy():
    assert initialise_parameters(np.array([2, 3]), seed=1)["W1"].shape == (3, 2)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([3],), "layer_dims must have at least two sizes, n[0] and n[1] (got [3])"),
        (([],), "layer_dims must have at least two sizes, n[0] and n[1] (got [])"),
        (([3, 0, 2],), "layer_dims[1] must be a positive integer (got 0)"),
        (([3, -5],), "layer_dims[1] must be a positive integer (got -5)"),
        (([True, 2],), "layer_dims[0] must be a positive integer (got True)"),
        (([3, 2.0],), "layer_dims[1] must be a positive integer (got 2.0)"),
        (([3, "2"],), "layer_dims[1] must be a positive integer (got '2')"),
        (([3, 2], "He"), "method must be one of he, scaled, xavier (got 'He')"),
    ],
)
def test_what_is_no_network_is_refused_in_one_sentence(arguments, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        initialise_parameters(*arguments, seed=1)


def test_an_integer_type_is_refused():
    with pytest.raises(ValueError, match=r"^dtype must be a float type \(got int64\)$"):
        initialise_parameters([3, 2], seed=1, dtype=np.int64)
