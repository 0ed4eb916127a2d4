"""Hyperparameters chosen by trying: a range of each, a network trained for every choice, judged on held-out data.

What was tried is kept in a study of Optuna's: a file of SQLite, or a server that several machines share.
"""

import hashlib
import json
import math
import os
import platform
import re
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from itertools import product
from typing import Any

from shapecheck.language import Phrase, say
from shapecheck.network import ACTIVATIONS
from shapecheck.training.data import Split
from shapecheck.training.settings import Hyperparameters
from shapecheck.training.workers import Outcome, Training, workers

__all__ = ["SAMPLERS", "Space", "StudyError", "Sweep", "Trial", "planned", "sweep"]

SAMPLERS = ("grid", "random", "tpe")
_TIMEOUT = 60  # seconds that a process waits for another one to finish writing
_TRIALS = 20
_ENDED = ("COMPLETE", "PRUNED")


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
            (Phrase("learning rates"), self.learning_rate, 0),
            (Phrase("depths"), self.depth, -1),
            (Phrase("widths"), self.width, 0),
        ):
            if not least < low <= high < math.inf:
                raise ValueError(
                    say(
                        "{name} must go from more than {least} up (got {low}:{high})",
                        name=name,
                        least=least,
                        low=f"{low:g}",
                        high=f"{high:g}",
                    )
                )
        known = [name for name in ACTIVATIONS if name != "softmax"]
        wrong = [name for name in self.activations if name not in known]
        if wrong or not self.activations:
            raise ValueError(
                say(
                    "activations must be of {names} (got {other_names})",
                    names=", ".join(known),
                    other_names=", ".join(wrong) or "none",
                )
            )
        if self.points < 1:
            raise ValueError(say("points must be 1 or more (got {points})", points=self.points))

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
    inner = [low * (high / low) ** (place / (points - 1)) for place in range(points - 1)]
    return [*inner, high]  # exactly, whatever was rounded


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
    epochs : tuple of int
        Those of which the cost is kept, at most 201.
    costs : tuple of float
        Their costs, in nats per example.
    parameters : int
        How many numbers were learned.
    seconds : float
        CPU time.
    """

    number: int
    hyperparameters: Hyperparameters
    held_out: float | None
    epochs: tuple[int, ...]
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
    trials: int | None = None,
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
    trials : int, optional
        How many there shall be; else 20, or all of a grid.
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
    total = planned(space, sampler, trials)
    interrupted = False
    with _used(study), _study(study, name, sampler, base.seed) as found:
        known = found.user_attrs.get("about")
        if known is None:
            found.set_user_attr("about", about)
        elif known != about:
            raise StudyError(
                say(
                    "the study {name} in {study} is of other data, ranges or settings: give another --name",
                    name=name,
                    study=study,
                )
            )
        _give_up_the_dead(found)
        if sampler == "grid":
            _enqueue(found, space, total)
        left = total - len(_of_state(found, *_ENDED, "RUNNING"))
        try:
            with workers(max(1, min(jobs, left)), data) as begin:
                for number in _tried(found, lambda trial: _chosen(trial, base, space), total, begin, jobs):
                    if on_trial is not None:
                        on_trial(_trial(next(own for own in found.trials if own.number == number), base))
        except KeyboardInterrupt:
            interrupted = True
        except BrokenProcessPool:
            raise StudyError(
                say("a training process was killed, perhaps for lack of memory: use fewer --jobs")
            ) from None
        ended = [_trial(own, base) for own in _of_state(found, *_ENDED)]
    ended.sort(key=lambda trial: (-1 if trial.held_out is None else -trial.held_out, _last(trial), trial.number))
    ended.sort(key=lambda trial: trial.held_out is None)
    return Sweep(name, data, space, tuple(ended), interrupted)


def planned(space: Space, sampler: str, trials: int | None = None) -> int:
    """Give how many trials there shall be, where it is said and where it is not."""
    if sampler == "grid":
        return min(trials or len(space.grid()), len(space.grid()))
    return trials or _TRIALS


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
def _used(study: str) -> Iterator[None]:
    """Say in one sentence that a storage cannot be used, whatever library says so."""
    try:
        yield
    except Exception as error:  # the storage's own library has errors of its own
        library = isinstance(error, ImportError) and getattr(error, "name", None) != "optuna"
        if not library and type(error).__module__.partition(".")[0] not in {"optuna", "sqlalchemy", "sqlite3"}:
            raise
        cause = error.__cause__
        shown = re.sub(r"(?<=://)([^:/@]*):[^@/]*@", r"\1:***@", study)  # a password is nobody else's
        if isinstance(cause, ModuleNotFoundError):  # of which Optuna does not say the name
            raise StudyError(
                say("the study {shown} needs a module that is not installed: {name}", shown=shown, name=cause.name)
            ) from None
        said = str(error).strip().partition("\n")[0]
        raise StudyError(say("the study {shown} cannot be used: {said}", shown=shown, said=said)) from None


@contextmanager
def _study(storage: str, name: str, sampler: str, seed: int) -> Iterator[Any]:
    """Open a study, or begin it; at the end the connection is closed."""
    optuna = _optuna()
    options = {"connect_args": {"timeout": _TIMEOUT}} if storage.startswith("sqlite") else {}
    opened = optuna.storages.RDBStorage(storage, engine_kwargs=options)
    try:
        found = optuna.create_study(storage=opened, study_name=name, direction="maximize", load_if_exists=True)
        # What is gone on with makes other choices than those that it began with.
        own = seed + len(found.trials)
        samplers = optuna.samplers
        found.sampler = samplers.TPESampler(seed=own) if sampler == "tpe" else samplers.RandomSampler(seed=own)
        yield found
    finally:
        opened.remove_session()
        opened.engine.dispose()


def _of_state(study: Any, *states: str) -> list[Any]:
    """Give the trials in some states; one whose cost ran away is `PRUNED`."""
    return [own for own in study.get_trials(deepcopy=False) if own.state.name in states]


def _enqueue(study: Any, space: Space, total: int) -> None:
    """Put choices of a grid in the queue that are neither in it, nor made or being made, until all are `total`."""
    there = {own.user_attrs.get("choice") for own in _of_state(study, *_ENDED, "RUNNING", "WAITING")}
    missing = [(place, choice) for place, choice in enumerate(space.grid()) if place not in there]
    for place, choice in missing[: max(0, total - len(there))]:
        study.enqueue_trial(choice, user_attrs={"choice": place})


def _give_up_the_dead(study: Any) -> None:
    """End the trials of processes of this machine that are no more, so that their choices are made again."""
    for own in _of_state(study, "RUNNING"):
        if not _lives(own.user_attrs.get("process")):
            study.tell(own.number, state=_optuna().trial.TrialState.FAIL)


def _lives(process: list[Any] | None) -> bool:
    """Tell whether a process may be there still; of another machine that is not known."""
    if process is None or process[0] != platform.node():
        return process is not None
    if os.name != "posix":
        return False
    try:
        os.kill(process[1], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _tried(
    study: Any,
    choose: Callable[[Any], Hyperparameters],
    total: int,
    begin: Callable[[Hyperparameters], Training],
    jobs: int,
) -> Iterator[int]:
    """Make trials, so many at a time; give the number of each that ends.

    This process alone makes the choices and writes down what came of them; the others train.
    """
    of_grid = json.loads(study.user_attrs["about"])[-1] == "grid"
    asked: dict[int, Any] = {}
    training: dict[Training, int] = {}
    try:
        while True:
            while len(training) < jobs and (trial := _asked(study, total, of_grid=of_grid)) is not None:
                asked[trial.number] = trial
                training[begin(choose(trial))] = trial.number
            if not training:
                return
            for ended in wait(training, return_when=FIRST_COMPLETED).done:
                trial = asked[training.pop(ended)]
                _tell(study, trial, ended.result())
                del asked[trial.number]
                yield trial.number
    finally:
        for trial in asked.values():
            study.tell(trial, state=_optuna().trial.TrialState.FAIL)


def _chosen(trial: Any, base: Hyperparameters, space: Space) -> Hyperparameters:
    rate = trial.suggest_float("learning_rate", *space.learning_rate, log=True)
    depth = trial.suggest_int("depth", *space.depth)
    width = trial.suggest_int("width", *space.width, log=True)
    activation = trial.suggest_categorical("activation", list(space.activations))
    return replace(base, learning_rate=rate, hidden=(width,) * depth, activation=activation)


def _tell(study: Any, trial: Any, outcome: Outcome) -> None:
    """Write down what came of a choice; where the cost ran away there is no value."""
    for name in ("epochs", "costs", "parameters", "seconds"):
        trial.set_user_attr(name, getattr(outcome, name))
    state = _optuna().trial.TrialState.PRUNED if outcome.held_out is None else None
    study.tell(trial, outcome.held_out, state)


def _asked(study: Any, total: int, *, of_grid: bool) -> Any:
    """Begin a trial; None where as many as there shall be are made or being made, here or on another machine."""
    while len(_of_state(study, *_ENDED, "RUNNING")) < total and (not of_grid or _of_state(study, "WAITING")):
        trial = study.ask()
        trial.set_user_attr("process", [platform.node(), os.getpid()])
        others = [own for own in _of_state(study, *_ENDED, "RUNNING") if own.number != trial.number]
        choice = trial.user_attrs.get("choice")
        if not of_grid or (choice is not None and all(own.user_attrs.get("choice") != choice for own in others)):
            return trial
        study.tell(trial, state=_optuna().trial.TrialState.FAIL)
    return None


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
    epochs, costs = tuple(kept["epochs"]), tuple(kept["costs"])
    return Trial(own.number, hyperparameters, held_out, epochs, costs, kept["parameters"], kept["seconds"])
