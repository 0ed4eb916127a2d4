"""Findings about what docstrings state: silent programs before those with a finding."""

from textwrap import dedent, indent

import pytest

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

STATED = """
X : ndarray of shape (n_samples, n_features)
W : ndarray of shape (n_components, n_features)
v : ndarray of shape (n_features,)
c : ndarray of shape (n_samples, 1)
"""


def program(body: str, stated: str = STATED, returns: str = "", parameters: str = "X, W, v, c") -> str:
    parts = ["Do it.", f"Parameters\n----------\n{stated.strip()}"]
    if returns:
        parts.append(f"Returns\n-------\n{returns}")
    text = "\n\n".join(parts)
    head = f'import numpy as np\n\n\ndef f({parameters}):\n    """{indent(text, "    ").strip()}\n    """\n'
    return f"{head}{indent(dedent(body).strip(), '    ')}\n"


def codes(source: str) -> list[str]:
    return [finding.code for finding in lint_source(source)]


@pytest.mark.parametrize(
    "body",
    [
        "return X @ W.T",
        "return (X - v) @ W.T",
        "return X * c",
        "return X[:, np.newaxis] - W",
        "return X @ v",
        "return X.T @ c",
        "return np.hstack([X, c])",
        "n = X.shape[0]\nreturn np.zeros(n) + X[:, 0]",
    ],
)
def test_code_that_does_what_its_docstring_states_has_no_finding(body: str) -> None:
    assert codes(program(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "assert X.shape[1] == W.shape[0]\nreturn X @ W",
        "if X.shape[1] != len(W):\n    raise ValueError\nreturn X @ W",
        "if X.shape[1] == W.shape[0]:\n    return X @ W\nreturn X @ W.T",
        "if X.ndim == 3:\n    return X[0, 0, 0]\nreturn X",
        "if v.ndim > 1:\n    v = v[:, 0]\nreturn X @ v",
        "try:\n    return X @ W\nexcept ValueError:\n    return X @ W.T",
    ],
)
def test_what_the_code_asks_itself_has_no_finding(body: str) -> None:
    assert codes(program(body)) == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("return X @ W", "n_features (axis 1 of X) = n_components (axis 0 of W)"),
        ("return np.dot(W.T, X)", "n_components (axis 1 of W.T) = n_samples (axis 0 of X)"),
        ("return X.T * v", "n_samples (axis 1 of X.T) = n_features (axis 0 of v), or one of them is 1"),
        ("return X @ c.T", "n_features (axis 1 of X) = 1 (axis 0 of c.T)"),
    ],
)
def test_sizes_that_are_stated_apart_and_must_be_equal_are_told(body: str, names: str) -> None:
    (finding,) = lint_source(program(body))
    assert (finding.code, finding.severity) == ("SHP301", "warning")
    assert f": {names} (by the docstring, line " in finding.message


def test_the_lines_of_both_sizes_are_named_and_a_help_that_fits() -> None:
    (finding,) = lint_source(program("return X @ W"))
    assert finding.message.endswith("(by the docstring, line 9, line 10)")
    assert finding.help == "`X @ W.T` fits, and its shape is (n_samples, n_components)"
    assert [(line.name, line.shape, line.origin) for line in finding.operands] == [
        ("X", "(n_samples, n_features)", "n_samples from line 9; n_features from line 9"),
        ("W", "(n_components, n_features)", "n_components from line 10; n_features from line 10"),
    ]


def test_sizes_are_called_as_each_docstring_calls_them() -> None:
    first = program("return X")
    second = program("return X @ W").replace("def f", "def g")
    (finding,) = lint_source(first + second)
    assert "n_features (axis 1 of X) = n_components (axis 0 of W)" in finding.message
    assert finding.help == "`X @ W.T` fits, and its shape is (n_samples, n_components)"


@pytest.mark.parametrize("body", ["return X[0, 0, 0]", "return v[:, 0]", "return c @ np.zeros((3, 4))"])
def test_what_is_possible_for_no_sizes_as_stated_is_a_warning(body: str) -> None:
    (finding,) = lint_source(program(body))
    assert (finding.code, finding.severity) == ("SHP301", "warning")


def test_an_error_that_needs_no_docstring_stays_one_beside_what_rests_on_it() -> None:
    source = program("y = v[:, 0]\nz = np.zeros((2, 3)) @ np.zeros((4, 5))\nreturn y, z")
    assert codes(source) == ["SHP301", "SHP101"]


def test_an_error_behind_what_rests_on_a_docstring_is_told() -> None:
    source = program("y = np.zeros((2, 3)) + v[:, 0, 0].sum()\nreturn y @ np.zeros((4, 5))")
    assert codes(source) == ["SHP301", "SHP101"]


def test_a_branch_for_other_arguments_is_gone_through_too() -> None:
    source = program("if X.ndim == 3:\n    return np.zeros((2, 3)) @ np.zeros((4, 5))\nreturn X")
    assert codes(source) == ["SHP101"]


def test_a_function_that_others_call_is_judged_by_its_own_docstring() -> None:
    source = program("return X @ W") + "\n\ndef use(a, b):\n    return f(a, b, a, b)\n"
    assert codes(source) == ["SHP301"]
    source = program("return X @ W") + "\n\nf(np.ones((3, 3)), np.ones((3, 3)), 0, 0)\n"
    assert codes(source) == ["SHP301"]


