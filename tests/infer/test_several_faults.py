"""Several faults in one function are told one after the other, each with those before it mended."""

import pytest

from shapecheck import find_faults
from shapecheck.infer import trials

NETWORK = """
import numpy as np

def step(n_x, n_h, n_y, X, Y, lr):
    W1, b1 = np.zeros((n_h, n_x)), np.zeros((n_h, 1))
    W2, b2 = np.zeros((n_y, n_h)), np.zeros((n_y, 1))
    A1 = np.tanh(W1 @ X + b1)
    A2 = W2 @ A1 + b2
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T
    dZ1 = W2.T @ dZ2 * (1 - A1 ** 2)
    W1 -= lr * dZ1 @ X.T
    W2 -= lr * dW2
    return W1, W2
"""

FAULTS = [("W2 @ A1", "A1 @ W2", 8), ("dZ2 @ A1.T", "dZ2 @ A1", 10), ("W2.T @ dZ2", "W2 @ dZ2", 11)]


def test_the_right_function_is_silent():
    assert list(find_faults(NETWORK)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[1])
def test_one_fault_is_one_finding(fault):
    right, wrong, line = fault
    found = list(find_faults(NETWORK.replace(right, wrong)))
    assert [(own.line, own.severity) for own in found] == [(line, "warning")]


def test_three_faults_are_three_findings():
    text = NETWORK
    for right, wrong, _ in FAULTS:
        text = text.replace(right, wrong)
    assert [own.line for own in find_faults(text)] == [line for _, _, line in FAULTS]


BACKWARD = """
import numpy as np

def layer_backward(dZ, A_prev, W):
    dW = np.dot(dZ, A_prev.T)
    dA_prev = np.dot(W.T, dZ)
    assert dW.shape == W.shape
    assert dA_prev.shape == A_prev.shape
    return dA_prev, dW
"""


def test_two_products_that_fit_special_sizes_only_are_two_findings():
    assert list(find_faults(BACKWARD)) == []
    found = list(find_faults(BACKWARD.replace("A_prev.T", "A_prev").replace("W.T", "W")))
    assert [(own.code, own.line, own.help) for own in found] == [
        ("SHP210", 5, "`np.dot(dZ, A_prev.T)` fits for all sizes"),
        ("SHP210", 6, "`np.dot(W.T, dZ)` fits for all sizes"),
    ]


PROGRAM = """
import numpy as np

X = np.loadtxt("x.txt", ndmin=2)
Y = np.ones((5, 3)) @ X
Z = np.ones((5, 4)) @ X
"""


@pytest.mark.parametrize(("text", "count"), [(PROGRAM, 0), (NETWORK.replace("W2 @ A1", "A1 @ W2"), 1)])
def test_a_mend_is_looked_for_where_a_trial_goes_on_with_it(text, count, monkeypatch):
    asked = []

    def mend(machine, first, again):
        asked.append(first)
        return original(machine, first, again)

    original = trials._mend
    monkeypatch.setattr(trials, "_mend", mend)
    assert len(list(find_faults(text))) == 1
    assert len(asked) == count
