"""`dX` against `X` where the function's body says what is which: updates, parts of a cache, attributes of `self`."""

# Rebinding, and what is assigned, is what the tests are about.
# ruff: noqa: F841, N816, RET504, RUF059

import copy

import numpy as np
import pytest

from shapecheck.errors import ShapeError
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.tracing import trace


def zeros(*sizes):
    return np.zeros(sizes)


def message(function, *arguments):
    with pytest.raises(ShapeError) as caught:
        function(*arguments)
    return str(caught.value)


W, b, A_prev, dZ = zeros(5, 3), zeros(5, 1), zeros(3, 7), zeros(5, 7)


def update(W, b, dW, db, alpha=0.1):
    W = W - alpha * dW
    b = b - alpha * db
    return W, b


def update_by_the_wrong_one(W, b, dW, db, alpha=0.1):
    W = W - alpha * dW
    b = b - alpha * dW
    return W, b


def update_dict(parameters, grads, alpha=0.1):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] = parameters[f"W{l}"] - alpha * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - alpha * grads[f"db{l}"]
    return parameters


def update_dict_by_the_wrong_one(parameters, grads, alpha=0.1):
    parameters["W1"] = parameters["W1"] - alpha * grads["dW1"]
    parameters["b1"] = parameters["b1"] - alpha * grads["dW1"]
    return parameters


def update_copy_by_the_wrong_one(parameters, grads, alpha=0.1):
    parameters = copy.deepcopy(parameters)
    parameters["b1"] -= 0
    parameters["b1"] = parameters["b1"] - alpha * grads["dW1"]
    return parameters


def update_unpacked_by_the_wrong_one(parameters, grads, alpha=0.1):
    W1 = copy.deepcopy(parameters["W1"])
    b1 = copy.deepcopy(parameters["b1"])
    dW1 = grads["dW1"]
    W1 = W1 - alpha * dW1
    b1 = b1 - alpha * dW1
    parameters = {"W1": W1, "b1": b1}
    return parameters


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = dZ @ A_prev.T
    db = dZ.sum(axis=1, keepdims=True)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def without_keepdims(dZ, cache):
    A_prev, W, b = cache
    dW = dZ @ A_prev.T
    db = dZ.sum(axis=1)
    return dW, db


class Layer:
    def __init__(self):
        self.W, self.b = W, b

    @checked
    def forward(self, A):
        self.A = A
        self.Z = self.W @ A + self.b
        return self.Z

    @checked
    def backward(self, dZ):
        self.dW = dZ @ self.A.T
        self.db = dZ.sum(axis=1, keepdims=True)
        self.dZ = dZ

    @checked
    def transposed(self, dZ):
        self.dW = self.A @ dZ.T
        self.db = dZ.sum(axis=1, keepdims=True)

    @checked
    def without_keepdims(self, dZ):
        self.db = dZ.sum(axis=1)

    @checked
    def returned(self, dZ):
        dW = self.A @ dZ.T
        return dW

    @checked
    def step(self, alpha=0.1):
        self.W = self.W - alpha * self.dW
        self.b = self.b - alpha * self.dW


# What is silent


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (update, (W, b, W, b)),
        (update_dict, ({"W1": W, "b1": b}, {"dW1": W, "db1": b})),
        (linear_backward, (dZ, (A_prev, W, b))),
        (linear_backward, (dZ, [A_prev, W, b])),
    ],
)
def test_what_fits_is_let_pass(function, arguments):
    checked(function)(*arguments)
    with trace():
        checked(function)(*arguments)


def grown(x, dx, y):
    x = x - y
    return x


def grown_by_a_step(b, db, dW):
    b = b - dW
    return b


def reshaped(b, db):
    b = b.ravel()
    return b


def in_a_branch(b, db, flat):
    if flat:
        b = b[:, 0]
    return b


def cut(parameters, grads):
    parameters["W1"] = parameters["W1"][:2]
    return parameters


def handed_on(parameters, grads):
    cut(parameters, grads)
    return parameters


def popped(parameters, grads):
    parameters.update(W1=zeros(2))
    return parameters


def bound_twice(dZ, cache):
    A_prev, W, b = cache
    b = b.ravel()
    db = dZ.sum(axis=1)
    return dZ @ A_prev.T, db


def bound_in_a_branch(dZ, cache):
    if len(cache) == 3:
        b = cache[2]
    db = dZ.sum(axis=1)
    return db


def of_a_list(dZ, cache):
    b = cache[2]
    cache[2] = b.ravel()
    db = dZ.sum(axis=1)
    return db


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (grown, (b, b, zeros(7))),
        (reshaped, (b, b)),
        (in_a_branch, (b, b, True)),
        (cut, ({"W1": W}, {"dW1": W})),
        (handed_on, ({"W1": W}, {"dW1": W})),
        (popped, ({"W1": W}, {"dW1": W})),
        (bound_twice, (dZ, (A_prev, W, b))),
        (bound_in_a_branch, (dZ, (A_prev, W, b))),
        (of_a_list, (dZ, [A_prev, W, b])),
    ],
)
def test_a_name_that_may_mean_something_else_is_not_compared(function, arguments):
    checked(function)(*arguments)


def test_an_attribute_that_the_call_did_not_make_is_not_compared():
    layer = Layer()
    layer.forward(A_prev)
    layer.backward(dZ)
    layer.forward(zeros(3, 2))
    assert layer.dZ.shape != layer.Z.shape
    layer.db = zeros(5)
    layer.forward(A_prev)


def test_a_difference_is_no_derivative():
    class Grid:
        @checked
        def __init__(self, x):
            self.x = x
            self.dx = np.diff(x)

    Grid(zeros(5))


