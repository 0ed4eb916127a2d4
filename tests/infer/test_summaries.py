"""Contracts derived from bodies: exactly what is taken and given, in the author's names."""

from textwrap import dedent

import pytest

from shapecheck.infer.program import interpret
from shapecheck.infer.summaries import Summary, Unproved


def summaries(source: str) -> dict[str, Summary]:
    found: list[Summary] = []
    interpret(f"import numpy as np\n{dedent(source)}", "<program>", lambda _: None, summarised=found.append)
    return {summary.contract.name: summary for summary in found}


def contracts(source: str) -> list[str]:
    return [str(summary.contract) for summary in summaries(source).values()]


ONE = {
    # element by element
    "relu(Z: *s) -> *s": "def relu(Z): return np.maximum(0, Z)",
    "sigmoid(z: *s) -> *s": "def sigmoid(z): return 1 / (1 + np.exp(-z))",
    "add(x: *s, y: *s) -> *s": "def add(x, y): return x + y",
    "norm(x: *s) -> ()": "def norm(x): return np.sqrt(np.sum(x ** 2))",
    "scale(x: *s, p: ()) -> *s": "def scale(x, p=2.0): return x / p",
    # numbers: what alone ties the arrays that it multiplies, what is one where nothing is given
    "step(W: *s, b: *t, dW: *s, db: *t, rate: ()) -> ((*s,), (*t,))": """
        def step(W, b, dW, db, rate):
            return W - rate * dW, b - rate * db
        """,
    "gate(z: *s, h: *s, n: *s) -> *s": "def gate(z, h, n): return z * h + (1 - z) * n",
    "mixed(mask: *s, A: *s, B: *s) -> *s": "def mixed(mask, A, B): return mask * A + mask * B",
    "normal(x: n m, p: ?) -> n m": """
        def normal(x, p):
            n, m = x.shape
            return x / np.sqrt(np.var(x, axis=0) + p.get("eps", 1e-5))
        """,
    "picked(P: n m, y: #n) -> n": """
        def picked(P, y):
            n, m = P.shape
            return P[np.arange(n), y]
        """,
    # products
    "forward(X: n m, W: m k, b: #n #k) -> n k": "def forward(X, W, b): return X @ W + b",
    "gram(A: n m) -> m m": "def gram(A): return A.T @ A",
    "softmax(x: n m) -> n m": """
        def softmax(x):
            e = np.exp(x - np.max(x, axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)
        """,
    # names of the author
    "cost(A: #n #m, Y: n m) -> ()": "def cost(A, Y):\n    m = Y.shape[1]\n    return -np.sum(Y * np.log(A)) / m",
    "rows(X: N D) -> D N": "def rows(X):\n    N, D = X.shape\n    return X.T",
    "center(X: n_samples n_features) -> n_samples n_features": '''
        def center(X):
            """Center.

            Parameters
            ----------
            X : ndarray of shape (n_samples, n_features)
            """
            return X - X.mean(axis=0)
        ''',
    # sizes
    "zeros(q: int q) -> q 1": "def zeros(q): return np.zeros((q, 1))",
    "padded(n: int n, m: int m) -> n+2 2*m": "def padded(n, m): return np.zeros((n + 2, 2 * m))",
    "powers(x: n, order: int order) -> order+1 n": """
        def powers(x, order):
            n, = x.shape
            out = np.zeros((order + 1, n))
            for i in range(order + 1):
                out[i] = x ** i
            return out
        """,
    # what is needed
    "halves(X: n m) -> n 2 m//2 where m%2 = 0": "def halves(X):\n    n, m = X.shape\n    return X.reshape(n, 2, -1)",
    # indices
    "distance(a: n m, b: k m) -> n k": """
        def distance(a, b):
            d = a[:, None, :] - b[None, :, :]
            return np.sqrt((d ** 2).sum(-1))
        """,
    "column(X: n m) -> n": "def column(X): return X[:, 0]",
    # nothing
    "nothing(x: ?)": "def nothing(x): print(x)",
    "same(x: ?) -> =x": "def same(x): return x",
    "either(X: n m, flag: ?) -> n m": """
        def either(X, flag):
            if flag:
                return X[:, :]
            return X[:, :] * 2
        """,
}


