"""Proofs for every number of layers: of programs that are right at each depth, and of no program that is not."""

import importlib.util
import random
from pathlib import Path

import numpy as np
import pytest

from shapecheck.core.dim import symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.families import Differs, Moving, Place, Text, common, fitted
from shapecheck.infer.induction.recording import Shaped
from shapecheck.infer.induction.study import NoNetwork, studied
from shapecheck.infer.induction.table import code_table, instances

LAYERS = Path(__file__).parent / "layers"
NAMES = sorted(path.stem for path in LAYERS.glob("*.py"))
DEEPEST = 8

T, L = (symbol(name, may_be_zero=True) for name in ("t", "L"))


@pytest.fixture(scope="module")
def networks():
    return {name: studied((LAYERS / f"{name}.py").read_text(encoding="utf-8"), f"{name}.py") for name in NAMES}


def run(name, dims, m, rng):
    """Run a network under NumPy, with examples as its file says."""
    spec = importlib.util.spec_from_file_location(name, LAYERS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    X, Y = rng.normal(size=(dims[0], m)), rng.uniform(0.1, 0.9, size=(dims[-1], m))
    if "rows" in name:
        X, Y = X.T, Y.T
    with np.errstate(all="ignore"):
        if name == "hidden_sizes":  # dims are those of the hidden layers
            X, Y = rng.normal(size=(3, m)), rng.uniform(0.1, 0.9, size=(2, m))
            module.model(X, Y, 3, list(dims), 2)
        elif name == "network_class":
            module.Network(dims).train(X, Y)
        elif name == "separate_functions":
            parameters = module.initialize(dims)
            AL, caches = module.forward(X, parameters)
            module.update(parameters, module.backward(AL, Y, caches), 0.1)
        else:
            getattr(module, "model", None or getattr(module, "train", None))(X, Y, dims)


@pytest.mark.parametrize("name", NAMES)
def test_a_network_that_does_the_same_at_each_layer_is_proved(networks, name):
    network = networks[name]
    assert network.verdict is Verdict.YES, network.obstacles
    assert network.obstacles == ()
    assert network.least <= 1


@pytest.mark.parametrize("name", NAMES)
def test_what_is_proved_runs_under_numpy_at_every_depth(networks, name):
    rng, choice = np.random.default_rng(0), random.Random(0)
    for depth in range(networks[name].least, DEEPEST + 1):
        dims = choice.sample(range(2, 40), depth + 1)
        run(name, dims, 41, rng)


FORWARD = """
import numpy as np

def forward(X, dims):
    A, caches, L = X, [], len(dims) - 1
{before}
    for l in range(1, L + 1):
        W = np.zeros((dims[l], dims[l - 1]))
        caches.append(A)
        A = W @ A
{inside}
    return A
"""

# Each is right at the depths that are compared first, or looks so; it is wrong, or goes wrong in Python, further on.
PLANTED = {
    "a layer far away is another one": "if l == 6: A = A.T",
    "one very far away": "if l == 400: A = A.T",
    "each seventh layer": "if l % 7 == 6: A = A.T",
    "from the seventh on, by division": "if l // 7: A = A.T",
    "by multiplying": "if l * l > 90: A = A.T",
    "by a fraction": "if 0.1 * l > 0.95: A = A.T",
    "by bits": "if l & 16: A = A.T",
    "by the key": 'if "W" + str(l) == "W9": A = A.T',
    "by the end of the key": 'if str(l).endswith("9"): A = A.T',
    "by the length of the key": "if len(str(l)) > 1: A = A.T",
    "by the width of a key": 'if f"{l:2d}"[0] != " ": A = A.T',
    "by the number of caches": "if len(caches) > 8: A = A.T",
    "by some layers": "if l in (9, 10): A = A.T",
    "by the layers of a dictionary": "if l in {9: 1}: A = A.T",
    "by the greatest of two": "if max(l, 9) > 9: A = A.T",
    "by the sum of the numbers before": "if sum(range(l)) > 50: A = A.T",
    "a size that grows": "np.ones((l, 2)) @ np.ones((3, 2)).T",
    "a part that grows": "A = A @ (A.T @ A)[:l]",
    "a list with nine items": "[1, 1, 1, 1, 1, 1, 1, 1, 1][l]",
    "a text with nine": '"abcdefghi"[l]',
    "a dictionary with nine": "{1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1}[l]",
    "an array with nine rows": "np.ones((9, 3))[l]",
    "rows of the examples": "A[l]",
    "a key that is taken apart": 'p = {"1": A, "2": A}; p[str(l)[0]]',
    "a text that is gone through": "for c in str(l): A = A",
    "a set": "A = A.T if len({l, 9}) == 1 else A",
    "a set of a list": "A = A.T if len(set([l, 9])) == 1 else A",
    "a dictionary of two layers": "A = A.T if len({l: 1, 9: 2}) == 1 else A",
    "an array of numbers": "A = A[:, np.array([l, 1])]",
    "an identity": "A = A.T if l is 9 else A",
    "an inner loop that grows": "for k in range(l): np.ones((2, 2)) @ np.ones((2, k))",
}

BEFORE = {
    "the depth is another one": "if L > 9: A = A.T",
    "the depth is bounded": "L = min(L, 9)",
    "the tenth size": "if len(dims) > 10: A = A[: dims[10]]",
    "the sizes behind the ninth": "for n in dims[9:]: A = A.T",
    "a list that begins with nine others": (
        "q = [np.ones((2, 2))] * 9\n    for k in range(L):\n        q.append(np.ones((3, 3)))\n"
        "        q[k] @ np.ones((2, 1))"
    ),
    "a queue": (
        "q = [np.ones((2, 2))] * 9\n    for k in range(L):\n        q.append(np.ones((3, 3)))\n"
        "        q.pop(0) @ np.ones((2, 1))"
    ),
    "a register that is shifted": (
        "a = b = c = d = e = f = g = np.ones((2, 2))\n    for k in range(L):\n"
        "        a, b, c, d, e, f, g = b, c, d, e, f, g, np.ones((3, 3))\n        a @ np.ones((2, 1))"
    ),
    "a list that ends before": (
        "for k, q in zip(range(L), [np.ones((2, 2))] * 9 + [np.ones((3, 3))] * 9):\n        q @ np.ones((2, 1))"
    ),
    "an iterator": (
        "q = iter([np.ones((2, 2))] * 9 + [np.ones((3, 3))] * 9)\n    for k in range(L):\n"
        "        next(q) @ np.ones((2, 1))"
    ),
    "a counter": "n = 0\n    for k in range(L):\n        n += 1\n        if n == 9: A = A.T",
    "a text that grows": 's = ""\n    for k in range(L):\n        s += "x"\n        if s == "xxxxxxxxx": A = A.T',
    "a list as a whole": "if list(range(L)) == [0, 1, 2, 3, 4, 5, 6, 7, 8]: A = A.T",
    "a search": "if any(k == 9 for k in range(L)): A = A.T",
    "a recursion": "def f(k): return A if k == 0 else f(k - 1)\n    f(L)",
    "a key far away": 'p = {}\n    for k in range(L): p["k" + str(k)] = A.T\n    A = A if p.get("k9") is None else A.T',
    "a key looked for": 'p = {}\n    for k in range(L): p["k" + str(k)] = A.T\n    A = A.T if "k9" in p else A',
    "a match": "match L:\n        case 9: A = A.T",
}


def program(before="pass", inside="pass"):
    return FORWARD.format(before=f"    {before}", inside=f"        {inside}")


def test_the_program_that_faults_are_planted_in_is_proved():
    network = studied(program(), "forward.py")
    assert (network.verdict, network.least) == (Verdict.YES, 0)


@pytest.mark.parametrize("what", PLANTED)
def test_a_program_that_goes_wrong_at_some_layer_is_not_proved(what):
    assert studied(program(inside=PLANTED[what]), "forward.py").verdict is not Verdict.YES


@pytest.mark.parametrize("what", BEFORE)
def test_a_program_that_goes_wrong_at_some_depth_is_not_proved(what):
    assert studied(program(before=BEFORE[what]), "forward.py").verdict is not Verdict.YES


ALLOWED = {
    "the first layer is another one": "if l == 1: A = A.T.T",
    "the last one too": "if l != L: A = np.tanh(A)",
    "a scalar that grows": "A = A / l",
    "a key with words around the number": 'p = {f"layer_{l}_W": W}; A = A + 0 * p[f"layer_{l}_W"].sum()',
    "a print": "print(l, A.shape)",
    "a number that is not a layer's": "A = A * 400 + 17",
}


@pytest.mark.parametrize("what", ["first", "last", "scalar", "print", "number"])
def test_what_tells_only_the_ends_apart_is_proved(what):
    inside = next(text for name, text in ALLOWED.items() if what in name)
    network = studied(program(inside=inside), "forward.py")
    assert network.verdict is Verdict.YES, network.obstacles


def test_what_is_not_known_is_no_fault():
    text = (LAYERS / "separate_functions.py").read_text(encoding="utf-8")
    text = text.replace("import numpy as np", "import numpy as np\nfrom activations import activate")
    network = studied(text.replace("np.tanh(Z)", "activate(Z)"), "x.py")
    assert network.verdict is Verdict.UNKNOWN
    assert not any(own.fails for own in network.obstacles)


def test_a_depth_that_goes_wrong_bounds_what_is_proved():
    network = studied(program(before="A = [A, A.T][L == 9]"), "forward.py")
    assert (network.verdict, network.least) == (Verdict.YES, 10)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("np.dot(W.T, dZ)", "np.dot(W, dZ)"),
        ("np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev)"),
        ("layer_dims[l], layer_dims[l - 1]", "layer_dims[l - 1], layer_dims[l]"),
    ],
)
def test_a_network_that_fails_at_each_layer_is_refuted(right, wrong):
    text = (LAYERS / "separate_functions.py").read_text(encoding="utf-8")
    assert right in text
    network = studied(text.replace(right, wrong), "separate_functions.py")
    assert network.verdict is Verdict.NO
    assert any(own.fails for own in network.obstacles)


