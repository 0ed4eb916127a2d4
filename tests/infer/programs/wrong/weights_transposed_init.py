# wrong: line 15 ValueError
import numpy as np


def initialize_parameters_deep(layer_dims):
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l - 1], layer_dims[l]) * 0.01  #: parameters['W1'] (7, 5); parameters['W2'] (5, 3); parameters['W3'] (3, 1)
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))  #: parameters['b1'] (5, 1); parameters['b2'] (3, 1); parameters['b3'] (1, 1)
    return parameters


def linear_forward(A, W, b):
    Z = np.dot(W, A) + b  #! error SHP101; raises ValueError
    return Z, (A, W, b)


def model_forward(X, parameters):
    A = X  #: A (7, 13)
    caches = []
    for l in range(1, len(parameters) // 2 + 1):
        Z, cache = linear_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        A = np.maximum(0, Z)
        caches.append(cache)
    return A, caches


parameters = initialize_parameters_deep([7, 5, 3, 1])
AL, caches = model_forward(np.random.rand(7, 13), parameters)
print(AL.shape)
