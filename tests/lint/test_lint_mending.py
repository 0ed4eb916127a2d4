"""Helps: each is an edit that was tried on the whole file, and the finding stands where the wrong shape was made."""

import ast
import json
from pathlib import Path

import pytest

from shapecheck.lint.finding import Finding
from shapecheck.lint.fixing.contents import with_edits
from shapecheck.lint.mending.candidates import candidates
from shapecheck.lint.mending.rewriting import Offsets, TextEdit, applied, merged, rewritten
from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"


def mended(source: str, found: list[Finding]) -> str:
    """Apply the fixes of findings."""
    edits = [edit for finding in found if finding.fix is not None for edit in finding.fix.edits]
    content = with_edits(source.encode(), edits)
    assert content is not None
    return content.decode()


WRITTEN = {
    "x = (a+b)@  np.dot( A , B )": "x = (a+b).T@  np.dot( A , B )",
    "db = m * np.sum( dZ,axis = 1 )  # 中": "db = m * np.sum( dZ,axis = 1, keepdims=True )  # 中",
    "c = np.concatenate( a, b )": "c = np.concatenate((a, b))",
    "中 = f(a)[0] @ (b  if c else d)": "中 = f(a)[0].T @ (b  if c else d)",
}


@pytest.mark.parametrize(("before", "after"), WRITTEN.items(), ids=WRITTEN)
def test_what_stays_keeps_its_formatting(before: str, after: str) -> None:
    node = ast.parse(before).body[0].value  # type: ignore[attr-defined]
    values = {}
    if isinstance(node, ast.Call):
        from shapecheck.core.array import Array
        from shapecheck.core.shape import Shape

        values = {argument: Array(Shape((2, 3))) for argument in node.args}
    first = next(candidates(node, values))
    assert applied(before, rewritten(Offsets(before), node, first)) == after


@pytest.mark.parametrize("source", ["(a + b) @ c", "np.dot(a, b.T) * c", "f(x)[1:2] - np.sum(y, 0)", "a @ (b - c).T"])
def test_an_edit_gives_the_tree_that_was_meant(source: str) -> None:
    offsets = Offsets(source)
    for node in [own for own in ast.walk(ast.parse(source)) if isinstance(own, (ast.BinOp, ast.Call))]:
        for changed in candidates(node, {}):
            text = applied(source, rewritten(offsets, node, changed))
            wanted = {ast.dump(ast.parse(ast.unparse(changed)).body[0].value)}  # type: ignore[attr-defined]
            assert wanted & {ast.dump(own) for own in ast.walk(ast.parse(text))}


def test_several_edits_are_one() -> None:
    text = "A @ B @ C"
    edits = [TextEdit(1, 1, ".T"), TextEdit(9, 9, ".T")]
    assert applied(text, [merged(text, edits)]) == applied(text, edits) == "A.T @ B @ C.T"


BIAS = (
    HEAD
    + """
def backward(dZ, m):
    db = np.sum(dZ, axis=1) / m
    return db


b = np.zeros((5, 1))
for _ in range(2):
    db = backward(np.ones((5, 7)), 7)
    b = b - 0.1 * db
"""
)


def test_the_finding_is_where_the_axis_was_lost() -> None:
    (found,) = lint_source(BIAS)
    assert (found.code, found.line, [own.line for own in found.related]) == ("SHP202", 4, [11])
    assert found.help == "`np.sum(dZ, axis=1, keepdims=True)` fits, and its shape is (5, 1)"
    assert found.fix is not None
    assert found.fix.is_safe
    assert lint_source(mended(BIAS, [found])) == []


def test_an_ignore_where_it_was_found_before_is_heard() -> None:
    quiet = BIAS.replace("0.1 * db", "0.1 * db  # shapecheck: ignore[SHP202]")
    assert lint_source(quiet) == []


