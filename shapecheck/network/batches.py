"""Mini-batches: the examples in random order, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shapecheck.network.arrays import Array, Seed


def minibatches(X: Array, Y: Array, batch_size: int, *, seed: Seed) -> Iterator[tuple[Array, Array]]:
    """Each example once, in random order, `batch_size` at a time; the last batch has what is left.

    Parameters
    ----------
    X : (n[0], m) ndarray
    Y : (n[L], m) ndarray
        Column i belongs to column i of `X`, and stays with it.
    batch_size : int
        At least 1; more than m gives one batch.
    seed : int or numpy.random.Generator
        An integer gives the same order every time. For another order in each epoch, hand in one generator.

    Returns
    -------
    iterator of (X_batch, Y_batch)
        Each ``(n[0], batch_size)`` and ``(n[L], batch_size)``; copies, made as they are asked for.

    Raises
    ------
    ValueError
        If there are no examples, if `X` and `Y` differ in their number, or if `batch_size` is no positive integer.

    Examples
    --------
    >>> X, Y = np.arange(14.0).reshape(2, 7), np.arange(7.0).reshape(1, 7)
    >>> [(x.shape, y.shape) for x, y in minibatches(X, Y, 3, seed=1)]
    [((2, 3), (1, 3)), ((2, 3), (1, 3)), ((2, 1), (1, 1))]
    """
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(f"X and Y must be matrices with the same number of columns (got {X.shape} and {Y.shape})")
    m = X.shape[1]
    if m == 0:
        raise ValueError(f"X must have at least one example (got shape {X.shape})")
    if isinstance(batch_size, bool) or not hasattr(batch_size, "__index__") or batch_size < 1:
        raise ValueError(f"batch_size must be a positive integer (got {batch_size!r})")
    order = np.random.default_rng(seed).permutation(m)
    parts = (order[start : start + batch_size] for start in range(0, m, batch_size))
    return ((X[:, part], Y[:, part]) for part in parts)
