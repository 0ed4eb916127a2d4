"""Where sizes come from, and in which order that happens which a finding tells of."""

import io
import json

import pytest

from shapecheck import find_faults
from shapecheck.lint.finding import Stage
from shapecheck.report.lint import sarif

STRETCHED = """
import numpy as np

X = np.ones((4, 7))
W = np.ones((5, 4))
b = np.zeros((5, 1))
for i in range(3):
    Z = b + W @ X
    db = np.sum(Z - 1, axis=1)
    b = b - 0.1 * db
"""


def test_a_size_comes_from_where_its_axis_got_it() -> None:
    """Line 6 made b with one 5, and line 10 stretched it by a sum that has its 5 from b."""
    (found,) = find_faults(STRETCHED, select=["SHP1"])
    (line,) = [own for own in found.operands if own.name == "b"]
    assert (line.shape, line.origin) == ("(5, 5)", "5 from line 6; 5 from line 10")


SQUARES = {
    "both made by one number": ("K = np.eye(5)\nprint(K @ np.ones((3, 3)))\n", "5, 5 from line 2"),
    "beside a column": ("K = np.eye(5)\nL = K + np.ones((5, 1))\nprint(L @ np.ones((3, 3)))\n", "5, 5 from line 2"),
    "all pairs of one array": (
        "x = np.ones(5)\nd = x[:, None] - x\nprint(d @ np.ones((3, 3)))\n",
        "5, 5 from line 2",
    ),
    "a row and a column of one line": (
        "x, y = np.ones((5, 1)), np.ones((1, 4))\nd = x * y\nprint(d @ np.ones((3, 3)))\n",
        "5 from line 2; 4 from line 2",
    ),
}


@pytest.mark.parametrize(("program", "origin"), SQUARES.values(), ids=SQUARES)
def test_two_axes_may_well_be_of_one_line(program: str, origin: str) -> None:
    (found,) = find_faults("import numpy as np\n" + program)
    assert found.operands[0].origin == origin


MADE_AND_MET = """
import numpy as np

y, W = np.ones((7, 1)), np.ones((7, 3))
p = W.sum(axis=1)
e = y - p
f = e + np.ones((7, 9))
"""


def test_a_way_goes_from_the_maker_to_what_comes_of_it() -> None:
    (found,) = find_faults(MADE_AND_MET)
    assert [own.line for own in found.way] == [5, 6, 7]
    assert [own.stage for own in found.related] == [Stage.MET, Stage.FOLLOWS]


def test_what_is_no_certain_cause_stands_before_what_does_not_fit() -> None:
    program = "v = np.zeros((4, 1))\nmu = np.ones((4, 12)).mean(axis=0, keepdims=True)\nv = 0.9 * v + 0.1 * mu\n"
    (found,) = find_faults("import numpy as np\n" + program)
    assert (found.line, [own.line for own in found.way]) == (4, [3, 4])


def test_sarif_has_the_way() -> None:
    out = io.StringIO()
    sarif.write(find_faults(MADE_AND_MET), out)
    (result,) = json.loads(out.getvalue())["runs"][0]["results"]
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    places = [own["location"]["physicalLocation"]["region"]["startLine"] for own in thread["locations"]]
    assert places == [5, 6, 7]
    assert all(own["location"]["message"]["text"] for own in thread["locations"])
