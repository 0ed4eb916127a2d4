"""Keys by f-string, one loop over all layers, examples as rows."""

import numpy as np


def initialize(sizes):
    params = {}
    for i in range(len(sizes) - 1):
        params[f"W{i}"] = np.random.randn(sizes[i], sizes[i + 1]) / np.sqrt(sizes[i])
        params[f"b{i}"] = np.zeros(sizes[i + 1])
    return params


def model(X, Y, sizes, rate=0.1):
    params = initialize(sizes)
    depth = len(sizes) - 1
    activations = [X]
    for i in range(depth):
        z = activations[i] @ params[f"W{i}"] + params[f"b{i}"]
        activations.append(np.tanh(z) if i < depth - 1 else z)
    delta = activations[-1] - Y
    grads = {}
    for i in range(depth - 1, -1, -1):
        grads[f"W{i}"] = activations[i].T @ delta / X.shape[0]
        grads[f"b{i}"] = delta.mean(axis=0)
        if i > 0:
            delta = (delta @ params[f"W{i}"].T) * (1 - activations[i] ** 2)
    for key in params:
        params[key] -= rate * grads[key]
    return params
