"""The whole network: chains, update, training, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapecheck.network import (
    accuracy,
    backward,
    compute_cost,
    forward,
    initialise_parameters,
    minibatches,
    train_step,
    update,
)

LESSON = (2, 3, 5, 4, 2, 1)


def lesson(m=7, dtype=np.float64, dims=LESSON):
    generator = np.random.default_rng(3)
    X = generator.standard_normal((dims[0], m)).astype(dtype)
    Y = generator.integers(2, size=(dims[-1], m)).astype(dtype)
    activations = ["tanh"] * (len(dims) - 2) + ["sigmoid"]
    return X, Y, initialise_parameters(dims, "xavier", seed=generator, dtype=dtype), activations


def run(X, Y, parameters, activations, **options):
    AL, caches = forward(X, parameters, activations)
    gradients = backward(Y, caches, activations, "binary_cross_entropy", **options)
    return AL, caches, gradients


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("m", [1, 7])
def test_the_standard_example_has_the_shapes_of_the_lesson(m, dtype):
    X, Y, parameters, activations = lesson(m, dtype)
    AL, caches, gradients = run(X, Y, parameters, activations)
    n, L = LESSON, len(LESSON) - 1
    assert AL.shape == (1, m)
    assert len(caches) == L
    expected = {}
    for l in range(1, L + 1):
        expected |= {f"dW{l}": (n[l], n[l - 1]), f"db{l}": (n[l], 1), f"dA{l - 1}": (n[l - 1], m)}
        assert caches[l - 1].activation_cache.Z.shape == (n[l], m)
    assert {name: gradient.shape for name, gradient in gradients.items()} == expected
    assert {array.dtype for array in [AL, *gradients.values()]} == {np.dtype(dtype)}


@given(dims=st.lists(st.sampled_from([1, 2, 3, 5]), min_size=2, max_size=5), m=st.sampled_from([2, 3, 7]))
@settings(deadline=None)
def test_a_batch_is_its_examples_side_by_side_and_its_gradient_their_mean(dims, m):
    X, Y, parameters, activations = lesson(m, dims=tuple(dims))
    AL, _, gradients = run(X, Y, parameters, activations)
    singles = [run(X[:, [i]], Y[:, [i]], parameters, activations) for i in range(m)]
    np.testing.assert_allclose(AL, np.hstack([single[0] for single in singles]), atol=1e-13)
    for name, gradient in gradients.items():
        parts = [single[2][name] for single in singles]
        whole = np.hstack(parts) if name.startswith("dA") else np.mean(parts, axis=0)
        np.testing.assert_allclose(gradient, whole, atol=1e-13)


@pytest.mark.parametrize("dims", [(3, 1), (3, 5, 1), LESSON])
def test_leaving_out_the_input_gradient_leaves_out_nothing_else(dims):
    X, Y, parameters, activations = lesson(dims=dims)
    whole = run(X, Y, parameters, activations)[2]
    part = run(X, Y, parameters, activations, input_gradient=False)[2]
    assert whole.keys() - part.keys() == {"dA0"}
    assert all(np.array_equal(whole[name], part[name]) for name in part)


def test_update_is_the_formula_in_place():
    X, Y, parameters, activations = lesson()
    gradients = run(X, Y, parameters, activations)[2]
    before = {name: (value, value.copy()) for name, value in parameters.items()}
    update(parameters, gradients, 0.5)
    assert parameters.keys() == before.keys()
    for name, (array, value) in before.items():
        assert parameters[name] is array
        np.testing.assert_array_equal(array, value - 0.5 * gradients[f"d{name}"])


def test_update_keeps_float32_whatever_the_learning_rate():
    X, Y, parameters, activations = lesson(dtype=np.float32)
    update(parameters, run(X, Y, parameters, activations)[2], np.float64(0.1))
    assert {value.dtype for value in parameters.values()} == {np.dtype(np.float32)}


def test_update_refuses_the_bias_gradient_whose_axis_was_lost():
    X, Y, parameters, activations = lesson()
    gradients = run(X, Y, parameters, activations)[2]
    gradients["db1"] = gradients["db1"][:, 0]
    with pytest.raises(ValueError, match="broadcast"):
        update(parameters, gradients, 0.1)


def test_a_training_step_gives_the_cost_before_it_and_lowers_the_next():
    X, Y, parameters, activations = lesson()
    expected = compute_cost(Y, forward(X, parameters, activations)[1], activations, "binary_cross_entropy")
    costs = [train_step(X, Y, parameters, activations, "binary_cross_entropy", learning_rate=0.1) for _ in range(20)]
    assert costs[0] == expected
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_three_classes_are_learned_from_mini_batches_and_seeds_reproduce_it(dtype):
    def train():
        generator = np.random.default_rng(23)
        classes = generator.integers(3, size=211)
        centres = np.array([[2.0, -2.0, 0.0], [0.0, 0.0, 3.0]])
        X = (centres[:, classes] + generator.standard_normal((2, 211)) / 3).astype(dtype)
        Y = np.eye(3, dtype=dtype)[:, classes]
        parameters = initialise_parameters([2, 7, 3], "he", seed=generator, dtype=dtype)
        activations = ["leaky_relu", "softmax"]
        for _ in range(11):
            for X_batch, Y_batch in minibatches(X, Y, 17, seed=generator):
                train_step(X_batch, Y_batch, parameters, activations, "categorical_cross_entropy", learning_rate=0.3)
        return parameters, accuracy(forward(X, parameters, activations)[0], Y)

    (first, share), (second, again) = train(), train()
    assert share > 0.98
    assert share == again
    assert all(np.array_equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize("shape", [(2, 0), (2,), (2, 3, 5)])
def test_an_input_without_examples_or_of_another_rank_is_refused(shape):
    _, _, parameters, activations = lesson()
    sentence = f"X must be (n[0], m) with at least one example (got shape {shape})"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        forward(np.ones(shape), parameters, activations)


@pytest.mark.parametrize("names", [[], ["relu"] * 4, ["relu"] * 6])
def test_each_layer_needs_its_own_activation(names):
    X, Y, parameters, activations = lesson()
    _, caches = forward(X, parameters, activations)
    sentence = rf"^activations must have one name for each of the 5 layers \(got {len(names)}\)$"
    for step in (
        lambda: forward(X, parameters, names),
        lambda: compute_cost(Y, caches, names, "squared_error"),
        lambda: backward(Y, caches, names, "squared_error"),
    ):
        with pytest.raises(ValueError, match=sentence):
            step()


def test_a_network_without_layers_is_refused():
    with pytest.raises(ValueError, match="each of the 0 layers"):
        forward(np.ones((2, 3)), {}, [])


def test_an_unknown_activation_is_refused_by_name():
    X, _, parameters, activations = lesson()
    with pytest.raises(ValueError, match=r"\(got 'swish'\)$"):
        forward(X, parameters, [*activations[:-1], "swish"])
