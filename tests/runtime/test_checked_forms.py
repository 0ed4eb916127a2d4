"""`checked` with contracts: tuples, lists, dicts, families of keys, objects, integers, and what is needed of sizes."""

from types import SimpleNamespace

import numpy as np
import pytest

import shapecheck
from shapecheck import SpecError, checked
from shapecheck.runtime.recording.tracing import trace

LAYERS = (2, 3, 5, 1)


def zeros(*shape):
    return np.zeros(shape)


def network(sizes=LAYERS):
    pairs = list(enumerate(zip(sizes[1:], sizes, strict=False), 1))
    return {f"W{l}": zeros(n, k) for l, (n, k) in pairs} | {f"b{l}": zeros(n, 1) for l, (n, _) in pairs}


def problem(function, *arguments):
    """Give the first line of the error of a call, or None."""
    try:
        function(*arguments)
    except shapecheck.ShapeError as error:
        return str(error).partition("\n")[0]
    return None


def taking(spec):
    """Give a function of one argument x, with a spec."""

    @checked(spec)
    def f(x):
        return x

    return f


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        ("x: (k m, n k)", (zeros(3, 7), zeros(5, 3))),
        ("x: (k m, n k)", [zeros(3, 7), zeros(5, 3)]),
        ("x: (k m, n k)", None),
        ("x: ((k,), ?)", (zeros(3), "anything")),
        ("x: ((k,), (n,))", (zeros(3), zeros(2))),
        ("x: (,)", ()),
        ("x: [n m, m]", [zeros(2, 3), zeros(3)]),
        ("x: [n m for l in 1..L]", [zeros(2, 3)] * 4),
        ("x: [n m for l in 1..L]", []),
        ("x: [n m for l in 1..3]", [zeros(2, 3)] * 3),
        ("x: [int n[l] for l in 0..L]", [2, np.int64(3)]),
        ("x: [int n[l] for l in 0..L]", np.array([2, 3])),
        ("x: [n[l] n[l-1] for l in 1..L]", [zeros(3, 2), zeros(5, 3)]),
        ("x: [n[0] 1, n[l] n[l-1] for l in 1..L, n[L] 1]", [zeros(2, 1), zeros(3, 2), zeros(5, 3), zeros(5, 1)]),
        ("x: [(n[l] m, n[l-1] m) for l in 1..L]", [(zeros(3, 7), zeros(2, 7)), (zeros(4, 7), zeros(3, 7))]),
        ("x: [[k n[l] for i in 1..k] for l in 1..L]", [[zeros(2, 3)] * 2, [zeros(2, 5)] * 2]),
        ('x: {"W": n m, 0: m}', {"W": zeros(2, 3), 0: zeros(3), "more": zeros(9)}),
        ('x: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}', network()),
        ('x: {"W{l}": n[l] n[l-1] for l in 1..L}', {"loss": 0.5}),
        ("x: {l: n[l] m for l in 0..L}", {0: zeros(2, 7), 1: zeros(3, 7)}),
        ("x: Net(W: n k, layers: [n m for l in 1..L])", SimpleNamespace(W=zeros(2, 3), layers=[zeros(2, 4)])),
        ("x: Net(W: n k)", object()),
        ("x: int n", 3),
        ("x: int -1", -1),
        ("x: n m where m < k, k > n", zeros(4, 2)),
        ("x: n m where n = 2*m, n >= 4, m != 3, m < 9", zeros(4, 2)),
    ],
)
def test_a_value_that_fits_its_form_passes(spec, value):
    assert problem(taking(spec), value) is None
    assert problem(taking(spec), value) is None  # a second call goes by what was found at the first


