"""The command `sweep`."""

import json

import pytest
from click.testing import CliRunner

from shapecheck.cli.sweep import command

pytest.importorskip("optuna")

FAST = ["--examples", "60", "--epochs", "2", "--trials", "2", "--jobs", "1"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_sweep_is_printed_and_gone_on_with():
    found = run(*FAST)
    assert found.exit_code == 0
    assert "moons: 2 trials" in found.output
    assert "Hyperparameters, 14, chosen:" in found.output
    more = json.loads(run(*FAST, "--trials", "3", "--format", "json").output)
    assert len(more["trials"]) == 3
    assert run(*FAST, "--trials", "3", "--format", "csv").output.count("\n") == 4


def test_a_picture_has_every_curve(tmp_path):
    pytest.importorskip("matplotlib")
    assert run(*FAST, "--plot", "s.svg").exit_code == 0
    assert "best: " in (tmp_path / "s.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--learning-rate", "a:b"], "a range must be low:high (got a:b)"),
        (["--depth", "3:1"], "depths must go from"),
        (["--activation", "cosine"], "activations must be of"),
        (["--data", "nothing"], "data must be one of"),
        (["--study", "no/such/folder.db"], "cannot be used"),
    ],
)
def test_a_wrong_call_is_told_with_status_2(arguments, message):
    found = run(*FAST, *arguments)
    assert found.exit_code == 2
    assert message in found.output


def test_another_study_under_the_same_name_is_refused():
    assert run(*FAST).exit_code == 0
    found = run(*FAST, "--width", "2:3")
    assert (found.exit_code, found.output.count("\n")) == (2, 1)
    assert "give another --name" in found.output
