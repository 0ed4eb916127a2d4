"""What `trace` records: shapes by the rules in the names of the spec, broadcasts, checks, coincidences."""

# What is assigned is what the tests are about.
# ruff: noqa: F841, RET504

import asyncio
import gc
import warnings
import weakref

import numpy as np
import pytest
from course_network import (
    L_model_backward,
    L_model_forward,
    batches,
    doubled,
    flat_linear_backward,
    forgotten_transpose,
    initialize_parameters_deep,
    linear_backward,
    linear_forward,
    swapped,
    train,
    update_bias,
    update_parameters,
)
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.core.verdict import Verdict
from shapecheck.errors import ShapeError
from shapecheck.network import blocks
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.policy import BroadcastWarning
from shapecheck.runtime.recording.records import Stretched
from shapecheck.runtime.recording.tracing import trace


def zeros(*sizes):
    return np.zeros(sizes)


def recorded(function, *arguments, **options):
    with trace(**options) as report:
        function(*arguments)
    return report


def rows(report):
    return [(record.variable, record.shape, record.symbolic and str(record.symbolic)) for record in report]


def test_nothing_is_recorded_outside_a_block():
    with trace() as report:
        pass
    linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))
    assert report.calls == ()


def test_an_assignment_is_recorded_with_its_statement_and_the_shape_that_the_rules_derive():
    (call,) = recorded(linear_forward, zeros(3, 7), zeros(5, 3), zeros(5, 1)).calls
    assert call.function == "linear_forward"
    assert [(given.name, given.shape, str(given.symbolic)) for given in call.arguments] == [
        ("A", (3, 7), "(n[l-1], m)"),
        ("W", (5, 3), "(n[l], n[l-1])"),
        ("b", (5, 1), "(n[l], 1)"),
    ]
    ((record, count),) = call.records
    assert (record.function, record.variable, record.statement, count) == (
        "linear_forward",
        "Z",
        "Z = np.dot(W, A) + b",
        1,
    )
    assert (record.shape, str(record.symbolic)) == ((5, 7), "(n[l], m)")
    assert record.stretched == (Stretched("add", "b", (5, 1), (5, 7), (1,), False),)


def test_each_step_back_has_its_shape_its_symbols_and_its_check():
    report = recorded(flat_linear_backward, zeros(5, 7), zeros(3, 7), zeros(5, 3), zeros(5, 1))
    assert rows(report) == [
        ("dW", (5, 3), "(n[l], n[l-1])"),
        ("db", (5, 1), "(n[l], 1)"),
        ("dA_prev", (3, 7), "(n[l-1], m)"),
    ]
    assert [(pair.derivative, pair.variable, pair.verdict, pair.condition) for pair in report.pairs] == [
        ("dW", "W", Verdict.YES, ""),
        ("db", "b", Verdict.YES, ""),
        ("dA_prev", "A_prev", Verdict.YES, ""),
    ]


def test_equal_numbers_get_no_names_that_the_rules_do_not_give():
    report = recorded(flat_linear_backward, zeros(3, 3), zeros(3, 3), zeros(3, 3), zeros(3, 1))
    assert rows(report) == [
        ("dW", (3, 3), "(n[l], n[l-1])"),
        ("db", (3, 1), "(n[l], 1)"),
        ("dA_prev", (3, 3), "(n[l-1], m)"),
    ]
    assert all(record.conditions == () for record in report)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(1, 4))
def test_what_is_derived_does_not_depend_on_the_numbers(before, n, m):
    report = recorded(flat_linear_backward, zeros(n, m), zeros(before, m), zeros(n, before), zeros(n, 1))
    assert [str(record.symbolic) for record in report] == ["(n[l], n[l-1])", "(n[l], 1)", "(n[l-1], m)"]


def test_without_a_spec_no_shape_is_symbolic():
    report = recorded(linear_backward, zeros(5, 7), (zeros(3, 7), zeros(5, 3), zeros(5, 1)))
    assert [record.symbolic for record in report] == [None] * 6
    assert [pair.verdict for pair in report.pairs] == [Verdict.YES] * 3