@pytest.mark.parametrize(("contract", "source"), ONE.items(), ids=ONE)
def test_the_contract_of_a_function(contract: str, source: str) -> None:
    assert contracts(source) == [contract]


COURSE = """
def make_parameters(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def layer_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return np.maximum(0, Z), ((A_prev, W, b), Z)


def model_forward(X, parameters):
    caches, A = [], X
    for l in range(1, len(parameters) // 2 + 1):
        A, cache = layer_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        caches.append(cache)
    return A, caches


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


def model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = AL - Y
    for l in reversed(range(L)):
        dZ = dA * (caches[l][1] > 0)
        dA, grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = linear_backward(dZ, caches[l][0])
    return grads


def update(parameters, grads, rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - rate * grads["db" + str(l)]
    return parameters
"""
PARAMETERS = '{"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}'
GRADIENTS = '{"dW{l}": n[l] n[l-1], "db{l}": n[l] 1 for l in 1..L}'
CACHES = "[((n[l-1] m, n[l] n[l-1], n[l] 1), n[l] m) for l in 1..L]"


def test_a_network_of_any_depth() -> None:
    assert contracts(COURSE) == [
        f"make_parameters(layer_dims: [int n[l] for l in 0..L]) -> {PARAMETERS}",
        "layer_forward(A_prev: n m, W: k n, b: #k #m) -> (k m, ((n m, k n, =b), k m))",
        f"model_forward(X: n[0] m, parameters: {PARAMETERS}) -> (n[L] m, {CACHES})",
        "linear_backward(dZ: n m, cache: (k m, n k, n 1)) -> (k m, n k, n 1)",
        f"model_backward(AL: #n[L] #m, Y: #n[L] #m, caches: {CACHES}) -> {GRADIENTS}",
        f"update(parameters: {PARAMETERS}, grads: {GRADIENTS}, rate: ()) -> {PARAMETERS}",
    ]


def test_what_a_contract_rests_on_is_said() -> None:
    found = summaries(COURSE)
    assert found["linear_backward"].supposed == (("dZ", 2), ("cache[1]", 2))
    assert found["linear_backward"].alike == (("W", "dW"), ("b", "db"))
    assert found["model_forward"].linked == (("parameters", "make_parameters"),)
    assert found["model_forward"].lengths == (3, 5)
    assert found["update"].supposed == ()
    assert all(summary.unproved == () for summary in found.values())


def test_a_list_of_any_number_of_turns_stays_one_beside_lists_of_layers() -> None:
    source = """
        def fit(X, Ws, turns):
            losses = []
            for _ in range(turns):
                A = X
                for W in Ws:
                    A = W @ A
                losses.append(np.sum(A))
            return losses
        """
    assert contracts(source) == [
        "fit(X: n[0] m, Ws: [n[l] n[l-1] for l in 1..L], turns: int turns) -> [() for l in 1..turns]"
    ]


def test_who_reads_certain_layers_takes_no_others() -> None:
    source = """
        def initialize(sizes):
            return {f"W{l}": np.zeros((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))}

        def forward(X, parameters):
            for l in range(1, len(parameters) + 1):
                X = parameters[f"W{l}"] @ X
            return X

        def forward_two(X, parameters):
            W1, W2 = parameters["W1"], parameters["W2"]
            return W2 @ (W1 @ X)
        """
    found = [str(own.contract) for own in summaries(source).values()]
    assert "for l in 1..L" in found[1]
    assert found[2] == 'forward_two(X: n m, parameters: {"W1": k n, "W2": p k}) -> p m'


