"""Docstrings against calls and attributes, comments against assignments: silent programs before firing ones."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from shapecheck.infer.docstrings import documented
from shapecheck.infer.shapes import infer
from shapecheck.infer.tree import parse
from shapecheck.lint.examine import examine
from shapecheck.lint.runner import lint_source
from shapecheck.lint.table import LINT_RULES

STATED = """
Parameters
----------
X : ndarray of shape (n, d)
w : ndarray of shape (d,)
k : int
"""


def function(body: str = "return X * w", parameters: str = "X, w, k=3", stated: str = STATED) -> str:
    text = indent(f"Do it.\n\n{stated.strip()}", "    ").strip()
    return f'import numpy as np\n\ndef f({parameters}):\n    """{text}\n    """\n{indent(dedent(body), "    ")}\n\n'


@pytest.mark.parametrize(
    ("call", "program"),
    [
        ("f(np.ones((5, 3)), np.ones(3))", function()),
        ("f(np.ones((5, 3)), 2.0)", function()),
        ("f(np.ones((5, 3)), np.ones(3)[0])", function()),
        ("f(np.ones((5, 3)), np.ones(1))", function()),
        ("f(np.ones((5, 3)), [1, 2, 3])", function()),
        ("f(unknown, unknown)", function()),
        ("f(np.ones(3), np.ones(3))", function("X = np.atleast_2d(X)\nreturn X * w")),
        ("f(np.ones(3), np.ones(3))", function("if X.ndim == 1:\n    X = X[None]\nreturn X * w")),
        ("f(np.ones((1, 3)), np.ones((1, 3)))", function("return X * w.ravel()")),
        (
            "f(np.ones((5, 3)), np.ones((1, 3)))",
            "import functools\n" + function().replace("def f", "@functools.wraps\ndef f"),
        ),
        ("f(np.ones((5, 3)), np.ones((1, 3)))", function(stated="Parameters\n----------\nX, w : array_like")),
        ("try:\n    f(np.ones((5, 3)), np.ones((1, 3)))\nexcept ValueError:\n    pass", function()),
    ],
)
def test_a_call_that_fits_or_may_fit_its_docstring_has_no_finding(call: str, program: str) -> None:
    assert [own.code for own in lint_source(program + call)] == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("f(np.ones((5, 3)), np.ones((1, 3)))", "call of f: w must have 1 axis (got 2 axes: (1, 3))"),
        ("f(np.ones((5, 3)), w=np.ones((1, 3)))", "call of f: w must have 1 axis (got 2 axes: (1, 3))"),
        ("f(np.ones(3), np.ones(3))", "call of f: X must have 2 axes (got 1 axis: (3,))"),
    ],
)
def test_a_call_that_its_docstring_does_not_state_is_told_once(call: str, message: str) -> None:
    (finding,) = lint_source(function() + call + "\n" + call)
    assert (finding.code, finding.severity) == ("SHP303", "warning")
    assert finding.message.startswith(f"{message}, against its docstring (by the docstring, line ")


def test_a_name_is_one_size_and_a_number_is_itself() -> None:
    stated = "Parameters\n----------\nX : ndarray of shape (n, k)\nw : ndarray of shape (n, 2)\nk : int"
    program = function("return X[:, :1] + w[:1, :1]", stated=stated)
    assert list(lint_source(program + "f(np.ones((5, 3)), np.ones((5, 2)), 3)")) == []
    for call in (
        "np.ones((5, 3)), np.ones((4, 2))",
        "np.ones((5, 3)), np.ones((5, 4))",
        "np.ones((5, 3)), np.ones((5, 2)), 7",
    ):
        (finding,) = lint_source(f"{program}f({call})")
        assert finding.code == "SHP303"


def test_docstrings_are_compared_with_each_other() -> None:
    other = function("return f(v, v)", "v", "Parameters\n----------\nv : ndarray of shape (m,)").replace(
        "def f", "def g"
    )
    (finding,) = lint_source(function() + other)
    assert (finding.code, finding.message.partition(",")[0]) == (
        "SHP303",
        "call of f: X must have 2 axes (got 1 axis: (m",
    )


def test_a_docstring_in_another_file_is_one_too(tmp_path: Path) -> None:
    (tmp_path / "tools.py").write_text(function(), encoding="utf-8")
    main = tmp_path / "main.py"
    main.write_text(
        "import numpy as np\nfrom tools import f\n\nf(np.ones((5, 3)), np.ones((1, 3)))\n", encoding="utf-8"
    )
    (finding,) = examine(str(main), frozenset(LINT_RULES)).findings
    assert (finding.code, finding.line) == ("SHP303", 4)
    assert f"(by the docstring, {tmp_path / 'tools.py'}:9)" in finding.message


# What is not known


RETURNS = "Returns\n-------\nA : ndarray of shape (n, 2)\nb : ndarray of shape (n,)"


def shapes(source: str) -> dict[str, tuple]:
    return {variable.name: variable.shapes[-1] for variable in infer(source, "<program>")}


def test_a_result_that_is_not_known_is_supposed_to_be_what_is_stated() -> None:
    program = function("import solver\nreturn solver.run(X, w), solver.rest(X)", stated=RETURNS)
    found = shapes(program + "A, b = f(1, 2)\nC = A.T")
    assert (found["A"], found["b"], found["C"]) == (("n", 2), ("n_2",), (2, "n"))
    assert list(lint_source(program + "A, b = f(1, 2)\nA @ np.ones((3, 3))\nA[0, 0, 0]")) == []


def test_an_attribute_that_is_not_known_is_supposed_to_be_what_is_stated() -> None:
    program = '''
import numpy as np

class Model(Base):
    """A model.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features, 3)
    """

    def predict(self, X):
        W = self.coef_
        return X @ W
'''
    assert shapes(program)["W"] == ("n_features", 3)


CLASS = '''
import numpy as np

class Model:
    """A model.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features, 1)
    """

    def fit(self, X, y):
        {body}
        return self
'''


@pytest.mark.parametrize(
    "body",
    [
        "self.coef_ = np.zeros((X.shape[1], 1))",
        "self.coef_ = np.zeros(X.shape[1])\n        self.coef_ = self.coef_[:, None]",
        "self.coef_ = np.linalg.lstsq(X, y)[0]",
        "self.coef = np.zeros(3)",
    ],
)
def test_attributes_that_are_what_is_stated_have_no_finding(body: str) -> None:
    assert list(lint_source(CLASS.format(body=body))) == []


def test_an_attribute_of_another_shape_is_told_and_a_private_method_is_nobodys_promise() -> None:
    program = CLASS.format(body="self.coef_ = np.zeros(X.shape[1])")
    (finding,) = lint_source(program)
    assert (finding.code, finding.line) == ("SHP302", 13)
    assert finding.message == "Model.coef_ is (_,), and not (n_features, 1) (by the docstring, line 9)"
    assert list(lint_source(program.replace("def fit", "def _fit"))) == []


# Comments


@pytest.mark.parametrize(
    "line",
    [
        "b = np.zeros((4, 1))  # (n_h, 1)",
        "b = np.zeros((4, 3))  # shape: (n, d)",
        "b = np.zeros((4, 3))  # 4 x 3",
        "b = np.zeros((4, 4))  # (n_h, n_h)",
        "b = np.array([1, 2])  # (n_h, n_x)",
        "b = np.array([1, 2])  # (4, 3)",
        "b = np.zeros((7, 2))[:, 0] * 2  # (see above, too)",
        "b = np.zeros((7, 3))  # (x, y, z)",
        "b = np.zeros(7)  # (rows, columns)",
        "b = np.zeros(7)  # a x b",
        "b = np.zeros(7)  # c: (4, 3)",
        "b = np.zeros(7).sum()  # (4, 3)",
        "b = load()  # shape: (4, 3)",
        "b = np.zeros(7)  # (4, 3) before it is summed up",
        "b = '# (4, 3)'",
        "for b in (np.zeros(3), np.zeros((3, 3))):\n    c = b + 1  # shape: (3, 3)",
        "b = np.linspace(0, 1, 50)  # (0, 1)",
        "b = np.zeros(4)  # (1, 2)",
    ],
)
def test_comments_that_are_right_or_say_something_else_have_no_finding(line: str) -> None:
    assert list(lint_source(f"import numpy as np\nfrom files import load\nn_h, n_x = 4, 3\n{line}\n")) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("b = np.zeros(n_h)  # (n_h, 1)", "b is (4,), and the comment says (n_h, 1)"),
        ("b = np.zeros((4, 3))  # shape (4,)", "b is (4, 3), and the comment says (4,)"),
        ("b = np.zeros((4, 3))  # b: (4, 5)", "b is (4, 3), and the comment says (4, 5)"),
        ("b = np.zeros((4, 3))  # b.shape == (n, n)", "b is (4, 3), and the comment says (n, n)"),
        ("b = np.zeros((4, 3))  # -> (3, 4)", "b is (4, 3), and the comment says (3, 4)"),
        ("b = np.zeros((4, 3))  # 3 x 4", "b is (4, 3), and the comment says (3, 4)"),
        ("b = np.zeros(7)  # (7, 1)", "b is (7,), and the comment says (7, 1)"),
        ("b = np.zeros((4, 5))  # n_h x n_x x 1", "b is (4, 5), and the comment says (n_h, n_x, 1)"),
    ],
)
def test_a_comment_that_says_another_shape_is_told(line: str, message: str) -> None:
    (finding,) = lint_source(f"import numpy as np\nn_h, n_x = 4, 3\n{line}\n")
    assert (finding.code, finding.severity, finding.message) == ("SHP304", "warning", message)


def test_a_comment_says_what_is_most_likely_where_nothing_else_does() -> None:
    assert shapes("from files import load\nX = load()  # shape: (n, 3)\nY = X.T")["X"] == ("n", 3)


# What docstrings say


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("x (np.ndarray[float]): of shape (n, 3)", ("n", 3)),
        ("x (ndarray): shape (n, d)", ("n", "d")),
        ("x: float array of shape [n, d]", ("n", "d")),
        ("x: (n, d) weight matrix", ("n", "d")),
        ("x: An (n, d) array of points.", ("n", "d")),
        ("x: (low, high) of the range", None),
        ("x (ndarray): shape (n, *)", None),
        ("x (ndarray): shape (n, \\\\*)", None),
        ("x: (optional, default 3) a matrix", None),
    ],
)
def test_google_style_states_shapes(text: str, sizes: tuple | None) -> None:
    node = parse(f'def f(x):\n    """Do it.\n\n    Args:\n        {text}\n    """\n').body[0]
    stated = documented(node).parameters.get("x")
    assert (stated and stated.sizes) == sizes


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("comment", ["a x " * 200 + "!", "a x " * 6000 + "b", "a " * 6000, " x " * 6000])
def test_a_comment_that_says_no_shape_is_read_as_soon_as_one_that_does(comment: str) -> None:
    assert list(lint_source(f"import numpy as np\na = np.ones((2, 3))  # {comment}\n")) == []
    assert len(list(lint_source("import numpy as np\na = np.ones((2, 3))  # 2 x 5\n"))) == 1


@pytest.mark.usefixtures("soon")
def test_a_docstring_with_many_blanks_is_read_as_soon_as_others() -> None:
    stated = STATED.replace("X : ndarray", f"X : {' ' * 60_000}ndarray").replace(
        "k : int", f"k : int, {' ' * 60_000}or so"
    )
    assert list(lint_source(function(stated=stated) + "f(np.ones((5, 3)), np.ones(3))")) == []
