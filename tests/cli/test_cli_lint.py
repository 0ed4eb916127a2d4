"""The commands `lint`, `infer` and `rule`: exit status, options, standard input, pipes."""

import json
import os
import subprocess
import sys
from importlib.resources import files

import pytest
from schema_check import problems, undescribed

from shapecheck.lint.table import LINT_RULES

COMMAND = [sys.executable, "-m", "shapecheck"]
WRONG = "import numpy as np\n\nW = np.zeros((5, 4))\nZ = W @ np.zeros((3, 7))\n"
RIGHT = WRONG.replace("(3, 7)", "(4, 7)")
SUMMARY = ["1 error, 0 warnings in 1 file", "3 operations: 3 known, 2 proved, 1 wrong, 0 unknown"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    (tmp_path / "right.py").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def run(folder, *arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


def test_nothing_found_is_status_0(folder):
    found = run(folder, "lint", "right.py")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == "0 errors, 0 warnings in 1 file\n3 operations: 3 known, 3 proved, 0 wrong, 0 unknown\n"


@pytest.mark.parametrize("form", ["terminal", "concise", "json", "github", "sarif"])
def test_something_found_is_status_1(folder, form):
    found = run(folder, "lint", "wrong.py", "--format", form)
    assert (found.returncode, found.stderr) == (1, "")
    assert "SHP101" in found.stdout


def test_concise_is_exact(folder):
    assert run(folder, "lint", "wrong.py", "--format", "concise").stdout.splitlines() == [
        "wrong.py:4:5: SHP101 matmul: inner sizes differ: 4 (axis 1 of W) != 3 (axis 0 of np.zeros((3, 7)))",
        *SUMMARY,
    ]


def test_standard_input_is_a_file(folder):
    found = run(folder, "lint", "-", "--format", "concise", input=WRONG)
    assert found.returncode == 1
    assert found.stdout.startswith("<stdin>:4:5: SHP101 ")
    assert found.stdout.splitlines()[1:] == SUMMARY


def test_a_notebook_may_come_through_standard_input(folder):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": WRONG.splitlines(keepends=True)}
    notebook = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    found = run(folder, "lint", "-", "--format", "concise", input=notebook)
    assert found.stdout.startswith("<stdin>:cell 1:4:5: SHP101 ")
    assert "(5, 4)" in run(folder, "infer", "-", input=notebook).stdout


def test_what_is_told_of_an_imported_file_is_counted(folder):
    (folder / "library.py").write_text("def product(a, b):\n    return a @ b\n", encoding="utf-8")
    main = "import numpy as np\nfrom library import product\n\nproduct(np.zeros((2, 3)), np.zeros((2, 3)))\n"
    (folder / "main.py").write_text(main, encoding="utf-8")
    found = run(folder, "lint", "main.py", "--format", "concise").stdout.splitlines()
    assert found[0].startswith("library.py:2:12: SHP101 ")
    assert found[-2:] == SUMMARY


def test_standard_input_that_cannot_be_read_is_one_line(folder):
    found = run(folder, "lint", "-", "--format", "concise", input="def f(:\n")
    assert found.returncode == 1
    assert found.stdout.splitlines()[0].startswith("<stdin>:1: cannot be read: ")


def test_a_folder_is_gone_through_and_a_broken_file_does_not_end_it(folder):
    (folder / "broken.py").write_text("x = (\n", encoding="utf-8")
    found = run(folder, "lint", ".", "--format", "concise")
    assert found.returncode == 1
    lines = found.stdout.splitlines()
    assert lines[0].startswith("wrong.py:4:5: SHP101")
    assert lines[1].startswith("broken.py:1: cannot be read: ")
    assert lines[2:] == [
        "1 error, 0 warnings in 3 files, 1 could not be read",
        "6 operations: 6 known, 5 proved, 1 wrong, 0 unknown",
    ]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--select", "SHP2"], 0),
        (["--select", "shp2,SHP101"], 1),
        (["--ignore", "SHP1"], 0),
        (["--ignore", "SHP2", "--ignore", "SHP101"], 0),
        (["--exit-zero"], 0),
        (["--exclude", "wrong.py"], 0),
        (["--exclude", "wrong.py", "wrong.py"], 1),
        (["--jobs", "2"], 1),
        (["--statistics", "--show-gaps"], 1),
    ],
)
def test_options(folder, options, status):
    assert run(folder, "lint", ".", *options).returncode == status