def test_an_axis_that_is_named_is_not_supposed() -> None:
    found = summaries("""
        def product(X, W):
            n, m = X.shape
            k = W.shape[1]
            return X @ W
        def supposed(X, W):
            return X @ W
    """)
    assert str(found["product"].contract) == "product(X: n m, W: m k) -> n k"
    assert found["product"].supposed == ()
    assert found["supposed"].supposed == (("X", 2), ("W", 2))


def test_the_attributes_of_a_class() -> None:
    found = summaries("""
        class Layer:
            def __init__(self, n_in, n_out):
                self.W = np.random.randn(n_out, n_in)
                self.b = np.zeros((n_out, 1))
                self.cache = None

            def forward(self, X):
                self.cache = X
                return self.W @ X + self.b

            def turn(self):
                self.W = self.W.T

            def step(self, rate):
                self.W -= rate * self.dW
    """)
    assert [str(summary.contract) for summary in found.values()] == [
        "Layer(n_in: int n_in, n_out: int n_out) -> Layer(W: n_out n_in, b: n_out 1)",
        "Layer.forward(self: Layer(W: n_out n_in, b: n_out 1), X: n_in n) -> n_out n",
        "Layer.turn(self: Layer(W: n_out n_in, b: n_out 1))",
        "Layer.step(self: Layer(W: n_out n_in, b: n_out 1, dW: #n_out #n_in), rate: #n_out #n_in)",
    ]
    assert [(own.why, own.what) for own in found["Layer.turn"].unproved] == [("changed", "W: n_in n_out")]
    assert found["Layer.forward"].unproved == ()


NET = "Net(weights: [n[l] n[l-1] for l in 1..L], biases: [n[l] 1 for l in 1..L])"


def test_lists_of_weights_in_an_object() -> None:
    assert contracts("""
        class Net:
            def __init__(self, sizes):
                self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]
                self.biases = [np.random.randn(y, 1) for y in sizes[1:]]

            def feedforward(self, a):
                for b, w in zip(self.biases, self.weights):
                    a = np.tanh(np.dot(w, a) + b)
                return a
    """) == [
        f"Net(sizes: [int n[l] for l in 0..L]) -> {NET}",
        f"Net.feedforward(self: {NET}, a: n[0] m) -> n[L] m",
    ]


def test_a_second_axis_that_is_indexed() -> None:
    (found,) = summaries("def column(index, order):\n    return index[:, order]").values()
    assert str(found.contract) == "column(index: n m, order: ?) -> ..."
    assert [own.why for own in found.unproved] == ["operation"]


TURNED = {
    "x.transpose(0, 2, 3, 1)": "f(x: n m k p) -> n k p m",
    "np.transpose(x, (1, 0, 2))": "f(x: n m k) -> m n k",
    "np.transpose(x, axes=(1, 0, 2))": "f(x: n m k) -> m n k",
    "x.transpose()": "f(x: n m) -> m n",
    "x.swapaxes(1, 2)": "f(x: n m k) -> n k m",  # there may be more
    "np.moveaxis(x, 0, 3)": "f(x: n m k p) -> m k p n",
}


@pytest.mark.parametrize(("expression", "contract"), TURNED.items())
def test_an_operation_that_names_axes_says_how_many_there_are(expression: str, contract: str) -> None:
    (found,) = summaries(f"def f(x):\n    return {expression}").values()
    assert str(found.contract) == contract
    exact = "transpose(" in expression and expression != "x.transpose()"
    assert bool(found.supposed) is not exact


def test_an_integer_of_which_nothing_is_known_may_be_no_size() -> None:
    (found,) = summaries("""
        def pooled(A, f, stride):
            m, n = A.shape
            return np.zeros((m, int(1 + (n - f) / stride)))
    """).values()
    assert str(found.contract) == "pooled(A: m n, f: (), stride: ()) -> m _"
    assert [(own.why, own.what) for own in found.unproved] == [("operation", "np.zeros")]


