"""A class with a list of weights and a list of biases, that are gone through with zip."""

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def sigma_prime(z):
    return sigma(z) * (1 - sigma(z))


class Perceptrons:
    def __init__(self, layer_sizes, rate=0.5):
        self.rate = rate
        self.depth = len(layer_sizes)
        self.weights = [np.random.randn(n, k) / np.sqrt(k) for k, n in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros((n, 1)) for n in layer_sizes[1:]]

    def predict(self, x):
        a = x
        for w, b in zip(self.weights, self.biases):
            a = sigma(np.dot(w, a) + b)
        return a

    def forward(self, x):
        activations, inputs = [x], []
        for w, b in zip(self.weights, self.biases):
            z = np.dot(w, activations[-1]) + b
            inputs.append(z)
            activations.append(sigma(z))
        return activations, inputs

    def gradients(self, x, y):
        activations, inputs = self.forward(x)
        grad_w = [np.zeros_like(w) for w in self.weights]
        grad_b = [np.zeros_like(b) for b in self.biases]
        delta = (activations[-1] - y) * sigma_prime(inputs[-1])
        grad_w[-1] = np.dot(delta, activations[-2].T)
        grad_b[-1] = delta.sum(axis=1, keepdims=True)
        for k in range(2, self.depth):
            delta = np.dot(self.weights[-k + 1].T, delta) * sigma_prime(inputs[-k])
            grad_w[-k] = np.dot(delta, activations[-k - 1].T)
            grad_b[-k] = delta.sum(axis=1, keepdims=True)
        return grad_w, grad_b

    def step(self, x, y):
        grad_w, grad_b = self.gradients(x, y)
        m = x.shape[1]
        self.weights = [w - self.rate / m * g for w, g in zip(self.weights, grad_w)]
        self.biases = [b - self.rate / m * g for b, g in zip(self.biases, grad_b)]

    def fit(self, x, y, turns=3):
        losses = []
        for _ in range(turns):
            self.step(x, y)
            losses.append(0.5 * np.mean(np.sum((self.predict(x) - y) ** 2, axis=0)))
        return losses


np.random.seed(0)
x = np.random.rand(11, 17)
y = np.random.rand(3, 17)
net = Perceptrons([11, 7, 5, 3])
print(net.fit(x, y), net.predict(x).shape)
