"""Every function is run as anybody may call it: on objects on which any methods were called before, with anything."""

import textwrap

import pytest

from shapecheck.lint.runner import lint_source

SILENT = {
    "a method gives an attribute another shape": """
        class Net:
            def __init__(self):
                self.W = np.ones((2, 3))
            def grow(self):
                self.W = np.ones((3, 3))
            def square(self):
                return self.W @ self.W
    """,
    "another object's attribute is written elsewhere in the file": """
        class Net:
            def __init__(self):
                self.W = np.ones((2, 3))
            def square(self):
                return self.W @ self.W
        def load(net, W):
            net.W = W
    """,
    "the items of an attribute are replaced from outside": """
        class Net:
            def __init__(self):
                self.params = {"W": np.ones((2, 3))}
            def square(self):
                return self.params["W"] @ self.params["W"]
        def load(net, W):
            net.params["W"] = W
    """,
    "a function replaces a global": """
        W = np.ones((2, 3))
        def square():
            return W @ W
        def load(size):
            global W
            W = np.ones((size, size))
    """,
    "a function fills a list of the module": """
        layers = []
        def run():
            return np.ones((2, len(layers))) @ np.ones((1, 3))
        def add(layer):
            layers.append(layer)
    """,
    "a derived class has another method": """
        class Base:
            def features(self, X):
                return X
            def fit(self):
                return self.features(np.ones((2, 3))) @ np.ones(4)
        class Poly(Base):
            def features(self, X):
                return np.hstack([X, X[:, :1]])
    """,
    "a derived class writes the attribute in a method of its own": """
        class Base:
            def __init__(self):
                self.W = np.ones((2, 3))
            def square(self):
                return self.W @ self.W
        class Derived(Base):
            def __init__(self):
                super().__init__()
                self.W = np.ones((3, 3))
    """,
    "a class attribute without a value is given one by derived classes": """
        class Base:
            rows = None
            def split(self, X):
                return np.asarray(X).reshape((-1, self.rows))
            @classmethod
            def empty(cls):
                return np.zeros((cls.rows, 2))
    """,
    "a class method counts in its class": """
        class Layer:
            made = 2
            @classmethod
            def make(cls):
                cls.made += 1
                return cls()
        def all_of():
            return np.ones((2, Layer.made)) @ np.ones((2, 3))
    """,
    "a default that is None says nothing": """
        def scale(X, weights=None):
            return np.ones((2, 3)) * weights
    """,
    "what is wrong is reached only by calls that expect it": """
        import pytest
        def fails():
            return np.ones((2, 3)) @ np.ones((2, 3))
        def test_fails():
            pytest.raises(ValueError, fails)
        test_fails()
    """,
}

FIRING = {
    "an attribute is changed where it is": """
        class Net:
            def __init__(self):
                self.W = np.ones((2, 3))
            def square(self):
                return self.W @ self.W  # wrong
            def step(self, dW):
                self.W -= 0.1 * dW
                self.W[0] = 1
    """,
    "all methods give an attribute one shape": """
        class Net:
            def build(self):
                self.W = np.ones((2, 3))
            def reset(self):
                self.W = np.zeros((2, 3))
            def square(self):
                return self.W @ self.W  # wrong
    """,
    "the items of a dictionary keep their shapes": """
        class Net:
            def __init__(self):
                self.params = {"W": np.ones((2, 3)), "b": np.ones(3)}
            def step(self, grads):
                for key in self.params:
                    self.params[key] -= 0.1 * grads[key]
            def square(self):
                return self.params["W"] @ self.params["W"]  # wrong
    """,
    "another class has an attribute of the same name": """
        class Net:
            def __init__(self):
                self.W = np.ones((2, 3))
            def square(self):
                return self.W @ self.W  # wrong
        class Other:
            def __init__(self, W):
                self.W = W
            def grow(self):
                self.W = np.ones((5, 5))
    """,
    "a base class writes it": """
        class Base:
            def build(self):
                self.W = np.ones((2, 3))
        class Net(Base):
            def square(self):
                return self.W @ self.W  # wrong
    """,
    "a local has the name of a global": """
        W = np.ones((2, 3))
        def square():
            return W @ W  # wrong
        def other(n):
            W = [n]
            W.append(n)
            return W
    """,
    "a method of what is imported is called": """
        def square():
            return np.ones((2, 3)) @ np.ones((2, 3))  # wrong
        def longer(x):
            return np.append(x, 1)
    """,
    "the only call passes another flag": """
        def run(strict):
            a, b = np.zeros(3), np.zeros(4)
            if strict:
                return a @ b  # wrong
            return a
        run(False)
    """,
    "a flag is off by default": """
        def run(plot=False):
            if plot:
                return np.ones((2, 3)) @ np.ones((2, 3))  # wrong
        run()
    """,
    "a function is wrong in its call and in any other": """
        def square(W):
            return np.ones((2, 3)) @ np.ones((2, 3))  # wrong
        square(1)
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
