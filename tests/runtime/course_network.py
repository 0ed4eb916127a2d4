"""A network as courses write it: functions over a dict of parameters, caches as tuples in a list, no annotations.

A module of its own, since pytest rewrites the asserts of test modules and so changes what their functions are.
"""

# What is assigned, and by which statement, is what the tests are about.
# ruff: noqa: B007, RET504, RUF059, SIM108

import numpy as np

from shapecheck.runtime.decorator import checked


def initialize_parameters_deep(layer_dims):
    generator = np.random.default_rng(3)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = generator.normal(size=(layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z)), Z


def relu(Z):
    return np.maximum(0, Z), Z


def relu_backward(dA, cache):
    return dA * (cache > 0)


def sigmoid_backward(dA, cache):
    s = 1 / (1 + np.exp(-cache))
    return dA * s * (1 - s)


@checked("A: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> Z: n[l] m, _")
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache


@checked
def bare_linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache


@checked
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = bare_linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        Z, linear_cache = bare_linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z)
    cache = (linear_cache, activation_cache)
    return A, cache


@checked
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@checked
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)
    db = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@checked("dZ: n[l] m, A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1")
def flat_linear_backward(dZ, A_prev, W, b):
    m = A_prev.shape[1]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)
    db = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@checked
def without_keepdims(dZ, b):
    db = np.sum(dZ, axis=1)
    return db


@checked
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    else:
        dZ = sigmoid_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db


@checked
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(
        dAL, caches[L - 1], "sigmoid"
    )
    for l in reversed(range(L - 1)):
        dA_prev, dW, db = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l)] = dA_prev
        grads["dW" + str(l + 1)] = dW
        grads["db" + str(l + 1)] = db
    return grads


@checked
def update_parameters(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return parameters


@checked("W: n[l] n[l-1], dZ: n[l] m")
def forgotten_transpose(W, dZ):
    dA_prev = W @ dZ
    return dA_prev


@checked("b: n 1, dZ: n m")
def update_bias(b, dZ, alpha=0.1):
    step = np.sum(dZ, axis=1)
    b = b - alpha * step
    return b


@checked
def update_bias_in_place(b, dZ, alpha=0.1):
    step = np.sum(dZ, axis=1)
    b -= alpha * step
    return b


@checked
def swapped(A, W):
    Z = np.dot(A, W)
    return Z


@checked("X: n m")
def train(X, iterations):
    for i in range(iterations):
        X = X * 1.0
    return X


@checked("X: n m")
def batches(X):
    half = X[:, :2]
    yield half
    rest = X[:, 2:]
    yield rest


@checked("X: n m -> n m")
async def doubled(X):
    Y = X + X
    return Y