LATER = {
    "another call of the line": """
def f(W, x):
    return W @ x
f(np.ones((4, 3)), np.ones((3, 2)))
f(np.ones((4, 3)), np.ones((2, 3)))
""",
    "the next line": """
A, B = np.ones((4, 3)), np.ones((2, 3))
C = A @ B
D = C + np.ones((9, 9))
""",
    "the next turn": """
W, x = np.ones((3, 5)), np.ones((3, 2))
for _ in range(2):
    x = W @ x
""",
}


@pytest.mark.parametrize("program", LATER.values(), ids=LATER)
def test_no_help_with_which_something_else_fails(program: str) -> None:
    found = lint_source(HEAD + program)
    assert [own.severity for own in found] == ["error"]
    # In the first one the other call is made with sizes in another order; the product stays as it is.
    assert [own.help for own in found] in ([None], ["`np.ones((3, 2))` fits, and its shape is (3, 2)"])


def test_helps_of_several_findings_are_tried_together() -> None:
    source = HEAD + "".join(f"C{i} = np.ones((40, {i + 2})) @ np.ones((50, {i + 2}))\n" for i in range(12))
    found = lint_source(source)
    assert len(found) == 12
    assert all(own.fix is not None for own in found)
    assert lint_source(mended(source, found)) == []


PRODUCT = "def f(W, x):\n    return W @ x\nW = np.ones((4, 3))\n"

CALLS = {
    "one of two": (PRODUCT + "f(W, np.ones(3))\nf(W, np.ones(2))\n", [6]),
    "each that is wrong": (PRODUCT + "f(W, np.ones(3))\nf(W, np.ones(2))\nf(W, np.ones(5))\n", [6, 7]),
    "the outer one": (PRODUCT + "def g(x):\n    return f(W, x)\ng(np.ones(3))\ng(np.ones(2))\n", [8]),
    "where none fits, inside": (PRODUCT + "f(W, np.ones(4))\nf(W, np.ones(2))\n", [3]),
    "the same call in a later turn, inside": (PRODUCT + "for n in (3, 2):\n    f(W, np.ones(n))\n", [3]),
}


@pytest.mark.parametrize(("program", "lines"), CALLS.values(), ids=CALLS)
def test_the_call_that_is_wrong(program: str, lines: list[int]) -> None:
    assert [own.line for own in lint_source(HEAD + program)] == lines


