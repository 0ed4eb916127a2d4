"""Costs: their values, the ends of the number range, and the first step back."""

import re
from math import exp, log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.network import ACTIVATIONS, COSTS, ActivationCache, activate, output_backward, output_cost
from shapecheck.network.costs import (
    binary_cross_entropy,
    binary_cross_entropy_backward,
    categorical_cross_entropy,
    categorical_cross_entropy_backward,
)

STRICT = {"over": "raise", "divide": "raise", "invalid": "raise"}  # underflow to 0 is the right answer
TOGETHER = [(cost, chosen.goes_with) for cost, chosen in COSTS.items()]
ALLOWED = [(cost, activation) for cost, chosen in COSTS.items() for activation in chosen.outputs]


def output(Z, activation):
    Z = np.asarray(Z)
    return ActivationCache(Z, activate(Z, activation))


def one_hot(classes, n, dtype=np.float64):
    return np.eye(n, dtype=dtype)[:, classes]


def test_costs_are_those_of_a_hand_calculation():
    cache = output(np.array([[log(3.0), 0.0]]), "sigmoid")  # A = 3/4, 1/2
    Y = np.array([[1.0, 0.0]])
    assert output_cost(Y, cache, "sigmoid", "binary_cross_entropy") == pytest.approx((log(4 / 3) + log(2)) / 2)
    assert output_cost(Y, cache, "sigmoid", "squared_error") == pytest.approx((1 / 16 + 1 / 4) / 4)
    cache = output(np.log([[1.0, 2.0], [3.0, 2.0], [4.0, 4.0]]), "softmax")
    Y = one_hot([1, 2], 3)
    assert output_cost(Y, cache, "softmax", "categorical_cross_entropy") == pytest.approx((log(8 / 3) + log(2)) / 2)