def test_arrays_that_a_tuple_brought_in_keep_their_symbols():
    wrapped = checked("dZ: n1 m, cache.A_prev: n0 m, cache.W: n1 n0, cache.b: n1 1")(blocks.linear_backward)
    report = recorded(wrapped, zeros(5, 7), blocks.LinearCache(zeros(3, 7), zeros(5, 3), zeros(5, 1)))
    assert rows(report) == [
        ("A_prev", (3, 7), "(n0, m)"),
        ("W", (5, 3), "(n1, n0)"),
        ("dW", (5, 3), None),
        ("db", (5, 1), None),
        ("dA_prev", (3, 7), "(n0, m)"),
    ]
    assert [(pair.derivative, pair.variable) for pair in report.pairs] == [
        ("dW", "cache.W"),
        ("db", "cache.b"),
        ("dA_prev", "cache.A_prev"),
    ]


def test_a_plain_tuple_that_is_unpacked_keeps_them_too():
    specified = checked("dZ: n1 m, cache[0]: n0 m, cache[1]: n1 n0, cache[2]: n1 1")(linear_backward.__wrapped__)
    report = recorded(specified, zeros(5, 7), (zeros(3, 7), zeros(5, 3), zeros(5, 1)))
    assert rows(report) == [
        ("A_prev", (3, 7), "(n0, m)"),
        ("W", (5, 3), "(n1, n0)"),
        ("b", (5, 1), "(n1, 1)"),
        ("dW", (5, 3), "(n1, n0)"),
        ("db", (5, 1), "(n1, 1)"),
        ("dA_prev", (3, 7), "(n0, m)"),
    ]


def test_a_transpose_that_equal_sizes_hide_is_told():
    (record,) = recorded(forgotten_transpose, zeros(5, 5), zeros(5, 7)).records
    assert record.conditions == ("matmul fits only because n[l-1] = n[l] = 5",)


def test_a_silent_growth_to_a_square_is_told():
    _, record = recorded(update_bias, zeros(5, 1), zeros(5, 7)).records
    assert (record.shape, str(record.symbolic)) == ((5, 5), "(n, n)")
    assert record.stretched == (
        Stretched("subtract", "b", (5, 1), (5, 5), (1,), True),
        Stretched("subtract", "alpha * step", (5,), (5, 5), (0,), True),
    )


def test_what_a_name_held_before_is_what_its_statement_read():
    @checked("X: n m")
    def f(X):
        X = X.T
        X = X @ X.T
        X += X[:, :1]
        return X

    assert rows(recorded(f, zeros(3, 7))) == [
        ("X", (7, 3), "(m, n)"),
        ("X", (7, 7), "(m, m)"),
        ("X", (7, 7), "(m, m)"),
    ]


def test_the_arrays_of_self_are_arguments_and_pairs():
    class Layers:
        def __init__(self):
            self.W, self.b = [zeros(3, 2), zeros(5, 3)], zeros(5, 1)

        @checked("self.W[1]: n1 n0, X: n0 m", pairs=False)
        def run(self, X):
            Z = self.W[1] @ X
            self.dW = [None, Z @ X.T]
            self.db = Z.sum(axis=1)
            self.dW[1] = self.dW[1] * 2

    report = recorded(Layers().run, zeros(3, 7))
    assert rows(report) == [
        ("Z", (5, 7), "(n1, m)"),
        ("self.db", (5,), "(n1,)"),
        ("self.dW[1]", (5, 3), None),
    ]
    assert [(pair.derivative, pair.variable, pair.verdict) for pair in report.pairs] == [
        ("self.db", "self.b", Verdict.NO),
        ("self.dW[1]", "self.W[1]", Verdict.YES),
    ]


