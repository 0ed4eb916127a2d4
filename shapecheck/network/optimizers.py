"""Updates that go further than gradient descent: momentum, RMSprop and Adam.

To add one: write its function and give it a line in `OPTIMIZERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import numpy as np

from shapecheck.network.arrays import Array, Gradients, Parameters


class Averages(NamedTuple):
    """How much of the averages is kept at each step: of the gradients, and of their squares."""

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


@dataclass(slots=True)
class State:
    """What an optimizer remembers.

    Parameters
    ----------
    arrays : dict
        ``vdW1`` and ``sdW1`` in the shape of ``W1``, and so on.
    steps : int
        How many steps were made.
    """

    arrays: dict[str, Array] = field(default_factory=dict)
    steps: int = 0


Optimizer: TypeAlias = Callable[[Parameters, Gradients, State, float, Averages], None]
"""Takes ``(parameters, gradients, state, learning_rate, averages)``; changes the parameters and the state in place."""


def gradient_descent(
    parameters: Parameters,
    gradients: Gradients,
    state: State,
    learning_rate: float,
    averages: Averages,  # noqa: ARG001  (the family's signature)
) -> None:
    """``W[l] -= alpha dW[l]``, ``b[l] -= alpha db[l]``.

    Examples
    --------
    >>> parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    >>> gradients = {"dW1": np.ones((1, 2)), "db1": np.ones((1, 1))}
    >>> gradient_descent(parameters, gradients, State(), 0.25, Averages())
    >>> parameters["W1"].tolist()
    [[0.75, 0.75]]
    """
    state.steps += 1
    for name in parameters:
        parameters[name] -= learning_rate * gradients[f"d{name}"]


def momentum(
    parameters: Parameters, gradients: Gradients, state: State, learning_rate: float, averages: Averages
) -> None:
    """``v = beta1 v + (1 - beta1) dW``, ``W -= alpha v``: an average of the gradients so far.

    Examples
    --------
    >>> parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    >>> gradients = {"dW1": np.ones((1, 2)), "db1": np.ones((1, 1))}
    >>> momentum(parameters, gradients, State(), 0.5, Averages(beta1=0.5))
    >>> parameters["W1"].tolist()
    [[0.75, 0.75]]
    """
    state.steps += 1
    for name in parameters:
        parameters[name] -= learning_rate * _average(state, f"vd{name}", gradients[f"d{name}"], averages.beta1)


def rmsprop(
    parameters: Parameters, gradients: Gradients, state: State, learning_rate: float, averages: Averages
) -> None:
    """``s = beta2 s + (1 - beta2) dW²``, ``W -= alpha dW / (sqrt(s) + epsilon)``: about equal steps along each axis.

    Examples
    --------
    >>> parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    >>> gradients = {"dW1": np.array([[4.0, 0.04]]), "db1": np.ones((1, 1))}
    >>> rmsprop(parameters, gradients, State(), 0.25, Averages(beta2=0.75))
    >>> parameters["W1"].round(4).tolist()
    [[0.5, 0.5]]
    """
    state.steps += 1
    for name in parameters:
        gradient = gradients[f"d{name}"]
        s = _average(state, f"sd{name}", gradient * gradient, averages.beta2)
        parameters[name] -= learning_rate * gradient / (np.sqrt(s) + averages.epsilon)


def adam(parameters: Parameters, gradients: Gradients, state: State, learning_rate: float, averages: Averages) -> None:
    """Momentum and RMSprop together, ``v`` and ``s`` divided by ``1 - beta^t`` since both start from 0.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.

    Examples
    --------
    >>> parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    >>> gradients = {"dW1": np.array([[4.0, -0.04]]), "db1": np.ones((1, 1))}
    >>> adam(parameters, gradients, State(), 0.25, Averages())  # the first step has the length alpha on each axis
    >>> parameters["W1"].round(4).tolist()
    [[0.75, 1.25]]
    """
    state.steps += 1
    beta1, beta2, epsilon = averages
    for name in parameters:
        gradient = gradients[f"d{name}"]
        v = _average(state, f"vd{name}", gradient, beta1) / (1 - beta1**state.steps)
        s = _average(state, f"sd{name}", gradient * gradient, beta2) / (1 - beta2**state.steps)
        parameters[name] -= learning_rate * v / (np.sqrt(s) + epsilon)


def _average(state: State, name: str, value: Array, beta: float) -> Array:
    """Take a value into a running average that starts from 0, in place."""
    average = state.arrays.get(name)
    if average is None:
        average = state.arrays[name] = np.zeros_like(value)
    average *= beta
    average += (1 - beta) * value
    return average


OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType(
    {"adam": adam, "gradient_descent": gradient_descent, "momentum": momentum, "rmsprop": rmsprop}
)
"""Every optimizer by its name."""
