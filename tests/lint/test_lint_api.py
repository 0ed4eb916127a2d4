"""The linter from Python: the same data as the command has, of a text without files and other processes."""

import ast
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import shapecheck
from shapecheck import find_faults, infer_shapes
from shapecheck.infer.events import Passed
from shapecheck.lint.runner import lint_paths
from shapecheck.lint.settings import Settings, SettingsError

HEAD = "import numpy as np\n"
WRONG = f"{HEAD}W = np.zeros((5, 4))\nZ = W @ np.zeros((3, 7))\n"
RIGHT = WRONG.replace("(3, 7)", "(4, 7)")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.py").write_text(WRONG)
    (tmp_path / "right.py").write_text(RIGHT)
    return tmp_path


def test_a_text_without_faults_has_none():
    found = find_faults(RIGHT)
    assert (list(found), len(found), found.status) == ([], 0, 0)
    assert repr(found) == "0 errors, 0 warnings in 1 file\n3 operations: 3 known, 3 proved, 0 wrong, 0 unknown"


def test_going_through_the_outcome_gives_the_findings():
    (finding,) = find_faults(WRONG, path="model.py")
    assert (finding.path, finding.line, finding.code, finding.name) == ("model.py", 3, "SHP101", "matmul-sizes")
    assert [operand.shape for operand in finding.operands] == ["(5, 4)", "(3, 7)"]
    with pytest.raises(FrozenInstanceError):
        finding.line = 5


def test_files_and_folders_give_what_the_command_gives(folder):
    whole = lint_paths(["."], Settings(), processes=1)
    assert find_faults(Path(".")) == whole
    assert find_faults([Path("wrong.py"), Path("right.py")]).findings == whole.findings
    assert find_faults(Path("right.py")).findings == ()


def test_rules_are_chosen_as_with_the_command(folder):
    text = f"{HEAD}x = np.zeros((3, 1))\ny = x + np.zeros(3)\nz = x @ x\n"
    assert [own.code for own in find_faults(text)] == ["SHP201", "SHP101"]
    assert [own.code for own in find_faults(text, select=["SHP1"])] == ["SHP101"]
    assert [own.code for own in find_faults(text, ignore=["SHP101"])] == ["SHP201"]
    assert [own.code for own in find_faults(text, ignore="SHP101")] == ["SHP201"]  # one name, not its letters
    assert [own.code for own in find_faults(text, select="matmul-sizes")] == ["SHP101"]
    (folder / "pyproject.toml").write_text('[tool.shapecheck]\nignore = ["SHP101"]\n')
    assert find_faults(Path("wrong.py")).findings == ()
    assert len(find_faults(WRONG)) == 1  # a text is in no folder
    with pytest.raises(SettingsError, match="E501"):
        find_faults(text, select=["E501"])


@pytest.mark.parametrize("name", ["model.py", "lessons/a.ipynb", "wrong.py"])
def test_the_name_of_a_file_is_no_program(folder, name):
    for call in (find_faults, infer_shapes):
        with pytest.raises(ValueError, match="write a file or folder as pathlib"):
            call(name)


@pytest.mark.parametrize("text", ["x", "pass", "a / b", "", "\n", "x = 1"])
def test_a_short_text_is_a_program(text):
    assert find_faults(text).summary.files == 1
    assert infer_shapes(text).unread is None


@pytest.mark.parametrize("text", ["def f(:\n", "x = '\0'\n", "x = '\udc80'\n", "(" * 2000])
def test_a_text_that_is_no_program_is_told_and_raises_nothing(text):
    assert find_faults(text).unread[0].path == "<text>"
    assert "cannot be read" in repr(infer_shapes(text))


def test_a_text_whose_path_says_so_is_a_notebook():
    cell = {"cell_type": "code", "source": WRONG}
    notebook = json.dumps({"cells": [{"cell_type": "markdown", "source": ""}, cell]})
    (finding,) = find_faults(notebook, path="lesson.ipynb")
    assert finding.place == "lesson.ipynb:cell 2:3:5"
    assert infer_shapes(notebook, path="lesson.ipynb")["W"] == ((5, 4),)
    assert "not JSON" in repr(find_faults("{", path="lesson.ipynb"))


