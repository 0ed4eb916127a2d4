"""The blocks of one layer: the lesson's formulas, one example at a time, and the shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.network import (
    ACTIVATIONS,
    activation_backward,
    backward_block,
    forward_block,
    linear_backward,
    linear_forward,
    parameter_gradients,
)

SIZES = st.sampled_from([1, 2, 3, 5, 7])


def layer(n_prev, n, m, dtype=np.float64):
    generator = np.random.default_rng([n_prev, n, m])
    shapes = (n_prev, m), (n, n_prev), (n, 1), (n, m)
    return [generator.standard_normal(shape).astype(dtype) for shape in shapes]


@given(n_prev=SIZES, n=SIZES, m=SIZES)
def test_forward_is_the_formula_for_each_unit_and_example(n_prev, n, m):
    A_prev, W, b, _ = layer(n_prev, n, m)
    Z, cache = linear_forward(A_prev, W, b)
    for i in range(n):
        for j in range(m):
            assert Z[i, j] == pytest.approx(sum(W[i, k] * A_prev[k, j] for k in range(n_prev)) + b[i, 0])
    assert cache.A_prev is A_prev
    assert cache.W is W
    assert cache.b is b


@given(n_prev=SIZES, n=SIZES, m=SIZES)
def test_backward_is_the_mean_of_the_single_example_form(n_prev, n, m):
    A_prev, W, b, dZ = layer(n_prev, n, m)
    _, cache = linear_forward(A_prev, W, b)
    dA_prev, dW, db = linear_backward(dZ, cache)
    np.testing.assert_allclose(dW, np.mean([np.outer(dZ[:, i], A_prev[:, i]) for i in range(m)], axis=0))
    np.testing.assert_allclose(db[:, 0], np.mean([dZ[:, i] for i in range(m)], axis=0))
    np.testing.assert_allclose(dA_prev, np.stack([dZ[:, i] @ W for i in range(m)], axis=1))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("n_prev", "n", "m"), [(3, 5, 7), (1, 5, 7), (3, 1, 7), (3, 5, 1), (1, 1, 1)])
def test_each_derivative_has_the_shape_and_type_of_its_variable(n_prev, n, m, activation, dtype):
    A_prev, W, b, dA = layer(n_prev, n, m, dtype)
    A, cache = forward_block(A_prev, W, b, activation)
    dA_prev, dW, db = backward_block(dA, cache, activation)
    for derivative, variable in ((dA_prev, A_prev), (dW, W), (db, b), (dA, A), (cache.activation_cache.Z, A)):
        assert derivative.shape == variable.shape
        assert derivative.dtype == variable.dtype == dtype


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_backward_block_is_its_two_steps(activation):
    A_prev, W, b, dA = layer(3, 5, 7)
    _, cache = forward_block(A_prev, W, b, activation)
    dZ = activation_backward(dA, cache.activation_cache, activation)
    for block, steps in zip(
        backward_block(dA, cache, activation), linear_backward(dZ, cache.linear_cache), strict=True
    ):
        np.testing.assert_array_equal(block, steps)


def test_a_cache_unpacks_as_nested_tuples():
    A_prev, W, b, _ = layer(3, 5, 7)
    A, ((cached_A_prev, cached_W, cached_b), (Z, cached_A)) = forward_block(A_prev, W, b, "linear")
    assert cached_A_prev is A_prev
    assert cached_W is W
    assert cached_b is b
    assert cached_A is A is Z


def test_the_bias_gradient_undoes_the_broadcast():
    dZ = np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 3.0]])
    _, db = parameter_gradients(dZ, np.ones((1, 3)))
    assert db.tolist() == [[3.0], [1.0]]


def test_wrong_sizes_stay_the_error_of_numpy():
    with pytest.raises(ValueError, match="matmul"):
        linear_forward(np.ones((3, 7)), np.ones((5, 2)), np.zeros((5, 1)))
