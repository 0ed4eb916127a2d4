"""What functions are given, and made, by others than the program: pytest, unittest, compilers, callbacks, the class."""

import textwrap
from pathlib import Path

import pytest

from shapecheck.infer import interpreter
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_source, lint_text
from shapecheck.lint.settings import Settings

SILENT = {
    "cases of different shapes": """
        import pytest
        CASES = [(np.ones((2, 3)), np.ones(3)), (np.ones((5, 3)), np.ones(3))]
        @pytest.mark.parametrize("a, b", [*CASES, pytest.param(np.ones((3, 2)), np.ones(2), id="b")])
        def test_product(a, b):
            a @ b
    """,
    "a function that is no test has a parameter named like a fixture": """
        import pytest
        @pytest.fixture
        def W():
            return np.ones((2, 3))
        def square(W):
            return W @ W
    """,
    "a gradient has the shape of the argument that is varied": """
        import jax
        def loss(W, x):
            return np.sum(W @ x)
        dW = jax.grad(loss)(np.ones((2, 3)), np.ones(3))
        print(dW @ np.ones(3), jax.grad(loss, argnums=1)(np.ones((2, 3)), np.ones(3)) @ np.ones(3))
    """,
    "a thread fills a global": """
        import threading
        X = np.ones((2, 3))
        def work():
            global X
            X = np.ones((3, 3))
        threading.Thread(target=work).start()
        print(X @ X)
    """,
    "a callback comes again after what was assigned": """
        import bus
        X = None
        def take(message):
            global X
            X = message.data
        bus.subscribe(take)
        X = np.ones((2, 3))
        bus.run()
        print(X @ X)
    """,
    "a callback does more when it is called again": """
        import bus
        X, first = np.ones((2, 3)), True
        def take(message):
            global X, first
            if not first:
                X = np.ones((3, 3))
            first = False
        bus.run(take)
        print(X @ X)
    """,
    "a metaclass registers its classes": """
        made = []
        class Registered(type):
            def __init__(cls, *given):
                made.append(cls)
        class Layer(metaclass=Registered):
            pass
        print(np.ones((2, len(made))) @ np.ones((1, 3)))
    """,
    "a base registers what is derived from it": """
        made = []
        class Base:
            def __init_subclass__(cls):
                made.append(cls)
        class Layer(Base):
            pass
        print(np.ones((2, len(made))) @ np.ones((1, 3)))
    """,
    "what is converted when it is assigned": """
        def load(layer, rows):
            layer.W = rows
            return layer.W.reshape(2, 3) @ np.ones((3, 1))
        def fill(layer):
            layer.W = [[1, 2, 3]]
            return layer.W.T @ np.ones((1, 3))
    """,
    "two closures of one function": """
        def cell():
            held = np.ones((2, 3))
            def put(value):
                nonlocal held
                held = value
            return put, lambda: held
        put_a, get_a = cell()
        put_b, get_b = cell()
        put_b(np.ones((3, 3)))
        print(get_a() @ np.ones((3, 1)), get_b() @ get_b())
    """,
    "a maker counts what it makes": """
        class Layer:
            made = 0
            def __new__(cls):
                cls.made += 1
                return super().__new__(cls)
        Layer(), Layer()
        print(np.ones((2, Layer.made)) @ np.ones((2, 3)))
    """,
    "items that a constructor is given by name": """
        from collections import defaultdict
        counts = defaultdict(int, a=1, b=2)
        print(np.ones((2, len(counts))) @ np.ones((2, 3)))
    """,
    "an axis that may have any size": """
        from jaxtyping import Float
        def product(a: Float[np.ndarray, "_ _"], b: Float[np.ndarray, "_ #n"]):
            return a @ b
    """,
}

