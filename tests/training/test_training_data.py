"""Data: what is made, what is read, how it is split, and what cannot be trained on."""

import re

import numpy as np
import pytest

from shapecheck.training.data import MADE, DataError, Source, load, split


@pytest.mark.parametrize("name", sorted(set(MADE) - {"digits"}))
def test_patterns_are_the_same_every_time_and_have_both_classes(name):
    X, labels = load(Source(name, examples=41, seed=3))
    again, _ = load(Source(name, examples=41, seed=3))
    other, _ = load(Source(name, examples=41, seed=4))
    assert (X.shape, sorted(set(labels))) == ((2, 41), [0, 1])
    assert (again == X).all()
    assert (other != X).any()


def test_digits_are_those_of_scikit_learn():
    pytest.importorskip("sklearn")
    X, labels = load(Source("digits"))
    assert (X.shape, labels.min(), labels.max()) == ((64, 1797), 0, 9)


def test_a_csv_has_its_labels_in_the_last_column_or_where_it_is_said(tmp_path):
    file = tmp_path / "points.csv"
    file.write_text("a,kind,b\n1,0,2\n3,1,4\n5,0,6\n", encoding="utf-8")
    X, labels = load(Source(str(file), label="kind"))
    assert X.tolist() == [[1, 3, 5], [2, 4, 6]]
    assert labels.tolist() == [0, 1, 0]
    file.write_text("1,2,0\n3,4,1\n", encoding="utf-8")
    assert load(Source(str(file)))[1].tolist() == [0, 1]


def test_an_npz_has_a_row_for_each_example(tmp_path):
    np.savez(tmp_path / "d.npz", X=np.arange(6.0).reshape(3, 2), y=np.array([[0], [1], [2]]))
    X, labels = load(Source(str(tmp_path / "d.npz")))
    assert (X.tolist(), labels.tolist()) == ([[0, 2, 4], [1, 3, 5]], [0, 1, 2])


CSV = {
    "text": ("1,2,0\n3,x,1\n", r":2: column 2 must be a number \(got 'x'\)"),
    "ragged": ("1,2,0\n3,1\n", r":2: must have 3 columns as the first line \(got 2\)"),
    "empty": ("", "is empty"),
    "nan": ("1,nan,0\n3,2,1\n", "1 of the features are not finite numbers, first that of example 1, feature 2"),
    "inf": ("1,1,0\n3,inf,1\n", "first that of example 2, feature 2"),
    "half": ("1,2,0\n3,4,0.5\n", r"labels must be integers from 0 \(got 0.5\)"),
    "minus": ("1,2,0\n3,4,-1\n", r"labels must be integers from 0 \(got -1\)"),
    "semicolons": ("1;2;0\n3;4;1\n", r":2: columns must be separated by commas \(got '3;4;1'\)"),
    "labels alone": ("1\n0\n", r"there must be a feature beside the labels \(got none\)"),
    "a mistake in the first line": ("1,x,0\n3,4,1\n", r":1: column 2 must be a number \(got 'x'\)"),
    "an underscore": ("1,1_0,0\n3,4,1\n", r"column 2 must be a number \(got '1_0'\)"),
    "far": ("1,2,0\n3,4,5000\n", "labels must be classes below 1000"),
}


@pytest.mark.parametrize("name", CSV)
def test_a_csv_that_cannot_be_trained_on_is_told_in_one_sentence(tmp_path, name):
    text, message = CSV[name]
    file = tmp_path / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message) as found:
        load(Source(str(file)))
    assert "\n" not in str(found.value)


