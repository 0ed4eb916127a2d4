"""Calls whose arguments are partly unknown, judged by what the body of the called function asks of the others."""

import re
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from shapecheck.infer import derived
from shapecheck.infer.events import Assigned
from shapecheck.infer.program import interpret
from shapecheck.infer.units import Shared
from shapecheck.lint.examine import examine
from shapecheck.lint.runner import lint_paths, lint_source
from shapecheck.lint.settings import Settings

LOSS = """
import numpy as np

def loss(X, w, y):
    r = X @ w - y
    return r @ r
"""

SILENT = {
    "it fits": "def train(w): return loss(np.zeros((5, 3)), w, np.zeros(5))",
    "one example fits beside all": "def train(w): return loss(np.zeros((1, 3)), w, np.zeros(7))",
    "one label fits beside all": "def train(w): return loss(np.zeros((5, 3)), w, np.zeros(1))",
    "it is expected to fail": """
def train(w):
    try:
        return loss(np.zeros((5, 3)), w, np.zeros(7))
    except ValueError:
        return None
""",
    "a branch that another argument leads to": """
def either(X, w, y, kind):
    if kind == "linear":
        return X @ w - y
    return y

def train(w, kind):
    return either(np.zeros((5, 3)), w, np.zeros((7, 2)), kind)
""",
    "None has a meaning": """
def centred(X, mean, W):
    if mean is None:
        mean = X.mean(axis=0)
    return (X - mean) @ W

def train(mean):
    return centred(np.zeros((5, 3)), mean, np.zeros((3, 2)))
""",
    "it fits with three axes": """
def batch(X, w, y):
    return np.einsum("bij->b", X @ w - y)

def train(w):
    return batch(np.zeros((4, 3)), w, np.zeros((7, 4, 2)))
""",
    "it fits a number": """
def scaled(X, w, y):
    return X * w.T - y

def train(w):
    return scaled(np.zeros((5, 3)), w, np.zeros((5, 3)))
""",
    "an unknown operand adds axes": """
def added(X, b, W):
    return (X + b) @ W

def train(b):
    return added(np.zeros((1, 3)), b, np.zeros((3, 2)))
""",
    "the handler is in the function": """
def tried(X, w, y):
    try:
        return X @ w - y
    except ValueError:
        return X @ w

def train(w):
    return tried(np.zeros((5, 3)), w, np.zeros((7, 2)))
""",
}


@pytest.mark.parametrize("calls", SILENT.values(), ids=SILENT)
def test_a_call_that_may_fit_is_not_reported(calls: str) -> None:
    assert lint_source(LOSS + calls) == []


def test_a_call_that_fails_however_many_axes_an_argument_has_is_a_warning() -> None:
    (found,) = lint_source(LOSS + "\ndef train(w):\n    return loss(np.zeros((5, 3)), w, np.zeros(7))\n")
    assert (found.code, found.severity, found.line) == ("SHP211", "warning", 9)
    assert "`loss(X: n m, w: m, y: #n) -> ()`" in found.message
    assert "w" in found.message
    assert "`r @ r` fails" in found.notes[0]


@pytest.mark.parametrize("shape", [(), (3,), (3, 7), (3, 5), (7, 3, 7), (2, 2, 3, 7)])
def test_numpy_refuses_that_call_too(shape: tuple[int, ...]) -> None:
    scope: dict[str, object] = {}
    exec(LOSS, scope)
    with pytest.raises(ValueError, match=r".+"):
        scope["loss"](np.zeros((5, 3)), np.zeros(shape), np.zeros(7))  # type: ignore[operator]


NAMED = """
import numpy as np

def scores(X, Z, w):
    (k,) = w.shape
    return X @ w, Z @ w
"""


def test_a_call_in_which_no_number_of_axes_is_supposed_is_an_error() -> None:
    fitting = "\ndef evaluate(w):\n    return scores(np.zeros((60, 3)), np.zeros((20, 3)), w)\n"
    assert lint_source(NAMED + fitting) == []
    (found,) = lint_source(NAMED + fitting.replace("(20, 3)", "(20, 4)"))
    assert (found.code, found.severity, found.line) == ("SHP117", "error", 9)
    assert "scores(X: n k, Z: m k, w: k) -> ((n,), (m,))" in found.message