def test_shapes_are_found_by_name_and_print_beside_the_source():
    shapes = infer_shapes(f"{HEAD}形 = np.zeros((2, 3))\nx = 形.T\nx = x[0]\n")
    assert shapes["x"] == ((2,),)
    assert [(own.name, own.line, own.rank) for own in shapes] == [("形", 2, 2), ("x", 3, 2), ("x", 4, 1)]
    assert repr(shapes).splitlines()[1:] == [
        "形 = np.zeros((2, 3))  # 形 (2, 3)",
        "x = 形.T               # x (3, 2)",
        "x = x[0]               # x (2,)",
    ]
    with pytest.raises(KeyError):
        shapes["nothing"]


def test_what_is_noticed_is_told_by_both():
    calls = "".join(f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n" for n in range(1, 40))
    text = f"{HEAD}log = []\ndef f0():\n    log.append(np.zeros(3))\n{calls}f39()\n"
    for found in (find_faults(text), infer_shapes(text)):
        assert [own.kind for own in found.notices] == [Passed.UNFINISHED]


def test_a_notebook_shows_what_is_printed_and_no_tags_of_the_source():
    for found in (find_faults("x = '<b>'\n" + WRONG), infer_shapes("x = '<b>'\n" + WRONG)):
        shown = found._repr_html_()
        assert shown.startswith("<pre>")
        assert "<b>" not in shown


ALONE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in "numpy rich click multiprocessing concurrent subprocess tomllib".split():
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
from shapecheck import find_faults, infer_shapes
def refused(event, arguments):
    if event in {"os.listdir", "subprocess.Popen", "os.fork"}:
        raise RuntimeError(event)
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
        raise RuntimeError(arguments[0])
find_faults("x")
sys.addaudithook(refused)
text = "import numpy as np\\nZ = np.zeros((5, 4)) @ np.zeros((3, 7))"
print(len(find_faults(text)), infer_shapes("import numpy as np\\nx = np.zeros(3)")["x"])
"""


def test_a_text_needs_no_files_no_processes_and_no_other_package():
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 ((3,),)\n", "")


def test_importing_shapecheck_imports_none_of_it():
    code = "import shapecheck, sys; print(sorted(name for name in sys.modules if name.startswith('shapecheck')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['shapecheck']\n"
    assert {"find_faults", "infer_shapes", "Outcome", "Finding", "Notice", "Shapes", "Variable"} <= set(
        shapecheck.__all__
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = np.zeros((2, 3)) + \\\n    1", ["x = np.zeros((2, 3)) + \\", "    1  # x (2, 3)"]),
        ("x = np.zeros(3) + \\\n  \\\n  1", ["x = np.zeros(3) + \\", "  \\", "  1  # x (3,)"]),
        ("x = np.zeros((2,\n  3))", ["x = np.zeros((2,  # x (2, 3)", "  3))"]),
        ('x, y = np.zeros(3), """a\nb"""', ['x, y = np.zeros(3), """a', 'b"""  # x (3,)']),
        ("x = np.zeros(3)  # a \\\ny = 1", ["x = np.zeros(3)  # a \\  # x (3,)", "y = 1"]),
        ("if True: \\\n  x = np.zeros(3)", ["if True: \\", "  x = np.zeros(3)  # x (3,)"]),
    ],
)
def test_a_shape_stands_where_a_comment_may_and_the_result_is_the_same_program(text, expected):
    printed = repr(infer_shapes(HEAD + text))
    assert printed.splitlines()[1:] == expected
    assert ast.dump(ast.parse(printed)) == ast.dump(ast.parse(HEAD + text))


def test_what_is_wrong_with_the_call_is_one_public_exception(folder):
    (folder / "pyproject.toml").write_text("[tool.shapecheck]\nselect = 3\n")
    for call in (
        lambda: find_faults(Path("nowhere.py")),
        lambda: find_faults([Path("right.py"), Path("nowhere")]),
        lambda: find_faults("right.py"),
        lambda: find_faults(RIGHT, select=["E501"]),
        lambda: find_faults(Path("right.py")),
        lambda: infer_shapes(Path("nowhere.py")),
        lambda: infer_shapes(folder),
        lambda: infer_shapes("right.py"),
        lambda: find_faults(None),
        lambda: find_faults([3]),
        lambda: find_faults(RIGHT, select=[3]),
        lambda: find_faults(RIGHT, ignore=3),
        lambda: find_faults(RIGHT.encode()),
        lambda: infer_shapes(None),
        lambda: infer_shapes([Path("right.py")]),
    ):
        with pytest.raises(shapecheck.SettingsError) as raised:
            call()
        assert isinstance(raised.value, ValueError)
        assert "\n" not in str(raised.value)
    assert "shapecheck.SettingsError" in find_faults.__doc__
    assert "shapecheck.SettingsError" in infer_shapes.__doc__
