# Deep neural network: step by step, then put together (week 4 homework).
import numpy as np


def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))  #: A (1, 17)
    cache = Z  #: cache (1, 17)
    return A, cache


def relu(Z):
    A = np.maximum(0, Z)  #: A (7, 17) | (5, 17) | (3, 17)
    assert A.shape == Z.shape
    cache = Z  #: cache (7, 17) | (5, 17) | (3, 17)
    return A, cache


def relu_backward(dA, cache):
    Z = cache  #: Z (3, 17) | (5, 17) | (7, 17)
    dZ = np.array(dA, copy=True)  #: dZ (3, 17) | (5, 17) | (7, 17)
    dZ[Z <= 0] = 0
    assert dZ.shape == Z.shape
    return dZ


def sigmoid_backward(dA, cache):
    Z = cache  #: Z (1, 17)
    s = 1 / (1 + np.exp(-Z))  #: s (1, 17)
    dZ = dA * s * (1 - s)  #: dZ (1, 17)
    return dZ


def initialize_parameters_deep(layer_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)  # number of layers, the input one included
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01  #: parameters['W1'] (7, 11); parameters['W2'] (5, 7); parameters['W3'] (3, 5); parameters['W4'] (1, 3)
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))  #: parameters['b1'] (7, 1); parameters['b2'] (5, 1); parameters['b3'] (3, 1); parameters['b4'] (1, 1)
        assert parameters["W" + str(l)].shape == (layer_dims[l], layer_dims[l - 1])
        assert parameters["b" + str(l)].shape == (layer_dims[l], 1)
    return parameters


def linear_forward(A, W, b):
    Z = np.dot(W, A) + b  #: Z (7, 17) | (5, 17) | (3, 17) | (1, 17)
    assert Z.shape == (W.shape[0], A.shape[1])
    cache = (A, W, b)
    return Z, cache


def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)  #: Z (1, 17)
        A, activation_cache = sigmoid(Z)  #: A (1, 17); activation_cache (1, 17)
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)  #: Z (7, 17) | (5, 17) | (3, 17)
        A, activation_cache = relu(Z)  #: A (7, 17) | (5, 17) | (3, 17); activation_cache (7, 17) | (5, 17) | (3, 17)
    cache = (linear_cache, activation_cache)
    return A, cache


def L_model_forward(X, parameters):
    caches = []
    A = X  #: A (11, 17)
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A  #: A_prev (11, 17) | (7, 17) | (5, 17)
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")  #: A (7, 17) | (5, 17) | (3, 17)
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")  #: AL (1, 17)
    caches.append(cache)
    return AL, caches


def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -1 / m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))  #: cost ()
    cost = np.squeeze(cost)  #: cost ()
    assert cost.shape == ()
    return cost


def linear_backward(dZ, cache):
    A_prev, W, b = cache  #: A_prev (3, 17) | (5, 17) | (7, 17) | (11, 17); W (1, 3) | (3, 5) | (5, 7) | (7, 11); b (1, 1) | (3, 1) | (5, 1) | (7, 1)
    m = A_prev.shape[1]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)  #: dW (1, 3) | (3, 5) | (5, 7) | (7, 11)
    db = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)  #: db (1, 1) | (3, 1) | (5, 1) | (7, 1)
    dA_prev = np.dot(W.T, dZ)  #: dA_prev (3, 17) | (5, 17) | (7, 17) | (11, 17)
    return dA_prev, dW, db


def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache  #: activation_cache (1, 17) | (3, 17) | (5, 17) | (7, 17)
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)  #: dZ (3, 17) | (5, 17) | (7, 17)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)  #: dZ (1, 17)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)  #: dA_prev (3, 17) | (5, 17) | (7, 17) | (11, 17); dW (1, 3) | (3, 5) | (5, 7) | (7, 11); db (1, 1) | (3, 1) | (5, 1) | (7, 1)
    return dA_prev, dW, db


def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)  #: Y (1, 17)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))  #: dAL (1, 17)
    current_cache = caches[L - 1]
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(  #: grads['dA3'] (3, 17); grads['dW4'] (1, 3); grads['db4'] (1, 1)
        dAL, current_cache, "sigmoid"
    )
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(grads["dA" + str(l + 1)], current_cache, "relu")  #: dA_prev_temp (5, 17) | (7, 17) | (11, 17); dW_temp (3, 5) | (5, 7) | (7, 11); db_temp (3, 1) | (5, 1) | (7, 1)
        grads["dA" + str(l)] = dA_prev_temp  #: grads['dA0'] (11, 17); grads['dA1'] (7, 17); grads['dA2'] (5, 17)
        grads["dW" + str(l + 1)] = dW_temp  #: grads['dW1'] (7, 11); grads['dW2'] (5, 7); grads['dW3'] (3, 5)
        grads["db" + str(l + 1)] = db_temp  #: grads['db1'] (7, 1); grads['db2'] (5, 1); grads['db3'] (3, 1)
    return grads


def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]  #: parameters['W1'] (7, 11); parameters['W2'] (5, 7); parameters['W3'] (3, 5); parameters['W4'] (1, 3)
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]  #: parameters['b1'] (7, 1); parameters['b2'] (5, 1); parameters['b3'] (3, 1); parameters['b4'] (1, 1)
    return parameters


np.random.seed(1)
train_x = np.random.randn(11, 17)  #: train_x (11, 17)
train_y = (np.random.rand(1, 17) > 0.5) * 1  #: train_y (1, 17)
layers_dims = [11, 7, 5, 3, 1]

parameters = initialize_parameters_deep(layers_dims)
for i in range(0, 5):
    AL, caches = L_model_forward(train_x, parameters)  #: AL (1, 17)
    cost = compute_cost(AL, train_y)  #: cost ()
    grads = L_model_backward(AL, train_y, caches)
    parameters = update_parameters(parameters, grads, 0.0075)
print("cost:", cost)