def test_the_settings_of_the_project_are_read(folder):
    (folder / "pyproject.toml").write_text('[tool.shapecheck]\nignore = ["SHP101"]\n', encoding="utf-8")
    assert run(folder, "lint", ".").returncode == 0
    assert run(folder, "lint", ".", "--isolated").returncode == 1
    assert run(folder, "lint", ".", "--select", "SHP1").returncode == 1


def test_the_output_may_go_to_a_file(folder):
    found = run(folder, "lint", ".", "--format", "json", "--output-file", "out.json")
    assert (found.returncode, found.stdout) == (1, "")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["summary"]["wrong"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.py"], "there is no file or folder nowhere.py"),
        ([".", "--select", "E501"], "no rule has a code that starts with E501"),
        ([".", "--config", "none.toml"], "none.toml cannot be read: No such file or directory"),
        (["-", "wrong.py"], "- stands for standard input"),
        ([".", "--ignore", "SHP"], "no rule is left to check"),
        ([".", "-o", "no/such/out.txt"], "no/such/out.txt cannot be written to: there is no folder no/such"),
        ([".", "-o", ".odd"], ".odd cannot be written to: it is a folder"),
        ([""], "a path is empty: the current folder is the path ."),
        ([".", "--select", "matmul-size"], "did you mean matmul-sizes?"),
        ([".", "--baseline", "none.json"], "the baseline none.json cannot be read: No such file or directory"),
        ([".", "--baseline", "wrong.py"], "the baseline wrong.py cannot be read: JSONDecodeError"),
        ([".", "--baseline", "list.json"], "list.json is no baseline of this version of shapecheck"),
        ([".", "--baseline", "entry.json"], "the baseline entry.json cannot be read: KeyError: 'path'"),
        ([".", "--baseline", "a", "--write-baseline", "b"], "--write-baseline writes all findings"),
        ([".", "--stdin-filename", "a.py"], "--stdin-filename is for standard input"),
        ([".odd"], "min-severity must be one of 'warning', 'error' (got 'fatal')"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_status_2(folder, arguments, message):
    (folder / "list.json").write_text("[]")
    (folder / "entry.json").write_text('{"version": 1, "findings": [{}]}')
    (folder / ".odd").mkdir()
    (folder / ".odd" / "pyproject.toml").write_text('[tool.shapecheck]\nmin-severity = "fatal"\n')
    found = run(folder, "lint", *arguments)
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr
    assert found.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "\x1b[2J\u202e.py"],
        ["lint", ".", "--select", "\x1b[2J"],
        ["lint", ".", "--baseline", "\x1b[2J"],
        ["lint", ".", "--format", "\x1b[2J"],
        ["infer", "\x1b[2J\u202e.py"],
    ],
)
def test_what_is_said_of_a_wrong_call_has_no_escapes(folder, arguments):
    found = run(folder, *arguments)
    assert found.returncode == 2
    assert "\\x1b[2J" in found.stderr
    assert not {"\x1b", "\u202e"} & set(found.stderr)


def test_the_name_of_a_file_has_no_escapes_and_stays_itself_in_json(folder):
    name = "a\x1b[2J\u202e.py"
    (folder / name).write_text(WRONG)
    for form in ("concise", "json", "sarif", "github"):
        assert not {"\x1b", "\u202e"} & set(run(folder, "lint", name, "--format", form).stdout)
    assert json.loads(run(folder, "lint", name, "--format", "json").stdout)["diagnostics"][0]["path"] == name


def test_no_path_is_the_current_folder(folder):
    assert run(folder, "lint").stdout == run(folder, "lint", ".").stdout


def test_a_folder_without_files_is_noticed(folder):
    (folder / "empty").mkdir()
    for jobs in ([], ["--jobs", "2"]):
        found = run(folder, "lint", "empty", *jobs)
        assert (found.returncode, found.stderr) == (0, "shapecheck: empty: no Python file or notebook is in it\n")


@pytest.mark.parametrize("form", ["terminal", "concise", "github"])
def test_quiet_prints_findings_and_what_cannot_be_read_and_no_more(folder, form):
    (folder / "broken.py").write_text("x = (\n", encoding="utf-8")
    (folder / "dead.py").write_text("import numpy as np\nif False:\n    np.zeros(3)\n")
    found = run(folder, "lint", "--quiet", "--format", form)
    assert (found.returncode, found.stderr) == (1, "")
    assert "SHP101" in found.stdout
    assert "broken.py:1: cannot be read" in found.stdout
    assert "operations" not in found.stdout
    assert "dead.py" not in found.stdout
    assert run(folder, "lint", "-q", "right.py").stdout == ""


