"""The examples in the docstrings run and print what they say."""

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import shapecheck

MODULES = sorted(info.name for info in walk_packages(shapecheck.__path__, "shapecheck.") if "__main__" not in info.name)
FOLDER = Path(shapecheck.__file__).parent


def test_every_file_is_a_module_of_a_package() -> None:
    files = {
        path.relative_to(FOLDER) for path in FOLDER.rglob("*.py") if path.name not in {"__init__.py", "__main__.py"}
    }
    assert {str(path.with_suffix("")).replace("/", ".") for path in files} <= {
        name.removeprefix("shapecheck.") for name in MODULES
    }


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