FIRING = {
    "a fixture of the file": """
        import pytest
        @pytest.fixture
        def W():
            yield np.ones((2, 3))
        @pytest.fixture
        def pair(W):
            return W, W
        def test_square(pair):
            a, b = pair
            assert a @ b  # wrong
    """,
    "a method that is run before each test": """
        import unittest
        class TestNet(unittest.TestCase):
            @classmethod
            def setUpClass(cls):
                cls.W = np.ones((2, 3))
            def setUp(self):
                self.X = np.ones((2, 3))
            def test_square(self):
                self.X @ self.X  # wrong
            def test_weights(self):
                self.W @ self.W  # wrong
    """,
    "every case is wrong": """
        import pytest
        @pytest.mark.parametrize("n", [2, 3])
        def test_product(n):
            np.ones((n, 5)) @ np.ones((7, n))  # wrong
    """,
    "a compiled function": """
        import functools, jax
        @functools.partial(jax.jit, static_argnums=0)
        def square(n, x):
            return np.ones((2, 3)) @ np.ones((2, 3))  # wrong
    """,
    "a gradient": """
        import jax
        def loss(W, x):
            return np.sum(W @ x)
        value, dW = jax.value_and_grad(loss)(np.ones((2, 3)), np.ones(3))
        print(dW @ np.ones(2))  # wrong
    """,
    "a mapped function": """
        import jax
        jax.vmap(lambda x: np.ones((2, 3)) @ np.ones((2, 3)))  # wrong
    """,
    "what a descriptor gives": """
        class Weights:
            def __set_name__(self, owner, name):
                self.name = "_" + name
            def __get__(self, instance, owner):
                return getattr(instance, self.name)
            def __set__(self, instance, value):
                setattr(instance, self.name, np.asarray(value))
        class Net:
            W = Weights()
        net = Net()
        net.W = np.ones((2, 3))
        print(net.W @ net.W)  # wrong
    """,
    "a private method": """
        class Net:
            def __weights(self):
                return np.ones((2, 3))
            def square(self):
                return self.__weights() @ self.__weights()  # wrong
    """,
    "the last axis is known": """
        from jaxtyping import Float
        def product(a: Float[np.ndarray, "*batch 3"], b: Float[np.ndarray, "... 4 2"]):
            return a @ b  # wrong
    """,
    "a class method behind an unknown decorator": """
        from helpers import deprecated
        class Base:
            @classmethod
            def make(cls, x):
                return np.ones((2, 3)) @ np.ones((2, 3))  # wrong
        class Net(Base):
            @classmethod
            @deprecated
            def make(cls, x):
                return super().make(x)
    """,
    "what getattr gives where nothing is found": """
        class Empty:
            def __getattr__(self, name):
                raise AttributeError(name)
        W = getattr(Empty(), "W", np.ones((2, 3)))
        print(W @ W)  # wrong
    """,
}


def found(program: str) -> list[int]:
    return [finding.line for finding in lint_source("import numpy as np\n" + textwrap.dedent(program).lstrip("\n"))]


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str) -> None:
    assert found(SILENT[name]) == []


@pytest.mark.parametrize("name", FIRING)
def test_firing(name: str) -> None:
    text = textwrap.dedent(FIRING[name]).lstrip("\n")
    assert found(FIRING[name]) == [at for at, line in enumerate(text.splitlines(), 2) if line.endswith("# wrong")]


def test_a_fixture_that_several_files_share(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "import numpy as np, pytest\n@pytest.fixture\ndef W():\n    return np.ones((2, 3))\n"
    )
    file = tmp_path / "test_net.py"
    file.write_text("def test_square(W):\n    W @ W\n")
    assert [finding.line for finding in lint_source(file.read_text(), str(file))] == [2]


def test_what_fails_in_us_costs_a_function_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("lambda")

    lambda_ = next(kind for kind in interpreter._EXPRESSIONS if kind.__name__ == "Lambda")
    monkeypatch.setitem(interpreter._EXPRESSIONS, lambda_, fails)  # type: ignore[arg-type]
    text = textwrap.dedent("""
        import numpy as np
        first = lambda x: x
        def second():
            return lambda x: x
        def third():
            return np.ones((2, 3)) @ np.ones((2, 3))
    """)
    outcome = lint_text(Text(text), "a.py", Settings())
    assert [finding.line for finding in outcome.findings] == [7]
    assert ["KeyError" in str(unread) for unread in outcome.unread] == [True]