def test_standard_input_may_have_a_name_and_the_settings_of_its_folder(folder):
    (folder / "lessons").mkdir()
    (folder / "lessons" / "pyproject.toml").write_text('[tool.shapecheck]\nignore = ["SHP101"]\n')
    found = run(folder, "lint", "-", "--stdin-filename", "model.py", "--format", "concise", input=WRONG)
    assert found.stdout.startswith("model.py:4:5: SHP101 ")
    assert run(folder, "lint", "-", "--stdin-filename", "lessons/a.py", input=WRONG).returncode == 0
    cell = {"cell_type": "code", "source": WRONG}
    found = run(folder, "lint", "-", "--stdin-filename", "a.ipynb", "-q", input=json.dumps({"cells": [cell]}))
    assert "a.ipynb:cell 1:4:5" in found.stdout


STRETCHED = "import numpy as np\n\nx = np.zeros((3, 1)) + np.zeros(3)\n"


@pytest.mark.parametrize(
    "options", [["--min-severity", "error"], ["--ignore", "both-stretched"], ["--select", "SHP1,matmul-sizes"]]
)
def test_warnings_may_be_left_out_and_rules_be_named(folder, options):
    (folder / "warned.py").write_text(STRETCHED, encoding="utf-8")
    assert run(folder, "lint", "warned.py").returncode == 1
    assert run(folder, "lint", "warned.py", *options).stdout.startswith("0 errors, 0 warnings in 1 file\n")
    assert run(folder, "lint", "wrong.py", *options).returncode == 1


def test_a_comment_on_a_rule_that_is_not_asked_is_not_unused(folder):
    (folder / "warned.py").write_text(STRETCHED.replace("(3)\n", "(3)  # shapecheck: ignore[both-stretched]\n"))
    for options in ([], ["--min-severity", "error"]):
        assert run(folder, "lint", "warned.py", *options).returncode == 0
    (folder / "unused.py").write_text("x = 1  # shapecheck: ignore[both-stretched]\n")
    assert "SHP001" in run(folder, "lint", "unused.py").stdout


def test_a_baseline_leaves_out_what_it_has_wherever_that_moves_to(folder):
    written = run(folder, "lint", "--write-baseline", "base.json")
    assert (written.returncode, written.stderr) == (0, "shapecheck: base.json: 1 finding written\n")
    assert written.stdout.splitlines()[0] == "0 errors, 0 warnings in 2 files; 1 finding of the baseline left out"
    moved = f"# a line\n{WRONG}"
    (folder / "wrong.py").write_text(moved)
    assert run(folder, "lint", "--baseline", "base.json").returncode == 0
    (folder / "wrong.py").write_text(moved + WRONG)  # the same line once more is a new finding
    found = run(folder, "lint", "--baseline", "base.json", "--format", "json")
    assert found.returncode == 1
    data = json.loads(found.stdout)
    assert [own["line"] for own in data["diagnostics"]] == [9]
    assert (data["summary"]["errors"], data["summary"]["baseline"]) == (1, 1)
    (folder / "inner").mkdir()
    assert run(folder / "inner", "lint", "..", "--baseline", "../base.json", "-q").stdout.count("SHP101") == 1


def test_what_a_baseline_has_and_is_no_longer_found_is_noticed(folder):
    run(folder, "lint", "--write-baseline", "base.json")
    (folder / "wrong.py").write_text(RIGHT)
    found = run(folder, "lint", "--baseline", "base.json")
    assert (found.returncode, found.stderr) == (
        0,
        "shapecheck: base.json: SHP101 in wrong.py is no longer found: `Z = W @ np.zeros((3, 7))`\n",
    )
    assert run(folder, "lint", "right.py", "--baseline", "base.json").stderr == ""  # it was not looked for
    assert run(folder, "lint", "--baseline", "base.json", "--select", "SHP2").stderr == ""
    (folder / "wrong.py").unlink()
    assert "no longer found" in run(folder, "lint", "right.py", "--baseline", "base.json").stderr


def test_a_baseline_that_is_written_anew_says_what_is_gone(folder):
    (folder / "more.py").write_text(WRONG)
    assert "base.json: 2 findings written\n" in run(folder, "lint", "--write-baseline", "base.json").stderr
    assert "base.json: 2 findings written\n" in run(folder, "lint", "--write-baseline", "base.json").stderr
    (folder / "more.py").write_text(RIGHT)
    assert run(folder, "lint", "--write-baseline", "base.json").stderr == (
        "shapecheck: base.json: 1 finding written; 1 old finding is gone\n"
    )
    (folder / "wrong.py").write_text(RIGHT)
    assert run(folder, "lint", "--write-baseline", "base.json", "--quiet").stderr == ""
    assert json.loads((folder / "base.json").read_text())["findings"] == []


