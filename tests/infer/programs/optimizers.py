# mini-batch gradient descent with momentum and Adam.
import math

import numpy as np


def random_mini_batches(X, Y, mini_batch_size=8, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []

    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]  #: shuffled_X (7, 37)
    shuffled_Y = Y[:, permutation].reshape((1, m))  #: shuffled_Y (1, 37)

    num_complete_minibatches = math.floor(m / mini_batch_size)
    for k in range(0, num_complete_minibatches):
        mini_batch_X = shuffled_X[:, k * mini_batch_size : (k + 1) * mini_batch_size]  #: mini_batch_X (7, 8)
        mini_batch_Y = shuffled_Y[:, k * mini_batch_size : (k + 1) * mini_batch_size]  #: mini_batch_Y (1, 8)
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = shuffled_X[:, num_complete_minibatches * mini_batch_size :]  #: mini_batch_X (7, 5)
        mini_batch_Y = shuffled_Y[:, num_complete_minibatches * mini_batch_size :]  #: mini_batch_Y (1, 5)
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches


def initialize(dims):
    parameters = {}
    for l in range(1, len(dims)):
        parameters["W" + str(l)] = np.random.randn(dims[l], dims[l - 1]) * np.sqrt(2 / dims[l - 1])  #: parameters['W1'] (5, 7); parameters['W2'] (1, 5)
        parameters["b" + str(l)] = np.zeros((dims[l], 1))  #: parameters['b1'] (5, 1); parameters['b2'] (1, 1)
    return parameters


def initialize_velocity(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(L):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)  #: v['dW1'] (5, 7); v['dW2'] (1, 5)
        v["db" + str(l + 1)] = np.zeros_like(parameters["b" + str(l + 1)])  #: v['db1'] (5, 1); v['db2'] (1, 1)
    return v


def initialize_adam(parameters):
    L = len(parameters) // 2
    v = {}
    s = {}
    for l in range(L):
        v["dW" + str(l + 1)] = np.zeros((parameters["W" + str(l + 1)].shape[0], parameters["W" + str(l + 1)].shape[1]))  #: v['dW1'] (5, 7); v['dW2'] (1, 5)
        v["db" + str(l + 1)] = np.zeros((parameters["b" + str(l + 1)].shape[0], 1))  #: v['db1'] (5, 1); v['db2'] (1, 1)
        s["dW" + str(l + 1)] = np.zeros_like(v["dW" + str(l + 1)])  #: s['dW1'] (5, 7); s['dW2'] (1, 5)
        s["db" + str(l + 1)] = np.zeros_like(v["db" + str(l + 1)])  #: s['db1'] (5, 1); s['db2'] (1, 1)
    return v, s


