"""Functions that nothing calls, tried on generic arguments: what no sizes make fit is found, nothing else."""

from textwrap import dedent

import pytest

from shapecheck import find_faults
from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Agree
from shapecheck.core.dim import symbol
from shapecheck.core.shape import Shape
from shapecheck.infer import objects
from shapecheck.infer.generic import Equations
from shapecheck.infer.interpreter import make_machine

LAYERS = """
import numpy as np

def initialize(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters

def forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        A_prev = A
        Z = np.dot(parameters[f"W{l}"], A_prev) + parameters[f"b{l}"]
        A = np.tanh(Z)
        caches.append((A_prev, parameters[f"W{l}"], parameters[f"b{l}"], A))
    return A, caches

def layer_backward(dZ, cache):
    A_prev, W, b, A = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db

def backward(AL, Y, caches):
    grads, dA = {}, AL - Y
    for l in reversed(range(len(caches))):
        dZ = dA * (1 - caches[l][3] ** 2)
        dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = layer_backward(dZ, caches[l])
    return grads

def model(X, Y, layer_dims, rate=0.1):
    parameters = initialize(layer_dims)
    for _ in range(100):
        AL, caches = forward(X, parameters)
        grads = backward(AL, Y, caches)
        for l in range(1, len(layer_dims)):
            parameters[f"W{l}"] = parameters[f"W{l}"] - rate * grads[f"dW{l}"]
            parameters[f"b{l}"] = parameters[f"b{l}"] - rate * grads[f"db{l}"]
    return parameters
"""

FAULTS = {
    "a transpose is forgotten": ("np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev)", "SHP101"),
    "weights are not turned on the way back": ("np.dot(W.T, dZ)", "np.dot(W, dZ)", "SHP101"),
    "weights are turned on the way": (
        'np.dot(parameters[f"W{l}"], A_prev)',
        'np.dot(parameters[f"W{l}"].T, A_prev)',
        "SHP102",
    ),
    "sizes change places": ("(layer_dims[l], layer_dims[l - 1])", "(layer_dims[l - 1], layer_dims[l])", "SHP102"),
    "an axis is not kept": ("axis=1, keepdims=True", "axis=1", "SHP209"),
    "the other axis is summed up": ("np.sum(dZ, axis=1", "np.sum(dZ, axis=0", "SHP209"),
}


def found(text: str) -> list[tuple[str, str, int]]:
    return [(own.severity, own.code, own.line) for own in find_faults(text)]


def test_a_right_network_of_any_depth_is_silent():
    assert found(LAYERS) == []


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_for_any_depth_is_found_at_its_line(what):
    right, wrong, code = FAULTS[what]
    assert LAYERS.count(right) == 1
    # That weights have other sizes shows where what is made of them is added to something.
    shows = 'np.dot(parameters[f"W{l}"], A_prev)' if what == "sizes change places" else right
    line = LAYERS[: LAYERS.index(shows)].count("\n") + 1
    assert found(LAYERS.replace(right, wrong)) == [("warning", code, line)]


def test_several_faults_of_one_function_are_all_found():
    text = LAYERS
    for what in ("a transpose is forgotten", "weights are not turned on the way back", "an axis is not kept"):
        text = text.replace(*FAULTS[what][:2])
    first = LAYERS[: LAYERS.index("    dW = ")].count("\n") + 1
    assert [line for _, _, line in found(text)] == [first, first + 1, first + 2]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("def f(X):\n    m, n = X.shape\n    return X @ np.zeros((1, n))\n", 4),  # it fits where n is 1
        ("def f(X):\n    m, n = X.shape\n    return X @ np.zeros((n, 1))\n", None),
        ("def f(n_x, n_h, X):\n    W = np.zeros((n_h, n_x))\n    return W.T @ (W @ X) + (W @ X)\n", 4),
        ("def f(n_x, n_h, X):\n    W = np.zeros((n_h, n_x))\n    return W.T @ (W @ X) + X\n", None),
        ("def f(x, k):\n    return x.sum(axis=1) + k[:, 0]\n", None),
        # A number of axes that is supposed fails no claim about axes.
        ("def f(x):\n    y = x.T\n    return np.transpose(y @ y.T, (0, 2, 1))\n", None),
        ("def f(x, n):\n    a, b = len(x), np.zeros((n, 2))\n    return x @ b if a == 3 else b\n", None),
        # Whoever calls it with what fits has no fault.
        ("def f(a, b):\n    return a @ b + b @ a\n", None),
        ("def f(a, b):\n    return a.T @ b.T + (b @ a).T\n", None),
    ],
)
def test_what_the_program_names_apart_is_not_made_equal(body, line):
    told = found(f"import numpy as np\n{body}")
    assert [own for _, _, own in told] == ([] if line is None else [line])


