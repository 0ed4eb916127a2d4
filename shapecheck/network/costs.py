"""The costs, in nats per example or squared units per example, and the first step of the way back.

A loss sums over the output units of one example; the cost is its mean over the examples. Derivatives (``dA``, ``dZ``)
are those of each example's loss, as in the lesson: the ``1/m`` comes with ``dW`` and ``db``.

To add one: write its functions and give them a line in `COSTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from shapecheck.network.activations import ACTIVATIONS, activation_backward
from shapecheck.network.arrays import ActivationCache, Array


def binary_cross_entropy(A: Array, Y: Array) -> float:
    """``-(Y log A + (1 - Y) log(1 - A))``; where A has rounded to 0 or 1 the nearest number inside is taken instead."""
    A = _inside(A)
    return float(-(Y * np.log(A) + (1 - Y) * np.log1p(-A)).sum() / A.shape[1])


def binary_cross_entropy_of_logits(Z: Array, Y: Array) -> float:
    """Binary cross-entropy of ``A = sigmoid(Z)``, ``max(Z, 0) - Z Y + log(1 + exp(-|Z|))``: right for any Z."""
    return float((np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))).sum() / Z.shape[1])


def binary_cross_entropy_backward(A: Array, Y: Array) -> Array:
    """``dA = -(Y / A - (1 - Y) / (1 - A))``."""
    A = _inside(A)
    return -(Y / A - (1 - Y) / (1 - A))


def categorical_cross_entropy(A: Array, Y: Array) -> float:
    """``-sum of Y log A over axis 0``; where A has rounded to 0 or 1 the nearest number inside is taken instead."""
    return float(-(Y * np.log(_inside(A))).sum() / A.shape[1])


def categorical_cross_entropy_of_logits(Z: Array, Y: Array) -> float:
    """Categorical cross-entropy of ``A = softmax(Z)``, ``log(sum of exp(Z)) - sum of Y Z``: right for any Z."""
    Z = Z - Z.max(axis=0, keepdims=True)
    # Of each column no part is negative, so that summing them apart loses nothing.
    return float((np.log(np.exp(Z).sum(axis=0)).sum() - (Y * Z).sum()) / Z.shape[1])


def categorical_cross_entropy_backward(A: Array, Y: Array) -> Array:
    """``dA = -Y / A``."""
    return -Y / _inside(A)


def squared_error(A: Array, Y: Array) -> float:
    """``1/2 sum of (A - Y)² over axis 0``, in squared units of Y."""
    return float(((A - Y) ** 2).sum() / (2 * A.shape[1]))


def squared_error_backward(A: Array, Y: Array) -> Array:
    """``dA = A - Y``."""
    return A - Y


_ROUNDING = 1e-5  # by which the sum of a column of `Y` may differ from 1


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost, its derivative by A, and the output activation it goes with: the one that makes ``dZ[L] = A[L] - Y``.

    ``of_logits`` is the cost from ``Z[L]`` of that activation; ``outputs`` are all activations whose range fits.
    """

    value: Callable[[Array, Array], float]
    backward: Callable[[Array, Array], Array]
    goes_with: str
    of_logits: Callable[[Array, Array], float]
    outputs: tuple[str, ...]


COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "binary_cross_entropy": Cost(
            binary_cross_entropy,
            binary_cross_entropy_backward,
            goes_with="sigmoid",
            of_logits=binary_cross_entropy_of_logits,
            outputs=("sigmoid", "softmax"),
        ),
        "categorical_cross_entropy": Cost(
            categorical_cross_entropy,
            categorical_cross_entropy_backward,
            goes_with="softmax",
            of_logits=categorical_cross_entropy_of_logits,
            outputs=("sigmoid", "softmax"),
        ),
        "squared_error": Cost(
            squared_error,
            squared_error_backward,
            goes_with="linear",
            of_logits=squared_error,
            outputs=tuple(ACTIVATIONS),
        ),
    }
)
"""Every cost by its name."""


