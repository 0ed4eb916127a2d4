"""Three layers in columns with dropout, an L2 penalty and Adam, each parameter by its own name."""

import numpy as np


def initialize(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W%d" % l] = np.random.randn(layers_dims[l], layers_dims[l - 1]) / np.sqrt(layers_dims[l - 1])
        parameters["b%d" % l] = np.zeros((layers_dims[l], 1))
    return parameters


def initialize_adam(parameters):
    L = len(parameters) // 2
    v, s = {}, {}
    for l in range(1, L + 1):
        v["dW%d" % l] = np.zeros(parameters["W%d" % l].shape)
        v["db%d" % l] = np.zeros(parameters["b%d" % l].shape)
        s["dW%d" % l] = np.zeros_like(parameters["W%d" % l])
        s["db%d" % l] = np.zeros_like(parameters["b%d" % l])
    return v, s


def forward_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = np.dot(W1, X) + b1
    A1 = np.maximum(0, Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    A1 = A1 * D1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = np.maximum(0, Z2)
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    A2 = A2 * D2 / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = 1 / (1 + np.exp(-Z3))
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    cross_entropy = -np.sum(np.multiply(Y, np.log(A3)) + np.multiply(1 - Y, np.log(1 - A3))) / m
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return cross_entropy + penalty


def backward_with_dropout(X, Y, cache, lambd, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = np.dot(dZ3, A2.T) / m + lambd / m * W3
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = np.dot(W3.T, dZ3) * D2 / keep_prob
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = np.dot(dZ2, A1.T) / m + lambd / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = np.dot(W2.T, dZ2) * D1 / keep_prob
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = np.dot(dZ1, X.T) / m + lambd / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}


def update_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        v["dW%d" % l] = beta1 * v["dW%d" % l] + (1 - beta1) * grads["dW%d" % l]
        v["db%d" % l] = beta1 * v["db%d" % l] + (1 - beta1) * grads["db%d" % l]
        s["dW%d" % l] = beta2 * s["dW%d" % l] + (1 - beta2) * grads["dW%d" % l] ** 2
        s["db%d" % l] = beta2 * s["db%d" % l] + (1 - beta2) * grads["db%d" % l] ** 2
        vW = v["dW%d" % l] / (1 - beta1**t)
        vb = v["db%d" % l] / (1 - beta1**t)
        sW = s["dW%d" % l] / (1 - beta2**t)
        sb = s["db%d" % l] / (1 - beta2**t)
        parameters["W%d" % l] = parameters["W%d" % l] - learning_rate * vW / (np.sqrt(sW) + epsilon)
        parameters["b%d" % l] = parameters["b%d" % l] - learning_rate * vb / (np.sqrt(sb) + epsilon)
    return parameters, v, s


def random_mini_batches(X, Y, size=5):
    m = X.shape[1]
    order = np.random.permutation(m)
    X, Y = X[:, order], Y[:, order]
    return [(X[:, k : k + size], Y[:, k : k + size]) for k in range(0, m, size)]


def model(X, Y, layers_dims, epochs=2, lambd=0.1, keep_prob=0.8):
    parameters = initialize(layers_dims)
    v, s = initialize_adam(parameters)
    t, costs = 0, []
    for _ in range(epochs):
        for X_batch, Y_batch in random_mini_batches(X, Y):
            A3, cache = forward_with_dropout(X_batch, parameters, keep_prob)
            costs.append(cost_with_regularization(A3, Y_batch, parameters, lambd))
            grads = backward_with_dropout(X_batch, Y_batch, cache, lambd, keep_prob)
            t = t + 1
            parameters, v, s = update_with_adam(parameters, grads, v, s, t)
    return parameters, costs


np.random.seed(1)
X, Y = np.random.randn(11, 17), np.random.randint(0, 2, (2, 17))
parameters, costs = model(X, Y, [11, 7, 5, 2])
print(len(costs), parameters["W2"].shape)
