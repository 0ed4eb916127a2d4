"""Programs in which what looks like a silent fault is meant, each beside the fault that it looks like."""

import pytest

from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\n"

POOL = "pool = np.ones((2, 3))\nfor i in range(4):\n    pool = np.append(pool, np.ones((5, 3)))\n"

MEANT = {
    "labels that add up to 1": "y = np.array([[1], [-1], [1]])\nK = np.random.rand(3, 3)\nQ = y.T * K * y\nprint(Q)\n",
    "one label of three": "y = np.array([[0], [1], [0]])\nK = np.random.rand(3, 3)\nQ = y.T * K * y\nprint(Q)\n",
    "values that are pooled": POOL + "print(np.median(pool), pool.mean())\n",
    "colours in an array": (
        'colours = np.array(["r", "g", "b", "k"])\nfor group, colour in zip(np.ones((3, 4)), colours):\n'
        "    print(group, colour)\n"
    ),
}

FAULTS = {
    "weights that add up to 1": (
        "w = np.array([[0.5], [0.3], [0.2]])\nK = np.random.rand(3, 3)\nQ = w.T * K * w\nprint(Q)\n",
        "SHP205",
    ),
    "rows that are read again as rows": (
        POOL + "print(pool.mean(axis=0))\n",
        "SHP212",
    ),
    "numbers in an array": (
        "sizes = np.ones(4)\nfor group, size in zip(np.ones((3, 4)), sizes):\n    print(group, size)\n",
        "SHP214",
    ),
}


@pytest.mark.parametrize("program", MEANT.values(), ids=MEANT)
def test_what_is_meant_is_no_finding(program: str) -> None:
    assert lint_source(HEAD + program) == []


@pytest.mark.parametrize(("program", "code"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_meant_is_found(program: str, code: str) -> None:
    assert [own.code for own in lint_source(HEAD + program)] == [code]


STRETCHED = {
    "of an attribute": (
        "class Norm:\n    def __init__(self, n):\n        self.mean = np.zeros((n, 1))\n\n    def train(self, Z):\n"
        "        self.mean = 0.9 * self.mean + 0.1 * Z.mean(axis=1)\n\nnorm = Norm(4)\nfor _ in range(3):\n"
        "    norm.train(np.ones((4, 12)))\n"
    ),
    "inside of a call": (
        "W, U, h = np.ones((4, 4)), np.ones((4, 3)), np.zeros((4, 1))\nfor x in np.ones((6, 3)):\n"
        "    h = np.tanh(W @ h + U @ x)\n"
    ),
}


@pytest.mark.parametrize("program", STRETCHED.values(), ids=STRETCHED)
def test_a_state_that_is_stretched_is_one_finding(program: str) -> None:
    (found,) = lint_source(HEAD + program)
    assert (found.code, found.fix is not None) == ("SHP201", True)
