"""`lint --fix`, `--diff`, `--unsafe-fixes` and `--no-help`: what is written, printed and said, and the exit status."""

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest

from shapecheck.cli._fixing import write_files
from shapecheck.lint.fixing.rounds import Fixed

COMMAND = [sys.executable, "-m", "shapecheck", "lint"]
LOST = "import numpy as np\n\nb = np.zeros((5, 1))\ndb = np.sum(np.ones((5, 7)), axis=1)\nb = b - 0.1 * db\n"
KEPT = LOST.replace("axis=1", "axis=1, keepdims=True")
TURNED = "import numpy as np\n\nA = np.zeros((5, 4))\nZ = A @ np.zeros((5, 3))\n"  # A.T is another meaning: unsafe
MEANT = TURNED.replace("A @", "A.T @")


def run(folder, *arguments, given=None):
    done = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, check=False, input=given)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lost.py").write_bytes(LOST.encode())
    (tmp_path / "turned.py").write_bytes(TURNED.encode())
    return tmp_path


def sources(folder):
    return [(folder / name).read_bytes().decode() for name in ("lost.py", "turned.py")]


def test_what_can_be_fixed_is_counted_and_nothing_is_written(folder):
    status, out, _ = run(folder, ".", "--format", "concise")
    assert status == 1
    assert out.splitlines()[-2] == "1 fixable with --fix, 1 more with --unsafe-fixes"
    status, out, _ = run(folder, ".", "--format", "concise", "--unsafe-fixes")
    assert out.splitlines()[-2] == "2 fixable with --fix"
    status, out, _ = run(folder, "turned.py", "--format", "concise")
    assert out.splitlines()[-2] == "1 fixable with --fix --unsafe-fixes"
    assert sources(folder) == [LOST, TURNED]


def test_safe_fixes_are_written_and_what_is_left_is_told(folder):
    status, out, err = run(folder, ".", "--fix", "--format", "concise")
    assert (status, err) == (1, "")
    assert sources(folder) == [KEPT, TURNED]
    first, *rest = out.splitlines()
    assert first.startswith("turned.py:4:5: SHP101 ")
    assert rest[:2] == ["1 error, 0 warnings in 2 files", "Fixed 1 finding, 1 more fixable with --unsafe-fixes"]


def test_unsafe_fixes_are_written_where_they_are_asked_for(folder):
    status, out, _ = run(folder, ".", "--fix", "--unsafe-fixes", "--format", "concise")
    assert (status, out.splitlines()[:2]) == (0, ["0 errors, 0 warnings in 2 files", "Fixed 2 findings"])
    assert sources(folder) == [KEPT, MEANT]
    assert run(folder, ".", "--fix", "--format", "concise")[1].splitlines()[0] == "0 errors, 0 warnings in 2 files"


def test_a_diff_is_printed_and_nothing_is_written(folder):
    status, out, err = run(folder, ".", "--diff")
    assert (status, err) == (1, "shapecheck: 1 finding would be fixed, 1 more with --unsafe-fixes\n")
    assert out.splitlines()[:3] == ["--- lost.py", "+++ lost.py", "@@ -1,5 +1,5 @@"]
    assert [line for line in out.splitlines() if line[:1] in "+-"][2:] == [
        "-db = np.sum(np.ones((5, 7)), axis=1)",
        "+db = np.sum(np.ones((5, 7)), axis=1, keepdims=True)",
    ]
    assert sources(folder) == [LOST, TURNED]


def test_a_diff_of_nothing_is_status_0(folder):
    assert run(folder, "turned.py", "--diff") == (
        0,
        "",
        "shapecheck: no finding would be fixed, 1 more with --unsafe-fixes\n",
    )
    assert run(folder, "turned.py", "--diff", "--quiet") == (0, "", "")
    assert run(folder, "turned.py", "--diff", "--unsafe-fixes")[0] == 1
    assert run(folder, "lost.py", "--diff", "--exit-zero")[0] == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the diff")
def test_what_the_diff_shows_is_what_is_written(folder):
    _, out, _ = run(folder, ".", "--diff", "--unsafe-fixes")
    (folder / "copy").mkdir()
    for name, text in (("lost.py", LOST), ("turned.py", TURNED)):
        (folder / "copy" / name).write_bytes(text.encode())
    patched = subprocess.run(["git", "apply", "-p0", "-"], cwd=folder / "copy", input=out.encode(), check=False)
    assert patched.returncode == 0
    assert run(folder, ".", "--fix", "--unsafe-fixes")[0] == 0
    assert sources(folder) == sources(folder / "copy") == [KEPT, MEANT]


