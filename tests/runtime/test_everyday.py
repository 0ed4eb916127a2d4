"""Everyday errors about shapes, code without a source, tracebacks, and what a loop leaves in a report."""

# What fails, and what is assigned, is what the tests are about.
# ruff: noqa: F841, PLE0643, RET503, RET504, RUF059

import traceback

import numpy as np
import pytest

from shapecheck.errors import ShapeError
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.policy import CoincidenceWarning
from shapecheck.runtime.recording.report_text import summary
from shapecheck.runtime.recording.tracing import trace

X = np.ones((3, 5))
OPERAND = "\n    X  (3, 5)"
ASKED = (
    "truth value: elements of X > 0 must be 1 (got 15): only an array with one element is true or false\n"
    "    X > 0  (3, 5)  3 from axis 0 of X; 5 from axis 1 of X\n"
)


def error_of(function, *arguments):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is what is asked
        function(*arguments)
    return caught.value


def rest_of(note):
    """Give a note without the place."""
    head, place, rest = note.split(": ", 2)
    assert head == "shapecheck"
    assert place.count(":") == 2
    return rest


# Silent


def of_a_tuple(X):
    return (3, 5)[2]


def of_a_list(X):
    a, b = [1, 2, 3]


def raised(X):
    raise ValueError("too many values to unpack (expected 2)")


def raised_in_a_helper(X):
    return X.shape[helper()]


def helper():
    raise IndexError("tuple index out of range")


def no_number(X):
    return float("three")


def of_ones_own(X):
    if Ambiguous():
        return X


class Ambiguous:
    def __bool__(self):
        raise ValueError("The truth value of an array with more than one element is ambiguous.")


@pytest.mark.parametrize("function", [of_a_tuple, of_a_list, raised, raised_in_a_helper, no_number, of_ones_own])
def test_an_error_that_is_not_about_a_shape_has_no_note(function):
    assert not hasattr(error_of(checked(function), X), "__notes__")


# Noted


def third_axis(X):
    return X.shape[2]


def third_axis_of_a_product(X):
    return (X @ X.T).shape[2]


def three_names(X):
    a, b, c = X.shape


def rows(X):
    a, b = X


def one_name(X):
    (n,) = X.T.shape


def asked(X):
    if X > 0:
        return X


def joined(X):
    return X > 0 and X < 7


def as_a_number(X):
    return float(X.sum(axis=0))


@pytest.mark.parametrize(
    ("function", "kind", "note"),
    [
        (third_axis, IndexError, f"size: axis must be from -2 to 1 for X with 2 axes (got 2){OPERAND}"),
        (
            third_axis_of_a_product,
            IndexError,
            """size: axis must be from -2 to 1 for X @ X.T with 2 axes (got 2)
    X @ X.T  (3, 3)  3, 3 from axis 0 of X""",
        ),
        (three_names, ValueError, f"unpack: counts differ: 2 (values of X.shape) != 3 (names on the left){OPERAND}"),
        (one_name, ValueError, "unpack: counts differ: 2 (values of X.T.shape) != 1 (names on the left)"),
        (rows, ValueError, f"unpack: counts differ: 3 (values of X) != 2 (names on the left){OPERAND}"),
        (asked, ValueError, f"{ASKED}  help: `(X > 0).any()` fits"),
        (joined, ValueError, f"{ASKED}  help: `np.logical_and(X > 0, X < 7)` fits"),
        (
            as_a_number,
            TypeError,
            """float: elements of X.sum(axis=0) must be 1 (got 5): only an array with one element is a number
    X.sum(axis=0)  (5,)  5 from axis 1 of X""",
        ),
    ],
)
def test_an_everyday_error_keeps_its_type_and_gains_the_shapes(function, kind, note):
    error = error_of(checked(function), X)
    assert type(error) is kind
    assert [rest_of(found) for found in error.__notes__] == [note]


# Without a source


def defined(text):
    names = {"np": np, "checked": checked}
    exec(text, names)
    return names["f"]


def test_where_the_source_cannot_be_read_the_note_says_so_with_the_shapes():
    error = error_of(defined("@checked\ndef f(W, X): return W @ X"), X, X)
    (note,) = error.__notes__
    assert note == (
        "shapecheck: f: no explanation: the source of <string> cannot be read; put the function in a file\n"
        "    W  (3, 5)\n"
        "    X  (3, 5)"
    )


@pytest.mark.parametrize(
    "body", ["raise ValueError('shapes (3,5) and (3,5) not aligned')", "return {}[0]", "return W + None"]
)
def test_without_a_source_only_numpys_shape_errors_gain_a_note(body):
    assert not hasattr(error_of(defined(f"@checked\ndef f(W): {body}"), X), "__notes__")


