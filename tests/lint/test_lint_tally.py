"""What the summary counts: findings as they are told, each operation once, and what made it unknown."""

from pathlib import Path

import pytest

from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_paths, lint_text
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import GapCount

HEAD = "import numpy as np\n"
LEDGER = Path(__file__).resolve().parents[1] / "infer" / "ledger"


def linted(text, path="lesson.py", **settings):
    return lint_text(Text(HEAD + text), path, Settings(**settings))


def counts(text):
    """Give the operations, and how many of them are known, proved, wrong and unknown."""
    own = linted(text).summary
    return own.operations, own.known, own.proved, own.wrong, own.unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = np.zeros((3, 5)) @ np.zeros((5, 2))", (3, 3, 3, 0, 0)),
        ("x = np.zeros((3, 5)) @ np.zeros((7, 2))", (3, 3, 2, 1, 0)),
        # It always succeeds, whatever it is given: nothing is proved of what is not known.
        ("def f(x):\n    return np.exp(x)", (1, 0, 0, 0, 1)),
        ("def f(x):\n    return np.zeros((3, 5)) + x", (2, 1, 1, 0, 1)),
        ("def f(x):\n    return np.zeros((3, 5)) + x.reshape(5)", (3, 3, 2, 0, 1)),
        ("def f(x):\n    return np.zeros((3, 5)) @ x", (2, 1, 1, 0, 1)),
        # The result is a number, and nothing is known of the operand.
        ("def f(x):\n    return np.trace(x) + np.sum(np.zeros(7))", (4, 2, 2, 0, 2)),
        ("x = np.zeros(7)\nx[:3] = 1", (2, 2, 2, 0, 0)),
        # The ranks of tensors are known, and nothing is proved of them.
        ("import torch\nt = torch.zeros(3)\nu = t + 1\nv = t[0]\nw = -t\nx = t.view(3)\ny = t > 0", (6, 6, 1, 0, 5)),
        # What is called twice is one place, known where it was known once.
        ("def f(x):\n    return np.exp(x)\nf(np.zeros(3))\nf(open('x'))", (2, 2, 2, 0, 0)),
    ],
)
def test_an_operation_is_known_where_the_rank_of_its_result_or_of_each_operand_is(text, expected):
    assert counts(text) == expected


@pytest.mark.parametrize("topic", sorted(LEDGER.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_proved_is_known(topic):
    for program in topic.read_text(encoding="utf-8").split("#### ")[1:]:
        name, _, text = program.partition("\n")
        own = lint_text(Text(text), f"{name}.py", Settings()).summary
        assert own.proved <= own.known, name
        assert own.proved + own.wrong + own.unknown == own.operations, name


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("x = 3 + 5\ny = input() * 2\nz = input() + input()", 0),  # nobody says that these are arrays
        ("M = np.matrix([[1, 2]])\nN = M * M\nk = M[0]\nt = M.sum()", 4),
        ("import torch\nt = torch.zeros(3)\nu = t + 1\nv = t[0]\nw = -t\nx = t.view(3)\ny = t > 0", 5),
        ("import torch.nn as nn\nlayer = nn.Linear(3, 5)\ny = layer(np.zeros(3))\nz = y * 2", 2),
        ("x = input() @ input()", 1),  # only arrays have it
        ("x = np.load('x.npy')\ny = x + 1", 2),
        ("x = np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])\ny = x['a'] + 1", 3),
        ("x = np.zeros(3) + np.zeros(5)\ny = x + np.zeros(3)", 1),  # after an error
        ("try:\n    x = np.zeros(3) + np.zeros(5)\nexcept ValueError:\n    pass", 1),
    ],
)
def test_nothing_that_is_done_to_arrays_is_dropped_without_being_counted(text, unknown):
    assert linted(text).summary.unknown == unknown


def test_the_summary_agrees_with_what_is_told():
    wrong = "x = np.zeros(3) + np.zeros(5)  # shapecheck: ignore\ny = np.zeros((2, 3)) @ np.zeros((2, 3))"
    told = linted(wrong)
    assert told.summary.lines[0] == "1 error, 0 warnings in 1 file"
    assert [finding.line for finding in told.findings] == [3]
    assert linted(wrong, codes=frozenset({"SHP201"})).summary.lines[0] == "0 errors, 0 warnings in 1 file"


def test_gaps_are_ranked_by_the_operations_that_are_unknown_because_of_them():
    text = """
once = load()
data = np.loadtxt("x")
a = np.exp(data)
b = a + 1
np.random.seed(5)
print(b)
print(helper())
c = np.zeros((2, 3)) @ once
"""
    gaps = linted(text).gaps
    assert gaps[:2] == (GapCount("call of numpy.loadtxt", 3, 0), GapCount("call of load", 1, 1))
    assert {gap.operations for gap in gaps[2:]} == {0}
    assert not any("print" in gap.reason or "seed" in gap.reason for gap in gaps)


@pytest.mark.parametrize(
    ("reader", "operations"),
    [("np.load", 3), ("np.genfromtxt", 3), ("matplotlib.pyplot.imread", 2), ("imageio.v3.imread", 2)],
)
def test_a_reader_is_why_the_axes_of_what_it_gives_are_unknown(reader, operations):  # NumPy's own count as well
    name = reader.replace("np.", "numpy.")
    head = f"import matplotlib.pyplot\nimport imageio.v3\ndata = {reader}('x.npy')\n"
    assert linted(f"{head}a = np.exp(data)\nb = a + 1\n").gaps == (GapCount(f"call of {name}", operations, 0),)
    known = linted(f"{head}data = np.ones((2, 3))\na = np.exp(data)\nb = a + 1\n").gaps
    assert sum(gap.operations for gap in known) == operations - 2


def test_an_error_that_is_raised_is_no_gap():
    assert linted("def f(x):\n    raise ValueError(x)\n").gaps == ()


def test_the_reason_goes_through_branches_lists_and_calls():
    text = """
def half(x):
    return x / 2

parts = [load()]
for part in parts:
    whole = part
if len(parts) > load():
    whole = half(whole)
c = np.zeros((2, 3)) @ whole
"""
    (first, *_) = linted(text).gaps
    assert first == GapCount("call of load", 1, 2)


def test_what_is_gone_through_or_unpacked_is_no_operation_and_hands_the_reason_on():
    text = """
total = np.zeros((3, 2))
for batch in load():
    total = total @ batch
a, (b, c) = torch.load("x")
d = np.dot(a, c)
"""
    found = linted(f"import torch\n{text}")
    assert found.summary.unknown == 2
    assert found.gaps[:2] == (GapCount("call of load", 1, 1), GapCount("call of torch.load", 1, 1))


def test_what_is_done_to_tensors_of_an_annotation_is_counted():
    text = "import torch\ndef f(x: torch.Tensor, w: torch.Tensor):\n    y = x * w\n    return y[0] + 1\n"
    assert linted(text).summary.unknown >= 1


def test_several_files_are_counted_as_one_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.py").write_text(f"{HEAD}x = np.zeros((2, 3)) @ load()\n")
    outcome = lint_paths(["."], Settings(), processes=2)
    assert outcome.summary.lines == (
        "0 errors, 0 warnings in 3 files",
        "6 operations: 3 known, 3 proved, 0 wrong, 3 unknown",
    )
    assert outcome.gaps[0] == GapCount("call of load", 3, 3)
    assert LINT_RULES
