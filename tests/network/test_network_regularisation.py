"""L2 and dropout: their gradients against differences, and what dropout leaves on average."""

import numpy as np
import pytest

from shapecheck.network import (
    add_l2_gradients,
    backward,
    compute_cost,
    dropout_backward,
    dropout_forward,
    forward,
    initialise_parameters,
    l2_cost,
)

NAMES, COST = ["tanh", "relu", "sigmoid"], "binary_cross_entropy"


@pytest.fixture
def network():
    generator = np.random.default_rng(0)
    parameters = initialise_parameters([2, 5, 3, 1], "xavier", seed=1)
    for name in parameters:
        parameters[name] += generator.normal(0, 0.1, parameters[name].shape)
    X, Y = generator.normal(size=(2, 7)), generator.integers(0, 2, (1, 7)).astype(float)
    return parameters, X, Y


def differences(cost, parameters, step=1e-6):
    """Give the gradient of a cost by differences, an element at a time."""
    found = {}
    for name, array in parameters.items():
        gradient = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + step
            above = cost()
            array[place] = kept - step
            gradient[place] = (above - cost()) / (2 * step)
            array[place] = kept
        found[f"d{name}"] = gradient
    return found


def assert_close(gradients, expected):
    for name, gradient in expected.items():
        assert gradients[name].shape == gradient.shape
        np.testing.assert_allclose(gradients[name], gradient, rtol=1e-4, atol=1e-7)


def test_l2_gradients_are_those_of_the_cost(network):
    parameters, X, Y = network

    def cost():
        _, caches = forward(X, parameters, NAMES)
        return compute_cost(Y, caches, NAMES, COST) + l2_cost(parameters, 0.7, 7)

    _, caches = forward(X, parameters, NAMES)
    gradients = backward(Y, caches, NAMES, COST, input_gradient=False)
    add_l2_gradients(gradients, parameters, 0.7, 7)
    assert_close(gradients, differences(cost, parameters))


def test_dropout_gradients_are_those_of_the_cost(network):
    parameters, X, Y = network

    def cost():
        _, caches, _ = dropout_forward(X, parameters, NAMES, 0.6, seed=3)
        return compute_cost(Y, caches, NAMES, COST)

    _, caches, masks = dropout_forward(X, parameters, NAMES, 0.6, seed=3)
    assert sum(float((mask == 0).sum()) for mask in masks) > 0
    assert_close(dropout_backward(Y, caches, masks, NAMES, COST), differences(cost, parameters))


def test_without_dropout_it_is_the_plain_network(network):
    parameters, X, Y = network
    AL, caches, masks = dropout_forward(X, parameters, NAMES, 1.0, seed=3)
    plain, plain_caches = forward(X, parameters, NAMES)
    np.testing.assert_array_equal(AL, plain)
    assert_close(
        dropout_backward(Y, caches, masks, NAMES, COST),
        {name: value for name, value in backward(Y, plain_caches, NAMES, COST).items() if not name.startswith("dA")},
    )


def test_dropout_keeps_the_mean(network):
    parameters, X, _ = network
    _, _, masks = dropout_forward(np.repeat(X, 2000, axis=1), parameters, NAMES, 0.75, seed=3)
    assert [mask.mean() for mask in masks] == pytest.approx([1.0, 1.0], abs=0.02)


def test_a_network_without_hidden_layers_drops_nothing():
    parameters = initialise_parameters([2, 1], seed=1)
    X, Y = np.ones((2, 3)), np.ones((1, 3))
    _, caches, masks = dropout_forward(X, parameters, ["sigmoid"], 0.5, seed=0)
    assert masks == []
    assert dropout_backward(Y, caches, masks, ["sigmoid"], COST)["dW1"].shape == (1, 2)