def test_sizes_of_different_docstrings_are_not_compared() -> None:
    one = program("return g(X)", "X : ndarray of shape (n, k)", parameters="X")
    other = program("return W @ W.T", "W : ndarray of shape (m, n)", parameters="W").replace("def f", "def g")
    assert codes(one + other) == []


def test_a_name_that_is_a_parameter_is_its_value() -> None:
    stated = "X : ndarray of shape (n, m)\nn : int"
    assert codes(program("return np.zeros(n) + X[:, 0]", stated, parameters="X, n")) == []


@pytest.mark.parametrize("default", ["None", "1.0"])
def test_a_parameter_with_a_default_may_be_something_else(default: str) -> None:
    assert codes(program("return X[0, 0, 0]", "X : ndarray of shape (n, m)", parameters=f"X={default}")) == []


@pytest.mark.parametrize("annotation", ["torch.Tensor", "list", "Table", "np.ndarray | None"])
def test_an_annotation_of_another_type_goes_before_the_docstring(annotation: str) -> None:
    source = program("return X[0, 0, 0]", "X : ndarray of shape (n, m)", parameters=f'X: "{annotation}"')
    assert codes(source) == []


def test_an_annotation_of_an_array_goes_with_the_docstring() -> None:
    source = program("return X[0, 0, 0]", "X : ndarray of shape (n, m)", parameters="X: np.ndarray")
    assert codes(source) == ["SHP301"]


@pytest.mark.parametrize(
    ("body", "returns"),
    [
        ("return X.sum(axis=1)", "ndarray of shape (n_samples,)"),
        ("return X.sum(axis=1, keepdims=True)", "ndarray of shape (n_samples, 1)"),
        ("if len(X) > 3:\n    return X.sum(axis=1)\nreturn X.sum(axis=1)[:, None]", "ndarray of shape (n_samples, 1)"),
        ("return unknown(X)", "ndarray of shape (n_samples, 1)"),
        ("return X[:, :k]", "ndarray of shape (n_samples, 1)"),
        ("return X.sum(axis=1)", "ndarray of shape (n,) or (n, k)"),
        ("return X.sum(axis=1), X", "ndarray of shape (n_samples, 1)"),
        ("return X.sum(axis=1), X", "s : ndarray of shape (n,)\nX : ndarray of shape (n, k)"),
        ("yield X.sum(axis=1)", "ndarray of shape (n_samples, 1)"),
    ],
)
def test_a_result_as_stated_or_unknown_has_no_finding(body: str, returns: str) -> None:
    assert codes(program(body, returns=returns)) == []


@pytest.mark.parametrize(
    ("body", "returns", "said"),
    [
        ("return X.sum(axis=1)", "ndarray of shape (n_samples, 1)", "f returns (n_samples,), and not (n_samples, 1)"),
        ("return c", "ndarray of shape (n_samples, 3)", "f returns (n_samples, 1), and not (n_samples, 3)"),
        (
            "return X, v",
            "X : ndarray of shape (n, k)\nv : ndarray of shape (k, 1)",
            "f returns (n_features,) as result 2, and not (k, 1)",
        ),
    ],
)
def test_a_result_that_is_never_as_stated_is_told_where_it_is_returned(body: str, returns: str, said: str) -> None:
    (finding,) = lint_source(program(body, returns=returns))
    assert (finding.code, finding.severity) == ("SHP302", "warning")
    assert finding.message.startswith(said)
    assert finding.source[0].strip() == body


def test_a_size_that_the_docstring_does_not_name_has_no_name_in_the_message() -> None:
    (finding,) = lint_source(program("return np.unique(X)", returns="ndarray of shape (n_samples, 1)"))
    assert finding.message == "f returns (_,), and not (n_samples, 1) (by the docstring, line 16)"


def test_a_decorator_may_change_what_is_returned() -> None:
    source = program("return X.sum(axis=1)", returns="ndarray of shape (n_samples, 1)")
    assert codes(source.replace("def f", "@column\ndef f")) == []


def test_a_stated_integer_makes_one_axis() -> None:
    source = program("r = np.zeros(n)\nreturn r", "n : int", parameters="n")
    assert [variable.shapes for variable in infer(source, "<program>") if variable.name == "r"] == [(("n",),)]


GRADIENT = '''
import numpy as np


def propagate(w, b, X, Y):
    """
    Arguments:
    w -- weights, of size (n, 1)
    b -- bias, a scalar
    X -- data of size (n, number of examples)
    Y -- labels, of size (1, number of examples)
    """
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    dw = {}
    return dw
'''


@pytest.mark.parametrize("gradient", ["X @ (A - Y).T", "np.dot(X, (A - Y).T) / X.shape[1]"])
def test_a_gradient_of_the_shape_of_an_argument_has_no_finding(gradient: str) -> None:
    assert codes(GRADIENT.format(gradient)) == []


def test_a_gradient_that_has_not_the_shape_of_an_argument_is_told_with_the_product_that_has() -> None:
    (finding,) = lint_source(GRADIENT.format("X * (A - Y) / X.shape[1]"))
    assert finding.code == "SHP202"
    assert finding.message == (
        "gradient: dw (n, number_of_examples) must have the shape of w (n, 1) (by the docstring, line 8)"
    )
    assert finding.help == "`X @ (A - Y).T` fits, and its shape is (n, 1)"
