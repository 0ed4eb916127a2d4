"""Networks for the parity (XOR) of n bits, as weights of threshold units: a tree, and two with one hidden layer.

A unit is 1 where its row of ``W[l] A[l-1] + b[l]`` is at least 0, else 0. All sums here are whole numbers and a half,
so none is ever 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from shapecheck.network.arrays import Array, Parameters
from shapecheck.network.blocks import linear_forward

__all__ = ["PARITY_NETWORKS", "Step", "all_inputs", "parity", "step", "step_forward"]

LARGEST_CHUNK = 512
"""Examples that go through a network at once, so that the widest Z has 2^(n-1) * 512 elements and not 2^(2n-1)."""


class Step(NamedTuple):
    """What a layer gave.

    Attributes
    ----------
    Z : (n[l], m) ndarray
    A : (n[l], m) ndarray
    """

    Z: Array
    A: Array


def step(Z: Array) -> Array:
    """Threshold unit, ``A = 1`` where ``Z >= 0``, else 0."""
    return (Z >= 0).astype(Z.dtype)


def parity(X: Array) -> Array:
    """Whether each column has an odd number of ones, by counting them: (n, m) to (1, m)."""
    Y: Array = np.sum(X, axis=0, keepdims=True) % 2
    return Y


def all_inputs(bits: int) -> Iterator[Array]:
    """Every pattern of n bits, one per column, in chunks (n, m) of at most `LARGEST_CHUNK` columns."""
    places = np.arange(bits)[:, np.newaxis]
    size = min(2**bits, LARGEST_CHUNK)
    for start in range(0, 2**bits, size):
        numbers = np.arange(start, start + size)[np.newaxis, :]
        yield ((numbers >> places) & 1).astype(float)


def step_forward(X: Array, parameters: Parameters) -> list[Step]:
    """Forward through all layers, ``Z[l] = W[l] A[l-1] + b[l]`` and ``A[l] = step(Z[l])``.

    Parameters
    ----------
    X : (n[0], m) ndarray
        One pattern per column.
    parameters : dict of str to ndarray
        ``W1 : (n[1], n[0])``, ``b1 : (n[1], 1)``, ``W2``, ...

    Returns
    -------
    list of Step
        ``Z[l]`` and ``A[l]`` of each layer.

    Examples
    --------
    >>> X = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
    >>> step_forward(X, tree_parameters(2))[-1].A.tolist()
    [[0.0, 1.0, 1.0, 0.0]]
    """
    steps: list[Step] = []
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        Z, _ = linear_forward(A, parameters[f"W{l}"], parameters[f"b{l}"])
        A = step(Z)
        steps.append(Step(Z, A))
    return steps


def tree_parameters(bits: int) -> Parameters:
    """Tree of XORs: of each two, OR and AND, then OR without AND; an odd one left over is passed on by one unit."""
    parameters: Parameters = {}
    units, l = bits, 0
    while units > 1:
        pairs, odd = divmod(units, 2)
        first, second = 2 * np.arange(pairs), 2 * np.arange(pairs) + 1
        W = np.zeros((2 * pairs + odd, units))
        W[first, first] = W[first, second] = W[second, first] = W[second, second] = 1
        b = np.full((2 * pairs + odd, 1), -0.5)  # OR, and what is passed on: at least 1 one
        b[second] = -1.5  # AND: at least 2 ones
        V = np.zeros((pairs + odd, 2 * pairs + odd))
        V[np.arange(pairs), first] = 1
        V[np.arange(pairs), second] = -1
        if odd:
            W[-1, -1] = V[-1, -1] = 1
        parameters |= {f"W{l + 1}": W, f"b{l + 1}": b, f"W{l + 2}": V, f"b{l + 2}": np.full((pairs + odd, 1), -0.5)}
        units, l = pairs + odd, l + 2
    return parameters


def pattern_parameters(bits: int) -> Parameters:
    """One hidden unit for each odd pattern, 1 for that pattern alone, and an OR of them."""
    patterns = np.concatenate([X[:, parity(X)[0] == 1] for X in all_inputs(bits)], axis=1).T
    # With +1 for a one and -1 for a zero the sum is the number of ones of the pattern there, and smaller elsewhere.
    ones = patterns.sum(axis=1, keepdims=True)
    return {"W1": 2 * patterns - 1, "b1": 0.5 - ones, "W2": np.ones((1, len(patterns))), "b2": np.array([[-0.5]])}


def counting_parameters(bits: int) -> Parameters:
    """One hidden unit for each k = 1..n, 1 for at least k ones, taken with +1, -1, +1, ..."""
    counts = np.arange(1, bits + 1)[:, np.newaxis]
    signs = np.where(counts.T % 2 == 1, 1.0, -1.0)
    return {"W1": np.ones((bits, bits)), "b1": 0.5 - counts, "W2": signs, "b2": np.array([[-0.5]])}


PARITY_NETWORKS: Mapping[str, Callable[[int], Parameters]] = MappingProxyType(
    {"tree": tree_parameters, "patterns": pattern_parameters, "counting": counting_parameters}
)
"""The parameters of each network, for a number of bits."""
