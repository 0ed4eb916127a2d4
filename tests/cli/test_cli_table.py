"""`shapecheck table` as its users call it."""

import json
import sys

import pytest

from shapecheck.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that runs the command and gives its exit status, output and errors."""

    def call(*arguments, columns=100):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "argv", ["shapecheck", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


def test_the_lesson_s_network(run):
    status, out, err = run("table", "--dims", "2,3,5,4,2,1")
    assert (status, err) == (0, "")
    assert out.startswith("2 → 3 → 5 → 4 → 2 → 1: 5 layers, m examples, one per column\n")
    assert "W[1]  (n[1], n[0]) = (3, 2)" in out
    assert out.endswith("26 checks: 26 yes, for every m\n")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--batch", "7"), "(n[1], m) = (3, 7)"),
        (("--batch", "k"), "(n[1], m) = (3, k)"),
        (("--single",), "z[1]     (n[1], 1) = (3, 1)"),
        (("--layout", "rows"), "A[0]     (m, n[0]) = (m, 2)"),
        (("--show", "forward"), "dim(A) = dim(Z)"),
        (("--layers", "2:2"), "W[2]"),
    ],
)
def test_options(run, options, expected):
    status, out, _ = run("table", "--dims", "2,3,1", *options)
    assert status == 0
    assert expected in out


@pytest.mark.parametrize(
    ("options", "closing"),
    [
        ((), "11 checks: 11 yes, for every m"),
        (("--layers", "1"), "11 checks: 11 yes, for every m (all layers, shown or not)"),
        (("--show", "forward"), "11 checks: 11 yes, for every m (both passes, shown or not)"),
        (
            ("--show", "backward", "--layers", "1"),
            "11 checks: 11 yes, for every m (all layers and both passes, shown or not)",
        ),
        (("--layers", "1", "--format", "markdown"), "11 checks: 11 yes (all layers, shown or not)."),
        (("--layers", "1", "--format", "latex"), "11 checks: 11 yes (all layers, shown or not)."),
    ],
)
def test_the_closing_line_counts_the_checks_of_the_whole_table_and_says_so(run, options, closing):
    assert run("table", "--dims", "2,3,1", *options)[1].splitlines()[-1] == closing


def test_the_forward_pass_alone_has_no_note_on_a_gradient(run):
    out = run("table", "--dims", "2,3,1", "--show", "forward")[1]
    assert "is broadcast along axis 1" in out
    assert "undoes it" not in out


def test_where_columns_have_no_room_that_is_said(run):
    out = run("table", "--dims", "2,3,1", columns=50)[1]
    assert "The terminal is too narrow for the memory of W and\nb, Z and A, gradients." in out
    assert "No room" not in run("table", "--dims", "2,3,1")[1]


@pytest.mark.parametrize("columns", [40, 50, 55, 60, 65, 70])
def test_headings_side_by_side_have_a_gap_and_whole_words(run, columns):
    out = run("table", "--dims", "2,3,1", columns=columns)[1]
    assert "float64multiply" not in out
    assert "forwardbackward" not in out
    assert "layer  parameters" in out


def test_the_general_form(run):
    status, out, _ = run("table", "--dims", "n[0],...,n[L]")
    assert status == 0
    assert "proved by induction for every l, L and m" in out


WRONG = [
    (("--dims", "2,x y,3"), "sizes are separated by commas: write one here, or remove the space", "   ^"),
    (("--dims", "5"), "one size is no network: write the input's and each layer's, such as 2,3,1", " ^"),
    (("--dims", "2,0,1"), "a size must be from 1 to 9223372036854775807 (got 0)", "  ^"),
    (("--dims", "-1,2"), "a size must be from 1 to 9223372036854775807 (got -1)", "^"),
    (("--dims", "2,,3"), "a size is missing here: write a number or a name", "  ^"),
    (("--dims", "2," + "9" * 30), "the number is too large: write at most 9223372036854775807", "  ^"),
    (("--dims", ""), "the sizes are missing: write those of all layers, such as 2,3,1", "^"),
    (
        ("--dims", "2,3,1", "--batch", "0"),
        "the number of examples: a size must be from 1 to 9223372036854775807 (got 0)",
        "^",
    ),
    (
        ("--dims", "2,3,1", "--batch", "x y"),
        "the number of examples: `y` cannot follow a size: write one size only",
        "  ^",
    ),
    (
        ("--dims", "2,3,1", "--batch", "2*m"),
        "the number of examples is a number or one name: write m, say (got 2*m)",
        "^",
    ),
    (
        ("--dims", "2,3,1", "--batch", "n[1]"),
        "the number of examples is a number or one name: write m, say (got n[1])",
        "^",
    ),
    (("--dims", "2,3,1", "--batch", "L"), "L numbers the layers: give the number of examples another name", "^"),
    (("--dims", "n,3,1", "--batch", "n"), "n is the size of a layer: give the number of examples another name", "^"),
    (
        ("--dims", "2,3,1", "--batch", ""),
        "the number of examples: a size is missing here: write a number or a name",
        "^",
    ),
    (("--dims", "2,3,1", "--layers", "9"), "a layer must be from 0 to 2 (got 9)", "^"),
    (("--dims", "2,3,1", "--layers", "2:1"), "the last layer must not be before the first one (got 1 after 2)", "  ^"),
]


@pytest.mark.parametrize(("arguments", "message", "caret"), WRONG, ids=[" ".join(row[0])[:40] for row in WRONG])
def test_wrong_input_is_told_in_one_sentence_with_its_place(run, arguments, message, caret):
    status, out, err = run("table", *arguments)
    assert (status, out) == (2, "")
    assert err == f"shapecheck: {message}\n    {arguments[-1]}\n    {caret}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--dims", "2,3", "--format", "pdf"),
        ("--dims", "2,3", "--show", "up"),
        ("--dims", "2,3", "--single", "--batch", "7"),
        ("--dims", "2,3", "--single", "--layout", "rows"),
    ],
)
def test_a_wrong_call_has_status_2(run, arguments):
    status, out, err = run("table", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("shapecheck: ")
    assert err.count("\n") == 1


def test_json(run):
    status, out, _ = run("table", "--dims", "2,3,1", "--format", "json")
    assert status == 0
    assert len(json.loads(out)["quantities"]) == 18


def test_no_such_command(run):
    status, _, err = run("tabel")
    assert status == 2
    assert "tabel" in err