def test_a_function_of_another_file_is_judged_at_the_call(tmp_path: Path) -> None:
    (tmp_path / "costs.py").write_text(LOSS)
    (tmp_path / "again.py").write_text("from costs import loss\n")
    for name, module in (("first", "costs"), ("second", "again")):
        source = f"""
import numpy as np
from {module} import loss

def fits(w):
    return loss(np.zeros((5, 3)), w, np.zeros(5))

def fails(w):
    return loss(np.zeros((5, 3)), w, np.zeros(7))
"""
        (tmp_path / f"{name}.py").write_text(source)
    found = lint_paths([str(tmp_path)], Settings(), processes=1).findings
    assert [(Path(own.path).name, own.line, own.code) for own in found] == [
        ("first.py", 9, "SHP211"),
        ("second.py", 9, "SHP211"),
    ]
    assert all("costs.py:6" in own.notes[0] for own in found)


def test_calls_that_are_alike_are_run_again_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    failing = derived.failing
    monkeypatch.setattr(derived, "failing", lambda *given: runs.append(given) or failing(*given))
    call = "def train{0}(w):\n    return loss(np.zeros((5, 3)), w, np.zeros({1}))\n"
    found = lint_source(LOSS + "".join(call.format(at, 7) for at in range(4)) + call.format(4, 11))
    assert [own.line for own in found] == [8, 10, 12, 14, 16]
    assert len(runs) == 2


def test_what_the_calls_of_a_file_may_ask_for_does_not_depend_on_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived, "_MOST", 1)  # the contract that is asked for first, and nothing after it
    (tmp_path / "affine.py").write_text("def f(X, W, b):\n    return X @ W + b\ndef g(X, W):\n    return X @ W\n")
    first, second = "Z = f(np.zeros((5, 3)), W, W)\n", "Z = g(np.zeros((5, 3)), W)\n"
    ask = {"both": (first, second), "turned": (second, first), "one": (second,)}
    for name, lines in ask.items():
        body = "".join(f"    {line}    np.tanh(Z)\n" for line in lines)
        (tmp_path / f"{name}.py").write_text(f"import numpy as np\nfrom affine import *\ndef run(W):\n{body}")

    def known(order: tuple[str, ...]) -> dict[str, set[int]]:
        """Return for each file the lines of the operations whose shapes are known."""
        shared, codes = Shared(), Settings().codes
        tallies = {name: examine(str(tmp_path / f"{name}.py"), codes, shared=shared).tally for name in order}
        return {name: {place[0] for _, place in tally.known} for name, tally in tallies.items()}

    expected = {"both": {4, 5, 6}, "turned": {4, 5, 6}, "one": {4, 5}}
    for order in permutations(ask):
        assert known(order) == expected


def shapes(source: str) -> dict[str, str]:
    told: dict[str, str] = {}

    def listen(event: object) -> None:
        if isinstance(event, Assigned):
            value = event.value
            told[event.name] = str(getattr(value, "likely", value) if not isinstance(value, tuple) else "tuple")

    interpret(f"import numpy as np\n{source}", "<program>", listen)
    return told


def test_what_a_contract_gives_is_supposed_of_the_result() -> None:
    found = shapes("""
def affine(X, W, b):
    return X @ W + b

def cell(x, h, U, V):
    h = np.tanh(x @ U + h @ V)
    return h, (x, h)

def run(W, b, U, V):
    Z = affine(np.zeros((5, 3)), W, b)
    A, cache = cell(Z, np.zeros((5, 4)), U, V)
    whole = affine(np.zeros((5, 3)), np.zeros((3, 2)), b)
""")
    assert found["Z"] == "(5, k)"
    assert re.fullmatch(r"\(5, \w+\)", found["A"])
