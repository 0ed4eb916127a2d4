import numpy as np


def layer(A_prev, W, b):
    Z = W @ A_prev + b
    return np.tanh(Z), (A_prev, W)


def layer_backward(dA, A, cache):
    A_prev, W = cache
    dZ = dA * (1 - A**2)
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1]


rng = np.random.default_rng(301)
X, Y = rng.normal(size=(3, 12)), rng.normal(size=(2, 12))
A1, first = layer(X, rng.normal(size=(5, 3)), np.zeros((5, 1)))
A2, second = layer(A1, rng.normal(size=(2, 5)), np.zeros((2, 1)))
dA1, dW2 = layer_backward(A2 - Y, A2, first)
_, dW1 = layer_backward(dA1, A1, first)
print(dW1, dW2)
