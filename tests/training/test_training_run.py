"""Training: it learns, goes on exactly where it was, and says when the cost runs away."""

import dataclasses
import pickle
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.network import OPTIMIZERS, accuracy
from shapecheck.training.check import check
from shapecheck.training.data import DataError, Source, load, split
from shapecheck.training.run import Diverged, Step, begin, train
from shapecheck.training.saving import CannotLoad, load_network, save
from shapecheck.training.settings import Hyperparameters

SHORT = Hyperparameters(hidden=(5,), epochs=4, seed=1)


@pytest.fixture
def moons():
    return split(*load(Source("moons", examples=60)), "moons")


def same(left, right):
    assert left.costs == right.costs
    assert left.held_out == right.held_out
    assert left.parameters.keys() == right.parameters.keys()
    for name, array in left.parameters.items():
        np.testing.assert_array_equal(array, right.parameters[name])


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_each_optimizer_lowers_the_cost(moons, optimizer):
    rate = 0.3 if optimizer in {"gradient_descent", "momentum"} else 0.02
    trained = train(Hyperparameters(hidden=(8,), epochs=60, learning_rate=rate, optimizer=optimizer), moons)
    assert trained.costs[-1] < 0.5 * trained.costs[0]
    assert trained.accuracies[-1] > 0.85


@pytest.mark.parametrize("more", [{}, {"dropout": 0.3}, {"l2": 0.5}, {"batch_size": 0}, {"decay": 0.1}])
def test_the_same_seed_gives_the_same_network(moons, more):
    own = dataclasses.replace(SHORT, **more)
    same(train(own, moons), train(own, moons))


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("dropout", [0.0, 0.4])
def test_four_epochs_are_two_and_two(moons, tmp_path, optimizer, dropout):
    own = dataclasses.replace(SHORT, optimizer=optimizer, dropout=dropout, decay=0.1)
    half = dataclasses.replace(own, epochs=2)
    save(tmp_path / "half.npz", train(half, moons), moons, Source("moons"))
    saved = load_network(tmp_path / "half.npz")
    assert (saved.source.name, saved.trained.hyperparameters) == ("moons", half)
    same(train(half, moons, start=saved.trained), train(own, moons))


def test_the_cost_of_an_epoch_counts_each_example_once(moons):
    still = dataclasses.replace(SHORT, optimizer="gradient_descent", learning_rate=1e-300, epochs=1)
    costs = [train(dataclasses.replace(still, batch_size=size), moons).costs[0] for size in (0, 1, 7, 47)]
    np.testing.assert_allclose(costs, costs[0])


def test_decay_is_that_of_the_documentation(moons):
    plain = dataclasses.replace(SHORT, optimizer="gradient_descent", batch_size=0, learning_rate=0.5, epochs=1)
    network = begin(plain, moons)
    for epoch in range(3):
        rate = 0.5 / (1 + 0.4 * epoch)
        train(dataclasses.replace(plain, learning_rate=rate), moons, start=network)
    decayed = train(dataclasses.replace(plain, decay=0.4, epochs=3), moons)
    for name, array in network.parameters.items():
        np.testing.assert_allclose(decayed.parameters[name], array)


@pytest.mark.parametrize(("name", "shape"), [("W1", (5,)), ("b1", (5, 2)), ("mean", (3, 1)), ("state/vdW1", (1, 1))])
def test_a_saved_network_whose_arrays_do_not_fit_is_told(moons, tmp_path, name, shape):
    path = tmp_path / "n.npz"
    save(path, train(SHORT, moons), moons, Source("moons"))
    with np.load(path) as file:
        arrays = {key: file[key] for key in file.files}
    np.savez(path, **{**arrays, name: np.zeros(shape)})
    with pytest.raises(CannotLoad, match=r"n\.npz: "):
        load_network(path)


