"""The shapes under operands: what `shapecheck infer --operands` prints below the lines."""

import json
import sys

import pytest

from shapecheck import infer_shapes
from shapecheck.cli import main

PROGRAM = """\
import numpy as np

def layer(W, A, b):
    Z = (W @ A
         + b)
    return Z

A = np.zeros((3, 7))
for n, m in ((5, 3), (4, 5)):
    A = layer(np.zeros((n, m)), A, np.zeros((n, 1)))
bad = A.T @ A.T
text = "a\\
b"
"""


def test_each_operation_has_the_shapes_before_and_after():
    found = {own.expression: own.shapes for own in infer_shapes(PROGRAM).operations}
    assert found["W @ A"] == ("(5, 3), (3, 7) -> (5, 7)", "(4, 5), (5, 7) -> (4, 7)")
    assert found["W @ A + b"] == ("(5, 7), (5, 1) -> (5, 7)", "(4, 7), (4, 1) -> (4, 7)")
    assert found["A.T @ A.T"] == ("(7, 4), (7, 4) -> fails",)
    assert "layer(np.zeros((n, m)), A, np.zeros((n, 1)))" not in found


def test_many_shapes_are_counted():
    text = "import numpy as np\nfor n in range(9):\n    np.zeros(n) + 1\n"
    (own,) = (own for own in infer_shapes(text).operations if own.expression == "np.zeros(n) + 1")
    assert own.shapes == ("(0,) -> (0,)", "(1,) -> (1,)", "(2,) -> (2,)", "6 more")


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Give a function that runs `infer` on the program and gives what it prints."""
    path = tmp_path / "layer.py"
    path.write_text(PROGRAM, encoding="utf-8")

    def call(*options):
        monkeypatch.setattr(sys, "argv", ["shapecheck", "infer", str(path), *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code
        return capsys.readouterr().out

    return call


def test_they_stand_below_the_line_where_it_ends(run):
    lines = run("--operands").splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("    Z = "))
    assert lines[place + 1 : place + 4] == [
        "    #     W @ A : (5, 3), (3, 7) -> (5, 7); (4, 5), (5, 7) -> (4, 7)",
        "         + b)",
        "         #     W @ A + b : (5, 7), (5, 1) -> (5, 7); (4, 7), (4, 1) -> (4, 7)",
    ]
    assert sum("#     A.T : " in line for line in lines) == 1
    assert "#     " not in run()


def test_json_has_them_where_they_are_asked_for(run):
    value = json.loads(run("--operands", "--format", "json"))
    assert {"A.T @ A.T"} <= {own["expression"] for own in value["operations"]}
    assert json.loads(run("--format", "json"))["operations"] == []
