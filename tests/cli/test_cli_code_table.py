"""`shapecheck table FILE.py` as its users call it."""

import sys
from pathlib import Path

import pytest

from shapecheck.cli import main

LAYERS = Path(__file__).parent.parent / "infer" / "layers"
PROGRAM = (LAYERS / "separate_functions.py").read_text(encoding="utf-8")
TWO_LAYERS = """\
import numpy as np
def train(X, Y, n_h):
    n_x, m = X.shape
    W1, W2 = np.zeros((n_h, n_x)), np.zeros((1, n_h))
    A1 = np.tanh(W1 @ X)
    dZ2 = W2 @ A1 - Y
    dW2 = dZ2 @ A1.T
    dW1 = (W2.T @ dZ2 * (1 - A1**2)) @ X.T
"""


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that prints a table and gives its exit status, output and errors."""

    def call(*arguments):
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["shapecheck", "table", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "model.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


def test_the_command_prints_the_table_of_a_program(run, path):
    status, out, error = run(path)
    assert (status, error) == (0, "")
    assert out.endswith("proved for every L, n[l], m\n")
    assert "... : (n[l], m), (m, n[l-1]) -> (n[l], n[l-1])" in out


def test_a_function_is_chosen_by_its_name(run, path):
    status, out, _ = run(f"{path}:forward")
    assert status == 0
    assert "dW" not in out


def test_sizes_are_put_in(run, path):
    status, out, _ = run(path, "--dims", "2,3,5,4,2,1", "--batch", "7")
    assert status == 0
    assert "(n[3], n[2]) = (4, 5)" in out
    assert "(n[5], m) = (1, 7)" in out


def test_sizes_are_put_in_by_name(run, path):
    path.write_text(TWO_LAYERS, encoding="utf-8")
    status, out, _ = run(path, "--dims", "n_h=4, n_x=2", "--batch", "7")
    assert status == 0
    assert "(n_h, m) = (4, 7)" in out
    assert out.endswith("proved for every m, n_h, n_x\n")


def test_that_nothing_is_checked_is_said(run, path):
    path.write_text(PROGRAM, encoding="utf-8")
    status, out, _ = run(f"{path}:initialize")
    assert status == 0
    assert "\n0 checks of dim(dX) = dim(X): only the operations are checked, no gradient" in out


def test_what_is_not_proved_is_shown_as_it_is_written(run, path):
    path.write_text(TWO_LAYERS + "    print(X.reshape(n_h, 7))\n", encoding="utf-8")
    _, out, _ = run(path)
    assert "\nline 9: whether `X.reshape(n_h, 7)` succeeds is not known\n" in out


def test_a_wrong_network_ends_with_status_1(run, path):
    path.write_text(PROGRAM.replace("A_prev.T", "A_prev"), encoding="utf-8")
    status, out, _ = run(path)
    assert status == 1
    assert "proved" not in out
    assert "dim(dW) = dim(W): no" in out


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (PROGRAM, ("{path}x",), "there is no such file"),
        (PROGRAM, ("{folder}/nothing.py:f",), "there is no such file"),
        (PROGRAM, ("{folder}",), "is a folder"),
        (PROGRAM, ("{path}:g",), "no function `g`: it has `initialize`, `forward`, `backward`, `update`"),
        (PROGRAM, ("{path}", "--layout", "rows"), "leave --layout out"),
        (PROGRAM, ("{path}", "--dims", "n[0],...,n[L]"), "--dims: give the sizes of "),
        ("def f(x):\n    return x\n", ("{path}",), "no network: no layers in a loop, and no gradients"),
        (TWO_LAYERS, ("{path}", "--dims", "2,3,1"), "--dims 2: `train` has no layers in a loop: its sizes are m, n_h"),
        (TWO_LAYERS, ("{path}", "--dims", "n_h=4,q=3"), "--dims q=3: `train` has no layers in a loop"),
        (TWO_LAYERS, ("{path}", "--dims", "n_h=0"), "--dims n_h=0: a size must be 1 or more (got 0)"),
        (TWO_LAYERS, ("{path}", "--dims", "n_x=3,n_h=-2"), "--dims n_h=-2: a size must be 1 or more (got -2)"),
        (TWO_LAYERS, ("{path}", "--dims", "n_h=2,n_h=3"), "--dims n_h=3: the size n_h is given twice, first as n_h=2"),
        (TWO_LAYERS, ("{path}", "--dims", "m=2", "--batch", "3"), "--batch 3: the size m is given twice, first as m=2"),
        (TWO_LAYERS, ("{path}", "--batch", "3"), "--batch 3: give the other sizes as well, with --dims"),
        (TWO_LAYERS, ("{path}", "--dims", "n_h=" + "9" * 99), "--dims n_h=9"),
        (
            PROGRAM.replace("    return A, caches", "    assert A.shape == (1, X.shape[1])\n    return A, caches"),
            ("{path}", "--dims", "3,2,2"),
            "--dims: n[2] must be 1 (got 2): `A.shape == (1, X.shape[1])`, line ",
        ),
        ("x = 1\n", ("{path}",), "it has no functions"),
        ("def f(:\n", ("{path}",), "model.py:1: "),
        (PROGRAM + PROGRAM.replace("def ", "def other_"), ("{path}",), "several networks: `"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_sentence(run, path, text, arguments, said):
    path.write_text(text, encoding="utf-8")
    status, out, error = run(*(own.format(path=path, folder=path.parent) for own in arguments))
    assert (status, out) == (2, "")
    assert error.count("\n") == 1
    assert said in error


def test_a_fault_of_ours_is_one_sentence_and_names_its_place(run, path, monkeypatch):
    def fails(*_, **__):
        raise AssertionError("no such size")

    monkeypatch.setattr("shapecheck.infer.induction.table.code_table", fails)
    status, out, error = run(path)
    assert (status, out) == (2, "")
    assert error.startswith("shapecheck: internal error in shapecheck table: AssertionError: no such size at test_cli_")
    assert error.endswith("; please report\n")


CUT = """\
import numpy as np


def gaps(points):
    x, y, z = points[:, 0:1], points[:, 1:2], points[:, 2:3]
    dx = x.T - x
    dy = y.T - y
    dz = z.T - z
    return dx**2 + dy**2 + dz**2
"""


def test_sizes_of_slices_that_may_be_shorter_are_no_fault(run, path):
    path.write_text(CUT, encoding="utf-8")
    status, out, error = run(path)
    assert (status, error) == (0, "")
    assert "not proved" in out