def test_all_other_bytes_stay(tmp_path):
    before = ("# -*- coding: latin-1 -*-\nword = 'é'\tif 1 else 0\n" + LOST.rstrip()).replace("\n", "\r\n")
    (tmp_path / "f.py").write_bytes(before.encode("latin-1"))
    assert run(tmp_path, "f.py", "--fix")[0] == 0
    assert (tmp_path / "f.py").read_bytes() == before.replace("axis=1", "axis=1, keepdims=True").encode("latin-1")


def test_permissions_stay_and_a_link_stays_one(folder):
    (folder / "lost.py").chmod(0o751)
    (folder / "link.py").symlink_to("lost.py")
    assert run(folder, "link.py", "--fix")[0] == 0
    assert (folder / "link.py").is_symlink()
    assert stat.S_IMODE((folder / "lost.py").stat().st_mode) == 0o751
    assert sources(folder)[0] == KEPT


def test_a_file_and_a_link_to_it_are_fixed_once(folder):
    (folder / "link.py").symlink_to("lost.py")
    status, _, err = run(folder, "link.py", "lost.py", "--fix")
    assert (status, err, sources(folder)[0]) == (0, "", KEPT)


def test_a_read_only_file_is_one_sentence_and_the_others_are_written(folder):
    (folder / "own.py").write_bytes(LOST.encode())
    (folder / "lost.py").chmod(0o444)
    status, out, err = run(folder, ".", "--fix", "--format", "concise")
    assert (status, err) == (2, "shapecheck: lost.py: cannot be written: it is read-only\n")
    assert sources(folder)[0] == LOST
    assert (folder / "own.py").read_bytes() == KEPT.encode()
    assert "Fixed 1 finding," in out
    assert out.startswith("lost.py:4:6: SHP202 ")


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(tmp_path):
    path = tmp_path / "f.py"
    path.write_bytes(b"x = 1\n")
    number, problems = write_files([Fixed(str(path), b"x = 0\n", b"x = 2\n", 1)])
    assert (number, problems) == (0, [f"{path} is not fixed: it was changed while it was linted"])
    assert path.read_bytes() == b"x = 1\n"
    number, problems = write_files([Fixed(str(path), b"x = 1\n", b"x = 2\n", 1)])
    assert (number, problems, path.read_bytes()) == (1, [], b"x = 2\n")


def test_a_file_that_is_gone_or_cannot_be_replaced_is_one_sentence(tmp_path, monkeypatch):
    gone = tmp_path / "gone.py"
    assert write_files([Fixed(str(gone), b"", b"x", 1)]) == (
        0,
        [f"{gone}: cannot be written: No such file or directory"],
    )
    path = tmp_path / "f.py"
    path.write_bytes(b"x = 1\n")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    number, problems = write_files([Fixed(str(path), b"x = 1\n", b"x = 2\n", 1)])
    assert (number, problems) == (0, [f"{path}: cannot be written: No space left on device"])
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"x = 1\n", ["f.py"])


def test_a_broken_file_stays_and_the_others_are_fixed(folder):
    (folder / "broken.py").write_bytes(b"x = (\n")
    status, out, _ = run(folder, ".", "--fix", "--format", "concise")
    assert status == 1
    assert "broken.py:1: cannot be read" in out
    assert sources(folder)[0] == KEPT
    assert (folder / "broken.py").read_bytes() == b"x = (\n"
    status, out, err = run(folder, "broken.py", "--diff")
    assert (status, out) == (1, "")
    assert err.startswith("shapecheck: broken.py:1: cannot be read: ")


def test_standard_input_is_fixed_on_standard_output(folder):
    content = LOST.replace("\n", "\r\n").encode()
    done = subprocess.run([*COMMAND, "-", "--fix"], cwd=folder, input=content, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, KEPT.replace("\n", "\r\n").encode())
    assert done.stderr.decode().splitlines()[:2] == ["0 errors, 0 warnings in 1 file", "Fixed 1 finding"]


def test_standard_input_that_is_not_changed_is_printed_as_it_is(folder):
    for text in (TURNED, "x = (\n", "\ufeffx = 1"):
        status, out, err = run(folder, "-", "--fix", "--format", "concise", given=text.encode())
        assert out == text
        assert (status == 0) == ("SHP101" not in err and "cannot be read" not in err)


def test_a_diff_of_standard_input_is_printed(folder):
    status, out, err = run(folder, "-", "--diff", "--stdin-filename", "model.py", given=LOST.encode())
    assert (status, err) == (1, "shapecheck: 1 finding would be fixed\n")
    assert out.startswith("--- model.py\n+++ model.py\n@@ ")


def notebook(*cells, **more):
    found = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return {"nbformat_minor": 5, "cells": [{"cell_type": "markdown", "source": ["é"]}, *found], "nbformat": 4, **more}


FIRST = ["%matplotlib inline\n", "import numpy as np\n", "b = np.zeros((5, 1))\n", "b"]
SECOND = ["%time db = np.sum(np.ones((5, 7)), axis=1)  # é\n", "b = b - 0.1 * db"]


