"""What may not be reached is not reported: loops that may be over, iterators that may not be asked for all items.

Each kind has a program that runs, where nothing is said, and one that NumPy refuses, where the line is said.
"""

import pytest
from pairs import errors, fails_at, source_of

RUNS = {
    "a loop is left by an element": """
        x = np.ones(10)
        for k in range(1000):
            x[k] = np.sin(k + 1.0)
            if x[k] < 0.9:
                break
    """,
    "a long loop is left by a sum": """
        x = np.zeros(60)
        for k in range(100):
            x[k] = 3
            if x.sum() > 100:
                break
    """,
    "a function returns out of a loop": """
        def position(x):
            for k in range(20):
                if x[k] > 0:
                    return k
            return -1
        position(np.ones(3))
    """,
    "an exception ends a loop, and is handled": """
        def search(x):
            for k in range(20):
                if x[k] > 0:
                    raise StopIteration
        try:
            search(np.ones(3))
        except StopIteration:
            pass
    """,
    "an assertion ends a loop, and is handled": """
        x = np.ones(3)
        try:
            for k in range(5):
                assert x[k] < 0
        except AssertionError:
            pass
    """,
    "a loop in a loop is left by a flag": """
        x = np.ones((3, 3))
        done = False
        for i in range(5):
            for j in range(5):
                if x[i, j] > 0:
                    done = True
                    break
            if done:
                break
    """,
    "an array shrinks until a loop is left": """
        x = np.ones(10)
        for _ in range(5):
            x = x[:-3]
            y = x + np.ones(7)
            if y.sum() > 0:
                break
    """,
    "later turns are passed over": """
        x, mask = np.ones(3), np.array([1, 1, 1, 0, 0])
        for k in range(5):
            if mask[k] > 0:
                x[k] = 2
    """,
    "a function asks what a later turn gives it": """
        def fill(x, k, level):
            if level > 0:
                x[k] = 2
        x, levels = np.ones(3), np.array([1, 1, 1, 0, 0])
        for k in range(5):
            fill(x, k, levels[k])
    """,
    "items of a comprehension are passed over": """
        x, mask = np.ones(3), np.array([1, 1, 1, 0, 0])
        y = [x[k] for k in range(5) if mask[k] > 0]
    """,
    "`any` stops": "x = np.ones(3)\nfound = any(x[k] > 0 for k in range(5))",
    "`all` stops": "x = np.ones(3)\nfound = all(x[k] < 0 for k in range(5))",
    "`next` stops": "x = np.ones(3)\nfound = next(k for k in range(5) if x[k] > 0)",
    "`any` of a map stops": "x = np.ones(3)\nfound = any(map(lambda k: x[k] > 0, range(5)))",
    "a generator is left by who goes through it": """
        def items(x):
            for k in range(5):
                yield x[k]
        for value in items(np.ones(3)):
            if value > 0:
                break
        pairs = list(enumerate(zip(items(np.ones(3)), "ab")))
    """,
    "a generator is asked for one item": """
        def items(x):
            yield x
            yield x @ np.ones(4)
        first = next(items(np.ones(3)))
    """,
    "a generator hands on another one's items": """
        def inner(x):
            for k in range(5):
                yield x[k]
        def outer(x):
            yield from inner(x)
        first = next(outer(np.ones(3)))
    """,
    "a generator is never gone through": """
        class Model:
            def __init__(self):
                self.w = np.ones(3)
            def steps(self):
                self.w = np.ones(4)
                yield self.w
        model = Model()
        steps = model.steps()
        y = model.w @ np.ones(3)
    """,
    "a generator reads what is there when it is gone through": """
        y = np.ones(4)
        def items():
            yield np.ones(3) @ y
        later = items()
        y = np.ones(3)
        total = sum(later)
    """,
    "a generator expression reads what is there when it is gone through": """
        x, y = np.ones(3), np.ones(4)
        later = (x @ y for _ in range(2))
        x = np.ones(4)
        total = sum(later)
    """,
    "a part of a generator is taken by a function that is not known": """
        import itertools
        def items(x):
            for k in range(5):
                yield x[k]
        some = list(itertools.islice(items(np.ones(3)), 2))
    """,
    "an object gives items until it raises": """
        class Items:
            def __init__(self):
                self.count = 0
            def __iter__(self):
                return self
            def __next__(self):
                if self.count == 3:
                    raise StopIteration
                self.count += 1
                return np.ones(self.count)
        for n, value in zip((1, 2, 3), Items()):
            total = value @ np.ones(value.shape)
        for value in Items():
            if value.shape[0] == 2:
                total = value @ np.ones(2)
    """,
    "a comprehension in a class finds its first iterable there": """
        sizes, n = [3], 3
        class Layers:
            sizes, n = [4, 4], 4
            sums = [np.ones(k) @ np.ones(4) + np.ones(n) @ np.ones(3) for k in sizes]
    """,
    "`zip` ends with the shorter one": "x = np.ones(3)\npairs = list(zip('abc', (x[k] for k in range(5))))",
}

