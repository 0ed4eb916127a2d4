"""The types that pass between the steps of the network: arrays, parameters, gradients and caches."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.floating[Any]]
"""An array of floats; every step works in the float type it is given."""

Parameters: TypeAlias = dict[str, Array]
"""``{"W1": (n[1], n[0]), "b1": (n[1], 1), "W2": ...}``."""

Gradients: TypeAlias = dict[str, Array]
"""``{"dW1": (n[1], n[0]), "db1": (n[1], 1), "dA0": (n[0], m), "dW2": ...}``."""

Seed: TypeAlias = int | np.random.Generator
"""An integer gives the same numbers at every call; a generator goes on from where it is."""


class LinearCache(NamedTuple):
    """What the linear part of layer l keeps for the way back.

    Attributes
    ----------
    A_prev : (n[l-1], m) ndarray
    W : (n[l], n[l-1]) ndarray
    b : (n[l], 1) ndarray
    """

    A_prev: Array
    W: Array
    b: Array


class ActivationCache(NamedTuple):
    """What the activation of layer l keeps for the way back.

    ``A`` is the array that the next layer keeps as its ``A_prev``, so it costs no memory, and the derivatives of tanh,
    sigmoid and softmax need no second exponential.

    Attributes
    ----------
    Z : (n[l], m) ndarray
    A : (n[l], m) ndarray
    """

    Z: Array
    A: Array


class BlockCache(NamedTuple):
    """What the forward block of layer l hands to its backward block.

    Attributes
    ----------
    linear_cache : LinearCache
        ``A[l-1]``, ``W[l]`` and ``b[l]``.
    activation_cache : ActivationCache
        ``Z[l]`` and ``A[l]``.
    """

    linear_cache: LinearCache
    activation_cache: ActivationCache
