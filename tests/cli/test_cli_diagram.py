"""`shapecheck diagram` as its users call it."""

import os
import subprocess
import sys

import pytest

from shapecheck.cli import main


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Give a function that runs the command and gives its exit status, output and errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["shapecheck", "diagram", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capfdbinary.readouterr()
        return stopped.value.code, captured.out, captured.err.decode()

    return call


def test_without_a_format_it_is_mermaid(run):
    status, out, err = run("--dims", "2,3,5,4,2,1")
    assert (status, err) == (0, "")
    assert out.startswith("flowchart LR\n  %% 2 → 3 → 5 → 4 → 2 → 1: 5 layers, m examples, one per column\n".encode())
    assert run("--dims", "2,3,5,4,2,1", "--format", "mermaid")[1] == out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--batch", "7"), "A[1] (n[1], m) = (3, 7)"),
        (("--batch", "k"), "A[1] (n[1], m) = (3, k)"),
        (("--single",), "a[1] (n[1], 1) = (3, 1)"),
        (("--layout", "rows"), "A[1] (m, n[1]) = (m, 3)"),
    ],
)
def test_options(run, options, expected):
    status, out, _ = run("--dims", "2,3,1", *options)
    assert status == 0
    assert expected in out.decode()


@pytest.mark.parametrize("dims", ["n_x,4,1", "n[0],...,n[L]", "n//2,max(a,b),1"])
@pytest.mark.parametrize(
    ("form", "start"),
    [("mermaid", b"flowchart LR"), ("svg", b"<?xml"), ("png", b"\x89PNG"), ("html", b"<!doctype html>")],
)
def test_symbolic_sizes_are_drawn_in_each_format(run, form, start, dims):
    status, out, err = run("--dims", dims, "--format", form)
    assert (status, err) == (0, "")
    assert out.startswith(start)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("f.mmd", b"flowchart"),
        ("f.SVG", b"<?xml"),
        ("f.png", b"\x89PNG"),
        ("f.html", b"<!doctype"),
        ("f.htm", b"<!doc"),
    ],
)
def test_the_suffix_says_the_format(run, tmp_path, name, start):
    status, out, err = run("--dims", "2,3,1", "-o", str(tmp_path / name))
    assert (status, out, err) == (0, b"", "")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_format_that_is_asked_for_goes_before_the_suffix(run, tmp_path):
    assert run("--dims", "2,3,1", "-o", str(tmp_path / "f.txt"), "--format", "mermaid")[0] == 0
    assert (tmp_path / "f.txt").read_text(encoding="utf-8").startswith("flowchart")


def test_a_dash_is_standard_output(run):
    assert run("--dims", "2,3,1", "-o", "-") == run("--dims", "2,3,1")


def test_a_file_is_the_same_as_the_output(run, tmp_path):
    for form in ("mermaid", "svg", "png", "html"):
        run("--dims", "2,3,1", "--format", form, "-o", str(tmp_path / "f"))
        assert (tmp_path / "f").read_bytes() == run("--dims", "2,3,1", "--format", form)[1]


def test_a_file_that_is_there_is_replaced_only_when_the_new_one_is_whole(run, tmp_path):
    (tmp_path / "f.png").write_bytes(b"old")
    status, _, err = run("--dims", "층,2,1", "-o", str(tmp_path / "f.png"))
    assert (status, err) == (
        2,
        "shapecheck: png: the font of the picture lacks the letter 층: rename the size, or use svg or html\n",
    )
    assert (tmp_path / "f.png").read_bytes() == b"old"


WRONG = [
    (("--dims", "2,3", "--format", "pdf"), "shapecheck: diagram: --format: "),
    (("--dims", "2,3", "-o", "f.pdf"), "shapecheck: --output must end in one of .htm, .html, .mmd, .png, .svg"),
    (("--dims", "2,3", "--single", "--batch", "7"), "leave --batch out"),
    (("--dims", "2,3", "--single", "--layout", "rows"), "leave --layout rows out"),
    (("--dims", "5"), "shapecheck: one size is no network"),
    (
        ("--dims", "2,3", "-o", "no/such/folder/f.png"),
        "shapecheck: no/such/folder/f.png: cannot be written: No such file",
    ),
]


def test_without_sizes_it_is_the_general_form(run):
    assert run() == run("--dims", "n[0],...,n[L]")


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_what_is_wrong_is_told(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, b"")
    assert message in err
    assert "Traceback" not in err


def test_pixels_are_not_written_to_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    status, out, err = run("--dims", "2,3,1", "--format", "png")
    assert (status, out) == (2, b"")
    assert err.endswith("shapecheck: png is not for a terminal: write it to a file with -o FILE.png\n")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_where_matplotlib_is_not_there_it_is_said_what_to_install(run, monkeypatch, form):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    status, out, err = run("--dims", "2,3,1", "--format", form)
    assert (status, out) == (2, b"")
    assert err == f"shapecheck: --format {form} needs matplotlib: `pip install matplotlib`\n"


LOADED = """
import sys
from shapecheck.cli import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("form", ["mermaid", "html"])
def test_neither_numpy_nor_matplotlib_is_imported_where_they_are_not_needed(form):
    command = [sys.executable, "-c", LOADED, "diagram", "--dims", "2,3,1", "--format", form]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert not {"numpy", "matplotlib"} & set(found.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("form", ["mermaid", "svg", "png", "html"])
def test_a_pipe_is_fine_and_a_reader_that_has_had_enough_is_no_error(form):
    command = [sys.executable, "-m", "shapecheck", "diagram", "--dims", "2,3,1", "--format", form]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) > 500
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        gone = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (gone.returncode, gone.stderr) == (0, b"")


def test_ten_thousand_layers_are_drawn_as_six(run):
    status, out, _ = run("--dims", ",".join(map(str, range(1, 10_002))))
    assert status == 0
    assert "Layers 4 to 9,997 are left out: 9,994 of 10,000." in out.decode()
    assert len(out) < 8000
