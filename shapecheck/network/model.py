"""The whole network: the forward chain, the cost, the backward chain, the update."""

from __future__ import annotations

from collections.abc import Sequence

from shapecheck.network.activations import activation_backward
from shapecheck.network.arrays import Array, BlockCache, Gradients, Parameters
from shapecheck.network.blocks import backward_block, forward_block, linear_backward, parameter_gradients
from shapecheck.network.costs import output_backward, output_cost


def forward(X: Array, parameters: Parameters, activations: Sequence[str]) -> tuple[Array, list[BlockCache]]:
    """Forward chain, ``A[0] = X`` and ``A[l] = g[l](W[l] A[l-1] + b[l])`` for l = 1 to L.

    Parameters
    ----------
    X : (n[0], m) ndarray
        One example per column.
    parameters : dict
        ``W1 : (n[1], n[0])``, ``b1 : (n[1], 1)``, and so on to layer L.
    activations : sequence of str
        The names of ``g[1]`` to ``g[L]``.

    Returns
    -------
    AL : (n[L], m) ndarray
        The output ``A[L]``.
    caches : list of BlockCache
        ``caches[l - 1]`` is that of layer l.

    Raises
    ------
    ValueError
        If `X` is no matrix or has no examples, if the names are not one per layer, or if one is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> from shapecheck.network import initialise_parameters
    >>> parameters = initialise_parameters([2, 3, 5, 4, 2, 1], seed=1)
    >>> AL, caches = forward(np.ones((2, 7)), parameters, ["relu"] * 4 + ["sigmoid"])
    >>> AL.shape, [cache.activation_cache.A.shape for cache in caches]
    ((1, 7), [(3, 7), (5, 7), (4, 7), (2, 7), (1, 7)])
    """
    if X.ndim != 2 or X.shape[1] == 0:
        raise ValueError(f"X must be (n[0], m) with at least one example (got shape {X.shape})")
    L = len(parameters) // 2
    _check_names(activations, L)
    A = X
    caches = []
    for l in range(1, L + 1):
        A_prev = A
        A, cache = forward_block(A_prev, parameters[f"W{l}"], parameters[f"b{l}"], activations[l - 1])
        caches.append(cache)
    return A, caches


def compute_cost(Y: Array, caches: Sequence[BlockCache], activations: Sequence[str], cost: str) -> float:
    """Cost of the output that the last cache holds, the mean of the losses of the m examples.

    Parameters
    ----------
    Y : (n[L], m) ndarray
        What the output should be: in [0, 1] for the cross-entropies, columns that sum to 1 for the categorical one.
    caches : sequence of BlockCache
        Those that `forward` gave. They hold ``Z[L]`` beside ``A[L]``, and the cross-entropies need it to be right where
        ``A[L]`` has rounded to 0 or 1.
    activations : sequence of str
        The names that `forward` was given.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}

    Returns
    -------
    float
        Nats per example for the cross-entropies, squared units of `Y` per example for the squared error, which has the
        factor 1/2.

    Raises
    ------
    ValueError
        If there is no such cost, if it does not fit the output activation, or if `Y` does not fit.

    Examples
    --------
    >>> import numpy as np
    >>> parameters = {"W1": np.zeros((1, 2)), "b1": np.zeros((1, 1))}
    >>> AL, caches = forward(np.ones((2, 7)), parameters, ["sigmoid"])
    >>> round(compute_cost(np.ones((1, 7)), caches, ["sigmoid"], "binary_cross_entropy"), 4)  # log 2
    0.6931
    """
    _check_names(activations, len(caches))
    return output_cost(Y, caches[-1].activation_cache, activations[-1], cost)