@pytest.mark.parametrize(
    ("spec", "value", "message"),
    [
        (
            "x: (k m, n k)",
            (zeros(3, 7), zeros(5, 2)),
            "sizes differ: 2 (axis 1 of x[1]) != 3 (k, bound by axis 0 of x[0])",
        ),
        ("x: (k m, n k)", (zeros(3, 7),), "x must be 2 values (got 1)"),
        ("x: (k m, n k)", {}, "x must be a tuple or a list of 2 values (got dict)"),
        ("x: (k m, (n k, n))", (zeros(3, 7), 3), "x[1] must be a tuple or a list of 2 values (got int)"),
        (
            "x: [n m for l in 1..L]",
            [zeros(2, 3), zeros(3, 2)],
            "sizes differ: 3 (axis 0 of x[1]) != 2 (n, bound by axis 0 of x[0])",
        ),
        ("x: [n m for l in 1..3]", [zeros(2, 3)], "sizes differ: 1 (the length of x) != 3 (the spec)"),
        ("x: [int n[l] for l in 0..L]", [], "sizes differ: 0 (the length of x) != L+1 (L+1)"),
        ("x: [int n[l] for l in 0..L]", [2, 3.0], "x[1] must be an integer (got float)"),
        ("x: [int n[l] for l in 0..L]", "23", "x must be a list (got str)"),
        ('x: {"W": n m, 0: m}', {"W": zeros(2, 3)}, "x[0] is missing: the keys are 'W'"),
        ("x: {l: n[l] m for l in 0..L}", [zeros(2, 7)], "x must be a dict (got list)"),
        (
            'x: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}',
            network() | {"b2": zeros(5)},
            'x["b2"] must have 2 axes (got 1 axis: (5,))',
        ),
        (
            'x: {"W{l}": n[l] n[l-1] for l in 1..L}',
            network() | {"W2": zeros(5, 4)},
            'sizes differ: 4 (axis 1 of x["W2"]) != 3 (n[1], bound by axis 0 of x["W1"])',
        ),
        (
            'x: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}',
            {key: value for key, value in network().items() if key != "b2"},
            "x[\"b2\"] is missing: the keys are 'W1', 'W2', 'W3', 'b1', 'b3'",
        ),
        (
            "x: Net(W: n k, b: n 1)",
            SimpleNamespace(W=zeros(2, 3), b=zeros(3, 1)),
            "sizes differ: 3 (axis 0 of x.b) != 2 (n, bound by axis 0 of x.W)",
        ),
        ("x: int n", True, "x must be an integer (got bool)"),
        ("x: int 3", 4, "sizes differ: 4 (x) != 3 (the spec)"),
        ("x: (int n, n m)", (3, zeros(4, 5)), "sizes differ: 4 (axis 0 of x[1]) != 3 (n, bound by x[0])"),
        (
            "x: n m where n = 2*m",
            zeros(5, 2),
            "sizes differ: 5 (n, bound by axis 0 of x) != 4 (2*m, m = 2 bound by axis 1 of x)",
        ),
        ("x: n m where n > 4", zeros(4, 2), "n, bound by axis 0 of x must be at least 5 (got 4)"),
        ("x: n m where n != m", zeros(4, 4), "n and m must differ (got 4, 4)"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_the_name_of_what_is_wrong(spec, value, message):
    assert problem(taking(spec), value) == f"f: {message}"
    assert problem(taking(spec), value) == f"f: {message}"


def test_the_layers_are_counted_by_whatever_says_how_many_there_are():
    @checked('layer_dims: [int n[l] for l in 0..L] -> {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}')
    def make(layer_dims, change):
        parameters = network(layer_dims)
        change(parameters)
        return parameters

    assert problem(make, LAYERS, lambda parameters: None) is None
    assert problem(make, (2,), lambda parameters: None) is None

    def transposed(parameters):
        parameters["W2"] = parameters["W2"].T

    def shortened(parameters):
        del parameters["W3"], parameters["b3"]

    wrong = 'make: sizes differ: 3 (axis 0 of parameters["W2"]) != 5 (n[2], bound by layer_dims[2])'
    assert problem(make, LAYERS, transposed) == wrong
    less = "make: sizes differ: 2 (the last l of parameters) != 3 (L, bound by the length of layer_dims)"
    assert problem(make, LAYERS, shortened) == less


FORWARD = """
    X: n[0] m, parameters: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}
    -> (n[L] m, [(n[l-1] m, n[l] n[l-1]) for l in 1..L])
"""


def forward_by(change):
    @checked(FORWARD)
    def forward(X, parameters):
        A, caches = X, []
        for l in range(1, len(parameters) // 2 + 1):
            caches.append((A, parameters[f"W{l}"]))
            A = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        return change(A, caches)

    return forward


def test_a_returned_tuple_is_checked_value_by_value_under_the_names_it_is_returned_by():
    assert problem(forward_by(lambda A, caches: (A, caches)), zeros(2, 7), network()) is None
    found = problem(forward_by(lambda A, caches: (A, caches[:2])), zeros(2, 7), network())
    assert found == "forward: sizes differ: 2 (the length of result[1]) != 3 (L, bound by the last l of parameters)"
    found = problem(forward_by(lambda A, caches: (A.T, caches)), zeros(2, 7), network())
    assert found == 'forward: sizes differ: 7 (axis 0 of result[0]) != 1 (n[L], bound by axis 0 of parameters["W3"])'
    found = problem(forward_by(lambda A, caches: A), zeros(2, 7), network())
    assert found == "forward: the result must be 2 values, result[0], result[1] (got ndarray)"


def test_a_network_without_layers_returns_its_input():
    assert problem(forward_by(lambda A, caches: (A, caches)), zeros(2, 7), {}) is None


def test_a_container_may_be_shaped_like_an_argument():
    @checked('p: {"W": n m, "b": n} -> =p')
    def update(p, W):
        return p | {"W": W}

    p = {"W": zeros(2, 3), "b": zeros(2)}
    assert problem(update, p, zeros(2, 3)) is None
    assert problem(update, p, zeros(3, 2)).startswith("update: sizes differ: 3 (axis 0 of ")


def test_a_whole_contract_is_a_spec_and_keywords_take_forms():
    @checked("split(X: n m, k: int k) -> (k m, (n-k) m)")
    def split(X, k):
        return X[:k], X[k:]

    assert problem(split, zeros(5, 3), 2) is None
    assert problem(split, zeros(5, 3), 7) is not None

    @checked(pair="(n m, m)", size="int n", plain="n, m", returns="[(n,), (m,)] where n >= 2")
    def parts(pair, size, plain):
        return [zeros(size), pair[1]]

    assert problem(parts, (zeros(2, 3), zeros(3)), 2, zeros(2, 3)) is None
    assert "(axis 0 of pair[0])" in problem(parts, (zeros(2, 3), zeros(3)), 3, zeros(3, 3))
    assert "must be at least 2" in problem(parts, (zeros(1, 3), zeros(3)), 1, zeros(1, 3))


def test_what_a_form_names_must_be_there():
    with pytest.raises(SpecError, match="no argument `W`"):
        taking("x: [=W for l in 1..L]")
    with pytest.raises(SpecError, match="no argument `k`"):
        taking("x: [{k} m for l in 1..L]")


def test_numbers_look_up_values_as_shapes_do():
    @checked("x: [{count} n for l in 1..count], count: int count")
    def f(x, count):
        return x

    assert problem(f, [zeros(2, 3)] * 2, 2) is None
    assert problem(f, [zeros(2, 3)] * 3, 3) is not None


def test_calls_with_other_numbers_are_recorded_apart():
    @checked("x: n m, k: int k -> k m where n >= k")
    def first(x, k):
        top = x[:k]
        return np.maximum(0, top)

    with trace() as report:
        first(zeros(5, 3), 2)
        first(zeros(5, 3), 4)
    assert "(2, 3)" in str(report)
    assert "(4, 3)" in str(report)
