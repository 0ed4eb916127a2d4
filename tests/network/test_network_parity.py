"""The parity networks on every input, against Python's own count of the ones."""

import numpy as np
import pytest

from shapecheck.network.parity import LARGEST_CHUNK, PARITY_NETWORKS, all_inputs, parity, step, step_forward


def outputs(parameters, bits):
    return np.concatenate([step_forward(X, parameters)[-1].A for X in all_inputs(bits)], axis=1)


@pytest.mark.parametrize("bits", range(2, 13))
@pytest.mark.parametrize("name", PARITY_NETWORKS)
def test_every_input_gives_its_parity(name, bits):
    wanted = [[number.bit_count() % 2 for number in range(2**bits)]]
    assert outputs(PARITY_NETWORKS[name](bits), bits).tolist() == wanted


@pytest.mark.parametrize("name", PARITY_NETWORKS)
def test_every_parameter_matters(name):
    """The twin: a network with one sign turned around is wrong for some input."""
    parameters = PARITY_NETWORKS[name](5)
    wanted = outputs(parameters, 5)
    for key, array in parameters.items():
        for place in zip(*np.nonzero(array), strict=True):
            changed = array.copy()
            changed[place] *= -1
            assert not np.array_equal(outputs(parameters | {key: changed}, 5), wanted), (key, place)


@pytest.mark.parametrize("bits", [2, 9, 11])
def test_each_pattern_comes_once_in_chunks_that_stay_small(bits):
    chunks = list(all_inputs(bits))
    assert max(X.shape[1] for X in chunks) <= LARGEST_CHUNK
    assert len({tuple(column) for X in chunks for column in X.T}) == sum(X.shape[1] for X in chunks) == 2**bits


def test_no_sum_is_ever_at_the_threshold():
    for network in PARITY_NETWORKS.values():
        for X in all_inputs(7):
            assert all((abs(Z) >= 0.5).all() for Z, _ in step_forward(X, network(7)))


def test_a_step_is_1_from_0_on():
    assert step(np.array([[-0.5, -0.0, 0.0, 0.5]])).tolist() == [[0, 1, 1, 1]]
    assert parity(np.array([[1.0, 0.0], [1.0, 1.0]])).tolist() == [[0, 1]]
