"""The dimension table of a program's own network: its rows, its checks, each format, and what it refuses."""

import csv
import io
import json
import re

import pytest

from shapecheck.core.verdict import Verdict
from shapecheck.infer.induction.table import code_table, instances
from shapecheck.report import formats, writer

PROGRAM = """\
import numpy as np


def initialize(units):
    parameters = {}
    for l in range(1, len(units)):
        parameters["W" + str(l)] = np.random.randn(units[l], units[l - 1])
        parameters["b" + str(l)] = np.zeros((units[l], 1))
    return parameters


def forward(X, parameters):
    A, caches = X, []
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        Z = np.dot(parameters["W" + str(l)], A_prev) + parameters["b" + str(l)]
        A = np.tanh(Z)
        caches.append((A_prev, parameters["W" + str(l)], A))
    AL = np.dot(parameters["W" + str(L)], A) + parameters["b" + str(L)]
    caches.append((A, parameters["W" + str(L)], AL))
    return AL, caches


def backward(AL, Y, caches):
    grads, dA = {}, AL - Y
    for l in reversed(range(len(caches))):
        A_prev, W, A = caches[l]
        m = A_prev.shape[1]
        dZ = dA * (1 - A**2)
        dW = np.dot(dZ, A_prev.T) / m
        db = np.sum(dZ, axis=1, keepdims=True) / m
        grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dW, db
        dA = np.dot(W.T, dZ)
    return grads


def model(X, Y, units):
    parameters = initialize(units)
    AL, caches = forward(X, parameters)
    return backward(AL, Y, caches)
"""

FAULTS = (
    ("np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev)"),
    ("axis=1, keepdims=True", "axis=1"),
    ("np.dot(W.T", "np.dot(W"),
)


def faulty():
    text = PROGRAM
    for right, wrong in FAULTS:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    return text


def line_of(part):
    return PROGRAM[: PROGRAM.index(part)].count("\n") + 1


def rows(table):
    return [(row.name, str(row.index), str(row.low), str(row.high), str(row.shape)) for row in table.rows]


@pytest.fixture(scope="module")
def right():
    return code_table(PROGRAM, "model.py")


@pytest.fixture(scope="module")
def wrong():
    return code_table(faulty(), "model.py")


def printed(table, form, **options):
    out = io.StringIO()
    writer("code_table", form)(table, out, **options)
    return out.getvalue()


def test_each_array_has_its_shape_at_each_layer(right):
    assert rows(right) == [
        ("W", "l", "1", "L", "(n[l], n[l-1])"),
        ("b", "l", "1", "L", "(n[l], 1)"),
        ("Z", "l", "1", "L-1", "(n[l], m)"),
        ("A", "l", "1", "L-1", "(n[l], m)"),
        ("AL", "None", "0", "0", "(n[L], m)"),
        ("dA", "L", "L+1", "L+1", "(n[L], m)"),
        ("dZ", "l", "1", "L", "(n[l], m)"),
        ("dW", "l", "1", "L", "(n[l], n[l-1])"),
        ("db", "l", "1", "L", "(n[l], 1)"),
        ("dA", "l-1", "1", "L", "(n[l-1], m)"),
    ]
    assert right.units == ("n[l]", "units[l]")
    assert [(name, str(shape)) for name, shape in right.arguments] == [("X", "(n[0], m)")]


LISTS = """\
import numpy as np


class Network:
    def __init__(self, units):
        self.biases = [np.zeros((n, 1)) for n in units[1:]]
        self.weights = [np.random.randn(n_out, n_in) for n_in, n_out in zip(units, units[1:])]

    def forward(self, A):
        for W, b in zip(self.weights, self.biases):
            A = np.tanh(W @ A + b)
        return A
"""


def test_lists_that_comprehensions_make_have_rows_of_all_layers():
    assert rows(code_table(LISTS, "lists.py")) == [
        ("biases", "l", "1", "L", "(n[l], 1)"),
        ("weights", "l", "1", "L", "(n[l], n[l-1])"),
        ("A", "l", "1", "L", "(n[l], m)"),
    ]


