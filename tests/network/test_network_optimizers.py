"""The optimizers against their formulas, step by step; each reaches the bottom of a bowl."""

import math

import numpy as np
import pytest

from shapecheck.network import OPTIMIZERS, Averages, State

GRADIENTS = [0.5, -2.0, 0.25, 3.0]
KEPT = Averages(0.8, 0.9, 1e-6)


def steps(name, gradients, rate=0.1):
    """Take steps on one number with the given gradients, and give where it is after each."""
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
    state, found = State(), []
    for gradient in gradients:
        OPTIMIZERS[name](parameters, {"dW1": np.array([[gradient]]), "db1": np.zeros((1, 1))}, state, rate, KEPT)
        found.append(float(parameters["W1"][0, 0]))
    assert state.steps == len(gradients)
    return found


def test_gradient_descent_goes_against_the_gradient():
    expected, w = [], 1.0
    for g in GRADIENTS:
        w -= 0.1 * g
        expected.append(w)
    assert steps("gradient_descent", GRADIENTS) == pytest.approx(expected)


def test_momentum_goes_along_the_average():
    expected, w, v = [], 1.0, 0.0
    for g in GRADIENTS:
        v = 0.8 * v + 0.2 * g
        w -= 0.1 * v
        expected.append(w)
    assert steps("momentum", GRADIENTS) == pytest.approx(expected)


def test_rmsprop_divides_by_the_root_of_the_average_square():
    expected, w, s = [], 1.0, 0.0
    for g in GRADIENTS:
        s = 0.9 * s + 0.1 * g * g
        w -= 0.1 * g / (math.sqrt(s) + 1e-6)
        expected.append(w)
    assert steps("rmsprop", GRADIENTS) == pytest.approx(expected)


def test_adam_corrects_both_averages():
    expected, w, v, s = [], 1.0, 0.0, 0.0
    for t, g in enumerate(GRADIENTS, 1):
        v, s = 0.8 * v + 0.2 * g, 0.9 * s + 0.1 * g * g
        w -= 0.1 * (v / (1 - 0.8**t)) / (math.sqrt(s / (1 - 0.9**t)) + 1e-6)
        expected.append(w)
    assert steps("adam", GRADIENTS) == pytest.approx(expected)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_reaches_the_bottom_of_a_bowl(name):
    parameters = {"W1": np.array([[3.0, -2.0]]), "b1": np.array([[1.0]])}
    state = State()
    for step in range(600):
        gradients = {f"d{key}": 2 * value for key, value in parameters.items()}
        OPTIMIZERS[name](parameters, gradients, state, 0.1 / (1 + 0.05 * step), Averages())
    assert max(float(np.abs(value).max()) for value in parameters.values()) < 1e-2


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_gradient_that_would_stretch_its_parameter_is_refused(name):
    parameters = {"W1": np.zeros((3, 2)), "b1": np.zeros((3, 1))}
    with pytest.raises(ValueError, match="broadcast"):
        OPTIMIZERS[name](parameters, {"dW1": np.zeros((3, 2)), "db1": np.zeros(3)}, State(), 0.1, Averages())