def test_what_a_branch_supposes_stays_in_it():
    text = "import numpy as np\ndef f(x, n, k, flag):\n    a, b = np.zeros((n, 2)), np.zeros((k, 2))\n"
    text += "    if flag:\n        y = x.T @ a\n    else:\n        y = x.T @ b\n    return x, y\n"
    assert found(text) == []


def test_what_is_called_with_known_arguments_is_not_tried():
    text = "import numpy as np\ndef f(X):\n    m, n = X.shape\n    return X @ np.zeros((1, n))\n"
    assert found(text + "f(np.ones((3, 1)))\n") == []


SHALLOW = """
import numpy as np

def initialize_parameters(n_x, n_h, n_y):
    W1, b1 = np.random.randn(n_h, n_x), np.zeros((n_h, 1))
    W2, b2 = np.random.randn(n_y, n_h), np.zeros((n_y, 1))
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters

def forward(X, parameters):
    A1 = np.tanh(np.dot(parameters["W1"], X) + parameters["b1"])
    A2 = 1 / (1 + np.exp(-np.dot(parameters["W2"], A1) - parameters["b2"]))
    cache = {"A1": A1, "A2": A2}
    return A2, cache

def backward(parameters, cache, X, Y):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(parameters["W2"].T, dZ2) * (1 - A1**2)
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("", "", None),
        ('np.dot(parameters["W2"].T, dZ2)', 'np.dot(parameters["W2"], dZ2)', "SHP101"),
        ("np.dot(dZ1, X.T)", "np.dot(X, dZ1.T)", "SHP209"),
        ("np.sum(dZ1, axis=1, keepdims=True)", "np.sum(dZ1, axis=1)", "SHP209"),
        ("np.dot(dZ2, A1.T)", "np.dot(dZ2, A1)", "SHP210"),  # it fits for as many examples as units
        ("np.dot(dZ1, X.T)", "np.dot(dZ1, X)", "SHP210"),
    ],
)
def test_what_one_function_returns_is_what_another_takes_under_the_same_name(right, wrong, code):
    told = found(SHALLOW.replace(right, wrong, 1) if right else SHALLOW)
    line = SHALLOW[: SHALLOW.index(right)].count("\n") + 1
    assert told == ([] if code is None else [("warning", code, line)])


KEYS = """
import numpy as np

class Net:
    def __init__(self, inputs, hidden, outputs):
        self.params = {"W1": np.zeros((inputs, hidden)), "W2": np.zeros((hidden, outputs)), "b2": np.zeros(outputs)}

    def gradient(self, x, t):
        W1, W2, b2 = self.params["W1"], self.params["W2"], self.params["b2"]
        h = np.maximum(0, x @ W1)
        dy = h @ W2 + b2 - t
        grads = {}
        grads["W2"] = h.T @ dy
        grads["b2"] = np.sum(dy, axis=0)
        grads["W1"] = x.T @ (dy @ W2.T)
        return grads
"""


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("", "", None),
        ("axis=0", "axis=0, keepdims=True", "SHP209"),
        ("h.T @ dy", "dy.T @ h", "SHP209"),
        ("x.T @ (dy @ W2.T)", "(dy @ W2.T).T @ x", "SHP209"),
    ],
)
def test_under_the_key_of_a_parameter_gradients_have_its_gradient(right, wrong, code):
    line = KEYS[: KEYS.index(right)].count("\n") + 1
    told = found(KEYS.replace(right, wrong, 1) if right else KEYS)
    assert told == ([] if code is None else [("warning", code, line)])


def test_other_containers_have_what_their_keys_say():
    assert found(KEYS.replace("h.T @ dy", "dy.T @ h").replace("grads", "sums")) == []


BACKWARD = """
import numpy as np

