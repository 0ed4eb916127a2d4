"""Functions that nothing ties but the names of what they take and return."""

import numpy as np


def initialize(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


def forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        A_prev = A
        Z = np.dot(parameters[f"W{l}"], A_prev) + parameters[f"b{l}"]
        A = np.tanh(Z)
        caches.append((A_prev, parameters[f"W{l}"], A))
    return A, caches


def backward(AL, Y, caches):
    grads, dA = {}, AL - Y
    for l in reversed(range(len(caches))):
        A_prev, W, A = caches[l]
        dZ = dA * (1 - A**2)
        grads[f"dW{l + 1}"] = np.dot(dZ, A_prev.T)
        grads[f"db{l + 1}"] = np.sum(dZ, axis=1, keepdims=True)
        dA = np.dot(W.T, dZ)
    return grads


def update(parameters, grads, rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] = parameters[f"W{l}"] - rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - rate * grads[f"db{l}"]
    return parameters
