"""Where shapecheck itself fails, that costs the statement it fails in; what comes behind it is gone through."""

import ast

import pytest

from shapecheck.infer import interpreter
from shapecheck.lint.files import Text
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

HEAD = "import numpy as np\n"


@pytest.fixture(autouse=True)
def _room_that_fails(monkeypatch):
    """Let no set of the program be understood."""

    def fail(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(interpreter, "_EXPRESSIONS", {**interpreter._EXPRESSIONS, ast.Set: fail})


def linted(text: str) -> Outcome:
    return lint_text(Text(HEAD + text), "model.py", Settings())


def wrong(text: str) -> list[int]:
    """Give the lines with findings, those of the text counted from 1."""
    return [finding.line - 1 for finding in linted(text).findings]


def test_the_reader_is_told_that_it_failed():
    found = linted("x = np.zeros(3)\ny = {1}\nz = {2}\n")
    (told,) = found.unread
    assert told.own_fault
    assert str(told).startswith("internal error in model.py: KeyError: 'planted' at test_given_up.py:")
    assert found.status == 2


def test_what_the_statement_may_have_done_is_unknown():
    assert not wrong("a = np.zeros(3)\na = {1} or np.zeros(5)\na + np.zeros(7)\n")
    assert not wrong("a = [np.zeros(3)]\na.append({1})\na[0] + np.zeros(5)\n")
    assert not wrong("a = np.zeros(3)\ndef f():\n    global a\n    a = np.zeros(5)\nx = {f()}\na + np.zeros(5)\n")
    assert not wrong("a = np.zeros(3)\ndef f():\n    global a\n    a = {1}\nf()\na + np.zeros(5)\n")
    assert not wrong("a = np.zeros((3, 5))\na.shape = {1}\na + np.zeros(7)\n")


def test_a_function_that_may_return_there_gives_anything():
    assert not wrong("def f():\n    return {1}\nf() + np.zeros(3) + np.zeros(1)\n")
    text = "def f():\n    for i in {1}:\n        return np.zeros(3)\n    return np.zeros(5)\nf() + np.zeros(7)\n"
    assert not wrong(text)


def test_a_loop_that_may_be_left_there_is_given_up_as_a_whole():
    text = (
        "x = np.zeros(3)\nfor i in range(3):\n    if i in {1}:\n        break\n    x = np.zeros(5)\nx + np.zeros(7)\n"
    )
    assert not wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        "y = {1}\n",
        "def f():\n    y = {1}\nf()\n",
        "def f():\n    return {1}\n",
        "def f(x={1}):\n    pass\n",
        "class A:\n    y = {1}\n    def f(self):\n        return {2}\n",
        "for i in range(3):\n    if {1}:\n        break\n",
        "def f():\n    yield {1}\nfor x in f():\n    pass\n",
        "try:\n    y = {1}\nfinally:\n    pass\n",
        "if input():\n    y = {1}\nelse:\n    y = 2\n",
        "y = [lambda: {1}][0]()\n",
        "with open({1}) as f:\n    pass\n",
    ],
)
def test_what_comes_behind_it_and_what_nothing_calls_is_gone_through(text):
    behind = "np.zeros(3) + np.zeros(5)\ndef unreached():\n    return np.zeros(3) + np.zeros(5)\n"
    lines = text.count("\n")
    assert wrong(text + behind) == [lines + 1, lines + 3]