FAILS = {
    "no exit": ("x = np.ones(10)\nfor k in range(20):\n    x[k] = 1", 3),
    "the first turn": ("x = np.ones(3)\nfor k in range(9):\n    x[k + 5] = 1\n    if x[0] > 5:\n        break", 3),
    "an exit that is decided": ("x = np.ones(3)\nfor k in range(9):\n    x[k] = 1\n    if k == 5:\n        break", 3),
    "any turn": (
        "A, x = np.ones((4, 3)), np.ones(4)\nfor _ in range(9):\n    x = A @ x\n    if x[0] < 1:\n        break",
        3,
    ),
    "a flag that no turn changes": (
        """
        def run(x, w, slow):
            for k in range(5):
                if slow > 1:
                    x[k] = w[k] @ w[k + 1]
        run(np.ones(9), [np.ones(3), np.ones(3), np.ones(4), np.ones(4)], np.ones(2).sum())
        """,
        4,
    ),
    "`next` fails at once": ("x = np.ones(3)\nfound = next(x[k + 3] for k in range(5))", 2),
    "a list is made to its end": ("x = np.ones(3)\nfound = any([x[k] > 5 for k in range(5)])", 2),
    "`sum` goes to the end": ("x = np.ones(3)\ntotal = sum(x[k] for k in range(5))", 2),
    "a generator is gone through": (
        """
        def items(x):
            for k in range(5):
                yield x[k]
        for value in items(np.ones(3)):
            total = value + 1
        """,
        3,
    ),
    "the first item of a generator": ("def items(x):\n    yield x @ np.ones(4)\nfirst = next(items(np.ones(3)))", 2),
    "a generator reads what is there later": (
        "y = np.ones(3)\ndef items():\n    yield np.ones(3) @ y\nlater = items()\ny = np.ones(4)\ntotal = sum(later)",
        3,
    ),
    "what a generator changed": (
        """
        class Model:
            def __init__(self):
                self.w = np.ones(3)
            def steps(self):
                self.w = np.ones(4)
                yield self.w
        model = Model()
        steps = list(model.steps())
        y = model.w @ np.ones(3)
        """,
        9,
    ),
    "an object gives items until it raises": (
        """
        class Items:
            def __init__(self):
                self.count = 0
            def __iter__(self):
                return self
            def __next__(self):
                if self.count == 3:
                    raise StopIteration
                self.count += 1
                return np.ones(self.count)
        for value in Items():
            total = value @ np.ones(1)
        """,
        12,
    ),
    "an object is gone through by a generator": (
        """
        class Rows:
            def __init__(self, x):
                self.x = x
            def __iter__(self):
                yield from self.x
        for row in Rows(np.ones((3, 2))):
            total = row @ np.ones(4)
        """,
        7,
    ),
    "an object is gone through by its items": (
        """
        class Rows:
            def __getitem__(self, k):
                return np.ones((3, 2))[k]
        for row in Rows():
            total = row @ np.ones(4)
        """,
        5,
    ),
    "a comprehension in a class finds the rest outside": (
        """
        n = 4
        class Layers:
            n = 3
            sums = [np.ones(n) @ np.ones(3) for _ in range(n)]
        """,
        4,
    ),
    "an exception that nobody handles": (
        "x = np.ones(3)\nfor k in range(5):\n    if x[0] < 0:\n        raise ValueError\n    x[k] = 2",
        5,
    ),
}


@pytest.mark.parametrize("program", RUNS.values(), ids=RUNS)
def test_what_may_not_be_reached_is_silent(program: str) -> None:
    source = source_of(program)
    assert fails_at(source) is None
    assert errors(source) == []


@pytest.mark.parametrize(("program", "line"), FAILS.values(), ids=FAILS)
def test_what_is_reached_is_reported(program: str, line: int) -> None:
    source = source_of(program)
    assert fails_at(source) == line
    assert errors(source) == [line]


def test_what_a_program_has_called_nobody_calls_once_more_where_it_ends_by_an_exception() -> None:
    source = source_of("""
        held = {"a": np.zeros(6)}
        def joined():
            return np.concatenate([np.zeros(8), held["a"]])
        joined()
        held.update(a=np.ones((2, 2)))
        """)
    assert errors(source) == [3]
    assert errors(f"{source}\nraise RuntimeError('it is over')") == []
    assert errors(f"import sys\n{source}\nsys.exit(0)") == [4]
