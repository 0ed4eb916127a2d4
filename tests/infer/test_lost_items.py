"""What cannot be gone through is not passed over: it is counted, and what goes through an array is not."""

import pytest

from shapecheck import find_faults

HEAD = "import numpy as np\n"


@pytest.mark.parametrize(
    "program",
    [
        "for x in np.array(3):\n    pass",
        "x = [v for v in np.ones(3).max()]",
        "def f(x, y):\n    return x\nf(*np.array(3))",
    ],
)
def test_going_through_a_number_is_counted(program: str) -> None:
    found = find_faults(HEAD + program)
    assert (len(found), found.summary.unknown) == (0, 1)


@pytest.mark.parametrize("program", ["a, b = np.ones(3).sum()", "f, *g = np.ones(3)[0]"])
def test_a_number_that_is_unpacked_is_an_error(program: str) -> None:
    assert [(own.code, own.severity) for own in find_faults(HEAD + program)] == [("SHP108", "error")]


@pytest.mark.parametrize(
    "program", ["a, b = np.ones((2, 3)).sum(axis=1)", "for x in np.ones(3):\n    pass", "f, *g = np.ones(3)[:2]"]
)
def test_going_through_an_array_is_not(program: str) -> None:
    found = find_faults(HEAD + program)
    assert (len(found), found.summary.unknown) == (0, 0)
