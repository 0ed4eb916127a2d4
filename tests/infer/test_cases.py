"""`match`: what a case asks is known behind it, as it is behind `if`; an axis of a shape, a number of an array."""

import pytest
from pairs import errors, fails_at, source_of

HEAD = """
class Pair:
    __match_args__ = ("left", "right")
    def __init__(self, left, right):
        self.left, self.right = left, right
"""

RUNS = {
    "a rank": """
        def product(x):
            match x.ndim:
                case 1:
                    return x @ np.ones(3)
            return x[:, 0]
        product(np.ones(3))
        product(np.ones((3, 2)))
    """,
    "a shape": """
        def product(x):
            match x.shape:
                case (n, m) if n == m:
                    return x @ np.ones(n)
                case (_, m) | (_, _, m):
                    return x @ np.ones(m)
        product(np.ones((3, 3)))
        product(np.ones((2, 4)))
    """,
    "a class": """
        def product(x):
            match x:
                case np.ndarray():
                    return x @ np.ones(3)
                case list(items):
                    return np.array(items) @ np.ones(4)
        product(np.ones(3))
        product([1, 2, 3, 4])
    """,
    "None, in a tuple": """
        def product(x=None, y=None):
            match (x, y):
                case (None, None):
                    return 0
                case (None, only) | (only, None):
                    return only @ np.ones(4)
                case (left, right):
                    return left @ right
        product(), product(np.ones(4)), product(np.ones(3), np.ones(3))
    """,
    "a key that is not there": """
        match {"w": np.ones(3)}:
            case {"v": v}:
                v @ np.ones(4)
            case {"w": w}:
                w @ np.ones(3)
    """,
    "an axis that is asked for": "x = np.ones(5)\nm = x.shape[1] if x.ndim > 1 else 1",
    "an axis that is missed": "x = np.ones(5)\ntry:\n    m = x.shape[1]\nexcept IndexError:\n    m = 1",
    "one number": "x = np.ones(5)\na, b, c = float(x.sum()), int(x[0]), complex(x @ x)",
}

FAILS = {
    "a rank": (
        "def f(x):\n    match x.ndim:\n        case 2:\n            return x @ np.ones(3)\nf(np.ones((2, 4)))",
        4,
    ),
    "a shape": (
        "def f(x):\n    match x.shape:\n        case (n, *_):\n            return x @ np.ones(n)\nf(np.ones((2, 4)))",
        4,
    ),
    "sizes of an array that is not known": (
        """
        def f(x: np.ndarray):
            match x.shape:
                case (n, m):
                    return x + np.ones((n + 2, m + 1))
        f(np.ones((3, 2)))
        """,
        4,
    ),
    "a class": (
        "def f(x):\n    match x:\n        case list():\n            return np.array(x) @ np.ones(4)\nf([1, 2, 3])",
        4,
    ),
    "a key": ("match {'w': np.ones(3)}:\n    case {'w': w}:\n        w @ np.ones(4)", 3),
    "an attribute": ("match Pair(np.ones(3), 0):\n    case Pair(x, right=0):\n        x @ np.ones(4)", 3),
    "an axis of a vector": ("y = np.ones(5)\nm = y.shape[1]", 2),
    "an axis of a shape that has a name": ("y = np.ones(5)\nsizes = y.shape\nm = sizes[-2]", 3),
    "an axis, in a function": ("def columns(y):\n    return np.shape(y)[1]\ncolumns(np.ones(5))", 2),
    "many numbers as one": ("x = np.ones((2, 2))\nf = float(x)", 2),
    "many numbers as an integer": ("x = np.ones(3)\nf = int(x)", 2),
    "no number": ("x = np.ones(0)\nf = complex(x)", 2),
    "many numbers for a function of one": ("import math\nx = np.ones(3)\nf = math.exp(x)", 3),
}


ABOVE = HEAD.count("\n") + 1


def whole(program: str) -> str:
    """Give a program with the class in front."""
    return f"{HEAD}\n{source_of(program)}"


@pytest.mark.parametrize("program", RUNS.values(), ids=RUNS)
def test_what_python_takes_is_silent(program: str) -> None:
    assert fails_at(whole(program)) is None
    assert errors(whole(program)) == []


@pytest.mark.parametrize(("program", "line"), FAILS.values(), ids=FAILS)
def test_what_python_refuses_is_reported(program: str, line: int) -> None:
    assert fails_at(whole(program)) == line + ABOVE
    assert errors(whole(program)) == [line + ABOVE]
