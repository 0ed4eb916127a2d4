"""Notes on NumPy's own shape errors: the operation that failed, its operands, where they come from, what fits."""

# Operations that fail are what the tests are about.
# ruff: noqa: PLE0643

import numpy as np
import numpy as npy
import pytest
from course_network import (
    L_model_forward,
    initialize_parameters_deep,
    swapped,
    update_bias_in_place,
)
from numpy import concatenate as join
from numpy import dot

from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.tracing import trace

X = np.ones((2, 7))
W = np.ones((3, 2))


def error_of(function, *arguments):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is what is asked
        function(*arguments)
    return caught.value


def note_of(function, *arguments):
    """Give the note on the error of a call, without the place."""
    (note,) = error_of(function, *arguments).__notes__
    head, place, rest = note.split(": ", 2)
    assert head == "shapecheck"
    assert place.count(":") == 2
    return rest


def test_a_transposed_matrix_is_named_by_its_key_in_the_outermost_caller():
    parameters = initialize_parameters_deep([2, 3, 5, 4, 2, 1])
    parameters["W3"] = parameters["W3"].T
    error = error_of(L_model_forward, X, parameters)
    assert type(error) is ValueError
    assert str(error) == "shapes (5,4) and (5,7) not aligned: 4 (dim 1) != 5 (dim 0)"
    (note,) = error.__notes__
    place, _, rest = note.partition(": dot")
    assert place.startswith("shapecheck: ")
    assert "course_network.py:" in place
    assert rest == (
        ": inner sizes differ: 4 (axis 1 of W) != 5 (axis 0 of A)\n"
        '    W  (5, 4)  parameters["W3"] in L_model_forward\n'
        "    A  (5, 7)  A_prev in linear_activation_forward\n"
        "  help: `np.dot(W.T, A)` fits, and its shape is (4, 7)"
    )


def test_a_swapped_product_is_explained_and_not_swapped_back():
    def call(first, second):
        return swapped(first, second)

    assert note_of(call, X, W) == (
        "dot: inner sizes differ: 7 (axis 1 of A) != 3 (axis 0 of W)\n"
        "    A  (2, 7)  first in call\n"
        "    W  (3, 2)  second in call"
    )


def test_a_bias_without_its_axis_is_explained_from_the_statement_that_made_it():
    assert note_of(update_bias_in_place, np.ones((3, 1)), np.ones((3, 7))).split("\n")[0] == (
        "subtract in place: sizes differ and the source is not 1: 3 (axis 1 of the result) != 1 (axis 1 of b)"
    )
    assert "alpha * step  (3,)    3 from axis 0 of dZ at " in note_of(
        update_bias_in_place, np.ones((3, 1)), np.ones((3, 7))
    )


def test_the_spec_of_an_argument_is_shown():
    @checked("A: n0 m, W: n1 n0")
    def f(A, W):
        return A @ W

    assert "    A  (2, 7)  n0 m" in note_of(f, X, W)
    assert "    W  (3, 2)  n1 n0" in note_of(f, X, W)


def test_a_failure_in_an_undecorated_helper_is_explained():
    def helper(w, x):
        return w @ x.T

    @checked
    def f(W, X):
        return helper(W, X)

    assert note_of(f, W, X).startswith("matmul: inner sizes differ: 2 (axis 1 of w) != 7 (axis 0 of x.T)")


@checked
def by_alias(W, X):
    return npy.dot(W, X.T)


@checked
def by_name(W, X):
    return dot(W, X.T)


@checked
def by_renamed(W, X):
    return join([W, X], axis=1)


@checked
def by_index(W, X):
    return W[:, 5] + X


@checked
def by_axis(W, X):
    return X.sum(axis=2)


@checked
def by_inverse(W, X):
    return np.linalg.inv(W)


@checked
def by_store(W, X):
    Y = W.copy()
    Y[:, 0] = X[0]
    return Y


@checked
def by_reshape(W, X):
    return X.reshape(4, 4)


@pytest.mark.parametrize(
    ("function", "kind", "first"),
    [
        (by_alias, ValueError, "dot: inner sizes differ: 2 (axis 1 of W) != 7 (axis 0 of X.T)"),
        (by_name, ValueError, "dot: inner sizes differ: 2 (axis 1 of W) != 7 (axis 0 of X.T)"),
        (by_renamed, ValueError, "concatenate: sizes of axis 0 differ: 3 (axis 0 of W) != 2 (axis 0 of X)"),
        (by_index, IndexError, "index: index must be from -2 to 1 for axis 1 of W (got 5)"),
        (by_axis, np.exceptions.AxisError, "sum: axis must be from -2 to 1 for X with 2 axes (got 2)"),
        (by_inverse, np.linalg.LinAlgError, "inv: rows and columns differ: 3 (axis 0 of W) != 2 (axis 1 of W)"),
    ],
)
def test_the_error_keeps_its_type_and_gains_the_operation(function, kind, first):
    assert type(error_of(function, W.copy(), X)) is kind
    assert note_of(function, W.copy(), X).split("\n")[0] == first


@pytest.mark.parametrize(("function", "operation"), [(by_store, "assign to an index"), (by_reshape, "reshape")])
def test_stores_and_reshapes_are_explained(function, operation):
    assert note_of(function, W.copy(), X).startswith(f"{operation}: ")


@checked
def raises_itself(W, X):
    raise ValueError("shapes (3,2) and (7,2) not aligned")


@checked
def indexes_a_list(W, X):
    return [W][3]


@checked
def fails_otherwise(W, X):
    return W / {}


@checked
def of_a_users_dot(W, X):
    return Shadowing.dot(W, X.T)


class Shadowing:
    @staticmethod
    def dot(a, b):
        raise ValueError("no")


@pytest.mark.parametrize("function", [raises_itself, indexes_a_list, fails_otherwise, of_a_users_dot])
def test_an_error_that_no_rule_sees_has_no_note(function):
    assert not hasattr(error_of(function, W, X), "__notes__")


def test_an_object_with_traps_is_not_touched_and_the_error_stays():
    class Trap:
        def __getattribute__(self, name):
            if name == "shape":
                return object.__getattribute__(self, "nothing")
            raise RuntimeError(name)

    @checked
    def f(x, W):
        return W @ W

    error = error_of(f, Trap(), W)
    assert type(error) is ValueError


def test_nested_decorated_functions_leave_one_note_the_innermost():
    @checked
    def inner(a, b):
        return a @ b

    @checked
    def outer(a, b):
        return inner(a, b)

    error = error_of(outer, W, W)
    assert len(error.__notes__) == 1


def test_a_note_is_given_under_trace_too():
    with trace():
        assert note_of(by_alias, W, X).startswith("dot: inner sizes differ")


def test_what_fails_in_a_generator_and_in_a_coroutine_is_explained():
    import asyncio

    @checked
    def generator(a):
        yield a
        yield a @ a

    @checked
    async def coroutine(a):
        return a @ a

    assert note_of(lambda: list(generator(W))).startswith("matmul")
    assert note_of(lambda: asyncio.run(coroutine(W))).startswith("matmul")


def test_a_name_imported_from_numpy_is_numpys_not_pythons() -> None:
    from numpy import sum  # noqa: A004

    @checked
    def fails(A, B):
        return sum(A, axis=1) @ B

    with pytest.raises(ValueError, match="mismatch") as caught:
        fails(np.ones((3, 4)), np.ones((5, 2)))
    assert "3 (axis 0 of sum(A, axis=1)) != 5 (axis 0 of B)" in caught.value.__notes__[0]