def test_of_a_notebook_only_the_fixed_cell_changes(tmp_path):
    text = json.dumps(notebook(FIRST, SECOND), indent=1) + "\n"
    (tmp_path / "n.ipynb").write_bytes(text.encode())
    status, out, _ = run(tmp_path, "n.ipynb", "--diff")
    assert (status, out.splitlines()[:2]) == (1, ["--- n.ipynb:cell 3", "+++ n.ipynb:cell 3"])
    assert run(tmp_path, "n.ipynb", "--fix")[0] == 0
    assert (tmp_path / "n.ipynb").read_bytes() == text.replace("axis=1)", "axis=1, keepdims=True)").encode()
    assert run(tmp_path, "-", "--fix", given=text.encode())[1] == (tmp_path / "n.ipynb").read_bytes().decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--fix", "--write-baseline", "b.json"],
            "--write-baseline is for the files as they are: --fix would",
        ),
        (
            ["--diff", "--write-baseline", "b.json"],
            "--write-baseline is for the files as they are: --diff would",
        ),
        (["--fix", "--no-help"], "--no-help searches for no fixes: --fix needs them"),
        (["--unsafe-fixes", "--no-help"], "--no-help searches for no fixes: --unsafe-fixes needs them"),
        (["--diff", "--format", "json"], "--diff prints no findings: --format is for them"),
        (["--diff", "--statistics"], "--diff prints no findings: --statistics is for them"),
    ],
)
def test_options_that_contradict_each_other_are_one_sentence(folder, arguments, message):
    status, out, err = run(folder, ".", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert sources(folder) == [LOST, TURNED]


def test_settings_fix_and_options_win_over_them(folder):
    (folder / "pyproject.toml").write_text("[tool.shapecheck]\nfix = true\nunsafe-fixes = true\n")
    assert run(folder, ".", "--no-fix")[0] == 1
    assert run(folder, ".", "--no-help")[0] == 1
    assert run(folder, ".", "--write-baseline", "b.json")[0] == 0
    assert sources(folder) == [LOST, TURNED]
    assert run(folder, ".", "--no-unsafe-fixes")[0] == 1
    assert sources(folder) == [KEPT, TURNED]
    assert run(folder, ".")[0] == 0
    assert sources(folder) == [KEPT, MEANT]


def test_each_file_has_its_own_settings(folder):
    (folder / "part").mkdir()
    (folder / "part" / "pyproject.toml").write_text("[tool.shapecheck]\nfix = true\n")
    (folder / "part" / "lost.py").write_bytes(LOST.encode())
    run(folder, ".")
    assert sources(folder) == [LOST, TURNED]
    assert (folder / "part" / "lost.py").read_bytes() == KEPT.encode()


@pytest.mark.parametrize("setting", [True, False])
def test_without_help_findings_stand_where_numpy_meets_them(folder, setting):
    if setting:
        (folder / "pyproject.toml").write_text("[tool.shapecheck]\nhelp = false\n")
    options = [] if setting else ["--no-help"]
    status, out, _ = run(folder, ".", "--format", "json", *options)
    found = json.loads(out)
    assert status == 1
    assert [(own["line"], own["help"], own["fix"], own["related"]) for own in found["diagnostics"]] == [
        (5, None, None, []),
        (4, None, None, []),
    ]
    assert (found["summary"]["fixable"], found["summary"]["unsafe_fixable"]) == (0, 0)


def test_what_is_ignored_or_known_is_not_fixed(folder):
    ignored = LOST.replace("axis=1)\n", "axis=1)  # shapecheck: ignore\n")
    (folder / "lost.py").write_bytes(ignored.encode())
    assert run(folder, "lost.py", "--fix")[0] == 0
    assert sources(folder)[0] == ignored
    (folder / "lost.py").write_bytes(LOST.encode())
    assert run(folder, ".", "--write-baseline", "b.json")[0] == 0
    assert run(folder, ".", "--fix", "--unsafe-fixes", "--baseline", "b.json")[0] == 0
    assert sources(folder) == [LOST, TURNED]


def test_json_counts_what_was_fixed(folder):
    _, out, _ = run(folder, ".", "--fix", "--format", "json")
    summary = json.loads(out)["summary"]
    assert (summary["fixed"], summary["fixable"], summary["unsafe_fixable"]) == (1, 0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of a shell")
def test_a_reader_that_goes_first_ends_it_quietly(folder):
    for number in range(20):
        (folder / f"many{number}.py").write_bytes(LOST.encode())
    command = f"{sys.executable} -m shapecheck lint . --diff --select SHP202 | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, check=False)
    assert done.stdout.decode().splitlines() == ["--- lost.py", "1"]
    assert "Traceback" not in done.stderr.decode()
