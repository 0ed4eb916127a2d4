"""Networks trained one after the other here, or several at a time in processes of their own."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from shapecheck.processes import end_with_parent
from shapecheck.training.data import Split
from shapecheck.training.run import Diverged, train
from shapecheck.training.settings import Hyperparameters

__all__ = ["Outcome", "Training", "workers"]

_MOST_POINTS = 200  # of a cost curve that is kept
_THREADS = ("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Outcome(NamedTuple):
    """What came of a choice.

    Attributes
    ----------
    epochs : list of int
        Those of which the cost is kept, at most 201.
    costs : list of float
        Their costs, in nats per example.
    held_out : float or None
        The share of held-out examples that are right; None where the cost ran away.
    parameters : int
        How many numbers were learned.
    seconds : float
        CPU time.
    """

    epochs: list[int]
    costs: list[float]
    held_out: float | None
    parameters: int
    seconds: float


Training: TypeAlias = "Future[Outcome]"


@contextmanager
def workers(count: int, data: Split) -> Iterator[Callable[[Hyperparameters], Training]]:
    """Give what begins to train, here or on so many processes; at the end those are no more."""
    if count == 1:

        def here(own: Hyperparameters) -> Training:
            training: Training = Future()
            training.set_result(_train(own, data))
            return training

        yield here
        return
    before = multiprocessing.active_children()
    with _one_thread_each():
        pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin)
        try:
            yield lambda own: pool.submit(_train, own, data)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                if child not in before:
                    child.terminate()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have processes that are started multiply with one thread each, where nobody has said how many: they are many."""
    added = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _begin() -> None:
    """Leave it to the first process to be interrupted, and end with it."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _train(own: Hyperparameters, data: Split) -> Outcome:
    """Train with a choice."""
    try:
        trained = train(own, data)
    except Diverged as error:
        trained = error.trained
    every = -(-len(trained.costs) // _MOST_POINTS) or 1
    done = range(1, len(trained.costs) + 1)
    epochs = [*done[:-1:every], *done[-1:]]
    costs = [trained.costs[epoch - 1] for epoch in epochs]
    held_out = trained.held_out[-1] if len(trained.costs) == own.epochs else None
    return Outcome(epochs, costs, held_out, sum(array.size for array in trained.parameters.values()), trained.seconds)