def test_gradients_say_nothing_of_sizes_that_the_program_names() -> None:
    (found,) = summaries("""
        def backward(dZ, A, W):
            n, m = A.shape
            k = W.shape[1]
            dA = W @ dZ
            return dA
    """).values()
    assert str(found.contract) == "backward(dZ: k p, A: n m, W: q k) -> q p"
    assert found.alike == ()


def test_what_a_condition_says_of_an_argument_is_not_said_of_all() -> None:
    (found,) = summaries("""
        def described(a):
            if a.shape == (3, 4):
                return np.zeros(3)
            return np.zeros(2)
    """).values()
    assert str(found.contract) == "described(a: *s) -> _"


def test_a_function_that_gives_no_container_ties_nothing() -> None:
    found = summaries("""
        def forward(X, parameters):
            A = np.dot(parameters["W2"], np.dot(parameters["W1"], X))
            return A, 3
        def cost(A, parameters):
            return np.sum(parameters["W1"]) + np.sum(parameters["W2"])
    """)
    assert str(found["cost"].contract) == 'cost(A: ?, parameters: {"W1": *s, "W2": *t}) -> ()'


def test_an_array_that_is_changed_where_it_is_does_not_grow() -> None:
    found = summaries("""
        class Layer:
            def __init__(self, n, name):
                self.b = np.zeros((1, n))
                self.name = name

            def step(self, error):
                k, n = error.shape
                self.b -= error
                return self.name
    """)
    contract = "Layer.step(self: Layer(b: 1 n, name: ?), error: 1 n) -> ?"
    assert str(found["Layer.step"].contract) == contract


def test_a_size_that_two_paths_leave_open_is_not_solved() -> None:
    (found,) = summaries("""
        def predict(X, beta, intercept):
            if intercept:
                X = np.c_[np.ones(X.shape[0]), X]
            return np.dot(X, beta)
    """).values()
    assert str(found.contract) == "predict(X: n *s, beta: m k, intercept: ?) -> _ k"
    assert [(own.line, own.why, own.what) for own in found.unproved] == [(5, "operation", "np.c_[...]")]


def test_what_is_not_decided_is_told_with_its_line() -> None:
    found = summaries(
        "def f(x, i):\n    return np.take(x, i)\ndef g(X):\n    return X @ np.ones((3, 4)) @ np.ones((5, 2))"
    )
    assert [(own.line, own.why, own.what) for own in found["f"].unproved] == [(3, "operation", "np.take")]
    assert [(own.line, own.why) for own in found["g"].unproved] == [(5, "failed")]


def test_a_docstring_that_the_body_contradicts_is_left_out() -> None:
    found = summaries('''
        def f(x):
            """F.

            Parameters
            ----------
            x : ndarray of shape (n,)
            """
            a, b = x.shape
            return np.zeros((3, a)) @ x
    ''')
    assert str(found["f"].contract) == "f(x: a b) -> 3 b"
    assert [own.why for own in found["f"].unproved] == ["docstring"]


