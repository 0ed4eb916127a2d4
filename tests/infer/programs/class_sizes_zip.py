"""A tiny neural network with lists of weights and biases."""
import random

import numpy as np


class Network(object):
    def __init__(self, sizes):
        """``sizes`` has the number of neurons in each layer."""
        self.num_layers = len(sizes)
        self.sizes = sizes
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) / np.sqrt(x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):  #: b (7, 1) | (5, 1) | (3, 1); w (7, 13) | (5, 7) | (3, 5)
            a = sigmoid(np.dot(w, a) + b)  #: a (7, 1) | (5, 1) | (3, 1)
        return a

    def sgd(self, training_data, epochs, mini_batch_size, eta):
        n = len(training_data)
        for j in range(epochs):
            random.shuffle(training_data)
            mini_batches = [training_data[k : k + mini_batch_size] for k in range(0, n, mini_batch_size)]
            for mini_batch in mini_batches:
                self.update_mini_batch(mini_batch, eta)

    def update_mini_batch(self, mini_batch, eta):
        nabla_b = [np.zeros(b.shape) for b in self.biases]  #: b (7, 1) | (5, 1) | (3, 1)
        nabla_w = [np.zeros(w.shape) for w in self.weights]  #: w (7, 13) | (5, 7) | (3, 5)
        for x, y in mini_batch:  #: x (13, 1); y (3, 1)
            delta_nabla_b, delta_nabla_w = self.backprop(x, y)
            nabla_b = [nb + dnb for nb, dnb in zip(nabla_b, delta_nabla_b)]  #: dnb (7, 1) | (5, 1) | (3, 1); nb (7, 1) | (5, 1) | (3, 1)
            nabla_w = [nw + dnw for nw, dnw in zip(nabla_w, delta_nabla_w)]  #: dnw (7, 13) | (5, 7) | (3, 5); nw (7, 13) | (5, 7) | (3, 5)
        self.weights = [w - (eta / len(mini_batch)) * nw for w, nw in zip(self.weights, nabla_w)]  #: nw (7, 13) | (5, 7) | (3, 5); w (7, 13) | (5, 7) | (3, 5)
        self.biases = [b - (eta / len(mini_batch)) * nb for b, nb in zip(self.biases, nabla_b)]  #: b (7, 1) | (5, 1) | (3, 1); nb (7, 1) | (5, 1) | (3, 1)

    def backprop(self, x, y):
        nabla_b = [np.zeros(b.shape) for b in self.biases]  #: b (7, 1) | (5, 1) | (3, 1)
        nabla_w = [np.zeros(w.shape) for w in self.weights]  #: w (7, 13) | (5, 7) | (3, 5)
        activation = x  #: activation (13, 1)
        activations = [x]
        zs = []
        for b, w in zip(self.biases, self.weights):  #: b (7, 1) | (5, 1) | (3, 1); w (7, 13) | (5, 7) | (3, 5)
            z = np.dot(w, activation) + b  #: z (7, 1) | (5, 1) | (3, 1)
            zs.append(z)
            activation = sigmoid(z)  #: activation (7, 1) | (5, 1) | (3, 1)
            activations.append(activation)
        delta = (activations[-1] - y) * sigmoid_prime(zs[-1])  #: delta (3, 1)
        nabla_b[-1] = delta  #: nabla_b[-1] (3, 1)
        nabla_w[-1] = np.dot(delta, activations[-2].transpose())  #: nabla_w[-1] (3, 5)
        for layer in range(2, self.num_layers):
            z = zs[-layer]  #: z (5, 1) | (7, 1)
            sp = sigmoid_prime(z)  #: sp (5, 1) | (7, 1)
            delta = np.dot(self.weights[-layer + 1].transpose(), delta) * sp  #: delta (5, 1) | (7, 1)
            nabla_b[-layer] = delta  #: nabla_b[-2] (5, 1); nabla_b[-3] (7, 1)
            nabla_w[-layer] = np.dot(delta, activations[-layer - 1].transpose())  #: nabla_w[-2] (5, 7); nabla_w[-3] (7, 13)
        return (nabla_b, nabla_w)

    def evaluate(self, test_data):
        test_results = [(np.argmax(self.feedforward(x)), np.argmax(y)) for (x, y) in test_data]  #: x (13, 1); y (3, 1)
        return sum(int(x == y) for (x, y) in test_results)  #: x (); y ()


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def vectorized_result(j):
    e = np.zeros((3, 1))  #: e (3, 1)
    e[j] = 1.0
    return e


random.seed(1)
np.random.seed(1)
inputs = [np.random.rand(13, 1) for _ in range(30)]
targets = [vectorized_result(int(x.sum()) % 3) for x in inputs]  #: x (13, 1)
data = list(zip(inputs, targets))
net = Network([13, 7, 5, 3])
net.sgd(data, 2, 7, 3.0)
print(net.evaluate(data), "/", len(data))
