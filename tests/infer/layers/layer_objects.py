"""Layers that are objects, in a list."""

import numpy as np


class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_out, n_in) * 0.1
        self.b = np.zeros((n_out, 1))

    def forward(self, A_prev):
        self.A_prev = A_prev
        self.A = np.tanh(np.dot(self.W, A_prev) + self.b)
        return self.A

    def backward(self, dA):
        dZ = dA * (1 - self.A**2)
        self.dW = np.dot(dZ, self.A_prev.T)
        self.db = np.sum(dZ, axis=1, keepdims=True)
        return np.dot(self.W.T, dZ)

    def step(self, rate):
        self.W -= rate * self.dW
        self.b -= rate * self.db


def train(X, Y, dims, rate=0.1, turns=3):
    layers = [Dense(dims[i], dims[i + 1]) for i in range(len(dims) - 1)]
    for _ in range(turns):
        A = X
        for layer in layers:
            A = layer.forward(A)
        dA = A - Y
        for layer in reversed(layers):
            dA = layer.backward(dA)
        for layer in layers:
            layer.step(rate)
    return layers