MORE = {
    # what a branch has found holds behind it
    "ridge(X: n m, y: n k, center: ?) -> m k": """
        def ridge(X, y, center=True):
            if center:
                X = X - X.mean(axis=0)
            return X.T @ y
        """,
    # parts of arrays
    "relu_grad(x: *s) -> *s": """
        def relu_grad(x):
            grad = np.zeros_like(x)
            grad[x >= 0] = 1
            return grad
        """,
    "masked(dA: *s, Z: *s) -> *s": """
        def masked(dA, Z):
            dZ = np.array(dA, copy=True)
            dZ[Z <= 0] = 0
            return dZ
        """,
    "distances(X: m n, centroids: K #n) -> m K": """
        def distances(X, centroids):
            m, n = X.shape
            K = centroids.shape[0]
            d = np.zeros((m, K))
            for i in range(m):
                for k in range(K):
                    d[i, k] = np.sum((X[i] - centroids[k]) ** 2)
            return d
        """,
    "diffuse(p: n m, b: n m) -> n m where n >= 2, m >= 2": """
        def diffuse(p, b):
            p[1:-1, 1:-1] = p[1:-1, 2:] + p[1:-1, :-2] - b[1:-1, 1:-1]
            return p
        """,
    "first(X: n m, where: ()) -> ()": """
        def first(X, where):
            n, m = X.shape
            if where * 2 > 1:
                return X.sum()
            return X.max()
        """,
    "kernel(size: int size) -> size size": """
        def kernel(size):
            x = np.arange(size) - size // 2
            return x[:, None] ** 2 + x[None, :] ** 2
        """,
    "heads(x: batch seq d, h: int h) -> batch h seq d//h where d = h*(d//h)": """
        def heads(x, h):
            batch, seq, d = x.shape
            return x.reshape(batch, seq, h, d // h).transpose(0, 2, 1, 3)
        """,
    "windows(X: n m, k: int k) -> n-k+1 m-k+1 where n+1 >= k, m+1 >= k": """
        def windows(X, k):
            n, m = X.shape
            return np.zeros((n - k + 1, m - k + 1))
        """,
    # what one turn of a loop leaves, the next one must fit
    "turns(a: n m, W: n n, T: int T) -> n m": """
        def turns(a, W, T):
            for t in range(T):
                a = np.dot(W, a)
            return a
        """,
    "recur(x: n m T, h: k m, U: k n, W: k k) -> k m": """
        def recur(x, h, U, W):
            n, m, T = x.shape
            for t in range(T):
                h = np.tanh(np.dot(U, x[:, :, t]) + np.dot(W, h))
            return h
        """,
    "each(x: n m T, h: k m, U: p n, W: p k) -> p m T": """
        def each(x, h, U, W):
            n, m, T = x.shape
            out = np.zeros((U.shape[0], m, T))
            for t in range(T):
                out[:, :, t] = np.tanh(np.dot(U, x[:, :, t]) + np.dot(W, h))
            return out
        """,
    # axes that are added
    "differences(a: n *s, b: m *s) -> n m *s": "def differences(a, b): return a[:, None] - b[None]",
    "distances(A: n m, B: k m) -> n k": "def distances(A, B): return np.linalg.norm(A[:, None] - B[None], axis=-1)",
}


@pytest.mark.parametrize(("contract", "source"), MORE.items(), ids=MORE)
def test_the_contract_of_a_function_with_branches_and_parts(contract: str, source: str) -> None:
    (found,) = summaries(source).values()
    assert (str(found.contract), found.unproved) == (contract, ())


def test_how_many_axes_are_supposed_is_said_of_the_argument() -> None:
    (found,) = summaries("def nearest(A, B): return ((A[:, None] - B[None]) ** 2).sum(axis=-1)").values()
    assert str(found.contract) == "nearest(A: n m, B: k m) -> n k"
    assert found.supposed == (("A", 2), ("B", 2))


def test_a_size_that_depends_on_data_is_not_solved_for() -> None:
    (found,) = summaries("""
        def chosen(x, W):
            n, = x.shape
            return np.zeros((W.shape[0], len(np.unique(x)))) @ W
    """).values()
    assert [own.why for own in found.unproved] == ["sizes"]


def test_items_of_any_number_are_supposed_together() -> None:
    found = summaries("""
        def forward(X, weights):
            for W, b in weights:
                X = np.tanh(W @ X + b)
            return X
    """)["forward"]
    assert found.supposed == (("X", 2), ("each item of weights", 2))


def test_a_function_that_gives_an_array_asks_nothing_of_the_arguments_of_others() -> None:
    found = summaries("""
        def cost(w, b, X, Y):
            return np.mean((np.dot(w.T, X) + b - Y) ** 2)

        def predict(w, b, X):
            Y = np.dot(w.reshape(X.shape[0], 1).T, X) + b
            return Y
    """)["cost"]
    assert str(found.contract) == "cost(w: n m, b: #m #k, X: n k, Y: #m #k) -> ()"
    assert found.unproved == ()


