"""Mini-batches and predictions."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.network import accuracy, minibatches, predict


@given(m=st.integers(1, 53), batch_size=st.integers(1, 61), seed=st.integers(0, 99))
def test_each_example_comes_once_with_its_own_target(m, batch_size, seed):
    X = np.arange(3.0 * m).reshape(3, m)
    Y = X[:1] + 0.5
    batches = list(minibatches(X, Y, batch_size, seed=seed))
    sizes = [x.shape[1] for x, _ in batches]
    assert sizes[:-1] == [batch_size] * (len(sizes) - 1)
    assert 1 <= sizes[-1] <= batch_size
    joined = np.hstack([x for x, _ in batches])
    np.testing.assert_array_equal(joined[:, joined[0].argsort()], X)
    for x, y in batches:
        np.testing.assert_array_equal(y, x[:1] + 0.5)


def test_a_seed_gives_the_same_order_and_a_generator_another_each_time():
    X = np.arange(53.0).reshape(1, 53)

    def order(seed):
        return np.hstack([x for x, _ in minibatches(X, X, 7, seed=seed)])

    assert np.array_equal(order(5), order(5))
    assert not np.array_equal(order(5), order(6))
    assert not np.array_equal(order(5), X)
    generator = np.random.default_rng(5)
    assert not np.array_equal(order(generator), order(generator))


def test_batches_are_copies_of_the_same_type():
    X = np.ones((2, 7), np.float32)
    for x, y in minibatches(X, X, 3, seed=1):
        assert x.dtype == y.dtype == np.float32
        x[:] = 5
    assert (X == 1).all()


@pytest.mark.parametrize(
    ("X", "Y", "batch_size", "sentence"),
    [
        ((2, 7), (1, 5), 3, "X and Y must be matrices with the same number of columns (got (2, 7) and (1, 5))"),
        ((2, 7), (7,), 3, "X and Y must be matrices with the same number of columns (got (2, 7) and (7,))"),
        ((2, 0), (1, 0), 3, "X must have at least one example (got shape (2, 0))"),
        ((2, 7), (1, 7), 0, "batch_size must be a positive integer (got 0)"),
        ((2, 7), (1, 7), True, "batch_size must be a positive integer (got True)"),
        ((2, 7), (1, 7), 2.5, "batch_size must be a positive integer (got 2.5)"),
    ],
)
def test_wrong_input_is_refused_at_the_call_in_one_sentence(X, Y, batch_size, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        minibatches(np.ones(X), np.ones(Y), batch_size, seed=1)


def test_one_unit_predicts_by_the_half_and_several_by_the_largest():
    assert predict(np.array([[0.2, 0.5, 0.7]])).tolist() == [0, 0, 1]
    assert predict(np.array([[0.2, 0.5, 0.7], [0.8, 0.5, 0.3]])).tolist() == [1, 0, 0]


def test_accuracy_is_the_share_of_right_classes():
    AL = np.array([[0.9, 0.2, 0.1], [0.1, 0.5, 0.2], [0.0, 0.3, 0.7]])
    assert accuracy(AL, np.eye(3)) == 1
    assert accuracy(AL, np.eye(3)[:, [0, 2, 1]]) == pytest.approx(1 / 3)


@pytest.mark.parametrize(("AL", "Y"), [((1, 7), (7,)), ((1, 7), (7, 1)), ((3, 0), (3, 0))])
def test_accuracy_refuses_shapes_that_would_be_broadcast_and_no_examples(AL, Y):
    with pytest.raises(ValueError, match=r"^Y must have the shape of A"):
        accuracy(np.ones(AL), np.ones(Y))
