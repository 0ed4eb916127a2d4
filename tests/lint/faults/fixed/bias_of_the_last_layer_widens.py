import numpy as np


def step(W, b, A_prev, dZ, rate):
    dW = dZ @ A_prev.T / A_prev.shape[1]
    db = np.sum(dZ, axis=1, keepdims=True) / A_prev.shape[1]
    return W - rate * dW, b - rate * db


rng = np.random.default_rng(3)
X, Y = rng.normal(size=(4, 11)), rng.normal(size=(2, 11))
W1, b1 = rng.normal(size=(6, 4)), np.zeros((6, 1))
W2, b2 = rng.normal(size=(2, 6)), np.zeros((2, 1))
A1 = np.tanh(W1 @ X + b1)
dZ2 = W2 @ A1 + b2 - Y
W1, b1 = step(W1, b1, X, (W2.T @ dZ2) * (1 - A1**2), 0.1)
W2, b2 = step(W2, b2, A1, dZ2, 0.1)
print(W1, b1, W2, b2)