def test_numbers_that_shapes_depend_on_are_followed():
    @checked("X: n m")
    def f(X, k):
        m = X.shape[1]
        A = X.reshape(k, -1)
        B = X[:, 2:5]
        C = np.zeros((m, 2))
        return X.T

    assert rows(recorded(f, zeros(3, 7), 3)) == [
        ("A", (3, 7), "(3, (m*n)//3)"),
        ("B", (3, 3), "(n, 3)"),
        ("C", (7, 2), "(m, 2)"),
        ("return", (7, 3), "(m, n)"),
    ]


def test_keys_are_recorded_as_they_are_at_run_time_and_paired():
    parameters = initialize_parameters_deep([2, 3, 1])
    grads = {f"d{name}": np.zeros_like(value) for name, value in parameters.items()}
    report = recorded(update_parameters, parameters, grads, 0.1)
    assert [record.variable for record in report] == [
        'parameters["W1"]',
        'parameters["b1"]',
        'parameters["W2"]',
        'parameters["b2"]',
    ]
    assert [pair.derivative for pair in report.calls[0].pairs] == [
        'grads["dW1"]',
        'grads["db1"]',
        'grads["dW2"]',
        'grads["db2"]',
    ]
    assert {pair.verdict for pair in report.pairs} == {Verdict.YES}


def test_a_whole_training_step_is_recorded_in_the_order_of_its_calls():
    parameters = initialize_parameters_deep([2, 3, 5, 4, 2, 1])
    X, Y = np.random.default_rng(0).normal(size=(2, 7)), np.ones((1, 7))

    def step():
        AL, caches = L_model_forward(X, parameters)
        update_parameters(parameters, L_model_backward(AL, Y, caches), 0.1)

    report = recorded(step)
    assert [call.function for call in report.calls] == [
        "L_model_forward",
        *["linear_activation_forward", "bare_linear_forward"] * 5,
        "L_model_backward",
        *["linear_activation_backward", "linear_backward"] * 5,
        "update_parameters",
    ]
    assert {pair.verdict for pair in report.pairs} == {Verdict.YES}
    assert len(report.pairs) == 1 + 3 * 5 + 10 + 10


def test_the_same_calls_are_counted_and_not_kept():
    def training():
        for _ in range(1000):
            linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))

    (call,) = recorded(training).calls
    assert (call.count, len(call.records)) == (1000, 1)


def test_the_same_assignment_in_a_loop_is_counted_and_not_kept():
    (call,) = recorded(train, zeros(3, 7), 1000).calls
    assert [(record.variable, count) for record, count in call.records] == [("X", 1000)]


def test_calls_beyond_the_limit_are_counted_only(monkeypatch):
    monkeypatch.setattr("shapecheck.runtime.recording.records._MOST_CALLS", 3)
    with trace() as report:
        for m in range(1, 6):
            train(zeros(2, m), 1)
    assert (len(report.calls), report.omitted) == (3, 2)
    assert "! 2 further calls left out" in str(report)


def test_no_array_is_kept():
    array = zeros(3, 7)
    reference = weakref.ref(array)
    report = recorded(train, array, 2)
    del array
    gc.collect()
    assert reference() is None
    assert len(report) == 1


def test_what_ran_before_an_exception_is_kept_with_it():
    @checked("W: n m")
    def f(W):
        A = W.T
        return A @ A

    with pytest.raises(ValueError, match="matmul"), trace() as report:
        f(zeros(3, 7))
    (call,) = report.calls
    assert [record.variable for record, _ in call.records] == ["A"]
    assert call.error is not None
    assert call.error.startswith("ValueError: matmul: ")


def test_a_call_that_does_not_fit_is_recorded_with_its_error():
    with pytest.raises(ShapeError), trace() as report:
        linear_forward(zeros(3, 7), zeros(3, 5), zeros(5, 1))
    (call,) = report.calls
    assert call.records == ()
    assert call.error == "ShapeError: linear_forward: sizes differ: 5 (axis 1 of W) != 3 (n[l-1], bound by axis 0 of A)"


