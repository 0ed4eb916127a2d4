"""Right functions that look like faults: nothing is told of them, whatever trials suppose."""

import re
from pathlib import Path

import pytest

from shapecheck import find_faults

FILES = sorted(Path(__file__).with_name("on_purpose").glob("*.py"))


BEHIND = """


def last(sizes, X):
    Z = np.ones((sizes[1], sizes[0])) @ X
    return np.ones((sizes[2], sizes[0])) @ Z
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_told_of_right_functions(file):
    text = file.read_text(encoding="utf-8")
    assert list(find_faults(text)) == []
    (found,) = find_faults(text + BEHIND)  # what only a trial tells of, behind all others
    assert (found.code, found.line) == ("SHP101", text.count("\n") + 6)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_gone_through_before_changes_nothing(file):
    text = file.read_text(encoding="utf-8")
    assert [list(find_faults(text + "\n" * count)) for count in range(4)] == [[]] * 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_told_of_them_when_the_same_was_analysed_before(file):
    for _ in range(2):
        assert list(find_faults(file.read_text(encoding="utf-8"))) == []


DIFFERENCES = """
import numpy as np

def smooth(means, P, F):
    steps, n = means.shape
    out = means.copy()
    for t in range(steps - 2, -1, -1):
        G = P @ F.T @ np.linalg.inv(F @ P @ F.T)
        out[t] = means[t] + G @ (out[t + 1] - F @ means[t])
    return out
"""


def test_a_matrix_that_a_vector_is_multiplied_by_may_be_square_on_purpose():
    assert list(find_faults(DIFFERENCES)) == []


STRETCHED = """
import numpy as np

def step(n, k, transitions):
    scores = np.zeros((n, 1)) + np.log(transitions)
    return scores.max(axis=0) @ np.ones((n, k))
"""


def test_what_stands_beside_an_array_may_stretch_it():
    assert list(find_faults(STRETCHED)) == []


BEST = """
import numpy as np

def best(scores, observed):
    steps, n = len(observed), len(scores)
    found = np.zeros((steps, n))
    for t in range(1, steps):
        found[t] = found[t - 1][:, None].max(axis=0)
    return found
"""


def test_an_axis_of_size_1_fits_beside_any():
    assert list(find_faults(BEST)) == []


ASSERTED = """
import numpy as np

def make(n_x, n_h, n_y):
    return {"W1": np.zeros((n_h, n_x)), "W2": np.zeros((n_y, n_h))}

def forward(X, parameters):
    A = parameters["W2"] @ np.tanh(parameters["W1"] @ X)
    assert A.shape == (1, X.shape[1])
    return A
"""


def test_a_size_that_an_assertion_says_is_1_is_1():
    assert list(find_faults(ASSERTED)) == []
    (found,) = find_faults(ASSERTED.replace("(1, X.shape[1])", "(1, X.shape[0])"))
    assert (found.code, found.line) == ("SHP210", 8)


HIDDEN = """
import numpy as np

def train(X, hidden=8):
    m, n = X.shape
    w = np.zeros((n, hidden))
    return np.tanh(X.dot(w))
"""


def test_a_size_of_data_need_not_be_one_that_the_function_is_given():
    assert list(find_faults(HIDDEN)) == []
    (found,) = find_faults(HIDDEN.replace("X.dot(w)", "X.dot(w.T)"))
    assert (found.code, found.line, found.help) == ("SHP210", 7, "`X.dot(w)` fits for all sizes")


KEPT = """
import numpy as np

class Dense:
    def __init__(self, n_in, units):
        self.W = np.zeros((n_in, units))
        self.cache = {}

    def forward(self, inputs):
        self.cache["inputs"] = inputs
        return inputs @ self.W

    def backward(self, grad, lr=0.1):
        n, k = grad.shape
        self.W -= lr * self.cache["inputs"].T @ grad
        return grad @ self.W.T
"""


def test_what_a_method_keeps_under_a_key_is_what_another_one_reads():
    assert list(find_faults(KEPT)) == []
    (found,) = find_faults(KEPT.replace('["inputs"].T @', '["inputs"] @'))
    assert (found.code, found.line) == ("SHP210", 15)
    (found,) = find_faults(KEPT.replace("lr * self", "lr @ self"))
    assert (found.code, found.line) == ("SHP101", 15)


STATED = """
import numpy as np

def summed(A):
    return np.ones((3, A.shape[1])) @ A
"""


@pytest.mark.parametrize("said", ["of the shape (k, k)", "n x n", "N × N", "k-by-k", "a square matrix"])
def test_a_docstring_may_say_that_a_matrix_is_square(said):
    assert [own.code for own in find_faults(STATED)] == ["SHP210"]
    stated = STATED.replace("    return", f'    """Return the sums of A, {said}."""\n    return')
    assert list(find_faults(stated)) == []
    other = stated.replace("(k, k)", "(k, K)").replace("n x n", "n x k").replace("N × N", "N × K")
    other = other.replace("k-by-k", "k-by-n").replace("a square matrix", "step-by-step, the square of a matrix")
    assert [own.code for own in find_faults(other)] == ["SHP210"]


INVERTED = """
import numpy as np

def indirect(A):
    I = np.eye(A.shape[1])
    return np.linalg.inv(I - A) @ A
"""


def test_what_is_inverted_is_square_however_the_identity_has_its_size():
    for size in ("A.shape[1]", "A.shape[0]", "len(A)"):
        assert list(find_faults(INVERTED.replace("A.shape[1]", size))) == []
    (found,) = find_faults(INVERTED.replace("np.linalg.inv(I - A)", "I"))
    assert (found.code, found.line, found.help) == ("SHP210", 6, "`I @ A.T` fits for all sizes")


def test_what_is_multiplied_by_itself_is_as_likely_a_vector():
    """`np.dot(w, w)` of weights that an unknown function gives: as matrices they would have to be square."""
    module = pytest.importorskip("sklearn.cross_decomposition._pls")
    text = Path(module.__file__).read_text(encoding="utf-8")
    plain = re.sub(r"    @_fit_context\([^)]*\)\n", "", text)
    assert plain != text
    assert [own.code for own in find_faults(plain)] == []
