"""`shapecheck table --weights` as its users call it."""

import json
import subprocess
import sys

import numpy as np
import pytest

from shapecheck.cli import main


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Give a function that runs the command in a folder and gives its exit status, output and errors."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, columns=100):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "argv", ["shapecheck", "table", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


def save(name="a.npz", **shapes):
    np.savez(name, **{key: np.zeros(shape) for key, shape in shapes.items()})


def test_the_table_is_that_of_the_sizes(run):
    save(W2=(1, 3), b2=(1, 1), W1=(3, 2), b1=(3, 1))
    status, out, err = run("--weights", "a.npz")
    assert (status, err) == (0, "")
    assert out.startswith(
        "a.npz: 2 layers, columns\n1  W[1]  W1 (3, 2)  b[1]  b1 (3, 1)\n2  W[2]  W2 (1, 3)  b[2]  b2 (1, 1)\n\n"
    )
    assert out.endswith(run("--dims", "2,3,1")[1])


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "latex"])
def test_other_formats_have_the_table_alone(run, form):
    save(W1=(2, 3), b1=(3,), W2=(3, 1), b2=(1,))
    status, out, err = run("--weights", "a.npz", "--format", form)
    assert (status, out) == (0, run("--dims", "2,3,1", "--layout", "rows", "--format", form)[1])
    assert "a.npz: 2 layers, rows" in err


def test_a_misfit_gives_status_1_and_no_table(run):
    save(W1=(3, 2), W2=(4, 5))
    status, out, err = run("--weights", "a.npz")
    assert (status, err) == (1, "")
    assert "a.npz: layer 2: sizes differ: 5 (axis 1 of W2) != 3 (n[1], bound by axis 0 of W1)" in out
    assert "dim(dX)" not in out
    status, out, err = run("--weights", "a.npz", "--format", "json")
    assert (status, out) == (1, "")
    assert "sizes differ" in err


def test_the_layout_given_decides(run):
    save(W1=(3, 3), b1=(3,))
    assert "ambiguous" in run("--weights", "a.npz")[1]
    assert "ambiguous" not in run("--weights", "a.npz", "--layout", "columns")[1]
    assert "one per row" in run("--weights", "a.npz", "--layout", "rows")[1]
    assert run("--weights", "a.npz", "--single")[0] == 0


def test_a_prefix_chooses_one_of_several_networks(run):
    save(**{"a.W1": (3, 2), "a.W2": (1, 3), "b.W1": (5, 4)})
    assert run("--weights", "a.npz")[0] == 1
    status, out, _ = run("--weights", "a.npz", "--prefix", "b.", "--layout", "columns", "--format", "json")
    assert (status, json.loads(out)["architecture"]["sizes"]) == (0, [4, 5])


def test_a_deep_network_is_shortened(run):
    save(**{f"W{l}": (3, 3) for l in range(1, 40)})
    _, out, _ = run("--weights", "a.npz", columns=80)
    assert "W39 (3, 3)" in out
    assert "W20" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--weights", "a.npz", "--dims", "2,3"),
        ("--dims", "2,3", "--prefix", "x"),
        ("--weights", "no.npz"),
        ("--weights", "."),
    ],
)
def test_wrong_calls_are_told(run, arguments):
    save(W1=(3, 2))
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("shapecheck: ")
    assert err.count("\n") == 1


def test_a_file_without_layers_says_what_it_has(run):
    save(**{f"x{n}": (3,) for n in range(5)})
    status, out, err = run("--weights", "a.npz")
    assert (status, out) == (2, "")
    item = "({}): not called weights or bias".format
    listed = "; ".join(f"x{n} {item('3,')}" for n in range(3))
    assert err == f"shapecheck: a.npz: has no weights of a layer ({listed} and 2 more)\n"


def test_a_file_that_cannot_be_read_is_one_sentence(run, tmp_path):
    (tmp_path / "a.npz").write_bytes(b"PK")
    status, out, err = run("--weights", "a.npz")
    assert (status, out) == (2, "")
    assert err.startswith("shapecheck: a.npz: cannot be read: it is not a complete .npz file")
    assert err.count("\n") == 1


@pytest.mark.parametrize("columns", [50, 80])
def test_no_line_is_wider_than_the_terminal(run, columns):
    save(**{f"network.block{l}.linear.weight": (7, 7) for l in range(4)}, lr=(), **{"network.block1.linear.bias": (7,)})
    _, out, _ = run("--weights", "a.npz", columns=columns)
    assert max(map(len, out.splitlines())) <= columns


def test_without_weights_nothing_more_is_imported():
    code = (
        "import sys; sys.argv = ['shapecheck', 'table', '--dims', '2,3,1']\n"
        "from shapecheck.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if 'shapecheck.weights' in name or name in {'numpy', 'zipfile', 'torch'}])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert found.stdout.splitlines()[-1] == "[]"
