"""`shapecheck parity` as its users call it."""

import csv
import io
import json
import sys
from xml.etree import ElementTree as ET

import pytest

from shapecheck.cli import main
from shapecheck.report import formats


@pytest.fixture
def run(monkeypatch, capsys):
    """Give a function that runs the command and gives its exit status, output and errors."""

    def call(*arguments, columns=100):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "argv", ["shapecheck", "parity", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


def test_units_grow_with_n_in_one_and_with_2_to_the_n_in_the_other(run):
    status, out, err = run()
    assert (status, err) == (0, "")
    line = next(line for line in out.splitlines() if line.startswith("12 "))
    assert line.split() == ["12", "8", "35", "326", "2,049", "28,673", "13", "169", "yes"]
    assert "24,564 of 24,564 outputs" in out
    assert "not tried" not in out


def test_what_is_not_tried_is_said(run):
    status, out, _ = run("--bits", "14")
    assert status == 0
    assert "Above 12 bits: counted, not tried." in out.replace("\n", " ")
    assert sum(line.endswith("not tried") for line in out.splitlines()) == 2


def test_a_wrong_network_gives_status_1(run, monkeypatch):
    from shapecheck.network import parity

    monkeypatch.setattr(parity, "step", lambda Z: (Z >= 0).astype(float) * 0)
    status, out, _ = run("--bits", "3")
    assert status == 1
    assert " no" in out


@pytest.mark.parametrize("form", formats("parity"))
def test_every_format_has_every_network(run, form):
    status, out, _ = run("--bits", "5", "--format", form)
    assert status == 0
    assert all(name in out for name in ("tree", "patterns", "counting"))


def test_programs_read_the_same_counts(run):
    _, text, _ = run("--bits", "20", "--format", "csv")
    _, data, _ = run("--bits", "20", "--format", "json")
    read = list(csv.DictReader(io.StringIO(text)))
    loaded = json.loads(data)
    assert loaded["passed"] is True
    assert [(int(row["bits"]), row["network"], int(row["units"])) for row in read] == [
        (item["bits"], item["network"], item["units"]) for item in loaded["networks"]
    ]
    assert [item["trial"] is None for item in loaded["networks"]] == [item["bits"] > 12 for item in loaded["networks"]]


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("bits", ["5", "40"])
def test_no_line_is_wider_than_the_terminal(run, columns, bits):
    _, out, _ = run("--bits", bits, columns=columns)
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("bits", ["1", "0", "-3", "64", "text", "1.5", ""])
def test_other_numbers_of_bits_are_told(run, bits):
    status, out, err = run("--bits", bits)
    assert (status, out) == (2, "")
    assert err.startswith("shapecheck: parity: --bits: ")


def test_a_picture_is_saved_whole(run, tmp_path):
    for name, start in (("a.png", b"\x89PNG"), ("a.SVG", b"<?xml")):
        path = tmp_path / name
        path.write_text("old")
        assert run("--bits", "6", "--plot", str(path))[0] == 0
        assert path.read_bytes().startswith(start)
    assert ET.parse(tmp_path / "a.SVG").getroot().tag.endswith("svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.SVG", "a.png"]


def test_the_same_picture_is_the_same_file(run, tmp_path):
    for name in ("a.svg", "b.svg"):
        run("--bits", "6", "--plot", str(tmp_path / name))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_a_picture_of_another_kind_is_refused(run, tmp_path, name):
    status, out, err = run("--plot", str(tmp_path / name))
    assert (status, out) == (2, "")
    assert "must name a .png or .svg file" in err


def test_a_folder_that_is_not_there_is_told(run, tmp_path):
    status, _, err = run("--bits", "2", "--plot", str(tmp_path / "no" / "a.png"))
    assert status == 2
    assert err == f"shapecheck: {tmp_path / 'no' / 'a.png'}: cannot be written: there is no folder {tmp_path / 'no'}\n"


def test_without_matplotlib_the_extra_is_named(run, tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    status, _, err = run("--bits", "2", "--plot", str(tmp_path / "a.png"))
    assert (status, err) == (2, "shapecheck: --plot needs matplotlib: `pip install matplotlib`\n")