def test_a_baseline_replaces_no_other_file(folder):
    for name, content in (("net.py", RIGHT), ("list.json", "[]"), ("entry.json", '{"version": 1, "findings": [{}]}')):
        (folder / name).write_text(content)
        refused = run(folder, "lint", "--write-baseline", name)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == f"shapecheck: {name} is there and is no baseline: give --write-baseline another name\n"
        assert (folder / name).read_text() == content
    (folder / "empty.json").write_text("")
    for name in ("empty.json", os.devnull):
        assert run(folder, "lint", "--write-baseline", name).returncode == 0


def test_each_file_has_the_settings_that_are_nearest_to_it(folder):
    for name, ignored in (("one", "SHP101"), ("two", "SHP2")):
        (folder / name / "src").mkdir(parents=True)
        (folder / name / "pyproject.toml").write_text(f'[tool.shapecheck]\nignore = ["{ignored}"]\n')
        (folder / name / "src" / "model.py").write_text(WRONG)
    (folder / "two" / "src" / "pyproject.toml").write_text('[project]\nname = "has no settings of ours"\n')
    for jobs in ("1", "2"):
        found = run(folder, "lint", ".", "--jobs", jobs, "-q", "--format", "concise").stdout.splitlines()
        assert [line.partition(":")[0] for line in found] == ["two/src/model.py", "wrong.py"]
    elsewhere = run(folder / "one", "lint", str(folder / "two"), "-q")  # where it is called from decides nothing
    assert elsewhere.stdout.count("SHP101") == 1
    inside = run(folder / "two", "lint", "../one", "../two")
    assert inside.returncode == 1
    assert "one/src" not in inside.stdout


def test_what_gitignore_names_is_left_out_unless_it_is_named(folder):
    (folder / ".gitignore").write_text("/wrong.py\nold/\n")
    (folder / "old").mkdir()
    (folder / "old" / "wrong.py").write_text(WRONG)
    assert run(folder, "lint").returncode == 0
    assert run(folder, "lint", "wrong.py").returncode == 1
    assert run(folder, "lint", "old").returncode == 1
    assert run(folder, "lint", "--no-respect-gitignore").stdout.count("error[SHP101]") == 2
    (folder / "pyproject.toml").write_text("[tool.shapecheck]\nrespect-gitignore = false\n")
    assert run(folder, "lint").stdout.count("error[SHP101]") == 2
    assert run(folder, "lint", "--respect-gitignore").returncode == 0


