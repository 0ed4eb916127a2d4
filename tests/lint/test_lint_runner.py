"""The runner: order, counts, several files, several processes, and files that break it."""

import json
import multiprocessing
import os
import re
import sys
import types
from dataclasses import replace

import pytest

from shapecheck.lint import examine
from shapecheck.lint.runner import lint_paths, lint_source
from shapecheck.lint.settings import Settings

HEAD = "import numpy as np\n\n"
WRONG = f"{HEAD}W = np.zeros((5, 4))\nA = np.zeros((3, 7))\nZ = W @ A\n"
RIGHT = f"{HEAD}W = np.zeros((5, 3))\nA = np.zeros((3, 7))\nZ = W @ A\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_a_source_is_linted_by_itself():
    (finding,) = lint_source(WRONG, "model.py")
    assert finding.place == "model.py:5:5"
    assert (finding.end_line, finding.end_column, finding.source) == (5, 10, ("Z = W @ A",))
    assert finding.message == "matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of A)"
    assert [(mark.column, mark.shape) for mark in finding.marks] == [(5, "(5, 4)"), (9, "(3, 7)")]


def test_the_same_mistake_is_told_once():
    text = f"{HEAD}W = np.zeros((5, 4))\nfor k in (1, 2, 3):\n    Z = W @ np.zeros((3, k))\n    A = Z + 1\n"
    assert [finding.line for finding in lint_source(text)] == [5]


def test_findings_are_sorted_and_counted(folder):
    write(folder, b=WRONG, a=f"{WRONG}{WRONG}", c=RIGHT)
    outcome = lint_paths(["b.py", "c.py", "a.py"], Settings())
    assert [finding.place for finding in outcome.findings] == ["a.py:5:5", "a.py:10:5", "b.py:5:5"]
    assert (outcome.summary.files, outcome.summary.wrong, outcome.summary.unknown) == (3, 3, 0)
    assert outcome.summary.operations == 12
    assert outcome.status == 1


def test_several_processes_give_what_one_gives(folder):
    write(folder, **{f"f{i}": WRONG if i % 3 else RIGHT for i in range(12)}, broken="def f(:\n")
    one, several = (lint_paths(["."], Settings(), processes=count) for count in (1, 3))
    assert one == several
    assert len(one.findings) == 8


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(folder):
    write(folder, wrong=WRONG, broken="x = 1\ndef f(:\n")
    (folder / "bytes.py").write_bytes(b"x = '\xff'\n")
    (folder / "null.py").write_bytes(b"x = 1\n\0\n")
    outcome = lint_paths(["."], Settings())
    assert [finding.path for finding in outcome.findings] == ["wrong.py"]
    assert [unread.path for unread in outcome.unread] == ["broken.py", "bytes.py", "null.py"]
    assert str(outcome.unread[0]).startswith("broken.py:2: cannot be read: ")
    assert (outcome.summary.files, outcome.status) == (4, 1)


def test_comments_and_settings_are_asked(folder):
    write(folder, a=WRONG.replace("W @ A", "W @ A  # shapecheck: ignore[SHP101]"), b=WRONG)
    settings = Settings(per_file_ignores=(("b.py", ("SHP1",)),), root=str(folder))
    assert lint_paths(["."], settings).findings == ()


def test_a_notebook_has_its_lines_counted_in_the_cell(folder):
    cells = [
        {"cell_type": "markdown", "source": "# Lesson"},
        {"cell_type": "code", "source": "%matplotlib inline\nimport numpy as np"},
        {"cell_type": "code", "source": "W = np.zeros((5, 4))\nZ = W @ np.zeros((3, 7))"},
    ]
    (folder / "lesson.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (finding,) = lint_paths(["lesson.ipynb"], Settings()).findings
    assert (finding.place, finding.end_line, finding.cell) == ("lesson.ipynb:cell 3:2:5", 2, 3)
    assert {mark.line for mark in finding.marks} == {2}


def test_progress_is_told(folder):
    write(folder, **{f"f{i}": RIGHT for i in range(4)})
    told = []
    lint_paths(["."], Settings(), lambda done, total: told.append((done, total)), processes=2)
    assert told[-1] == (4, 4)


@pytest.fixture
def breaking(monkeypatch):
    """Put an interpreter in the place of ours that fails on some files."""

    class Unreadable(Exception):
        pass

    def interpret(text, path, listen, **_others):
        if "raise" in text:
            raise RuntimeError("two\nlines")
        if "die" in text:
            os._exit(9)

    module = types.ModuleType("shapecheck.infer.program")
    module.interpret, module.Unreadable = interpret, Unreadable
    monkeypatch.setitem(sys.modules, "shapecheck.infer.program", module)


def test_a_failure_of_ours_is_one_line_and_the_rest_goes_on(folder, breaking):
    write(folder, a="", b="raise", c="")
    outcome = lint_paths(["."], Settings())
    (unread,) = map(str, outcome.unread)
    assert re.fullmatch(r"internal error in b.py: RuntimeError: two lines at \w+.py:\d+; please report", unread)
    assert (outcome.status, outcome.summary.files) == (2, 3)


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="the other process has our own interpreter")
def test_a_process_that_dies_costs_its_file_only(folder, breaking):
    write(folder, **{f"f{i}": "die" if i == 4 else "" for i in range(9)})
    outcome = lint_paths(["."], Settings(), processes=2)
    assert [str(unread) for unread in outcome.unread] == ["internal error in f4.py: the process died; please report"]
    assert (outcome.status, outcome.summary.files) == (2, 9)


def test_a_rule_that_fails_leaves_the_findings_of_the_others(folder, monkeypatch):
    def check(event, memory):
        raise TypeError("no such thing")

    rules = {**examine.LINT_RULES, "SHP201": replace(examine.LINT_RULES["SHP201"], check=check)}
    monkeypatch.setattr(examine, "LINT_RULES", rules)
    write(folder, wrong=f"{WRONG}A = A + A\n")
    outcome = lint_paths(["wrong.py"], Settings(), processes=1)
    assert [finding.code for finding in outcome.findings] == ["SHP101"]
    assert outcome.status == 2
    assert "rule SHP201: TypeError: no such thing at " in str(outcome.unread[0])
