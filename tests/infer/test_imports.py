"""Imports: NumPy under any name, what star imports bind, modules of a project by its layout, what is not found."""

import importlib
from pathlib import Path

import pytest

from shapecheck.core.array import Array
from shapecheck.infer.events import Assigned, Event, Gap, Noticed, Operation, Passed
from shapecheck.infer.program import interpret
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_paths, lint_text
from shapecheck.lint.settings import Settings, read_settings
from shapecheck.ops.namespaces import public_names

WRONG = "{0}ones((2, 3)) @ {0}ones((5, 7))\n"


def told(text: str, path: str = "<test>") -> list[Event]:
    events: list[Event] = []
    interpret(text, path, events.append)
    return events


def findings(text: str, path: str = "<test>") -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in lint_text(Text(text), path, Settings()).findings]


def shape(events: list[Event], name: str) -> str:
    """Give the shape that a variable was assigned last, or `unknown`."""
    values = [event.value for event in events if isinstance(event, Assigned) and event.name == name]
    return str(values[-1].shape) if isinstance(values[-1], Array) else "unknown"


def notices(events: list[Event]) -> list[Passed]:
    return [event.kind for event in events if isinstance(event, Noticed)]


NUMPY = [
    ("import numpy", "numpy."),
    ("import numpy as anything", "anything."),
    ("try:\n    import numpy as np\nexcept ImportError:\n    np = None", "np."),
    ("try:\n    import numpy\nexcept ImportError:\n    numpy = 1", "numpy."),
    ("import numpy as np\ntry:\n    import cupy as xp\nexcept ImportError:\n    xp = np", "xp."),
    ("import numpy as xp\ntry:\n    import cupy as xp\nexcept ImportError:\n    pass", "xp."),
    ("import numpy as np\nuse = input()\nif use:\n    import cupy as xp\nelse:\n    xp = np", "xp."),
    ("import autograd.numpy as np", "np."),
    ("from autograd import numpy as np", "np."),
    ("import jax.numpy as jnp", "jnp."),
    ("from jax import numpy as jnp", "jnp."),
    ("import jax", "jax.numpy."),
    ("from mxnet import np", "np."),
    ("import importlib\nnp = importlib.import_module('numpy')", "np."),
    ("from importlib import import_module\nnp = import_module('numpy')", "np."),
    ("np = __import__('numpy')", "np."),
    ("import sys, numpy\nnp = sys.modules['numpy']", "np."),
    ("from numpy import *", ""),
    ("from pylab import *", ""),
    ("from pylab import *", "np."),
    ("import pylab as pl", "pl."),
    ("import pylab", "pylab."),
    ("from matplotlib.pylab import *", ""),
    ("from matplotlib import pylab", "pylab."),
    ("from pylab import ones", ""),
]


@pytest.mark.parametrize(("head", "owner"), NUMPY, ids=[f"{head} {owner}" for head, owner in NUMPY])
def test_numpy_is_numpy_under_any_name(head, owner):
    assert findings(f"{head}\ndef f():\n    {WRONG.format(owner)}") == [("SHP101", head.count("\n") + 3)]
    assert findings(f"{head}\ndef f():\n    {owner}ones((2, 3)) @ {owner}ones((3, 7))\n") == []


def test_a_module_as_a_default_is_that_module():
    head = "import numpy as np\ndef f(x, xp=np):\n    y = xp.zeros(5)\n    "
    assert findings(f"{head}{WRONG.format('xp.')}") == [("SHP101", 4)]


def test_what_a_handler_of_an_import_does_is_dead_where_the_import_succeeds():
    text = "try:\n    import numpy as np\n    import math\nexcept ImportError:\n    np = 1\n    print(np.zeros(3))\n"
    assert not [event for event in told(text) if isinstance(event, Operation)]


def test_both_ways_out_of_an_import_exist_where_the_module_is_not_found():
    text = "import numpy as np\ntry:\n    import fastlib\n    n = 3\nexcept ImportError:\n    n = 5\n"
    text = f"{text}x = np.zeros((n, 2))\n"
    events = told(text)
    assert shape(events, "x") not in {"(3, 2)", "(5, 2)", "unknown"}
    assert findings(f"{text}x @ np.zeros((7, 2))\n") == [("SHP101", 8)]


@pytest.mark.parametrize("module", ["numpy", "numpy.fft", "numpy.linalg", "numpy.random"])
def test_a_star_import_binds_the_names_that_numpy_hands_on(module):
    names, whole = public_names(module)
    assert whole
    assert set(names) == set(importlib.import_module(module).__all__)