# Tracebacks


@checked
def product(A, B):
    C = A @ B
    return C


@checked
def outer(A, B):
    return product(A, B)


@checked
def difference(Y, A):
    L = Y - A
    return L


@checked
def products(A, B):
    yield product(A, B)


def lines_of(error):
    return [frame.line for frame in traceback.extract_tb(error.__traceback__)]


def test_under_trace_a_traceback_has_the_entries_that_it_has_without():
    plain = lines_of(error_of(outer, X, X))
    with trace():
        assert lines_of(error_of(outer, X, X)) == plain
        assert lines_of(error_of(lambda: list(products(X, X))))[-3:] == ["yield product(A, B)", "@checked", "C = A @ B"]
    assert plain[1:] == ["@checked", "return product(A, B)", "@checked", "C = A @ B"]


def test_a_refused_stretching_names_its_place_and_ends_at_the_users_statement():
    with trace(broadcast="raise"):
        error = error_of(difference, X[:, :1], X[:, 0])
    assert isinstance(error, ShapeError)
    place, _, rest = str(error).partition(": ")
    assert place.endswith(f"test_everyday.py:{difference.__wrapped__.__code__.co_firstlineno + 2}:5")
    assert rest.split("\n")[0] == "difference: subtract: both operands are stretched, to (3, 3)"
    assert lines_of(error)[1:] == ["@checked", "L = Y - A"]


# Loops


def windows(X):
    out = np.zeros((2, 3, 3))
    for i in range(3):
        for j in range(3):
            patch = X[:, i : i + 3, j : j + 3]
            out[:, i, j] = patch.sum(axis=(1, 2))
            X = X + 1
    return out


@pytest.mark.parametrize("spec", [None, "X: c h w"])
def test_what_a_loop_repeats_is_one_row_also_where_others_stand_between(spec):
    with trace() as report:
        for _ in range(2):
            checked(spec)(windows)(np.zeros((2, 5, 5)))
    (call,) = report.calls
    assert [(record.variable, count) for record, count in call.records] == [
        ("out", 1),
        ("patch", 9),
        ("out[:, i, j]", 9),
        ("X", 9),
    ]
    assert summary(report)[0].startswith("2 calls (1 different), 56 assignments (4 different), 0 checks ")


def test_every_number_of_the_summary_is_a_total():
    @checked("dZ: n m, b: n 1")
    def backward(dZ, b):
        for _ in range(2):
            db = dZ.sum(axis=1, keepdims=True)
        return db

    with trace() as report:
        for _ in range(5):
            backward(X, X[:, :1])
    assert summary(report) == [
        "5 calls (1 different), 10 assignments (1 different), 10 checks (1 different) dim(dX) = dim(X): 10 yes, 0 no",
        "symbolic shape known for 10 of 10 assignments",
    ]


# Coincidences


@checked("dZ: n[l] m, A_prev: n[l-1] m")
def gradient(dZ, A_prev):
    dW = dZ @ A_prev
    return dW


def test_what_is_right_by_its_names_passes_every_policy():
    with trace(coincidence="raise"):
        assert checked("A: n m, B: m k")(product.__wrapped__)(X, X.T).shape == (3, 3)


@pytest.mark.parametrize("decorated", [False, True])
def test_what_is_right_only_by_equal_sizes_can_be_refused(decorated):
    square = np.ones((7, 7))
    gradient(square, square)
    if decorated:
        spec = "dZ: n[l] m, A_prev: n[l-1] m"
        error = error_of(checked(spec, coincidence="raise")(gradient.__wrapped__), square, square)
    else:
        with trace(coincidence="raise"):
            error = error_of(gradient, square, square)
    assert type(error) is ShapeError
    place, _, rest = str(error).partition(": ")
    assert place.endswith(f"test_everyday.py:{gradient.__wrapped__.__code__.co_firstlineno + 2}:5")
    assert rest == "gradient: dW: matmul fits only because m = n[l-1] = 7"
    assert lines_of(error)[1:] == ['@checked("dZ: n[l] m, A_prev: n[l-1] m")', "dW = dZ @ A_prev"]


def test_what_is_right_only_by_equal_sizes_can_be_warned_of():
    square = np.ones((7, 7))
    with trace(coincidence="warn"), pytest.warns(CoincidenceWarning, match="dW: matmul fits only because m = n"):
        gradient(square, square)
    with pytest.raises(ValueError, match="coincidence must be"), trace(coincidence="shout"):
        pass
