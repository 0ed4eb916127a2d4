"""The gradient check: right gradients pass for every activation and cost, planted faults do not."""

import numpy as np
import pytest

from shapecheck.network import (
    ACTIVATIONS,
    COSTS,
    GradientCheck,
    backward,
    check_gradients,
    compute_cost,
    forward,
    initialise_parameters,
    numerical_gradients,
)
from shapecheck.network.gradient_check import relative_error

COMBINATIONS = [
    (hidden, output, cost) for cost, chosen in COSTS.items() for output in chosen.outputs for hidden in ACTIVATIONS
]


def problem(hidden="tanh", output="sigmoid", dims=(2, 3, 5, 3), m=7, dtype=np.float64):
    generator = np.random.default_rng(17)
    parameters = initialise_parameters(dims, "xavier", seed=generator, dtype=dtype)
    for l in range(1, len(dims)):  # biases of 0 would hide that they are forgotten
        parameters[f"b{l}"] += generator.standard_normal((dims[l], 1)).astype(dtype) / 3
    X = generator.standard_normal((dims[0], m)).astype(dtype)
    Y = np.eye(dims[-1], dtype=dtype)[:, generator.integers(dims[-1], size=m)]
    return X, Y, parameters, [hidden] * (len(dims) - 2) + [output]


@pytest.mark.parametrize(("hidden", "output", "cost"), COMBINATIONS)
def test_every_gradient_agrees_with_central_differences(hidden, output, cost):
    check = check_gradients(*problem(hidden, output), cost)
    assert [name for name, _ in check.errors] == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert check.passed, f"\n{check}"
    assert check.tolerance == 1e-7


@pytest.mark.parametrize(("hidden", "output", "cost"), COMBINATIONS)
def test_float32_gradients_differ_by_their_own_rounding(hidden, output, cost):
    check = check_gradients(*problem(hidden, output, dtype=np.float32), cost, tolerance=1e-4)
    assert check.passed, f"\n{check}"


@pytest.mark.parametrize("dims", [(1, 1), (3, 2), (1, 1, 1), (2, 3, 5, 4, 2, 1)])
@pytest.mark.parametrize("m", [1, 7])
def test_sizes_of_1_and_other_depths_agree(dims, m):
    check = check_gradients(*problem(dims=dims, m=m), "binary_cross_entropy")
    assert check.passed, f"\n{check}"


@pytest.mark.parametrize(("hidden", "output", "cost"), COMBINATIONS)
def test_the_gradient_of_the_input_agrees_too(hidden, output, cost):
    X, Y, parameters, activations = problem(hidden, output)
    _, caches = forward(X, parameters, activations)
    gradients = backward(Y, caches, activations, cost)

    def cost_at(moved):
        return compute_cost(Y, forward(moved["X"], parameters, activations)[1], activations, cost)

    dX = numerical_gradients(cost_at, {"X": X})["dX"]
    assert relative_error(gradients["dA0"] / X.shape[1], dX) < 1e-7  # dA is that of one example's loss


FAULTS = {
    "a factor near 1": lambda dW, m: dW * (1 + 1e-6),
    "the mean forgotten": lambda dW, m: dW * m,
    "the sign": lambda dW, m: -dW,
    "one entry": lambda dW, m: dW + 1e-5 * np.eye(*dW.shape, k=1),
    "the transpose of a square": lambda dW, m: dW.T,
    "not a number": lambda dW, m: dW * np.nan,
    "zero": lambda dW, m: dW * 0,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_fails_in_its_parameter_only(fault):
    X, Y, parameters, activations = problem(dims=(2, 3, 3, 3))
    _, caches = forward(X, parameters, activations)
    gradients = backward(Y, caches, activations, "binary_cross_entropy")
    gradients["dW2"] = FAULTS[fault](gradients["dW2"], X.shape[1])
    check = check_gradients(X, Y, parameters, activations, "binary_cross_entropy", gradients=gradients)
    assert check.failed == ("W2",)
    assert not check.passed


def test_a_planted_fault_in_the_way_back_is_caught(monkeypatch):
    def diagonal_only(dA, cache):
        return dA * cache.A * (1 - cache.A)

    wrong = dict(ACTIVATIONS) | {"softmax": type(ACTIVATIONS["softmax"])(ACTIVATIONS["softmax"].forward, diagonal_only)}
    monkeypatch.setattr("shapecheck.network.activations.ACTIVATIONS", wrong)
    check = check_gradients(*problem("tanh", "softmax"), "squared_error")
    assert check.failed == ("W1", "b1", "W2", "b2", "W3", "b3")


def test_a_gradient_of_another_shape_is_refused():
    X, Y, parameters, activations = problem()
    _, caches = forward(X, parameters, activations)
    gradients = backward(Y, caches, activations, "binary_cross_entropy")
    gradients["db1"] = gradients["db1"][:, 0]
    with pytest.raises(ValueError, match=r"^gradient must have the shape of its parameter, \(3, 1\) \(got \(3,\)\)$"):
        check_gradients(X, Y, parameters, activations, "binary_cross_entropy", gradients=gradients)


def test_the_parameters_are_left_as_they_are():
    X, Y, parameters, activations = problem()
    kept = {name: value.copy() for name, value in parameters.items()}
    check_gradients(X, Y, parameters, activations, "binary_cross_entropy")
    assert all(np.array_equal(parameters[name], kept[name]) for name in kept)


def test_two_gradients_of_zero_agree():
    assert relative_error(np.zeros((2, 3)), np.zeros((2, 3))) == 0
    assert relative_error(np.zeros((2, 3)), np.ones((2, 3))) == 1


def test_the_report_has_a_line_for_each_parameter():
    assert str(GradientCheck((("W1", 2.5e-9), ("b10", 0.5)), 1e-7)) == "dW1   2.5e-09  ok\ndb10  5.0e-01  wrong"
