"""The words of explanations: failures, conditions, warnings, and the changes that were tried."""

import pytest

from shapecheck.core import Verdict
from shapecheck.errors import SpecError, UnsupportedOperation
from shapecheck.explaining.explanation import explain

HELP = [
    ("np.dot(a, b)", {"a": "(3,)", "b": "1,3"}, "`np.dot(a, b.T)` fits, and its shape is (1,)"),
    ("W * A", {"W": "4,3", "A": "3,5"}, "`W @ A` fits, and its shape is (4, 5)"),
    ("W @ A", {"W": "3,4", "A": "3,m"}, "`W.T @ A` fits, and its shape is (4, m)"),
    ("A @ W", {"W": "4,3", "A": "3,7"}, None),
    ("np.matmul(A, 2)", {"A": "3,4"}, "`A * 2` fits, and its shape is (3, 4)"),
    ("X + b", {"X": "3,4", "b": "3,"}, "`X + b[:, np.newaxis]` fits, and its shape is (3, 4)"),
    ("X * mask", {"X": "2,3,4", "mask": "2,3"}, "`X * mask[..., np.newaxis]` fits, and its shape is (2, 3, 4)"),
    ("X - X.mean(axis=1)", {"X": "3,4"}, "`X.mean(axis=1, keepdims=True)` fits, and its shape is (3, 1)"),
    ("X - 1/m * np.sum(X, axis=1)", {"X": "3,4", "m": 4},
     "`np.sum(X, axis=1, keepdims=True)` fits, and its shape is (3, 1)"),
    ("np.sum(X, axis=2)", {"X": "3,4"}, "`np.sum(X, axis=-1)` fits, and its shape is (3,)"),
    ("np.argmax(A, axis=1) == y", {"A": "10,3", "y": "3,"}, "`np.argmax(A, axis=0) == y` fits, and its shape is (3,)"),
    ("np.concatenate((X, b), axis=1)", {"X": "3,4", "b": "3,"},
     "`np.concatenate((X, b[:, np.newaxis]), axis=1)` fits, and its shape is (3, 5)"),
    ("np.concatenate(a, b)", {"a": "3,", "b": "4,"}, "`np.concatenate((a, b))` fits, and its shape is (7,)"),
    ("np.concatenate([X, Y])", {"X": "3,4", "Y": "3,5"},
     "`np.concatenate([X, Y], axis=1)` fits, and its shape is (3, 9)"),
    ("np.stack((a, b))", {"a": "3,", "b": "4,"}, "`np.concatenate((a, b))` fits, and its shape is (7,)"),
    ("np.hstack((a, X))", {"a": "3,", "X": "3,4"}, "`np.hstack((a[:, np.newaxis], X))` fits, and its shape is (3, 5)"),
    ("np.vstack((a, X))", {"a": "3,", "X": "3,4"}, "`np.column_stack((a, X))` fits, and its shape is (3, 5)"),
    ("np.append(X, a, axis=0)", {"X": "3,4", "a": "4,"},
     "`np.append(X, a[np.newaxis, :], axis=0)` fits, and its shape is (4, 4)"),
    ("X.reshape(3, 5)", {"X": "3,4"}, "`X.reshape(3, -1)` fits, and its shape is (3, 4)"),
    ("X[0, 1, 2]", {"X": "3,4"}, None),
    ("np.squeeze(X, axis=0)", {"X": "3,1"}, "`np.squeeze(X, axis=-1)` fits, and its shape is (3,)"),
    ("np.transpose(X, (0, 2, 1))", {"X": "3,4"}, "`np.transpose(X)` fits, and its shape is (4, 3)"),
    ("np.linalg.inv(A)", {"A": "3,4"}, None),
    ("np.split(X, 3)", {"X": "4,2"}, None),
    ("np.split(X, 3)", {"X": "4,6"}, "`np.split(X, 3, axis=1)` fits"),
    ("np.linalg.inv(A) @ b", {"A": "6,3,3", "b": "6,3"},
     "`(np.linalg.inv(A) @ b[..., np.newaxis])[..., 0]` fits, and its shape is (6, 3)"),
    ("np.multiply(X, b)", {"X": "3,4", "b": "3,"}, "`np.multiply(X, b[:, np.newaxis])` fits, and its shape is (3, 4)"),
    ("np.dot(X)", {"X": "3,4"}, None),
    ("np.sum(X, axis=1, keepdim=True)", {"X": "3,4"},
     "`np.sum(X, axis=1, keepdims=True)` fits, and its shape is (3, 1)"),
    ("np.sum(x, axis=1)", {"x": "()"}, None),
    ("gamma * X", {"gamma": "5,", "X": "2,5,7,11"},
     "`gamma[:, np.newaxis, np.newaxis] * X` fits, and its shape is (2, 5, 7, 11)"),
    ("gamma * X", {"gamma": "5,", "X": "2,5,5,11"}, None),
    ("X * mask", {"X": "2,3,5,7", "mask": "2,3"},
     "`X * mask[..., np.newaxis, np.newaxis]` fits, and its shape is (2, 3, 5, 7)"),
    ("sum([X, Y])", {"X": "3,4", "Y": "3,5"}, None),
    ("np.dot(Y, np.log(A))", {"Y": "1,50", "A": "1,50"}, "`np.dot(Y, np.log(A).T)` fits, and its shape is (1, 1)"),
    ("X @ Y", {"X": "50,3", "Y": "50,3"}, "`X.T @ Y` fits, and its shape is (3, 3)"),
    ("Y.reshape(A.shape)", {"Y": "1,9", "A": "4,9"}, None),
    ("Q @ K.T", {"Q": "2,3,5", "K": "2,7,5"}, "`Q @ K.swapaxes(-1, -2)` fits, and its shape is (2, 3, 7)"),
    ("Q @ K", {"Q": "2,3,5", "K": "2,7,5"}, "`Q @ K.swapaxes(-1, -2)` fits, and its shape is (2, 3, 7)"),
    ("X @ W", {"X": "2,3,5", "W": "7,5"}, "`X @ W.T` fits, and its shape is (2, 3, 7)"),
    ("np.dot(Q, K.T)", {"Q": "2,3,5", "K": "2,7,5"}, None),
    ("np.matmul(Q, K)", {"Q": "2,3,5", "K": "2,7,5"},
     "`np.matmul(Q, K.swapaxes(-1, -2))` fits, and its shape is (2, 3, 7)"),
    ("a - X.mean(axis=1)", {"a": "5,", "X": "3,4"}, None),
    ("b -= np.sum(dZ, axis=1)", {"b": "3,1", "dZ": "3,7"},
     "`np.sum(dZ, axis=1, keepdims=True)` fits, and its shape is (3, 1)"),
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
    ("np.sum(x, axis=1)", {"x": "()"}, "sum: axis 1 is out of range: x has no axes"),
    ("n, m = x.shape", {"x": "3,"}, "unpack: counts differ: 1 (values of x.shape) != 2 (names on the left)"),
    ("n, m = x", {"x": "()"}, "unpack: x is a number, which has no axis to unpack"),
    (
        "X.reshape(3, 5)",
        {"X": "3,4"},
        "reshape: numbers of elements differ: 12 (elements of X) != 15 (elements in (3, 5))",
    ),
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
        (
            "m (axis 1 of Z) is 4 or 1, as axis 0 of b is 4",
            False,
            "`Z + b[:, np.newaxis]` fits, and its shape is (4, m)",
        )
    ]
    assert remarks("Z + Y", Z="k,1", Y="m,1") == [
        ("k (axis 0 of Z) = m (axis 0 of Y), or one of them is 1", False, None)
    ]