@given(Z=st.lists(st.floats(-15, 15), min_size=6, max_size=6), Y=st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_cost_from_logits_equals_cost_from_probabilities(Z, Y):
    Z, Y = np.reshape(Z, (2, 3)), np.reshape(Y, (2, 3))
    cache = output(Z, "sigmoid")
    given_logits = output_cost(Y, cache, "sigmoid", "binary_cross_entropy")
    assert given_logits == pytest.approx(binary_cross_entropy(cache.A, Y), rel=1e-9)
    cache = output(Z, "softmax")
    Y = activate(5 * Y, "softmax")
    given_logits = output_cost(Y, cache, "softmax", "categorical_cross_entropy")
    assert given_logits == pytest.approx(categorical_cross_entropy(cache.A, Y), rel=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_cross_entropies_are_exact_at_logits_of_a_thousand(dtype):
    with np.errstate(**STRICT):
        Z = np.array([[-1000.0, 1000.0, -1000.0, 1000.0]], dtype)
        Y = np.array([[1.0, 0.0, 0.0, 1.0]], dtype)
        assert output_cost(Y, output(Z, "sigmoid"), "sigmoid", "binary_cross_entropy") == 500
        Z = np.array([[-1000.0, 1000.0], [1000.0, -1000.0], [0.0, 0.0]], dtype)
        Y = one_hot([0, 0], 3, dtype)
        assert output_cost(Y, output(Z, "softmax"), "softmax", "categorical_cross_entropy") == 1000


def test_cross_entropy_keeps_its_digits_where_the_probability_rounds_to_one():
    cache = output(np.array([[50.0]]), "sigmoid")
    assert cache.A.item() == 1
    value = output_cost(np.array([[1.0]]), cache, "sigmoid", "binary_cross_entropy")
    assert value == pytest.approx(log1p(exp(-50)), rel=1e-12, abs=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("cost", "activation"), ALLOWED)
def test_logits_of_a_thousand_overflow_nowhere_and_the_float_type_stays(cost, activation, dtype):
    Z = np.array([[-1000.0, 0.0, 1000.0, -1000.0], [1000.0, 0.0, 1000.0, -1000.0]], dtype)
    with np.errstate(**STRICT):
        cache = output(Z, activation)
        for Y in (one_hot([0, 0, 0, 0], 2, dtype), one_hot([1, 1, 1, 1], 2, dtype)):
            value = output_cost(Y, cache, activation, cost)
            dZ = output_backward(Y, cache, activation, cost)
            assert type(value) is float
            assert np.isfinite(value)
            assert np.isfinite(dZ).all()
            assert dZ.shape == Z.shape
            assert dZ.dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("backward", [binary_cross_entropy_backward, categorical_cross_entropy_backward])
def test_derivatives_stay_finite_where_the_probability_is_0_or_1(backward, dtype):
    A, Y = np.array([[0.0, 0.0, 1.0, 1.0]], dtype), np.array([[0.0, 1.0, 0.0, 1.0]], dtype)
    with np.errstate(**STRICT):
        dA = backward(A, Y)
    assert np.isfinite(dA).all()
    assert dA.dtype == dtype


@pytest.mark.parametrize(("cost", "activation"), TOGETHER)
def test_the_combined_form_is_the_chain_rule(cost, activation):
    generator = np.random.default_rng(5)
    cache = output(generator.standard_normal((3, 7)), activation)
    Y = one_hot(generator.integers(3, size=7), 3)
    dZ = output_backward(Y, cache, activation, cost)
    np.testing.assert_array_equal(dZ, cache.A - Y)
    dA = COSTS[cost].backward(cache.A, Y)
    np.testing.assert_allclose(dZ, ACTIVATIONS[activation].backward(dA, cache), atol=1e-14)


@pytest.mark.parametrize(("cost", "activation"), ALLOWED)
def test_the_cost_is_the_mean_over_the_examples(cost, activation):
    generator = np.random.default_rng(5)
    Z, Y = generator.standard_normal((3, 7)), one_hot(generator.integers(3, size=7), 3)
    single = [output_cost(Y[:, i : i + 1], output(Z[:, i : i + 1], activation), activation, cost) for i in range(7)]
    assert output_cost(Y, output(Z, activation), activation, cost) == pytest.approx(np.mean(single))


@pytest.mark.parametrize(
    ("Y", "activation", "cost", "sentence"),
    [
        (
            np.ones((2, 3)),
            "sigmoid",
            "entropy",
            "cost must be one of binary_cross_entropy, categorical_cross_entropy, squared_error (got 'entropy')",
        ),
        (
            np.ones((2, 3)),
            "tanh",
            "binary_cross_entropy",
            "the output activation for binary_cross_entropy must be one of sigmoid, softmax (got 'tanh')",
        ),
        (np.ones((3, 2)), "sigmoid", "squared_error", "Y must have the shape of A[L], (2, 3) (got (3, 2))"),
        (np.ones(3), "sigmoid", "squared_error", "Y must have the shape of A[L], (2, 3) (got (3,))"),
        (
            np.array([[1, -1, 1], [1, 1, 1]]),
            "sigmoid",
            "binary_cross_entropy",
            "Y must lie in [0, 1] for binary_cross_entropy (got -1 to 1)",
        ),
        (
            np.array([[1, 0, 1], [0, 1, 1]]),
            "softmax",
            "categorical_cross_entropy",
            "each column of Y must sum to 1 for categorical_cross_entropy (got 2 in column 2)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(Y, activation, cost, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        output_cost(Y, output(np.zeros((2, 3)), activation), activation, cost)


@pytest.mark.parametrize("step", [output_cost, output_backward])
def test_no_examples_are_refused(step):
    empty = np.ones((2, 0))
    with pytest.raises(ValueError, match=r"^Y must have at least one example \(got shape \(2, 0\)\)$"):
        step(empty, ActivationCache(empty, empty), "linear", "squared_error")


def test_a_target_that_is_not_a_number_is_refused():
    cache = output(np.zeros((1, 2)), "sigmoid")
    with pytest.raises(ValueError, match=r"^Y must lie in \[0, 1\]"):
        output_cost(np.array([[np.nan, 1.0]]), cache, "sigmoid", "binary_cross_entropy")