BESIDE = """
import numpy as np

def make(dims):
    parameters = {}
    for l in range(1, len(dims)):
        parameters["W" + str(l)] = np.random.randn(dims[l], dims[l - 1])
    return parameters

def forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) + 1):
        caches.append((A, parameters["W" + str(l)]))
        A = np.tanh(parameters["W" + str(l)] @ A)
    return A, caches

def backward(AL, Y, caches):
    dA = AL - Y.reshape(AL.shape)
    for l in reversed(range(len(caches))):
        A_prev, W = caches[l]
        dW = dA @ A_prev.T
        dA = W.T @ dA
    return dW
"""


def test_an_array_that_is_returned_beside_a_container_is_given_with_it():
    # Of `Y.reshape(AL.shape)` nothing is known where AL comes from nowhere, nor of what stands beside it.
    apart = studied(BESIDE.replace("Y.reshape(AL.shape)", "Y"), "beside.py:backward", "backward")
    assert (apart.obstacles, [own.name for own in apart.arguments]) == ((), ["X", "AL", "Y"])
    named = BESIDE.replace("return A, caches", "AL = A\n    return AL, caches")
    linked = studied(named, "beside.py:backward", "backward")
    assert (linked.obstacles, [own.name for own in linked.arguments]) == ((), ["X"])


