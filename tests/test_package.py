"""The package's face: what it offers, and what importing it costs."""

import subprocess
import sys

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
