"""The training loop: the reference network, mini-batch by mini-batch."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time
from typing import Any

import numpy as np

from shapecheck.architecture import LAYOUTS, Architecture, build_table
from shapecheck.language import say
from shapecheck.network import (
    OPTIMIZERS,
    Averages,
    State,
    accuracy,
    add_l2_gradients,
    backward,
    compute_cost,
    dropout_backward,
    dropout_forward,
    forward,
    initialise_parameters,
    l2_cost,
    minibatches,
)
from shapecheck.network.arrays import Array, Gradients, Parameters
from shapecheck.training.data import Split
from shapecheck.training.settings import Hyperparameters

__all__ = ["Diverged", "Step", "Trained", "begin", "train"]

_GB = 10**9
COSTS = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
"""The cost that goes with each output activation."""


class Diverged(ArithmeticError):
    """The cost is no longer a finite number; carries what there was before."""

    def __init__(self, epoch: int, trained: "Trained") -> None:
        super().__init__(epoch, trained)
        self.epoch = epoch
        self.trained = trained

    def __str__(self) -> str:
        """Say what to do."""
        rate = self.trained.hyperparameters.learning_rate
        return say(
            "the cost is no longer finite in epoch {epoch}: lower the learning rate (now {rate})",
            epoch=self.epoch,
            rate=f"{rate:g}",
        )


@dataclass(slots=True)
class Trained:
    """A network and how it came about; training goes on from it.

    Parameters
    ----------
    hyperparameters : Hyperparameters
        What decided it.
    parameters : dict
        `W1`, `b1`, ...
    state : State
        Of the optimizer.
    generator : numpy.random.Generator
        Where the order of the examples goes on.
    costs : list of float
        Of each epoch the mean cost of its steps, in nats per example, the cost of large weights included.
    accuracies, held_out : list of float
        After each epoch the share of right answers on the training and on the held-out examples.
    seconds : float
        CPU time.
    """

    hyperparameters: Hyperparameters
    parameters: Parameters
    state: State
    generator: np.random.Generator
    costs: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)
    held_out: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes `n[0], ..., n[L]`."""
        L = len(self.parameters) // 2
        return self.parameters["W1"].shape[1], *(self.parameters[f"W{l}"].shape[0] for l in range(1, L + 1))

    def state_of_run(self) -> tuple[Parameters, State, dict[str, Any]]:
        """Give copies of what an epoch changes."""
        state = State({name: array.copy() for name, array in self.state.arrays.items()}, self.state.steps)
        parameters = {name: array.copy() for name, array in self.parameters.items()}
        return parameters, state, dict(self.generator.bit_generator.state)

    def go_back(self, kept: tuple[Parameters, State, dict[str, Any]], epochs: int) -> None:
        """Take back what an epoch changed, after so many."""
        self.parameters, self.state, self.generator.bit_generator.state = kept
        for history in (self.costs, self.accuracies, self.held_out):
            del history[epochs:]

    def predict(self, X: Array) -> Array:
        """Give the output `A[L]` for examples, one per column."""
        return forward(X, self.parameters, self.hyperparameters.activations(self.sizes[-1]))[0]


def begin(hyperparameters: Hyperparameters, data: Split) -> Trained:
    """Give a network with fresh parameters.

    Raises
    ------
    ValueError
        If this machine has not the memory to train it.
    """
    generator = np.random.default_rng(hyperparameters.seed)
    sizes = hyperparameters.layers(*data.sizes)
    needed, there = memory_needed(sizes, data.X.shape[1]), memory_of_machine()
    if needed > there:
        raise ValueError(
            say(
                "a network of {names} takes {number} GB of memory to train (this machine has {other_number}): use fewer"
                " units",
                names=",".join(map(str, sizes)),
                number=f"{needed / _GB:,.0f}",
                other_number=f"{there / _GB:,.0f}",
            )
        )
    parameters = initialise_parameters(sizes, hyperparameters.initialisation, seed=generator)
    return Trained(hyperparameters, parameters, State(), generator)


