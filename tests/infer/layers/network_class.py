"""A class that keeps its weights in lists."""

import numpy as np


class Network:
    def __init__(self, layers, rate=0.1):
        self.rate = rate
        self.depth = len(layers) - 1
        self.weights = []
        self.biases = []
        for n_in, n_out in zip(layers[:-1], layers[1:]):
            self.weights.append(np.random.randn(n_out, n_in))
            self.biases.append(np.zeros((n_out, 1)))

    def forward(self, X):
        self.activations = [X]
        for l, (W, b) in enumerate(zip(self.weights, self.biases)):
            Z = np.dot(W, self.activations[l]) + b
            self.activations.append(np.tanh(Z))
        return self.activations[-1]

    def backward(self, Y):
        self.gradients = []
        dA = self.activations[-1] - Y
        for l in reversed(range(self.depth)):
            A, A_prev = self.activations[l + 1], self.activations[l]
            dZ = dA * (1 - A**2)
            dW = np.dot(dZ, A_prev.T) / Y.shape[1]
            db = np.sum(dZ, axis=1, keepdims=True) / Y.shape[1]
            dA = np.dot(self.weights[l].T, dZ)
            self.gradients.insert(0, (dW, db))

    def update(self):
        for l in range(self.depth):
            dW, db = self.gradients[l]
            self.weights[l] -= self.rate * dW
            self.biases[l] -= self.rate * db

    def train(self, X, Y, turns=3):
        for _ in range(turns):
            self.forward(X)
            self.backward(Y)
            self.update()
