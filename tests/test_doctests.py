"""The examples in the docstrings run and print what they say."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import shapecheck

MODULES = sorted(info.name for info in walk_packages(shapecheck.__path__, "shapecheck.") if "__main__" not in info.name)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
