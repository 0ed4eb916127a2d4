"""Sweeps: every choice is in its range, the best comes first, and what is there is gone on with."""

import itertools
import os
import platform
import subprocess
import sys
from dataclasses import replace

import pytest

pytest.importorskip("optuna")

from shapecheck.training.data import Source, load, split
from shapecheck.training.run import train
from shapecheck.training.settings import Hyperparameters
from shapecheck.training.sweep import SAMPLERS, Space, StudyError, sweep
from shapecheck.training.workers import _one_thread_each, _train

BASE = Hyperparameters(epochs=3)
SPACE = Space(learning_rate=(0.01, 0.1), depth=(1, 2), width=(2, 5), activations=("relu", "tanh"), points=2)


@pytest.fixture
def moons():
    return split(*load(Source("moons", examples=60)), "moons")


@pytest.fixture
def study(tmp_path):
    return f"sqlite:///{tmp_path / 'study.db'}"


def run(moons, study, **options):
    return sweep(BASE, moons, SPACE, **{"study": study, "name": "s", "trials": 4, **options})


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_choices_are_in_their_ranges_and_the_best_is_first(moons, study, sampler):
    found = run(moons, study, sampler=sampler)
    assert len(found.trials) == 4
    for trial in found.trials:
        own = trial.hyperparameters
        assert 0.01 <= own.learning_rate <= 0.1
        assert len(own.hidden) in {1, 2}
        assert set(own.hidden) <= {2, 3, 4, 5}
        assert own.activation in SPACE.activations
        assert len(trial.costs) == 3
        assert trial.epochs == (1, 2, 3)
        sizes = (2, *own.hidden, 1)
        assert trial.parameters == sum(n * (before + 1) for before, n in itertools.pairwise(sizes))
    shares = [trial.held_out for trial in found.trials]
    assert shares == sorted(shares, reverse=True)


def test_a_grid_has_every_choice_once(moons, study):
    found = run(moons, study, sampler="grid", trials=None)
    own = [
        (t.hyperparameters.learning_rate, t.hyperparameters.hidden, t.hyperparameters.activation) for t in found.trials
    ]
    assert len(own) == len(set(own)) == len(SPACE.grid()) == 16


def test_a_study_is_gone_on_with(moons, study):
    seen = []
    run(moons, study, trials=2)
    found = run(moons, study, trials=5, on_trial=lambda trial: seen.append(trial.number))
    assert (len(found.trials), len(seen)) == (5, 3)
    assert len(run(moons, study, trials=5, on_trial=seen.append).trials) == 5
    assert len(seen) == 3


def test_several_processes_share_a_study(moons, study):
    assert len(run(moons, study, jobs=2).trials) == 4


def test_a_study_of_something_else_is_refused(moons, study):
    run(moons, study, trials=1)
    with pytest.raises(StudyError, match="is of other data, ranges or settings"):
        sweep(BASE, moons, Space(), study=study, name="s", trials=1)
    other = split(*load(Source("circles", examples=60)), "moons")
    with pytest.raises(StudyError, match="is of other data"):
        run(other, study)


@pytest.mark.parametrize("storage", ["sqlite:////no/such/folder/s.db", "nonsense://x"])
def test_a_storage_that_cannot_be_opened_is_told(moons, storage):
    with pytest.raises(StudyError, match="cannot be used") as found:
        run(moons, storage)
    assert "\n" not in str(found.value)


