"""Names that NumPy does not have, and the versions for which a file is meant."""

import os
import textwrap
from pathlib import Path

import pytest

from shapecheck.lint.runner import lint_paths, lint_source
from shapecheck.lint.settings import Nearest, Settings, SettingsError
from shapecheck.lint.versions import named, range_of, versions_of
from shapecheck.ops.history import NEWEST, VERSIONS

OLD = ((1, 26),)
SOLVE = "import numpy as np\nx = np.linalg.solve(np.ones((5, 3, 3)), np.ones((5, 3)))\n"


def found(program, versions=None):
    settings = Settings(numpy=versions)
    return [(one.code, one.line) for one in lint_source(textwrap.dedent(program), settings=settings)]


@pytest.mark.parametrize(
    "program",
    [
        "import numpy as np\nnp.isclose(1, 2), np.random.rand(3), np.pi, np.newaxis, np.__version__, np.float64",
        "import numpy as np\ntry:\n    f = np.trapezoid\nexcept AttributeError:\n    f = np.trapz",
        "import numpy as np\nf = np.trapezoid if hasattr(np, 'trapezoid') else np.trapz",
        "import numpy as np\nif np.__version__ < '2':\n    f = np.trapz\nelse:\n    f = np.trapezoid",
        "import numpy as np\nfrom compat import IS_OLD\nif IS_OLD:\n    f = np.trapz",
        "import numpy as np\nnp.int = int\nx = np.zeros(3, np.int)",
        "import numpy as np\nf = getattr(np, 'trapz', None)",
        "import numpy as np\nimport jax.numpy as jnp\nx = jnp.no_such(3)",
        "try:\n    from numpy import product\nexcept ImportError:\n    from numpy import prod as product",
        "import numpy.linalg\nx = numpy.linalg.inv",
    ],
)
def test_what_is_there_or_asked_for_is_not_told(program):
    assert found(program) == []


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("import numpy as np\nx = np.isnull(3)", 2),
        ("from numpy import product", 1),
        ("import numpy as np\ndef f(a):\n    return np.linalg.inverse(a)", 3),
        ("import numpy\nx = numpy.random(3)", 2),
        ("from numpy import random\nx = random((3, 2))", 2),
        ("import numpy as np\nif input() == 'x':\n    y = np.sometrue([1])", 3),
        ("import numpy as np\ntry:\n    f = np.trapz\nexcept ValueError:\n    pass", 3),
        ("import numpy as np\nx = np.zeros(3, dtype=np.int)", 2),
    ],
)
def test_a_name_that_is_nowhere_is_an_error(program, line):
    expected = "SHP208" if "trapz" in program else "SHP115"
    assert found(program) == [(expected, line)]


def test_the_nearest_name_is_the_help():
    (one,) = lint_source("import numpy as np\nx = np.is_close(1, 2)")
    assert (one.message, one.help) == ("name: NumPy has no numpy.is_close", "`np.isclose`")


def test_a_name_that_some_versions_have_is_a_warning_that_names_the_others():
    (one,) = lint_source("import numpy as np\nx = np.trapz([1.0, 2.0])")
    assert (one.code, one.severity) == ("SHP208", "warning")
    assert one.message == "name: NumPy 2.4 and newer has no numpy.trapz"
    assert found("import numpy as np\nx = np.trapz([1.0, 2.0])", OLD) == []
    assert found("import numpy as np\nx = np.product([1.0, 2.0])", OLD) == []
    assert found("import numpy as np\nx = np.concat([[1.0], [2.0]])", OLD) == [("SHP115", 2)]


def test_a_call_that_older_versions_read_otherwise():
    assert found(SOLVE) == [("SHP199", 2)]
    assert found(SOLVE, VERSIONS) == [("SHP208", 2)]
    assert found(SOLVE, OLD) == []


@pytest.mark.parametrize(
    ("spec", "versions"),
    [
        ("", VERSIONS), (">=1.26", VERSIONS), (">=1.20", VERSIONS), (">=2", NEWEST), ("<2", OLD), ("~=1.26", OLD),
        (">=1.26.4,<2.1", VERSIONS[:2]), ("==2.1.*", ((2, 1),)), ("^2.3", VERSIONS[4:]), ("~=2.2.1", ((2, 2),)),
        ("<=2.0", VERSIONS[:2]), (">=1.26,!=2.1", tuple(v for v in VERSIONS if v != (2, 1))), ("==2", NEWEST),
    ],
)  # fmt: skip
def test_specifiers(spec, versions):
    assert range_of(spec) == versions


@pytest.mark.parametrize("spec", ["two", ">=9", ">= x", "=>1"])
def test_what_is_no_specifier(spec):
    with pytest.raises(ValueError, match=r"NumPy such as|takes no version"):
        range_of(spec)


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ('[project]\nname = "a"\ndependencies = ["scipy", "numpy>=1.22,<2"]\n', OLD),
        ("[project]\ndependencies = [\"numpy (>=2.1) ; python_version > '3.8'\"]\n", NEWEST[1:]),
        ('[tool.poetry.dependencies]\nnumpy = "^1.26"\n', OLD),
        ('[tool.poetry.dependencies]\nnumpy = { version = "^1.26", optional = true }\n', OLD),
        ('[project]\ndependencies = ["numpydoc<2", "numpy"]\n', NEWEST),
        ('[project]\ndependencies = ["numpy @ file:///x"]\n', NEWEST),
        ("broken [\n", NEWEST),
    ],
)
def test_what_a_project_requires(tmp_path: Path, text, versions):
    (tmp_path / "pyproject.toml").write_text(text)
    assert versions_of(str(tmp_path / "src" / "a.py")) == versions


