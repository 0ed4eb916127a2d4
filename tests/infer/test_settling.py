"""Loops inside each other: how many turns are made of them, and that what is wrong in them is told all the same."""

import pytest

from shapecheck.infer.program import prepared
from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\nn = int(input())\nW, total = np.zeros((3, 4)), []\n"


def nested(depth: int, innermost: str) -> str:
    """Return a program with loops inside each other, and a statement in a condition that is not decided."""
    loops = [f"{' ' * level}for i{level} in range(n):" for level in range(depth)]
    last = " " * depth
    return "\n".join([HEAD, *loops, f"{last}if np.random.rand() < 0.5:", f"{last} {innermost}", ""])


def steps_of(text: str) -> int:
    with prepared(text, "<text>") as (machine, _, _):
        return machine.steps


def test_a_loop_inside_others_takes_few_turns_more_than_one_outside() -> None:
    statement = "W = W + np.dot(W, np.zeros((4, 4)))"
    one, five = (steps_of(nested(depth, statement)) for depth in (1, 5))
    assert five < 4 * one


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_what_fails_behind_a_condition_in_the_innermost_loop_is_told(depth: int) -> None:
    assert lint_source(nested(depth, "total.append(np.dot(W, np.zeros((4, 4))))")) == []
    found = lint_source(nested(depth, "total.append(np.dot(W, np.zeros((3, 4))))"))
    assert [(finding.code, finding.line) for finding in found] == [("SHP101", depth + 6)]


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_what_only_early_turns_find_is_not_told(depth: int) -> None:
    grows = "W = np.append(W, np.zeros((3, 1)), axis=1)"
    text = nested(depth, grows) + f"{' ' * depth}if W.shape[1] == 7:\n{' ' * depth} W @ np.zeros(7)\n"
    assert lint_source(text) == []
