"""The command `contracts`: formats, options, standard input, notebooks, exit status."""

import json
import os
import subprocess
import sys
from importlib.resources import files

import pytest
from schema_check import problems, undescribed

COMMAND = [sys.executable, "-m", "shapecheck", "contracts"]
PROGRAM = """import numpy as np

def forward(X, W):
    return X @ W

def stack(Ws, x):
    for W in Ws:
        x = np.tanh(np.dot(W, x))
    return x

def taken(x, i):
    return np.take(x, i)
"""
PRODUCT = "forward(X: n m, W: m k) -> n k"
STACK = "stack(Ws: [n[l] n[l-1] for l in 1..L], x: n[0] m) -> n[L] m"
TAKEN = "taken(x: *s, i: ?) -> ..."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "model.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "other.py").write_text("def relu(Z):\n    return Z * (Z > 0)\n", encoding="utf-8")
    return tmp_path


def run(folder, *arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


def test_one_line_for_each_function_and_below_it_what_it_rests_on(folder):
    found = run(folder, "model.py")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines() == [
        PRODUCT,
        "    # assumed: X and W have 2 axes",
        STACK,
        "    # assumed: each item of Ws and x have 2 axes",
        "    # derived for L = 4 and 6, not proved for every L",
        TAKEN,
        "    # not proved: line 12, np.take",
    ]


def test_quiet_prints_contracts_alone(folder):
    assert run(folder, "model.py", "--quiet").stdout.splitlines() == [PRODUCT, STACK, TAKEN]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_has_each_file_under_its_name(folder, jobs):
    found = run(folder, "-q", "--jobs", jobs)
    assert found.stdout.splitlines() == ["model.py", PRODUCT, STACK, TAKEN, "", "other.py", "relu(Z: *s) -> *s"]


def test_a_narrow_terminal_breaks_lines_between_words(folder):
    found = run(folder, "model.py", "-q", env={**os.environ, "COLUMNS": "40"})
    lines = found.stdout.splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(line.strip() for line in lines) == " ".join([PRODUCT, STACK, TAKEN])


def test_markdown(folder):
    found = run(folder, "model.py", "--format", "markdown")
    assert found.stdout.splitlines()[:4] == [
        "## `model.py`",
        "",
        f"- `{PRODUCT}`",
        "  - assumed: X and W have 2 axes",
    ]


def test_json_has_the_promised_form(folder):
    found = json.loads(run(folder, "model.py", "--format", "json").stdout)
    schema = json.loads((files("shapecheck") / "schemas" / "contracts.json").read_text(encoding="utf-8"))
    assert problems(found, schema) == []
    assert undescribed(found, schema) == []
    product, stack, taken = found["contracts"]
    assert (product["function"], product["line"], product["contract"]) == ("forward", 3, PRODUCT)
    assert product["parameters"] == [{"name": "X", "form": "n m"}, {"name": "W", "form": "m k"}]
    assert product["supposed"]["axes"] == [{"name": "X", "axes": 2}, {"name": "W", "axes": 2}]
    assert stack["lengths"] == [4, 6]
    assert taken["unproved"] == [{"line": 12, "why": "operation", "what": "np.take"}]


def test_standard_input(folder):
    found = run(folder, "-", "-q", input=PROGRAM)
    assert (found.returncode, found.stdout.splitlines()) == (0, [PRODUCT, STACK, TAKEN])


def test_a_notebook_has_lines_counted_in_its_cells(folder):
    cells = ["import numpy as np\n", "# the model\ndef taken(x, i):\n    return np.take(x, i)\n"]
    notebook = {
        "cells": [
            {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
            for cell in cells
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "model.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (found,) = json.loads(run(folder, "model.ipynb", "--format", "json").stdout)["contracts"]
    assert (found["cell"], found["line"], found["contract"]) == (2, 2, TAKEN)
    assert [own["line"] for own in found["unproved"]] == [3]


def test_what_cannot_be_read_is_status_1(folder):
    (folder / "broken.py").write_text("def f(:\n", encoding="utf-8")
    found = run(folder, "broken.py", "other.py", "-q")
    assert found.returncode == 1
    assert found.stdout.splitlines() == ["other.py", "relu(Z: *s) -> *s", "broken.py:1: cannot be read: invalid syntax"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.py"], "missing.py"),
        (["-", "model.py"], "- stands for standard input"),
        (["model.py", "--stdin-filename", "x.py"], "--stdin-filename is for standard input"),
    ],
)
def test_a_wrong_call_is_status_2(folder, arguments, said):
    found = run(folder, *arguments)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("shapecheck: ")
    assert said in found.stderr
    assert found.stderr.count("\n") == 1


def test_a_file_is_written(folder):
    found = run(folder, "model.py", "-q", "-o", "contracts.txt")
    assert found.stdout == ""
    assert (folder / "contracts.txt").read_text(encoding="utf-8").splitlines() == [PRODUCT, STACK, TAKEN]


def test_settings_leave_files_out(folder):
    (folder / "pyproject.toml").write_text('[tool.shapecheck]\nexclude = ["other.py"]\n', encoding="utf-8")
    assert run(folder, "-q").stdout.splitlines() == [PRODUCT, STACK, TAKEN]
    assert "relu" in run(folder, "-q", "--isolated").stdout


DEEP = """import numpy as np

def make(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = np.zeros((layer_dims[l], layer_dims[l - 1]))
    return parameters

def forward(X, parameters):
    A = X
    L = len(parameters)
    for l in range(1, L):
        A = np.tanh(parameters[f"W{l}"] @ A)
    return parameters[f"W{L}"] @ A

def turned(X, parameters):
    A = X
    for l in range(1, len(parameters) + 1):
        A = parameters[f"W{l}"] @ A
        if l == 7:
            A = A.T
    return A
"""


def test_it_says_from_how_many_layers_on_a_function_is_proved_to_succeed(tmp_path):
    (tmp_path / "deep.py").write_text(DEEP, encoding="utf-8")
    found = json.loads(run(tmp_path, "deep.py", "--format", "json").stdout)["contracts"]
    proved = {own["function"]: own["proved_from"] for own in found}
    assert proved == {"make": 0, "forward": 1, "turned": None}  # of eight layers the eighth fails
