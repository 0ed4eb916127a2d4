"""The forward block and the backward block of one layer, and the linear step inside each."""

from __future__ import annotations

from shapecheck.network.activations import activate, activation_backward
from shapecheck.network.arrays import ActivationCache, Array, BlockCache, LinearCache


def linear_forward(A_prev: Array, W: Array, b: Array) -> tuple[Array, LinearCache]:
    """Linear part of layer l, ``Z[l] = W[l] A[l-1] + b[l]``.

    Parameters
    ----------
    A_prev : (n[l-1], m) ndarray
        Activations of the layer before, or the input `X`; one example per column.
    W : (n[l], n[l-1]) ndarray
        Weights.
    b : (n[l], 1) ndarray
        Biases; the one column is broadcast along axis 1, so every example gets the same.

    Returns
    -------
    Z : (n[l], m) ndarray
    cache : LinearCache
        ``A_prev, W, b`` themselves, not copies.

    References
    ----------
    A. Ng, *Neural Networks and Deep Learning*, week 4: "Getting your matrix dimensions right".

    Examples
    --------
    >>> import numpy as np
    >>> Z, cache = linear_forward(np.ones((3, 7)), np.ones((5, 3)), np.zeros((5, 1)))
    >>> Z.shape
    (5, 7)
    """
    Z = W @ A_prev + b
    return Z, LinearCache(A_prev, W, b)


def forward_block(A_prev: Array, W: Array, b: Array, activation: str) -> tuple[Array, BlockCache]:
    """Forward block of layer l, ``A[l] = g[l](W[l] A[l-1] + b[l])``.

    Parameters
    ----------
    A_prev : (n[l-1], m) ndarray
    W : (n[l], n[l-1]) ndarray
    b : (n[l], 1) ndarray
    activation : str
        A name in `ACTIVATIONS`.

    Returns
    -------
    A : (n[l], m) ndarray
    cache : BlockCache
        What the backward block needs.

    Raises
    ------
    ValueError
        If there is no such activation.

    Examples
    --------
    >>> import numpy as np
    >>> A, (linear_cache, activation_cache) = forward_block(np.ones((3, 7)), np.ones((5, 3)), np.zeros((5, 1)), "relu")
    >>> A.shape, linear_cache.A_prev.shape, activation_cache.Z.shape
    ((5, 7), (3, 7), (5, 7))
    """
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = activate(Z, activation)
    return A, BlockCache(linear_cache, ActivationCache(Z, A))


def parameter_gradients(dZ: Array, A_prev: Array) -> tuple[Array, Array]:
    """Gradients of layer l, ``dW[l] = 1/m dZ[l] A[l-1].T`` and ``db[l] = 1/m`` sum of ``dZ[l]`` over axis 1.

    Parameters
    ----------
    dZ : (n[l], m) ndarray
        Derivative of each example's loss by ``Z[l]``.
    A_prev : (n[l-1], m) ndarray

    Returns
    -------
    dW : (n[l], n[l-1]) ndarray
        Derivative of the cost, the mean of the losses.
    db : (n[l], 1) ndarray
        The sum undoes the broadcast of ``b[l]``: the axis is kept.
    """
    m = dZ.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db


def linear_backward(dZ: Array, cache: LinearCache) -> tuple[Array, Array, Array]:
    """Back through the linear part of layer l: `parameter_gradients`, and ``dA[l-1] = W[l].T dZ[l]``.

    Parameters
    ----------
    dZ : (n[l], m) ndarray
        Derivative of each example's loss by ``Z[l]``.
    cache : LinearCache
        ``A_prev, W, b`` of the forward step.

    Returns
    -------
    dA_prev : (n[l-1], m) ndarray
        Derivative of each example's loss, so without 1/m.
    dW : (n[l], n[l-1]) ndarray
        Derivative of the cost, the mean over the m examples.
    db : (n[l], 1) ndarray
        Derivative of the cost, likewise.

    References
    ----------
    A. Ng, *Neural Networks and Deep Learning*, week 4: "Forward and backward propagation".

    Examples
    --------
    >>> import numpy as np
    >>> Z, cache = linear_forward(np.ones((3, 7)), np.ones((5, 3)), np.zeros((5, 1)))
    >>> [gradient.shape for gradient in linear_backward(np.ones_like(Z), cache)]
    [(3, 7), (5, 3), (5, 1)]
    """
    A_prev, W, _ = cache
    dW, db = parameter_gradients(dZ, A_prev)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def backward_block(dA: Array, cache: BlockCache, activation: str) -> tuple[Array, Array, Array]:
    """Backward block of layer l: from ``dA[l]`` to ``dA[l-1]``, ``dW[l]`` and ``db[l]``.

    Parameters
    ----------
    dA : (n[l], m) ndarray
        Derivative of each example's loss by ``A[l]``.
    cache : BlockCache
        What the forward block kept.
    activation : str
        The name that the forward block was given.

    Returns
    -------
    dA_prev : (n[l-1], m) ndarray
        Derivative of each example's loss.
    dW : (n[l], n[l-1]) ndarray
        Derivative of the cost.
    db : (n[l], 1) ndarray
        Derivative of the cost.

    Raises
    ------
    ValueError
        If there is no such activation.

    Examples
    --------
    >>> import numpy as np
    >>> A, cache = forward_block(np.ones((3, 7)), np.ones((5, 3)), np.zeros((5, 1)), "tanh")
    >>> [gradient.shape for gradient in backward_block(np.ones_like(A), cache, "tanh")]
    [(3, 7), (5, 3), (5, 1)]
    """
    linear_cache, activation_cache = cache
    dZ = activation_backward(dA, activation_cache, activation)
    return linear_backward(dZ, linear_cache)