APART = """
import numpy as np

def layers(dims):
    W = [None]
    for l in range(1, len(dims)):
        W.append(np.random.randn(dims[l], dims[l - 1]))
    return W

def forward(X, W):
    A = [X]
    for l in range(1, len(W)):
        A.append(np.tanh(W[l] @ A[l - 1]))
    return A

def backward(A, W, Y):
    dZ = A[-1] - Y
    for l in range(len(W) - 1, 0, -1):
        dW = dZ @ A[l - 1].T
        dZ = W[l].T @ dZ
    return dZ
"""


@pytest.mark.parametrize(
    ("right", "wrong", "verdict"),
    [("", "", Verdict.YES), ("W[l].T @ dZ", "W[l] @ dZ", Verdict.NO), ("A[l - 1].T", "A[l].T.T", Verdict.NO)],
)
def test_functions_that_nothing_calls_are_given_the_same_under_the_same_name(right, wrong, verdict):
    # `A` is asked for before `W`, and made of it
    assert studied(APART.replace(right, wrong), "apart.py:backward", "backward").verdict is verdict


def test_the_network_of_a_file_is_found_and_asked_for_by_name():
    text = (LAYERS / "network_class.py").read_text(encoding="utf-8")
    assert studied(text, "x.py").name == "Network"
    assert studied(text, "x.py", "Network.forward").name == "Network.forward"
    with pytest.raises(NoNetwork, match=r"no function `nothing`: it has `Network`"):
        studied(text, "x.py", "nothing")
    with pytest.raises(NoNetwork, match=r"no network: no layers in a loop, and no gradients .*: it has `f`"):
        studied("def f(x):\n    return x.T\n", "x.py")
    two = program() + program().replace("def forward", "def backward")
    with pytest.raises(NoNetwork, match=r"several networks: `forward`, `backward`; name one of them, x.py:forward"):
        studied(two, "x.py")
    assert studied(two, "x.py", "backward").verdict is Verdict.YES