def test_a_star_import_of_numpy_takes_the_place_of_built_in_functions():
    # Python's own sum() would go along the first axis, too, but any() and max() would raise
    text = "from numpy import *\nx = ones((2, 3))\ns = sum(x, 1) + ones(2)\nm = max(x, 0) + ones(3)\na = any(x)\n"
    assert findings(text) == []
    assert findings(f"{text}sum(x, 1) + ones(3)\n") == [("SHP102", 6)]


def test_a_later_star_import_takes_the_place_of_an_earlier_one():
    text = "from numpy import *\nfrom numpy.linalg import *\nx = inv(ones((3, 3)))\n"
    assert findings(f"{text}x @ ones(3)\n") == []
    assert findings(f"{text}x @ ones(5)\n") == [("SHP101", 4)]
    assert findings("from numpy import *\nfrom math import *\nx = ones(3)\ny = sqrt(2) + x\n") == []


def test_pylab_leaves_some_built_in_functions_what_they_are():
    text = "from pylab import *\nx = zeros((max(2, 3), 5))\ny = zeros((sum([1, 2]), 5))\n"
    assert findings(f"{text}x + y\n") == []
    assert findings(f"{text}x @ zeros(7)\n") == [("SHP101", 4)]


def test_after_a_star_import_that_is_not_found_names_may_be_others():
    text = "import numpy as np\ndef size():\n    return 3\nx = np.zeros(5)\nfrom helpers import *\ny = x\nn = size()\n"
    events = told(text)
    assert notices(events) == [Passed.UNRESOLVED]
    assert "`from helpers import *`" in {event.reason for event in events if isinstance(event, Gap)}
    assert shape(events, "y") == "unknown"
    assert findings(f"{text}np.zeros(3) + np.zeros(n)\nnp.zeros(3) + y\n") == []
    assert findings(f"{text}{WRONG.format('np.')}") == [("SHP101", 8)]  # a module's name is bound to that module


@pytest.mark.parametrize("call", ["array_namespace(x)", "x.__array_namespace__()"])
def test_the_namespace_of_unknown_arrays_is_noticed_and_that_of_an_array_is_numpy(call):
    head = "import numpy as np\nfrom array_api_compat import array_namespace\n"
    text = f"{head}def f(x):\n    xp = {call}\n    return xp.ones((2, 3)) @ xp.ones((5, 7))\n"
    assert findings(text) == []
    assert notices(told(text)) == [Passed.UNRESOLVED]
    known = f"{head}x = np.zeros(3)\nxp = {call}\n{WRONG.format('xp.')}"
    assert findings(known) == [("SHP101", 5)]
    assert notices(told(known)) == []


# The layout of a project


