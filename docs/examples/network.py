import numpy as np


def initialize_parameters(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def forward(X, parameters):
    A = X
    caches = []
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A_prev = A
        Z = np.dot(parameters["W" + str(l)], A_prev) + parameters["b" + str(l)]
        A = np.tanh(Z)
        caches.append((A_prev, parameters["W" + str(l)]))
    return A, caches


def backward(AL, Y, caches):
    grads = {}
    m = Y.shape[1]
    dZ = AL - Y
    for l in reversed(range(len(caches))):
        A_prev, W = caches[l]
        grads["dW" + str(l + 1)] = np.dot(dZ, A_prev) / m
        grads["db" + str(l + 1)] = np.sum(dZ, axis=1) / m
        dZ = np.dot(W.T, dZ) * (1 - A_prev**2)
    return grads


X = np.random.randn(4, 20)
Y = np.random.randn(1, 20)
parameters = initialize_parameters([4, 5, 1])
AL, caches = forward(X, parameters)
grads = backward(AL, Y, caches)
for l in (1, 2):
    parameters["b" + str(l)] = parameters["b" + str(l)] - 0.1 * grads["db" + str(l)]
