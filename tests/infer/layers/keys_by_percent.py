"""Keys by `%` and `format`, and a loop by `while`."""

import numpy as np


def model(X, Y, units, rate=0.1):
    weights = {}
    l = 1
    while l < len(units):
        weights["W%d" % l] = np.random.randn(units[l], units[l - 1])
        weights["b{}".format(l)] = np.zeros((units[l], 1))
        l += 1
    count = len(units) - 1
    A, l = {0: X}, 1
    while l <= count:
        A[l] = np.tanh(weights["W%d" % l].dot(A[l - 1]) + weights["b{}".format(l)])
        l += 1
    dA = A[count] - Y
    l = count
    while l >= 1:
        dZ = dA * (1 - A[l] ** 2)
        dW = dZ.dot(A[l - 1].T)
        db = dZ.sum(axis=1, keepdims=True)
        dA = weights["W%d" % l].T.dot(dZ)
        weights["W%d" % l] -= rate * dW
        weights["b{}".format(l)] -= rate * db
        l -= 1
    return weights
