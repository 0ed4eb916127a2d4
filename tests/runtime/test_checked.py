"""`checked`: what a call may be, what is refused, and with which words."""

# Results have names, which messages show.
# ruff: noqa: RET504

import traceback

import numpy as np
import pytest
from course_network import without_keepdims

from shapecheck.errors import ShapeError, SpecError
from shapecheck.runtime.decorator import checked


def zeros(*sizes):
    return np.zeros(sizes)


LINEAR = "A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m"


@checked(LINEAR)
def linear_forward(A_prev, W, b):
    Z = W @ A_prev + b
    return Z


def message(error_type, function, *arguments, **keywords):
    with pytest.raises(error_type) as caught:
        function(*arguments, **keywords)
    return str(caught.value)


def test_a_call_that_fits_gives_what_the_function_gives():
    assert linear_forward(zeros(3, 7), zeros(5, 3), b=zeros(5, 1)).shape == (5, 7)


@pytest.mark.parametrize("sizes", [(0, 7, 5), (3, 0, 5), (3, 7, 0), (1, 1, 1)])
def test_sizes_of_0_and_1_fit(sizes):
    before, m, n = sizes
    assert linear_forward(zeros(before, m), zeros(n, before), zeros(n, 1)).shape == (n, m)


def test_a_transposed_matrix_is_named_with_what_it_met_and_a_change_that_fits():
    assert message(ShapeError, linear_forward, zeros(3, 7), zeros(3, 5), zeros(5, 1)) == (
        "linear_forward: sizes differ: 5 (axis 1 of W) != 3 (n[l-1], bound by axis 0 of A_prev)\n"
        "    A_prev  (3, 7)  n[l-1] m\n"
        "    W       (3, 5)  n[l] n[l-1]   n[l] = 5 bound by axis 0 of b   n[l-1] = 3 bound by axis 0 of A_prev\n"
        "    b       (5, 1)  n[l] 1\n"
        "  help: `W.T` has the shape (5, 3), which fits"
    )


def test_a_missing_axis_is_named():
    assert message(ShapeError, linear_forward, zeros(3, 7), zeros(5, 3), zeros(5)) == (
        "linear_forward: b must have 2 axes (got 1 axis: (5,))\n"
        "    W  (5, 3)  n[l] n[l-1]   n[l-1] = 3 bound by axis 0 of A_prev\n"
        "    b  (5,)    n[l] 1   n[l] = 5 bound by axis 0 of W\n"
        "  help: `b[:, np.newaxis]` has the shape (5, 1), which fits; so has a sum with keepdims=True"
    )


def test_a_wrong_result_is_named_as_the_return_statement_names_it():
    @checked("X: n m -> m n")
    def transposed(X):
        Y = X + 1
        return Y

    assert message(ShapeError, transposed, zeros(3, 7)) == (
        "transposed: sizes differ: 3 (axis 0 of Y) != 7 (m, bound by axis 1 of X)\n"
        "    X  (3, 7)  n m\n"
        "    Y  (3, 7)  m n   m = 7 bound by axis 1 of X   n = 3 bound by axis 0 of X\n"
        "  help: `Y.T` has the shape (7, 3), which fits"
    )


def test_the_traceback_ends_at_the_call_and_the_spec():
    try:
        linear_forward(zeros(3, 7), zeros(3, 5), zeros(5, 1))
    except ShapeError as error:
        lines = [frame.line for frame in traceback.extract_tb(error.__traceback__)]
    assert lines == ["linear_forward(zeros(3, 7), zeros(3, 5), zeros(5, 1))", "@checked(LINEAR)"]


def test_nothing_is_chained_to_a_shape_error():
    with pytest.raises(ShapeError) as caught:
        linear_forward(zeros(3), zeros(5, 3), zeros(5, 1))
    assert caught.value.__context__ is None


def test_a_wrong_call_is_the_functions_own_type_error():
    assert message(TypeError, linear_forward, zeros(3, 7)) == (
        "linear_forward() missing 2 required positional arguments: 'W' and 'b'"
    )


def test_keywords_name_the_arguments():
    @checked(W="n_h n_x", X="n_x m", returns="n_h m")
    def product(X, W):
        return W @ X

    assert product(zeros(3, 7), zeros(5, 3)).shape == (5, 7)
    with pytest.raises(ShapeError, match=r"3 \(axis 0 of X\) != 5 \(n_x, bound by axis 1 of W\)"):
        product(zeros(3, 7), zeros(3, 5))


def test_values_that_are_no_arrays_are_not_checked_and_numbers_are_scalars():
    @checked("X: n m, alpha: (), Y: n")
    def f(X, alpha, Y=None):
        return X

    f(None, 0.1)
    f([[1]], 0.1, {"Y": 3})
    with pytest.raises(ShapeError, match=r"alpha must have 0 axes \(got 1 axis: \(2,\)\)"):
        f(zeros(3, 7), zeros(2))


