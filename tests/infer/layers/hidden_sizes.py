"""Sizes of hidden layers in a list, those of the ends beside it; a slice of the weights, `enumerate`."""

import numpy as np


def model(X, Y, n_in, hidden, n_out, rate=0.1):
    sizes = [n_in] + hidden + [n_out]
    weights = {}
    for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:]), start=1):
        weights[f"W{i}"] = np.random.randn(b, a)
        weights[f"b{i}"] = np.zeros((b, 1))
    depth = len(sizes) - 1
    A, caches = X, []
    for i in range(1, depth + 1):
        Z = weights[f"W{i}"] @ A + weights[f"b{i}"]
        caches.append((A, Z))
        A = np.tanh(Z)
    dA = A - Y
    for i in range(depth, 0, -1):
        A_prev, Z = caches[i - 1]
        dZ = dA * (1 - np.tanh(Z) ** 2)
        weights[f"W{i}"] -= rate * (dZ @ A_prev.T)
        weights[f"b{i}"] -= rate * dZ.sum(axis=1, keepdims=True)
        dA = weights[f"W{i}"].T @ dZ
    return weights