TWO_LAYERS = """\
import numpy as np

def sizes(X, Y):
    n_x, n_y = X.shape[0], Y.shape[0]
    return n_x, n_y

def initialize(n_x, n_h, n_y):
    W1, b1 = np.random.randn(n_h, n_x), np.zeros((n_h, 1))
    W2, b2 = np.random.randn(n_y, n_h), np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

def forward(X, parameters):
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    A2 = 1 / (1 + np.exp(-(parameters["W2"] @ A1 + parameters["b2"])))
    return A2, {"A1": A1, "A2": A2}

def cost(A2, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m

def backward(parameters, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dW2 = dZ2 @ cache["A1"].T
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ X.T
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

def train(X, Y, n_h):
    n_x, n_y = sizes(X, Y)
    parameters = initialize(n_x, n_h, n_y)
    A2, cache = forward(X, parameters)
    return cost(A2, Y), backward(parameters, cache, X, Y)
"""


@pytest.mark.parametrize(
    ("right", "wrong", "rows"),
    [
        ("", "", {}),
        ("np.sum(dZ1, axis=1, keepdims=True)", "np.sum(dZ1, axis=1)", {"db1": Verdict.NO}),
        ("np.sum(dZ2, axis=1, keepdims=True)", "np.sum(dZ2, axis=0, keepdims=True)", {"db2": Verdict.NO}),
        ("dZ1 @ X.T", "X @ dZ1.T", {"dW1": Verdict.NO}),
    ],
)
def test_layers_that_are_written_out_one_by_one(right, wrong, rows):
    table = code_table(TWO_LAYERS.replace(right, wrong), "two.py")
    assert table.function == "train"
    assert table.verdict is (Verdict.NO if rows else Verdict.YES)
    assert table.symbols == ("m", "n_h", "n_x", "n_y")  # for every number of layers would say too much
    found = {row.name: row.verdict for row in table.checks}
    assert found == {name: rows.get(name, Verdict.YES) for name in ("dW2", "db2", "dZ1", "dW1", "db1")}


def test_what_is_given_has_the_names_of_the_program_and_the_axes_of_its_contract():
    table = code_table(TWO_LAYERS, "two.py")
    assert [f"{name} {shape}" for name, shape in table.arguments] == ["X (n_x, m)", "Y (n_y, m)"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("dW1 = dZ1 @ X.T", "dW1 = dZ1 @ X"),
        ("n_x, n_y = X.shape[0], Y.shape[0]", "n_x, n_y = X.shape[0], Y.shape[1]"),
        ('dZ2 = cache["A2"] - Y', 'dZ2 = cache["A2"].T - Y'),
    ],
)
def test_what_a_fault_asks_of_what_is_given_is_said(right, wrong):
    def is_square(text):
        return any(len(set(shape.before)) == 1 for _, shape in code_table(text, "two.py").arguments)

    assert is_square(TWO_LAYERS.replace(right, wrong))
    assert not is_square(TWO_LAYERS)


def test_sizes_are_put_in_by_name():
    table = code_table(TWO_LAYERS, "two.py")
    made = {own.name: str(own.shape) for own in instances(table, (), named={"n_x": 2, "n_h": 4, "m": 7})}
    assert (made["W1"], made["W2"], made["A2"]) == ("(4, 2)", "(n_y, 4)", "(n_y, 7)")


IN_A_CLASS = """\
import numpy as np

class Net:
    def __init__(self, inputs, hidden, outputs):
        self.params = {"W1": np.random.randn(inputs, hidden), "b1": np.zeros(hidden)}
        self.params["W2"] = np.random.randn(hidden, outputs)

    def gradient(self, x, t):
        W1, W2, b1 = self.params["W1"], self.params["W2"], self.params["b1"]
        h = np.maximum(0, x @ W1 + b1)
        dy = h @ W2 - t
        grads = {}
        grads["W2"] = h.T @ dy
        dh = dy @ W2.T
        grads["b1"] = np.sum(dh, axis=0)
        grads["W1"] = x.T @ dh
        return grads
"""


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [("", "", ""), ("axis=0", "axis=1", "db"), ("h.T @ dy", "dy.T @ h", "dW"), ("x.T @ dh", "(x.T @ dh).T", "dW")],
)
def test_what_a_container_of_gradients_has_under_the_key_of_a_parameter_is_its_gradient(right, wrong, name):
    table = code_table(IN_A_CLASS.replace(right, wrong), "net.py")
    wanted = [("dW", 2), ("db", 1), ("dW", 1)]
    assert [(row.name, row.index) for row in table.checks if row.index] == wanted
    wrong_rows = [row.name for row in table.checks if row.verdict is Verdict.NO]
    assert wrong_rows == ([name] if name else [])