def test_a_function_can_record_always():
    @checked("X: n m", trace=True)
    def f(X):
        Y = X.T
        return Y

    f(zeros(3, 7))
    f(zeros(3, 7))
    with trace() as report:
        f(zeros(2, 7))
    assert [call.count for call in f.report.calls] == [2, 1]
    assert len(report.calls) == 1
    f.report.clear()
    assert f.report.calls == ()


def test_a_function_without_source_says_so():
    namespace = {"checked": checked}
    exec("@checked\ndef f(X):\n    Y = X + 1\n    return Y\n", namespace)
    (call,) = recorded(namespace["f"], zeros(3, 7)).calls
    assert call.records == ()
    assert call.problem is not None
    assert call.problem.startswith("The source of f ")


def test_nested_blocks_each_have_all_that_is_inside_them():
    with trace() as outer:
        train(zeros(3, 7), 1)
        with trace() as inner:
            train(zeros(2, 7), 1)
    assert (len(outer.calls), len(inner.calls)) == (2, 1)


def test_generators_and_coroutines_are_recorded():
    report = recorded(lambda: list(batches(zeros(3, 7))))
    assert rows(report) == [("half", (3, 2), "(n, 2)"), ("rest", (3, 5), "(n, 5)")]
    report = recorded(lambda: asyncio.run(doubled(zeros(3, 7))))
    assert rows(report) == [("Y", (3, 7), "(n, m)")]


def test_a_suspended_generator_leaves_the_records_of_others_alone():
    def interleaved():
        first, second = batches(zeros(3, 7)), batches(zeros(2, 5))
        next(first)
        next(second)
        train(zeros(2, 2), 1)
        next(first)
        list(second)
        list(first)

    report = recorded(interleaved)
    assert sorted((call.function, tuple(record.shape for record, _ in call.records)) for call in report.calls) == [
        ("batches", ((2, 2), (2, 3))),
        ("batches", ((3, 2), (3, 5))),
        ("train", ((2, 2),)),
    ]


# The policy for both operands stretched


def test_a_growth_is_warned_of_at_its_statement():
    with pytest.warns(BroadcastWarning) as caught:
        recorded(update_bias, zeros(5, 1), zeros(5, 7), broadcast="warn")
    (warning,) = caught
    assert warning.filename.endswith("course_network.py")
    assert str(warning.message) == (
        "subtract: both operands are stretched, to (5, 5)\n"
        "    b             (5, 1)  repeated along axis 1\n"
        "    alpha * step  (5,)    repeated along axis 0\n"
        "  help: `(alpha * step)[:, np.newaxis]` has the shape (5, 1); so has a sum with keepdims=True"
    )


def test_a_growth_can_be_refused():
    with pytest.raises(ShapeError, match="both operands are stretched"):
        recorded(update_bias, zeros(5, 1), zeros(5, 7), broadcast="raise")

    refusing = checked(broadcast="raise")(update_bias.__wrapped__)
    with pytest.raises(ShapeError, match="both operands are stretched"):
        refusing(zeros(5, 1), zeros(5, 7))
    assert refusing(zeros(1, 1), zeros(1, 7)).shape == (1, 1)


def test_one_operand_stretched_is_what_broadcasting_is_for():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        recorded(linear_forward, zeros(3, 7), zeros(5, 3), zeros(5, 1), broadcast="raise")


def test_wrong_policies_are_refused():
    with pytest.raises(ValueError, match="broadcast must be"), trace(broadcast="shout"):
        pass


def test_what_goes_wrong_in_recording_is_no_affair_of_the_users(monkeypatch):
    def broken(*arguments):
        raise RuntimeError

    monkeypatch.setattr("shapecheck.runtime.recording.working.derive", broken)

    @checked
    def f(X):
        Y = X.T
        return Y

    (call,) = recorded(f, zeros(3, 7)).calls
    assert call.problem == "1 assignment could not be recorded"


def test_a_failure_is_explained_and_recorded():
    with pytest.raises(ValueError, match="not aligned") as caught, trace() as report:
        swapped(zeros(2, 7), zeros(3, 2))
    assert len(caught.value.__notes__) == 1
    assert report.calls[0].error is not None
