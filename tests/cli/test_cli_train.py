"""The command `train`."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from click.testing import CliRunner

from shapecheck.cli.train import command

COMMAND = [sys.executable, "-m", "shapecheck", "train"]
FAST = ["--data", "moons", "--examples", "60", "--hidden", "4", "--epochs", "3"]


def run(folder, *arguments):
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_run_says_what_was_compared_and_how_often_it_is_right(tmp_path):
    found = run(tmp_path, *FAST)
    assert (found.returncode, found.stderr) == (0, "")
    lines = found.stdout.splitlines()
    assert lines[0] == "moons: 2 → 4 → 1, relu, adam"
    assert lines[1].endswith(" shapes of one step were recorded, all as derived")
    assert any(line.startswith("held out") for line in lines)
    assert "17 parameters" in lines[-1]


def test_it_goes_on_from_what_was_saved(tmp_path):
    whole = json.loads(run(tmp_path, *FAST[:-1], "4", "--format", "json").stdout)
    assert run(tmp_path, *FAST[:-1], "2", "--save", "n.npz").returncode == 0
    rest = run(tmp_path, "--resume", "n.npz", "--epochs", "2", "--seed", "5", "--format", "json")
    assert json.loads(rest.stdout)["costs"] == whole["costs"]  # on the same data, whatever the seed is now


def test_a_saved_network_is_evaluated(tmp_path):
    trained = json.loads(run(tmp_path, *FAST, "--save", "n.npz", "--format", "json").stdout)
    loaded = json.loads(run(tmp_path, "--load", "n.npz", "--format", "json", "--save", "again.npz").stdout)
    assert loaded["held_out_accuracy"] == trained["held_out_accuracy"][-1:]
    again = json.loads(run(tmp_path, "--resume", "again.npz", "--epochs", "0", "--format", "json").stdout)
    assert again["costs"] == trained["costs"]


def test_a_network_that_is_not_trained_is_evaluated_too(tmp_path):
    found = json.loads(run(tmp_path, *FAST[:-1], "0", "--save", "n.npz", "--format", "json").stdout)
    assert (found["costs"], len(found["held_out_accuracy"])) == ([], 1)
    assert run(tmp_path, "--resume", "n.npz", "--epochs", "1").returncode == 0


def test_a_network_that_memory_does_not_hold_is_told(tmp_path):
    found = run(tmp_path, "--hidden", "1000000,1000000")
    assert found.returncode == 2
    assert "a network of 2,1000000,1000000,1 takes" in found.stderr
    assert "use fewer units" in found.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--dropout", "0.5"),
        ("--l2", "5"),
        ("--decay", "2"),
        ("--batch-size", "7"),
        ("--optimizer", "momentum"),
        ("--beta1", "0.1"),
        ("--beta2", "0.5"),
        ("--activation", "tanh"),
        ("--initialisation", "xavier"),
        ("--learning-rate", "0.2"),
        ("--seed", "3"),
    ],
)
def test_each_hyperparameter_has_an_effect(option, value):
    plain, own = (
        json.loads(CliRunner().invoke(command, [*FAST, *more, "--format", "json"]).output)
        for more in ((), (option, value))
    )
    assert plain["costs"] != own["costs"]


@pytest.mark.parametrize("name", ["p.png", "p.svg"])
def test_a_picture_is_saved(tmp_path, name):
    pytest.importorskip("matplotlib")
    assert run(tmp_path, *FAST, "--plot", name).returncode == 0
    content = (tmp_path / name).read_bytes()
    assert content.startswith(b"\x89PNG" if name.endswith("png") else b"<?xml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--data", "nothing"], "data must be one of circles"),
        (["--data", "none.csv"], "there is no file none.csv"),
        (["--learning-rate", "-1"], "learning_rate must be above 0 (got -1)"),
        (["--optimizer", "sgd"], "optimizer must be one of"),
        (["--load", "none.npz"], "there is no file none.npz"),
        (["--load", "a.npz", "--resume", "b.npz"], "give one of the two"),
        (["--save", "p.png", "--plot", "p.png"], "give them two names"),
        (["--load", "a.npz", "--learning-rate", "1"], "leave --learning-rate out, or use --resume a.npz"),
        (["--hidden", "4,x"], "units must be numbers, as in 16,8"),
        (["--plot", "none/p.png"], "none/p.png: cannot be written: there is no folder none"),
        (["--save", "none/n.npz"], "none/n.npz: cannot be written: there is no folder none"),
        (["--plot", "p.gif"], "--plot must name a .png or .svg file"),
    ],
)
def test_a_wrong_call_is_told_with_status_2(tmp_path, arguments, message):
    found = run(tmp_path, *arguments)
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr
    assert "Traceback" not in found.stderr


def test_only_a_saved_network_is_replaced(tmp_path):
    examples = {"X": np.arange(40.0).reshape(20, 2), "y": np.arange(20) % 2}
    np.savez(tmp_path / "mine.npz", **examples)
    (tmp_path / "thesis.txt").write_text("all of it", encoding="utf-8")
    for name in ("mine.npz", "thesis.txt"):
        before = (tmp_path / name).read_bytes()
        found = run(tmp_path, *FAST, "--save", name)
        assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)
        assert f"{name}: exists and is not a saved network" in found.stderr
        assert (tmp_path / name).read_bytes() == before
    (tmp_path / "new.npz").touch()
    for _ in range(2):
        assert run(tmp_path, *FAST, "--save", "new.npz").returncode == 0
    assert run(tmp_path, "--load", "new.npz").returncode == 0


def test_other_data_than_the_network_is_for_is_told(tmp_path):
    assert run(tmp_path, *FAST, "--save", "n.npz").returncode == 0
    (tmp_path / "d.csv").write_text("1,0\n2,0\n3,1\n4,1\n", encoding="utf-8")
    found = run(tmp_path, "--load", "n.npz", "--data", "d.csv")
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert "the network was trained on 2 features" in found.stderr
    found = run(tmp_path, "--resume", "n.npz", "--hidden", "9")
    assert "--hidden is fixed in a saved network: leave it out" in found.stderr


def test_a_cost_that_runs_away_is_told(tmp_path):
    wild = ["--learning-rate", "1e200", "--optimizer", "gradient_descent", "--activation", "linear"]
    found = run(tmp_path, *FAST, *wild, "--save", "n.npz")
    assert found.returncode == 2
    assert "lower the learning rate" in found.stderr
    assert "the network as it is was saved in n.npz" in found.stderr


@pytest.mark.skipif(os.name == "nt", reason="no signals as elsewhere")
def test_interrupted_it_saves_what_there_is(tmp_path):
    arguments = [*FAST[:-1], "1000000", "--save", "n.npz"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # What runs in the background may be told to leave interrupts alone, and a child is told the same.
    listening = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen([*COMMAND, *arguments], cwd=tmp_path, **pipes, **listening) as child:
        time.sleep(3)
        child.send_signal(signal.SIGINT)
        try:
            _, said = child.communicate(timeout=20)
        finally:
            child.kill()
    assert child.returncode == 130
    assert b"interrupted after epoch" in said
    assert run(tmp_path, "--load", "n.npz").returncode == 0