SETUP = "from setuptools import setup\nNEEDS = ['scipy', 'numpy<2']\nsetup(name='a', install_requires={})\n"


@pytest.mark.parametrize(
    ("name", "text", "versions"),
    [
        ("requirements.txt", "scipy\nnumpy==1.26.4\n", OLD),
        ("requirements.txt", "# numpy<2\n-r more.txt\nnumpy >= 2.1  # the newest\n", NEWEST[1:]),
        ("requirements.txt", "numpy==1.26.4 \\\n    --hash=sha256:00\n", OLD),
        ("requirements.txt", "numpy-financial<2\nnumpy\n", NEWEST),
        ("setup.cfg", "[options]\ninstall_requires =\n    scipy\n    numpy<2\n", OLD),
        ("setup.cfg", "[options\n", NEWEST),
        ("setup.py", SETUP.format("['numpy<2']"), OLD),
        ("setup.py", SETUP.format("NEEDS"), OLD),
        ("setup.py", SETUP.format("read('requirements')"), NEWEST),
        ("environment.yml", "dependencies:\n  - python=3.11\n  - numpy=1.26\n", OLD),
        ("environment.yml", "dependencies:\n  - conda-forge::numpy=1.26.4=py311\n  - pip\n", OLD),
        ("environment.yml", 'dependencies:\n  - "numpy<2"\n', OLD),
        ("environment.yaml", "dependencies:\n  - numpy\n  - numpy-base=1.26\n", NEWEST),
        ("pyproject.toml", '[tool.poetry.dependencies]\nnumpy = [{ version = "<2", python = "<3.12" }]\n', OLD),
    ],
)
def test_what_other_files_require(tmp_path: Path, name, text, versions):
    (tmp_path / ".git").mkdir()
    (tmp_path / name).write_text(text)
    assert versions_of(str(tmp_path / "src" / "a.py")) == versions


def test_the_nearest_file_says_it_and_the_project_is_the_last(tmp_path):
    (tmp_path / "requirements.txt").write_text("numpy<2\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    assert versions_of(str(inner / "a.py")) == OLD
    (inner / "pyproject.toml").write_text('[project]\nname = "inner"\n')
    assert versions_of(str(inner / "a.py")) == NEWEST  # what is around a project says nothing of it
    (inner / "requirements.txt").write_text("numpy>=2.1\n")
    assert versions_of(str(inner / "deep" / "a.py")) == NEWEST[1:]
    (inner / "pyproject.toml").write_text('[project]\ndependencies = ["numpy>=2.3"]\n')
    assert versions_of(str(inner / "a.py")) == VERSIONS[4:]


def test_a_file_that_changes_is_read_again(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text("numpy<2\n")
    assert versions_of(str(tmp_path / "a.py")) == OLD
    file.write_text("numpy>=2.1\n")
    os.utime(file, ns=(1, 1))
    assert versions_of(str(tmp_path / "a.py")) == NEWEST[1:]


def test_a_flag_that_an_object_keeps_may_say_which_version_there_is():
    program = """
        import numpy as np

        class Integrator:
            def __init__(self, x):
                self.is_new = {}

            def area(self, y):
                return np.trapezoid(y) if self.is_new else np.trapz(y)
    """
    assert found(program.format("np.lib.NumpyVersion(np.__version__) >= '2.0.0'")) == []
    assert found(program.format("input() == 'y'")) == [("SHP208", 9)]


def test_of_versions_that_are_not_known_nothing_is_said(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["numpy<1.24"]\n')
    file = tmp_path / "a.py"
    file.write_text("import numpy as np\nx = np.product(np.zeros(3, np.float))\n")
    assert versions_of(str(file)) == ()
    assert lint_paths([str(file)], Nearest()).findings == ()


def test_requirements_for_several_pythons_are_taken_together(tmp_path):
    text = """[project]
dependencies = ["numpy<2; python_version < '3.12'", "numpy>=2.1; python_version >= '3.12'"]
"""
    (tmp_path / "pyproject.toml").write_text(text)
    assert versions_of(str(tmp_path / "a.py")) == (*OLD, *NEWEST[1:])


def test_the_settings_go_before_what_the_project_requires(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(SOLVE)
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[project]\ndependencies = ["numpy<2"]\n')
    assert [one.code for one in lint_paths([str(file)], Nearest()).findings] == []
    settings.write_text('[project]\ndependencies = ["numpy<2"]\n[tool.shapecheck]\nnumpy = ">=1.26"\n')
    assert [one.code for one in lint_paths([str(file)], Nearest()).findings] == ["SHP208"]
    settings.write_text('[tool.shapecheck]\nnumpy = "new"\n')
    with pytest.raises(SettingsError, match="numpy: 'new' is no version"):
        lint_paths([str(file)], Nearest())


def test_versions_are_named():
    assert [named(VERSIONS[:1]), named(VERSIONS[1:3]), named(NEWEST)] == ["1.26", "2.0 to 2.1", "2.0 and newer"]


@pytest.mark.parametrize("error", ["ImportError", "ModuleNotFoundError", "(ImportError, AttributeError)"])
def test_a_handler_for_names_that_are_not_there_has_those_of_another_version(error):
    text = "try:\n    from numpy.exceptions import RankWarning\nexcept {}:\n    from numpy import RankWarning\n"
    assert found(text.format(error)) == []
    assert found(text.format("ValueError")) == [("SHP115", 4)]
