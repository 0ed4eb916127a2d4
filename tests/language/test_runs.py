"""A run of the linter in Chinese: in several processes, with its notices, gaps and summary."""

import io
import json
import re
from pathlib import Path

import pytest
from english import english_in, left_in

from shapecheck.language import Phrase, speaking
from shapecheck.lint.baseline import baseline_of
from shapecheck.lint.outcome import Outcome, Summary
from shapecheck.lint.rule import worded
from shapecheck.lint.runner import lint_paths
from shapecheck.lint.settings import Settings
from shapecheck.report import writer

HAN = re.compile(r"[\u4e00-\u9fff]")
WRONG = "import numpy as np\nW = np.zeros((5, 4))\nA = np.zeros((3, 7))\nZ = W @ A\n"
GAPS = "import numpy as np\nimport other\nx = other.made(3)\ny = np.dot(x, other.more) + x.field\nz = x @ y\n"
STAR = "from nowhere import *\nimport numpy as np\nx = np.zeros(3)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notebook = {
        "cells": [
            {"cell_type": "code", "source": "import numpy as np\nx = np.zeros(3)", "outputs": [], "metadata": {}},
            {"cell_type": "code", "source": "x = = 3", "outputs": [], "metadata": {}},
            {
                "cell_type": "code",
                "source": "x @ np.zeros(4)",
                "outputs": [],
                "metadata": {"tags": ["raises-exception"]},
            },
        ],
        "nbformat": 4,
        "metadata": {},
    }
    for name, text in (("wrong", WRONG), ("gaps", GAPS), ("star", STAR), ("unread", "x = \0"), ("twice", WRONG)):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "cells.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return tmp_path


def told(outcome: Outcome) -> list[str]:
    """Return the sentences of a run that are no findings."""
    return [
        *(own.message for own in outcome.notices),
        *(own.message for own in outcome.unread),
        *(own.reason for own in outcome.gaps),
        *outcome.summary.lines,
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_workers_speak_the_language_of_who_asks_them(folder: Path, processes: int) -> None:
    with speaking("zh"):
        chinese = lint_paths([str(folder)], Settings(), processes=processes)
        said = told(chinese)
    with speaking("en"):
        english = lint_paths([str(folder)], Settings(), processes=processes)
    assert len(chinese) == len(english) == 2
    assert all(HAN.search(own.message) for own in chinese)
    assert not any(HAN.search(text) for text in [*told(english), *map(str, english)])
    programs = "\n".join((WRONG, GAPS, STAR, "raises SyntaxError invalid syntax"))
    assert [text for text in said if left_in(text, programs) or english_in(text)] == []
    assert len(said) == len(told(english)) > 8


def test_baselines_have_no_words(folder: Path) -> None:
    baselines = []
    for spoken in ("en", "zh"):
        with speaking(spoken):
            baselines.append(baseline_of(lint_paths([str(folder)], Settings(), processes=1), str(folder / "b.json")))
    assert baselines[0] == baselines[1]


def test_a_report_in_chinese_has_no_english(folder: Path) -> None:
    out = io.StringIO()
    with speaking("zh"):
        outcome = lint_paths([str(folder / "wrong.py")], Settings(), processes=1)
        writer("lint", "terminal")(outcome, out, show_gaps=True, statistics=True)
    prose = [line for line in out.getvalue().splitlines() if "|" not in line and "-->" not in line]
    assert [line for line in prose if left_in(line, WRONG + "matmul sizes")] == []


@pytest.mark.parametrize("counts", [(1, 1, 0, 1, 0), (2, 0, 3, 0, 2), (0, 0, 0, 0, 4), (5, 2, 1, 2, 1)])
def test_summaries_are_said_in_both_languages(counts: tuple[int, ...]) -> None:
    errors, unread, fixed, fixable, unsafe = counts
    summary = Summary(3, errors, 1, 1, 1, 1, 2, unread, 2, fixed, fixable, unsafe)
    with speaking("zh"):
        assert not any(map(left_in, summary.lines)), summary.lines
    with speaking("en"):
        assert not any(map(HAN.search, summary.lines))


def test_sizes_are_renamed_beside_chinese_words() -> None:
    """Python counts Chinese characters as letters of a word."""
    assert worded("形状为n的轴，n_1", {"n": "rows"}) == "形状为rows的轴，n_1"


def test_a_phrase_without_fields_is_made_once() -> None:
    assert Phrase("inner sizes") is Phrase("inner sizes")
    assert Phrase("axis {axis}", axis=1) == Phrase("axis {axis}", axis=1)
