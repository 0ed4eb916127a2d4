"""The measure of safe fixes: what is taken away, and that a wrong fix is seen."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import safe_fixes
from safe_fixes import EQUAL, NONE, OTHER, SAME, Case, Runs, judged, planted

TWIN = """import numpy as np

b = np.zeros((5, 1))
dZ = np.arange(35.0).reshape(5, 7)
db = np.sum(dZ, axis=1, keepdims=True)
s = np.sum(keepdims=True, a=dZ)
t = dZ.sum(axis=0)
b = b - 0.1 * db
"""
LOST = TWIN.replace(", keepdims=True)", ")")


def test_axes_are_lost_and_exchanged_each_in_turn_and_two_together() -> None:
    assert {case.faulty for case in planted("twin", TWIN)} == {
        LOST,
        TWIN.replace("keepdims=True, a", "a"),
        LOST.replace("keepdims=True, a", "a"),
        TWIN.replace("axis=0", "axis=1"),
    }


@pytest.mark.parametrize(
    ("twin", "outcome"),
    [
        (TWIN, SAME),
        (TWIN.replace("t = dZ", "t = (dZ)").replace("keepdims=True)\ns", "keepdims=1)\ns"), EQUAL),
        (TWIN.replace("axis=1, keepdims=True)", "axis=1).reshape(1, 5)"), OTHER),
    ],
)
def test_what_a_fix_makes_is_compared_with_the_program(twin: str, outcome: str) -> None:
    assert judged(Case("twin", LOST, twin), Runs())[:2] == (outcome, 1)


def test_a_program_without_a_safe_fix_counts_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(Case("twin", TWIN, TWIN), Runs()) == (NONE, 0, "")
    monkeypatch.setattr(safe_fixes, "MOST_PAIRS", 0)
    assert len(list(planted("twin", TWIN))) == 3
