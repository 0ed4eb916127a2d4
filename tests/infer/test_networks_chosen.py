"""Which function of a file is its network, and what its table says where the file has much beside it."""

import pytest

from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.study import studied
from shapecheck.infer.induction.table import code_table, instances

NETWORK = """\
import numpy as np


def initialize(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def layer_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return np.tanh(Z), (A_prev, W, b, Z)


def model_forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        A, cache = layer_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        caches.append(cache)
    return A, caches


def cost_of(AL, Y):
    m = Y.shape[1]
    cost = np.squeeze(-np.dot(Y, np.log(AL).T) / m)
    assert cost.shape == ()
    return cost


def layer_backward(dA, cache):
    A_prev, W, b, Z = cache
    m = A_prev.shape[1]
    dZ = dA * (1 - np.tanh(Z) ** 2)
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return np.dot(W.T, dZ), dW, db


def model_backward(AL, Y, caches):
    grads = {}
    Y = Y.reshape(AL.shape)
    dA = AL - Y
    for l in reversed(range(len(caches))):
        dA, grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = layer_backward(dA, caches[l])
    return grads


def update(parameters, grads, rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - rate * grads["db" + str(l)]
    return parameters
"""

MODEL = """

def model(X, Y, layer_dims, steps=100):
    parameters, costs = initialize(layer_dims), []
    for step in range(steps):
        AL, caches = model_forward(X, parameters)
        costs.append(cost_of(AL, Y))
        parameters = update(parameters, model_backward(AL, Y, caches), 0.1)
    print(np.squeeze(costs))
    return parameters
"""

OTHER = """

def initialize_he(sizes):
    parameters = {}
    for l in range(1, len(sizes)):
        parameters["W" + str(l)] = np.random.randn(sizes[l], sizes[l - 1]) * np.sqrt(2 / sizes[l - 1])
        parameters["b" + str(l)] = np.zeros((sizes[l], 1))
    return parameters
"""

MOMENTUM = """

def velocities(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
    return v


def update_with_momentum(parameters, grads, v, rate):
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = 0.9 * v["dW" + str(l)] + 0.1 * grads["dW" + str(l)]
        parameters["W" + str(l)] -= rate * v["dW" + str(l)]
    return parameters, v
"""

MAIN = """

def main():
    X, Y = read("data")
    return model(X, Y, [4, 5, 1])
"""

STATEMENTS = """
X, Y = np.random.randn(4, 10), np.random.randn(1, 10)
AL, caches = model_forward(X, initialize([4, 3, 1]))
parameters = model(X, Y, [4, 3, 1])
"""


@pytest.mark.parametrize("statements", ["", STATEMENTS])
@pytest.mark.parametrize("beside", ["", OTHER, MOMENTUM, MAIN, OTHER + MOMENTUM])
def test_the_function_that_joins_forward_and_backward_is_the_network(beside, statements):
    network = studied(NETWORK + MODEL + beside + statements, "x.py")
    assert (network.name, network.verdict, network.obstacles) == ("model", Verdict.YES, ())


def test_without_one_that_joins_them_it_is_the_function_that_needs_most_of_the_others():
    assert studied(NETWORK, "x.py").name == "update"


def test_the_labels_have_as_many_rows_as_they_are_written_in_another_shape():
    table = code_table(NETWORK + MODEL, "x.py")
    assert [(name, str(shape)) for name, shape in table.arguments] == [("X", "(n[0], m)"), ("Y", "(n[L], m)")]


@pytest.mark.parametrize("call", ["", "    out = layer.forward(X)\n"])
def test_methods_that_are_called_of_other_objects_only_are_run(call):
    text = """\
import numpy as np

class Layer:
    def __init__(self, n_in, n_out):
        self.W = np.zeros((n_out, n_in))

    def forward(self, X):
        return np.tanh(self.W @ X)

class Network:
    def __init__(self, sizes):
        self.layers = [Layer(a, b) for a, b in zip(sizes[:-1], sizes[1:])]

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X
"""
    rows = code_table(text + call, "x.py").rows
    assert [row.function for row in rows if row.name == "X"] == ["Network.forward"]


