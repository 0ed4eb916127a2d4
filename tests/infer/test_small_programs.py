"""Small programs on what Python and NumPy do behind one's back, each run for real: nothing inferred contradicts it.

They are aliases, early ends of bodies, things done late or twice, special methods, and the like. `lint_...` are
programs that are right, of which the linter must say nothing.
"""

import re
from pathlib import Path

import pytest
from test_soundness import contradictions
from truth import record

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

PROGRAMS = dict(
    re.findall(
        r"^#### (\w+)\n(.*?)(?=^#### |\Z)", (Path(__file__).parent / "small_programs.txt").read_text(), re.M | re.S
    )
)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_contradicts_the_run(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.py"
    file.write_text(PROGRAMS[name])
    truth = record(file)
    assert contradictions(truth, infer(PROGRAMS[name], str(file))) == []
    crash = None if truth.fault is None else truth.fault.line
    found = [finding for finding in lint_source(PROGRAMS[name], str(file)) if finding.line != crash]
    assert [finding for finding in found if finding.severity == "error" or name.startswith("lint_")] == []