def project(folder: Path, **files: str) -> Path:
    """Write files, their names with `__` for `/` and without the suffix; give the folder."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("INIT", "__init__").replace("pyproject", "pyproject.toml")
        path = path if path.suffix else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


LAYER = "import numpy as np\nN = 3\ndef layer(n, k):\n    return np.zeros((n, k))\n"


def lines(path: Path) -> list[tuple[str, int]]:
    return [(Path(finding.path).name, finding.line) for finding in lint_paths([str(path)], Settings()).findings]


def use(module: str, name: str = "layer") -> str:
    return f"import numpy as np\nfrom {module} import {name}\n{name}(5, 3) @ np.zeros(3)\n{name}(5, 3) @ np.zeros(5)\n"


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (
            {"src__small__INIT": "", "src__small__a": LAYER, "tests__test_a": use("small.a"), "pyproject": ""},
            "tests/test_a.py",
        ),
        ({"src__small__a": LAYER, "tests__deep__test_a": use("small.a"), "pyproject": ""}, "tests/deep/test_a.py"),
        ({"src__small__a": LAYER, "tests__deep__test_a": use("small.a")}, "tests/deep/test_a.py"),
        ({"small__INIT": "", "small__a": LAYER, "tests__test_a": use("small.a"), "pyproject": ""}, "tests/test_a.py"),
        ({"small__INIT": "", "small__a": LAYER, "small__b": use("small.a")}, "small/b.py"),
        ({"small__INIT": "", "small__a": LAYER, "small__in__INIT": "", "small__in__b": use("..a")}, "small/in/b.py"),
        ({"small__INIT": "", "small__a": LAYER, "small__b": use(".a")}, "small/b.py"),
        ({"small__INIT": "from .a import layer", "small__a": LAYER, "b": use("small")}, "b.py"),
        ({"small__INIT": "from . import a", "small__a": LAYER, "b": use("small.a")}, "b.py"),
        ({"small__INIT": "from .a import *", "small__a": LAYER, "b": use("small", "layer")}, "b.py"),
        (
            {"tests__conftest": "", "tests__helpers": LAYER, "tests__deep__test_a": use("helpers")},
            "tests/deep/test_a.py",
        ),
        ({"random": LAYER, "b": use("random")}, "b.py"),
        ({"scipy": LAYER, "b": use("scipy")}, "b.py"),
        ({"a": f"import b\n{LAYER}", "b": f"import a\n{use('a')}"}, "b.py"),
    ],
)
def test_modules_are_found_by_the_layout(tmp_path, monkeypatch, files, path):
    folder = project(tmp_path / "here", **files)
    name = Path(path).name
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    wrong = [(name, text.count("\n")) for text in [(folder / path).read_text()]]
    for current in (tmp_path, folder, elsewhere, (folder / path).parent):
        monkeypatch.chdir(current)
        assert lines(folder / path) == wrong
    monkeypatch.chdir((folder / path).parent)
    assert lines(Path(name)) == wrong


def test_a_project_in_a_repository_does_not_see_its_neighbour(tmp_path):
    project(tmp_path, pyproject="", one__pyproject="", two__pyproject="", one__src__small__a=LAYER)
    project(
        tmp_path, two__src__small__a=LAYER.replace("zeros((n, k))", "zeros((k, n))"), two__tests__test_a=use("small.a")
    )
    project(tmp_path, one__tests__test_a=use("small.a"))
    assert lines(tmp_path / "one") == [("test_a.py", 4)]
    assert lines(tmp_path / "two") == [("test_a.py", 3)]


def test_a_module_in_a_package_is_no_module_of_python(tmp_path):
    project(tmp_path, small__INIT="", small__math="def ceil(x):\n    return 5\n", small__scipy=LAYER)
    text = "import numpy as np\nimport math\nnp.zeros(math.ceil(2.5)) + np.zeros(3)\n"
    project(tmp_path, small__b=text)
    assert lines(tmp_path / "small" / "b.py") == []


def test_the_setting_src_adds_folders(tmp_path, monkeypatch):
    project(
        tmp_path,
        lib__deep__down__a=LAYER,
        tests__test_a=use("a"),
        pyproject='[tool.shapecheck]\nsrc = ["lib/deep/down"]\n',
    )
    monkeypatch.chdir(tmp_path)
    settings = read_settings(Path("tests"))
    (finding,) = lint_paths(["tests"], settings).findings
    assert finding.line == 4
    assert lint_paths(["tests"], read_settings(Path("tests"), isolated=True)).findings == ()


def test_a_star_import_of_a_module_takes_what_its_all_says(tmp_path):
    project(tmp_path, a=f"{LAYER}__all__ = ['layer', '_own']\ndef _own(): return 7\n")
    text = "import numpy as np\nN = 5\nfrom a import *\nx = np.zeros(N) + np.zeros(5)\n"
    text = f"{text}y = np.zeros(_own()) + np.zeros(7)\n"
    assert findings(text, str(tmp_path / "b.py")) == []
    assert findings(f"{text}np.zeros(N) + np.zeros(3)\n", str(tmp_path / "b.py")) == [("SHP102", 6)]


def test_a_module_that_cannot_be_read_is_noticed_and_its_names_are_unknown(tmp_path):
    project(tmp_path, a="print 'Python 2'\n")
    text = "import numpy as np\nfrom a import size\nx = np.zeros(size)\nfrom a import *\n"
    events = told(text, str(tmp_path / "b.py"))
    assert notices(events) == [Passed.UNRESOLVED, Passed.UNRESOLVED]
    assert findings(f"{text}np.zeros(3) + x\n", str(tmp_path / "b.py")) == []


def test_the_names_of_a_module_with_a_star_import_that_is_not_found_are_not_all_known(tmp_path):
    project(tmp_path, a="from helpers import *\nN = 3\n")
    text = "import numpy as np\nK = 5\nfrom a import *\nnp.zeros(K) + np.zeros(7)\n"
    assert findings(text, str(tmp_path / "b.py")) == []
    assert findings(f"{text}np.zeros(N) + np.zeros(7)\n", str(tmp_path / "b.py")) == [("SHP102", 5)]


def test_a_module_that_imports_the_file_itself_finds_it_and_knows_nothing_of_it(tmp_path):
    project(tmp_path, a="from b import *\nfrom b import N\n")
    text = "import numpy as np\nN = 3\nfrom a import N as M\nN = 5\nx = np.zeros(M)\n"
    events = told(text, str(tmp_path / "b.py"))
    assert shape(events, "x") == "(...)"
    assert notices(events) == []


def test_a_file_with_the_name_of_the_library_that_it_imports_is_not_that_library(tmp_path):
    assert findings(f"from pylab import *\n{WRONG.format('')}", str(tmp_path / "pylab.py")) == [("SHP101", 2)]
