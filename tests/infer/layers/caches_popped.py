"""Caches that are taken from their end, tuples as keys."""

import numpy as np


def model(X, Y, dims, rate=0.1):
    p = {}
    for l in range(1, len(dims)):
        p["W", l] = np.random.randn(dims[l], dims[l - 1])
        p["b", l] = np.zeros((dims[l], 1))
    L = len(dims) - 1
    stack, A = [], X
    for l in range(1, L + 1):
        Z = np.dot(p["W", l], A) + p["b", l]
        stack.append((A, Z))
        A = np.maximum(Z, 0) if l != L else Z
    dZ = A - Y
    for l in range(L, 0, -1):
        A_prev, Z = stack.pop()
        if l != L:
            dZ = dA * (Z > 0)
        dW = np.dot(dZ, A_prev.T)
        db = dZ.sum(axis=1, keepdims=True)
        dA = np.dot(p["W", l].T, dZ)
        p["W", l] = p["W", l] - rate * dW
        p["b", l] = p["b", l] - rate * db
    return p