def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.dot(dZ, A_prev.T) / A_prev.shape[1]
    dA_prev = np.dot(W.T, dZ)
    assert dA_prev.shape == A_prev.shape
    assert dW.shape == W.shape
    return dA_prev, dW, np.sum(dZ, axis=1, keepdims=True)
"""


@pytest.mark.parametrize(
    ("right", "wrong"), [("", ""), ("np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev)"), ("np.dot(W.T, dZ)", "np.dot(W, dZ)")]
)
def test_what_fits_for_a_square_only_has_the_change_that_fits_always_as_its_help(right, wrong):
    outcome = find_faults(BACKWARD.replace(right, wrong) if right else BACKWARD)
    line = BACKWARD[: BACKWARD.index(right)].count("\n") + 1
    assert [(own.code, own.line) for own in outcome] == ([("SHP210", line)] if right else [])
    assert [own.help for own in outcome] == ([f"`{right}` fits for all sizes"] if right else [])


@pytest.mark.parametrize(
    "body",
    [
        "def f(P, F, Q):\n    return F @ P @ F.T + Q\n",
        "def f(x, Q):\n    return x.T @ Q @ x\n",
        "from numpy import dot\ndef f(G, n):\n    P = np.eye(n)\n    return np.linalg.inv(dot(G.T, P).dot(G)) + P\n",
        "def f(A, B):\n    return A @ B - B @ A\n",
        "def f(X, A):\n    A = np.empty((X.shape[0], 4, 4))\n    A[:, [0, 3], [1, 2]] = (X - X.mean(axis=0))[:, [0]]\n",
        "def f(x, P, H, R, z):\n    K = P @ H.T @ np.linalg.inv(H @ P @ H.T + R)\n    return x + K @ (z - H @ x)\n",
        "def f(A, k):\n    for _ in range(k):\n        A = A @ A\n    return A\n",
        "def f(X, y, w):\n    err = X @ w - y\n    return X.T @ err\n",
        "def f(Q, K, V):\n    s = Q @ K.T\n    return (s / s.sum(axis=1, keepdims=True)) @ V\n",
    ],
)
def test_right_functions_of_square_and_other_matrices_are_silent(body):
    assert found(f"import numpy as np\n{body}") == []


PATCHES = """
import numpy as np

def patches(images, height, width, stride, pad):
    count, channels, rows, columns = images.shape
    up = (rows + 2 * pad - height) // stride + 1
    across = (columns + 2 * pad - width) // stride + 1
    found = np.zeros((count, channels, height, width, up, across))
    return found.transpose(0, 4, 5, 1, 2, 3).reshape(count * up * across, -1)

def convolution(images, filters, b, stride, pad):
    filter_count, channels, height, width = filters.shape
    found = patches(images, height, width, stride, pad)
    rows = filters.reshape(filter_count, -1)
    return np.dot(found, rows.T) + b
"""


def test_a_size_that_must_be_a_product_of_others_is_special():
    assert not find_faults(PATCHES)
    (found,) = find_faults(PATCHES.replace("rows.T", "rows"))
    assert (found.code, found.line) == ("SHP210", 15)
    assert found.help == "`np.dot(found, rows.T)` fits for all sizes"
    # what is flattened is as long as the program says, which is no sign of a fault
    flat = """
        import numpy as np

        def dense(images, W):
            count, channels, rows, columns = images.shape
            size, units = W.shape
            return images.reshape(count, -1) @ W
    """
    assert not find_faults(dedent(flat))


def test_a_gradient_is_what_it_was_made_last():
    keep = "    db = np.sum(dZ, axis=1, keepdims=True) / m\n"
    assert keep in LAYERS
    before = LAYERS.replace(keep, "    db = np.sum(dZ, axis=1)\n" + keep)
    assert found(before) == []
    line = LAYERS[: LAYERS.index(keep)].count("\n") + 2
    assert found(LAYERS.replace(keep, keep + "    db = np.sum(dZ, axis=1)\n")) == [("warning", "SHP209", line)]


def test_what_fails_in_shapecheck_itself_during_a_trial_is_told(monkeypatch):
    def fails(*_: object) -> None:
        raise RuntimeError("of ours")

    monkeypatch.setattr("shapecheck.infer.trials.prepared_arguments", fails)
    (unread,) = find_faults("import numpy as np\ndef f(x):\n    return np.dot(x, x)\n").unread
    assert "RuntimeError: of ours" in str(unread)


def test_what_is_supposed_where_a_loop_finds_no_end_is_forgotten():
    machine = make_machine("lesson.py", lambda _: None, ())
    equations = Equations(machine)
    claim = Agree(Axis(Array(Shape((symbol("k", flexible=True),))), 0), Axis(Array(Shape((symbol("n"),))), 0))
    assert equations.apart((claim,)) is None
    ((cell, size),) = equations.cells.items()
    machine.widen((equations, cell), size)
    assert equations.cells == {}


def test_an_argument_that_may_be_a_vector_is_no_square():
    body = "    N, M = X.shape\n    a = y - X @ mu\n    return a @ np.linalg.inv(X @ V @ X.T + np.eye(N)) @ a\n"
    assert found(f"import numpy as np\ndef f(X, V, mu, y):\n{body}") == []


LINKED = """
import numpy as np

