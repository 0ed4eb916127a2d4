import numpy as np


def initialize_parameters(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def layer_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return np.maximum(0, Z), ((A_prev, W, b), Z)


def model_forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        A, cache = layer_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        caches.append(cache)
    return A, caches


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


class Layer:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_out, n_in)
        self.b = np.zeros((n_out, 1))

    def forward(self, X):
        return np.tanh(self.W @ X + self.b)


def halves(X):
    n, m = X.shape
    return X.reshape(n, 2, -1)
