"""Notebooks cell by cell: what is no Python costs its own names only, and errors on purpose are noticed."""

import json

import pytest

from shapecheck import infer_shapes
from shapecheck.infer.events import Passed
from shapecheck.lint.files import decoded
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

START = "import numpy as np\nW, A = np.zeros((5, 3)), np.zeros((7, 2))"


def linted(*cells):
    """Lint a notebook of some cells; a cell is its source, or that with its tags and the names of stored errors."""
    found = []
    for cell in cells:
        source, tags, errors = cell if isinstance(cell, tuple) else (cell, (), ())
        outputs = [{"output_type": "error", "ename": name, "evalue": "", "traceback": []} for name in errors]
        found.append({"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}, "outputs": outputs})
    content = json.dumps({"cells": found, "metadata": {}}).encode()
    outcome = lint_text(decoded(content, notebook=True), "n.ipynb", Settings())
    findings = [(finding.severity, finding.cell, finding.line) for finding in outcome.findings]
    return findings, [(notice.kind, notice.cell, notice.line) for notice in outcome.notices], outcome


def test_a_half_typed_cell_is_noticed_and_the_rest_is_read():
    findings, notices, _ = linted(START, "cost = mean(W,\n", "Z = W @ A")
    assert findings == [("error", 3, 1)]
    assert notices == [(Passed.UNREADABLE, 2, 1)]


def test_what_an_unreadable_cell_assigns_is_unknown():
    findings, notices, _ = linted(START, "W = load(\nprint W.shape\nfor A in x:\n", "Z = W @ A\nB = np.zeros(3) @ A")
    assert findings == []
    assert [kind for kind, _, _ in notices] == [Passed.UNREADABLE]


def test_what_it_does_not_assign_is_as_it_was():
    findings, _, _ = linted(START, "B == W\nprint B", "Z = W @ A")
    assert findings == [("error", 3, 1)]


def test_the_imports_of_an_unreadable_cell_are_there():
    findings, _, _ = linted("import numpy as np\nprint np.pi", "np.zeros((5, 3)) @ np.zeros((7, 2))")
    assert findings == [("error", 2, 1)]


@pytest.mark.parametrize(
    "magic",
    ["ls -l {W}", "cd ..", "pip install numpy", "%load_ext x", "!ls *.csv", "names = !ls *.csv", "np.dot?", "?np.dot",
     "!pip install \\\n  numpy", "%%time", "store W", "%timeit -n 10 W.T"],
)  # fmt: skip
def test_what_only_ipython_understands_is_passed_over(magic):
    findings, notices, _ = linted(START, f"{magic}\nZ = W @ A")
    assert findings == [("error", 2, 1 + len(magic.split("\n")))]
    assert notices == []


@pytest.mark.parametrize("magic", ["%run other.py --fast", "run -i other.py", "%store -r", "%reset -f"])
def test_what_binds_names_that_it_does_not_say_is_noticed(magic):
    findings, notices, _ = linted(START, f"{magic}\nZ = W @ A", "Z = np.zeros((5, 3)) @ np.zeros((7, 2))")
    assert findings == [("error", 3, 1)]
    assert notices == [(Passed.UNRESOLVED, 2, 1)]


@pytest.mark.parametrize("magic", ["%store -r W A", "%%capture W", "%%bash --out W", "%time W = load()"])
def test_the_names_that_a_magic_says_are_unknown_behind_it(magic):
    findings, notices, _ = linted(START, f"B = np.zeros((7, 2))\n{START}", magic, "Z = W @ A\nY = np.zeros((5, 3)) @ B")
    assert findings == [("error", 4, 2)]
    assert notices == []


def test_a_statement_whose_time_is_taken_is_run_and_keeps_its_column():
    findings, _, outcome = linted(START, "%time W = np.zeros((5, 7))\nZ = W @ A", "%time Z = W @ np.zeros((3, 2))")
    assert findings == [("error", 3, 1)]
    assert outcome.findings[0].column == 11


@pytest.mark.parametrize("line", ["load = W", "run = 3", "time = load = W.T", "cat = {'a': W}", "ls = [W]"])
def test_a_name_that_is_a_magic_as_well_is_a_name(line):
    findings, notices, _ = linted(START, f"{line}\nZ = W @ A")
    assert (findings, notices) == ([("error", 2, 2)], [])


def test_a_text_that_looks_like_a_magic_is_a_text():
    cell = 'text = """\n%matplotlib\n!ls\n"""\nsize = (W.size\n  % 2)\nZ = W @ A'
    findings, notices, outcome = linted(START, cell)
    assert (findings, notices) == ([("error", 2, 7)], [])
    assert outcome.findings[0].source == ("Z = W @ A",)


@pytest.mark.parametrize("cell", [("Z = W @ A", ("raises-exception",), ()), ("Z = W @ A", (), ("ValueError",))])
def test_an_error_on_purpose_is_noticed_and_counted_as_unknown(cell):
    findings, notices, outcome = linted(START, cell)
    assert findings == []
    assert notices == [(Passed.EXPECTED, 2, 1)]
    assert (outcome.summary.wrong, outcome.summary.unknown, outcome.status) == (0, 1, 0)


@pytest.mark.parametrize("cell", [("Z = W @ A", ("other",), ()), ("Z = W @ A", (), ("NameError",))])
def test_another_tag_or_another_error_is_none(cell):
    findings, notices, _ = linted(START, cell)
    assert (findings, notices) == ([("error", 2, 1)], [])


def test_an_error_on_purpose_is_one_of_its_cell_only():
    findings, _, _ = linted(START, ("Z = W @ A", ("raises-exception",), ()), "Z = W @ A")
    assert findings == [("error", 3, 1)]


def test_a_return_at_the_top_is_noticed_and_ends_nothing():
    findings, notices, _ = linted(START, "if W.size > 3:\n    return", "return\nZ = W @ A")
    assert findings == [("error", 3, 2)]
    assert notices == [(Passed.UNREADABLE, 2, 2), (Passed.UNREADABLE, 3, 1)]


def test_a_notebook_of_python_2_is_noticed_cell_by_cell():
    findings, notices, _ = linted(START, "print W", "print A\nZ = W @ A")
    assert findings == []
    assert notices == [(Passed.UNREADABLE, 2, 1), (Passed.UNREADABLE, 3, 1)]


def shown(*cells):
    """Give what is printed of a notebook, without spaces."""
    content = json.dumps({"cells": [{"cell_type": "code", "source": source} for source in cells]})
    return repr(infer_shapes(content, path="n.ipynb")).replace(" ", "").split("\n")


@pytest.mark.parametrize(
    "written",
    ["%matplotlib inline", "!ls \\\n  -l", "%%bash\nls -l\nx=3", "np.dot?", "pip install numpy", "print 'half\n(("],
)
def test_shapes_stand_beside_what_the_author_wrote(written):
    found = shown("import numpy as np", written, "x = np.zeros(3)")
    assert found == ["importnumpyasnp", *written.replace(" ", "").split("\n"), "x=np.zeros(3)#x(3,)"]


def test_what_an_unreadable_cell_assigns_is_shown_where_it_does():
    assert shown("import numpy as np\nx = np.zeros(3)", "print x\nx = 3\ny = 1")[2:] == ["printx", "x=3#x?", "y=1#y?"]