@given(data=st.data())
def test_a_damaged_network_is_told_or_read(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("damaged") / "n.npz"
    arrays = {"W1": np.zeros((3, 2)), "X": np.zeros((4, 2)), "y": np.arange(4.0)}
    np.savez_compressed(path, **arrays)
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with pytest.raises(CannotLoad):
        load_network(path)
    with suppress(DataError):
        load(Source(str(path)))


def test_l2_is_in_the_cost_and_in_the_update(moons):
    plain = dataclasses.replace(SHORT, optimizer="gradient_descent", batch_size=0, epochs=1, learning_rate=0.5)
    own = dataclasses.replace(plain, l2=3.0)
    before, m = begin(plain, moons).parameters, moons.X.shape[1]
    free, held = train(plain, moons), train(own, moons)
    squares = sum((array**2).sum() for name, array in before.items() if name.startswith("W"))
    assert held.costs[0] - free.costs[0] == pytest.approx(3.0 / (2 * m) * squares)
    for name, array in free.parameters.items():
        pulled = 0.5 * 3.0 / m * before[name] if name.startswith("W") else 0
        np.testing.assert_allclose(held.parameters[name], array - pulled, atol=1e-12)


def test_dropout_drops_units_in_the_steps_and_not_in_the_answers(moons):
    own = dataclasses.replace(SHORT, dropout=0.5)
    dropped, whole = train(own, moons), train(SHORT, moons)
    assert not np.array_equal(dropped.parameters["W1"], whole.parameters["W1"])
    np.testing.assert_array_equal(dropped.predict(moons.X), dropped.predict(moons.X))


def test_decay_lowers_the_learning_rate(moons):
    plain = dataclasses.replace(SHORT, optimizer="gradient_descent", batch_size=0, epochs=2)
    still = train(dataclasses.replace(plain, decay=1e12), moons)
    first = train(dataclasses.replace(plain, epochs=1), moons)
    for name, array in first.parameters.items():
        np.testing.assert_allclose(still.parameters[name], array, atol=1e-12)


def test_a_cost_that_runs_away_is_told_and_what_was_is_kept(moons):
    wild = dataclasses.replace(SHORT, optimizer="gradient_descent", learning_rate=1e200, epochs=9, activation="linear")
    with pytest.raises(Diverged, match=r"in epoch \d+: lower the learning rate \(now 1e\+200\)") as found:
        train(wild, moons)
    kept = found.value.trained
    assert all(np.isfinite(array).all() for array in kept.parameters.values())


@pytest.mark.parametrize("place", ["shapecheck.training.run.Step.make", "shapecheck.training.run.accuracy"])
@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_interrupted_within_an_epoch_it_goes_back_to_the_end_of_the_last(moons, monkeypatch, optimizer, place):
    own = dataclasses.replace(SHORT, optimizer=optimizer, dropout=0.3)
    whole = train(own, moons)
    started = begin(own, moons)
    done, times = (Step.make if place.endswith("make") else accuracy), []

    def interrupted(*arguments):
        times.append(1)
        if len(times) == 4:  # in the second epoch, or between its two accuracies
            raise KeyboardInterrupt
        return done(*arguments)

    monkeypatch.setattr(place, interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(own, moons, start=started)
    monkeypatch.undo()
    left = own.epochs - len(started.costs)
    assert 0 < left < own.epochs
    same(train(dataclasses.replace(own, epochs=left), moons, start=started), whole)


def test_every_epoch_is_told(moons):
    seen = []
    train(SHORT, moons, on_epoch=lambda trained: seen.append(len(trained.costs)))
    assert seen == [1, 2, 3, 4]


def test_what_a_sweep_hands_on_can_be_pickled(moons):
    trained = pickle.loads(pickle.dumps(train(SHORT, pickle.loads(pickle.dumps(moons)))))
    same(trained, train(SHORT, moons))


def test_a_step_has_the_derived_shapes(moons):
    compared = check(begin(SHORT, moons), moons)
    assert compared.equal
    assert len(compared.compared) > 20


def test_digits_are_learned():
    pytest.importorskip("sklearn")
    data = split(*load(Source("digits")), "digits")
    trained = train(Hyperparameters(hidden=(64,), epochs=15, learning_rate=0.004), data)
    assert trained.held_out[-1] > 0.95


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("activation", "softmax", "activation must be one of"),
        ("optimizer", "sgd", "optimizer must be one of adam"),
        ("initialisation", "zero", "initialisation must be one of"),
        ("hidden", (4, 0), "must have one unit at least"),
        ("learning_rate", 0.0, "learning_rate must be above 0"),
        ("learning_rate", float("nan"), "learning_rate must be above 0"),
        ("dropout", 1.0, "dropout must be from 0, below 1"),
        ("beta1", 1.0, "beta1 must be from 0, below 1"),
        ("epochs", -1, "epochs must be 0 or more"),
    ],
)
def test_hyperparameters_that_cannot_be_are_told(field, value, message):
    with pytest.raises(ValueError, match=message):
        Hyperparameters(**{field: value})


@pytest.mark.parametrize("cut", [0, 10, 500, -40])
def test_a_damaged_file_is_told(moons, tmp_path, cut):
    path = tmp_path / "n.npz"
    save(path, train(SHORT, moons), moons, Source("moons"))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(CannotLoad, match=r"n\.npz: ") as found:
        load_network(path)
    assert "\n" not in str(found.value)


def test_a_file_of_other_arrays_is_told(tmp_path):
    np.savez(tmp_path / "n.npz", W1=np.zeros((2, 2)))
    with pytest.raises(CannotLoad, match="is not a network saved"):
        load_network(tmp_path / "n.npz")
    with pytest.raises(CannotLoad, match="there is no file"):
        load_network(tmp_path / "m.npz")


def test_a_save_that_fails_leaves_the_old_file_whole(moons, tmp_path, monkeypatch):
    path = tmp_path / "n.npz"
    save(path, train(SHORT, moons), moons, Source("moons"))
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match=r"n\.npz: cannot be written: No space left on device"):
        save(path, train(SHORT, moons), moons, Source("moons"))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n.npz"]


def test_a_folder_that_is_not_there_is_told(moons, tmp_path):
    with pytest.raises(OSError, match="cannot be written: No such file or directory"):
        save(tmp_path / "none" / "n.npz", train(SHORT, moons), moons, Source("moons"))