def test_related_places_and_edits_of_a_notebook_are_counted_in_their_cells(tmp_path: Path) -> None:
    cells = [
        "import numpy as np\nb = np.zeros((5, 1))",
        "dZ = np.ones((5, 7))\ndb = np.sum(dZ, axis=1)",
        "x = 1\ny = 2\nb = b - 0.1 * db",
    ]
    notebook = {
        "cells": [
            {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
            for text in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    from shapecheck.lint.runner import lint_paths
    from shapecheck.lint.settings import Settings

    (found,) = lint_paths([str(path)], Settings()).findings
    assert (found.cell, found.line) == (2, 2)
    assert [(own.cell, own.line) for own in found.related] == [(3, 3)]
    assert found.fix is not None
    assert [(own.cell, own.line) for own in found.fix.edits] == [(2, 2)]


def test_what_comes_of_a_finding_is_related() -> None:
    program = "y, p = np.ones((7, 1)), np.ones(7)\ne = y - p\nf = np.ones((7, 1)) * e + np.ones((3, 1))\n"
    (found,) = lint_source(HEAD + program)
    assert (found.code, found.line) == ("SHP201", 3)
    assert [(own.line, own.message.split(":")[0]) for own in found.related] == [(4, "add")]


def test_an_axis_that_may_be_either_is_no_help() -> None:
    program = "z = np.ones((7, 5))\nmu, s = np.mean(z, 1, keepdims=True), np.std(z, 0)\nz = (z - mu) / s\n"
    (found,) = lint_source(HEAD + program)
    assert (found.code, found.line, found.help) == ("SHP216", 4, None)


def test_another_axis_is_a_help_and_no_cause() -> None:
    program = "v = np.zeros((4, 1))\nmu = np.ones((4, 12)).mean(axis=0, keepdims=True)\nv = 0.9 * v + 0.1 * mu\n"
    (found,) = lint_source(HEAD + program)
    assert (found.line, [own.line for own in found.related]) == (4, [3])
    assert found.help == "`np.ones((4, 12)).mean(axis=1, keepdims=True)` fits, and its shape is (4, 1)"


def test_a_function_that_one_change_makes_fit_for_all_calls_is_where_the_fault_is() -> None:
    program = "def f(s):\n    return s / np.linalg.norm(s, axis=(-2, -1))\nf(np.ones((6, 8)))\nf(np.ones((4, 6, 8)))\n"
    (found,) = lint_source(HEAD + program)
    assert (found.line, found.help) == (
        3,
        "`np.linalg.norm(s, axis=(-2, -1), keepdims=True)` fits, and its shape is (4, 1, 1)",
    )


KINDS = {
    "arguments by their names": (
        "def f(W, x):\n    return W @ x + np.ones((4, 1))\nW, x = np.ones((4, 3)), np.ones((3, 2))\nf(x, W)\n",
        ("f(x, W)", "f(W, x)"),
    ),
    "the size of the other axis": (
        "X = np.ones((7, 3))\nheld = np.zeros(X.shape[1], dtype=bool)\nheld[0] = True\nprint(X[held].sum())\n",
        ("X.shape[1]", "X.shape[0]"),
    ),
    "the shape of another array": (
        (
            "def f(A_prev, W):\n    A = W @ A_prev\n    D = np.random.random(A_prev.shape) < 0.5\n    return A * D\n"
            "f(np.ones((4, 6)), np.ones((3, 4)))\n"
        ),
        ("random(A_prev.shape)", "random(A.shape)"),
    ),
    "the key of another layer": (
        (
            'p = {"W1": np.ones((5, 3)), "W2": np.ones((2, 5))}\nA1 = p["W1"] @ np.ones((3, 7))\n'
            'A2 = p["W1"] @ A1\nprint(A2 + np.ones((2, 1)))\n'
        ),
        ('p["W1"] @ A1', 'p["W2"] @ A1'),
    ),
    "a mask of columns": (
        "X = np.ones((7, 3))\nkeep = X.std(axis=0) > 0\nprint(X[keep].sum(axis=1))\n",
        ("X[keep]", "X[:, keep]"),
    ),
    "a filter that keeps the length": (
        "x = np.ones(40)\nlow = np.convolve(x, np.ones(5))\nprint(x - low)\n",
        ("np.ones(5))", 'np.ones(5), mode="same")'),
    ),
    "letters of an einsum": (
        'X = np.einsum("dw,tw->dt", np.ones((6, 4)), np.ones((4, 3)))\nprint(X @ np.ones(3))\n',
        ("tw->", "wt->"),
    ),
    "a loop that goes one too far": (
        "x = np.ones(6)\nfor i in range(len(x)):\n    print(x[i + 1] - x[i])\n",
        ("range(len(x))", "range(len(x) - 1)"),
    ),
    "one window more": (
        "x = np.ones(20)\nw = np.zeros((len(x) - 6, 6))\nfor i in range(len(x) - 5):\n    w[i] = x[i : i + 6]\n",
        ("(len(x) - 6, 6)", "(len(x) - 5, 6)"),
    ),
    "names that are unpacked": (
        (
            "page, stamp = np.zeros((30, 20)), np.ones((4, 7))\nwidth, height = stamp.shape\n"
            "page[2 : 2 + height, 3 : 3 + width] = stamp\n"
        ),
        ("width, height =", "height, width ="),
    ),
    "a condition on all elements": (
        "x = np.ones(3)\nwhile np.abs(x) > 1e-8:\n    x = x / 2\n",
        ("np.abs(x) > 1e-8", "(np.abs(x) > 1e-8).any()"),
    ),
    "one vector for each matrix": (
        "A, b = np.ones((6, 3, 3)), np.ones((6, 3))\nprint((A @ b) + np.ones((6, 3)))\n",
        ("A @ b", "(A @ b[..., np.newaxis])[..., 0]"),
    ),
    "columns of a covariance": (
        "X, w = np.random.normal(size=(60, 3)), np.ones(3)\nprint(w @ np.cov(X) @ w)\n",
        ("np.cov(X)", "np.cov(X.T)"),
    ),
}


@pytest.mark.parametrize(("program", "change"), KINDS.values(), ids=KINDS)
def test_a_help_of_each_kind(program: str, change: tuple[str, str]) -> None:
    fixed = program.replace(*change)
    assert fixed != program
    assert mended(HEAD + program, lint_source(HEAD + program)) == HEAD + fixed
    assert lint_source(HEAD + fixed) == []


def test_a_name_of_another_layer_is_no_help_where_nothing_tells_of_it() -> None:
    program = "W1, W2 = np.ones((8, 8)), np.ones((1, 4))\nA1 = W1 @ np.ones((8, 7))\nA2 = W2 @ A1\n"
    (found,) = lint_source(HEAD + program)
    assert found.help is None


def test_one_change_that_mends_all_is_preferred() -> None:
    program = (
        "def kernel(a, b):\n    return a[:, None] - b\nx, grid = np.ones(5), np.ones(9)\nK = kernel(x, x)\n"
        "cross = kernel(x, grid)\nmean = cross @ np.linalg.solve(K, x)\nprint(np.linalg.solve(K, cross.T))\n"
    )
    found = lint_source(HEAD + program)
    assert [own.code for own in found] == ["SHP101", "SHP199"]
    assert mended(HEAD + program, found) == HEAD + program.replace("kernel(x, grid)", "kernel(grid, x)")


def test_a_help_for_all_sizes_is_an_edit() -> None:
    program = (
        "def backward(dZ, A_prev, W):\n    dW = np.dot( dZ, A_prev)  # turned\n    dA_prev = np.dot(W.T, dZ)\n"
        "    assert dW.shape == W.shape\n    assert dA_prev.shape == A_prev.shape\n    return dA_prev, dW\n"
    )
    (found,) = lint_source(HEAD + program)
    assert (found.code, found.help) == ("SHP210", "`np.dot(dZ, A_prev.T)` fits for all sizes")
    fixed = HEAD + program.replace("dZ, A_prev)  #", "dZ, A_prev.T)  #")
    assert mended(HEAD + program, [found]) == fixed
    assert lint_source(fixed) == []


HELPED = {
    "an operand that is turned no more": (
        "W, X = np.ones((3, 5)), np.ones((5, 7))\nZ = np.dot(W.T, X)\n",
        ["`np.dot(W, X)` fits, and its shape is (3, 7)"],
    ),
    "before what is not known": (
        "def f(W, x, y):\n    return W @ x + y\nf(np.ones((4, 3)), np.ones((4, 5)), unknown())\n",
        ["`W.T @ x` fits, and its shape is (3, 5)"],
    ),
    "two in one line": (
        "A, B, D, E = np.ones((4, 3)), np.ones((4, 5)), np.ones((7, 2)), np.ones((7, 6))\nC = (A @ B, D @ E)\n",
        ["`A.T @ B` fits, and its shape is (3, 5)", "`D.T @ E` fits, and its shape is (2, 6)"],
    ),
    "of the first of two calls that fail": (
        "def f(Z, A):\n    return np.dot(Z, A)\nA = np.ones((5, 9))\nf(np.ones((1, 9)), A)\nf(A, np.ones((7, 9)))\n",
        ["`np.dot(Z, A.T)` fits, and its shape is (1, 5)"],
    ),
}


@pytest.mark.parametrize(("program", "helps"), HELPED.values(), ids=HELPED)
def test_a_help_is_measured_by_what_stands_elsewhere(program: str, helps: list[str]) -> None:
    assert [found.help for found in lint_source(HEAD + program)] == helps


def test_an_axis_that_is_kept_for_one_use_is_not_safe_for_others() -> None:
    """`deg` must stay a vector for `np.diag`, of which nobody could tell."""
    program = "A = np.ones((6, 6))\ndeg = A.max(axis=1)\nL = np.diag(deg) - A\nP = A[:, :1] / deg\n"
    found = lint_source(HEAD + program)
    assert found
    assert not any(own.fix is not None and own.fix.is_safe for own in found)


def test_a_comment_ignores_what_it_names_only() -> None:
    program = "y, p = np.ones((7, 1)), np.ones(7)\ne = y - p  # shapecheck: ignore[SHP101]\nf = e @ np.ones((3, 3))\n"
    assert [own.code for own in lint_source(HEAD + program)] == ["SHP201", "SHP001"]


SUM = """
W, b, X, Y = np.ones((5, 4)), np.zeros((5, 1)), np.ones((4, 30)), np.ones((5, 30))
for _ in range(2):
    dZ = W @ X + b - Y
    dW = dZ @ X.T / 30
    db = np.sum(dZ) / 30
    W = W - 0.1 * dW
    b = b - 0.1 * db
"""

PRODUCT_MEANT = """
def backward(w, X, y):
    e = X @ w - y
    dw = e * X
    return dw

w = np.zeros((3, 1))
dw = backward(w, np.ones((50, 3)), np.ones((50, 1)))
w = w - 0.1 * dw.mean()
"""

STATED = '''
def backward(w, dZ, X):
    """Return the gradient.

    w -- weights, of shape (n_x, 1)
    dZ -- of shape (1, m)
    X -- data of shape (n_x, m)
    """
    dw = np.dot(dZ, X.T)
    return dw
'''

GRADIENTS = {
    "a sum of all": (SUM, ("np.sum(dZ)", "np.sum(dZ, axis=1, keepdims=True)")),
    "elements in place of a product": (PRODUCT_MEANT, ("e * X", "X.T @ e")),
    "of what a docstring states": (STATED, ("np.dot(dZ, X.T)", "np.dot(dZ, X.T).T")),
}


@pytest.mark.parametrize(("program", "change"), GRADIENTS.values(), ids=GRADIENTS)
def test_a_gradient_is_made_in_the_shape_of_what_it_is_the_gradient_of(program: str, change: tuple[str, str]) -> None:
    found = lint_source(HEAD + program)
    assert [own.code for own in found] == ["SHP202"]
    assert not any(own.fix is not None and own.fix.is_safe for own in found)
    assert mended(HEAD + program, found) == HEAD + program.replace(*change)
    assert lint_source(HEAD + program.replace(*change)) == []


def test_two_edits_in_one_place_keep_their_order() -> None:
    assert applied("f()", [TextEdit(2, 2, "a"), TextEdit(2, 2, ", b")]) == "f(a, b)"


def test_brackets_in_comments_are_none() -> None:
    program = (
        "b = np.zeros((5, 1))\ndb = np.sum(\n    np.ones((5, 7)),\n    axis=1  # one for each row (of 5)\n)\n"
        "b = b - 0.1 * db\n"
    )
    assert mended(HEAD + program, lint_source(HEAD + program)) == HEAD + program.replace("=1", "=1, keepdims=True")


KEYS = """\
import numpy as np
p = {"W1": np.ones((4, 3)), "b1": np.zeros((1, 3))}
g = {"dW1": np.ones((4, 3)), "db1": np.zeros((10, 1))}
p["b1"] = p["b1"] - 0.1 * g["db1"]
"""


def test_no_help_names_a_key_that_nothing_makes():
    (found,) = lint_source(KEYS)
    assert (found.code, found.help) == ("SHP202", None)


def test_a_key_that_ends_with_a_sign_like_a_digit_is_no_key_of_a_layer():
    """`"x\u00b2"[-1]` is a digit to Python's `isdigit`, and no number to `int`."""
    text = 'import numpy as np\np = {"x\u00b2": np.ones((2, 3))}\n'
    text += 'for l in range(1, 3):\n    r = p["x\u00b2"] @ np.ones((2, 3))\n'
    (found,) = lint_source(text)
    assert (found.code, found.help) == (
        "SHP101",
        lint_source(text.replace("\u00b2", "y"))[0].help.replace("xy", "x\u00b2"),
    )