OBJECTS = """\
import numpy as np

class Dense:
    def __init__(self, n_in, n_out):
        self.W, self.b = np.random.randn(n_out, n_in), np.zeros((n_out, 1))

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dZ):
        self.dW = dZ @ self.X.T / dZ.shape[1]
        self.db = dZ.sum(axis=1, keepdims=True)
        return self.W.T @ dZ

class Network:
    def __init__(self, sizes):
        self.layers = [Dense(a, b) for a, b in zip(sizes[:-1], sizes[1:])]

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dZ):
        for layer in reversed(self.layers):
            dZ = layer.backward(dZ)
        return dZ
"""


def test_an_object_is_meant_and_no_method_of_it_beside_it():
    step = "    def step(self, rate):\n        for layer in self.layers:\n            layer.W -= rate * layer.dW\n"
    assert studied(f"{OBJECTS}\n{step}", "objects.py").name == "Network"
    two = (
        OBJECTS + "\n" + step + OBJECTS.replace("class Network", "class Other").replace("import numpy as np", "") + step
    )
    with pytest.raises(NoNetwork, match=r"several networks: `Network`, `Other`; name one"):
        studied(two, "objects.py")


@pytest.mark.parametrize(
    ("right", "wrong", "verdicts"),
    [
        ("", "", ["yes", "yes"]),
        (", keepdims=True", "", ["yes", "no"]),
        ("dZ @ self.X.T", "self.X @ dZ.T", ["no", "yes"]),
    ],
)
@pytest.mark.parametrize(("name", "given"), [("Network", "dZ (n[L], m)"), ("Dense", "dZ (n_out, m)")])
def test_a_gradient_that_a_method_is_given_has_the_sizes_of_its_contract(name, given, right, wrong, verdicts):
    table = code_table(OBJECTS.replace(right, wrong), "objects.py", name)
    assert given in [f"{own} {shape}" for own, shape in table.arguments]
    assert [str(row.verdict) for row in table.checks] == verdicts
    assert table.verdict is (Verdict.NO if "no" in verdicts else Verdict.YES)


# What values have in common


def places(*turns):
    return [Place({"L": depth, "t": turn}) for depth, turn in turns]


GRID = places(*((depth, turn) for depth in (5, 6, 7) for turn in (0, 1, 2)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda depth, turn: 4, 4),
        (lambda depth, turn: turn + 1, T + 1),
        (lambda depth, turn: depth - turn - 2, L - T - 2),
        (lambda depth, turn: 2 * depth + 3, 2 * L + 3),
        (lambda depth, turn: turn * turn, None),
        (lambda depth, turn: turn % 2, None),
        (lambda depth, turn: depth * turn, None),
        (lambda depth, turn: int(depth == 7), None),
    ],
)
def test_numbers_are_fitted_exactly_or_not_at_all(value, expected):
    assert fitted([value(place.at["L"], place.at["t"]) for place in GRID], GRID) == expected


def test_texts_have_numbers_that_grow_by_one():
    assert common(["W1", "W2", "W3"], GRID[:3]) == Text(("W", T + 1, ""))
    for texts in (["W1", "W2", "b3"], ["W01", "W02", "W03"], ["W12", "W23", "W34"], ["W1", "W2", "W4"]):
        with pytest.raises(Differs):
            common(texts, GRID[:3])


def test_sizes_move_by_their_indices_alone():
    def shape(first, second):
        return Shaped("Array", (first, second))

    n = [symbol("n", number) for number in range(4)]
    same = common([shape(n[turn + 1], n[turn]) for turn in range(3)], GRID[:3])
    assert same == shape(symbol("n", T + 1), symbol("n", T))
    for sizes in (
        [(3, 1), (4, 1), (5, 1)],
        [(n[1], 1), (2 * n[2], 1), (3 * n[3], 1)],
        [(n[1], 1), (n[3], 1), (n[2], 1)],
    ):
        with pytest.raises(Differs):
            common([shape(*own) for own in sizes], GRID[:3])


def test_inferred_sizes_are_told_apart_by_where_they_are_met_first():
    a, b, c, d = (symbol(name, flexible=True) for name in "abcd")
    assert common([(a, a), (b, b)], GRID[:2]) == (a, a)
    assert common([(a, b), (c, d)], places((5, 0), (5, 1))) == (a, b)
    with pytest.raises(Differs):
        common([(a, a), (c, d)], places((5, 0), (5, 1)))


def test_a_number_and_what_it_is_not():
    assert common([1, 2, 3], GRID[:3]) == Moving(T + 1)
    assert common([2.0, 3.0, 4.0], GRID[:3]) == Moving(T + 2, True)
    for values in ([True, False, True], [1.5, 2.5, 3.5], [1, 2.0, 3], [None, 1, 2]):
        with pytest.raises(Differs):
            common(values, GRID[:3])