def update_with_momentum(parameters, grads, v, beta, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        v["dW" + str(l + 1)] = beta * v["dW" + str(l + 1)] + (1 - beta) * grads["dW" + str(l + 1)]  #: v['dW1'] (5, 7); v['dW2'] (1, 5)
        v["db" + str(l + 1)] = beta * v["db" + str(l + 1)] + (1 - beta) * grads["db" + str(l + 1)]  #: v['db1'] (5, 1); v['db2'] (1, 1)
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * v["dW" + str(l + 1)]  #: parameters['W1'] (5, 7); parameters['W2'] (1, 5)
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * v["db" + str(l + 1)]  #: parameters['b1'] (5, 1); parameters['b2'] (1, 1)
    return parameters, v


def update_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    v_corrected = {}
    s_corrected = {}
    for l in range(1, L + 1):
        for name in ("W", "b"):
            key = "d" + name + str(l)
            v[key] = beta1 * v[key] + (1 - beta1) * grads[key]  #: v['dW1'] (5, 7); v['dW2'] (1, 5); v['db1'] (5, 1); v['db2'] (1, 1)
            v_corrected[key] = v[key] / (1 - beta1**t)  #: v_corrected['dW1'] (5, 7); v_corrected['dW2'] (1, 5); v_corrected['db1'] (5, 1); v_corrected['db2'] (1, 1)
            s[key] = beta2 * s[key] + (1 - beta2) * np.square(grads[key])  #: s['dW1'] (5, 7); s['dW2'] (1, 5); s['db1'] (5, 1); s['db2'] (1, 1)
            s_corrected[key] = s[key] / (1 - np.power(beta2, t))  #: s_corrected['dW1'] (5, 7); s_corrected['dW2'] (1, 5); s_corrected['db1'] (5, 1); s_corrected['db2'] (1, 1)
            parameters[name + str(l)] -= learning_rate * v_corrected[key] / (np.sqrt(s_corrected[key]) + epsilon)  #: parameters['W1'] (5, 7); parameters['W2'] (1, 5); parameters['b1'] (5, 1); parameters['b2'] (1, 1)
    return parameters, v, s


def forward(X, parameters):
    W1, b1 = parameters["W1"], parameters["b1"]  #: W1 (5, 7); b1 (5, 1)
    W2, b2 = parameters["W2"], parameters["b2"]  #: W2 (1, 5); b2 (1, 1)
    z1 = np.dot(W1, X) + b1  #: z1 (5, 8) | (5, 5) | (5, 37)
    a1 = np.maximum(0, z1)  #: a1 (5, 8) | (5, 5) | (5, 37)
    z2 = np.dot(W2, a1) + b2  #: z2 (1, 8) | (1, 5) | (1, 37)
    a2 = 1 / (1 + np.exp(-z2))  #: a2 (1, 8) | (1, 5) | (1, 37)
    return a2, (z1, a1, W1, b1, z2, a2, W2, b2)


def backward(X, Y, cache):
    m = X.shape[1]
    (z1, a1, W1, b1, z2, a2, W2, b2) = cache  #: W1 (5, 7); W2 (1, 5); a1 (5, 8) | (5, 5); a2 (1, 8) | (1, 5); b1 (5, 1); b2 (1, 1); z1 (5, 8) | (5, 5); z2 (1, 8) | (1, 5)
    dz2 = 1.0 / m * (a2 - Y)  #: dz2 (1, 8) | (1, 5)
    dW2 = np.dot(dz2, a1.T)  #: dW2 (1, 5)
    db2 = np.sum(dz2, axis=1, keepdims=True)  #: db2 (1, 1)
    da1 = np.dot(W2.T, dz2)  #: da1 (5, 8) | (5, 5)
    dz1 = np.multiply(da1, np.int64(a1 > 0))  #: dz1 (5, 8) | (5, 5)
    dW1 = np.dot(dz1, X.T)  #: dW1 (5, 7)
    db1 = np.sum(dz1, axis=1, keepdims=True)  #: db1 (5, 1)
    return {"dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}


def model(X, Y, dims, optimizer, num_epochs=3):
    parameters = initialize(dims)
    t = 0
    seed = 10
    if optimizer == "momentum":
        v = initialize_velocity(parameters)
    elif optimizer == "adam":
        v, s = initialize_adam(parameters)
    for i in range(num_epochs):
        seed = seed + 1
        for minibatch in random_mini_batches(X, Y, 8, seed):
            (minibatch_X, minibatch_Y) = minibatch  #: minibatch_X (7, 8) | (7, 5); minibatch_Y (1, 8) | (1, 5)
            a2, cache = forward(minibatch_X, parameters)  #: a2 (1, 8) | (1, 5)
            grads = backward(minibatch_X, minibatch_Y, cache)
            if optimizer == "momentum":
                parameters, v = update_with_momentum(parameters, grads, v, 0.9, 0.01)
            elif optimizer == "adam":
                t = t + 1
                parameters, v, s = update_with_adam(parameters, grads, v, s, t)
    return parameters


np.random.seed(3)
train_X = np.random.randn(7, 37)  #: train_X (7, 37)
train_Y = (np.sum(train_X, axis=0, keepdims=True) > 0).astype(int)  #: train_Y (1, 37)
for name in ["momentum", "adam"]:
    result = model(train_X, train_Y, [7, 5, 1], name)
    a2, _ = forward(train_X, result)  #: a2 (1, 37)
    print(name, np.mean((a2 > 0.5) == train_Y))
