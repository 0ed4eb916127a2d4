"""Courses' idioms without the lines that call their functions: the right files are silent, faults are found in them."""

import sys
from pathlib import Path

import pytest

from shapecheck import find_faults
from tests.infer.truth import idioms, record

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from _definitions import without_calls

FILES = {file.stem: file.read_text(encoding="utf-8") for file in idioms()}

FAULTS = [
    ("layers_by_dict", "np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev)", "SHP101"),
    ("layers_by_zip_class", "activations[-2].T)", "activations[-2])", "SHP210"),
    ("layer_objects", "np.dot(dout, self.W.T)", "np.dot(dout, self.W)", "SHP101"),
    ("layer_objects", "np.sum(dout, axis=0)", "np.sum(dout, axis=1)", "SHP209"),
    ("logistic_columns", "np.dot(w.T, X) + b)\n    for", "np.dot(w, X) + b)\n    for", "SHP210"),
    ("softmax_rows", "X.T.dot(error)", "(X.T * error)", "SHP210"),
    ("softmax_rows", "X.T.dot(error)", "X.dot(error)", "SHP210"),
    ("rnn_cells", "np.dot(dtanh, xt.T)", "np.dot(dtanh, xt)", "SHP210"),
    ("kalman_class", "gain @ residual", "residual @ gain", "SHP101"),
    ("pca_by_svd", "return X @ U_reduce", "return X.T @ U_reduce", "SHP210"),
    ("two_layers_rows", "h1.T.dot(dscores)", "h1.dot(dscores)", "SHP210"),
]
"""Files, what is right and what is wrong in them, and what is told of the line of it."""

ELSEWHERE = [
    ("layers_by_zip_class", "np.random.randn(n, k)", "np.random.randn(k, n)", "np.dot(w, activations[-1]) + b"),
    ("attention_block", "np.random.randn(d_model, d_hidden)", "np.random.randn(d_hidden, d_model)", "x @ self.W1"),
]
"""The same where the fault shows in another line, with a part of that."""


LAST = """


def last(sizes, X):
    Z = np.ones((sizes[1], sizes[0])) @ X
    return np.ones((sizes[2], sizes[0])) @ Z
"""


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("name", FILES)
def test_a_right_file_is_silent_with_its_calls_and_without_them(name):
    assert list(find_faults(FILES[name])) == []
    text = without_calls(FILES[name])
    assert list(find_faults(text)) == []
    (found,) = find_faults(text + LAST)  # what only a trial tells of, behind all others
    assert (found.code, found.line) == ("SHP101", text.count("\n") + 6)


@pytest.mark.parametrize("file", idioms(), ids=lambda file: file.stem)
def test_numpy_runs_the_right_files(file):
    assert record(file).fault is None


@pytest.mark.parametrize(("name", "right", "wrong", "code"), FAULTS)
def test_a_fault_is_found_where_it_is(name, right, wrong, code):
    text = FILES[name]
    found = find_faults(without_calls(text.replace(right, wrong, 1)))
    assert [(own.code, own.line, own.severity) for own in found] == [(code, line_of(text, right), "warning")]


@pytest.mark.parametrize(("name", "right", "wrong", "shows"), ELSEWHERE)
def test_a_fault_is_found_where_it_shows(name, right, wrong, shows):
    text = FILES[name]
    found = find_faults(without_calls(text.replace(right, wrong, 1)))
    assert [(own.line, own.severity) for own in found] == [(line_of(text, shows), "warning")]


LINKED = """
import numpy as np

def make(n_x, n_a):
    return {"Wax": np.zeros((n_a, n_x)), "ba": np.zeros((n_a, 1))}

def step(xt, given):
    n, m = xt.shape
    return np.tanh(np.dot(given["Wax"], xt) + given["ba"])
"""


def test_a_dictionary_is_known_by_its_keys_and_not_by_its_name():
    assert list(find_faults(LINKED)) == []
    (found,) = find_faults(LINKED.replace('"ba": np.zeros((n_a, 1))', '"ba": np.zeros((n_x, 1))'))
    assert (found.code, found.line) == ("SHP102", 9)


def test_of_two_functions_that_make_the_same_keys_none_is_what_gives_them():
    other = LINKED.replace('"ba": np.zeros((n_a, 1))', '"ba": np.zeros((n_x, 1))')
    twice = other + '\ndef make_other(n_x, n_a):\n    return {"Wax": np.zeros((n_a, n_x)), "ba": np.zeros((n_a, 1))}\n'
    assert list(find_faults(twice)) == []


MODEL = """
import numpy as np

class Model:
    def fit(self, X, y):
        n, d = X.shape
        self.w = np.zeros((d, 1))
        self.w -= 0.1 * X.T @ (X @ self.w - y.reshape(n, 1))

    def predict(self, X):
        return X @ self.w

    def residual(self, X, y):
        n, d = X.shape
        return self.predict(X).T - np.dot(self.w.T, X.T)
"""


def test_what_a_method_finds_is_what_the_one_method_makes_that_makes_it():
    assert list(find_faults(MODEL)) == []
    (found,) = find_faults(MODEL.replace("np.dot(self.w.T, X.T)", "np.dot(self.w.T, X)"))
    assert (found.code, found.line, found.severity) == ("SHP210", 15, "warning")


def test_a_message_has_no_names_that_the_program_does_not_have():
    text = FILES["rnn_cells"].replace("np.dot(dtanh, xt.T)", "np.dot(dtanh, xt)", 1)
    (found,) = find_faults(without_calls(text))
    said = "the function fits only where axes 0 and 1 of x have the same size; with one change it always fits"
    assert found.message == said
    assert found.help == "`np.dot(dtanh, xt.T)` fits for all sizes"
