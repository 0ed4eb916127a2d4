"""The contract oracle on contracts that are right, and its twin: wrong contracts, each kind of which it tells."""

from dataclasses import replace
from pathlib import Path

import pytest
from contract_oracle import Verdict, definitions, is_full, judge, judged

from shapecheck.core.notation.parse_call import parse_contract
from shapecheck.infer.summaries import Summary

ROOT = Path(__file__).parents[2]

PROGRAM = """
import numpy as np

def forward(A_prev, W, b):
    Z = W @ A_prev + b
    return Z, (A_prev, W)

def make(layer_dims):
    return {f"W{l}": np.zeros((layer_dims[l], layer_dims[l - 1])) for l in range(1, len(layer_dims))}

class Dense:
    def __init__(self, n, k):
        self.W = np.zeros((n, k))

    def forward(self, X):
        return self.W @ X

def missing(x):
    return undefined(x)
"""


def of(contract: str) -> Verdict:
    summary = Summary("program.py", 1, parse_contract(contract))
    return judged(summary, definitions(PROGRAM, "program.py"))


@pytest.mark.parametrize(
    "contract",
    [
        "forward(A_prev: k m, W: n k, b: n 1) -> (n m, (k m, n k))",
        'make(layer_dims: [int n[l] for l in 0..L]) -> {"W{l}": n[l] n[l-1] for l in 1..L}',
        "Dense(n: int n, k: int k) -> Dense(W: n k)",
        "Dense.forward(self: Dense(W: n k), X: k m) -> n m",
    ],
)
def test_a_right_contract_agrees(contract):
    verdict = of(contract)
    assert (verdict.kind, verdict.what) == ("agrees", "")


@pytest.mark.parametrize(
    ("kind", "contract"),
    [
        ("fails", "forward(A_prev: k m, W: k n, b: n 1) -> (n m, (k m, k n))"),
        ("fails", "forward(A_prev: k m, W: n j, b: n 1) -> (n m, ?)"),
        ("fails", 'make(layer_dims: {"n{l}": int n[l] for l in 0..L}) -> ?'),
        ("fails", "Dense.forward(self: Dense(b: n k), X: k m) -> n m"),
        ("result", "forward(A_prev: k m, W: n k, b: n 1) -> (m n, (k m, n k))"),
        ("result", "forward(A_prev: k m, W: n k, b: n 1) -> n m"),
        ("result", 'make(layer_dims: [int n[l] for l in 0..L]) -> {"W{l}": n[l-1] n[l] for l in 1..L}'),
        ("result", "Dense(n: int n, k: int k) -> Dense(W: k n)"),
        ("raises NameError", "missing(x: n) -> n"),
        ("not defined", "nowhere(x: n) -> n"),
        ("unknown argument", "missing(x: ?) -> n"),
        ("no sizes fit", "missing(x: n) where n != n"),
    ],
)
def test_a_wrong_contract_is_told(kind, contract):
    assert of(contract).kind == kind


def test_a_contract_that_asks_too_much_is_told():
    source = "def f(x, y):\n    return x.sum()\n"
    summary = Summary("program.py", 1, parse_contract("f(x: n m, y: n k) -> ()"))
    verdict = judged(summary, definitions(source, "program.py"))
    assert verdict.kind == "strict"
    assert judged(replace(summary, alike=(("y", "x"),)), definitions(source, "program.py")).kind == "agrees"


def test_a_contract_is_full_where_it_leaves_nothing_open():
    summary = Summary("program.py", 1, parse_contract("f(x: n) -> n"))
    assert is_full(summary)
    assert not is_full(replace(summary, contract=parse_contract("f(x: n) -> (n m, ?)")))
    assert not is_full(replace(summary, contract=parse_contract("f(x: {0: ?}) -> n")))


def test_what_a_file_does_is_not_run(tmp_path):
    path = tmp_path / "made.txt"
    source = f"import os\nopen({str(path)!r}, 'w').write('x')\nx = open({str(path)!r}, 'w')\ndef f(x):\n    return x\n"
    assert set(definitions(source, "program.py")) >= {"f"}
    assert "os" not in definitions(source, "program.py")
    assert not path.exists()


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "examples").glob("*.py")), ids=lambda path: path.name)
def test_the_contracts_of_the_examples_agree(path):
    wrong = [v for v in judge(path.read_text(encoding="utf-8"), path.name, draws=2) if v.disagrees]
    assert not wrong


def test_what_is_imported_from_modules_beside_a_file_is_defined(tmp_path):
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "tools.py").write_text("import numpy as np\ndef turned(x):\n    return x.T\n", encoding="utf-8")
    (package / "layers.py").write_text("from .tools import *\nclass Base:\n    pass\n", encoding="utf-8")
    text = "from ..layers import Base, turned as t\nfrom package import tools\nclass Own(Base):\n    pass\n"
    found = definitions(text, str(package / "inner" / "own.py"))
    assert found["Own"].__mro__[1].__name__ == "Base"
    assert found["t"] is found["tools"].turned
