"""The words of explanations: failures, conditions, warnings, and the changes that were tried."""

import pytest

from shapecheck.core import Verdict
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.expressions.explanation import explain

HELP = [
    ("np.dot(a, b)", {"a": "(3,)", "b": "1,3"}, "`np.dot(a, b.T)` fits and gives (1,)"),
    ("W * A", {"W": "4,3", "A": "3,5"}, "`W @ A` fits and gives (4, 5)"),
    ("W @ A", {"W": "3,4", "A": "3,m"}, "`W.T @ A` fits and gives (4, m)"),
    ("A @ W", {"W": "4,3", "A": "3,7"}, "`W @ A` fits and gives (4, 7)"),
    ("np.matmul(A, 2)", {"A": "3,4"}, "`A * 2` fits and gives (3, 4)"),
    ("X + b", {"X": "3,4", "b": "3,"}, "`X + b[:, np.newaxis]` fits and gives (3, 4)"),
    ("X * mask", {"X": "2,3,4", "mask": "2,3"}, "`X * mask[..., np.newaxis]` fits and gives (2, 3, 4)"),
    ("X - X.mean(axis=1)", {"X": "3,4"}, "`X - X.mean(axis=1, keepdims=True)` fits and gives (3, 4)"),
    ("X - 1/m * np.sum(X, axis=1)", {"X": "3,4", "m": 4},
     "`X - 1 / m * np.sum(X, axis=1, keepdims=True)` fits and gives (3, 4)"),
    ("np.sum(X, axis=2)", {"X": "3,4"}, "`np.sum(X, axis=-1)` fits and gives (3,)"),
    ("np.argmax(A, axis=1) == y", {"A": "10,3", "y": "3,"}, "`np.argmax(A, axis=0) == y` fits and gives (3,)"),
    ("np.concatenate((X, b), axis=1)", {"X": "3,4", "b": "3,"},
     "`np.concatenate((X, b[:, np.newaxis]), axis=1)` fits and gives (3, 5)"),
    ("np.concatenate(a, b)", {"a": "3,", "b": "4,"}, "`np.concatenate((a, b))` fits and gives (7,)"),
    ("np.concatenate([X, Y])", {"X": "3,4", "Y": "3,5"}, "`np.concatenate([X, Y], axis=1)` fits and gives (3, 9)"),
    ("np.stack((a, b))", {"a": "3,", "b": "4,"}, "`np.concatenate((a, b))` fits and gives (7,)"),
    ("np.hstack((a, X))", {"a": "3,", "X": "3,4"}, "`np.hstack((a[:, np.newaxis], X))` fits and gives (3, 5)"),
    ("np.vstack((a, X))", {"a": "3,", "X": "3,4"}, "`np.column_stack((a, X))` fits and gives (3, 5)"),
    ("np.append(X, a, axis=0)", {"X": "3,4", "a": "4,"},
     "`np.append(X, a[np.newaxis, :], axis=0)` fits and gives (4, 4)"),
    ("X.reshape(3, 5)", {"X": "3,4"}, "`X.reshape(3, -1)` fits and gives (3, 4)"),
    ("X[0, 1, 2]", {"X": "3,4"}, "`X[0, 1]` fits and gives ()"),
    ("np.squeeze(X, axis=0)", {"X": "3,1"}, "`np.squeeze(X, axis=-1)` fits and gives (3,)"),
    ("np.transpose(X, (0, 2, 1))", {"X": "3,4"}, "`np.transpose(X)` fits and gives (4, 3)"),
    ("np.linalg.inv(A)", {"A": "3,4"}, "`np.linalg.pinv(A)` fits and gives (4, 3)"),
    ("np.split(X, 3)", {"X": "4,2"}, "`np.array_split(X, 3)` fits"),
    ("np.multiply(X, b)", {"X": "3,4", "b": "3,"}, "`np.multiply(X, b[:, np.newaxis])` fits and gives (3, 4)"),
    ("(A - B) ** 2", {"A": "100,2", "B": "50,2"}, None),
    ("x.flatten() @ W", {"x": "2,3,4", "W": "12,5"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "shapes", "change"), HELP, ids=[expression for expression, *_ in HELP])
def test_the_first_change_that_fits_is_told(expression, shapes, change):
    found = explain(expression, **shapes)
    assert found.verdict is Verdict.NO
    assert found.failure.help == change


FAILURES = [
    ("W * A", {"W": "4,3", "A": "3,5"}, "multiply: sizes differ and neither is 1: 4 (axis 0 of W) != 3 (axis 0 of A)"),
    ("W @ A", {"W": "5,4", "A": "3,7"}, "matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A)"),
    ("X[0, 1, 2]", {"X": "3,4"}, "index: X must have at least 3 axes (got 2 axes: (3, 4))"),
    ("np.matmul(A, 2)", {"A": "3,4"}, "matmul: a number must have at least 1 axis (got 0 axes: ())"),
    ("X.reshape(3, 5)", {"X": "3,4"}, "reshape: totals differ: 12 (elements of X) != 15 (elements in (3, 5))"),
    ("X / y", {"X": "3,4", "y": "3,"}, "divide: sizes differ and neither is 1: 4 (axis 1 of X) != 3 (axis 0 of y)"),
]


@pytest.mark.parametrize(("expression", "shapes", "message"), FAILURES, ids=[expression for expression, *_ in FAILURES])
def test_a_failure_is_worded_with_numpy_s_name_and_each_size_at_its_place(expression, shapes, message):
    assert explain(expression, **shapes).failure.message == message


def remarks(expression, **shapes):
    return [(remark.text, remark.warning, remark.help) for remark in explain(expression, **shapes).remarks]


def test_what_holds_for_all_sizes_has_no_remark():
    assert remarks("np.dot(W, A) + b", W="3,2", A="2,m", b="3,1") == []


def test_a_condition_names_the_symbol_and_what_it_must_be():
    assert remarks("W @ A", W="4,3", A="n,m") == [("3 (axis 1 of W) = n (axis 0 of A)", False, None)]
    assert remarks("Z + b", Z="4,m", b="4,") == [
        ("m (axis 1 of Z) is 4 or 1, as axis 0 of b is 4", False, "`Z + b[:, np.newaxis]` fits and gives (4, m)")
    ]
    assert remarks("Z + Y", Z="k,1", Y="m,1") == [
        ("k (axis 0 of Z) = m (axis 0 of Y), or one of them is 1", False, None)
    ]


def test_two_stretched_operands_are_warned_of():
    expected = "both operands are stretched: Y (m, 1) and A (m,) give (m, m)"
    assert remarks("Y - A", Y="m,1", A="m,") == [(expected, True, "`Y - A[:, np.newaxis]` fits and gives (m, 1)")]


@pytest.mark.parametrize("expression", ["A[:, np.newaxis] - B", "A[:, None] - B", "np.expand_dims(A, 1) - B"])
def test_an_axis_that_was_added_on_purpose_is_not_warned_of(expression):
    assert remarks(expression, A="7,", B="5,") == []


def test_what_an_index_holds_is_asked_for():
    ((text, warning, _),) = remarks("X[y]", X="3,4", y="7,")
    assert text == "what y holds decides the shape, numbers or a mask: say y:int or y:bool"
    assert not warning


def test_sizes_of_the_shapes_are_known_in_the_expression():
    assert str(explain("1/m * dZ @ A.T", dZ="3,m", A="2,m").result.shape) == "(3, 2)"
    assert str(explain("np.zeros((n, m)) + Z", Z="n,m").result.shape) == "(n, m)"
    assert str(explain("np.zeros((m, 2))", m=7).result.shape) == "(7, 2)"


def test_names_that_are_no_identifiers():
    found = explain('parameters["W1"] @ self.A + b[l]', {"parameters['W1']": "3,2", "self.A": "2,m", "b[l]": "3,1"})
    assert str(found.result.shape) == "(3, m)"


def test_a_long_sum_is_explained():
    expression = " + ".join(["W"] * 3000)
    assert str(explain(expression, W="3,2").result.shape) == "(3, 2)"
    assert explain(f"{expression} + b", W="3,2", b="3,").verdict is Verdict.NO


def test_a_missing_name_is_told_with_its_place():
    with pytest.raises(SpecError, match="nothing is known of 'V'") as caught:
        explain("W + V", W="3,2")
    assert caught.value.payload.position == 4


@pytest.mark.parametrize("expression", ["[x for x in X]", "np.sum(x for x in X)", "(lambda x: x)(X)"])
def test_loops_inside_an_expression_are_not_modelled(expression):
    with pytest.raises(UnsupportedOperation, match="are not followed"):
        explain(expression, X="3,4")


def test_an_empty_expression_is_told():
    with pytest.raises(SpecError, match="the expression is missing"):
        explain("  ")


@pytest.mark.parametrize(
    ("expression", "title"),
    [("a - b", "subtract"), ("a * b", "multiply"), ("a / b", "divide"), ("a @ b", "matmul"), ("a == b", "equal"),
     ("-a", "negative"), ("a ** 2", "power"), ("a[0]", "index"), ("np.dot(a, b)", "dot"), ("a.T", "T")],
)  # fmt: skip
def test_operators_have_the_names_of_numpy_s_functions(expression, title):
    assert explain(expression, a="3,3", b="3,3").steps[-1].title == title
