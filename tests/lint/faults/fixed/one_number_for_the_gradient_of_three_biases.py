import numpy as np


def backward(dZ, A_prev):
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dW, db


rng = np.random.default_rng(22)
A0, Y = rng.normal(size=(4, 10)), rng.normal(size=(3, 10))
W, b = rng.normal(size=(3, 4)), np.zeros((3, 1))
for _ in range(5):
    dW, db = backward(W @ A0 + b - Y, A0)
    W = W - 0.1 * dW
    b = b - 0.1 * db
print(W, b)
