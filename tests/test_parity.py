"""The parity networks tried beside their tables; what is wrong with one is seen."""

import numpy as np
import pytest

from shapecheck.architecture.parity import CONSTRUCTIONS, count_parity
from shapecheck.network import parity as network
from shapecheck.parity import MOST_TRIED, run_parity, try_parity


def test_every_output_and_every_shape_is_right():
    found = run_parity(9)
    assert found.passed
    assert [(p.counted.bits, p.counted.construction) for p in found.points] == [
        (n, name) for n in range(2, 10) for name in CONSTRUCTIONS
    ]
    assert sum(trial.inputs for trial in found.tried) == 3 * sum(2**n for n in range(2, 10))


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_every_array_of_a_forward_pass_is_compared(name):
    counted = count_parity(name, 5)
    trial = try_parity(counted)
    assert (trial.shapes, trial.derived) == (4 * counted.layers + 1,) * 2


def test_above_the_limit_a_network_is_counted_only():
    points = run_parity(MOST_TRIED + 2).points
    assert all((point.trial is None) is (point.counted.bits > MOST_TRIED) for point in points)


def planted(monkeypatch, change):
    made = network.PARITY_NETWORKS["counting"]
    monkeypatch.setattr(network, "PARITY_NETWORKS", {"counting": lambda bits: change(made(bits))})
    return try_parity(count_parity("counting", 4))


def test_a_wrong_weight_is_seen(monkeypatch):
    trial = planted(monkeypatch, lambda parameters: parameters | {"W2": -parameters["W2"]})
    assert not trial.passed
    assert (trial.right, trial.shapes) == (8, trial.derived)


def test_a_layer_of_another_size_is_seen(monkeypatch):
    def wider(parameters):
        return {
            "W1": np.vstack([parameters["W1"], np.zeros((1, 4))]),
            "b1": np.vstack([parameters["b1"], [[-0.5]]]),
            "W2": np.hstack([parameters["W2"], [[1.0]]]),
            "b2": parameters["b2"],
        }

    trial = planted(monkeypatch, wider)
    assert not trial.passed
    assert trial.right == trial.inputs
    assert trial.shapes - trial.derived == 5  # W1, b1, Z1, A1, W2


def test_a_layer_too_many_is_seen(monkeypatch):
    trial = planted(monkeypatch, lambda p: p | {"W3": np.ones((1, 1)), "b3": np.array([[-0.5]])})
    assert trial.right == trial.inputs
    assert trial.shapes - trial.derived == 4
