"""Activations: their values, their derivatives, and the ends of the number range."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from shapecheck.network import ACTIVATIONS, ActivationCache, activate, activation_backward
from shapecheck.network.activations import LEAKY_SLOPE

ELEMENT_WISE = sorted(set(ACTIVATIONS) - {"softmax"})
STRICT = {"over": "raise", "divide": "raise", "invalid": "raise"}  # underflow to 0 is the right answer


def matrices(dtype=np.float64, bound=30.0):
    return hnp.arrays(
        dtype,
        st.tuples(st.sampled_from([1, 3, 5]), st.sampled_from([1, 2, 7])),
        elements=st.floats(-bound, bound, width=8 * np.dtype(dtype).itemsize),
    )


def textbook(name, Z):
    """The formulas as books print them, for numbers of moderate size."""
    match name:
        case "relu":
            return np.where(Z > 0, Z, 0)
        case "leaky_relu":
            return np.where(Z > 0, Z, 0.01 * Z)
        case "tanh":
            return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))
        case "sigmoid":
            return 1 / (1 + np.exp(-Z))
        case "softmax":
            return np.exp(Z) / np.exp(Z).sum(axis=0)
        case "linear":
            return Z
    raise AssertionError(name)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(Z=matrices())
def test_value_is_the_textbook_formula(name, Z):
    np.testing.assert_allclose(activate(Z, name), textbook(name, Z), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ELEMENT_WISE)
@given(Z=matrices(bound=5.0), data=st.data())
def test_element_wise_derivative_is_the_slope_of_the_value(name, Z, data):
    Z = np.where(np.abs(Z) < 1e-3, 0.5, Z)  # away from the kinks
    dA = data.draw(hnp.arrays(np.float64, Z.shape, elements=st.floats(-3, 3)))
    dZ = activation_backward(dA, ActivationCache(Z, activate(Z, name)), name)
    h = 1e-5
    slope = (activate(Z + h, name) - activate(Z - h, name)) / (2 * h)
    np.testing.assert_allclose(dZ, dA * slope, rtol=1e-6, atol=1e-9)


@given(Z=matrices(bound=5.0), data=st.data())
def test_softmax_derivative_is_the_product_with_the_whole_jacobian(Z, data):
    dA = data.draw(hnp.arrays(np.float64, Z.shape, elements=st.floats(-3, 3)))
    A = activate(Z, "softmax")
    dZ = activation_backward(dA, ActivationCache(Z, A), "softmax")
    for i in range(Z.shape[1]):
        a = A[:, i]
        jacobian = np.diag(a) - np.outer(a, a)
        np.testing.assert_allclose(dZ[:, i], jacobian.T @ dA[:, i], atol=1e-13)


def test_softmax_derivative_is_not_its_diagonal():
    """The twin: the element-wise shortcut `dA * A * (1 - A)` is another matrix."""
    Z = np.array([[1.0, -2.0], [0.5, 3.0], [0.0, 1.0]])
    A, dA = activate(Z, "softmax"), np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, 1.0]])
    assert not np.allclose(activation_backward(dA, ActivationCache(Z, A), "softmax"), dA * A * (1 - A))


@given(Z=matrices(bound=1000.0), shift=st.floats(-1000, 1000))
def test_softmax_columns_are_distributions_that_a_shift_does_not_change(Z, shift):
    A = activate(Z, "softmax")
    np.testing.assert_allclose(A.sum(axis=0), 1, rtol=1e-14)
    assert (A >= 0).all()
    np.testing.assert_allclose(activate(Z + shift, "softmax"), A, atol=1e-11)


@given(Z=matrices(bound=700.0))
def test_sigmoid_mirrored_is_its_complement_and_keeps_its_digits_on_the_left(Z):
    np.testing.assert_allclose(activate(-Z, "sigmoid"), 1 - activate(Z, "sigmoid"), atol=1e-15)
    left = -np.abs(Z) - 40
    np.testing.assert_allclose(activate(left, "sigmoid"), np.exp(left), rtol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_logits_of_a_thousand_overflow_nowhere_and_the_float_type_stays(name, dtype):
    Z = np.array([[-1000.0, 0.0, 1000.0, -1000.0], [1000.0, 0.0, 1000.0, -1000.0]], dtype)
    with np.errstate(**STRICT):
        A = activate(Z, name)
        dZ = activation_backward(np.ones_like(A), ActivationCache(Z, A), name)
    assert A.shape == dZ.shape == Z.shape
    assert A.dtype == dZ.dtype == dtype
    assert np.isfinite(A).all()
    assert np.isfinite(dZ).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_inputs_are_left_as_they_are(name):
    Z = np.array([[-2.0, 3.0], [5.0, -7.0]])
    A, dA = activate(Z, name), np.array([[1.0, 2.0], [3.0, 4.0]])
    kept = Z.copy(), A.copy(), dA.copy()
    activation_backward(dA, ActivationCache(Z, A), name)
    for now, before in zip((Z, A, dA), kept, strict=True):
        np.testing.assert_array_equal(now, before)


def test_the_kink_at_zero_counts_as_its_left_side():
    Z, dA = np.zeros((1, 1)), np.ones((1, 1))
    cache = ActivationCache(Z, Z)
    assert activation_backward(dA, cache, "relu").item() == 0
    assert activation_backward(dA, cache, "leaky_relu").item() == LEAKY_SLOPE


@pytest.mark.parametrize("step", [activate, lambda Z, name: activation_backward(Z, ActivationCache(Z, Z), name)])
def test_an_unknown_name_is_answered_with_the_known_ones(step):
    sentence = "activation must be one of leaky_relu, linear, relu, sigmoid, softmax, tanh (got 'rleu')"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        step(np.ones((2, 3)), "rleu")