def through_sigmoid(grad, Z):
    s = 1 / (1 + np.exp(-Z))
    return grad * s * (1 - s)

class Dense:
    def __init__(self, units, below):
        self.units, self.below = units, below
        self.W = np.random.randn(self.units, self.below.units) / np.sqrt(self.below.units)
        self.b = np.zeros((self.units, 1))
        self.grad = self.delta = self.Z = None

    def forward(self, kind):
        if kind == "sigmoid":
            self.Z = self.W.dot(self.below.out) + self.b
            self.out = 1 / (1 + np.exp(-self.Z))

    def gradients(self):
        m = self.below.out.shape[1]
        self.gW = 1 / m * np.dot(self.delta, self.below.out.T)
        self.below.grad = np.dot(self.W.T, self.delta)
        assert self.gW.shape == self.W.shape

    def backward(self, kind):
        if kind == "sigmoid":
            self.delta = through_sigmoid(self.grad, self.Z)
            self.gradients()
"""


def test_what_a_function_computes_is_no_argument_of_special_sizes():
    assert found(LINKED) == []


@pytest.mark.parametrize(
    "body",
    [
        "def f(P, X):\n    for p in P:\n        assert len(p) == 2\n        X = X @ p[0]\n    return X\n",
        "def f(shape, X):\n    assert len(shape) == 2, shape\n    return (X @ np.ones(shape)).T\n",
        "def f(weights, X):\n    n = len(weights)\n    assert n == 2 and X.ndim == 2\n    return weights[1] @ X.T\n",
        "def f(a, b, X):\n    assert len(a) == len(b) + 1\n    return X @ X.T\n",
    ],
)
def test_how_many_items_there_are_is_what_an_assertion_says(body):
    assert found(f"import numpy as np\n{body}") == []


def test_a_fault_behind_an_assertion_of_a_number_of_items_is_found():
    named = "    assert len(sizes) == 2\n    W = np.ones((sizes[1], sizes[0]))\n    return W @ (W @ X)\n"
    assert found(f"import numpy as np\ndef f(sizes, X):\n{named}") == [("warning", "SHP101", 5)]


@pytest.mark.parametrize(("written", "help_"), [("y.T * np.log(p)", "y * np.log(p)"), ("y * p.T", "y * p")])
def test_a_transpose_beside_a_product_element_by_element_is_what_is_changed(written, help_):
    body = f"    n, k = y.shape\n    p = p.reshape(n, k)\n    return -np.sum({written})\n"
    text = f"import numpy as np\ndef loss(y, p):\n{body}"
    assert [(own.line, own.help) for own in find_faults(text)] == [(5, f"`{help_}` fits for all sizes")]


def test_a_method_that_its_decorator_makes_take_anything_is_tried():
    text = """
import numpy as np

def checked(method):
    def inner(*args, **keywords):
        return method(*args, **keywords)
    return inner

class Dense:
    @checked
    def __init__(self, n, k):
        self.W = np.ones((n, k))

    def forward(self, X):
        return X @ self.W

    @checked
    def backward(self, dZ):
        return dZ @ self.W.T
