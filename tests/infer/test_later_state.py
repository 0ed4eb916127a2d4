"""What a function or a handler finds when it is reached: not what is there later, nor what the body succeeds with."""

import textwrap
from pathlib import Path

import pytest
from truth import record

from shapecheck.lint.runner import lint_source

WORKING = {
    "a global that the next part of the script binds anew": """
        X, theta = np.ones((11, 3)), np.zeros(3)
        def loss():
            return ((X @ theta) ** 2).mean()
        loss()
        X = np.ones((5, 7))
    """,
    "a global whose name a loop counts with": """
        i = np.ones((2, 3))
        def f():
            return i @ np.ones(3)
        f()
        for i in range(3):
            pass
    """,
    "an item of a global": """
        ws = {"a": np.ones((2, 3))}
        def f():
            return ws["a"] @ np.ones(3)
        f()
        ws["a"] = np.ones(7)
    """,
    "an attribute of a class": """
        class C:
            w = np.ones((2, 3))
            def f(self):
                return self.w @ np.ones(3)
        C().f()
        C.w = np.ones(7)
    """,
    "an attribute that the constructor writes twice": """
        class A:
            def __init__(self):
                self.x = np.ones((2, 3))
                self.go()
                self.x = np.ones(5)
            def go(self):
                return self.x @ np.ones(3)
        A()
    """,
    "a handler for operands of another rank": """
        def channels(x):
            try:
                h, w, c = x.shape
            except ValueError:
                h, w = x.shape
                c = 1
            return x.reshape(h, w, c)
        channels(np.ones((2, 3, 5)))
        channels(np.ones((2, 3)))
    """,
    "a handler for operands of other sizes": """
        def f(x):
            try:
                return x @ np.ones(3)
            except ValueError:
                return x @ np.ones(5)
        f(np.ones((2, 3)))
        f(np.ones((2, 5)))
    """,
    "a handler behind a function that refuses": """
        def check(x):
            if x.ndim != 2:
                raise TypeError
        def f(x):
            try:
                check(x)
            except TypeError:
                return x + np.ones(5)
            return x @ np.ones(3)
        f(np.ones((2, 3)))
        f(np.ones(5))
    """,
    "a context manager that keeps errors": """
        class Quiet:
            def __enter__(self):
                return self
            def __exit__(self, kind, value, trace):
                return kind is ValueError
        with Quiet():
            np.ones((2, 3)) @ np.ones((5, 7))
    """,
    "a tutorial that shows an error": """
        try:
            a = np.array([1, 2, 3])
            b = np.array([1, 2])
            print(a + b)
        except ValueError as problem:
            print(problem)
    """,
    "days of a calendar": """
        days = np.arange("2024-01", "2024-02", dtype="datetime64[D]")
    """,
}

WRONG = {
    "a global that stays": (
        """
        X, theta = np.ones((11, 3)), np.zeros(5)
        def loss(is_long=False):
            if is_long:
                return X @ theta
        loss()
        """,
        5,
    ),
    "a handler that fails by itself": (
        """
        def f(x):
            try:
                return x @ np.ones(3)
            except ValueError:
                return np.ones((2, 3)) @ np.ones((5, 7))
        f(np.ones((2, 5)))
        """,
        6,
    ),
    "a context manager that keeps nothing": (
        """
        class Timer:
            def __enter__(self):
                return self
            def __exit__(self, kind, value, trace):
                return False
        with Timer():
            np.ones((2, 3)) @ np.ones((5, 7))
        """,
        8,
    ),
}


@pytest.mark.parametrize("intent", WORKING)
def test_nothing_is_said_of_what_works(intent: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text("import numpy as np\n" + textwrap.dedent(WORKING[intent]))
    truth = record(file)
    assert truth.fault is None
    assert lint_source(file.read_text(), str(file)) == []


@pytest.mark.parametrize("intent", WRONG)
def test_what_is_certain_is_told(intent: str) -> None:
    program, line = WRONG[intent]
    found = lint_source("import numpy as np" + textwrap.dedent(program))
    assert [(one.severity, one.line) for one in found] == [("error", line)]