@pytest.mark.parametrize(
    ("spec", "fits", "fails"),
    [
        ("X: n n", [(3, 3)], [(3, 5)]),
        ("X: 3 _", [(3, 5), (3, 0)], [(5, 3), (3,)]),
        ("X: n 2*n+1", [(3, 7), (0, 1)], [(3, 6)]),
        ("X: n+1 n", [(4, 3), (1, 0)], [(3, 3), (0, 2)]),
        ("X: 2*n", [(4,), (0,)], [(3,)]),
        ("X: n (n 2)", [(3, 6)], [(3, 7)]),
        ("X: *s n n", [(3, 3), (2, 5, 3, 3)], [(3,), (2, 3, 5)]),
        ("X: n ... n", [(3, 3), (3, 5, 3)], [(3, 5), (3,)]),
        ("X: n #n", [(3, 3), (3, 1)], [(3, 5)]),
        ("X: n//2 n", [(2, 5)], [(3, 5)]),
        ("X: min(n,3) n", [(3, 5), (2, 2)], [(5, 5)]),
        ("X: #n", [(3,), (1,)], [(3, 5)]),
        ("X: ()", [()], [(1,)]),
    ],
)
def test_each_notation_is_checked(spec, fits, fails):
    @checked(spec)
    def f(X):
        return X

    for sizes in fits:
        assert f(zeros(*sizes)).shape == sizes
    for sizes in fails:
        with pytest.raises(ShapeError):
            f(zeros(*sizes))


def test_a_run_means_the_same_axes_in_all_arguments():
    @checked("X: *s n, Y: *s m")
    def f(X, Y):
        return X

    f(zeros(2, 3, 5), zeros(2, 3, 7))
    with pytest.raises(ShapeError):
        f(zeros(2, 3, 5), zeros(2, 5, 7))


def test_an_array_may_be_shaped_like_another():
    @checked("V: =W, W: n m -> dV: =V")
    def f(W, V):
        return V

    f(zeros(3, 5), zeros(3, 5))
    with pytest.raises(ShapeError):
        f(zeros(3, 5), zeros(5, 3))


def test_a_size_is_looked_up_in_an_argument():
    class Layer:
        def __init__(self, n):
            self.n = n

        @checked("X: {self.n} m -> {self.n}+1 m")
        def grow(self, X):
            return np.concatenate([X, X[:1]])

    assert Layer(3).grow(zeros(3, 7)).shape == (4, 7)
    with pytest.raises(ShapeError, match=r"5 \(axis 0 of X\) != 3"):
        Layer(3).grow(zeros(5, 7))


def test_paths_lead_into_dicts_tuples_lists_and_attributes():
    @checked('parameters["W1"]: n1 n0, X: n0 m, cache[0]: n1 m -> grads["dW1"]: n1 n0')
    def f(X, parameters, cache):
        return {"dW1": parameters["W1"] * 2}

    f(zeros(3, 7), {"W1": zeros(5, 3)}, [zeros(5, 7)])
    assert message(ShapeError, f, zeros(3, 7), {"W1": zeros(3, 5)}, [zeros(5, 7)]) == (
        'f: sizes differ: 3 (axis 0 of X) != 5 (n0, bound by axis 1 of parameters["W1"])\n'
        '    parameters["W1"]  (3, 5)  n1 n0\n'
        '    X                 (3, 7)  n0 m   n0 = 5 bound by axis 1 of parameters["W1"]\n'
        '  help: `parameters["W1"].T` has the shape (5, 3), which fits'
    )
    assert message(ShapeError, f, zeros(3, 7), {"W2": zeros(5, 3)}, [zeros(5, 7)]) == (
        "f: parameters[\"W1\"] is missing: the keys are 'W2'"
    )


def test_several_results_are_named():
    @checked("X: n m -> Y: n m, _, c: n 1")
    def f(X, c):
        return X, None, c

    f(zeros(3, 7), zeros(3, 1))
    with pytest.raises(ShapeError, match=r"7 \(axis 1 of the returned c\) != 1"):
        f(zeros(3, 7), zeros(3, 7))


def test_as_many_values_are_returned_as_the_spec_says():
    @checked("X: n m -> Y: n m, Z: n m")
    def two(X):
        return (X,)

    assert message(ShapeError, two, zeros(3, 7)) == "two: the result must be 2 values, Y, Z (got 1 values)"

    @checked("X: n m -> n m")
    def one(X):
        return X, None

    assert message(ShapeError, one, zeros(3, 7)) == (
        "one: the result must be one array (got 2 values)\n"
        "  help: name each returned value in the spec, `_` for one that is not checked: `-> Z: n m, _`"
    )


