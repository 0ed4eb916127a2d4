"""The activations ``A = g(Z)`` and their derivatives ``dZ = dA * g'(Z)``.

To add one: write its two functions and give them a line in `ACTIVATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from shapecheck.network.arrays import ActivationCache, Array

LEAKY_SLOPE = 0.01
"""Slope of the leaky ReLU left of zero."""


def relu(Z: Array) -> Array:
    """Rectified linear unit, ``A = max(Z, 0)``."""
    A: Array = np.maximum(Z, 0)
    return A


def relu_backward(dA: Array, cache: ActivationCache) -> Array:
    """``dZ = dA`` where ``Z > 0``, else 0; at the kink ``Z = 0`` the derivative is taken as 0."""
    return dA * (cache.Z > 0)


def leaky_relu(Z: Array) -> Array:
    """Leaky rectified linear unit, ``A = max(Z, 0.01 Z)``."""
    A: Array = np.maximum(Z, LEAKY_SLOPE * Z)
    return A


def leaky_relu_backward(dA: Array, cache: ActivationCache) -> Array:
    """``dZ = dA`` where ``Z > 0``, else ``0.01 dA``."""
    return np.where(cache.Z > 0, dA, LEAKY_SLOPE * dA)


def tanh(Z: Array) -> Array:
    """Hyperbolic tangent, ``A = tanh(Z)``."""
    A: Array = np.tanh(Z)
    return A


def tanh_backward(dA: Array, cache: ActivationCache) -> Array:
    """``dZ = dA * (1 - A²)``."""
    A = cache.A
    return dA * (1 - A * A)


def sigmoid(Z: Array) -> Array:
    """Logistic function, ``A = 1 / (1 + exp(-Z))``, by an exponential that cannot overflow.

    Left of zero the same number is ``exp(Z) / (1 + exp(Z))``, so ``exp(-|Z|)`` serves both sides.
    """
    E = np.exp(-np.abs(Z))
    A: Array = np.where(Z >= 0, 1, E) / (1 + E)
    return A


def sigmoid_backward(dA: Array, cache: ActivationCache) -> Array:
    """``dZ = dA * A * (1 - A)``."""
    A = cache.A
    return dA * (A * (1 - A))


def softmax(Z: Array) -> Array:
    """Softmax of each column, ``A = exp(Z) / sum of exp(Z) over axis 0``.

    The largest entry of each column is subtracted first: it changes no quotient, and no exponential can overflow.
    """
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    A: Array = E / E.sum(axis=0, keepdims=True)
    return A


def softmax_backward(dA: Array, cache: ActivationCache) -> Array:
    """``dZ = A * (dA - sum of dA * A over axis 0)``.

    Softmax is not element-wise. The Jacobian of one column is ``diag(a) - a aᵀ``; this is its product with ``da``.
    """
    A = cache.A
    dZ: Array = A * (dA - (dA * A).sum(axis=0, keepdims=True))
    return dZ


def linear(Z: Array) -> Array:
    """No activation, ``A = Z``."""
    return Z


def linear_activation_backward(dA: Array, cache: ActivationCache) -> Array:  # noqa: ARG001  (the family's signature)
    """``dZ = dA``."""
    return dA


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation ``A = g(Z)`` and the step back through it, from ``dA`` and the cached ``Z`` and ``A`` to ``dZ``."""

    forward: Callable[[Array], Array]
    backward: Callable[[Array, ActivationCache], Array]


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "leaky_relu": Activation(leaky_relu, leaky_relu_backward),
        "linear": Activation(linear, linear_activation_backward),
        "relu": Activation(relu, relu_backward),
        "sigmoid": Activation(sigmoid, sigmoid_backward),
        "softmax": Activation(softmax, softmax_backward),
        "tanh": Activation(tanh, tanh_backward),
    }
)
"""Every activation by its name."""


def find_activation(name: str) -> Activation:
    """Look up an activation; a `ValueError` lists the names there are."""
    try:
        return ACTIVATIONS[name]
    except KeyError:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)} (got {name!r})") from None


def activate(Z: Array, activation: str) -> Array:
    """Activation of one layer, ``A[l] = g[l](Z[l])``.

    Parameters
    ----------
    Z : (n[l], m) ndarray
        Linear part of the layer, one example per column.
    activation : str
        A name in `ACTIVATIONS`.

    Returns
    -------
    A : (n[l], m) ndarray
        In the float type of `Z`.

    Raises
    ------
    ValueError
        If there is no such activation; the message lists those there are.

    Examples
    --------
    >>> activate(np.array([[-1000.0, 0.0, 1000.0]]), "sigmoid").tolist()
    [[0.0, 0.5, 1.0]]
    """
    return find_activation(activation).forward(Z)


def activation_backward(dA: Array, cache: ActivationCache, activation: str) -> Array:
    """Way back through an activation, ``dZ[l] = dA[l] * g[l]'(Z[l])``.

    Parameters
    ----------
    dA : (n[l], m) ndarray
        Derivative of each example's loss by ``A[l]``.
    cache : ActivationCache
        ``Z[l]`` and ``A[l]`` of the forward step.
    activation : str
        The name that the forward step was given.

    Returns
    -------
    dZ : (n[l], m) ndarray
        Derivative of each example's loss by ``Z[l]``.

    Raises
    ------
    ValueError
        If there is no such activation; the message lists those there are.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, sections 6.2.2 and 6.5.

    Examples
    --------
    >>> Z = np.array([[-2.0, 3.0]])
    >>> cache = ActivationCache(Z, activate(Z, "relu"))
    >>> activation_backward(np.array([[5.0, 7.0]]), cache, "relu").tolist()
    [[0.0, 7.0]]
    """
    return find_activation(activation).backward(dA, cache)
