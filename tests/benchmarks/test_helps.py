"""The measure of helps: what a sentence says is written where it belongs, and a help is right by what comes of it."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shapecheck.lint.finding import Edit, Finding, Fix
from shapecheck.lint.runner import lint_source

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from _helps_applied import edits_of, with_edits
from _program_values import Left, are_same, left_by, results_of, run
from helps import AT, BREAKS, ELSEWHERE, NAMED, OTHER, RIGHT, Program, compared, helped, judged, unlike

HEAD = "import numpy as np\n"


def changed(body: str) -> str:
    source = HEAD + body
    return helped(source, lint_source(source)).removeprefix(HEAD)


def finding(text: str, line: int, column: int, end: int, help_line: str) -> Finding:
    return Finding("f.py", line, column, line, end, "SHP101", "error", "", help=help_line)


def with_help(text: str, *place: int, help_line: str) -> str:
    own = finding(text, *place, help_line)
    return with_edits(text, edits_of(own, text))


def test_a_help_replaces_what_the_finding_is_at() -> None:
    body = "W, X = np.ones((3, 2)), np.ones((3, 5))\nprint((1 + W @ X).shape)\n"
    assert changed(body) == body.replace("W @ X", "W.T @ X")


def test_columns_are_characters() -> None:
    assert with_help("é = A + B\n", 1, 5, 10, help_line="`A + B.T` fits") == "é = A + B.T\n"


def test_a_help_goes_to_what_is_most_like_it_where_the_place_is_a_statement() -> None:
    text = "db = 3 * np.sum(dZ, axis=1) / np.abs(m)\n"
    help_line = "`np.sum(dZ, axis=1, keepdims=True)` fits, and its shape is (3, 1)"
    assert with_help(text, 1, 1, 40, help_line=help_line) == text.replace("axis=1", "axis=1, keepdims=True")


def test_what_stands_in_place_of_a_part_replaces_that_part() -> None:
    assert (
        with_help("y = 2 * v.T\n", 1, 5, 12, help_line="`v[:, None]` in place of `v.T` fits") == "y = 2 * v[:, None]\n"
    )


@pytest.mark.parametrize("help_line", ["`(` fits", "no code", "`w` in place of `z` fits", ""])
def test_what_cannot_be_applied_gives_no_edits(help_line: str) -> None:
    assert edits_of(finding("y = v\n", 1, 5, 6, help_line), "y = v\n") == ()


def test_a_fix_is_taken_before_the_sentence() -> None:
    fix = Fix("", (Edit("f.py", 1, 1, 1, 2, "a"), Edit("f.py", 2, 1, 2, 2, "b")))
    own = replace(finding("", 1, 1, 2, "`c` fits"), fix=fix)
    assert with_edits("x\ny\n", edits_of(own, "x\ny\n")) == "a\nb\n"


def test_edits_that_overlap_are_refused_and_equal_ones_are_one() -> None:
    edit = Edit("f.py", 1, 1, 1, 3, "a")
    assert with_edits("xyz\n", [edit, edit]) == "az\n"
    with pytest.raises(ValueError, match="overlap"):
        with_edits("xyz\n", [edit, Edit("f.py", 1, 2, 1, 4, "b")])


def test_of_helps_that_overlap_the_first_is_applied() -> None:
    text = "y = A + B\n"
    own = [finding(text, 1, 5, 10, f"`{new}` fits") for new in ("A + B.T", "A.T + B")]
    assert helped(text, own) == "y = A + B.T\n"


@pytest.mark.parametrize("program", [left_by, run])
def test_what_a_program_leaves(program) -> None:
    left = program(HEAD + "A, f, s = {'W': [np.ones(3), 2]}, len, 'a'\nprint(A)\n")
    assert are_same(left, Left({"A": {"W": [np.ones(3), 2]}}), ["A"])
    assert left.values.keys() == {"A"}
    failed = program(HEAD + "def f(x):\n    return x @ x\n\nf(np.ones((2, 3)))\n")
    assert failed.error is not None
    assert failed.error.startswith("ValueError: matmul")
    assert failed.lines == (5, 3)


def test_a_process_that_ends_or_does_not_is_an_error() -> None:
    assert run("import os\nos._exit(3)\n").error is not None
    assert run("while True:\n    pass\n", seconds=1.0).error == "it takes more than 1 s"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (np.ones((3, 1)), np.ones((3, 1)), True),
        (np.ones((3, 1)), np.ones(3), False),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (0.1 + 0.2, 0.3, True),
        (np.ones(()), 1.0, True),
        ([np.ones(2)], (np.ones(2),), True),
        ([1, 2], [1, 2, 3], False),
        ({"W": 1}, {"b": 1}, False),
        ({"W": 1}, 1, False),
    ],
)
def test_values_are_compared(one: object, other: object, same: bool) -> None:
    assert are_same(Left({"x": one}), Left({"x": other}), ["x"]) is same


def test_results_are_what_the_program_prints() -> None:
    assert results_of("x = y = z = 1\nprint(x, str(y))\n") == {"x", "y", "str"}


def test_outcomes() -> None:
    twin, source = Left({"x": 1, "step": 2}), "print(x)\n"
    assert compared(Left({"x": 1, "step": 3}), twin, source) == (RIGHT, None)
    assert compared(Left({"x": 1, "step": 2}), twin, "") == (RIGHT, None)
    assert compared(Left({"x": 4, "step": 2}), twin, source) == (OTHER, None)
    assert compared(Left(error="ValueError: 1"), twin, source) == (BREAKS, "ValueError: 1")


def test_programs_that_are_not_what_they_say_are_told() -> None:
    fails, runs = Left(error="ValueError: 1"), Left()
    assert unlike("crash", fails, runs) is unlike("silent", runs, runs) is None
    assert unlike("crash", fails, fails) == "the twin fails: ValueError: 1"
    assert unlike("crash", runs, runs) == "it must be crash (got no error)"
    assert unlike("silent", fails, runs) == "it must be silent (got ValueError: 1)"


def test_a_program_is_judged() -> None:
    faulty = HEAD + "X = np.ones((5, 3))\nm = np.full({}, 2.0)\ny = X / m\nprint(y)\n"
    of_rows, of_columns = faulty.format("5"), faulty.format("3")
    for line, place in ((4, AT), (3, NAMED), (1, ELSEWHERE)):
        verdict = judged(Program("rows", "crash", (line,), of_rows, of_columns))
        assert (verdict.codes, verdict.place, len(verdict.helps)) == (("SHP102",), place, 1)
        assert (verdict.outcome, verdict.error, verdict.false) == (RIGHT, None, ())
    assert judged(Program("rows", "crash", (4,), of_rows, HEAD + "y = 3\nprint(y)\n")).outcome == OTHER
    twice = judged(Program("rows", "silent", (4,), of_columns, of_columns + "print(X @ X)\n"))
    assert (twice.codes, twice.place, twice.outcome, len(twice.false)) == ((), "", "", 1)
