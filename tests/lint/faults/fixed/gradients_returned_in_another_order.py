import numpy as np


def backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return W.T @ dZ, dW, db


rng = np.random.default_rng(303)
A0, dZ = rng.normal(size=(6, 11)), rng.normal(size=(4, 11))
W, b = rng.normal(size=(4, 6)), np.zeros((4, 1))
dA0, dW, db = backward(dZ, A0, W)
W = W - 0.1 * dW
b = b - 0.1 * db
print(W, b, dA0)
