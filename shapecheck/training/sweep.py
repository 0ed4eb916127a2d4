"""Hyperparameters chosen by trying: a range of each, a network trained for every choice, judged on held-out data.

What was tried is kept in a study of Optuna's: a file of SQLite, or a server that several machines share.
"""

import hashlib
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from itertools import product
from typing import Any, TypeAlias

from shapecheck.network import ACTIVATIONS
from shapecheck.training.data import Split
from shapecheck.training.run import Diverged, train
from shapecheck.training.settings import Hyperparameters

__all__ = ["SAMPLERS", "Space", "StudyError", "Sweep", "Trial", "sweep"]

SAMPLERS = ("grid", "random", "tpe")
_TIMEOUT = 60  # seconds that a process waits for another one to finish writing
_MOST_POINTS = 200  # of a cost curve that is kept
Task: TypeAlias = tuple[str, str, Hyperparameters, Split, "Space", str, int]


class StudyError(ValueError):
    """A study that cannot be used; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Space:
    """The ranges that are tried, both ends included.

    Parameters
    ----------
    learning_rate : (float, float)
        On a logarithmic scale.
    depth : (int, int)
        How many hidden layers.
    width : (int, int)
        Units of each of them, on a logarithmic scale.
    activations : tuple of str
        Of the hidden layers.
    points : int
        How many learning rates and widths a grid has.
    """

    learning_rate: tuple[float, float] = (1e-3, 1e-1)
    depth: tuple[int, int] = (1, 3)
    width: tuple[int, int] = (4, 32)
    activations: tuple[str, ...] = ("relu", "tanh")
    points: int = 3

    def __post_init__(self) -> None:
        for name, (low, high), least in (
            ("learning rates", self.learning_rate, 0),
            ("depths", self.depth, -1),
            ("widths", self.width, 0),
        ):
            if not least < low <= high:
                raise ValueError(f"{name} must go from more than {least} up (got {low:g}:{high:g})")
        known = [name for name in ACTIVATIONS if name != "softmax"]
        wrong = [name for name in self.activations if name not in known]
        if wrong or not self.activations:
            raise ValueError(f"activations must be of {', '.join(known)} (got {', '.join(wrong) or 'none'})")
        if self.points < 1:
            raise ValueError(f"points must be 1 or more (got {self.points})")

    def grid(self) -> list[dict[str, Any]]:
        """Give every choice of a grid."""
        rates = _spread(*self.learning_rate, self.points)
        widths = sorted({round(width) for width in _spread(*self.width, self.points)})
        depths = range(self.depth[0], self.depth[1] + 1)
        names = ("learning_rate", "depth", "width", "activation")
        return [dict(zip(names, choice, strict=True)) for choice in product(rates, depths, widths, self.activations)]


def _spread(low: float, high: float, points: int) -> list[float]:
    """Give numbers from `low` to `high`, each as many times the one before."""
    if points == 1 or low == high:
        return [low]
    return [low * (high / low) ** (place / (points - 1)) for place in range(points)]


@dataclass(frozen=True, slots=True)
class Trial:
    """One choice, and what came of it.

    Parameters
    ----------
    number : int
        In the order of the study.
    hyperparameters : Hyperparameters
        The choice.
    held_out : float or None
        The share of held-out examples that are right; None where the cost ran away.
    costs : tuple of float
        Of the epochs, in nats per example, at most 200 of them.
    parameters : int
        How many numbers were learned.
    seconds : float
        CPU time.
    """

    number: int
    hyperparameters: Hyperparameters
    held_out: float | None
    costs: tuple[float, ...]
    parameters: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was tried, the best first: by held-out examples that are right, then by cost."""

    name: str
    data: Split
    space: Space
    trials: tuple[Trial, ...]
    interrupted: bool = False


def sweep(
    base: Hyperparameters,
    data: Split,
    space: Space,
    *,
    study: str,
    name: str,
    trials: int,
    sampler: str = "tpe",
    jobs: int = 1,
    on_trial: Callable[[Trial], None] | None = None,
) -> Sweep:
    """Try hyperparameters until a study has so many trials; one that is there is gone on with.

    Parameters
    ----------
    base : Hyperparameters
        What is the same in all trials.
    data : Split
        The examples.
    space : Space
        What is tried.
    study : str
        The storage: `sqlite:///sweep.db`, or that of a server.
    name : str
        The study in it.
    trials : int
        How many there shall be; of a grid at most all of it.
    sampler : {"grid", "random", "tpe"}
        How choices are made.
    jobs : int
        How many processes train at the same time.
    on_trial : callable, optional
        Called with each trial that ends.

    Raises
    ------
    ModuleNotFoundError
        If Optuna is not installed.
    StudyError
        If the storage cannot be opened, or the study is of something else.
    """
    about = json.dumps([asdict(base), _fingerprint(data), asdict(space), sampler], sort_keys=True)
    with _opened(study):
        found = _study(study, name, sampler, base.seed)
        known = found.user_attrs.get("about")
        if known is None:
            found.set_user_attr("about", about)
            if sampler == "grid":
                for choice in space.grid():
                    found.enqueue_trial(choice)
        elif known != about:
            raise StudyError(f"the study {name} in {study} is of other data, ranges or settings: give another --name")
    total = min(trials, len(space.grid())) if sampler == "grid" else trials
    done = len(_finished(found))
    tasks: list[Task] = [(study, name, base, data, space, sampler, number) for number in range(done, total)]
    interrupted = False
    try:
        for number in _tried(tasks, jobs):
            if on_trial is not None:
                on_trial(_trial(next(own for own in found.trials if own.number == number), base))
    except KeyboardInterrupt:
        interrupted = True
    ended = [_trial(own, base) for own in _finished(found)]
    ended.sort(key=lambda trial: (-1 if trial.held_out is None else -trial.held_out, _last(trial), trial.number))
    ended.sort(key=lambda trial: trial.held_out is None)
    return Sweep(name, data, space, tuple(ended), interrupted)


