"""One statement has one help: `explain`, the note on an exception of a checked function, and `lint` name the same."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest

from shapecheck.core import Array, Shape, Verdict
from shapecheck.explaining.explanation import explain
from shapecheck.lint.runner import lint_source

# Statements with the arrays that they are of; each is tried with all of the shapes below.
STATEMENTS = {
    "A @ B": "AB",
    "np.dot(A, B) + v": "ABv",
    "A * B": "AB",
    "A - A.mean(axis=1)": "A",
    "A + v": "Av",
    "A.T @ v": "Av",
    "np.concatenate((A, B))": "AB",
    "np.vstack([A, v])": "Av",
    "A.reshape(5, -1) @ B": "AB",
    "np.maximum(A, v)": "Av",
    "[row @ B for row in A]": "AB",
    "max(0, A)": "A",
    "np.where(A > 0, A, v)": "Av",
    "A[:, 0] + v": "Av",
    "A / np.linalg.norm(A, axis=1)": "A",
}
SHAPES = [
    {"A": (3, 2), "B": (3, 5), "v": (3,)},
    {"A": (3, 2), "B": (2, 5), "v": (5,)},
    {"A": (5, 3), "B": (5, 3), "v": (3, 1)},
    {"A": (2, 7), "B": (5, 7), "v": (7,)},
]
CASES = [
    (statement, {name: shapes[name] for name in names})
    for (statement, names), shapes in itertools.product(STATEMENTS.items(), SHAPES)
]


def fails(statement: str, shapes: dict[str, tuple[int, ...]]) -> bool:
    """Run the statement."""
    arrays = {name: np.ones(shape) for name, shape in shapes.items()}
    try:
        eval(statement, {"np": np, **arrays})
    except (ValueError, TypeError, IndexError):
        return True
    return False


FAILING = [case for case in CASES if fails(*case)]


def of_explain(statement: str, shapes: dict[str, tuple[int, ...]]) -> str | None:
    found = explain(statement, {name: Array(Shape(shape), "f", name) for name, shape in shapes.items()})
    assert found.verdict is Verdict.NO
    assert found.failure is not None
    return found.failure.help


def of_lint(statement: str, shapes: dict[str, tuple[int, ...]]) -> str | None:
    given = [f'{name} = np.load("{name}.npy")\nassert {name}.shape == {shape}' for name, shape in shapes.items()]
    (finding,) = lint_source("\n".join(["import numpy as np", *given, statement, ""]))
    return finding.help


def of_note(statement: str, shapes: dict[str, tuple[int, ...]], folder: Path) -> str | None:
    path = folder / "program.py"
    head = "import numpy as np\nfrom shapecheck import checked\n\n\n@checked\n"
    path.write_text(f"{head}def run({', '.join(shapes)}):\n    return {statement}\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("program", path)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    with pytest.raises((ValueError, TypeError, IndexError)) as caught:
        program.run(*map(np.ones, shapes.values()))
    (note,) = caught.value.__notes__
    return next((line.removeprefix("  help: ") for line in note.split("\n") if line.startswith("  help: ")), None)


@pytest.mark.parametrize(("statement", "shapes"), FAILING, ids=[f"{own} {of}" for own, of in FAILING])
def test_explain_the_note_and_lint_name_the_same_help(
    statement: str, shapes: dict[str, tuple[int, ...]], tmp_path: Path
) -> None:
    helps = {
        "explain": of_explain(statement, shapes),
        "lint": of_lint(statement, shapes),
        "note": of_note(statement, shapes, tmp_path),
    }
    # How much is known of the result may differ, as a program has arrays that only an assertion tells of.
    assert len({own and own.partition("` fits")[0] for own in helps.values()}) == 1, helps


def test_there_are_many_with_a_help_and_some_without() -> None:
    helps = [of_explain(*case) for case in FAILING]
    assert len(helps) >= 25
    assert sum(own is not None for own in helps) >= 15
    assert None in helps
