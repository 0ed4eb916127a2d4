"""The faulty programs for which helps are measured are what they say, and nothing is found in their twins."""

import csv
import re
import sys
from pathlib import Path

import pytest

from shapecheck.lint.runner import lint_source

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from _program_values import are_same, left_by, results_of

FOLDER = Path(__file__).parent / "faults"
LABELS = list(csv.DictReader((FOLDER / "labels.csv").read_text(encoding="utf-8").splitlines()))
NAMES = [row["program"] for row in LABELS]
OF_SHAPES = re.compile(
    r"^(ValueError|IndexError|TypeError|AxisError|LinAlgError): .*"
    r"\b(shapes?|dimensions?|indices|size|axis|aligned|square|length|truth value|scalar|too deep|division)\b"
)


def of(name: str) -> tuple[str, str]:
    """Give a faulty program and its twin."""
    faulty, twin = FOLDER / f"{name}.py", FOLDER / "fixed" / f"{name}.py"
    return faulty.read_text(encoding="utf-8"), twin.read_text(encoding="utf-8")


def test_every_program_has_a_twin_and_a_label() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.py")) == NAMES
    assert sorted(path.stem for path in (FOLDER / "fixed").glob("*.py")) == NAMES
    assert {row["kind"] for row in LABELS} == {"crash", "silent"}


@pytest.mark.parametrize("row", LABELS, ids=NAMES)
def test_programs_are_what_they_say(row: dict[str, str]) -> None:
    faulty, twin = of(row["program"])
    pairs = list(zip(faulty.splitlines(), twin.splitlines(), strict=True))
    assert [number for number, (one, other) in enumerate(pairs, 1) if one != other] == [*map(int, row["lines"].split())]
    results = results_of(twin)
    right, left = left_by(twin), left_by(faulty)
    assert right.error is None
    assert results
    assert results <= right.values.keys()
    if row["kind"] == "crash":
        assert OF_SHAPES.search(left.error or "")
    else:
        assert left.error is None
        assert not are_same(left, right, results)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_twins(name: str) -> None:
    assert list(map(str, lint_source(of(name)[1]))) == []
