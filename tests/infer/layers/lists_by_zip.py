"""Lists of weights gone through by `zip`, negative indices on the way back."""

import numpy as np


def model(x, y, sizes, rate=0.1):
    biases = [np.random.randn(n, 1) for n in sizes[1:]]
    weights = [np.random.randn(k, j) for j, k in zip(sizes[:-1], sizes[1:])]
    activation, activations, zs = x, [x], []
    for b, w in zip(biases, weights):
        z = np.dot(w, activation) + b
        zs.append(z)
        activation = np.tanh(z)
        activations.append(activation)
    nabla_b = [np.zeros(b.shape) for b in biases]
    nabla_w = [np.zeros(w.shape) for w in weights]
    delta = (activations[-1] - y) * (1 - np.tanh(zs[-1]) ** 2)
    nabla_b[-1] = delta.sum(axis=1, keepdims=True)
    nabla_w[-1] = np.dot(delta, activations[-2].T)
    for l in range(2, len(sizes)):
        delta = np.dot(weights[-l + 1].T, delta) * (1 - np.tanh(zs[-l]) ** 2)
        nabla_b[-l] = delta.sum(axis=1, keepdims=True)
        nabla_w[-l] = np.dot(delta, activations[-l - 1].T)
    weights = [w - rate * nw for w, nw in zip(weights, nabla_w)]
    biases = [b - rate * nb for b, nb in zip(biases, nabla_b)]
    return weights, biases