def memory_needed(sizes: tuple[int, ...], examples: int) -> int:
    """Give the bytes that training takes by the dimension table, with the optimizer's averages, and a copy of these."""
    total = build_table(Architecture(",".join(map(str, sizes)), sizes), LAYOUTS["columns"], examples).total
    assert total is not None
    parts = (*[total.parameter_memory] * 6, total.activation_memory, total.gradient_memory)
    return sum(part for part in parts if isinstance(part, int))


def memory_of_machine() -> float:
    """Give the bytes of memory of this machine; without end where that cannot be asked."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return math.inf


def train(
    hyperparameters: Hyperparameters,
    data: Split,
    *,
    start: Trained | None = None,
    on_epoch: Callable[[Trained], None] | None = None,
) -> Trained:
    """Train a network.

    Parameters
    ----------
    hyperparameters : Hyperparameters
        Those of this run.
    data : Split
        The examples.
    start : Trained, optional
        What to go on from, which is changed; else fresh parameters.
    on_epoch : callable, optional
        Called after each epoch.

    Returns
    -------
    Trained

    Raises
    ------
    Diverged
        When the cost is no longer finite; what was before is in it.
    """
    trained = begin(hyperparameters, data) if start is None else start
    trained.hyperparameters = hyperparameters
    step = Step(hyperparameters, data.sizes[1])
    since = process_time()
    before = trained.seconds
    for _ in range(hyperparameters.epochs):
        kept, epochs = trained.state_of_run(), len(trained.costs)
        try:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # it is told below, once
                cost = step.epoch(data.X, data.Y, trained)
            if not math.isfinite(cost):
                raise Diverged(epochs + 1, trained)
            trained.costs.append(cost)
            trained.accuracies.append(accuracy(trained.predict(data.X), data.Y))
            trained.held_out.append(accuracy(trained.predict(data.X_held), data.Y_held))
        except BaseException:
            trained.go_back(kept, epochs)  # to the end of an epoch, from where a run goes on as if nothing had been
            raise
        finally:
            trained.seconds = before + process_time() - since
        if on_epoch is not None:
            on_epoch(trained)
    trained.seconds = before + process_time() - since
    return trained


class Step:
    """One step on one batch, as the hyperparameters say, for a network with so many outputs."""

    def __init__(self, hyperparameters: Hyperparameters, outputs: int) -> None:
        self.own = hyperparameters
        self.activations = hyperparameters.activations(outputs)
        self.cost = COSTS[self.activations[-1]]
        self.update = OPTIMIZERS[hyperparameters.optimizer]
        self.averages = Averages(hyperparameters.beta1, hyperparameters.beta2, hyperparameters.epsilon)

    def epoch(self, X: Array, Y: Array, trained: Trained) -> float:
        """Go through all examples once; give the mean cost of the steps, weighted by their examples."""
        m = X.shape[1]
        rate = self.own.learning_rate / (1 + self.own.decay * len(trained.costs))
        total = 0.0
        for X_batch, Y_batch in minibatches(X, Y, self.own.batch_size or m, seed=trained.generator):
            total += self.make(X_batch, Y_batch, trained, rate) * X_batch.shape[1]
        return float(total / m)

    def make(self, X: Array, Y: Array, trained: Trained, rate: float) -> float:
        """Make a step; give the cost before it."""
        parameters, m = trained.parameters, X.shape[1]
        gradients: Gradients
        if self.own.dropout:
            keep = 1 - self.own.dropout
            _, caches, masks = dropout_forward(X, parameters, self.activations, keep, seed=trained.generator)
            gradients = dropout_backward(Y, caches, masks, self.activations, self.cost)
        else:
            _, caches = forward(X, parameters, self.activations)
            gradients = backward(Y, caches, self.activations, self.cost, input_gradient=False)
        cost = compute_cost(Y, caches, self.activations, self.cost)
        if self.own.l2:
            cost += l2_cost(parameters, self.own.l2, m)
            add_l2_gradients(gradients, parameters, self.own.l2, m)
        self.update(parameters, gradients, trained.state, rate, self.averages)
        return cost
