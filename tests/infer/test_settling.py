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


def epochs(shape: str) -> str:
    """Return a loop of many turns, in each of which an object gets an array of a size that is found anew."""
    return f"""
import numpy as np
class Net:
    pass
net, losses = Net(), []
X, net.x = np.zeros((9, 4)), np.zeros((3, 4))
for epoch in range(1000):
    net.x = {shape}
    net.x = np.tanh(net.x + 1) * 2 - net.x
    losses.append(net.x.sum())
net.x @ np.zeros(5)
"""


def test_a_size_that_each_turn_finds_anew_takes_no_more_turns_than_one_that_never_changes() -> None:
    anew, same = (epochs(shape) for shape in ("X[X[:, 0] > np.random.rand()]", "X[X[:3, 0].argsort()]"))
    assert steps_of(anew) < 1.1 * steps_of(same)
    for text in (anew, same):
        assert [finding.line for finding in lint_source(text)] == [text.count("\n")]


def test_what_changes_for_good_in_an_early_turn_is_known_in_the_others() -> None:
    body = "    x = y\n    y = np.zeros(5)\n    i, x @ np.zeros(7)\n"
    held = f"import numpy as np\nx = y = np.zeros(3)\nfor i in range(1000):\n{body}"
    assert [finding.line for finding in lint_source(held)] == [6]
    assert lint_source(held.replace("zeros(7)", "zeros(x.size)")) == []


def test_the_last_turns_of_a_loop_are_made_one_by_one() -> None:
    """Until nothing new is found, as many would be made, and each item would be any of them."""
    body = "\n".join(f"    y{at} = x.T @ np.tanh(x) + {at}" for at in range(400))
    text = f"import numpy as np\nxs = []\nfor k in (2, 3, 4, 5):\n    x = np.zeros((7, k))\n    xs.append(x)\n{body}\n"
    assert lint_source(f"{text}xs[2] @ np.zeros(4)\n") == []
    assert [finding.line for finding in lint_source(f"{text}xs[2] @ np.zeros(5)\n")] == [406]
