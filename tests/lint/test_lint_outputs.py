"""Shapes that a notebook's stored outputs show: they are used where nothing else is known, and said to be."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapecheck.lint import outputs
from shapecheck.lint.examine import examine
from shapecheck.lint.files import text_of
from shapecheck.lint.table import LINT_RULES


def notebook(folder: Path, *cells: tuple[str, str, str], counts: tuple[int | None, ...] = ()) -> str:
    """Write a notebook of cells: the code, what it has printed, and its value; run in their order where not said."""
    made = []
    for count, (source, printed, value) in zip(counts or range(1, len(cells) + 1), cells, strict=True):
        outputs = [{"output_type": "stream", "name": "stdout", "text": printed}] if printed else []
        if value:
            data = {"output_type": "execute_result", "data": {"text/plain": value}, "metadata": {}}
            outputs.append({**data, "execution_count": count})
        code = {"cell_type": "code", "metadata": {}, "execution_count": count}
        made.append({**code, "source": source, "outputs": outputs})
    path = folder / "n.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("source", "printed", "value", "shown"),
    [
        ("X.shape", "", "(209, 64)", {"X": (209, 64)}),
        ("print(1)\nX.shape, y.shape", "1\n", "((209, 64), (209,))", {"X": (209, 64), "y": (209,)}),
        ("np.shape(X)", "", "(3, 5)", {"X": (3, 5)}),
        ('print("X: " + str(X.shape))', "X: (209, 64)\n", "", {"X": (209, 64)}),
        ('print("X:", X.shape, "y:", y.shape)', "X: (2, 3) y: (2,)\n", "", {"X": (2, 3), "y": (2,)}),
        ('print(f"X: {X.shape} {n}")', "X: (2, 3) 17\n", "", {"X": (2, 3)}),
        ('print("X: {} {}".format(n, X.shape))', "X: 17 (2, 3)\n", "", {"X": (2, 3)}),
        ('print("X: %s, %s" % (X.shape, n))', "X: (2, 3), 17\n", "", {"X": (2, 3)}),
        ('print("X = ", X.shape)', "('X = ', (2, 3))\n", "", {"X": (2, 3)}),
        ("print(X.shape)\nprint(y.shape)", "(2, 3)\n(2,)\n", "", {"X": (2, 3), "y": (2,)}),
        ('print(grads["dW"].shape)', "(2, 3)\n", "", {"grads['dW']": (2, 3)}),
        ("print(digits.images.shape)", "(1797, 8, 8)\n", "", {"digits.images": (1797, 8, 8)}),
    ],
)
def test_an_output_shows_a_shape(source: str, printed: str, value: str, shown: dict, tmp_path: Path) -> None:
    found = text_of(notebook(tmp_path, ("import numpy as np", "", ""), (source, printed, value))).shown
    assert {own.path: own.shape for own in found} == shown
    assert {own.cell for own in found} == {2}


@pytest.mark.parametrize(
    ("source", "printed", "value"),
    [
        ("X.shape", "", "TensorShape([2, 3])"),
        ("(X + 1).shape", "", "(2, 3)"),
        ("X.shape;", "", ""),
        ("X", "", "(2, 3)"),
        ("for X in lists:\n    print(X.shape)", "(2, 3)\n(4, 3)\n", ""),
        ("for x in lists:\n    print(x.shape)\nprint(X.shape)", "(2, 3)\n(4, 3)\n", ""),
        ('print("X: " + str(X.shape))', "x: (2, 3)\n", ""),
        ("print(X.shape, end='')", "(2, 3)", ""),
    ],
)
def test_an_output_that_may_be_of_something_else_shows_nothing(
    source: str, printed: str, value: str, tmp_path: Path
) -> None:
    assert text_of(notebook(tmp_path, (source, printed, value))).shown == ()


PARTS = [re.escape("a"), re.escape(" "), re.escape("("), outputs._SHAPE, outputs._ANYTHING]
TEXTS = ["a", " ", "(", ")", "(2,)", "(2, 3)", "(", "2", "\n"]


@given(
    parts=st.lists(st.sampled_from(PARTS), max_size=7), text=st.lists(st.sampled_from(TEXTS), max_size=12).map("".join)
)
@settings(max_examples=400)
def test_a_line_is_read_as_by_going_back_and_forth(parts: list[str], text: str) -> None:
    naive = rf"^{''.join(parts)}$"
    found, wanted = (re.finditer(own, text, re.MULTILINE) for own in (outputs._of_lines(parts), naive))
    assert [(own.span(), own.groups()) for own in found] == [(own.span(), own.groups()) for own in wanted]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("end", ["\n", "end (2, 3)!\n", "(1, 1"], ids=["short", "almost", "cut"])
def test_a_line_that_does_not_fit_is_read_as_soon_as_one_that_does(end: str, tmp_path: Path) -> None:
    names = ", ".join("abcdefgh")
    path = notebook(tmp_path, (f'print({names}, "end", X.shape)', "a end " * 2000 + end, ""))
    assert text_of(path).shown == ()


HEAD = ("import numpy as np\nfrom files import load", "", "")
LOADED = ("X, Y = load()\nm = X.shape[0]", "", "")
SHOWN = ('print("X: " + str(X.shape))\nprint("Y: " + str(Y.shape))', "X: (209, 64, 3)\nY: (1, 209)\n", "")


def findings(folder: Path, *cells: tuple[str, str, str], counts: tuple[int | None, ...] = ()) -> list:
    found = examine(notebook(folder, *cells, counts=counts), frozenset(LINT_RULES))
    assert found.unread is None
    return list(found.findings)


def test_what_rests_on_an_output_is_a_warning_that_says_so(tmp_path: Path) -> None:
    use = ("flat = X.reshape(m, -1)\nw = np.zeros((flat.shape[1], 1))\nA = np.dot(w.T, flat)", "", "")
    (finding,) = findings(tmp_path, HEAD, LOADED, SHOWN, use)
    assert (finding.code, finding.severity) == ("SHP101", "warning")
    assert "the stored output of cell 3 shows X.shape as (209, 64, 3)" in finding.notes
    assert finding.help == "`np.dot(w.T, flat.T)` fits, and its shape is (1, 209)"
    right = (use[0].replace("flat)", "flat.T)"), "", "")
    assert findings(tmp_path, HEAD, LOADED, SHOWN, right) == []


def test_a_finding_names_the_output_of_its_own_array_alone(tmp_path: Path) -> None:
    path = notebook(
        tmp_path,
        ("import numpy as np\nA, B, D = (np.load(name) for name in names)", "", ""),
        ("print(A.shape, B.shape)", "(3, 4) (5, 6)\n", ""),
        ("print(D.shape)", "(400, 50)\n", ""),
        ("E = D @ np.ones((40, 2))", "", ""),
    )
    (found,) = examine(path, frozenset(LINT_RULES)).findings
    assert [note for note in found.notes if "stored output" in note] == [
        "the stored output of cell 3 shows D.shape as (400, 50)"
    ]


def test_what_is_known_is_not_what_an_output_shows(tmp_path: Path) -> None:
    known = ("X, Y = np.zeros((5, 7)), np.zeros((5, 1))\nm = 5", "", "")
    assert findings(tmp_path, HEAD, known, SHOWN, ("Z = X.T @ Y", "", "")) == []
    (finding,) = findings(tmp_path, HEAD, known, SHOWN, ("Z = X @ Y", "", ""))
    assert (finding.severity, finding.notes) == ("error", ())


def test_an_error_that_needs_no_output_stays_one(tmp_path: Path) -> None:
    use = ("Z = np.zeros((2, 3)) @ np.zeros((4, 5))\nw = X @ np.zeros((7, 1))", "", "")
    assert [own.severity for own in findings(tmp_path, HEAD, LOADED, SHOWN, use)] == ["error", "warning"]


def test_an_array_that_is_made_anew_is_another_one(tmp_path: Path) -> None:
    again = ("X = load()[0]\nw = X @ np.zeros((7, 1))", "", "")
    assert findings(tmp_path, HEAD, LOADED, SHOWN, again) == []


def test_outputs_make_operations_known_and_prove_none(tmp_path: Path) -> None:
    use = ("Z = X - X.mean(axis=0)\nG = np.dot(Y, Z.reshape(m, -1))", "", "")
    with_, without = (
        examine(notebook(tmp_path, HEAD, LOADED, own, use), frozenset(LINT_RULES)).tally
        for own in (SHOWN, (SHOWN[0], "", ""))
    )
    assert len(with_.known) > len(without.known)
    assert with_.counts()[1] == without.counts()[1] == 0


OTHER = ("import os", "", "")
WRONG = ("w = X @ np.zeros((7, 1))", "", "")


@pytest.mark.parametrize(
    "counts",
    [
        (1, 2, 3, 4, 5),
        (5, 6, 7, 8, 9),
        (1, 3, 4, 5, 6),  # what was run twice is before the cell that binds the array
        (1, 2, 3, 4, 6),  # and here behind the output
        (1, None, 2, 3, 4),
        (1, 2, 3, 4, None),
        (None, None, None, None, None),  # of which no order is known
    ],
)
def test_an_output_of_cells_that_were_run_in_their_order_is_evidence(counts: tuple, tmp_path: Path) -> None:
    found = findings(tmp_path, HEAD, OTHER, LOADED, SHOWN, WRONG, counts=counts)
    assert [own.severity for own in found] == ["warning"]


@pytest.mark.parametrize(
    "counts",
    [
        (1, 2, 4, 5, 6),  # the cell that binds the array was run twice
        (1, 2, 3, 5, 6),  # the output's cell was, or one that is no longer there
        (1, 7, 3, 4, 5),  # a cell before it was run again, and it was not
        (1, 2, 8, 4, 5),
        (1, 2, 4, 4, 5),
        (1, 2, None, 3, 4),  # the array was not bound by the cell that binds it
        (1, 2, 3, None, 4),
        (1, 2, 3, True, 5),
    ],
)
def test_an_output_that_may_be_older_than_its_cells_shows_nothing(counts: tuple, tmp_path: Path) -> None:
    assert findings(tmp_path, HEAD, OTHER, LOADED, SHOWN, WRONG, counts=counts) == []


def test_what_a_cell_that_was_run_twice_has_bound_is_not_what_it_binds_once(tmp_path: Path) -> None:
    turned = ("X = X.T\nprint(X.shape)", "(209, 64)\n", "")
    assert findings(tmp_path, HEAD, LOADED, turned, WRONG, counts=(1, 2, 4, 5)) == []
    assert [own.severity for own in findings(tmp_path, HEAD, LOADED, turned, WRONG)] == ["warning"]


def test_a_cell_without_code_is_not_counted(tmp_path: Path) -> None:
    found = findings(
        tmp_path, HEAD, LOADED, ("", "", ""), (" \n", "", ""), SHOWN, WRONG, counts=(1, 2, None, None, 3, 4)
    )
    assert [own.severity for own in found] == ["warning"]
