"""Programs in pairs: one that runs, where nothing is said, and one that NumPy refuses, where its line is said."""

import contextlib
import io
import textwrap
import traceback

import numpy as np

from shapecheck.lint.runner import lint_source

__all__ = ["errors", "fails_at", "source_of"]


def source_of(program: str) -> str:
    """Give the source of a program, with its import behind it so that lines are counted from its first one."""
    return textwrap.dedent(program).lstrip("\n").rstrip() + "\nimport numpy as np\n"


def fails_at(source: str) -> int | None:
    """Run a program; give the line of it that NumPy or Python refuses."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "program.py", "exec"), {"np": np})
    except Exception as error:
        return [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == "program.py"][-1]
    return None


def errors(source: str) -> list[int]:
    """Give the lines of the errors that the linter finds."""
    return [found.line for found in lint_source(source, "program.py") if found.severity == "error"]