GROWING = """\
import numpy as np


def initialize(units):
    layers = []
    for n_in, n_out in zip(units[:-1], units[1:]):
        layers.append({"W": np.random.randn(n_out, n_in), "b": np.zeros((n_out, 1))})
    return layers


def forward(X, layers):
    A, cache = X, []
    for layer in layers:
        Z = layer["W"] @ A + layer["b"]
        cache.append((A, Z))
        A = np.tanh(Z)
    return A, cache


def backward(Y, A, layers, cache):
    dA, grads = A - Y, []
    for layer, (A_prev, Z) in zip(reversed(layers), reversed(cache)):
        dZ = dA * (1 - np.tanh(Z) ** 2)
        grads.insert(0, {"dW": dZ @ A_prev.T, "db": dZ.sum(axis=1, keepdims=True)})
        dA = layer["W"].T @ dZ
    return grads
"""


def test_what_lists_and_dictionaries_are_written_with_has_rows():
    table = code_table(GROWING, "growing.py")
    assert rows(table) == [
        ("W", "l", "1", "L", "(n[l], n[l-1])"),
        ("b", "l", "1", "L", "(n[l], 1)"),
        ("Z", "l", "1", "L", "(n[l], m)"),
        ("A", "l", "1", "L", "(n[l], m)"),
        ("dA", "L", "L+1", "L+1", "(n[L], m)"),
        ("dZ", "l", "1", "L", "(n[l], m)"),
        ("dW", "l", "1", "L", "(n[l], n[l-1])"),
        ("db", "l", "1", "L", "(n[l], 1)"),
        ("dA", "l-1", "1", "L", "(n[l-1], m)"),
    ]
    assert table.verdict is Verdict.YES
    assert {row.name: row.verdict for row in table.checks} == dict.fromkeys(("dA", "dZ", "dW", "db"), Verdict.YES)
    apart = GROWING.replace("layers.append(", "Ws.append(np.ones((n_out, n_in)))\n        layers.append(")
    assert ("Ws", "l", "1", "L", "(n[l], n[l-1])") in rows(
        code_table(apart.replace("= []", "= []\n    Ws = []", 1), "x.py")
    )


def test_a_gradient_that_is_only_stored_is_checked():
    right = GROWING.replace("grads.insert(0, {", "db = dZ.sum(axis=1, keepdims=True)\n        grads.insert(0, {")
    right = right.replace('"db": dZ.sum(axis=1, keepdims=True)', '"db": db')
    assert code_table(right, "x.py").verdict is Verdict.YES
    stored = PROGRAM.replace("db = np.sum(dZ, axis=1, keepdims=True) / m", "db = dZ")
    table = code_table(stored, "model.py")
    assert table.verdict is Verdict.UNKNOWN  # one example has a gradient of the shape of b
    (row,) = (row for row in table.checks if row.name == "db")
    assert (str(row.shape), str(row.wanted), row.verdict) == ("(n[l], m)", "(n[l], 1)", Verdict.UNKNOWN)
    assert [own.reason for own in table.obstructions] == [
        "dim(db) = dim(b) only if m = 1: db is (n[l], m), b is (n[l], 1)"
    ]


def test_a_right_network_is_proved(right):
    assert (right.verdict, right.obstructions, right.symbols) == (Verdict.YES, (), ("L", "n[l]", "m"))
    assert {row.name: row.verdict for row in right.checks} == dict.fromkeys(("dA", "dZ", "dW", "db"), Verdict.YES)


def test_each_faulty_row_says_no_and_no_other(wrong):
    assert wrong.verdict is Verdict.NO
    assert [(row.name, row.line) for row in wrong.rows if row.fails] == [
        ("dW", line_of("dW = ")),
        ("db", line_of("db = ")),
        ("dA", line_of("dA = np.dot")),
    ]
    assert all(own.fails for own in wrong.obstructions)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_one_row(fault):
    table = code_table(PROGRAM.replace(*fault), "model.py")
    assert table.verdict is Verdict.NO
    assert len([row for row in table.rows if row.fails]) == 1


