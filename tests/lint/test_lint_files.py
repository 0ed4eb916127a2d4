"""Which files are found, and how they are read: encodings, notebooks, what cannot be read."""

import json

import pytest

from shapecheck.lint.files import CannotRead, decoded, found_files
from shapecheck.lint.settings import Settings, SettingsError


def test_folders_are_gone_through_and_hidden_ones_are_not(tmp_path):
    for name in ("b.py", "a.py", "deep/c.py", "n.ipynb", ".hidden/x.py", "venv/x.py", "build/x.py", "t.txt", ".x.py"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    (tmp_path / "deep" / "round").symlink_to(tmp_path)
    found = found_files([str(tmp_path)], Settings(root=str(tmp_path)))
    assert [name.removeprefix(f"{tmp_path}/") for name in found] == ["a.py", "b.py", "deep/c.py", "n.ipynb"]


def test_a_folder_that_is_named_is_gone_through_wherever_it_is(tmp_path):
    (tmp_path / "venv" / "deep").mkdir(parents=True)
    (tmp_path / "venv" / "deep" / "a.py").touch()
    folder = str(tmp_path / "venv" / "deep")
    assert found_files([folder], Settings(root=str(tmp_path))) == [f"{folder}/a.py"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called_and_once(tmp_path):
    file = tmp_path / "build"
    file.touch()
    assert found_files([str(file), str(file)], Settings()) == [str(file)]


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(SettingsError, match="there is no file or folder nowhere"):
        found_files(["nowhere"], Settings())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        ("ä = 1\n".encode(), "ä = 1\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        ("# coding: latin-1\nä = 1\n".encode("latin-1"), "# coding: latin-1\nä = 1\n"),
        (b"", ""),
    ],
)
def test_a_source_has_its_own_encoding(content, text):
    assert decoded(content).text == text


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"x = 1\ny = '\xff'\n", None),
        (b"# coding: nonsense\n", 1),
        (b"# coding: ascii\n\nx = '\xc3\xa4'\n", 3),
        (b"x = 1\n\0", 2),
    ],
)
def test_what_is_not_so_encoded_cannot_be_read(content, line):
    with pytest.raises(CannotRead) as raised:
        decoded(content)
    assert line is None or raised.value.line == line
    assert "\n" not in raised.value.message


def notebook(*cells, language="python"):
    found = [{"cell_type": kind, "source": source} for kind, source in cells]
    return json.dumps({"cells": found, "metadata": {"language_info": {"name": language}}}).encode()


def test_a_notebook_is_its_code_cells_and_lines_find_their_cell():
    text = decoded(
        notebook(("code", "a = 1\nb = 2"), ("markdown", "# T"), ("code", ["c = 3\n", "d = 4"])), notebook=True
    )
    assert text.text == "a = 1\nb = 2\nc = 3\nd = 4\n"
    assert [text.cell_at(line) for line in (1, 2, 3, 4)] == [(1, 1), (1, 2), (3, 1), (3, 2)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1\n"),
        ("if x:\n    !ls", "if x:\n    pass\n"),
        ("?np.dot", "pass\n"),
        ("np.dot?", "pass\n"),
        ("files = !ls", "files = get_ipython()\n"),
        ("%%time\nx = 1", "pass\nx = 1\n"),
        ("%%bash\nls -l\nfor", "pass\npass\npass\n"),
        ("!pip install \\\n  numpy\nx = 1", "pass\n\nx = 1\n"),
        ("x = 5 % 3", "x = 5 % 3\n"),
        ("x = a != b", "x = a != b\n"),
        ("", "\n"),
    ],
)
def test_magics_become_statements_that_do_nothing(cell, code):
    assert decoded(notebook(("code", cell)), notebook=True).text == code


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", notebook(("code", "x <- 1"), language="R")])
def test_what_is_no_notebook_in_python_cannot_be_read(content):
    with pytest.raises(CannotRead):
        decoded(content, notebook=True)
