"""Paths of Windows, in references and patterns, as far as that can be tested elsewhere; other starts of processes."""

import multiprocessing
import ntpath
import os
import posixpath
import subprocess
import sys
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from shapecheck.lint import baseline as baseline_module
from shapecheck.lint import settings as settings_module
from shapecheck.lint.files import decoded, file_key
from shapecheck.lint.finding import Finding
from shapecheck.lint.runner import lint_paths, lint_text
from shapecheck.lint.settings import Settings
from shapecheck.report.lint import sarif

WRONG = "import numpy as np\nx = np.zeros((3, 5)) @ np.zeros((7, 2))\n"
PROGRAM = """
import multiprocessing, sys
from shapecheck.lint.runner import lint_paths
from shapecheck.lint.settings import Settings

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for finding in lint_paths(["."], Settings(), processes=2).findings:
        print(finding)
"""


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\a b\net.py"), "file:///C:/a%20b/net.py"),
        (PureWindowsPath(r"\\server\share\net.py"), "file://server/share/net.py"),
        (PureWindowsPath(r"models\a b.py"), "models/a%20b.py"),
        (PureWindowsPath(r"..\nets\net.py"), "../nets/net.py"),
        (PurePosixPath("/models/net.py"), "file:///models/net.py"),
        (PurePosixPath("models/net#1.py"), "models/net%231.py"),
    ],
)
def test_a_path_as_a_reference(path, uri):
    assert sarif._uri_of(path) == uri


@pytest.mark.parametrize(
    ("root", "pattern", "whole"),
    [
        (PureWindowsPath(r"C:\work"), r"tests\*.py", "C:/work/tests/*.py"),
        (PureWindowsPath(r"C:\work"), "./tests/*.py", "C:/work/tests/*.py"),
        (PureWindowsPath(r"C:\work"), "D:/other/*.py", "D:/other/*.py"),
        (PureWindowsPath(r"C:\work"), r"\\server\share\*.py", "//server/share/*.py"),
        (PurePosixPath("/work"), "./tests/*.py", "/work/tests/*.py"),
        (PurePosixPath("/work"), "/other/*.py", "/other/*.py"),
        (PurePosixPath("/"), "*.py", "/*.py"),
    ],
)
def test_a_pattern_as_seen_from_everywhere(root, pattern, whole):
    assert settings_module._whole(root, pattern) == whole


@pytest.mark.parametrize(
    ("path", "baseline", "expected"),
    [
        (r"C:\work\Nets\net.py", r"C:\work\base.json", "Nets/net.py"),
        (r"c:\WORK\nets\net.py", r"C:\work\base.json", "nets/net.py"),
        (r"C:\net.py", r"C:\work\base.json", "../net.py"),
        (r"D:\nets\net.py", r"C:\work\base.json", "D:/nets/net.py"),
        (r"\\server\share\net.py", r"C:\work\base.json", "//server/share/net.py"),
        ("<stdin>", r"C:\work\base.json", "<stdin>"),
    ],
)
def test_a_path_in_a_baseline(path, baseline, expected):
    finding = Finding(path, 1, 1, 1, 2, "SHP101", "error", "message", source=("x =  1",))
    assert baseline_module._entry(finding, baseline, ntpath) == (expected, "SHP101", "x = 1")


def test_a_baseline_compares_files_as_the_system_does():
    here, there = (("Nets/net.py", "SHP101", "x"), ("nets\\NET.py", "SHP101", "x"))
    assert baseline_module._compared(here, ntpath) == baseline_module._compared(there, ntpath)
    assert baseline_module._compared(here, posixpath) != baseline_module._compared(there, posixpath)
    assert baseline_module._compared(here, ntpath) != baseline_module._compared(("nets/net.py", "SHP101", "X"), ntpath)


def test_a_file_is_one_in_upper_and_lower_case_where_the_system_says_so(monkeypatch):
    assert file_key("net.py") != file_key("NET.py")
    monkeypatch.setattr(os.path, "normcase", str.lower)
    assert file_key("net.py") == file_key("NET.py")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_end_in_any_way(ends):
    found = lint_text(decoded(WRONG.replace("\n", ends).encode()), "net.py", Settings())
    assert [(finding.line, finding.column) for finding in found.findings] == [(2, 5)]


@pytest.mark.parametrize("method", sorted({"spawn", "forkserver"} & set(multiprocessing.get_all_start_methods())))
def test_processes_that_are_not_forked(tmp_path, method):
    for name in "abc":
        (tmp_path / f"{name}.py").write_text(WRONG)
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "begin.txt").write_text(PROGRAM)
    command = [sys.executable, str(tmp_path / "start" / "begin.txt"), method]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line.split(":")[:2] for line in done.stdout.splitlines()] == [[f"{name}.py", "2"] for name in "abc"]
    assert not done.stderr


def test_processors_are_counted_where_nobody_says_which_may_be_used(tmp_path, monkeypatch):
    for number in range(9):
        (tmp_path / f"{number}.py").write_text(WRONG)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert len(lint_paths([str(tmp_path)], Settings()).findings) == 9


@pytest.mark.parametrize("encoding", ["cp936", "cp1252:strict"])
@pytest.mark.parametrize("format_", ["terminal", "json", "github"])
def test_a_console_that_cannot_print_all_characters(tmp_path, encoding, format_):
    text = "import numpy as np\nπ中é = np.zeros((3, 5))\ny = π中é @ np.zeros((7, 2))\nfrom 北é import *\n"
    (tmp_path / "net.py").write_text(text, encoding="utf-8")
    program = "from shapecheck.cli import main; main()"
    command = [sys.executable, "-c", program, "lint", "net.py", "-j1", "--isolated", "--format", format_]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"SHP101" in done.stdout