def test_an_attribute_is_read_without_running_anything_of_its_class():
    class Lazy:
        @property
        def W(self):
            raise RuntimeError("computed")

        @checked
        def backward(self, dZ):
            self.dW = dZ

    Lazy().backward(dZ)


def test_what_specs_state_or_pairs_switches_off_is_not_compared():
    checked("b: n 1, db: n 1, dW: n k -> n k")(grown_by_a_step)(b, b, W)
    checked(pairs=False)(update_by_the_wrong_one)(W, b, W, b)
    checked(pairs=False)(without_keepdims)(dZ, (A_prev, W, b))


def test_what_fits_is_told_by_the_generated_code_alone(monkeypatch):
    def refuse(*_):
        raise AssertionError

    layer = Layer()
    layer.forward(A_prev)
    monkeypatch.setattr(Boundary, "result", refuse)
    monkeypatch.setattr(Boundary, "arguments", refuse)
    checked(linear_backward)(dZ, (A_prev, W, b))
    checked(update)(W, b, W, b)
    layer.backward(dZ)


# What is found


@pytest.mark.parametrize("recorded", [False, True])
def test_a_parameter_updated_by_the_wrong_derivative_is_compared_with_itself(recorded):
    line = update_by_the_wrong_one.__code__.co_firstlineno + 2
    assert message(checked(trace=recorded)(update_by_the_wrong_one), W, b, W, b) == (
        "update_by_the_wrong_one: the returned b must have the shape of b: "
        "sizes of axis 1 differ: 3 (axis 1 of the returned b) != 1 (axis 1 of b)\n"
        f"    the returned b  (5, 3)  b = b - alpha * dW, line {line}\n"
        "    b               (5, 1)"
    )


def test_a_parameter_updated_by_its_own_derivative_is_compared_without_an_argument_for_that():
    @checked
    def step(b, dZ):
        db = dZ.sum(axis=1)
        b = b - 0.1 * db
        return b

    assert message(step, b, dZ).startswith("step: the returned b must have the shape of b: sizes of axis 1 differ")


@pytest.mark.parametrize(
    ("function", "other"),
    [
        (update_dict_by_the_wrong_one, 'grads["db1"]'),
        (update_copy_by_the_wrong_one, 'parameters["b1"]'),
        (update_unpacked_by_the_wrong_one, 'parameters["b1"]'),
    ],
)
def test_a_dict_updated_by_the_wrong_derivative_is_compared_by_key(function, other):
    assert message(checked(function), {"W1": W, "b1": b}, {"dW1": W, "db1": b}).startswith(
        f'{function.__name__}: the returned parameters["b1"] must have the shape of {other}: '
        f'sizes of axis 1 differ: 3 (axis 1 of the returned parameters["b1"]) != 1 (axis 1 of {other})\n'
    )


def test_a_returned_derivative_is_compared_with_the_part_of_the_cache():
    assert message(checked(without_keepdims), dZ, (A_prev, W, b)) == (
        "without_keepdims: db must have the shape of b: ranks differ: 1 axis (db) != 2 axes (b)\n"
        "    db  (5,)\n"
        "    b   (5, 1)  cache[2]\n"
        "  help: `db[:, np.newaxis]` has the shape (5, 1); so has a sum with keepdims=True"
    )


def nested(dA, cache):
    (A_prev, W, b), Z = cache
    dZ = dA * (Z > 0)
    return W.T @ dZ, dZ @ A_prev.T, dZ[0]


def by_index(dZ, cache):
    linear, activation = cache
    b = linear[-1]
    db = dZ[0]
    return db


def test_parts_of_parts_are_followed():
    assert message(checked(by_index), dZ, ((A_prev, W, b), dZ)).split("\n")[2] == "    b   (5, 1)  cache[0][-1]"
    checked(nested)(dZ, ((A_prev, W, b), dZ))


def test_an_argument_is_compared_with_a_part_before_the_function_runs():
    @checked
    def backward(dA, cache):
        A, W = cache
        raise RuntimeError

    assert message(backward, dZ, (A_prev, W)).startswith("backward: dA must have the shape of A: ")


@pytest.mark.parametrize(("method", "names"), [("transposed", "dW W"), ("without_keepdims", "db b")], ids=["dW", "db"])
def test_an_attribute_that_a_method_makes_is_compared(method, names):
    layer = Layer()
    layer.forward(A_prev)
    derivative, variable = names.split()
    assert message(getattr(layer, method), dZ).startswith(
        f"Layer.{method}: self.{derivative} must have the shape of self.{variable}: "
    )


def test_a_derivative_that_a_method_returns_is_not_compared_with_an_attribute():
    """A returned dA is often the derivative by the layer's input, and self.A its output."""
    layer = Layer()
    layer.forward(A_prev)
    layer.returned(dZ)


def test_an_attribute_updated_by_the_wrong_derivative_is_compared():
    layer = Layer()
    layer.forward(A_prev)
    layer.backward(dZ)
    assert message(layer.step).startswith("Layer.step: self.db must have the shape of self.b: ")


# None


def forgetful(X):
    Y = X + 1


def test_a_returned_none_is_no_array():
    assert message(checked("X: n m -> n m")(forgetful), A_prev) == (
        "forgetful: returned None where the spec has n m: is a return missing?"
    )
    assert message(checked("X: n m -> Y: n m, c: n")(forgetful), A_prev) == (
        "forgetful: returned None where the spec has Y: n m, c: n: is a return missing?"
    )


def test_none_may_be_returned_where_nothing_is_stated_or_the_annotation_allows_it():
    from typing import Annotated

    checked("X: n m")(forgetful)(A_prev)

    @checked
    def find(X) -> Annotated[np.ndarray, "n m"] | None:
        return None

    assert find(A_prev) is None