def test_a_row_is_not_repeated_for_each_call_with_sizes_of_its_own():
    text = """\
import numpy as np

def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    return A

def train(X, X_test):
    Y = np.ones((1, X.shape[1]))
    w = np.zeros((X.shape[0], 1))
    A = sigmoid(w.T @ X)
    dZ = A - Y
    dw = X @ dZ.T
    w = w - dw
    return w, sigmoid(w.T @ X_test)
"""
    rows = [row for row in code_table(text, "x.py").rows if row.function == "sigmoid"]
    assert [(row.name, str(row.shape)) for row in rows] == [("A", "(1, m)")]
    layers = text.replace("(w.T @ X)", "(w.T @ X)\n    A0 = sigmoid(X)")
    rows = [row for row in code_table(layers, "x.py").rows if row.function == "sigmoid"]
    assert len(rows) == 2  # two layers are no repetition


ASSERTED = """\
import numpy as np


def initialize(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def forward(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = np.tanh(parameters["W" + str(l)] @ A + parameters["b" + str(l)])
        assert A.shape[1] == X.shape[1]
    assert A.shape == (1, X.shape[1])
    return A


def cost_of(AL, Y):
    return -np.sum(Y * np.log(AL)) / Y.shape[1]
"""


def test_what_an_assertion_says_of_a_size_is_a_condition_of_the_table():
    table = code_table(ASSERTED, "x.py")
    assert table.verdict is Verdict.YES
    assert [(str(own.size), own.number, own.line) for own in table.conditions] == [("n[L]", 1, 17)]
    named = code_table(ASSERTED.replace("return A", "AL = A\n    return AL"), "x.py", "cost_of")
    assert {name: str(shape) for name, shape in named.arguments} == {"X": "(n[0], m)", "Y": "(n[L], m)"}
    assert {str(own.shape) for own in instances(table, (3, 2, 1), 7) if own.name == "W[2]"} == {"(1, 2)"}
    with pytest.raises(ValueError, match=r"^n\[2\] must be 1 \(got 2\): `A\.shape == \(1, X\.shape\[1\]\)`, line 17$"):
        instances(table, (3, 2, 2), 7)


def test_an_assertion_that_sizes_fulfil_anyway_is_no_condition():
    assert code_table(ASSERTED.replace("(1, X.shape[1])", "(A.shape[0], X.shape[1])"), "x.py").conditions == ()


def test_an_assertion_of_each_layer_is_a_condition_of_each():
    text = ASSERTED.replace("A.shape[1] == X.shape[1]", "A.shape == (4, X.shape[1])").replace(
        "    assert A.shape == (1, X.shape[1])\n", ""
    )
    table = code_table(text, "x.py")
    assert [(str(own.size), own.number, str(own.low), str(own.high)) for own in table.conditions] == [
        ("n[1]", 4, "0", "0"),
        ("n[l]", 4, "2", "L"),
    ]
    assert instances(table, (3, 4, 4), 7)
    with pytest.raises(ValueError, match=r"^n\[1\] must be 4 \(got 5\)"):
        instances(table, (3, 5, 4), 7)


HANDED_ON = """\
import numpy as np


def init(sizes):
    p = {}
    for i in range(1, len(sizes)):
        p[f"W{i}"] = np.random.randn(sizes[i], sizes[i - 1])
    return p


def forward(X, p):
    A, caches = X, []
    for i in range(1, len(p) + 1):
        Z = p[f"W{i}"] @ A
        caches.append((A, Z))
        A = np.maximum(Z, 0)
    return A, caches


def backward(AL, Y, p, caches):
    g = {}
    dZ = AL - Y
    for i in range(len(caches), 0, -1):
        A, Z_of_it = caches[i - 1]
        g[f"dW{i}"] = dZ @ A.T
        if i > 1:
            dA = p[f"W{i}"].T @ dZ
            dZ = dA * (caches[i - 2][1] > 0)
    return g


def step(X, Y, sizes):
    p = init(sizes)
    AL, caches = forward(X, p)
    g = backward(AL, Y, p, caches)
    for i in range(1, len(p) + 1):
        p[f"W{i}"] -= 0.1 * g[f"dW{i}"]
    return p
"""


def test_what_a_turn_hands_on_is_of_the_layer_before():
    """`dA` is made in the turn of layer l, for layer l - 1, and the next turn has `dZ` that is made of it."""
    for text in (HANDED_ON, HANDED_ON.replace("A, Z_of_it = ", "A_of_it, Z = ").replace("@ A.T\n", "@ A_of_it.T\n")):
        table = code_table(text, "x.py")
        assert [own.reason for own in table.obstructions] == []
        assert table.verdict is Verdict.YES
        assert {own.verdict for own in table.checks} == {Verdict.YES}
    wrong = code_table(HANDED_ON.replace("dZ @ A.T", "A @ dZ.T"), "x.py")
    assert wrong.verdict is Verdict.NO