def test_what_a_function_does_to_its_arguments_is_its_own_affair():
    @checked('parameters["W"]: n m, keep: ... -> n m')
    def pop(parameters, keep=None):
        parameters["b"] = zeros(2)
        return parameters.pop("W")

    assert pop({"W": zeros(3, 5)}).shape == (3, 5)

    @checked('parameters["W"]: n m, X: n')
    def transpose(parameters, X, **more):
        parameters["W"] = parameters["W"].T
        return {}

    transpose({"W": zeros(3, 5)}, zeros(3))


def test_a_result_is_matched_with_the_arguments_of_the_call():
    @checked("X: ... n, Y: _ -> n")
    def f(X, Y=None, *rest):
        return X[..., 0]

    f(zeros(3, 3))
    with pytest.raises(ShapeError, match="must have 1 axis"):
        f(zeros(2, 3, 3))


# dX and X


def test_a_returned_derivative_must_have_the_shape_of_the_argument():
    assert message(ShapeError, without_keepdims, zeros(5, 7), zeros(5, 1)) == (
        "without_keepdims: db must have the shape of b: ranks differ: 1 axis (db) != 2 axes (b)\n"
        "    db  (5,)\n"
        "    b   (5, 1)\n"
        "  help: `db[:, np.newaxis]` has the shape (5, 1); so has a sum with keepdims=True"
    )


def test_derivatives_and_variables_are_paired_by_key():
    @checked
    def update(parameters, grads):
        return parameters

    update({"W1": zeros(3, 2), "b1": zeros(3, 1)}, {"dW1": zeros(3, 2), "db1": zeros(3, 1), "dA0": zeros(2, 7)})
    assert message(ShapeError, update, {"W1": zeros(3, 2)}, {"dW1": zeros(2, 3)}) == (
        'update: grads["dW1"] must have the shape of parameters["W1"]: '
        'sizes of axis 0 differ: 2 (axis 0 of grads["dW1"]) != 3 (axis 0 of parameters["W1"])\n'
        '    grads["dW1"]      (2, 3)\n'
        '    parameters["W1"]  (3, 2)\n'
        '  help: `grads["dW1"].T` has the shape (3, 2)'
    )


def test_a_returned_dict_of_derivatives_is_paired_with_the_arguments():
    @checked
    def backward(W, b, keep):
        return {"dW": W, "db": b if keep else b[:, 0]}

    backward(zeros(3, 2), zeros(3, 1), True)
    with pytest.raises(ShapeError, match=r'\["db"\] must have the shape of b'):
        backward(zeros(3, 2), zeros(3, 1), False)


def test_none_and_scalars_are_no_pair():
    @checked
    def f(X, dX, t, dt):
        return X

    f(zeros(3, 7), None, zeros(5), 0.1)
    f(None, zeros(3, 7), np.float64(1), zeros(3))


def test_what_specs_say_of_both_wins_over_the_names():
    @checked("x: n, dx: n-1")
    def integrate(x, dx):
        return x

    integrate(zeros(5), zeros(4))


def test_pairs_can_be_left_alone():
    @checked(pairs=False)
    def f(x, dx):
        return x

    f(zeros(5), zeros(4))


# Specs that cannot be


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Aprev: n m",
            "f has no argument `Aprev`: did you mean `A_prev`?\n    Aprev: n m\n    ^",
        ),
        ("W: =V", "f has no argument `V`: its arguments are: A_prev, W\n    W: =V\n       ^"),
        ("W: {k} 3", "f has no argument `k`: its arguments are: A_prev, W\n    W: {k} 3\n       ^"),
        ("W: n[", "`[` at offset 4 is not closed: add `]`\n    W: n[\n         ^"),
    ],
)
def test_a_wrong_spec_is_refused_at_decoration_under_its_character(spec, expected):
    def f(A_prev, W):
        return W

    assert message(SpecError, checked(spec), f) == expected


def test_a_wrong_keyword_is_refused_at_decoration():
    def f(A_prev, W):
        return W

    assert message(SpecError, checked(A_prv="n m"), f) == (
        'f has no argument `A_prv`: did you mean `A_prev`?\n    A_prv="n m"\n    ^'
    )
    assert message(SpecError, checked(W="n ["), f).startswith("W: ")
    assert message(SpecError, checked(W="n m", returns="n[ m"), f).startswith("returns: ")


def test_a_spec_of_what_a_generator_returns_is_refused():
    def f(X):
        yield X

    assert message(SpecError, checked("X: n -> n"), f) == (
        "f is a generator, whose values are not checked: remove the spec of its result\n    X: n -> n\n         ^"
    )


def test_wrong_options_are_refused():
    with pytest.raises(TypeError, match="broadcast and coincidence one of"):
        checked(broadcast="shout")
    with pytest.raises(TypeError, match="not both"):
        checked("X: n", Y="n")
    with pytest.raises(TypeError, match="decorates functions"):
        checked(type("Layer", (), {}))