def test_sizes_of_items_that_are_not_told_apart_are_not_solved_for() -> None:
    found = summaries("""
        def make(layers):
            p = {}
            for i in range(len(layers) - 1):
                p[f"W{i}"] = np.zeros((layers[i], layers[i + 1]))
            return p

        def forward(X, p, L):
            for i in range(L):
                X = X @ p[f"W{i}"]
            return X
    """)["forward"]
    assert [own.line - 9 for own in found.unproved] == [2]


def test_an_item_under_an_unknown_key_has_a_readable_name() -> None:
    (found,) = summaries("def means(X, labels, j): return X[labels == j].mean(axis=0)").values()
    assert found.supposed == (("X[...]", 2),)


def test_a_recurrent_cell() -> None:
    (found,) = summaries("""
        def cell(xt, a_prev, c_prev, p):
            n_x, m = xt.shape
            n_y, n_a = p["Wy"].shape
            concat = np.zeros((n_a + n_x, m))
            concat[:n_a, :] = a_prev
            concat[n_a:, :] = xt
            ft = np.tanh(np.dot(p["Wf"], concat) + p["bf"])
            it = np.tanh(np.dot(p["Wi"], concat) + p["bi"])
            c_next = ft * c_prev + it
            return c_next, np.dot(p["Wy"], np.tanh(c_next))
    """).values()
    weights = '"Wy": n_y n_a, "Wf": n_a n_a+n_x, "bf": #n_a #m, "Wi": n_a n_a+n_x, "bi": #n_a #m'
    assert str(found.contract) == (
        f"cell(xt: n_x m, a_prev: #n_a #m, c_prev: #n_a #m, p: {{{weights}}}) -> (n_a m, n_y m)"
    )
    assert found.unproved == ()


def test_of_what_stands_beside_an_unknown_array_nothing_is_said() -> None:
    # the result has as many axes as `X`, and `gamma` may have one
    found = summaries("""
        class Norm:
            def __init__(self, gamma):
                self.gamma, self.mean = gamma, None

            def forward(self, X, training):
                if self.mean is None:
                    N, D = X.shape
                    self.mean = np.zeros(D)
                centred = X - X.mean(axis=0) if training else X - self.mean
                return self.gamma * centred
    """)["Norm.forward"]
    assert str(found.contract).endswith("X: N D, training: ?) -> ...")
    assert Unproved(12, "operation", "*") in found.unproved


def test_what_multiplies_arrays_of_several_shapes_is_a_number_also_where_one_has_a_single_column() -> None:
    found = summaries("""
        def backward(dZ, A, W):
            grads = {"dW": np.dot(dZ, A.T), "db": np.sum(dZ, axis=1, keepdims=True)}
            return grads

        def update(W, b, grads, rate):
            W = W - rate * grads["dW"]
            b = b - rate * grads["db"]
            return W, b
    """)
    assert str(found["update"].contract).partition("rate: ")[2].startswith("())")


def test_further_arguments_of_any_number_are_not_none() -> None:
    found = summaries("""
        def product(*arrays):
            return arrays[0] @ arrays[1]

        def shifted(x, *unread, **options):
            return x.T + options["shift"]

        def plain(x, *unread):
            return x.T
    """)
    assert [(own.why, own.what) for own in found["product"].unproved] == [("further", "*arrays")]
    assert ("further", "**options") in [(own.why, own.what) for own in found["shifted"].unproved]
    assert found["plain"].unproved == ()


def test_what_may_have_no_axes_may_have_no_length() -> None:
    found = summaries("""
        class Words:
            def __init__(self, words):
                self.words = np.array(words)

            def count(self):
                return len(self.words)
    """)["Words.count"]
    assert [(own.why, own.what) for own in found.unproved] == [("operation", "len")]