def test_two_stretched_operands_are_warned_of():
    expected = "both operands are stretched to (m, m): Y (m, 1) and A (m,)"
    assert remarks("Y - A", Y="m,1", A="m,") == [
        (expected, True, "`Y - A[:, np.newaxis]` fits, and its shape is (m, 1)")
    ]


@pytest.mark.parametrize("expression", ["Y - np.cumsum(A, axis=None)", "Y - np.cumsum(A)", "Y - newaxis"])
def test_a_none_that_adds_no_axis_is_no_purpose(expression):
    ((_, warning, _),) = remarks(expression, Y="m,1", A="m,", newaxis="m,")
    assert warning


@pytest.mark.parametrize("expression", ["A[:, np.newaxis] - B", "A[:, None] - B", "np.expand_dims(A, 1) - B"])
def test_an_axis_that_was_added_on_purpose_is_not_warned_of(expression):
    assert remarks(expression, A="7,", B="5,") == []


def test_of_two_equal_shapes_the_examples_are_summed_over():
    assert remarks("dZ @ A", dZ="n,m", A="n,m")[0][2] == "`dZ @ A.T` fits, and its shape is (n, n)"
    assert remarks("X @ Y", X="m,n", Y="m,n")[0][2] == "`X.T @ Y` fits, and its shape is (n, n)"


def test_an_axis_that_was_kept_against_another_size_is_not_warned_of():
    distances = "(X**2).sum(1, keepdims=True) + (C**2).sum(1) - 2 * X @ C.T"
    assert remarks(distances, X="n,d", C="k,d") == []
    assert [warning for _, warning, _ in remarks(distances, X="n,d", C="n,d")] == [True]


def test_a_condition_of_several_steps_is_told_once():
    assert len(remarks("(W @ A) + (W @ A)", W="4,3", A="n,m")) == len(remarks("W @ A", W="4,3", A="n,m"))


def test_what_an_index_holds_is_asked_for():
    ((text, warning, _),) = remarks("X[y]", X="3,4", y="7,")
    assert text == "the elements of y decide the shape, numbers or a mask: write y:int or y:bool"
    assert not warning


