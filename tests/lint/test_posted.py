"""Scripts as people post them: each fault is found where NumPy meets it, and nothing is said of those that are right.

Where the finding is at the line that made the wrong shape, the line where NumPy meets it is related.
`#!` marks the line of the fault, `#! silent` one of which NumPy says nothing.
"""

import re
import traceback
import warnings
from pathlib import Path

import pytest

from shapecheck.lint.runner import lint_source


def programs(name: str) -> dict[str, str]:
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^#### (\w+)\n(.*?)(?=^#### |\Z)", text, re.MULTILINE | re.DOTALL))


FAULTS, FINE = programs("faults"), programs("fine")


def lines_of_the_crash(source: str) -> list[int]:
    """Run a program; give the lines of it that the traceback of its error names, none where it has no error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "<program>", "exec"), {"__name__": "__main__"})
    except Exception as error:
        return [entry.lineno for entry in traceback.extract_tb(error.__traceback__) if entry.filename == "<program>"]
    return []


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_found(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    source = FAULTS[name]
    marked = [number for number, line in enumerate(source.splitlines(), 1) if "#!" in line]
    found = {place.line for finding in lint_source(source) for place in (finding, *finding.related)}
    assert found & set(marked)
    if "#! silent" not in source:
        assert set(marked) & set(lines_of_the_crash(source)), "the program has no fault there"
    capsys.readouterr()


@pytest.mark.parametrize("name", FINE)
def test_what_is_right_is_left_alone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [str(finding.message) for finding in lint_source(FINE[name])] == []
    assert lines_of_the_crash(FINE[name]) == []
    capsys.readouterr()
