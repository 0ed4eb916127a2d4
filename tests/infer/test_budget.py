"""Budgets: a long file is gone through to its end; what takes too many steps is left out visibly, and then unknown."""

from textwrap import indent

import pytest

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.infer.events import Assigned, Event, Gap, Operation
from shapecheck.infer.program import interpret
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

HEAD = "import numpy as np\n"
WRONG = "np.ones((2, 3)) @ np.ones((5, 7))\n"
# Each calls the one before it twice, and none is like the call before: 2 ** 39 calls in all.
ENDLESS = "log = []\ndef f0():\n    log.append(len(log))\n" + "".join(
    f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n" for n in range(1, 40)
)


DEEP = "def deep(n):\n    if n == 0:\n        return np.zeros(2)\n    return np.append(deep(n - 1), 1)\n"


def told(text: str) -> tuple[bool, list[Event]]:
    events: list[Event] = []
    return interpret(HEAD + text, "<test>", events.append), events


def gaps(events: list[Event]) -> set[str]:
    return {event.reason for event in events if isinstance(event, Gap)}


def wrong_lines(text: str) -> list[int]:
    return [finding.line for finding in lint_text(Text(HEAD + text), "<test>", Settings()).findings]


def last_assigned(text: str, name: str) -> str:
    """Give the shape that a variable was assigned last, or `unknown`."""
    values = [event.value for event in told(text)[1] if isinstance(event, Assigned) and event.name == name]
    return str(values[-1].shape) if isinstance(values[-1], Array) else "unknown"


def many_functions(count: int, call: str) -> str:
    """Give a program with many functions, each of which is called once."""
    defined = "".join(
        f"def f{n}(x):\n    y = x @ x.T\n    z = y + y.T\n    return z.sum(axis=0)\n" for n in range(count)
    )
    return defined + call.format("".join(f"    r = f{n}(np.zeros(({n + 2}, 3)))\n" for n in range(count)))


@pytest.mark.parametrize("call", ["if True:\n{}", "def main():\n{}main()\n"], ids=["top", "main"])
def test_a_long_file_is_gone_through_to_its_last_line(call):
    text = many_functions(900, call)
    finished, events = told(text)
    assert finished
    assert not {reason for reason in gaps(events) if "steps" in reason}
    assert wrong_lines(text + WRONG) == [text.count("\n") + 2]


def test_a_part_that_takes_too_many_steps_takes_none_of_those_behind_it():
    text = f"{ENDLESS}f39()\n"
    finished, events = told(text)
    assert not finished
    assert {"call: too many steps"} <= gaps(events)
    assert wrong_lines(text + WRONG) == [text.count("\n") + 2]


def test_what_a_call_that_is_not_followed_may_change_is_unknown_afterwards():
    # the last call would make `shared` a table with two rows; each function on the way there is only called by another
    text = f"""{ENDLESS}
shared = {{"W": np.zeros(3)}}
total = np.zeros(3)
def last():
    global total
    total = np.zeros((2, 5))
    shared["W"] = np.zeros((2, 5))
def before_it():
    last()
def all_of_it():
    f39()
    before_it()
kept = np.zeros(7)
all_of_it()
W = shared["W"]
T = total
K = kept + 1
"""
    finished, _ = told(text)
    assert not finished
    assert last_assigned(text, "W") == last_assigned(text, "T") == "unknown"
    assert last_assigned(text, "K") == "(7,)"


def test_a_recursion_without_a_choice_is_followed_as_python_does_it():
    text = f"{DEEP}r = deep(11)\n"
    finished, events = told(text)
    assert finished
    assert last_assigned(text, "r") == "(13,)"
    assert not {reason for reason in gaps(events) if "call" in reason}


def test_a_recursion_that_is_too_deep_is_left_out_visibly():
    text = f"{DEEP}r = deep(101)\n"
    finished, events = told(text)
    assert not finished
    assert "call: too many calls inside each other" in gaps(events)


def test_a_recursion_that_depends_on_data_is_unknown_and_counted():
    text = f"{DEEP}r = deep(int(input()))\n"
    finished, events = told(text)
    assert finished
    assert "recursion that depends on data" in gaps(events)


def test_expressions_too_deep_inside_each_other_are_left_out_visibly():
    text = f"x = {'-' * 1500}np.zeros(3)\n"
    finished, events = told(text)
    assert not finished
    assert "expression: too deep inside others" in gaps(events)


def test_an_import_that_takes_too_many_steps_is_noticed_and_takes_none_of_the_importer(tmp_path):
    (tmp_path / "endless.py").write_text(f"import numpy as np\nx = np.zeros(3)\n{ENDLESS}f39()\nx = np.zeros(5)\n")
    path = tmp_path / "main.py"
    text = f"{HEAD}import endless\ny = endless.x + np.zeros(5)\n{WRONG}"
    events: list[Event] = []
    assert not interpret(text, str(path), events.append)
    last = [event for event in events if isinstance(event, Operation)][-1]
    assert (last.site.line, last.name, last.verdict) == (4, "operator.matmul", Verdict.NO)


def test_an_iterator_that_is_left_when_no_steps_are_left_may_have_changed_all_that_it_reaches():
    nested = "for k in range(3):\n    if eval('1'):\n        continue\n"
    for _ in range(14):  # each `finally` is run for each way out of its body
        nested = f"try:\n    if eval('1'):\n        raise ValueError\nfinally:\n{indent(nested, '    ')}"
    text = f"held = [np.ones(3)]\nlazy = (held.append(f39()) for _ in range(2))\n{{}}\nx = held[0]\n{WRONG}"
    given_up = text.format(nested + "    lazy = None")
    assert "statement not gone through to its end: too many steps" in gaps(told(given_up)[1])
    assert last_assigned(given_up, "x") == "unknown"
    assert wrong_lines(given_up) == [given_up.count("\n") + 1]
    assert last_assigned(text.format("lazy = None"), "x") == "(3,)"