def test_sizes_of_the_shapes_are_known_in_the_expression():
    assert str(explain("1/m * dZ @ A.T", dZ="3,m", A="2,m").result.shape) == "(3, 2)"
    assert str(explain("np.zeros((n, m)) + Z", Z="n,m").result.shape) == "(n, m)"
    assert str(explain("np.zeros((m, 2))", m=7).result.shape) == "(7, 2)"


def test_a_difference_of_sizes_is_printed_with_what_is_added_first():
    assert str(explain("np.zeros((n - m, 2))", X="n,m").result.shape) == "(n-m, 2)"
    assert str(explain("np.zeros((n - 2 * k - m + 1, 2))", X="n,m,k").result.shape) == "(n-2*k-m+1, 2)"


def test_names_that_are_no_identifiers():
    found = explain('parameters["W1"] @ self.A + b[l]', {"parameters['W1']": "3,2", "self.A": "2,m", "b[l]": "3,1"})
    assert str(found.result.shape) == "(3, m)"


def test_a_long_sum_is_explained():
    expression = " + ".join(["W"] * 3000)
    assert str(explain(expression, W="3,2").result.shape) == "(3, 2)"
    assert explain(f"{expression} + b", W="3,2", b="3,").verdict is Verdict.NO


def test_a_missing_name_is_told_with_its_place():
    with pytest.raises(SpecError, match="'V' is not known") as caught:
        explain("W + V", W="3,2")
    assert caught.value.payload.position == 4


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("np.tile(X, (1, m))", "'m' is not known: give its value, as in m:=7"),
        ("X.reshape(m, 2)", "'m' is not known: give its value, as in m:=7"),
        ("X[l]", "'l' is not known: give its value, as in l:=7"),
        ("X[:, 1:k]", "'k' is not known: give its value, as in k:=7"),
        ("1 / m * X", "'m' is not known: give its value, as in m:=7"),
        ("np.reshape(Y, (3, 4))", "'Y' is not known: give its shape, as in Y=3,2"),
        ("self.W @ X", "'self.W' is not known: give its shape, as in self.W=3,2"),
        ('cache["A"] @ X', '\'cache["A"]\' is not known: give its shape, as in cache["A"]=3,2'),
        ("Y.T @ X", "'Y' is not known: give its shape, as in Y=3,2"),
        ("summ(X)", "there is no function 'summ' here; did you mean np.sum?"),
        ("foo(X)", "there is no function 'foo' here: only those of NumPy are followed"),
        ("torch.relu(X)", "'torch' is not known: only NumPy functions are followed, under the name np"),
    ],
)
def test_of_an_unknown_name_is_asked_what_its_place_needs(expression, message):
    with pytest.raises(SpecError) as caught:
        explain(expression, X="3,4")
    assert caught.value.payload.message == message


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("round(X, 2)", "this is Python's round: write np.round instead"),
        ("sum(X, axis=1)", "this is Python's sum: write np.sum instead"),
        ("X.reshap(4, 3)", "there is no rule for ndarray.reshap; did you mean .reshape?"),
    ],
)
def test_what_is_not_numpy_s_is_told_with_what_is(expression, message):
    with pytest.raises(UnsupportedOperation) as caught:
        explain(expression, X="3,4")
    assert caught.value.payload.reason == message


def test_the_text_of_a_long_step_is_cut_between_words():
    text = explain(" + ".join(["weights"] * 40), weights="3,2").steps[-1].text
    assert text.split(" ... ")[0].endswith(("weights", "+"))
    assert text.split(" ... ")[1].startswith(("weights", "+"))


PYTHONS = [
    ("max(X)", "`np.max(X)` fits, and its shape is ()"),
    ("max(0, X)", "`np.maximum(0, X)` fits, and its shape is (3, 4)"),
    ("X > 0 and X < 1", "`np.logical_and(X > 0, X < 1)` fits"),
    ("not X", "`np.logical_not(X)` fits"),
    ("all(X)", "`np.all(X)` fits, and its shape is ()"),
    ("sorted(X)", None),
    ("math.exp(X)", "`np.exp(X)` fits, and its shape is (3, 4)"),
    ("np.summ(X)", "`np.sum`"),
]


@pytest.mark.parametrize(("expression", "change"), PYTHONS)
def test_where_a_function_of_pythons_fails_that_of_numpy_s_is_the_help(expression, change):
    found = explain(expression, X="3,4")
    assert found.verdict is Verdict.NO
    assert found.failure.help == change


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("np.stack([x / x.sum() for x in X])", "(3, 4)"),
        ("np.sum(x for x in X)", "(4,)"),
        ("(lambda x: x.T)(X)", "(4, 3)"),
        ("Y = X.T; Y @ X", "(4, 4)"),
        ("(X if X.shape[0] > 4 else X.T) @ X", "(4, 4)"),
    ],
)
def test_loops_functions_and_statements_are_followed(expression, shape):
    assert str(explain(expression, X="3,4").result.shape) == shape


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