"""
    outcome = find_faults(text)
    assert (list(outcome), list(outcome.unread)) == ([], [])


def test_the_places_of_one_mask_are_as_many_as_they_are_for_that_mask_alone():
    body = "        v, A = np.arange(n), np.eye(k)\n        A[np.triu(np.ones((k, k)), 1).astype(bool)] = v\n"
    assert found(f"import numpy as np\ndef f():\n    for n, k in ((1, 2), (3, 3), (6, 4)):\n{body}") == []


HELPER = """
import numpy as np
from files import load

def product(sizes, X):
    Z = np.ones((sizes[1], sizes[0])) @ X
    return np.ones((sizes[2], sizes[0])) @ Z
"""


UNKNOWN = "def caller(path):\n    return product(load(path), load(path))"
GIVEN_UP = (
    "def caller(sizes, X, Y):\n    product(sizes, X)\n    return (X @ Y).sum(axis=5)"  # more axes than are supposed
)
TRIED = "def caller(sizes, X):\n    return product(sizes, X)"


@pytest.mark.parametrize("caller", [UNKNOWN, GIVEN_UP, TRIED], ids=["unknown", "given up", "tried"])
def test_a_function_is_tried_apart_where_the_trial_of_its_caller_says_nothing_of_it(caller):
    assert found(f"{HELPER}\n{caller}\n") == [("warning", "SHP101", 7)]
    assert found(f"{HELPER}\n{caller}\n".replace("(sizes[2], sizes[0])", "(sizes[2], sizes[1])")) == []


def test_a_function_whose_caller_is_tried_with_what_it_gives_is_not_tried_apart():
    assert found(f"{HELPER}\ndef caller(X):\n    return product([3, 3, 3], X)\n") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x / np.linalg.norm(x, axis=1)", "SHP203"),
        ("np.exp(x) / np.sum(np.exp(x), axis=1)", "SHP203"),
        ("x / np.linalg.norm(x, axis=1, keepdims=True)", None),
        ("x / np.linalg.norm(x, axis=1)[:, None]", None),
        ("x / np.linalg.norm(x, axis=0)", None),
        ("(x @ x.T) / np.sum(x @ x.T, axis=1)", None),  # it is symmetric
        ("x.T / np.linalg.norm(x, axis=1)", None),
    ],
)
def test_what_a_reduction_has_for_each_row_does_not_go_along_the_columns(line, code):
    text = f"import numpy as np\n\ndef rows(x):\n    return {line}\n"
    assert found(text) == ([] if code is None else [("warning", code, 4)])


@pytest.mark.parametrize(("statements", "once"), [(20, False), (4_000, True)])
def test_a_method_that_takes_a_whole_trial_is_not_run_again_for_each_that_reads_what_it_makes(
    monkeypatch: pytest.MonkeyPatch, statements: int, once: bool
) -> None:
    told: list[str] = []
    run = objects.run_function
    monkeypatch.setattr(objects, "run_function", lambda *given: (told.append(given[1].name), run(*given))[1])
    makes = "        self.W = np.zeros((4, X.shape[1]))\n" + "        X = np.tanh(X)\n" * statements
    reads = "".join(f"    def {name}(self, X):\n        return self.W @ X @ X.T\n" for name in ("go", "run", "predict"))
    assert not find_faults(f"import numpy as np\nclass Net:\n    def fit(self, X):\n{makes}{reads}")
    assert (told.count("Net.fit") <= 1) is once


def test_what_has_the_shape_of_itself_by_way_of_a_method_ends():
    text = """
import numpy as np

def squashed(z):
    s = 1 / (1 + np.exp(-z))
    return s

class Model:
    def fit(self, X):
        self.theta = np.zeros(X.shape[1])

    def chances(self, X):
        if self.intercept:
            X = self._with_ones(X)
        return squashed(np.dot(X, self.theta))

    def predict(self, X):
        return self.chances(X).round()
"""
    outcome = find_faults(text)
    assert (list(outcome), outcome.unread) == ([], ())


@pytest.mark.parametrize("product", ["-np.dot(Y, np.log(AL).T) / m", "-np.sum(Y * np.log(AL), axis=1) / m"])
def test_what_is_squeezed_may_have_sizes_of_one(product):
    text = f"""
        import numpy as np
        def cost_of(AL, Y):
            m = Y.shape[1]
            cost = np.squeeze({product})
            assert cost.shape == ()
            return cost
        """
    assert list(find_faults(dedent(text))) == []
