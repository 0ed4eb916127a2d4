"""Against learning by heart: L2 regularisation, and dropout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shapecheck.network.activations import activation_backward
from shapecheck.network.arrays import Array, BlockCache, Gradients, Parameters, Seed
from shapecheck.network.blocks import forward_block, linear_backward, parameter_gradients
from shapecheck.network.costs import output_backward


def l2_cost(parameters: Parameters, l2: float, m: int) -> float:
    """Cost of large weights, ``l2 / (2 m)`` times the sum of all squared weights; biases are free.

    Examples
    --------
    >>> l2_cost({"W1": np.array([[3.0, 4.0]]), "b1": np.ones((1, 1))}, l2=0.5, m=5)
    1.25
    """
    total = sum(float(np.vdot(array, array)) for name, array in parameters.items() if name.startswith("W"))
    return l2 / (2 * m) * total


def add_l2_gradients(gradients: Gradients, parameters: Parameters, l2: float, m: int) -> None:
    """Add the derivative of `l2_cost`, ``dW[l] += l2 / m W[l]``, in place.

    Examples
    --------
    >>> gradients = {"dW1": np.zeros((1, 2)), "db1": np.zeros((1, 1))}
    >>> add_l2_gradients(gradients, {"W1": np.array([[3.0, 4.0]]), "b1": np.ones((1, 1))}, l2=0.5, m=5)
    >>> gradients["dW1"].round(2).tolist(), gradients["db1"].tolist()
    ([[0.3, 0.4]], [[0.0]])
    """
    for name, W in parameters.items():
        if name.startswith("W"):
            gradients[f"d{name}"] += l2 / m * W


def dropout_forward(
    X: Array, parameters: Parameters, activations: Sequence[str], keep: float, *, seed: Seed
) -> tuple[Array, list[BlockCache], list[Array]]:
    """Forward chain in which each hidden unit of each example is kept with probability `keep`, and then scaled up.

    Parameters
    ----------
    X : (n[0], m) ndarray
    parameters : dict
    activations : sequence of str
        The names of ``g[1]`` to ``g[L]``.
    keep : float
        Above 0, at most 1.
    seed : int or numpy.random.Generator

    Returns
    -------
    AL : (n[L], m) ndarray
    caches : list of BlockCache
        As `forward` gives them; what the next layer was given, ``A_prev``, has the dropped units at 0.
    masks : list of ndarray
        ``masks[l - 1] : (n[l], m)`` for the hidden layers: 0 for what is dropped, ``1 / keep`` for what is kept.

    References
    ----------
    N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.

    Examples
    --------
    >>> from shapecheck.network import initialise_parameters
    >>> parameters = initialise_parameters([2, 3, 1], seed=1)
    >>> AL, caches, masks = dropout_forward(np.ones((2, 7)), parameters, ["relu", "sigmoid"], 0.5, seed=1)
    >>> AL.shape, [mask.shape for mask in masks], np.unique(masks[0]).tolist()
    ((1, 7), [(3, 7)], [0.0, 2.0])
    """
    generator = np.random.default_rng(seed)
    L = len(parameters) // 2
    A = X
    caches: list[BlockCache] = []
    masks: list[Array] = []
    for l in range(1, L + 1):
        A, cache = forward_block(A, parameters[f"W{l}"], parameters[f"b{l}"], activations[l - 1])
        caches.append(cache)
        if l < L:
            mask = (generator.random(A.shape, dtype=np.float64) < keep).astype(A.dtype) / A.dtype.type(keep)
            masks.append(mask)
            A = A * mask
    return A, caches, masks


def dropout_backward(
    Y: Array, caches: Sequence[BlockCache], masks: Sequence[Array], activations: Sequence[str], cost: str
) -> Gradients:
    """Backward chain through what `dropout_forward` kept: ``dA[l] *= mask[l]`` before the activation.

    Returns
    -------
    gradients : dict
        ``dW1``, ``db1``, ..., ``dWL``, ``dbL``.

    Examples
    --------
    >>> from shapecheck.network import initialise_parameters
    >>> parameters, names = initialise_parameters([2, 3, 1], seed=1), ["relu", "sigmoid"]
    >>> _, caches, masks = dropout_forward(np.ones((2, 7)), parameters, names, 0.5, seed=1)
    >>> gradients = dropout_backward(np.ones((1, 7)), caches, masks, names, "binary_cross_entropy")
    >>> {name: gradient.shape for name, gradient in sorted(gradients.items())}
    {'dW1': (3, 2), 'dW2': (1, 3), 'db1': (3, 1), 'db2': (1, 1)}
    """
    L = len(caches)
    gradients: Gradients = {}
    dZ = output_backward(Y, caches[-1].activation_cache, activations[-1], cost)
    for l in reversed(range(1, L + 1)):
        linear_cache = caches[l - 1].linear_cache
        if l == 1:
            gradients["dW1"], gradients["db1"] = parameter_gradients(dZ, linear_cache.A_prev)
            break
        dA, gradients[f"dW{l}"], gradients[f"db{l}"] = linear_backward(dZ, linear_cache)
        dZ = activation_backward(dA * masks[l - 2], caches[l - 2].activation_cache, activations[l - 2])
    return gradients
