"""What `.gitignore` leaves out: Git itself is the judge, where it is installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shapecheck.lint.files import found_files
from shapecheck.lint.gitignore import Ignores
from shapecheck.lint.settings import Settings

FOLDERS = ("a", "b", "a/b", "a/b/c", "b/a")
FILES = tuple(f"{folder}/{name}.py" for folder in (".", *FOLDERS) for name in ("a", "b", "ab", "x y"))
LINES = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab**/!?.[]\\\\ #-^py"), max_size=8),
        st.sampled_from(
            ["*.py", "/a", "a/", "a/*", "a/**", "**/b", "a/**/a.py", "!a.py", "!/a/", "[ab].py", "[!a]*", "a/b/"]
        ),
    ),
    max_size=5,
)


@pytest.fixture
def tree(tmp_path):
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for file in FILES:
        (tmp_path / file).write_text("")
    (tmp_path / ".git").mkdir()
    return tmp_path


def linted(folder):
    return {
        os.path.relpath(path, folder).replace(os.sep, "/") for path in found_files([str(folder)], Settings(exclude=()))
    }


@pytest.mark.parametrize(
    ("lines", "path", "is_folder", "expected"),
    [
        ("", "a.py", False, False),
        ("# a.py", "a.py", False, False),
        ("*.py\n!a.py", "a.py", False, False),
        ("a/", "a", False, False),
        ("/b.py", "a/b.py", False, False),
        ("a/*.py", "a/b/a.py", False, False),
        ("*.py", "a/b/a.py", False, True),
        ("a/", "b/a", True, True),
        ("a/b", "b/a/b", True, False),
        ("a/**/c", "a/b/b/c", True, True),
        ("**/c", "c", True, True),
        ("a/**", "a/b", False, True),
        ("x\\\\ ", "x ", False, True),
        ("a.py   ", "a.py", False, True),
        ("[[:alpha:]].py", "a.py", False, True),
        ("[[:digit:]].py", "a.py", False, False),
        ("[]a].py", "].py", False, True),
        ("\\\\#a", "#a", False, True),
        ("[", "[", False, False),
    ],
)
def test_the_last_pattern_that_matches_decides(tmp_path, lines, path, is_folder, expected):
    (tmp_path / ".gitignore").write_text(lines.replace("\\\\", "\\"))
    assert Ignores.above(tmp_path).ignores(tmp_path / path, is_folder=is_folder) is expected


def test_files_in_folders_and_above_hold_too(tree):
    (tree / ".gitignore").write_text("b.py\n/a/ab.py\n")
    (tree / "a" / ".gitignore").write_text("!b.py\n/b/c\n")
    (tree / ".git" / "info").mkdir()
    (tree / ".git" / "info" / "exclude").write_text("x y.py\n")
    assert linted(tree) == {
        "a.py",
        "ab.py",
        "a/a.py",
        "a/b.py",
        "a/b/a.py",
        "a/b/b.py",
        "a/b/ab.py",
        "b/a.py",
        "b/ab.py",
        "b/a/a.py",
        "b/a/ab.py",
    }
    assert linted(tree / "a" / "b") == {"a.py", "b.py", "ab.py"}
    assert "c/b.py" not in linted(tree / "a" / "b")


def test_outside_of_a_repository_those_of_the_folder_itself_hold(tree):
    shutil.rmtree(tree / ".git")
    (tree / ".gitignore").write_text("a.py\n")
    (tree / "a" / ".gitignore").write_text("b.py\n")
    assert "a/b/b.py" not in linted(tree)
    assert linted(tree / "b") == {"a.py", "b.py", "ab.py", "x y.py", "a/a.py", "a/b.py", "a/ab.py", "a/x y.py"}


@pytest.mark.skipif(shutil.which("git") is None, reason="Git is the judge here")
@settings(max_examples=25)
@given(LINES, LINES)
@example([], ["?//"])
@example(["a//", "//"], ["b///"])
def test_git_leaves_out_the_same_files(tmp_path_factory, top, inner):
    root = tmp_path_factory.mktemp("repository")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for file in FILES:
        (root / file).write_text("")
    (root / ".gitignore").write_text("\n".join(top))
    (root / "a" / ".gitignore").write_text("\n".join(inner))
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments):
        return subprocess.run(["git", "-C", root, *arguments], env=environment, capture_output=True, check=True).stdout

    git("init", "-q")
    kept = git("ls-files", "-z", "--others", "--exclude-standard").decode().split("\0")
    assert linted(root) == {name for name in kept if name.endswith(".py") and not Path(name).name.startswith(".")}


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 30 + "*b", "a" * 200),
        ("/*a" + "*?a" * 30 + "b.py", "a" * 200),
        ("**/a" * 30 + "/b", "a/" * 100 + "a"),
        ("**/a*a*a" * 30 + "/**/b", ("a" * 50 + "/") * 60 + "a"),
        ("a/" * 20 + "**/*/" * 30 + "b", "a/" * 100 + "a"),
        ("***" * 40 + "b", "a" * 200),
        (f"a{' ' * 100_000}b", "a"),
        ("[" * 100_000, "a"),
        ("[a" * 50_000 + "]", "b"),
    ],
    ids=lambda text: f"{text[:12]}...",
)
@pytest.mark.usefixtures("soon")
def test_a_pattern_with_many_stars_takes_no_time(tmp_path, pattern, path):
    (tmp_path / ".gitignore").write_text(pattern)
    assert not Ignores.above(tmp_path).ignores(tmp_path / path, is_folder=False)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*a" * 30 + "*b", "a" * 200 + "b", True),
        ("*a*ab", "aab", True),
        ("*a*ab", "ab", False),
        ("*ab*", "aab", True),
        ("**/a/*b/**/c", "x/a/b/a/xb/y/c", True),
        ("**/a/*b/**/c", "x/a/xb", False),
        ("a/***/c", "a/b/b/c", True),
        ("a/**/**/c", "a/c", True),
        ("a/**/**", "a", False),
        ("x**/c", "xa/b/c", False),
        ("a\\/b", "a/b", True),
    ],
)
def test_stars_give_back_what_the_rest_needs(tmp_path, pattern, path, expected):
    (tmp_path / ".gitignore").write_text(pattern)
    assert Ignores.above(tmp_path).ignores(tmp_path / path, is_folder=False) is expected
