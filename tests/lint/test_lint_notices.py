"""What is noticed: told beside the findings, once each, in order, and no finding itself."""

import ast
import json

import pytest

from shapecheck.infer.events import Noticed, Passed
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.interpreter import make_machine
from shapecheck.infer.site import Site, Source
from shapecheck.lint.files import Text
from shapecheck.lint.listener import Listener
from shapecheck.lint.notice import Notice, notice_lines
from shapecheck.lint.runner import lint_paths, lint_text
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES


def noticed(text, path="lesson.py", **more):
    return [(own.kind, own.line) for own in lint_text(Text(text, **more), path, Settings()).notices]


@pytest.mark.parametrize(
    "text",
    [
        "x = zeros(3)",  # nobody says whose
        "import numpy as np\nx = np.zeros(3)",
        "import numpy as np\nnp.random.seed(1)\nnp.set_printoptions(precision=3)",  # a setting is no operation
        "import numpy as np\ndef f(x: np.ndarray) -> np.ndarray: ...",
        "from numpy import pi\nprint(pi)",
        "from collections import *\nif False:\n    zeros(3)",
    ],
)
def test_a_file_with_an_operation_or_without_a_call_of_numpy_has_no_notice(text):
    assert noticed(text) == []


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("import numpy", "numpy.zeros(3)"),
        ("import numpy as np", "np.linalg.inv([[1]])"),
        ("import numpy.linalg as la", "la.inv([[1]])"),
        ("from numpy import linalg", "linalg.inv([[1]])"),
        ("from numpy import zeros as empty", "empty(3)"),
        ("from numpy import *", "zeros(3)"),
        ("import cupy as cp", "cp.zeros(3)"),
    ],
)
def test_a_file_that_calls_numpy_and_shows_no_operation_has_one_at_the_first_call(head, call):
    assert noticed(f"{head}\n\nif False:\n    {call}\n    {call}\n") == [(Passed.UNSEEN, 4)]


def test_a_program_that_takes_too_many_steps_is_noticed_once():
    calls = "".join(f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n" for n in range(1, 40))  # 2 ** 39 of the first
    text = f"import numpy as np\nlog = []\ndef f0():\n    log.append(np.zeros(3))\n{calls}f39()\n"
    assert noticed(text) == [(Passed.UNFINISHED, len(text.splitlines()))]  # where they are called


def test_what_the_text_itself_has_to_tell_is_told_by_its_cell():
    text = Text("\n\nx = 1\n", cells=((1, 0), (3, 1)), notices=((3, Passed.UNREADABLE, "the cell is no Python"),))
    (notice,) = lint_text(text, "lesson.ipynb", Settings()).notices
    assert str(notice) == "lesson.ipynb:cell 3:2: the cell is no Python"


def test_the_interpreter_tells_and_the_listener_keeps_each_notice_once():
    source = Source("a.py", "x = 1\n", ast.parse("x = 1\n"))
    listener = Listener(LINT_RULES, path="a.py")
    machine = make_machine("a.py", listener, ())
    top = Scope(machine.journal.birth(), None, Names())
    frame = Frame(source, "__main__", top, top)
    for _ in range(2):
        with machine.quiet():  # a second turn of a loop is not told of; what must be known is
            machine.notice(Passed.UNRESOLVED, "the module `x` is not found", source.tree.body[0], frame)
    assert listener.notices == {Notice("a.py", Passed.UNRESOLVED, "the module `x` is not found", 1)}
    assert listener.tally.gaps == {}
    listener(Noticed(Site(source, source.tree.body[0]), Passed.EXPECTED, "an error is shown on purpose"))
    assert len(listener.notices) == 2


def test_notices_of_several_files_are_sorted_and_told_by_the_name_the_user_gave(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dead = "import numpy as np\nif False:\n    np.zeros(3)\n"
    for name in ("b", "a"):
        (tmp_path / f"{name}.py").write_text(dead)
    cell = {"cell_type": "code", "source": dead}
    (tmp_path / "c.ipynb").write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": ""}, cell]}))
    outcome = lint_paths(["c.ipynb", str(tmp_path / "b.py"), "a.py"], Settings())
    assert [str(own).rpartition("/")[2].partition(": ")[0] for own in outcome.notices] == [
        "b.py:3",
        "a.py:3",
        "c.ipynb:cell 2:3",
    ]
    assert (outcome.status, outcome.findings) == (0, ())
    assert list(notice_lines(outcome.notices[1:])) == [
        "2 files (a.py:3, c.ipynb:cell 2:3): NumPy is called, and no operation was seen"
    ]
