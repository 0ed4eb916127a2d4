"""`shapecheck explain` as its users call it."""

import json
import sys

import pytest

from shapecheck.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that runs the command and gives its exit status, output and errors."""

    def call(*arguments, columns=100):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "argv", ["shapecheck", "explain", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


def test_what_fits_has_status_0(run):
    status, out, err = run("np.dot(W, A) + b", "W=3,2", "A=2,m", "b=3,1")
    assert (status, err) == (0, "")
    assert out.endswith("result: (3, m)\n")


def test_what_fails_has_status_1_and_help(run):
    status, out, _ = run("W * A", "W=4,3", "A=3,5")
    assert status == 1
    assert "help: `W @ A` fits, and its shape is (4, 5)" in out


@pytest.mark.parametrize(
    ("line", "status", "last"),
    [
        ("S = W @ A", 0, "result: (3, 5)"),
        ("W += W", 0, "result: (3, 2)"),
        ("W[W < 0] = 0", 0, "result: (3, 2)"),
        ("a, b, c = W.shape", 1, "    W  (3, 2)"),
    ],
)
def test_a_line_that_assigns_is_explained(run, line, status, last):
    found, out, _ = run(line, "W=3,2", "A=2,5")
    assert (found, out.splitlines()[-1]) == (status, last)


def test_a_warning_has_status_0(run):
    status, out, _ = run("Y - A", "Y=m,1", "A=m,")
    assert status == 0
    assert "warning: both operands are stretched" in out


@pytest.mark.parametrize("expression", ["-W", "-np.tanh(W)", "--W"[1:], "- W @ A"])
def test_an_expression_may_start_with_a_minus(run, expression):
    assert run(expression, "W=3,2", "A=2,m")[0] == 0


def test_names_that_are_no_identifiers(run):
    status, out, _ = run('parameters["W1"] @ self.A', 'parameters["W1"]=3,2', "self.A=2,m", "m:=7")
    assert status == 0
    assert "result: (3, 7)" in out


@pytest.mark.parametrize("arguments", [("W + 1", "--format", "json", "W=3,2"), ("--format=json", "W + 1", "W=3,2")])
def test_json(run, arguments):
    status, out, _ = run(*arguments)
    assert status == 0
    assert json.loads(out)["result"] == {"shape": [3, 2]}


WRONG = [
    (("W + V", "W=3"), "'V' is not known: give its shape, as in V=3,2", "W + V", "    ^"),
    (("W +* 1", "W=3"), "the expression cannot be read: invalid syntax", "W +* 1", "   ^"),
    (("W", "W=3,,2"), "an axis is missing before the comma: write it, or remove the comma", "W=3,,2", "    ^"),
    (("W", "W=3", "W=4"), "W is given twice: leave one of the two out", "W=4", "^"),
    (("W", "W"), "a name and its shape have `=` between them: write them as in W=3,2", "W", " ^"),
    (("",), "the expression is missing: write one such as np.dot(W, A) + b", "", "^"),
]


@pytest.mark.parametrize(("arguments", "message", "line", "caret"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_input_is_told_in_one_sentence_with_its_place(run, arguments, message, line, caret):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err == f"shapecheck: {message}\n    {line}\n    {caret}\n"


def test_what_is_not_modelled_is_told(run):
    status, out, err = run("X.reshap(3, 1)", "X=3")
    assert (status, out) == (2, "")
    assert err == "shapecheck: X.reshap: there is no rule for ndarray.reshap; did you mean .reshape?\n"


def test_no_expression(run):
    assert run()[0] == 2


def test_help(run):
    status, out, _ = run("--help")
    assert status == 0
    assert "m:=7" in out