def test_a_server_s_storage_names_the_module_that_it_needs(moons, monkeypatch):
    for name in ("psycopg", "psycopg2"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(StudyError, match=r"needs a module that is not installed: psycopg2?$"):
        run(moons, "postgresql://localhost/x")


def test_a_password_is_not_printed(moons, monkeypatch):
    for name in ("psycopg", "psycopg2"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(StudyError) as found:
        run(moons, "postgresql://me:secret@localhost/x")
    assert "secret" not in str(found.value)
    assert "postgresql://me:***@localhost/x" in str(found.value)


def test_the_costs_that_are_kept_are_those_of_their_epochs(moons):
    own = replace(BASE, epochs=450)
    whole, kept = train(own, moons), _train(own, moons)
    assert (kept.epochs[0], kept.epochs[-1]) == (1, 450)
    assert len(kept.epochs) <= 201
    assert kept.costs == [whole.costs[epoch - 1] for epoch in kept.epochs]


def test_the_largest_of_a_range_is_in_its_grid():
    assert Space(learning_rate=(0.0001, 0.03)).grid()[-1]["learning_rate"] == 0.03


def test_interrupted_it_keeps_what_has_ended(moons, study):
    def interrupt(trial):
        if trial.number == 1:
            raise KeyboardInterrupt

    found = run(moons, study, on_trial=interrupt)
    assert (found.interrupted, len(found.trials)) == (True, 2)
    assert len(run(moons, study).trials) == 4


def choices(found):
    """Give the choices of a grid that were made, each as text."""
    return sorted(repr(replace(trial.hyperparameters, epochs=0)) for trial in found.trials)


def test_a_grid_that_was_interrupted_is_tried_to_its_end(moons, study, monkeypatch):
    def interrupt(trial):
        if trial.number == 2:
            raise KeyboardInterrupt

    whole = run(moons, f"{study}2", sampler="grid", trials=None)
    run(moons, study, sampler="grid", trials=None, on_trial=interrupt)
    monkeypatch.setattr("shapecheck.training.workers.train", interrupted)
    assert run(moons, study, sampler="grid", trials=None).interrupted  # in the middle of a choice
    monkeypatch.undo()
    again = run(moons, study, sampler="grid", trials=None)
    assert not again.interrupted
    assert choices(again) == choices(whole)


def interrupted(*_):
    raise KeyboardInterrupt


def test_a_choice_of_a_process_that_was_killed_is_made_again(moons, study):
    run(moons, study, sampler="grid", trials=1)
    optuna = pytest.importorskip("optuna")
    storage = optuna.storages.RDBStorage(study)
    opened = optuna.load_study(study_name="s", storage=storage)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    opened.ask().set_user_attr("process", [platform.node(), dead.pid])
    opened.ask().set_user_attr("process", ["another machine", dead.pid])  # may live
    storage.remove_session()
    storage.engine.dispose()
    found = run(moons, study, sampler="grid", trials=None)
    assert len(set(choices(found))) == len(found.trials) == 15


def test_two_that_share_a_study_make_no_more_trials_than_there_shall_be(moons, study):
    def another(trial):
        if trial.number == 0:
            run(moons, study, sampler="random", trials=4)

    assert len(run(moons, study, sampler="random", trials=4, on_trial=another).trials) == 4


def test_processes_have_a_thread_each_unless_it_is_said(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with _one_thread_each():
        assert (os.environ["OMP_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("3", "1")
    assert "MKL_NUM_THREADS" not in os.environ


def test_a_cost_that_runs_away_is_a_trial_without_a_result(moons, study):
    wild = Hyperparameters(epochs=3, optimizer="gradient_descent")
    space = Space((1e199, 1e200), (1, 1), (3, 3), ("linear",))
    found = sweep(wild, moons, space, study=study, name="s", trials=2)
    assert [trial.held_out for trial in found.trials] == [None, None]


@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ({"learning_rate": (0.1, 0.01)}, "learning rates must go from"),
        ({"width": (0, 4)}, "widths must go from more than 0 up"),
        ({"depth": (3, 1)}, "depths must go from"),
        ({"learning_rate": (0.1, float("inf"))}, "learning rates must go from"),
        ({"activations": ()}, "activations must be of"),
        ({"activations": ("softmax",)}, r"\(got softmax\)"),
    ],
)
def test_ranges_that_cannot_be_are_told(ranges, message):
    with pytest.raises(ValueError, match=message):
        Space(**ranges)
