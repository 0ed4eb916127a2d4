"""The parameters ``W[l]`` and ``b[l]`` before the first step."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from shapecheck.network.arrays import Parameters, Seed

INITIALISERS: Mapping[str, Callable[[int, int], float]] = MappingProxyType(
    {
        "he": lambda n_in, n_out: sqrt(2 / n_in),  # noqa: ARG005  (the family's signature)
        "scaled": lambda n_in, n_out: 0.01,  # noqa: ARG005
        "xavier": lambda n_in, n_out: sqrt(2 / (n_in + n_out)),
    }
)
"""Standard deviation of the entries of ``W[l]``, from ``n[l-1]`` and ``n[l]``, by the name of the method."""


def initialise_parameters(
    layer_dims: Sequence[int],
    method: str = "he",
    *,
    seed: Seed,
    dtype: npt.DTypeLike = np.float64,
) -> Parameters:
    """Random weights and zero biases, ``W[l] = deviation * normal numbers``, ``b[l] = 0``.

    Parameters
    ----------
    layer_dims : sequence of int
        The sizes ``n[0], n[1], ..., n[L]``.
    method : {"he", "xavier", "scaled"}
        Standard deviation of the weights: ``sqrt(2 / n[l-1])`` for ReLU, ``sqrt(2 / (n[l-1] + n[l]))`` for tanh and
        sigmoid, or 0.01 at every layer.
    seed : int or numpy.random.Generator
        The same seed gives the same network; the float types differ by rounding only.
    dtype : dtype
        A float type.

    Returns
    -------
    parameters : dict
        ``W1 : (n[1], n[0])``, ``b1 : (n[1], 1)``, and so on to layer L.

    Raises
    ------
    ValueError
        If `layer_dims` has less than two sizes or one that is no positive integer, if there is no such method, or if
        `dtype` is no float type.

    References
    ----------
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015.
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.

    Examples
    --------
    >>> parameters = initialise_parameters([2, 3, 1], "he", seed=1)
    >>> {name: array.shape for name, array in parameters.items()}
    {'W1': (3, 2), 'b1': (3, 1), 'W2': (1, 3), 'b2': (1, 1)}
    """
    n = _sizes(layer_dims)
    if method not in INITIALISERS:
        raise ValueError(f"method must be one of {', '.join(INITIALISERS)} (got {method!r})")
    if not np.issubdtype(dtype, np.floating):
        raise ValueError(f"dtype must be a float type (got {np.dtype(dtype)})")
    deviation = INITIALISERS[method]
    generator = np.random.default_rng(seed)
    parameters: Parameters = {}
    for l in range(1, len(n)):
        W = deviation(n[l - 1], n[l]) * generator.standard_normal((n[l], n[l - 1]))
        parameters[f"W{l}"] = W.astype(dtype)
        parameters[f"b{l}"] = np.zeros((n[l], 1), dtype)
    return parameters


def _sizes(layer_dims: Sequence[int]) -> tuple[int, ...]:
    """Turn the sizes into Python integers; NumPy's own integers are welcome, a bool is a mistake."""
    if len(layer_dims) < 2:
        raise ValueError(f"layer_dims must have at least two sizes, n[0] and n[1] (got {list(layer_dims)})")
    return tuple(_size(l, size) for l, size in enumerate(layer_dims))


def _size(l: int, size: Any) -> int:
    """One size, refused with its place in the list."""
    try:
        n = 0 if isinstance(size, bool | np.bool_) else operator.index(size)
    except TypeError:
        n = 0
    if n < 1:
        raise ValueError(f"layer_dims[{l}] must be a positive integer (got {size!r})")
    return n
