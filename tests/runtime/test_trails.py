"""Trails: a call that follows an earlier one is recorded as if it had been worked out."""

# What is assigned is what the tests are about.
# ruff: noqa: F841, RET504

import numpy as np
import pytest
from course_network import (
    L_model_backward,
    L_model_forward,
    batches,
    initialize_parameters_deep,
    linear_backward,
    linear_forward,
    train,
    update_bias,
    update_parameters,
)

from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.sessions import Session
from shapecheck.runtime.recording.tracer import Tracer
from shapecheck.runtime.recording.tracing import trace
from shapecheck.runtime.recording.trails import signature

RATE = 0.1
SCALE = np.ones((1, 1))


def zeros(*sizes):
    return np.zeros(sizes)


def course(n, m):
    parameters = initialize_parameters_deep([n, 5, 1])
    X, Y = zeros(n, m), zeros(1, m)
    AL, caches = L_model_forward(X, parameters)
    gradients = L_model_backward(AL, Y, caches)
    update_parameters(parameters, gradients, 0.1)


@checked("X: n m -> k m")
def branching(X, often, rate=1.0):
    """Turns, numbers that change, a branch, a global: all that a trail must tell apart."""
    scale = rate * 0.5
    for turn in range(often):
        X = X * scale + RATE
        if turn == 2:
            X = np.concatenate([X, X])
    m = X.shape[1]
    Z = X @ np.ones((m, m))
    same = X
    return Z


class Model:
    """A layer of a class, whose arrays are attributes."""

    def __init__(self, n):
        self.W = zeros(n, 3)

    @checked
    def forward(self, A):
        Z = self.W @ A
        self.Z = Z
        return Z


class Opaque:
    """Something that cannot be looked into."""

    def __init__(self, W):
        self.W = W


@checked
def by_object(model, A):
    Z = model.W @ A
    return Z


@checked
def by_container(parameters, A):
    Z = parameters["W"] @ A
    parameters["W"] = np.vstack([parameters["W"], parameters["W"]])
    return Z


@checked
def by_global(A):
    Z = A * SCALE
    return Z


def chosen(A, B, which):
    return A if which else np.copy(B)


@checked("A: n m, B: n m -> n m")
def either(A, B, which):
    C = chosen(A, B, which)
    return C


@checked
def failing(A, B):
    C = A.T
    D = C @ B
    return D


def bad(*arguments):
    with pytest.raises(ValueError, match="matmul"):
        failing(*arguments)


def grown():
    parameters = {"W": zeros(2, 3)}
    for _ in range(3):
        by_container(parameters, zeros(3, 4))


PROGRAMS = {
    "a course network": lambda: [course(n, m) for n, m in [(3, 7), (3, 7), (4, 7), (3, 7), (3, 7)]],
    "functions": lambda: [
        (linear_forward(zeros(3, m), zeros(5, 3), zeros(5, 1)), update_bias(zeros(5, 1), zeros(5, m)))
        for m in (7, 7, 5, 7, 5)
    ],
    "backward": lambda: [linear_backward(zeros(5, 7), (zeros(3, 7), zeros(5, 3), zeros(5, 1))) for _ in range(3)],
    "a loop": lambda: [train(zeros(3, 7), turns) for turns in (2, 2, 3, 5, 2)],
    "a generator": lambda: [list(batches(zeros(3, m))) for m in (8, 8, 12, 8)],
    "turns and numbers": lambda: [
        branching(zeros(2, 4), often, rate)
        for often, rate in [(1, 1.0), (1, 1.0), (2, 1.0), (4, 2.0), (4, 2.0), (4, 3.0), (1, 3.0), (0, 1.0), (0, 1.0)]
    ],
    "methods": lambda: [Model(n).forward(zeros(3, m)) for n, m in [(2, 4), (2, 4), (5, 4), (2, 4), (2, 6), (2, 6)]],
    "objects": lambda: [by_object(Opaque(zeros(n, 3)), zeros(3, 4)) for n in (2, 2, 5, 2)],
    "objects of one result": lambda: [
        by_object(Opaque(W), A)
        for W, A in [(zeros(2, 3), zeros(3, 4)), (zeros(3), zeros(3, 4)), (zeros(2, 3), zeros(3))]
    ],
    "containers that change": lambda: [grown(), grown()],
    "globals": lambda: [by_global(zeros(2, 3)) for _ in range(3)],
    "one argument or the other": lambda: [
        either(zeros(2, 2), zeros(2, 2), which) for which in (True, False, True, True, False)
    ],
    "errors": lambda: [bad(zeros(2, 3), zeros(3, 2)) for _ in range(3)],
}