def output_cost(Y: Array, cache: ActivationCache, activation: str, cost: str) -> float:
    """Cost of the network's output, the mean of the losses of the m examples.

    Parameters
    ----------
    Y : (n[L], m) ndarray
        What the output should be. For the binary cross-entropy every entry lies in [0, 1]; for the categorical one each
        column is a distribution, as one-hot columns are.
    cache : ActivationCache
        ``Z[L]`` and ``A[L]``.
    activation : str
        Activation of layer L.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}

    Returns
    -------
    float
        Nats per example for the cross-entropies, squared units of `Y` per example for the squared error. Sigmoid with
        the binary cross-entropy and softmax with the categorical one are computed from ``Z[L]``: finite and right also
        where ``A[L]`` has rounded to 0 or 1.

    Raises
    ------
    ValueError
        If there is no such cost, if it does not fit the activation, if `Y` has another shape than ``A[L]`` or no
        examples, or if its entries are not as said above.

    Examples
    --------
    >>> Z = np.array([[-1000.0, 1000.0]])
    >>> output_cost(np.array([[1.0, 1.0]]), ActivationCache(Z, 1.0 * (Z > 0)), "sigmoid", "binary_cross_entropy")
    500.0
    """
    chosen = _find(cost, activation)
    Z, A = cache
    _check_shape(A, Y)
    if cost != "squared_error" and not (Y.min() >= 0 and Y.max() <= 1):
        raise ValueError(f"Y must lie in [0, 1] for {cost} (got {Y.min()} to {Y.max()})")
    if cost == "categorical_cross_entropy" and not (off := np.abs((total := Y.sum(axis=0)) - 1)).max() <= _ROUNDING:
        worst = int(off.argmax())
        raise ValueError(f"each column of Y must sum to 1 for {cost} (got {total[worst]} in column {worst})")
    return chosen.of_logits(Z, Y) if activation == chosen.goes_with else chosen.value(A, Y)


def output_backward(Y: Array, cache: ActivationCache, activation: str, cost: str) -> Array:
    """Start of the way back, ``dZ[L]``: ``A[L] - Y`` where cost and activation go together, else by way of ``dA[L]``.

    The difference is the product ``dA[L] * g'(Z[L])`` worked out on paper; the product itself divides by numbers that
    round to 0 when the output is sure of itself.

    Parameters
    ----------
    Y : (n[L], m) ndarray
        As for `output_cost`.
    cache : ActivationCache
        ``Z[L]`` and ``A[L]``.
    activation : str
        Activation of layer L.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}

    Returns
    -------
    dZ : (n[L], m) ndarray
        Derivative of each example's loss by ``Z[L]``.

    Raises
    ------
    ValueError
        If there is no such cost, if it does not fit the activation, or if `Y` has another shape than ``A[L]`` or no
        examples.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006, section 4.3.6: canonical link functions.

    Examples
    --------
    >>> A = np.array([[0.25, 0.5]])
    >>> output_backward(np.array([[0.0, 1.0]]), ActivationCache(np.log(A / (1 - A)), A), "sigmoid",
    ...                 "binary_cross_entropy").tolist()
    [[0.25, -0.5]]
    """
    chosen = _find(cost, activation)
    A = cache.A
    _check_shape(A, Y)
    if activation == chosen.goes_with:
        return A - Y
    dA = chosen.backward(A, Y)
    return activation_backward(dA, cache, activation)


def _find(cost: str, activation: str) -> Cost:
    """Look up a cost and see that it fits the output activation."""
    if cost not in COSTS:
        raise ValueError(f"cost must be one of {', '.join(COSTS)} (got {cost!r})")
    chosen = COSTS[cost]
    if activation not in chosen.outputs:
        raise ValueError(
            f"the output activation for {cost} must be one of {', '.join(chosen.outputs)} (got {activation!r})"
        )
    return chosen


def _check_shape(A: Array, Y: Array) -> None:
    """Refuse a `Y` of another shape, which would be broadcast and give a cost all the same."""
    if Y.shape != A.shape:
        raise ValueError(f"Y must have the shape of A[L], {A.shape} (got {Y.shape})")
    if A.shape[1] == 0:
        raise ValueError(f"Y must have at least one example (got shape {Y.shape})")


def _inside(A: Array) -> Array:
    """Move A into the open interval (0, 1), by no more than its own rounding."""
    kind = np.finfo(A.dtype)
    return np.clip(A, kind.tiny, 1 - kind.epsneg)
