"""What stands for what, by the imports of a file: decorators, marks of tests, functions that a program replaces."""

import ast

import pytest

from shapecheck.infer.full_names import full_name, is_one_of
from shapecheck.lint.runner import lint_source

WRONG = "np.ones(3) + np.ones(5)"
INVERSE = "np.linalg.inv(np.ones((3, 5)))"


def codes(program):
    return [finding.code for finding in lint_source(f"import numpy as np\n{program}\n")]


@pytest.mark.parametrize(
    ("program", "name", "expected"),
    [
        ("import numpy.linalg as la", "la.inv", "numpy.linalg.inv"),
        ("import os.path", "os.path.join(a)", "os.path.join"),
        ("from pytest import mark\nslow = mark.slow", "slow", "pytest.mark.slow"),
        ("from .own import jit", "jit", ".own.jit"),
        ("def f():\n    from numba import njit as fast", "fast", "numba.njit"),
        ("def jit(f): return f", "jit", ""),
        ("try:\n    from numba import jit\nexcept ImportError:\n    def jit(f): return f", "jit", "numba.jit"),
        ("jit = make()", "jit.fast", ""),
        ("", "print", "builtins.print"),
        ("print = log = None", "print", ""),
        ("", "self.assertRaises", "self.assertRaises"),
    ],
)
def test_a_name_stands_for_what_the_imports_say(program, name, expected):
    assert full_name(ast.parse(name, mode="eval").body, ast.parse(program)) == expected


def test_the_last_part_says_it_of_a_library_that_is_not_pythons():
    names = frozenset({"functools.cache"})
    assert is_one_of("functools.cache", names)
    assert is_one_of("joblib.cache", names)
    assert not is_one_of("", names)
    assert not is_one_of("string.cache", names)


@pytest.mark.parametrize("name", ["jit", "final", "override", "cache", "overload", "wraps"])
def test_a_decorator_of_the_program_is_followed(name):
    program = (
        "def {}(f):\n    return lambda: np.ones(3)\n\n\n@{}\ndef g():\n    return np.ones(5)\n\n\nx = g() + np.ones({})"
    )
    assert codes(program.format(name, name, 3)) == []
    assert codes(program.format(name, name, 5)) == ["SHP102"]


def test_a_decorator_under_another_name_is_known():
    program = """\
from functools import cached_property as once
class A:
    @once
    def W(self):
        return np.ones((3, 4))
    def f(self):
        return self.W @ np.ones({})
"""
    assert codes(program.format(4)) == []
    assert codes(program.format(5)) == ["SHP101"]


def test_an_error_is_expected_by_what_is_called_not_by_how():
    assert codes(f"from pytest import raises as expect\nwith expect(ValueError):\n    {WRONG}") == []
    own = "from contextlib import contextmanager\n@contextmanager\ndef raises(error):\n    yield\n"
    assert codes(f"{own}with raises(ValueError):\n    {WRONG}") == ["SHP102"]


@pytest.mark.parametrize(
    "skipped",
    [
        "pytestmark = pytest.mark.skip\ndef test_a():\n    {}",
        "pytestmark = [pytest.mark.xfail(reason='later')]\ndef test_a():\n    {}",
        "class TestA:\n    pytestmark = pytest.mark.skip\n    def test_a(self):\n        {}",
        "@pytest.mark.skip\nclass TestA:\n    def test_a(self):\n        {}",
        "@unittest.skip('later')\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        {}",
        "bad = pytest.mark.xfail\n@bad\ndef test_a():\n    {}",
        "def test_a():\n    pytest.skip('later')\n    {}",
        "def test_a():\n    pytest.xfail('later')\n    {}",
        "class TestA(unittest.TestCase):\n    def test_a(self):\n        self.skipTest('later')\n        {}",
    ],
)
def test_nothing_is_told_of_a_test_that_is_skipped(skipped):
    assert codes(f"import pytest, unittest\n{skipped.format(WRONG)}") == []


@pytest.mark.parametrize(
    "run",
    [
        "pytestmark = pytest.mark.slow\ndef test_a():\n    {}",
        "pytestmark = pytest.mark.skip\ndef helper():\n    {}",
        "class TestB:\n    pytestmark = pytest.mark.skip\nclass TestA:\n    def test_a(self):\n        {}",
        "def test_a(x):\n    if x:\n        pytest.skip('later')\n    {}",
        "def skip(f):\n    return f\n@skip\ndef test_a():\n    {}",
    ],
)
def test_a_test_that_is_run_is_told_of(run):
    assert codes(f"import pytest, unittest\n{run.format(WRONG)}") == ["SHP102"]


@pytest.mark.parametrize(
    "replaced",
    [
        "np.linalg.inv = own\nx = {}",
        "setattr(np.linalg, 'inv', own)\nx = {}",
        "with mock.patch('numpy.linalg.inv', own):\n    x = {}",
        "with mock.patch.object(np.linalg, 'inv'):\n    x = {}",
        "@mock.patch('numpy.linalg.inv')\ndef test_a(inv):\n    x = {}",
        "@mock.patch('numpy.linalg.inv')\nclass TestA:\n    def test_a(self, inv):\n        x = {}",
        "def test_a(monkeypatch):\n    monkeypatch.setattr(np.linalg, 'inv', own)\n    x = {}",
        "def test_a(monkeypatch):\n    monkeypatch.setattr('model.np.linalg.inv', own)\n    x = {}",
        "def test_a(mocker):\n    mocker.patch('numpy.linalg.inv')\n    x = {}",
    ],
)
def test_what_a_program_replaces_is_unknown(replaced):
    head = "from unittest import mock\ndef own(a):\n    return a\n"
    assert codes(head + replaced.format(INVERSE)) == []
    assert codes(head + replaced.replace("inv'", "det'").replace("inv =", "det =").format(INVERSE)) == ["SHP110"]


@pytest.mark.parametrize(
    "before",
    [
        "with mock.patch('numpy.linalg.inv'):\n    pass",
        "def test_a(monkeypatch):\n    monkeypatch.setattr(np.linalg, 'inv', len)",
        "inv = np.linalg.inv\nnp.linalg.inv = len\nnp.linalg.inv = inv",
    ],
)
def test_what_is_put_back_is_known(before):
    assert codes(f"from unittest import mock\n{before}\ndef test_b():\n    x = {INVERSE}") == ["SHP110"]


def test_an_index_out_of_range_is_no_error_where_indices_are_clamped():
    program = "{}\nx = xp.exp(xp.zeros((3, 4)))\ny = x[{}]"
    assert codes(program.format("import jax.numpy as xp", 7)) == []
    assert codes(program.format("import jax.numpy as xp", "0, 0, 0")) == ["SHP106"]
    assert codes(program.format("import numpy as xp", 7)) == ["SHP107"]
    assert codes(program.format("import cupy as xp", 7)) == ["SHP107"]