def test_steps_have_the_shapes_before_and_after(right):
    (row,) = (row for row in right.rows if row.name == "dW")
    assert [
        (step.text, [(own.text, str(own.shape)) for own in step.operands], str(step.result)) for step in row.steps
    ] == [
        ("A_prev.T", [("A_prev", "(n[l-1], m)")], "(m, n[l-1])"),
        ("np.dot(dZ, A_prev.T)", [("dZ", "(n[l], m)"), ("A_prev.T", "(m, n[l-1])")], "(n[l], n[l-1])"),
        ("np.dot(dZ, A_prev.T) / m", [("np.dot(dZ, A_prev.T)", "(n[l], n[l-1])")], "(n[l], n[l-1])"),
    ]
    (row,) = (row for row in right.rows if row.name == "Z")
    (bias,) = (own for step in row.steps for own in step.operands if own.stretched is not None)
    assert (str(bias.shape), str(bias.stretched), bias.axes) == ("(n[l], 1)", "(n[l], m)", (1,))


def test_sizes_put_numbers_in(right):
    found = {own.name: own for own in instances(right, (2, 3, 5, 1))}
    assert [name for name in found if name.startswith("W")] == ["W[1]", "W[2]", "W[3]"]
    assert (str(found["W[2]"].symbolic), str(found["W[2]"].shape)) == ("(n[2], n[1])", "(5, 3)")
    assert str(found["AL"].shape) == "(1, m)"
    assert [str(found[f"dA[{layer}]"].shape) for layer in range(4)] == ["(2, m)", "(3, m)", "(5, m)", "(1, m)"]
    assert str(next(own for own in instances(right, (2, 1), 7) if own.name == "AL").shape) == "(1, 7)"


@pytest.mark.parametrize("form", formats("code_table"))
def test_each_format_has_each_row_and_what_is_proved(right, wrong, form, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    for table in (right, wrong):
        text = printed(table, form, sizes=((2, 3, 1), None))
        plain = re.sub(r"\\_|\$|\^\{|\}", lambda found: "_" if found[0] == r"\_" else "", text)
        for row in table.rows:
            assert re.search(rf"\b{row.name}\b|mathit\{{{row.name}", plain)
        assert "\x1b" not in text
    if form != "csv":
        assert ("proved" in printed(right, form)) is (form != "json")
        assert "proved for every" not in printed(wrong, form)


def test_the_formats_are_those_of_the_other_table():
    assert formats("code_table") == formats("table")


def test_json_has_the_steps_and_the_verdicts(wrong):
    value = json.loads(printed(wrong, "json", sizes=((2, 3, 1), None)))
    assert value["verdict"] == "no"
    (row,) = (row for row in value["quantities"] if row["name"] == "dW[l]")
    assert (row["layers"], row["shape"], row["verdict"]) == ([1, "L"], ["n[l]", "n[l-1]"], "no")
    assert row["steps"][0]["operands"][0] == {
        "expression": "dZ",
        "shape": ["n[l]", "m"],
        "broadcast_to": None,
        "axes": [],
    }
    assert row["steps"][0]["result"] is None
    assert {"name": "W[2]", "layer": 2, "line": 7, "symbolic": ["n[2]", "n[1]"], "shape": [1, 3]} in value["instances"]


def test_csv_has_one_row_per_quantity_or_layer(right):
    found = list(csv.DictReader(io.StringIO(printed(right, "csv"))))
    assert [row["name"] for row in found] == [
        "W[l]",
        "b[l]",
        "Z[l]",
        "A[l]",
        "AL",
        "dA[L]",
        "dZ[l]",
        "dW[l]",
        "db[l]",
        "dA[l-1]",
    ]
    found = list(csv.DictReader(io.StringIO(printed(right, "csv", sizes=((2, 3, 1), None)))))
    assert [(row["name"], row["shape"]) for row in found[:2]] == [("W[1]", "(3, 2)"), ("W[2]", "(1, 3)")]