def _last(trial: Trial) -> float:
    return trial.costs[-1] if trial.costs else float("inf")


def _fingerprint(data: Split) -> str:
    """Give a text that is the same for the same examples only."""
    digest = hashlib.sha256()
    for array in (data.X, data.Y, data.X_held, data.Y_held):
        digest.update(repr(array.shape).encode() + array.tobytes())
    return digest.hexdigest()


def _optuna() -> Any:
    optuna: Any = import_module("optuna")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna


@contextmanager
def _opened(study: str) -> Iterator[None]:
    """Say in one sentence that a storage cannot be opened, whatever library says so."""
    try:
        yield
    except (StudyError, ModuleNotFoundError):
        raise
    except Exception as error:  # the storage's own library has errors of its own
        said = str(error).strip().partition("\n")[0]
        raise StudyError(f"the study {study} cannot be opened: {said}") from None


def _study(storage: str, name: str, sampler: str, seed: int) -> Any:
    """Open a study, or begin it."""
    optuna = _optuna()
    options = {"connect_args": {"timeout": _TIMEOUT}} if storage.startswith("sqlite") else {}
    opened = optuna.storages.RDBStorage(storage, engine_kwargs=options)
    samplers = optuna.samplers
    chosen = samplers.TPESampler(seed=seed) if sampler == "tpe" else samplers.RandomSampler(seed=seed)
    return optuna.create_study(
        storage=opened, study_name=name, direction="maximize", load_if_exists=True, sampler=chosen
    )


def _finished(study: Any) -> list[Any]:
    """Give the trials that ended, those whose cost ran away included."""
    return [own for own in study.trials if own.state.name in {"COMPLETE", "PRUNED"}]


def _tried(tasks: Sequence[Task], jobs: int) -> Iterator[int]:
    """Run the trials, on several processes if that is wanted; give the number of each that ends."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(_try, tasks)
        return
    with multiprocessing.get_context("spawn").Pool(min(jobs, len(tasks)), _begin) as pool:
        yield from pool.imap_unordered(_try, tasks)


def _begin() -> None:
    """Leave it to the first process to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _try(task: Task) -> int:
    """Make one choice, train with it, and write down what came of it."""
    storage, name, base, data, space, sampler, place = task
    study = _study(storage, name, sampler, base.seed + place)
    trial = study.ask()
    try:
        rate = trial.suggest_float("learning_rate", *space.learning_rate, log=True)
        depth = trial.suggest_int("depth", *space.depth)
        width = trial.suggest_int("width", *space.width, log=True)
        activation = trial.suggest_categorical("activation", list(space.activations))
        own = replace(base, learning_rate=rate, hidden=(width,) * depth, activation=activation)
        try:
            trained = train(own, data)
        except Diverged as error:
            trained = error.trained
        every = -(-len(trained.costs) // _MOST_POINTS) or 1
        trial.set_user_attr("costs", [*trained.costs[:-1:every], *trained.costs[-1:]])
        trial.set_user_attr("parameters", sum(array.size for array in trained.parameters.values()))
        trial.set_user_attr("seconds", trained.seconds)
    except BaseException:
        study.tell(trial, state=_optuna().trial.TrialState.FAIL)
        raise
    if len(trained.costs) < base.epochs:
        study.tell(trial, state=_optuna().trial.TrialState.PRUNED)
    else:
        study.tell(trial, trained.held_out[-1])
    return int(trial.number)


def _trial(own: Any, base: Hyperparameters) -> Trial:
    """Give a trial of a study as ours."""
    chosen, kept = own.params, own.user_attrs
    hyperparameters = replace(
        base,
        learning_rate=chosen["learning_rate"],
        hidden=(chosen["width"],) * chosen["depth"],
        activation=chosen["activation"],
    )
    held_out = own.value if own.state.name == "COMPLETE" else None
    return Trial(own.number, hyperparameters, held_out, tuple(kept["costs"]), kept["parameters"], kept["seconds"])
