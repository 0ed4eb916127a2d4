"""Explanations in every format."""

import io
import json
import re

import pytest
from rich.cells import cell_len

from shapecheck.explaining.explanation import explain
from shapecheck.report import formats, writer

FORMATS = formats("explain")


def printed(explanation, form="terminal"):
    out = io.StringIO()
    writer("explain", form)(explanation, out)
    return out.getvalue()


CASES = [
    ("np.dot(W, A) + b", {"W": "3,2", "A": "2,m", "b": "3,1"}),
    ("Y - A", {"Y": "m,1", "A": "m,"}),
    ("W * A", {"W": "4,3", "A": "3,5"}),
    ("X / np.linalg.norm(X, axis=1)", {"X": "3,4"}),
    ("Z + b", {"Z": "4,m", "b": "4,"}),
    ("X.shape", {"X": "3,4"}),
    ("m, n, k = X.shape", {"X": "3,4"}),
    ("X[X < 0] = 0", {"X": "3,4"}),
    ("np.linalg.svd(X)", {"X": "3,4"}),
    ("x @ y", {"x": "*s 3", "y": "3 4"}),
    (" + ".join(["W"] * 100), {"W": "3,2"}),
]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("expression", "shapes"), CASES, ids=[expression[:20] for expression, _ in CASES])
def test_every_format_prints_every_kind_of_explanation(monkeypatch, form, expression, shapes, width):
    monkeypatch.setenv("COLUMNS", str(width))
    text = printed(explain(expression, **shapes), form)
    assert text.strip()
    assert "\x1b" not in text
    assert not re.search(r"Verdict|Shape\(|Array\(|Dim\(|\[/", text)
    if form == "terminal":
        assert all(cell_len(line) <= width for line in text.splitlines())


def test_a_broadcast_is_drawn_axis_by_axis(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert (
        printed(explain("W @ A + b", W="3,2", A="2,m", b="3,1"))
        == """\
W @ A      (3, m)  matmul: (n?,k),(k,m?)->(n?,m?)
W @ A + b  (3, m)  add: element by element

W @ A + b  (3, m)  axis 0            axis 1
  W @ A    (3, m)  3 kept            m kept
  b        (3, 1)  3 kept  1 stretched to m

result: (3, m)
"""
    )


def test_a_warning_says_that_both_operands_are_stretched(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert (
        printed(explain("Y - A", Y="m,1", A="m,"))
        == """\
Y - A  (m, m)  subtract: element by element

Y - A  (m, m)      axis 0            axis 1
  Y    (m, 1)      m kept  1 stretched to m
  A      (m,)  added to m            m kept

result: (m, m)
  warning: both operands are stretched to (m, m): Y (m, 1) and A (m,)
  help: `Y - A[:, np.newaxis]` fits, and its shape is (m, 1)
"""
    )


def test_a_failure_has_the_axes_the_origins_and_the_help(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    first, rest = printed(explain("X - X.mean(axis=1)", X="3,4")).split("\n\n", 1)
    assert first.startswith("X.mean(axis=1)  (3,)  mean: ")
    assert (
        rest
        == """\
X - X.mean(axis=1)              axis 0      axis 1
  X                 (3, 4)      3 kept  4 is not 3
  X.mean(axis=1)      (3,)  added to 3  3 is not 4

subtract: sizes differ and neither is 1: 4 (axis 1 of X) != 3 (axis 0 of X.mean(axis=1))
    X               (3, 4)
    X.mean(axis=1)  (3,)    3 from axis 0 of X
  help: `X.mean(axis=1, keepdims=True)` fits, and its shape is (3, 1)
"""
    )


def test_json_has_steps_broadcasts_conditions_and_remarks():
    found = json.loads(printed(explain("W @ A + b", W="4,3", A="3,m", b="4,"), "json"))
    assert (found["verdict"], found["result"], found["failure"]) == ("unknown", {"shape": [4, 4]}, None)
    product, total = found["steps"]
    assert (product["title"], product["operation"], product["verdict"]) == ("matmul", "operator.matmul", "yes")
    assert product["operands"] == [{"name": "W", "shape": [4, 3]}, {"name": "A", "shape": [3, "m"]}]
    assert total["conditions"] == ["m (axis 1 of W @ A) is 4 or 1, as axis 0 of b is 4"]
    assert total["broadcasts"][1] == {"operand": "b", "from": [4], "to": [4, 4], "axes": ["added", "kept"]}
    assert found["remarks"] == [
        {
            "step": "W @ A + b",
            "text": "m (axis 1 of W @ A) is 4 or 1, as axis 0 of b is 4",
            "warning": False,
            "help": "`W @ A + b[:, np.newaxis]` fits, and its shape is (4, m)",
        }
    ]


def test_json_has_the_failure():
    found = json.loads(printed(explain("W * A", W="4,3", A="3,5"), "json"))
    assert (found["verdict"], found["result"]) == ("no", None)
    assert found["failure"] == {
        "operation": "multiply",
        "problem": "sizes differ and neither is 1: 4 (axis 0 of W) != 3 (axis 0 of A)",
        "operands": [{"name": "W", "shape": [4, 3], "origin": ""}, {"name": "A", "shape": [3, 5], "origin": ""}],
        "help": "`W @ A` fits, and its shape is (4, 5)",
    }