def seen(report):
    """Give all that a report says, each call as text."""
    return [repr(call) for call in report.calls]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_report_is_the_same_with_trails_and_without(name, monkeypatch):
    program = PROGRAMS[name]
    with trace() as followed:
        program()
    monkeypatch.setattr(Tracer, "trail", lambda *_: None)
    with trace() as worked_out:
        program()
    assert seen(followed) == seen(worked_out)
    assert followed.calls


def test_a_wrong_trail_would_be_seen(monkeypatch):
    monkeypatch.setattr("shapecheck.runtime.recording.trails.Step.is_of", lambda *_: True)
    with trace() as followed:
        for often in (1, 4, 1):
            branching(zeros(2, 4), often)
        either(zeros(2, 2), zeros(2, 2), True)
    monkeypatch.setattr(Tracer, "trail", lambda *_: None)
    with trace() as worked_out:
        PROGRAMS["turns and numbers"]()
    assert seen(followed) != seen(worked_out)


def test_what_goes_wrong_on_a_trail_is_no_affair_of_the_users(monkeypatch):
    def broken(*_):
        raise RuntimeError

    with trace() as report:
        linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))
        monkeypatch.setattr(Session, "follow", broken)
        linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))
    assert [call.problem for call in report.calls] == [None, "2 assignments could not be recorded"]


def test_what_is_too_much_to_record_is_told_each_time(monkeypatch):
    monkeypatch.setattr("shapecheck.runtime.recording.working._MOST_RECORDS", 2)

    @checked
    def f(X):
        Y = X + 1
        Z = Y.T
        W = Z @ X
        return W

    with trace() as report:
        for _ in range(3):
            f(zeros(2, 3))
    (call,) = report.calls
    assert (call.count, len(call.records)) == (3, 2)
    assert "could not be recorded" in call.problem


def test_calls_of_the_same_shapes_are_worked_out_once(monkeypatch):
    times = []
    take = Session.take

    def counted(self, site, name, value, frame):
        times.append(name)
        take(self, site, name, value, frame)

    monkeypatch.setattr(Session, "take", counted)

    @checked("W: k n, X: n m, b: k 1 -> k m")
    def layer(W, X, b):
        Z = W @ X + b
        A = np.maximum(Z, 0)
        return A

    with trace() as report:
        for _ in range(5):
            layer(zeros(5, 3), zeros(3, 7), zeros(5, 1))
    assert times == ["Z", "A", "return"]
    assert [call.count for call in report.calls] == [5]


def test_arguments_that_do_not_fit_are_refused_after_others_that_did():
    with trace() as report:
        linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))
        with pytest.raises(ValueError, match=r"n\[l\]"):
            linear_forward(zeros(3, 7), zeros(5, 3), zeros(4, 1))
        linear_forward(zeros(3, 7), zeros(5, 3), zeros(5, 1))
    assert [(call.count, call.error is None) for call in report.calls] == [(2, True), (1, False)]


def test_results_that_do_not_fit_are_refused_after_others_that_did():
    @checked("X: n m -> n m")
    def f(X, whole):
        return X if whole[0] else X[:, :1]

    whole = [True]
    with trace():
        f(zeros(2, 3), whole)
        whole[0] = 1.5  # another kind of value, and another after it
        f(zeros(2, 3), whole)
        whole[0] = 0
        with pytest.raises(ValueError, match="m"):
            f(zeros(2, 3), whole)


def test_what_decides_shapes_is_told_apart():
    same = [
        ([zeros(5, 3), 7], [np.ones((5, 3)), 7]),
        ([{"W": [zeros(2)], 3: None}], [{"W": [np.ones(2)], 3: None}]),
    ]
    different = [
        ([zeros(5, 3)], [zeros(3, 5)]),
        ([zeros(5, 3)], [zeros(5, 3).view(np.recarray)]),
        ([1], [True]),
        ([1], [1.0]),
        ([zeros(2), [zeros(3)]], [[zeros(2), zeros(3)]]),
        ([{"W": 1}], [{"b": 1}]),
        ([{"1": 1}], [{1: 1}]),
        ([(1, 2)], [[1, 2]]),
    ]
    assert all(signature(left) == signature(right) for left, right in same)
    assert not any(signature(left) == signature(right) for left, right in different)
    assert signature([object()]) is signature([[0] * 1000]) is None