def backward(
    Y: Array, caches: Sequence[BlockCache], activations: Sequence[str], cost: str, *, input_gradient: bool = True
) -> Gradients:
    """Backward chain: from ``dZ[L]`` through the blocks L, ..., 1.

    Parameters
    ----------
    Y : (n[L], m) ndarray
        What the output should be; as for `compute_cost`.
    caches : sequence of BlockCache
        Those that `forward` gave.
    activations : sequence of str
        The names that `forward` was given.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}
    input_gradient : bool
        Whether ``dA0`` is wanted. The update does not need it, and it is the largest product of many networks.

    Returns
    -------
    gradients : dict
        ``dW1``, ``db1``, ... in the shapes of ``W1``, ``b1``, ...: derivatives of the cost. ``dA0``, ``dA1``, ... up to
        layer L - 1 in the shapes of the activations: derivatives of each example's loss.

    Raises
    ------
    ValueError
        If there is no such cost, if it does not fit the output activation, or if `Y` does not fit.

    References
    ----------
    A. Ng, *Neural Networks and Deep Learning*, week 4: "Building blocks of deep neural networks".

    Examples
    --------
    >>> import numpy as np
    >>> from shapecheck.network import initialise_parameters
    >>> parameters = initialise_parameters([2, 3, 1], seed=1)
    >>> AL, caches = forward(np.ones((2, 7)), parameters, ["relu", "sigmoid"])
    >>> gradients = backward(np.ones((1, 7)), caches, ["relu", "sigmoid"], "binary_cross_entropy")
    >>> {name: gradient.shape for name, gradient in sorted(gradients.items())}
    {'dA0': (2, 7), 'dA1': (3, 7), 'dW1': (3, 2), 'dW2': (1, 3), 'db1': (3, 1), 'db2': (1, 1)}
    """
    L = len(caches)
    _check_names(activations, L)
    gradients: Gradients = {}

    linear_cache, activation_cache = caches[L - 1]
    dZ = output_backward(Y, activation_cache, activations[L - 1], cost)
    if L == 1 and not input_gradient:
        gradients["dW1"], gradients["db1"] = parameter_gradients(dZ, linear_cache.A_prev)
        return gradients
    dA, gradients[f"dW{L}"], gradients[f"db{L}"] = linear_backward(dZ, linear_cache)
    gradients[f"dA{L - 1}"] = dA

    for l in reversed(range(1, L)):
        if l == 1 and not input_gradient:
            linear_cache, activation_cache = caches[0]
            dZ = activation_backward(dA, activation_cache, activations[0])
            gradients["dW1"], gradients["db1"] = parameter_gradients(dZ, linear_cache.A_prev)
            return gradients
        dA, gradients[f"dW{l}"], gradients[f"db{l}"] = backward_block(dA, caches[l - 1], activations[l - 1])
        gradients[f"dA{l - 1}"] = dA
    return gradients


def update(parameters: Parameters, gradients: Gradients, learning_rate: float) -> None:
    """One step of gradient descent in place, ``W[l] -= alpha dW[l]`` and ``b[l] -= alpha db[l]``.

    In place, a gradient that would stretch its parameter raises; ``b - alpha * db`` with ``db : (n,)`` is ``(n, n)``.

    Parameters
    ----------
    parameters : dict
        Changed; caches of an earlier `forward` hold the same arrays, so `backward` comes before.
    gradients : dict
        Those that `backward` gave.
    learning_rate : float
        The step size alpha.

    Examples
    --------
    >>> import numpy as np
    >>> parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    >>> update(parameters, {"dW1": np.ones((1, 2)), "db1": np.ones((1, 1))}, learning_rate=0.25)
    >>> parameters["W1"].tolist(), parameters["b1"].tolist()
    ([[0.75, 0.75]], [[-0.25]])
    """
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        W -= learning_rate * gradients[f"dW{l}"]
        b -= learning_rate * gradients[f"db{l}"]


def train_step(
    X: Array, Y: Array, parameters: Parameters, activations: Sequence[str], cost: str, *, learning_rate: float
) -> float:
    """One step of gradient descent on one batch: forward, cost, backward, update.

    Parameters
    ----------
    X : (n[0], m) ndarray
    Y : (n[L], m) ndarray
        What the output should be; as for `compute_cost`.
    parameters : dict
        Changed in place.
    activations : sequence of str
        The names of ``g[1]`` to ``g[L]``.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}
    learning_rate : float
        The step size alpha.

    Returns
    -------
    float
        The cost before the step; its unit is that of `compute_cost`.

    Raises
    ------
    ValueError
        As `forward` and `compute_cost`.

    Examples
    --------
    >>> import numpy as np
    >>> from shapecheck.network import initialise_parameters
    >>> X, Y = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]), np.array([[0.0, 1.0, 1.0, 0.0]])
    >>> parameters = initialise_parameters([2, 5, 1], "xavier", seed=1)
    >>> costs = [
    ...     train_step(X, Y, parameters, ["tanh", "sigmoid"], "binary_cross_entropy", learning_rate=1.0)
    ...     for _ in range(1000)
    ... ]
    >>> costs[0] > 0.5, costs[-1] < 0.01
    (True, True)
    """
    _, caches = forward(X, parameters, activations)
    before = compute_cost(Y, caches, activations, cost)
    gradients = backward(Y, caches, activations, cost, input_gradient=False)
    update(parameters, gradients, learning_rate)
    return before


def _check_names(activations: Sequence[str], L: int) -> None:
    """One name per layer; a `zip` would silently leave out the layers without."""
    if len(activations) != L or L == 0:
        raise ValueError(f"activations must have one name for each of the {L} layers (got {len(activations)})")
