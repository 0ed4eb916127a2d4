"""What a program leaves: the arrays and numbers of its module, or the error that ended it; run in a process of its own.

`python benchmarks/_program_values.py FILE OUT` runs a file and writes what it leaves to another one, for `run` to read.
"""

import ast
import contextlib
import io
import os
import pickle
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from numbers import Number
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["Left", "are_same", "left_by", "results_of", "run"]

SECONDS = 30.0
"""Time that one program may take."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a program leaves.

    Parameters
    ----------
    values : mapping
        The arrays and numbers of its module, and lists, tuples and dictionaries of them, by name.
    error : str, optional
        The error that ended it: `ValueError: shapes (2,3) and (2,3) not aligned`.
    lines : tuple of int
        The lines of the program that the error's traceback names, the outermost first.
    """

    values: dict[str, Any] = field(default_factory=dict)
    error: str | None = None
    lines: tuple[int, ...] = ()


def left_by(source: str) -> Left:
    """Run a program here, and return what it leaves; what it prints is dropped."""
    module: dict[str, Any] = {"__name__": "__main__"}
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            exec(compile(source, "<program>", "exec"), module)
    except Exception as error:
        steps = traceback.extract_tb(error.__traceback__)
        lines = tuple(step.lineno or 0 for step in steps if step.filename == "<program>")
        return Left(error=f"{type(error).__name__}: {error}", lines=lines)
    return Left({name: value for name, value in module.items() if name[:2] != "__" and _is_plain(value)})


def run(source: str, seconds: float = SECONDS) -> Left:
    """Run a program in a process of its own, and return what it leaves."""
    with tempfile.TemporaryDirectory() as folder:
        program, out = Path(folder) / "program.py", Path(folder) / "left"
        program.write_text(source, encoding="utf-8")
        command = [sys.executable, str(Path(__file__).resolve()), str(program), str(out)]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, timeout=seconds, check=False, capture_output=True
            )
        except subprocess.TimeoutExpired:
            return Left(error=f"it takes more than {seconds:g} s")
        if done.returncode:
            return Left(
                error=done.stderr.decode(errors="replace").strip().rpartition("\n")[2] or "it ended the process"
            )
        found: Left = pickle.loads(out.read_bytes())  # which this module has written
        return found


def results_of(source: str) -> set[str]:
    """Return the variables that a program prints at its end: its results."""
    return {
        node.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and statement.value.func.id == "print"
        for argument in statement.value.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Name)
    }


def are_same(left: Left, other: Left, names: Iterable[str]) -> bool:
    """Tell whether two programs that ran leave the same values under names: shapes too, numbers but for rounding."""
    return (
        left.error is None
        and other.error is None
        and all(
            name in left.values and name in other.values and _equal(left.values[name], other.values[name])
            for name in names
        )
    )


def _is_plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc"
    return isinstance(value, (Number, np.bool_))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, dict) or isinstance(other, dict):
        return (
            isinstance(one, dict)
            and isinstance(other, dict)
            and one.keys() == other.keys()
            and all(_equal(one[key], other[key]) for key in one)
        )
    if isinstance(one, (list, tuple)) or isinstance(other, (list, tuple)):
        return (
            isinstance(one, (list, tuple))
            and isinstance(other, (list, tuple))
            and len(one) == len(other)
            and all(map(_equal, one, other))
        )
    return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True))


def main() -> None:
    """Run the file that the command names, and write what it leaves."""
    program, out = map(Path, sys.argv[1:])
    left = left_by(program.read_text(encoding="utf-8"))
    # Under its own name the module can be imported where this is read.
    from _program_values import Left as Written

    out.write_bytes(pickle.dumps(Written(left.values, left.error, left.lines)))


if __name__ == "__main__":
    main()
