"""Hyperparameters: what decides the parameters, and is chosen by trying."""

import math
from dataclasses import dataclass

from shapecheck.language import Phrase, say
from shapecheck.network import ACTIVATIONS, INITIALISERS, OPTIMIZERS

__all__ = ["Hyperparameters"]


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """What a training run is decided by.

    Parameters
    ----------
    hidden : tuple of int
        Units of the hidden layers.
    activation : str
        Of the hidden layers; the output is a sigmoid for two classes and a softmax for more.
    learning_rate : float
        The step size alpha.
    decay : float
        The learning rate of epoch k is `learning_rate / (1 + decay * k)`.
    epochs : int
        How often all examples are gone through.
    batch_size : int
        Examples of a step; 0 is all of them.
    optimizer : str
        A name in `OPTIMIZERS`.
    beta1, beta2, epsilon : float
        Of momentum, RMSprop and Adam.
    l2 : float
        How much large weights cost: `l2 / (2 m)` times their squares in a step with `m` examples, as in the course.
    dropout : float
        The share of hidden units that are dropped, below 1.
    initialisation : str
        A name in `INITIALISERS`.
    seed : int
        Of the parameters, the order of the examples and the dropped units.

    Raises
    ------
    ValueError
        If one of them cannot be; the message says which and why.

    Examples
    --------
    >>> Hyperparameters(hidden=(16, 8)).layers(2, 1)
    (2, 16, 8, 1)
    """

    hidden: tuple[int, ...] = (16, 8)
    activation: str = "relu"
    learning_rate: float = 0.01
    decay: float = 0.0
    epochs: int = 200
    batch_size: int = 32
    optimizer: str = "adam"
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    l2: float = 0.0
    dropout: float = 0.0
    initialisation: str = "he"
    seed: int = 0

    def __post_init__(self) -> None:
        choices = (
            ("activation", self.activation, [name for name in ACTIVATIONS if name != "softmax"]),
            ("optimizer", self.optimizer, list(OPTIMIZERS)),
            ("initialisation", self.initialisation, list(INITIALISERS)),
        )
        for name, value, known in choices:
            if value not in known:
                raise ValueError(
                    say(
                        "{name} must be one of {names} (got {value})",
                        name=name,
                        names=", ".join(known),
                        value=repr(value),
                    )
                )
        if any(size < 1 for size in self.hidden):
            raise ValueError(
                say("hidden layers must have one unit at least (got {names})", names=",".join(map(str, self.hidden)))
            )
        ranges = (
            ("learning_rate", Phrase("above 0"), 0 < self.learning_rate < math.inf),
            ("decay", Phrase("0 or more"), 0 <= self.decay < math.inf),
            ("epochs", Phrase("0 or more"), self.epochs >= 0),
            ("batch_size", Phrase("0 or more"), self.batch_size >= 0),
            ("beta1", Phrase("from 0, below 1"), 0 <= self.beta1 < 1),
            ("beta2", Phrase("from 0, below 1"), 0 <= self.beta2 < 1),
            ("epsilon", Phrase("above 0"), self.epsilon > 0),
            ("l2", Phrase("0 or more"), 0 <= self.l2 < math.inf),
            ("dropout", Phrase("from 0, below 1"), 0 <= self.dropout < 1),
            ("seed", Phrase("0 or more"), self.seed >= 0),
        )
        for name, said, holds in ranges:
            if not holds:
                raise ValueError(
                    say(
                        "{name} must be {said} (got {value})",
                        name=name,
                        said=said,
                        value=f"{getattr(self, name):g}",
                    )
                )

    def layers(self, features: int, outputs: int) -> tuple[int, ...]:
        """Give the sizes `n[0], ..., n[L]` for data with so many features and outputs."""
        return features, *self.hidden, outputs

    def activations(self, outputs: int) -> list[str]:
        """Give the names of `g[1], ..., g[L]`."""
        return [self.activation] * len(self.hidden) + ["sigmoid" if outputs == 1 else "softmax"]