def test_a_column_that_is_not_there_is_told(tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("a,b\n1,0\n", encoding="utf-8")
    with pytest.raises(DataError, match="has no column kind"):
        load(Source(str(file), label="kind"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"text"])
def test_an_npz_that_is_none_is_told(tmp_path, content):
    (tmp_path / "d.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"is not a complete \.npz file"):
        load(Source(str(tmp_path / "d.npz")))


@pytest.mark.parametrize(
    ("X", "y"),
    [((3, 2), (3,)), ((3, 2), (3, 1)), ((2, 3), (1, 3)), ((2, 3), (3,)), ((3, 3), (1, 3)), ((3, 3), (3, 1))],
)
def test_examples_are_where_the_labels_say(tmp_path, X, y):
    file = tmp_path / "d.npz"
    examples = np.arange(np.prod(X)).reshape(X).astype(float)
    np.savez(file, X=examples, Y=np.array([0, 1, 2]).reshape(y))
    found, labels = load(Source(str(file)))
    rows = y == (3, 1) or X == (3, 2)
    assert (found.tolist(), labels.tolist()) == ((examples.T if rows else examples).tolist(), [0, 1, 2])


def test_labels_may_be_one_hot(tmp_path):
    file = tmp_path / "d.npz"
    Y = np.eye(3)[[2, 0, 1, 2]]
    for X, y in [(np.ones((4, 2)), Y), (np.ones((2, 4)), Y.T)]:
        np.savez(file, X=X, y=y)
        found, labels = load(Source(str(file)))
        assert (found.shape, labels.tolist()) == ((2, 4), [2, 0, 1, 2])
    np.savez(file, X=np.ones((4, 2)), y=Y * 2)
    with pytest.raises(DataError, match="a label for each"):
        load(Source(str(file)))


def test_a_class_without_examples_is_told_where_a_network_is_not_there_already():
    X, labels = np.arange(12.0).reshape(2, 6), np.array([1, 2, 3] * 2)
    with pytest.raises(DataError, match=r"labels must be 0, 1, ... to 2 for 3 classes \(got 3 and no 0\)"):
        split(X, labels, "d")
    assert split(X, labels, "d", standard=(np.zeros((2, 1)), np.ones((2, 1)))).Y.shape[0] == 4


def test_an_npz_of_something_else_is_told(tmp_path):
    file = tmp_path / "d.npz"
    np.savez(file, W1=np.zeros((2, 2)))
    with pytest.raises(DataError, match=r"must have the arrays X and y \(got W1\)"):
        load(Source(str(file)))
    np.savez(file, X=np.zeros((3, 2)), y=np.zeros(4))
    with pytest.raises(DataError, match=re.escape("got shapes (3, 2) and (4,)")):
        load(Source(str(file)))
    np.savez(file, X=np.array([object()]), y=np.zeros(1))
    with pytest.raises(DataError, match="cannot be read"):
        load(Source(str(file)))


@pytest.mark.parametrize("source", ["nothing", "there.csv", "there.npz"])
def test_data_that_is_not_there_is_told(source):
    with pytest.raises(DataError, match=r"data must be one of circles|there is no file"):
        load(Source(source))


def test_a_split_holds_out_some_of_each_class_and_standardises_by_the_others():
    X = np.random.default_rng(0).normal(3, 2, (2, 100))
    labels = np.array([0] * 80 + [1] * 20)
    found = split(X, labels, "d", held_out=0.25, seed=1)
    assert (found.Y_held.sum(), found.Y_held.size) == (5, 25)
    np.testing.assert_allclose(found.X.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(found.X.std(axis=1), 1)
    every = np.hstack([found.scale * part + found.mean for part in (found.X, found.X_held)])
    np.testing.assert_allclose(np.sort(every, axis=1), np.sort(X, axis=1))


def test_more_than_two_classes_are_one_hot():
    found = split(np.ones((1, 9)), np.array([0, 1, 2] * 3), "d")
    assert found.Y.shape[0] == 3
    assert (found.Y.sum(axis=0) == 1).all()
    assert (found.scale == 1).all()  # a feature that is always the same
    assert (split(np.full((1, 9), 0.1), np.array([0, 1, 2] * 3), "d").scale == 1).all()  # also where it is rounded


@pytest.mark.parametrize(("labels", "message"), [([0, 0, 0], "two classes"), ([0, 0, 1], "class 1 must have two")])
def test_too_few_examples_are_told(labels, message):
    with pytest.raises(DataError, match=message):
        split(np.ones((1, 3)), np.array(labels), "d")
