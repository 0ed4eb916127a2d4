"""The package's face: what it offers, and what importing it costs."""

import subprocess
import sys
from pathlib import Path

import pytest

import shapecheck


@pytest.mark.parametrize("name", shapecheck.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(shapecheck, name).__name__ == name
    assert name in dir(shapecheck)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekced'"):
        shapecheck.chekced  # noqa: B018


@pytest.mark.parametrize(
    "arguments", [["table", "--dims", "2,3,1"], ["explain", "W @ A", "W=3,2", "A=2,m"], ["op", "dot"]]
)
def test_commands_that_only_derive_never_import_numpy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom shapecheck.cli import main\n"
        f"sys.argv = ['shapecheck', *{arguments}]\n"
        "try:\n    main()\nfinally:\n    assert 'numpy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_check_of_a_boundary_loads_no_interpreter_before_an_error_occurs(tmp_path: Path) -> None:
    program = """
import sys
import numpy as np
from shapecheck import checked

@checked("W: n k, A: k m -> n m")
def product(W, A):
    return W @ A.T.T

def loaded():
    return [name for name in sys.modules if name.startswith(("shapecheck.infer", "shapecheck.lint"))]

product(np.ones((3, 2)), np.ones((2, 5)))
assert not loaded(), loaded()
try:
    checked(lambda W, A: W @ A)(np.ones((3, 2)), np.ones((3, 5)))
except ValueError:
    assert loaded()
"""
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_hook_for_pre_commit_runs_once_over_all_files() -> None:
    """It shares files among processes itself, and knows which of them import each other only if it sees all."""
    text = (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    lines = [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip() and "#" not in line]
    hook = dict(line.split(": ", 1) for line in lines)
    assert (hook["id"], hook["entry"], hook["language"]) == ("shapecheck", "shapecheck lint", "python")
    assert (hook["require_serial"], hook["types_or"]) == ("true", "[python, jupyter]")


@pytest.mark.parametrize("name", ["docs", "release"])
def test_a_workflow_that_publishes_is_started_by_hand_alone(name: str) -> None:
    """Nothing is published yet: switching it on is a change that somebody makes on purpose."""
    text = (Path(__file__).parent.parent / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    assert "\non:\n  workflow_dispatch:\n\n" in text