def test_a_reader_that_is_gone_is_no_trouble(folder):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        found = subprocess.run([*COMMAND, "lint", "."], cwd=folder, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (found.returncode, found.stderr) == (1, b"")  # what was found is the status all the same


IMPORTS = """
import sys
sys.argv = ["shapecheck", *sys.argv[1:]]
from shapecheck.cli import main
try:
    main()
except SystemExit:
    pass
print("\\nLOADED", *sorted(name for name in sys.modules if "." not in name))
"""


@pytest.mark.parametrize("form", ["terminal", "concise", "json", "github", "sarif"])
def test_neither_numpy_nor_rich_nor_the_code_under_review_is_imported(folder, form):
    found = run(folder, "lint", "wrong.py", "--format", form)
    assert found.returncode == 1
    command = [sys.executable, "-c", IMPORTS, "lint", "wrong.py", "--format", form]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert not {"numpy", "rich", "wrong"} & set(done.stdout.rpartition("LOADED")[2].split())


def test_files_that_take_too_many_steps_are_named(folder):
    names = [f"long{number}.py" for number in range(5)]
    for name in names:
        (folder / name).write_text("def f(n):\n    return n and f(n - 1)\nf(500)\n")
    alone = run(folder, "lint", names[0]).stderr
    assert alone.startswith("shapecheck: long0.py:3: it was not gone through to the end: ")
    found = run(folder, "lint", *reversed(names))
    assert found.stderr.startswith(
        "shapecheck: 5 files (long0.py:3, long1.py:3, long2.py:3 and 2 more): it was not gone through"
    )


@pytest.mark.parametrize("form", ["terminal", "concise", "json", "github", "sarif"])
def test_a_notice_is_a_line_on_standard_error_whatever_the_format_and_no_fault(folder, form):
    (folder / "dead.py").write_text("import numpy as np\nif False:\n    np.zeros(3)\n")
    found = run(folder, "lint", "dead.py", "--format", form)
    assert (found.returncode, found.stderr) == (
        0,
        "shapecheck: dead.py:3: NumPy is called, and no operation was seen\n",
    )


def test_infer_prints_the_source_with_shapes(folder):
    found = run(folder, "infer", "right.py")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines()[0] == "import numpy as np"
    assert found.stdout.splitlines()[2].split("#")[1].strip() == "W (5, 4)"
    assert found.stdout.splitlines()[3].split("#")[1].strip() == "Z (5, 7)"


def test_infer_prints_the_contract_of_a_function_above_it(folder):
    function = "@functools.cache\ndef f(X, W):\n    return X @ W\n"
    program = f"import functools\n\n{function}\nclass A:\n    def g(self, x):\n        return -x\n"
    (folder / "functions.py").write_text(program, encoding="utf-8")
    lines = run(folder, "infer", "functions.py").stdout.splitlines()
    assert lines[2:4] == ["# f(X: n m, W: m k) -> n k", "@functools.cache"]
    assert lines[8:10] == ["    # A.g(self: A(), x: *s) -> *s", "    def g(self, x):"]
    found = json.loads(run(folder, "infer", "functions.py", "--format", "json").stdout)
    assert [own["contract"] for own in found["contracts"]] == [
        "f(X: n m, W: m k) -> n k",
        "A.g(self: A(), x: *s) -> *s",
    ]


def test_infer_json_has_the_promised_form(folder):
    found = json.loads(run(folder, "infer", "right.py", "--format", "json").stdout)
    schema = json.loads((files("shapecheck") / "schemas" / "infer.json").read_text(encoding="utf-8"))
    assert problems(found, schema) == undescribed(found, schema) == []
    assert found == {
        "schema_version": 1,
        "contracts": [],
        "operations": [],
        "notices": [],
        "variables": [
            {"path": "right.py", "function": "<module>", "line": 3, "name": "W", "shapes": [[5, 4]], "rank": 2},
            {"path": "right.py", "function": "<module>", "line": 4, "name": "Z", "shapes": [[5, 7]], "rank": 2},
        ],
    }


def test_infer_shows_the_variables_of_the_file_alone_and_follows_what_it_imports(folder):
    (folder / "helper.py").write_text(
        "import numpy as np\n\ndef made():\n    inside = np.zeros((3, 1))\n    return inside\n"
    )
    (folder / "main.py").write_text("from helper import made\nouter = made()\n")
    found = run(folder, "infer", "main.py")
    assert found.returncode == 0, found.stderr
    first, second = found.stdout.splitlines()
    assert first == "from helper import made"
    assert "outer (3, 1)" in second
    assert "inside" not in found.stdout


def test_infer_tells_notices_on_standard_error_and_in_json(folder):
    calls = "".join(f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n" for n in range(1, 40))  # 2 ** 39 of the first
    (folder / "long.py").write_text(f"log = []\ndef f0():\n    log.append(3)\n{calls}f39()\n")
    found = run(folder, "infer", "long.py", "--format", "json")
    assert (found.returncode, found.stderr.partition(": it ")[0]) == (0, "shapecheck: long.py:121")
    (notice,) = json.loads(found.stdout)["notices"]
    assert (notice["kind"], notice["path"]) == ("unfinished", "long.py")


def test_infer_tells_what_cannot_be_read(folder):
    (folder / "broken.py").write_text("x = (\n", encoding="utf-8")
    found = run(folder, "infer", "broken.py")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("shapecheck: broken.py:1: cannot be read: ")


@pytest.mark.parametrize("name", ["SHP101", "shp101", "matmul-sizes"])
def test_rule_prints_its_page(folder, name):
    found = run(folder, "rule", name)
    assert (found.returncode, found.stdout) == (0, LINT_RULES["SHP101"].page)


def test_rule_lists_all(folder):
    found = run(folder, "rule")
    assert [line.split()[0] for line in found.stdout.splitlines()] == list(LINT_RULES)
    assert all(line[-1].isalnum() or line[-1] in "`)='" for line in found.stdout.splitlines()), "a sentence that is cut"
    pages = run(folder, "rule", "--format", "markdown").stdout
    assert all(f"({code})" in pages for code in LINT_RULES)


def test_a_rule_that_is_not_there_is_told_with_the_closest(folder):
    found = run(folder, "rule", "matmul-size")
    assert found.returncode == 2
    assert "did you mean matmul-sizes?" in found.stderr
